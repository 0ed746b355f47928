package diff

import (
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/words"
)

// Hunk says that bytes Old of one text became bytes New of another. An empty
// Old is an insertion, an empty New a deletion.
type Hunk struct {
	Old clause.Span `json:"old"`
	New clause.Span `json:"new"`
}

// Text returns what changed from one text to another, word by word, in order.
//
// Changes with nothing but white space between them are one. Where less than
// half of the words stay, what stays between two longer changes is chance and
// belongs to them: a text that was written anew is one change, not a mosaic.
// A hunk that could stand at several places, such as one of two like words
// deleted, stands at the first.
func Text(old, now string) []Hunk {
	if old == now {
		return nil
	}
	in := interner{}
	a, b := in.tokens(old), in.tokens(now)
	h := hunks{a: a, b: b, list: gaps(match(a.ids, b.ids), len(a.ids), len(b.ids))}
	h.bridge(func(x, y region) bool { return h.blank(x.ahi, y.alo) })
	if h.rewritten() {
		h.bridge(h.chance)
	}
	h.settle()
	h.bridge(func(x, y region) bool { return h.blank(x.ahi, y.alo) })
	return h.spans()
}

// Words returns what changed from one text to another in the smallest steps:
// as [Text] does, but words that stand next to each other are changed one by
// one, and no word that stays counts as chance.
func Words(old, now string) []Hunk {
	if old == now {
		return nil
	}
	in := interner{}
	a, b := in.tokens(old), in.tokens(now)
	h := hunks{a: a, b: b, list: gaps(match(a.ids, b.ids), len(a.ids), len(b.ids))}
	h.settle()
	return h.spans()
}

// tokens are the words of a text and what stands between them.
type tokens struct {
	text string
	at   []words.Token
	ids  []int32
}

// interner gives like tokens like numbers.
type interner map[string]int32

func (in interner) tokens(s string) tokens {
	t := tokens{text: s, at: make([]words.Token, 0, len(s)/4+4), ids: make([]int32, 0, len(s)/4+4)}
	for tok := range words.All(s) {
		word := s[tok.Start:tok.End]
		id, ok := in[word]
		if !ok {
			id = int32(len(in))
			in[word] = id
		}
		t.at = append(t.at, tok)
		t.ids = append(t.ids, id)
	}
	return t
}

// offset returns where token i starts, or the end of the text.
func (t tokens) offset(i int) int {
	if i < len(t.at) {
		return t.at[i].Start
	}
	return len(t.text)
}

// words counts the words among tokens [lo, hi).
func (t tokens) words(lo, hi int) int {
	n := 0
	for _, tok := range t.at[lo:hi] {
		if tok.Kind == words.Word {
			n++
		}
	}
	return n
}

// region says that tokens [alo, ahi) became tokens [blo, bhi).
type region struct{ alo, ahi, blo, bhi int }

// gaps returns what lies between the runs.
func gaps(runs []run, a, b int) []region {
	var out []region
	pa, pb := 0, 0
	for _, r := range append(runs, run{a, b, 0}) {
		if pa < r.a || pb < r.b {
			out = append(out, region{pa, r.a, pb, r.b})
		}
		pa, pb = r.a+r.n, r.b+r.n
	}
	return out
}

type hunks struct {
	a, b tokens
	list []region
}

// bridge makes one of neighbours that belong together, until none do.
func (h *hunks) bridge(together func(x, y region) bool) {
	out := h.list[:0]
	for _, r := range h.list {
		for len(out) > 0 && together(out[len(out)-1], r) {
			last := out[len(out)-1]
			r = region{last.alo, r.ahi, last.blo, r.bhi}
			out = out[:len(out)-1]
		}
		out = append(out, r)
	}
	h.list = out
}

// blank reports whether only white space within a line stands between tokens
// lo and hi of the old text.
func (h *hunks) blank(lo, hi int) bool {
	for _, t := range h.a.at[lo:hi] {
		if t.Kind != words.Space || h.a.text[t.End-1] == '\n' {
			return false
		}
	}
	return true
}

// rewritten reports whether less than half of the words stay.
func (h *hunks) rewritten() bool {
	all, gone := h.a.words(0, len(h.a.at)), 0
	now, came := h.b.words(0, len(h.b.at)), 0
	for _, r := range h.list {
		gone += h.a.words(r.alo, r.ahi)
		came += h.b.words(r.blo, r.bhi)
	}
	return len(h.list) > 1 && 2*((all-gone)+(now-came)) < all+now
}

// chance reports whether the words between two changes stayed by chance: they
// are no more than half of what changed on either side of them.
func (h *hunks) chance(x, y region) bool {
	size := func(r region) int { return max(h.a.words(r.alo, r.ahi), h.b.words(r.blo, r.bhi)) }
	return 2*h.a.words(x.ahi, y.alo) <= min(size(x), size(y))
}

// settle trims what both sides share at their ends and puts what could stand
// at several places at the first of them, or at the start of a line.
func (h *hunks) settle() {
	floor := region{}
	for i := range h.list {
		r := &h.list[i]
		for r.alo < r.ahi && r.blo < r.bhi && h.a.ids[r.alo] == h.b.ids[r.blo] {
			r.alo, r.blo = r.alo+1, r.blo+1
		}
		for r.alo < r.ahi && r.blo < r.bhi && h.a.ids[r.ahi-1] == h.b.ids[r.bhi-1] {
			r.ahi, r.bhi = r.ahi-1, r.bhi-1
		}
		if r.alo == r.ahi || r.blo == r.bhi {
			roof := region{alo: len(h.a.ids), blo: len(h.b.ids)}
			if i+1 < len(h.list) {
				roof = h.list[i+1]
			}
			h.slide(r, floor, roof)
		}
		floor = *r
	}
}

// slide moves an insertion or a deletion between the changes before and after
// it: to the start of a line if it is whole lines; if it is an item of a list,
// as "plenary, ", to the start of that; else as far left as it goes. So where
// it stands does not depend on where it was found.
func (h *hunks) slide(r *region, floor, roof region) {
	at, t := *r, h.b
	lo, hi := &at.blo, &at.bhi
	if r.blo == r.bhi {
		t, lo, hi = h.a, &at.alo, &at.ahi
	}
	for at.ahi < roof.alo && at.bhi < roof.blo && t.ids[*lo] == t.ids[*hi] {
		at = region{at.alo + 1, at.ahi + 1, at.blo + 1, at.bhi + 1}
	}
	best, fit := at, t.fits(*lo, *hi)
	for at.alo > floor.ahi && at.blo > floor.bhi && t.ids[*hi-1] == t.ids[*lo-1] {
		at = region{at.alo - 1, at.ahi - 1, at.blo - 1, at.bhi - 1}
		if f := t.fits(*lo, *hi); f >= fit {
			best, fit = at, f
		}
	}
	*r = best
}

// fits says how well tokens [lo, hi) stand for themselves: 2 for whole lines, 1
// for an item of a list with the space after it, 0 for all else.
func (t tokens) fits(lo, hi int) int {
	switch {
	case t.wholeLines(lo, hi):
		return 2
	case hi-lo < 3 || t.at[lo].Kind != words.Word || t.at[hi-1].Kind != words.Space || t.at[hi-2].Kind != words.Other:
		return 0
	}
	return 1
}

// wholeLines reports whether tokens [lo, hi) are one or more whole lines.
func (t tokens) wholeLines(lo, hi int) bool {
	start, end := t.offset(lo), t.offset(hi)
	return end > start && t.text[end-1] == '\n' && (start == 0 || t.text[start-1] == '\n')
}

func (h *hunks) spans() []Hunk {
	out := make([]Hunk, 0, len(h.list))
	for _, r := range h.list {
		if r.alo == r.ahi && r.blo == r.bhi {
			continue
		}
		out = append(out, Hunk{
			Old: clause.Span{Start: h.a.offset(r.alo), End: h.a.offset(r.ahi)},
			New: clause.Span{Start: h.b.offset(r.blo), End: h.b.offset(r.bhi)},
		})
	}
	return out
}
