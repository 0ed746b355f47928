// Command compromise makes a rolling text of a base and of what several parties
// would have instead, and a compromise of that.
//
//	go run ./examples/compromise
//	go run ./examples/compromise -base base.txt -sponsor EU=eu.txt -sponsor G77=g77.txt
//
// Every sponsor's file is the whole text as that sponsor would have it: an
// edited copy of the base. Without files the program shows an embedded example,
// a real draft resolution in Arabic with invented proposals; -lang en shows one
// in English.
//
// # Flags
//
//	-base FILE            base text, UTF-8 plain text
//	-sponsor NAME=FILE    a party and its text; repeatable
//	-rule RULE            consensus (default), unanimity, majority, two-thirds, weighted,
//	                      chair, optimum
//	-weights FILE         weights of the parties, a JSON object: {"EU": 27, "G77": 134};
//	                      who is not in it weighs 1
//	-positions FILE       what parties say of each other's proposals, JSON, see below
//	-objective GOAL       what -rule optimum maximises: sum (default), leximin, nash
//	-steps N              how many steps -rule optimum may take, default 1000000
//	-show VIEW            rolling, base, as:NAME, compromise, why, conflicts, changes,
//	                      table, stats, balance;
//	                      default: rolling, compromise, why, each under a heading
//	-format FORMAT        text (default), markdown, html, json
//	-o FILE               default standard output
//	-from FILE            a rolling text written before with -show rolling -format json,
//	                      instead of -base and -sponsor
//	-lang ar|en           the embedded example
//
// The exit status is 0; 1 where an input cannot be used, with
// file:line:column: message on standard error and nothing written; 2 for wrong
// usage. What is odd about a text is a warning with its position.
//
// # Views
//
// In text format base and as:NAME are the files, to the byte. The rolling text
// is in the notation that package bracket reads, [as it stands] [EU, G77:
// other words], [EU: delete]; the compromise is the same with only what is
// still open in brackets. What all parties propose (two at least) is not
// bracketed, and labels that only follow from clauses inserted, deleted or
// moved are not shown as changes.
//
// A party whose text leaves a place as it stands is silent there. Under
// consensus silence does not object: what nobody competes with is taken, and
// only competing wordings stay bracketed. Under majority and two-thirds silence
// is abstention, and a tie keeps the base.
//
// Unanimity takes what every party supports or can live with; weighted counts
// weights instead of heads; chair takes the options that the file of positions
// lists under chair, and leaves all else to consensus. Optimum takes the options
// that are best by -objective: the sum of weight times gain, the worst-off party
// first, or the product of the gains. It crosses no red line and takes package
// deals whole or not at all; where -steps are used up, balance says how far the
// result may be from the best.
//
// Table sets all parties side by side, a row for each clause; stats counts by
// party and clause what was proposed, adopted, rejected and is open; balance
// says what each party got and gave up, which deal unlocks what, and who would
// have to move to clear what is still open.
//
// The embedded examples come with positions and weights of the four groups
// (illustrative; nobody's position), which count unless -positions or -weights
// names other ones, under the rules that need them: unanimity, weighted, chair
// and optimum, and in the views table, stats and balance.
//
// # Positions
//
// -positions names a JSON object, all of whose members may be missing:
//
//	parties    [{name, weight, members}]: who else takes part, and who is a group
//	           of whom. A member that takes a position of its own dissents
//	positions  [{party, stance, on, if, redLine, note}]: stance is proposes,
//	           supports, canLiveWith, silent, reserves or opposes. With if, an
//	           array of references, it holds where all of these are adopted
//	deals      [{name, parties, all}]: a package; all is an array of references
//	votes      [{on, for, against, abstained, present}]: figures of votes taken
//	chair      references to what the chair chooses
//	procedure  {order, divide, paragraphs, byParagraph, whole}: the order of
//	           voting, what is voted on in parts, which clauses and whether the
//	           whole text are put to the vote as amended
//
// A reference (on, if, all, ...) is one of
//
//	{"amendment": "UUID"}                      what an amendment proposes
//	{"clause": "resolves/3", "text": "words"}  proposed words, by the label path
//	                                           that -show changes prints; with was,
//	                                           the words they replace, or to, the
//	                                           label a clause is moved after, where
//	                                           these are needed to tell which
//	{"clause": "resolves/3", "asItStands": true}
//	{"whole": true}                            the whole text; with clause, that
//
// What names something that does not exist is an error with its line and column.
//
// # JSON
//
// -show conflicts: an array of the places at which options compete, each
//
//	clause   label path of the clause, as printed: "resolves/3"
//	id       id of the clause, a UUID
//	base     base wording of the place, possibly empty
//	options  array of {text, sponsors}, one per distinct wording proposed, without
//	         the base wording; sponsors sorted. Text is empty for a deletion. Where
//	         a clause is moved, to is the label path it is to stand after
//	silent   sponsors whose text leaves the place as it stands
//
// -show rolling: an object
//
//	format      "rollingtext/rolling"
//	version     1
//	base        the base as a document, see clause/schema.md
//	parties     all who take part, sorted
//	amendments  all that was tabled, in the order of the base: id, sponsors, base
//	            (version hash), op, target {clause, range, quote, before, after},
//	            to {after, order}, text, follows; see amend.Amendment
//	places      all places that somebody proposes to change, as under conflicts.
//	            They follow from the rest and are not read again
//
// -show base, -show as:NAME: {text}, {party, text}.
//
// -show compromise: {rule, text, open, segments}. Text has what is open in
// brackets, open lists those places as under conflicts, segments is the text in
// order: {text, from, sponsors}, from being base, change, number (a label that
// follows) or open.
//
// -show why: an array of {clause, id, kind, base, text, to, rule, verdict, for,
// against, silent, reason, disposedBy}; verdict is adopted, rejected or open. With
// positions also accepts, reserves, and votes and weights {for, against, abstained,
// present}; at the end the votes on clauses as amended and on the whole text.
//
// -show changes: an array of {clause, id, kind, base, text, to, sponsors, class,
// unseen, follows, rationale}; class is substantive, or how the change is
// editorial; unseen lists what of it a reader would not see.
//
// -show table: an array of {clause, new, base, parties}, parties being {party,
// text, to, positions: [{stance, sponsors, base, text}]} for each; text is
// missing where a party leaves the clause as it stands.
//
// -show stats: {openBrackets, wordsInBrackets, total, parties, clauses}, each of
// these {name, proposed, adopted, rejected, open, wordsInBrackets}.
//
// -show balance: {rule, objective, exact, value, bound, gap, steps, parties:
// [{party, weight, gain, most, got, gaveUp, bears}], deals: [{name, parties, made,
// unlocks}], redLines, concessions: [{clause, base, parties, adopt, proven}]}; of
// other rules than optimum only rule and concessions.
//
// Without -show: an object {rolling, compromise, why} of these.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/merge"
	"github.com/rollingtext/rollingtext/merge/report"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Exit statuses.
const (
	ok       = 0
	unusable = 1
	misused  = 2
)

func run(args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	switch {
	case errors.Is(err, errHelp):
		return ok
	case err != nil:
		return misused
	}
	r, warnings, err := load(o)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return unusable
	}
	r, err = takePositions(o, r)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return unusable
	}
	verdict, err := decide(o, r)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return unusable
	}
	sections, err := sections(o, r, verdict)
	if err != nil {
		var unknown *merge.PartyError
		if errors.As(err, &unknown) {
			err = fmt.Errorf("as:%s: expected one of %s", unknown.Party, merge.Who(unknown.Parties))
		}
		fmt.Fprintf(stderr, "compromise: -show %v\n", err)
		return misused
	}
	var b bytes.Buffer
	err = report.Write(&b, sections, report.Options{Format: o.format, Language: r.Layout().Base().Meta().Language})
	if err == nil {
		err = write(o.out, b.Bytes(), stdout)
	}
	if err != nil {
		fmt.Fprintln(stderr, "compromise:", err)
		return unusable
	}
	warn(stderr, warnings)
	if slices.Contains(o.show, "compromise") {
		for _, l := range verdict.outcome.LostReferences() {
			fmt.Fprintf(stderr, "compromise: warning: %s: «%s» does not follow: %s\n", l.Label, l.Text, l.Reason)
		}
	}
	return ok
}

// sections are the views that the flags ask for.
func sections(o options, r *merge.Rolling, v verdict) ([]report.Section, error) {
	outcome := v.outcome
	var out []report.Section
	for _, view := range o.show {
		var s report.Section
		var err error
		switch view {
		case "rolling":
			s, err = report.Rolling(r)
		case "base":
			s = report.Base(r)
		case "compromise":
			s = report.Compromise(r, outcome)
		case "why":
			s = report.Why(r, outcome)
		case "conflicts":
			s = report.Conflicts(r)
		case "changes":
			s = report.Changes(r)
		case "table":
			s = report.Table(r)
		case "stats":
			s = report.Stats(outcome)
		case "balance":
			s = report.Balance(outcome, v.best)
		default:
			s, err = report.As(r, strings.TrimPrefix(view, "as:"))
		}
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// write writes the output at once: a plain file is there whole or not at all,
// with the mode it had. Links are followed; devices and pipes are written to.
func write(name string, data []byte, stdout io.Writer) error {
	if name == "" {
		_, err := stdout.Write(data)
		return err
	}
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		if mode = info.Mode().Perm(); !info.Mode().IsRegular() {
			return overwrite(name, data)
		}
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(mode), f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	return nil
}

// overwrite writes to something that is no plain file.
func overwrite(name string, data []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	return nil
}

// cause takes the name of a file that nobody gave out of an error.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
