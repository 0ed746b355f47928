package clause

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// dissect finds label, text and footnotes in a clause's own source.
func dissect(_ Kind, src string) parts {
	body := strings.TrimRight(src, " \t\r\n\v\f\u0085\u00a0\u2028\u2029")
	start := len(body) - len(strings.TrimLeft(body, " \t\r\n\v\f\u0085\u00a0\u2028\u2029"))
	return parts{text: Span{start, len(body)}}
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
