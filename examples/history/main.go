package main

import (
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/policy"
)

//go:embed testdata/c23-71.jsonl
var builtIn string

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// errUsage says that the program was called wrongly.
var errUsage = errors.New("usage: history [export|verify|log|show|blame] FILE, or history diff FILE X Y; see go doc")

// run is the program: arguments in, exit status out.
func run(args []string, stdout, stderr io.Writer) int {
	c, err := parse(args, stdout, stderr)
	if err == nil {
		err = c.run()
	}
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUsage):
		fmt.Fprintln(stderr, err)
		return 2
	}
	fmt.Fprintln(stderr, c.out.red(err.Error()))
	return 1
}

// command is one call of the program.
type command struct {
	name  string
	args  []string // file first
	at    string
	rules policy.Policy
	out   printer
}

var rules = map[string]policy.Policy{"un": policy.UN(), "itu": policy.ITU(), "free": policy.Free{}}

func parse(args []string, stdout, stderr io.Writer) (*command, error) {
	c := &command{out: printer{w: stdout, progress: stderr}}
	flags := flag.NewFlagSet("history", flag.ContinueOnError)
	flags.SetOutput(stderr)
	at := flags.String("at", "", "version: the start of an event's hash, its number, or a time")
	asJSON := flags.Bool("json", false, "print JSON")
	color := flags.String("color", "auto", "auto, always or never")
	under := flags.String("rules", "itu", "un, itu or free")
	var rest []string
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return c, err
			}
			return c, errUsage
		}
		if args = flags.Args(); len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	c.at, c.out.json = *at, *asJSON
	switch *color {
	case "always":
		c.out.color = true
	case "auto":
		c.out.color = isTerminal(stdout) && os.Getenv("NO_COLOR") == ""
	case "never":
	default:
		return c, errUsage
	}
	c.out.bar = isTerminal(stderr)
	var ok bool
	if c.rules, ok = rules[*under]; !ok {
		return c, errUsage
	}
	want := map[string]int{"export": 1, "verify": 1, "log": 1, "show": 1, "blame": 1, "diff": 3}
	if len(rest) > 0 {
		c.name, c.args = rest[0], rest[1:]
		if n, ok := want[c.name]; !ok || n != len(c.args) {
			return c, errUsage
		}
	}
	if c.at != "" && c.name != "show" && c.name != "blame" && c.name != "" {
		return c, errUsage // the others speak of the whole history
	}
	return c, nil
}

func (c *command) run() error {
	switch c.name {
	case "":
		return c.tour()
	case "export":
		if err := os.WriteFile(c.args[0], []byte(builtIn), 0o644); err != nil {
			return err
		}
		return c.out.exported(c.args[0], len(builtIn))
	}
	h, err := c.read(c.args[0])
	if err != nil {
		if c.name == "verify" && c.out.json {
			return errors.Join(c.out.damaged(err), err)
		}
		return err
	}
	switch c.name {
	case "verify":
		return c.verify(h)
	case "log":
		return c.out.log(h)
	case "show":
		return c.show(h, c.at)
	case "blame":
		return c.blame(h)
	}
	return c.diff(h, c.args[1], c.args[2])
}

// read reads and checks a history file.
func (c *command) read(file string) (*history.History, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return c.check(string(data), file)
}

func (c *command) check(data, file string) (*history.History, error) {
	opt := history.Options{File: file, Policy: c.rules}
	if c.out.bar {
		opt.Progress = c.out.progressBar(strings.Count(data, "\n"))
		defer c.out.clearBar()
	}
	return history.Read(data, opt)
}

var errNoEffect = errors.New("there are events that the rules do not allow and nothing at the same time explains")

// verify reports a history that was read and checked.
func (c *command) verify(h *history.History) error {
	for _, x := range h.State().Excluded() {
		if len(x.With) == 0 {
			e := h.Event(x.Index)
			return fmt.Errorf("%s: event %d, %s by %s: %w: %w", c.args[0], x.Index+1, e.Body.Kind(), e.Actor, errNoEffect, x.Err)
		}
	}
	return c.out.verified(h)
}

// version finds a version by the start of its hash, by number from 1, or by
// time.
func version(h *history.History, name string) (*history.History, error) {
	if name == "" {
		return h, nil
	}
	if t, err := time.Parse(time.RFC3339, name); err == nil {
		return h.AtTime(t), nil
	}
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= h.Len() && len(name) < 8 {
		return h.At(h.Event(n - 1).Hash())
	}
	var found *history.Event
	for _, e := range h.All() {
		if !strings.HasPrefix(e.Hash().String(), strings.ToLower(name)) {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("several events have a hash that starts with %q; write more of it", name)
		}
		found = &e
	}
	if found == nil {
		return nil, fmt.Errorf("%w, its number from 1 to %d, or a time such as 2023-07-11T09:00:00Z; not %q", history.ErrVersion, h.Len(), name)
	}
	return h.At(found.Hash())
}

func (c *command) show(h *history.History, name string) error {
	at, err := version(h, name)
	if err != nil {
		return err
	}
	text, err := at.State().Text()
	if err != nil {
		return err
	}
	return c.out.text(at, text)
}

func (c *command) blame(h *history.History) error {
	at, err := version(h, c.at)
	if err != nil {
		return err
	}
	list, err := at.Blame()
	if err != nil {
		return err
	}
	return c.out.blame(list)
}

func (c *command) diff(h *history.History, x, y string) error {
	a, err := version(h, x)
	if err != nil {
		return err
	}
	b, err := version(h, y)
	if err != nil {
		return err
	}
	old, err := a.State().Text()
	if err != nil {
		return err
	}
	now, err := b.State().Text()
	if err != nil {
		return err
	}
	events, err := h.Between(a.Version(), b.Version())
	if err != nil {
		return err
	}
	return c.out.diff(events, old, now)
}

// tour shows what the program can do, on the history that is built in.
func (c *command) tour() error {
	h, err := c.check(builtIn, "built-in history")
	if err != nil {
		return err
	}
	if c.out.json {
		return c.out.log(h)
	}
	c.args = []string{"built-in history"}
	first := ""
	for i, e := range h.All() {
		if e.Body.Kind() == history.KindBaseTabled {
			first = strconv.Itoa(i + 1)
		}
	}
	last := strconv.Itoa(h.Len())
	for _, step := range []struct {
		title string
		do    func() error
	}{
		{"log", func() error { return c.out.log(h) }},
		{"what became of the amendments", func() error { return c.out.status(h) }},
		{"blame, without the words of the first draft", func() error { return c.tourBlame(h) }},
		{"diff " + first + " " + last, func() error { return c.diff(h, first, last) }},
		{"verify", func() error { return c.verify(h) }},
	} {
		c.out.title(step.title)
		if err := step.do(); err != nil {
			return err
		}
	}
	return nil
}

func (c *command) tourBlame(h *history.History) error {
	list, err := h.Blame()
	if err != nil {
		return err
	}
	var out []history.Blame
	for _, b := range list {
		if b.Kind != history.KindBaseTabled {
			out = append(out, b)
		}
	}
	return c.out.blame(out)
}
