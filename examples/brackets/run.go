package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// request is what the command line asks for.
type request struct {
	render, tree, compare, html, isolates, report, tidy bool
	resolve, write, format, convention, parties         string
	readings                                            int
	stdout, stderr                                      io.Writer
}

// errUsage is a wrong command line; it ends with status 2.
var errUsage = errors.New("usage")

// run is the program; it returns the exit status. Nothing is written to
// stdout unless all of it could be made.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	var out, notes bytes.Buffer
	err := do(args, stdin, &out, &notes)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, _ = stderr.Write(notes.Bytes())
		return 0
	case errors.Is(err, errUsage):
		_, _ = stderr.Write(notes.Bytes())
		return 2
	case err != nil:
		_, _ = fmt.Fprintln(stderr, err)
		return 1
	}
	_, _ = stderr.Write(notes.Bytes())
	if _, err := stdout.Write(out.Bytes()); err != nil {
		_, _ = fmt.Fprintln(stderr, "standard output:1:1:", err)
		return 1
	}
	return 0
}

func do(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	r := request{stdout: stdout, stderr: stderr}
	files, err := r.parse(args)
	if err != nil {
		return err
	}
	trees := make([]bracket.Tree, len(files))
	for i, name := range files {
		text, err := read(name, stdin)
		if err != nil {
			return err
		}
		trees[i] = bracket.Parse(text, r.options(name, text))
	}
	if r.compare {
		return r.compareDrafts(trees[0], trees[1])
	}
	return r.one(trees[0])
}

func (r *request) one(t bracket.Tree) error {
	switch {
	case r.render:
		_, err := io.WriteString(r.stdout, bracket.Render(t))
		return err
	case r.tree:
		_, err := io.WriteString(r.stdout, t.String())
		return err
	case r.resolve != "":
		return r.resolveFor(t)
	case r.readings >= 0:
		return r.listReadings(t)
	case r.html:
		return r.page(t)
	case r.write != "":
		return r.rewrite(t)
	}
	return r.census(t)
}

func (r *request) parse(args []string) (files []string, err error) {
	fs := flag.NewFlagSet("brackets", flag.ContinueOnError)
	fs.SetOutput(r.stderr)
	fs.Usage = func() {
		_, _ = fmt.Fprintln(r.stderr, "usage: brackets [flags] [FILE]\n       brackets -compare OLD NEW")
		fs.PrintDefaults()
	}
	fs.BoolVar(&r.render, "render", false, "print the input, byte for byte, through the parser")
	fs.BoolVar(&r.tree, "tree", false, "print the parse tree")
	fs.StringVar(&r.resolve, "resolve", "", "print the text as `PARTY` would have it")
	fs.BoolVar(&r.compare, "compare", false, "say what became of the brackets of OLD in NEW")
	fs.IntVar(&r.readings, "readings", -1, "print the number of readings and the first `N`")
	fs.StringVar(&r.write, "write", "", "write the text in the convention `NAME`")
	fs.BoolVar(&r.html, "html", false, "write the text as an HTML page")
	fs.StringVar(&r.format, "format", "text", "text or json")
	fs.StringVar(&r.convention, "convention", "UN", "`NAME` of the convention, several joined with +, or auto")
	fs.StringVar(&r.parties, "parties", "", "names of parties, separated with commas")
	fs.BoolVar(&r.tidy, "tidy", true, "tidy up around what is resolved")
	fs.BoolVar(&r.isolates, "isolates", false, "with -write: set names and wordings apart with directional isolates")
	fs.BoolVar(&r.report, "report", false, "report decisions, editorial changes and losses on standard error")
	for { // flags may also stand behind the files
		if err := fs.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, errUsage
		}
		if fs.NArg() == 0 {
			break
		}
		files, args = append(files, fs.Arg(0)), fs.Args()[1:]
	}
	set := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { set[f.Name] = true })
	if wrong := r.wrong(set, len(files)); wrong != "" {
		_, _ = fmt.Fprintln(r.stderr, "brackets:", wrong)
		fs.Usage()
		return nil, errUsage
	}
	if len(files) == 0 {
		return []string{""}, nil
	}
	return files, nil
}

// wrong says what is wrong with the flags, or nothing.
func (r *request) wrong(set map[string]bool, args int) string {
	actions := 0
	for _, a := range []string{"render", "tree", "resolve", "compare", "readings", "write", "html"} {
		if set[a] {
			actions++
		}
	}
	switch {
	case actions > 1:
		return "-render, -tree, -resolve, -compare, -readings, -write and -html exclude each other"
	case r.compare && args != 2:
		return "-compare takes two files, OLD and NEW"
	case !r.compare && args > 1:
		return "only one FILE can be read"
	case r.format != "text" && r.format != "json":
		return fmt.Sprintf("-format is text or json, not %q", r.format)
	case set["resolve"] && strings.TrimSpace(r.resolve) == "":
		return "-resolve takes the name of a party"
	case set["readings"] && r.readings < 0:
		return "-readings takes a number, 0 or more"
	case !known(r.convention) && r.convention != "auto":
		return fmt.Sprintf("no convention is called %q; the known ones are %s", r.convention, names())
	case set["write"] && !known(r.write):
		return fmt.Sprintf("no convention is called %q; the known ones are %s", r.write, names())
	}
	return ""
}

func known(name string) bool {
	_, ok := bracket.Named(name)
	return ok
}

func names() string {
	var out []string
	for _, c := range bracket.Conventions() {
		out = append(out, c.Name)
	}
	return strings.Join(out, ", ")
}

// options chooses the convention.
func (r *request) options(file, text string) bracket.Options {
	o := bracket.Options{File: label(file)}
	for name := range strings.SplitSeq(r.parties, ",") {
		if name = strings.TrimSpace(name); name != "" {
			o.Parties = append(o.Parties, name)
		}
	}
	if r.resolve != "" {
		o.Parties = append(o.Parties, r.resolve)
	}
	if c, ok := bracket.Named(r.convention); ok {
		o.Convention = c
		return o
	}
	p := bracket.Detect(text)
	o.Convention = p.Convention
	return o
}

// label is the name that positions are printed with.
func label(file string) string {
	switch file {
	case "":
		return "c23-71-ar.txt"
	case "-":
		return "standard input"
	}
	return file
}

// read returns the text of a file, which must be valid UTF-8.
func read(name string, stdin io.Reader) (string, error) {
	var data []byte
	var err error
	switch name {
	case "":
		return resolution, nil
	case "-":
		data, err = io.ReadAll(stdin)
	default:
		data, err = os.ReadFile(name)
	}
	if err != nil {
		var cause *os.PathError
		if errors.As(err, &cause) {
			err = cause.Err
		}
		return "", diag.Diagnostic{
			Severity: diag.Error, Code: "read", File: label(name), Start: diag.Pos{Line: 1, Column: 1}, End: diag.Pos{Line: 1, Column: 1},
			Message: fmt.Sprintf("cannot read the file: %v", err), Advice: "give the name of a text file",
		}
	}
	return string(data), diag.CheckUTF8(label(name), string(data))
}
