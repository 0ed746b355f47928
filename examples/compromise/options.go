package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/merge"
	"github.com/rollingtext/rollingtext/merge/report"
)

// options are what the flags say.
type options struct {
	base     string
	sponsors []sponsor
	from     string
	lang     string
	rule     string
	weights  string
	stances  string // file of positions
	goal     merge.Objective
	steps    int
	show     []string
	format   report.Format
	out      string
}

// sponsor is a party and the file that holds the text as it would have it.
type sponsor struct{ name, file string }

// rules are those that need nothing but positions.
var rules = []merge.Rule{merge.Consensus, merge.Unanimity, merge.Majority, merge.TwoThirds, merge.Weighted}

// The rules that are more than a value.
const (
	chair   = "chair"
	optimum = "optimum"
)

const ruleNames = "consensus, unanimity, majority, two-thirds, weighted, chair or optimum"

var views = []string{"rolling", "base", "compromise", "why", "conflicts", "changes", "table", "stats", "balance"}

// errHelp says that help was asked for and given.
var errHelp = errors.New("help")

// parseOptions reads the command line. Errors are wrong usage.
func parseOptions(args []string, stderr io.Writer) (options, error) {
	o := options{show: []string{"rolling", "compromise", "why"}}
	fs := flag.NewFlagSet("compromise", flag.ContinueOnError)
	fs.SetOutput(stderr)
	var rule, show, format string
	fs.StringVar(&o.base, "base", "", "base text, UTF-8 plain text `FILE`")
	fs.StringVar(&o.from, "from", "", "rolling text written before with -show rolling -format json, `FILE`; instead of -base and -sponsor")
	fs.StringVar(&o.lang, "lang", "", "language of the embedded example: ar or en (default ar)")
	fs.StringVar(&rule, "rule", "consensus", "decision rule of the compromise: "+ruleNames)
	var goal string
	fs.StringVar(&goal, "objective", "sum", "what -rule optimum maximises: sum, leximin or nash")
	fs.IntVar(&o.steps, "steps", 1_000_000, "how many steps -rule optimum may take")
	fs.StringVar(&o.weights, "weights", "", "JSON `FILE` of names and weights")
	fs.StringVar(&o.stances, "positions", "", "JSON `FILE` of positions")
	fs.StringVar(&show, "show", "", "`VIEW`: rolling, base, as:NAME, compromise, why, conflicts, changes, table, stats, balance (default rolling, compromise and why, each under a heading)")
	fs.StringVar(&format, "format", "text", "text, markdown, html or json")
	fs.StringVar(&o.out, "o", "", "output `FILE` (default standard output)")
	fs.Func("sponsor", "`NAME=FILE`: the whole text as this party would have it; repeatable", func(s string) error {
		name, file, ok := strings.Cut(s, "=")
		if !ok || file == "" {
			return errors.New("expected NAME=FILE")
		}
		var bad *merge.NameError
		if errors.As(merge.CheckName(name), &bad) {
			return fmt.Errorf("%q is not a name: %s", name, bad.Reason)
		}
		if slices.ContainsFunc(o.sponsors, func(k sponsor) bool { return k.name == name }) {
			return fmt.Errorf("%s is named twice", name)
		}
		o.sponsors = append(o.sponsors, sponsor{name, file})
		return nil
	})
	if err := fs.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return o, errHelp
		}
		return o, err
	}
	o.rule = rule
	err := o.check(fs, show, format)
	if err == nil {
		if o.goal, err = merge.ParseObjective(goal); err != nil {
			err = fmt.Errorf("-objective %s: expected sum, leximin or nash", goal)
		}
	}
	if err != nil {
		fmt.Fprintf(stderr, "compromise: %v\nrun with -help to see the flags\n", err)
	}
	return o, err
}

func (o *options) check(fs *flag.FlagSet, show, format string) error {
	given := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	switch {
	case fs.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", fs.Arg(0))
	case given["from"] && (given["base"] || given["sponsor"]):
		return errors.New("-from takes the place of -base and -sponsor")
	case given["base"] && len(o.sponsors) == 0:
		return errors.New("-base needs at least one -sponsor NAME=FILE")
	case given["sponsor"] && !given["base"]:
		return errors.New("-sponsor needs -base FILE")
	case given["lang"] && (given["base"] || given["from"]):
		return errors.New("-lang chooses the embedded example and goes without -base and -from")
	case given["base"] && o.base == "", given["from"] && o.from == "", given["o"] && o.out == "",
		given["weights"] && o.weights == "", given["positions"] && o.stances == "":
		return errors.New("a file name is empty")
	}
	switch o.lang {
	case "":
		o.lang = "ar"
	case "ar", "en":
	default:
		return fmt.Errorf("-lang %s: expected ar or en", o.lang)
	}
	switch {
	case ruleNamed(o.rule) == nil && o.rule != chair && o.rule != optimum:
		return fmt.Errorf("-rule %s: expected %s", o.rule, ruleNames)
	case o.steps <= 0:
		return errors.New("-steps: expected more than 0")
	case o.rule != optimum && (given["objective"] || given["steps"]):
		return errors.New("-objective and -steps are for -rule optimum")
	}
	if given["show"] {
		if name, ok := strings.CutPrefix(show, "as:"); (!ok || name == "") && !slices.Contains(views, show) {
			return fmt.Errorf("-show %s: expected as:NAME or one of %s", show, strings.Join(views, ", "))
		}
		o.show = []string{show}
	}
	var err error
	o.format, err = report.ParseFormat(format)
	if err != nil {
		return fmt.Errorf("-format %s: expected text, markdown, html or json", format)
	}
	return nil
}

// ruleNamed returns a rule by its name, or nil.
func ruleNamed(name string) merge.Rule {
	for _, r := range rules {
		if r.Name() == name {
			return r
		}
	}
	return nil
}
