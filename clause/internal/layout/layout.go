// Package layout says what the writers of formatted text share: which clauses
// are headings, what of a source is wording and what a footnote, and which
// characters formatted text cannot hold.
package layout

import (
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause"
)

// longestHeading is the length, in bytes, up to which words with clauses
// under them are a heading: the longest of the ITU are about half of it.
const longestHeading = 240

// IsHeading reports whether the clause is a heading in the manner of the ITU:
// "recalling", "resolves to instruct the Secretary-General", with items under
// it. A numbered paragraph or a recital with sub-paragraphs is none.
func IsHeading(c *clause.Clause) bool {
	if c.Kind() != clause.Preambular && c.Kind() != clause.Operative {
		return false
	}
	t := c.Text()
	if !c.Label().IsZero() || c.Len() == 0 || len(t) > longestHeading {
		return false
	}
	for _, end := range []string{",", ";", ".", ":", "،", "؛", "，", "；", "。", "："} {
		if strings.HasSuffix(t, end) {
			return false
		}
	}
	return true
}

// Label returns the label with its punctuation, as printed: "أ )", "3."; ""
// if it is part of the text, as behind a bracket that opens the clause.
func Label(c *clause.Clause) string {
	at := c.Label().Span
	if at.Start >= c.TextSpan().Start && c.TextSpan().Len() > 0 {
		return ""
	}
	return strings.TrimSpace(at.Of(c.Source()))
}

// Piece is a stretch of wording, or the place of a footnote.
type Piece struct {
	Text string           // clean
	Note *clause.Footnote // nil for wording
}

// Paragraphs gives the text of a clause, clean, with its footnotes in place
// but without the notes themselves, cut at blank lines, or if hard at every
// line end. A mark whose note was not found, and a note without a mark, are
// wording.
func Paragraphs(c *clause.Clause, hard bool) [][]Piece {
	text, notes := marked(c)
	var out [][]Piece
	for _, paragraph := range Cut(text, hard) {
		var pieces []Piece
		for i, words := range strings.Split(paragraph, mark) {
			if i > 0 {
				pieces = append(pieces, Piece{Note: notes[0]})
				notes = notes[1:]
			}
			if words != "" {
				pieces = append(pieces, Piece{Text: words})
			}
		}
		out = append(out, pieces)
	}
	return out
}

// mark stands for a footnote in clean text, which does not hold it.
const mark = "\x00"

func marked(c *clause.Clause) (string, []*clause.Footnote) {
	text, src := c.TextSpan(), c.Source()
	if len(c.Footnotes()) == 0 {
		return Clean(c.Text()), nil
	}
	var b strings.Builder
	var notes []*clause.Footnote
	at := text.Start
	for i := range c.Footnotes() {
		n := &c.Footnotes()[i]
		inside := n.Ref.Start >= at && n.Note.Start >= n.Ref.End && n.Note.End <= text.End
		if n.Ref.Len() == 0 || n.Note.Len() == 0 || !inside {
			continue
		}
		b.WriteString(Clean(src[at:n.Ref.Start]))
		b.WriteString(mark)
		b.WriteString(Clean(src[n.Ref.End:n.Note.Start]))
		notes = append(notes, n)
		at = n.Note.End
	}
	b.WriteString(Clean(src[at:text.End]))
	return b.String(), notes
}

// Cut cuts text at blank lines, or if hard at every line end. The parts have
// no white space at either end, and none is empty.
func Cut(s string, hard bool) []string {
	s = strings.TrimSpace(s)
	if s == "" {
		return nil
	}
	if !strings.Contains(s, "\n") {
		return []string{s}
	}
	var out, lines []string
	end := func() {
		if len(lines) > 0 {
			out = append(out, strings.Join(lines, "\n"))
			lines = lines[:0]
		}
	}
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line == "" || hard {
			end()
		}
		if line != "" {
			lines = append(lines, line)
		}
	}
	end()
	return out
}

// Clean makes text fit for HTML, XML and Markdown: bytes that are not UTF-8,
// control characters and noncharacters become U+FFFD, vertical tab, form feed
// and next line a space, and every line end a line feed. All else stays.
func Clean(s string) string {
	i := firstUnclean(s)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i >= 0 {
		b.WriteString(s[:i])
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
		case r == '\r':
			b.WriteByte('\n')
		case r == '\v', r == '\f', r == '\u0085':
			b.WriteByte(' ')
		default:
			b.WriteRune(utf8.RuneError)
		}
		s = s[i+size:]
		i = firstUnclean(s)
	}
	b.WriteString(s)
	return b.String()
}

// Unfit yields the bytes of each character that Clean replaces by U+FFFD.
func Unfit(s string, yield func(start, end int)) {
	for at := 0; ; {
		i := firstUnclean(s[at:])
		if i < 0 {
			return
		}
		at += i
		r, size := utf8.DecodeRuneInString(s[at:])
		switch r {
		case '\r', '\v', '\f', '\u0085':
		default:
			yield(at, at+size)
		}
		at += size
	}
}

// firstUnclean returns the offset of the first character that Clean changes.
func firstUnclean(s string) int {
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			if b < ' ' && b != '\n' && b != '\t' || b == 0x7F {
				return i
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1,
			r < 0xA0,
			r&0xFFFE == 0xFFFE,
			0xFDD0 <= r && r <= 0xFDEF:
			return i
		}
		i += size
	}
	return -1
}
