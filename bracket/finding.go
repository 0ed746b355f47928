package bracket

import (
	"slices"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// finding is a diagnostic whose positions are still bytes. They are turned
// into lines and columns together, in one scan, so that a long line full of
// slips costs no more than its length.
type finding struct {
	severity   diag.Severity
	code       string
	start, end int
	message    string
	meant      int // where the partner was probably meant, or -1
	advice     string
}

func diagnose(name, s string, found []finding) diag.List {
	if len(found) == 0 {
		return nil
	}
	offsets := make([]int, 0, 3*len(found))
	for _, f := range found {
		offsets = append(offsets, f.start, f.end, max(f.meant, 0))
	}
	slices.Sort(offsets)
	at := make(map[int]diag.Pos, len(offsets))
	cur := diag.Pos{Line: 1, Column: 1}
	for _, o := range slices.Compact(offsets) {
		for cur.Offset < o {
			_, size := utf8.DecodeRuneInString(s[cur.Offset:])
			if s[cur.Offset] == '\n' {
				cur.Line, cur.Column = cur.Line+1, 1
			} else {
				cur.Column++
			}
			cur.Offset += size
		}
		at[o] = cur
	}
	list := make(diag.List, len(found))
	for i, f := range found {
		if f.meant >= 0 {
			f.message += at[f.meant].String()
		}
		list[i] = diag.Diagnostic{
			Severity: f.severity, Code: f.code, Message: f.message, Advice: f.advice,
			File: name, Start: at[f.start], End: at[f.end],
		}
	}
	list.Sort()
	return list
}
