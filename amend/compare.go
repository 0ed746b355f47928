package amend

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/words"
)

// hunk says that bytes a of one text became bytes b of another.
type hunk struct{ a, b clause.Span }

// comparable is how many pairs of words are compared at most; above it the
// texts are said to have nothing to do with one another.
const comparable = 1 << 20

// compare finds what changed from one wording to another, word by word. exact
// is false where several readings of the change are equally good and put the
// words that stay at different places, so that no position may rest on it.
//
// Package diff shows one good reading of a change; to know that there is no
// other takes the first and the last of all the longest ones.
func compare(old, now string) (hunks []hunk, exact bool) {
	a, b := tokens(old), tokens(now)
	if len(a)*len(b) > comparable {
		return nil, false
	}
	first, last := align(a, b, false), align(a, b, true)
	for i, t := range a {
		if t.kind != words.Space && first[i] != last[i] {
			return nil, false
		}
	}
	ends := [2]int{len(old), len(now)}
	at := func(t []token, i, end int) int {
		if i < len(t) {
			return t[i].start
		}
		return end
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if i < len(a) && first[i] == j {
			i, j = i+1, j+1
			continue
		}
		si, sj := i, j
		for i < len(a) && first[i] < 0 {
			i++
		}
		if j = len(b); i < len(a) {
			j = first[i]
		}
		hunks = append(hunks, hunk{
			clause.Span{Start: at(a, si, ends[0]), End: at(a, i, ends[0])},
			clause.Span{Start: at(b, sj, ends[1]), End: at(b, j, ends[1])},
		})
	}
	return hunks, true
}

// explain sorts hunks made of amendments by place, fills in where their texts
// stand in the new wording, and reports whether they are all that changed.
func explain(hunks []hunk, by []Amendment, old, now string) bool {
	type change struct {
		h    hunk
		text string
	}
	var all []change
	for _, a := range by {
		if a.Op != Insert && a.Op != Delete && a.Op != Move {
			all = append(all, change{hunk{a: a.Target.Range}, a.Text})
		}
	}
	slices.SortStableFunc(all, func(x, y change) int {
		return cmp.Or(x.h.a.Start-y.h.a.Start, x.h.a.End-y.h.a.End)
	})
	var b strings.Builder
	pos := 0
	for i, c := range all {
		if c.h.a.Start < pos || c.h.a.End > len(old) {
			return false
		}
		b.WriteString(old[pos:c.h.a.Start])
		c.h.b.Start = b.Len()
		b.WriteString(c.text)
		c.h.b.End = b.Len()
		pos = c.h.a.End
		hunks[i] = c.h
	}
	return len(all) > 0 && b.String()+old[pos:] == now
}

type token struct {
	text  string
	start int
	kind  words.Kind
}

func tokens(s string) []token {
	var out []token
	for t := range words.All(s) {
		out = append(out, token{s[t.Start:t.End], t.Start, t.Kind})
	}
	return out
}

// align pairs the tokens of a longest common subsequence: for each of a its
// partner in b, or -1. late prefers partners as late as they can be. Words
// count more than spaces, so that a space is never paired at a word's cost.
func align(a, b []token, late bool) []int {
	rows := make([][]int32, len(a)+1)
	for i := range rows {
		rows[i] = make([]int32, len(b)+1)
	}
	weight := func(t token) int32 {
		if t.kind == words.Space {
			return 1
		}
		return 64
	}
	pairs := slices.Repeat([]int{-1}, len(a))
	if late {
		for i := range a {
			for j := range b {
				rows[i+1][j+1] = max(rows[i][j+1], rows[i+1][j])
				if a[i].text == b[j].text {
					rows[i+1][j+1] = max(rows[i+1][j+1], rows[i][j]+weight(a[i]))
				}
			}
		}
		for i, j := len(a), len(b); i > 0 && j > 0; {
			switch {
			case a[i-1].text == b[j-1].text && rows[i][j] == rows[i-1][j-1]+weight(a[i-1]):
				i, j = i-1, j-1
				pairs[i] = j
			case rows[i-1][j] == rows[i][j]:
				i--
			default:
				j--
			}
		}
		return pairs
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			rows[i][j] = max(rows[i+1][j], rows[i][j+1])
			if a[i].text == b[j].text {
				rows[i][j] = max(rows[i][j], rows[i+1][j+1]+weight(a[i]))
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].text == b[j].text && rows[i][j] == rows[i+1][j+1]+weight(a[i]):
			pairs[i] = j
			i, j = i+1, j+1
		case rows[i+1][j] == rows[i][j]:
			i++
		default:
			j++
		}
	}
	return pairs
}

type carriage uint8

const (
	carried carriage = iota
	adoptedAlready
	competing
)

// carry takes a change of words through the hunks from an old wording to a
// later one.
func carry(a Amendment, old, now string, hunks []hunk) (at clause.Span, state carriage) {
	r := a.Target.Range
	shift := 0
	for _, h := range hunks {
		switch {
		case sameChange(old, r, a.Text, h.a, h.b.Of(now)):
			return clause.Span{}, adoptedAlready
		case h.a == r && r.Len() == 0, h.a.Start < r.End && r.Start < h.a.End:
			return clause.Span{}, competing
		case h.a.End <= r.Start:
			shift = h.b.End - h.a.End
		}
	}
	return clause.Span{Start: r.Start + shift, End: r.End + shift}, carried
}

// sameChange reports whether two changes have the same effect: a deletion of a
// word with the space before it is one of the word with the space after it.
func sameChange(old string, r clause.Span, text string, q clause.Span, other string) bool {
	if r == q {
		return text == other
	}
	if len(text)-r.Len() != len(other)-q.Len() || r.End < q.Start || q.End < r.Start {
		return false
	}
	return old[:r.Start]+text+old[r.End:] == old[:q.Start]+other+old[q.End:]
}
