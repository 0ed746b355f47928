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
//	-rule RULE            consensus (default), majority, two-thirds
//	-show VIEW            rolling, base, as:NAME, compromise, why, conflicts, changes;
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
// against, silent, reason, disposedBy}; verdict is adopted, rejected or open.
//
// -show changes: an array of {clause, id, kind, base, text, to, sponsors, class,
// unseen, follows, rationale}; class is substantive, or how the change is
// editorial; unseen lists what of it a reader would not see.
//
// Without -show: an object {rolling, compromise, why} of these.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
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
	sections, err := sections(o, r)
	if err != nil {
		fmt.Fprintf(stderr, "compromise: -show: %v\n", err)
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
	return ok
}

// sections are the views that the flags ask for.
func sections(o options, r *merge.Rolling) ([]report.Section, error) {
	outcome := r.Decide(o.rule)
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

// write writes the output at once: a file is there whole or not at all.
func write(name string, data []byte, stdout io.Writer) error {
	if name == "" {
		_, err := stdout.Write(data)
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
