package markdown

import (
	"strings"

	"github.com/rollingtext/rollingtext/clause/internal/layout"
)

// escaper appends text to dst so that Markdown takes it as text. The text
// must be clean and hold no line end.
type escaper struct {
	dst     []byte
	start   bool // what comes next starts a line, behind indentation
	marked  bool // what comes next follows a footnote mark
	heading bool // in a heading, where # can close it
}

// Escape returns text so that Markdown takes all of it as text, wherever in a
// line it is put: of a paragraph, heading, list item or table. It becomes one
// line without white space at either end; bytes that are not UTF-8 and
// control characters become U+FFFD.
func Escape(s string) string {
	e := escaper{start: true, heading: true}
	e.text(strings.Join(layout.Cut(layout.Clean(s), true), " "))
	return string(e.dst)
}

func (e *escaper) raw(s string) {
	e.dst = append(e.dst, s...)
	e.start = e.start && s == ""
}

// mark appends a footnote mark, which must not become an image, a link or the
// start of a note with what stands beside it.
func (e *escaper) mark(s string) {
	if last := len(e.dst) - 1; last >= 0 && e.dst[last] == '!' {
		e.dst = append(e.dst[:last], '\\', '!')
	}
	e.raw(s)
	e.marked = true
}

func (e *escaper) text(s string) {
	if s == "" {
		return
	}
	switch {
	case e.start:
		s = e.lineStart(s)
	case e.marked && (s[0] == ':' || s[0] == '('):
		e.dst = append(e.dst, '\\', s[0])
		s = s[1:]
	}
	e.start, e.marked = false, false
	from := 0
	for i := 0; i < len(s); i++ {
		if e.special(s, i) {
			e.dst = append(append(e.dst, s[from:i]...), '\\', s[i])
			from = i + 1
		}
	}
	e.dst = append(e.dst, s[from:]...)
}

// special reports whether the byte at i means something to Markdown wherever
// it stands in a line.
func (e *escaper) special(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '_', '[', ']', '<', '>', '~', '|', '$', '{':
		return true
	case '#':
		return e.heading
	case '&': // of an entity
		return i+1 < len(s) && (s[i+1] == '#' || letter(s[i+1]))
	case ':': // of an address that GitHub would link
		return strings.HasPrefix(s[i:], "://")
	case '.':
		return i >= 3 && strings.EqualFold(s[i-3:i], "www")
	}
	return false
}

func letter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }

// lineStart appends what means something only at the start of a line, and
// returns the rest.
func (e *escaper) lineStart(s string) string {
	switch s[0] {
	case '#', '+', '-', '=', ':':
		e.dst = append(e.dst, '\\', s[0])
		return s[1:]
	}
	digits := 0
	for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits < len(s) && (s[digits] == '.' || s[digits] == ')') {
		e.dst = append(append(e.dst, s[:digits]...), '\\', s[digits])
		return s[digits+1:]
	}
	return s
}
