package clause

import (
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// dissect finds label, text and footnotes in a clause's own source.
func dissect(kind Kind, src string) parts { return dissectAs(kind, src, Label{}) }

// dissectAs dissects a source whose label the reader knows from its run.
func dissectAs(kind Kind, src string, known Label) parts {
	end := len(trimRight(src))
	p := parts{label: known}
	start := min(skipArtefacts(src), end)
	if known.IsZero() && (kind == Item || kind == Operative || kind == Preambular) {
		p.label, _, _ = scanLabel(src)
	}
	// A label behind the bracket that opens a clause is part of its text.
	if !p.label.IsZero() && p.label.Span.Start == start {
		start = p.label.Span.End
		start += len(src[start:]) - len(trimLeft(src[start:]))
	}
	p.text = Span{min(start, end), end}
	p.notes = footnotes(src)
	return p
}

// redissect dissects another source, or for another kind, of a clause: a number that only a space
// sets off stays a label, a Roman numeral stays one.
func redissect(c *Clause, kind Kind, src string) parts {
	p := dissect(kind, src)
	if !p.label.IsZero() {
		p.label = inSeries(p.label, c.parts.label.Series)
	}
	if p.label.IsZero() && !c.parts.label.IsZero() && kind != Paragraph {
		if _, _, ok := scanLabel(c.src); !ok {
			if l, ok := scanSpaced(src); ok {
				return dissectAs(kind, src, l)
			}
		}
	}
	return p
}

// onBoundary reports whether offset lies in s between two grapheme clusters,
// or at either end. O(distance to the last ASCII byte or ideograph before it).
func onBoundary(s string, offset int) bool {
	if offset <= 0 || offset >= len(s) {
		return offset == 0 || offset == len(s)
	}
	// What comes before an ASCII byte or an ideograph has no part in whether a
	// cluster ends after it (UAX #29, GB3 to GB13).
	start := offset - 1
	for start > 0 && s[start] >= utf8.RuneSelf && (s[start] < 0xe4 || 0xe9 < s[start]) {
		start--
	}
	it := graphemes.FromString(s[start:])
	for it.Next() {
		if start+it.Start() >= offset {
			return start+it.Start() == offset
		}
	}
	return false
}
