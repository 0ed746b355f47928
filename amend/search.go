package amend

import (
	"slices"
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/words"
)

// enough is how many bytes of agreement, quotation and context together,
// prove a place by themselves. Less must reach to the edges of the clause.
const enough = 32

// wanted is a range of a source text that is looked for in another text.
type wanted struct {
	src string
	at  clause.Span
	// base and doc are the whole texts before and after; empty where only the
	// source counts.
	base, doc string
}

// pattern is the quotation with up to n bytes before and after it.
func (w wanted) pattern(n int) clause.Span {
	return clause.Span{Start: max(0, w.at.Start-n), End: min(len(w.src), w.at.End+n)}
}

// full returns where the quotation starts in text, with n bytes of context on
// both sides.
func (w wanted) full(text string, n int) []int { return w.search(text, w.pattern(n)) }

// bare returns where the quotation starts in text, whatever stands round it.
func (w wanted) bare(text string) []int {
	if w.at.Len() == 0 {
		return nil
	}
	return w.search(text, w.at)
}

// occurrences returns where quote stands in src, as whole words or anywhere
// between characters.
func occurrences(src, quote string, anywhere bool) []int {
	w := wanted{src: quote, at: span(0, len(quote))}
	if !anywhere || quote == "" {
		return w.bare(src)
	}
	var hits []int
	for from := 0; ; {
		i := strings.Index(src[from:], quote)
		if i < 0 {
			return hits
		}
		if i += from; betweenCharacters(src, i) && betweenCharacters(src, i+len(quote)) {
			hits = append(hits, i)
		}
		from = i + 1
	}
}

// betweenCharacters reports whether an offset lies between two grapheme
// clusters.
func betweenCharacters(s string, offset int) bool {
	if offset <= 0 || offset >= len(s) {
		return offset == 0 || offset == len(s)
	}
	lo := strings.LastIndexByte(s[:offset], '\n') + 1
	it := graphemes.FromString(s[lo:])
	for it.Next() {
		if lo+it.Start() >= offset {
			return lo+it.Start() == offset
		}
	}
	return false
}

// several is bare, and nothing for one place: the words may stand there, but
// nothing proves that it is the same place.
func (w wanted) several(text string) []int {
	if hits := w.bare(text); len(hits) > 1 {
		return hits
	}
	return nil
}

// search returns where the quotation starts wherever the pattern stands, a
// part of src that includes it. The quotation must not begin or end inside a
// word where it did not in src.
func (w wanted) search(text string, pattern clause.Span) []int {
	var hits []int
	want := pattern.Of(w.src)
	for from := 0; ; {
		i := strings.Index(text[from:], want)
		if i < 0 {
			break
		}
		i += from
		hits = append(hits, i+w.at.Start-pattern.Start)
		if from = i + 1; from > len(text) {
			break
		}
	}
	if len(hits) == 0 {
		return nil
	}
	start, end := betweenTokens(w.src, w.at.Start), betweenTokens(w.src, w.at.End)
	return slices.DeleteFunc(hits, func(i int) bool {
		return start && !betweenTokens(text, i) || end && !betweenTokens(text, i+w.at.Len())
	})
}

// within returns where the quotation stands in a later wording of its source:
// one place where it is certain, several where it is not. context says that
// what stands on one side of it has changed.
func (w wanted) within(now string) (hits []int, context bool) {
	before, after := w.full(w.src, enough), w.full(now, enough)
	same := len(w.bare(w.src)) == len(w.bare(now))
	if len(before) > 1 && len(before) == len(after) && same { // by occurrence
		if i := slices.Index(before, w.at.Start); i >= 0 {
			return after[i : i+1], false
		}
	}
	if hits = w.both(now); len(hits) > 0 {
		return hits, false
	}
	left := w.side(now, func(n int) clause.Span { return clause.Span{Start: w.pattern(n).Start, End: w.at.End} })
	right := w.side(now, func(n int) clause.Span { return clause.Span{Start: w.at.Start, End: w.pattern(n).End} })
	hits = slices.Compact(slices.Sorted(slices.Values(append(left, right...))))
	if len(hits) > 0 {
		return hits, true
	}
	if i, ok := w.occurrence(now); ok {
		return []int{i}, true
	}
	return w.several(now), false
}

// occurrence resolves a repeated quotation by counting: as many stand there
// as before, and each still has the word before it or the word after it.
func (w wanted) occurrence(now string) (at int, ok bool) {
	old, hits := w.bare(w.src), w.bare(now)
	nth := slices.Index(old, w.at.Start)
	if nth < 0 || len(old) != len(hits) {
		return 0, false
	}
	before, after := neighbours(w.src, old, w.at.Len()), neighbours(now, hits, w.at.Len())
	for i := range before {
		a, b := before[i], after[i]
		if (a[0] == "" || a[0] != b[0]) && (a[1] == "" || a[1] != b[1]) {
			return 0, false
		}
	}
	return hits[nth], true
}

// neighbours returns the words before and after each place of n bytes.
func neighbours(text string, places []int, n int) [][2]string {
	var all []words.Token
	for t := range words.All(text) {
		if t.Kind == words.Word {
			all = append(all, t)
		}
	}
	pairs := make([][2]string, len(places))
	for i, at := range places {
		k, _ := slices.BinarySearchFunc(all, at+1, func(t words.Token, end int) int { return t.End - end })
		if k > 0 {
			pairs[i][0] = text[all[k-1].Start:all[k-1].End]
		}
		k, _ = slices.BinarySearchFunc(all, at+n, func(t words.Token, start int) int { return t.Start - start })
		if k < len(all) {
			pairs[i][1] = text[all[k].Start:all[k].End]
		}
	}
	return pairs
}

// both looks for the quotation with the context on both sides that makes it
// the only one in its source.
func (w wanted) both(now string) []int { return w.side(now, w.pattern) }

// side looks for a pattern that grows until it is the only one in the source.
func (w wanted) side(now string, pattern func(int) clause.Span) []int {
	n := enough
	for len(w.search(w.src, pattern(n))) > 1 {
		if n > len(w.src) {
			return nil // even the whole of this side is not the only one
		}
		n *= 2
	}
	p := pattern(n)
	hits := w.search(now, p)
	// Where other clauses read alike, as many must be there as before: one of
	// them may have been joined to this one.
	if len(hits) > 0 && w.base != "" && len(w.search(w.base, p)) != len(w.search(w.doc, p)) {
		return w.several(now)
	}
	// Words repeated over and over prove nothing once their number changed.
	if len(hits) > 0 && repeats(p.Of(w.src)) && len(w.bare(w.src)) != len(w.bare(now)) {
		return w.several(now)
	}
	return slices.DeleteFunc(hits, func(i int) bool {
		start, end := i-(w.at.Start-p.Start), i+(p.End-w.at.Start)
		return !w.edgesOf(p, start, end, now)
	})
}

// edgesOf reports whether agreement over p is proof enough at [start, end) of
// text: it is long, or reaches to the edges of text as it did in the source.
func (w wanted) edgesOf(p clause.Span, start, end int, text string) bool {
	switch {
	case p.Start == w.at.Start && p.End-w.at.End < enough/2, p.End == w.at.End && w.at.Start-p.Start < enough/2:
		if p.Len() < len(w.src) { // one side only, and hardly a word on it
			return false
		}
	}
	switch {
	case p.Len() >= enough:
		return true
	case p.Start == 0 && p.End == len(w.src):
		return start == 0 && end == len(text)
	case p.Start == 0:
		return start == 0
	case p.End == len(w.src):
		return end == len(text)
	}
	return false
}

// edges is edgesOf for a place in a document.
func (w wanted) edges(c Candidate, src string, n int) bool {
	p := w.pattern(n)
	start := c.Range.Start - (w.at.Start - p.Start)
	return w.edgesOf(p, start, start+p.Len(), src)
}

// alone returns how much context makes the quotation the only one in a text
// that holds its source, or 0 if even the whole source is not.
func (w wanted) alone(text string) int {
	for n := enough; ; n *= 2 {
		if len(w.full(text, n)) == 1 {
			return n
		}
		if n > len(w.src) {
			return 0
		}
	}
}

// betweenTokens reports whether an offset lies between two tokens of text.
func betweenTokens(text string, offset int) bool {
	if offset <= 0 || offset >= len(text) {
		return offset == 0 || offset == len(text)
	}
	lo := strings.LastIndexByte(text[:offset], '\n') + 1 // a line feed is a token of its own
	if lo == offset {
		return true
	}
	for t := range words.All(text[lo:]) {
		if lo+t.End >= offset {
			return lo+t.End == offset
		}
	}
	return false
}

// repeats reports whether most of s is one piece twice or more in a row.
func repeats(s string) bool {
	border := make([]int, len(s)) // of each prefix: longest proper prefix that is a suffix too
	for i, k := 1, 0; i < len(s); i++ {
		for k > 0 && s[i] != s[k] {
			k = border[k-1]
		}
		if s[i] == s[k] {
			k++
		}
		border[i] = k
		if i+1 >= enough/2 && 2*(i+1-k) <= i+1 && 2*(i+1) > len(s) {
			return true
		}
	}
	return false
}
