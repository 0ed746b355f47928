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
	rule     merge.Rule
	show     []string
	format   report.Format
	out      string
}

// sponsor is a party and the file that holds the text as it would have it.
type sponsor struct{ name, file string }

var rules = []merge.Rule{merge.Consensus, merge.Majority, merge.TwoThirds}

var views = []string{"rolling", "base", "compromise", "why", "conflicts", "changes"}

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
	fs.StringVar(&rule, "rule", "consensus", "decision rule of the compromise: consensus, majority or two-thirds")
	fs.StringVar(&show, "show", "", "`VIEW`: rolling, base, as:NAME, compromise, why, conflicts, changes (default rolling, compromise and why, each under a heading)")
	fs.StringVar(&format, "format", "text", "text, markdown, html or json")
	fs.StringVar(&o.out, "o", "", "output `FILE` (default standard output)")
	fs.Func("sponsor", "`NAME=FILE`: the whole text as this party would have it; repeatable", func(s string) error {
		name, file, ok := strings.Cut(s, "=")
		if !ok || file == "" {
			return errors.New("expected NAME=FILE")
		}
		if err := checkName(name); err != nil {
			return err
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
	err := o.check(fs, rule, show, format)
	if err != nil {
		fmt.Fprintf(stderr, "compromise: %v\nrun with -help to see the flags\n", err)
	}
	return o, err
}

// checkName refuses names that the notation of brackets could not hold.
func checkName(name string) error {
	switch {
	case strings.TrimSpace(name) == "" || strings.TrimSpace(name) != name:
		return fmt.Errorf("%q is not a name: expected one without spaces at its ends", name)
	case strings.ContainsAny(name, "[]:;,\t\r\n"):
		return fmt.Errorf("%q is not a name: brackets, colon, semicolon, comma and line ends have a meaning in the text", name)
	}
	return nil
}

func (o *options) check(fs *flag.FlagSet, rule, show, format string) error {
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
	case given["base"] && o.base == "", given["from"] && o.from == "", given["o"] && o.out == "":
		return errors.New("a file name is empty")
	}
	switch o.lang {
	case "":
		o.lang = "ar"
	case "ar", "en":
	default:
		return fmt.Errorf("-lang %s: expected ar or en", o.lang)
	}
	k := slices.IndexFunc(rules, func(r merge.Rule) bool { return r.Name() == rule })
	if k < 0 {
		return fmt.Errorf("-rule %s: expected consensus, majority or two-thirds", rule)
	}
	o.rule = rules[k]
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
