package clause

import (
	"strings"
	"unicode/utf8"
)

// Label is the number or letter of a clause: as printed, and what it counts.
//
// The printed spelling is never changed by reading; Ordinal and the fields
// after it are what the spelling means.
type Label struct {
	Printed string    // core as printed, without space and punctuation round it: "3", "a", "هـ", "3 bis", "OP7 ter"
	Span    Span      // where the whole label stands in the clause's source, with its punctuation: " أ )"
	Series  Series    // the script and system that it counts in
	Ordinal int       // what it counts, from 1
	Insert  int       // 0, or 2 for bis, 3 for ter, 4 for quater …
	Alt     int       // 0, or the number of the alternative ("alt", "3 alt 2")
	Part    LabelPart // the part that the label itself names: PP, OP
	Above   string    // what the label repeats of the labels above it: "2." in "2.3"
}

// IsZero reports whether there is no label.
func (l Label) IsZero() bool { return l.Printed == "" }

// LabelPart is the part of a resolution that a label names by itself.
type LabelPart uint8

const (
	NoPart         LabelPart = iota
	PreambularPart           // PP5, preambular paragraph 5
	OperativePart            // OP5, operative paragraph 5
)

// ParseLabel reads a label that stands alone, with or without its punctuation:
// "3 bis", "(b)", "OP7", "هـ)", "（一）". It returns false if s is anything
// else. A letter that is also a Roman numeral is read as a letter.
func ParseLabel(s string) (Label, bool) {
	start, end := skipArtefacts(s), len(trimRight(s))
	if start >= end {
		return Label{}, false
	}
	l, _, ok := scanLabel(s[:end])
	if !ok {
		core, n := scanCore(s[start:end])
		if n != end-start {
			return Label{}, false
		}
		l = core.Label
		l.Span = Span{start, end}
	}
	return l, l.Span.End == end
}

// ScanLabel reads the label at the start of s as texts cite it, and returns
// how many bytes it takes, 0 if there is none: a number by itself ("3",
// "3 bis", "OP7", "2.1"), a letter only with its bracket ("(b)", "b)", "ب)").
func ScanLabel(s string) (l Label, size int) {
	start, open := scanOpening(s)
	if open == quoted {
		return Label{}, 0
	}
	c, n := scanCore(s[start:min(len(s), start+longestLabel)])
	if n == 0 {
		return Label{}, 0
	}
	end := start + n
	if rest := strings.TrimLeft(s[end:], narrow); strings.HasPrefix(rest, ")") || strings.HasPrefix(rest, "）") {
		if open == wrapped || c.Series > FullWidth {
			_, w := utf8.DecodeRuneInString(rest)
			end = len(s) - len(rest) + w
			c.Span = Span{0, end}
			return c.Label, end
		}
	}
	if open == wrapped || c.Series > FullWidth {
		return Label{}, 0
	}
	c.Span = Span{0, end}
	return c.Label, end
}

// Counting returns the label that counts what want does, spelt in the manner
// of l: its numerals, its brackets. Where l has no way to say it ("3" for
// "3 bis"), it is want as it is printed.
func (l Label) Counting(want Label) Label {
	next := l
	next.Ordinal, next.Insert, next.Alt = want.Ordinal, want.Insert, want.Alt
	if next = spell(l, next); next.Ordinal != want.Ordinal || next.Insert != want.Insert || next.Alt != want.Alt {
		want.Span = Span{}
		return want
	}
	return next
}

// Same reports whether two labels count the same: the same number in digits
// of any script, or the same letter.
func (l Label) Same(m Label) bool {
	if l.Insert != m.Insert || l.Alt != m.Alt || l.Part != m.Part && l.Part != NoPart && m.Part != NoPart {
		return false
	}
	if kin(l.Series, m.Series) && l.Ordinal == m.Ordinal {
		return l.Above == m.Above
	}
	return l.Ordinal > 0 && l.Insert == 0 && l.Alt == 0 && key(l.Printed) == key(m.Printed)
}
