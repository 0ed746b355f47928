package clause

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// dissect finds label, text and footnotes in a clause's own source.
func dissect(kind Kind, src string) parts {
	end := len(strings.TrimRight(src, blanks))
	p := parts{}
	start := min(skipArtefacts(src), end)
	if kind == Item || kind == Operative || kind == Preambular {
		if l, ok := scanLabel(src); ok {
			p.label = l
			start = l.Span.End
			start += len(src[start:]) - len(strings.TrimLeft(src[start:], blanks))
		}
	}
	p.text = Span{min(start, end), end}
	p.notes = footnotes(src)
	return p
}

// onBoundary reports whether offset lies in s between two grapheme clusters,
// or at either end. O(distance to the start of the line).
func onBoundary(s string, offset int) bool {
	if offset <= 0 || offset >= len(s) {
		return offset == 0 || offset == len(s)
	}
	start := strings.LastIndexByte(s[:offset], '\n') + 1
	it := graphemes.FromString(s[start:])
	for it.Next() {
		if start+it.Start() >= offset {
			return start+it.Start() == offset
		}
	}
	return false
}
