// Package markdown writes documents as Markdown: CommonMark 0.31, with the
// footnotes and, if asked for, the table of GitHub Flavored Markdown.
//
// What is printed stays as printed. Labels are text, so that no renderer
// counts them anew; nesting is that of lists. The square brackets of
// negotiators, and all else that Markdown would interpret, are escaped.
package markdown

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/html"
	"github.com/rollingtext/rollingtext/clause/internal/layout"
)

// Options says how [Write] writes. The zero value is fine.
type Options struct {
	// Level is that of the heading of the document's title, 1 to 6; others
	// follow below it. 0 means 1.
	Level int

	// Wrap puts the document into a <div> with its language and direction.
	// Markdown itself knows neither, so right-to-left text needs it, if the
	// renderer lets HTML through.
	Wrap bool

	// Table puts the document's metadata into a table at the start, in place
	// of the lines of the cover that they were read from.
	Table bool
}

// Write writes a document.
//
//   - Titles, and the heads of sections and annexes, are headings; a title of
//     several lines is as many headings of the same level.
//   - Heading words in the manner of the ITU ("recalling", with items under
//     it) are a paragraph in italics.
//   - Items are bulleted, nested as in the document and start with their
//     label. Other clauses are paragraphs that start with their label. Items
//     more than 32 deep stand where those above them do.
//   - A footnote is [^mark], with the note at the end. A mark that occurs
//     again gets "-2", "-3" and so on. A mark without a note stays as it is.
//   - A blank line in a clause starts a new paragraph of it.
//
// Layout and the bookmarks of word processors before a clause are left out.
// Bytes that are not UTF-8 and control characters become U+FFFD. Some
// renderers link e-mail addresses; nothing can be escaped against that.
//
// It takes time linear in the document (times depth, for indentation) and
// memory for the longest clause and the notes. The error is that of w.
func Write(w io.Writer, doc *clause.Document, opt Options) error {
	m := writer{w: bufio.NewWriterSize(w, 1<<16), opt: opt, used: map[string]int{}}
	if opt.Wrap {
		m.line(wrapper(doc.Meta().Language))
	}
	if opt.Table {
		m.table(doc.Meta())
	}
	m.clause(doc.Root(), 0, max(1, opt.Level))
	m.footnotes()
	if opt.Wrap {
		m.gap()
		m.line("</div>")
	}
	if err := m.w.Flush(); err != nil {
		return fmt.Errorf("markdown: write document: %w", err)
	}
	return nil
}

func wrapper(lang string) string {
	tag, err := language.Parse(lang)
	if err != nil || tag == language.Und {
		return `<div dir="auto">`
	}
	return fmt.Sprintf(`<div dir="%s" lang="%s">`, html.DirOf(lang), html.Escape(tag.String()))
}

const (
	step    = "  " // what a list item indents its content by
	deepest = 32   // level of lists
)

// writer writes one document; errors stay in w until it is flushed.
type writer struct {
	w       *bufio.Writer
	opt     Options
	started bool // something was written, so a gap is an empty line
	inList  bool // the last thing written was an item
	used    map[string]int
	notes   []note
	buf     []byte
}

type note struct {
	name  string
	lines []string
}

func (m *writer) raw(s string) { _, _ = m.w.WriteString(s) }

func (m *writer) line(s string) {
	m.raw(s + "\n")
	m.started = true
}

// gap separates blocks.
func (m *writer) gap() {
	if m.started {
		m.raw("\n")
	}
	m.started, m.inList = true, false
}

func indent(depth int) string { return strings.Repeat(step, depth) }

// clause writes a clause in depth lists; level is that of a title beside it.
func (m *writer) clause(c *clause.Clause, depth, level int) {
	skip := m.opt.Table && c.Kind() == clause.Field
	written := !skip && m.own(c, depth, level)
	switch c.Kind() {
	case clause.Resolution, clause.Annex:
		level++
	case clause.Item:
		if written {
			depth = min(depth+1, deepest)
		}
	}
	for _, kid := range c.Children() {
		m.clause(kid, depth, level)
	}
}

// own writes the clause's own words and reports whether there were any.
func (m *writer) own(c *clause.Clause, depth, level int) bool {
	paragraphs := layout.Paragraphs(c, c.Kind() == clause.Title)
	label := layout.Clean(layout.Label(c))
	if len(paragraphs) == 0 && label == "" {
		return false
	}
	first, rest, around := indent(depth), indent(depth), ""
	kind := c.Kind()
	switch {
	case kind == clause.Title:
		first = indent(depth) + heading(level)
	case kind == clause.Annex:
		first = indent(depth) + heading(level)
	case kind == clause.Section:
		first = indent(depth) + heading(level+1)
	case kind == clause.Item:
		first, rest = indent(depth)+"- ", indent(depth+1)
	case layout.IsHeading(c):
		around = "*"
	}
	if len(paragraphs) == 0 {
		paragraphs = [][]layout.Piece{nil}
	}
	for i, p := range paragraphs {
		if i > 0 || kind != clause.Item || !m.inList {
			m.gap()
		}
		prefix := first
		if i > 0 && kind != clause.Title {
			prefix = rest
		}
		m.raw(prefix + around)
		m.paragraph(c, p, label, rest, strings.HasSuffix(prefix, "# ") || around != "", around == "")
		m.raw(around + "\n")
		label = ""
	}
	m.inList = kind == clause.Item
	return true
}

func heading(level int) string { return strings.Repeat("#", min(level, 6)) + " " }

// paragraph writes label and words; in one line if joined, else with the
// lines after the first indented by rest. Start says that it starts a line.
func (m *writer) paragraph(c *clause.Clause, pieces []layout.Piece, label, rest string, joined, start bool) {
	e := escaper{dst: m.buf[:0], start: start, heading: joined}
	if label != "" {
		e.text(label)
		if len(pieces) > 0 {
			e.raw(" ")
		}
	}
	for _, p := range pieces {
		switch {
		case p.Note != nil:
			e.mark(m.mark(c, p.Note))
		case joined:
			e.text(strings.ReplaceAll(p.Text, "\n", " "))
		default:
			for i, line := range strings.Split(p.Text, "\n") {
				if i > 0 {
					e.raw("\n" + rest)
					e.start = true
				}
				e.text(line)
			}
		}
	}
	m.buf = e.dst
	_, _ = m.w.Write(m.buf)
}

// mark takes a footnote and returns the mark that stands for it.
func (m *writer) mark(c *clause.Clause, f *clause.Footnote) string {
	lines := layout.Cut(layout.Clean(f.Body.Of(c.Source())), true)
	if len(lines) == 0 {
		e := escaper{}
		e.text("[" + layout.Clean(f.Mark) + "]")
		return string(e.dst)
	}
	name := strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' {
			return r
		}
		return -1
	}, f.Mark)
	if name == "" {
		name = "n"
	}
	// Names are compared without case and never end in a number of another.
	key := strings.ToLower(name)
	if m.used[key]++; m.used[key] > 1 {
		name += "-" + strconv.Itoa(m.used[key])
	}
	m.notes = append(m.notes, note{name, lines})
	return "[^" + name + "]"
}

func (m *writer) footnotes() {
	for _, n := range m.notes {
		m.gap()
		m.raw("[^" + n.name + "]: ")
		for i, line := range n.lines {
			if i > 0 {
				m.raw("\\\n    ")
			}
			e := escaper{dst: m.buf[:0], start: true}
			e.text(line)
			m.buf = e.dst
			_, _ = m.w.Write(m.buf)
		}
		m.raw("\n")
	}
}

// table writes the metadata that there are.
func (m *writer) table(meta clause.Metadata) {
	rows := [][2]string{
		{"Symbol", meta.Symbol},
		{"Body", meta.Body},
		{"Date", meta.Date},
		{"Title", meta.Title},
		{"Agenda item", meta.AgendaItem},
		{"Language", meta.Language},
		{"Original language", meta.Original},
		{"Submitted by", strings.Join(meta.Contributors, "; ")},
	}
	head := false
	for _, r := range rows {
		value := strings.Join(strings.Fields(layout.Clean(r[1])), " ")
		if value == "" {
			continue
		}
		if !head {
			m.gap()
			m.line("| Document | |\n|---|---|")
			head = true
		}
		e := escaper{}
		e.text(value)
		m.line("| " + r[0] + " | " + string(e.dst) + " |")
	}
}
