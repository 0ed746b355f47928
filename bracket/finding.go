package bracket

import (
	"fmt"
	"slices"
	"strings"
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
	run        int // how many equal brackets it stands for
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
	offsets = slices.Compact(offsets)
	at := make(map[int]diag.Pos, len(offsets))
	for i, p := range Positions(s, offsets) {
		at[offsets[i]] = p
	}
	list := make(diag.List, len(found))
	for i, f := range found {
		if f.meant >= 0 {
			f.message += at[f.meant].String()
		}
		if f.run > 1 {
			f.message = fmt.Sprintf("%d %s", f.run, strings.Replace(f.message, " has ", " have ", 1))
		}
		list[i] = diag.Diagnostic{
			Severity: f.severity, Code: f.code, Message: f.message, Advice: f.advice,
			File: name, Start: at[f.start], End: at[f.end],
		}
	}
	list.Sort()
	return list
}

// Positions returns the lines and columns of byte offsets that are in rising
// order, in one scan of s up to the last of them.
func Positions(s string, offsets []int) []diag.Pos {
	out := make([]diag.Pos, len(offsets))
	cur := diag.Pos{Line: 1, Column: 1}
	for i, o := range offsets {
		o = min(o, len(s))
		for cur.Offset < o {
			lf := strings.IndexByte(s[cur.Offset:o], '\n')
			if lf < 0 {
				cur.Column += utf8.RuneCountInString(s[cur.Offset:o])
				cur.Offset = o
				break
			}
			cur.Line, cur.Column, cur.Offset = cur.Line+1, 1, cur.Offset+lf+1
		}
		out[i] = cur
	}
	return out
}
