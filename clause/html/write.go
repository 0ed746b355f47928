package html

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/text/language"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/internal/layout"
)

// Options says how [Write] writes. The zero value is fine.
type Options struct {
	// Level is that of the heading of the document's title, 1 to 6; others
	// follow below it. 0 means 1.
	Level int

	// Replaced, if not nil, is called for each character that HTML cannot hold
	// and that U+FFFD stands for, with its bytes in the source of the clause.
	Replaced func(id clause.ID, at clause.Span)
}

// Write writes a document as one <article>:
//
//   - lang and dir of the article are the document's language and the
//     direction of its script. Without a known language each paragraph has
//     the direction of its first strong character.
//   - A clause is an element with its kind as class and c-<uuid> as id, and
//     its label as printed in data-label: <p> or a heading; with clauses under
//     it, <section> or, for items, <div>, round its own words and theirs.
//     Items stand in <div class="items" role="list">.
//   - Titles, heads of sections and annexes, and heading words in the manner of
//     the ITU ("recalling", with items under it) are headings, the last in <i>.
//     A label stands in <span class="label"> as printed, with its punctuation.
//   - A footnote's mark is a link to the note at the end, and the other way
//     round. A mark without a note stays as it is in the source.
//   - Words are written as [AppendText] does. A blank line in a clause, or any
//     line end in a title or a note, is a <br/>.
//
// Tags removed and entities decoded, what is left are the words of the
// document in their order, labels among them, and the notes at the end.
// Layout and the bookmarks of word processors before a clause are left out.
//
// Ids in the output are unique if those of the clauses are. It takes time
// linear in the document and memory for the longest clause and the notes. The
// error is that of w.
func Write(w io.Writer, doc *clause.Document, opt Options) error {
	h := writer{w: bufio.NewWriterSize(w, 1<<16), opt: opt, dir: DirOf(doc.Meta().Language)}
	h.raw(`<article class="rollingtext"`)
	if tag, err := language.Parse(doc.Meta().Language); err == nil && tag != language.Und {
		h.raw(` lang="` + Escape(tag.String()) + `"`)
	}
	if h.dir != Auto {
		h.raw(` dir="` + h.dir.String() + `"`)
	}
	h.raw(">\n")
	h.clause(doc.Root(), max(1, opt.Level))
	h.footnotes()
	h.raw("</article>\n")
	if err := h.w.Flush(); err != nil {
		return fmt.Errorf("html: write document: %w", err)
	}
	return nil
}

// writer writes one document; errors stay in w until it is flushed.
type writer struct {
	w     *bufio.Writer
	opt   Options
	dir   Dir
	notes []note
	buf   []byte
}

type note struct{ at, mark, body string }

func (h *writer) raw(s string) { _, _ = h.w.WriteString(s) }

// clause writes a clause; level is that of a title beside it.
func (h *writer) clause(c *clause.Clause, level int) {
	if h.opt.Replaced != nil {
		layout.Unfit(c.Source(), func(start, end int) { h.opt.Replaced(c.ID(), clause.Span{Start: start, End: end}) })
	}
	if c.Len() == 0 || c.Kind() == clause.Root {
		h.own(c, level, true)
		h.children(c, level)
		return
	}
	element := "div"
	switch c.Kind() {
	case clause.Section, clause.Resolution, clause.Preambular, clause.Operative, clause.Annex:
		element = "section"
	}
	h.raw("<" + element)
	h.attributes(c)
	h.raw(">\n")
	h.own(c, level, false)
	switch c.Kind() {
	case clause.Resolution, clause.Annex:
		level++
	}
	h.children(c, level)
	h.raw("</" + element + ">\n")
}

func (h *writer) children(c *clause.Clause, level int) {
	items := false
	for _, kid := range c.Children() {
		if item := kid.Kind() == clause.Item; item != items {
			items = item
			h.items(item)
		}
		h.clause(kid, level)
	}
	if items {
		h.items(false)
	}
}

func (h *writer) items(open bool) {
	if open {
		h.raw(`<div class="items" role="list">` + "\n")
	} else {
		h.raw("</div>\n")
	}
}

// attributes writes class, id and label of a clause.
func (h *writer) attributes(c *clause.Clause) {
	h.raw(` class="`)
	h.raw(c.Kind().String())
	h.raw(`" id="c-`)
	h.raw(c.ID().String())
	h.raw(`"`)
	if c.Kind() == clause.Item {
		h.raw(` role="listitem"`)
	}
	if l := c.Label(); !l.IsZero() {
		h.raw(` data-label="`)
		h.raw(Escape(l.Printed))
		h.raw(`"`)
	}
}

// own writes the clause's own words; named if nothing round them has the
// clause's attributes.
func (h *writer) own(c *clause.Clause, level int, named bool) {
	text, label := c.Text(), layout.Label(c)
	if text == "" && label == "" {
		return
	}
	element, hard := "p", false
	heading := layout.IsHeading(c)
	switch {
	case c.Kind() == clause.Title:
		element, hard = headingAt(level), true
	case c.Kind() == clause.Annex:
		element = headingAt(level)
	case heading, c.Kind() == clause.Section:
		element = headingAt(level + 1)
	}
	h.raw("<" + element)
	if named {
		h.attributes(c)
	}
	dir := h.direction(label + text)
	h.raw(">")
	if heading {
		h.raw("<i>")
	}
	if label != "" {
		h.raw(`<span class="label">`)
		h.text(label, dir)
		h.raw("</span>")
		if text != "" {
			h.raw(" ")
		}
	}
	h.wording(c, dir, hard)
	if heading {
		h.raw("</i>")
	}
	h.raw("</" + element + ">\n")
}

func headingAt(level int) string { return "h" + strconv.Itoa(min(level, 6)) }

// direction returns the direction of a paragraph, and writes it where the
// document has none.
func (h *writer) direction(s string) Dir {
	if h.dir != Auto {
		return h.dir
	}
	d := FirstStrong(s)
	h.raw(` dir="` + d.String() + `"`)
	return d
}

func (h *writer) text(s string, d Dir) {
	h.buf = AppendText(h.buf[:0], s, d)
	_, _ = h.w.Write(h.buf)
}

func (h *writer) wording(c *clause.Clause, dir Dir, hard bool) {
	n := 0
	for i, paragraph := range layout.Paragraphs(c, hard) {
		if i > 0 {
			h.raw("<br/>\n")
		}
		for _, p := range paragraph {
			if p.Note == nil {
				h.text(p.Text, dir)
				continue
			}
			n++
			at := c.ID().String() + "-" + strconv.Itoa(n)
			h.notes = append(h.notes, note{at, Escape(p.Note.Mark), p.Note.Body.Of(c.Source())})
			h.raw(`<sup class="footnote-ref" dir="ltr"><a id="fnref-` + at + `" href="#fn-` + at + `" role="doc-noteref">`)
			h.raw(Escape(p.Note.Mark) + "</a></sup>")
		}
	}
}

func (h *writer) footnotes() {
	if len(h.notes) == 0 {
		return
	}
	h.raw(`<section class="footnotes" role="doc-endnotes">` + "\n")
	for _, n := range h.notes {
		h.raw(`<p class="footnote" id="fn-` + n.at + `"`)
		dir := h.direction(n.body)
		h.raw(`><a href="#fnref-` + n.at + `" role="doc-backlink">` + n.mark + "</a> ")
		for i, line := range layout.Cut(layout.Clean(n.body), true) {
			if i > 0 {
				h.raw("<br/>\n")
			}
			h.text(line, dir)
		}
		h.raw("</p>\n")
	}
	h.raw("</section>\n")
}
