package diag

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Pos is a place in a text.
type Pos struct {
	Offset int `json:"offset"` // bytes from the start of the text
	Line   int `json:"line"`   // from 1; lines end with LF (a CR before it belongs to the line)
	Column int `json:"column"` // from 1, in Unicode code points; an invalid byte counts as one
}

// String returns "line:column".
func (p Pos) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Source is a named text with an index of its lines. It turns byte offsets
// into positions in O(log lines + length of the line).
type Source struct {
	Name  string
	Text  string
	lines []int // offset of the start of each line
}

// NewSource indexes text. It costs one scan for line feeds.
func NewSource(name, text string) *Source {
	lines := make([]int, 1, 1+strings.Count(text, "\n"))
	for i := 0; ; {
		j := strings.IndexByte(text[i:], '\n')
		if j < 0 {
			return &Source{Name: name, Text: text, lines: lines}
		}
		i += j + 1
		lines = append(lines, i)
	}
}

// Pos returns the position of a byte offset, clamped to the text.
func (s *Source) Pos(offset int) Pos {
	offset = max(0, min(offset, len(s.Text)))
	line := sort.SearchInts(s.lines, offset+1) - 1
	return Pos{
		Offset: offset,
		Line:   line + 1,
		Column: utf8.RuneCountInString(s.Text[s.lines[line]:offset]) + 1,
	}
}

// Line returns the text of a line, counted from 1, without its line end.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.Text)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	return strings.TrimSuffix(s.Text[s.lines[n-1]:end], "\r")
}

// Diagnostic fills in file and positions for the bytes [start, end).
func (s *Source) Diagnostic(sev Severity, code string, start, end int, message string) Diagnostic {
	return Diagnostic{
		Severity: sev, Code: code, Message: message,
		File: s.Name, Start: s.Pos(start), End: s.Pos(end),
	}
}

// Locate fills in file, lines and columns of diagnostics that have only
// offsets, and sorts them. O(text + diagnostics) where their ranges do not
// overlap, also if all stand on one line.
func (s *Source) Locate(l List) {
	for i := range l {
		l[i].File = s.Name
	}
	l.Sort()
	from := Pos{Line: 1, Column: 1}
	for i := range l {
		l[i].Start = s.posAfter(from, l[i].Start.Offset)
		l[i].End = s.posAfter(l[i].Start, l[i].End.Offset)
		from = l[i].Start
	}
}

// posAfter is Pos, from a known position at or before offset on.
func (s *Source) posAfter(from Pos, offset int) Pos {
	offset = max(0, min(offset, len(s.Text)))
	line := sort.SearchInts(s.lines, offset+1)
	if line != from.Line || offset < from.Offset {
		return s.Pos(offset)
	}
	return Pos{offset, line, from.Column + utf8.RuneCountInString(s.Text[from.Offset:offset])}
}

// CheckUTF8 returns nil when text is valid UTF-8, else an Error at the first
// invalid byte.
func CheckUTF8(name, text string) error {
	if utf8.ValidString(text) {
		return nil
	}
	for i, r := range text {
		if r != utf8.RuneError {
			continue
		}
		if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
			d := NewSource(name, text).Diagnostic(Error, "utf8", i, i+1,
				fmt.Sprintf("invalid UTF-8: byte 0x%02X at offset %d", text[i], i))
			d.Advice = "convert the file to UTF-8"
			return d
		}
	}
	return nil
}
