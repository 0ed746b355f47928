package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/census"
	"github.com/rollingtext/rollingtext/clause/diag"
)

func (r *request) census(t bracket.Tree) error {
	c := census.Take(t)
	if r.format == "json" {
		return r.json(c)
	}
	w := &printer{w: r.stdout, file: t.Options.File}
	w.printf("%s: %d open, of these %d alternatives and %d optional; depth %d", c.File, c.Open, kinds(c, census.Alternatives), kinds(c, census.Optional), c.MaxDepth)
	w.printf("words %d, in brackets %d (%.1f %%); paragraphs %d, without brackets %d", c.Words, c.BracketedWords, 100*c.Share(), c.Paragraphs, c.Agreed)
	if len(c.Clauses) > 0 {
		most := slices.MaxFunc(c.Clauses, func(a, b census.Clause) int { return a.Groups - b.Groups })
		w.printf("clauses with brackets %d; the most are %d, from line %d on", withGroups(c), most.Groups, most.Line)
	}
	proposal := bracket.Detect(bracket.Render(t))
	w.printf("read as %s; the text looks like %s", c.Convention, proposal.Convention.Name)
	for _, why := range proposal.Reasons {
		w.printf("    because of %s", why)
	}
	for _, g := range c.Groups {
		w.at(g.Line, g.Column, "%s, depth %d", g.Kind, g.Depth)
		for _, o := range g.Options {
			w.printf("    [%s]%s", flat(o.Text), who(o.Sponsors, o.Stance))
		}
	}
	for _, list := range [][]census.Item{c.Placeholders, c.Notes, c.Artefacts, c.Deletions, c.Marks, c.Statuses, c.Positions} {
		for _, i := range list {
			w.at(i.Line, i.Column, "%s %s%s", i.Kind, flat(i.Text), who(i.Sponsors, i.Stance))
		}
	}
	for _, h := range c.Holders {
		w.printf("holder %s: %d", h.Party, h.Groups)
	}
	for _, d := range t.Diagnostics {
		severity := ""
		if d.Severity != diag.Info {
			severity = d.Severity.String() + ": "
		}
		d.Message = severity + d.Message
		w.printf("%s", d.Error())
	}
	return w.err
}

func withGroups(c census.Census) int {
	n := 0
	for _, l := range c.Clauses {
		if l.Groups > 0 {
			n++
		}
	}
	return n
}

func (r *request) json(v any) error {
	e := json.NewEncoder(r.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func kinds(c census.Census, kind string) int {
	n := 0
	for _, g := range c.Groups {
		if g.Kind == kind {
			n++
		}
	}
	return n
}

// printer writes lines and keeps the first error.
type printer struct {
	w    io.Writer
	file string
	err  error
}

func (p *printer) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) at(line, column int, format string, args ...any) {
	p.printf("%s:%d:%d: %s", p.file, line, column, fmt.Sprintf(format, args...))
}

func who(sponsors []string, stance string) string {
	s := strings.TrimSpace(strings.Join(sponsors, ", ") + " " + stance)
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

// flat puts a text on one line and cuts it where it is long.
func flat(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 100 {
		return string(r[:100]) + "…"
	}
	return s
}
