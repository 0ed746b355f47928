package amend

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
)

// router says where points between the clauses of a base went in the next one.
// It needs to know all that was adopted: then the points of open amendments are
// composed together with it, and come out where deciding for both would put
// them. Comparing the two documents could not tell that.
type router struct {
	l, next *Layout
	adopted []Located
	starts  []int // indexes in adopted, by the start of what they touch
	reach   []int // of those up to each: how far the furthest goes
	at      map[arrival]int
	kept    []kept // by place in base
}

// kept is a stretch of base that stands in the next base, and where.
type kept struct {
	base clause.Span
	at   int
}

// arrival is what an amendment puts somewhere, as far as its place depends on it.
type arrival struct {
	op     Op
	to     Place
	target Target
	text   string
}

func arrivalOf(a Amendment) arrival {
	t := a.Target
	t.Before, t.After = "", ""
	return arrival{a.Op, a.To, t, a.Text}
}

// newRouter composes what is open and put somewhere with what was adopted. It
// returns nil where no clause was put, moved, split or joined, and none is to be
// joined, since every point is then where it was, and where next is not what the adopted amendments make
// of base. O(text) otherwise.
func newRouter(base, next *clause.Document, adopted, open []Amendment) *router {
	joins := func(a Amendment) bool { return a.Op != Alternative && strings.Contains(a.Target.Quote, "\n") }
	if len(adopted) == 0 || !slices.ContainsFunc(adopted, restructures) && !slices.ContainsFunc(open, joins) {
		return nil
	}
	r := &router{l: NewLayout(base), next: NewLayout(next), at: map[arrival]int{}}
	for _, a := range adopted {
		x, err := r.l.Locate(a)
		if err != nil {
			return nil
		}
		r.adopted = append(r.adopted, x)
	}
	r.index()
	if !r.compose(open) {
		return nil
	}
	return r
}

// restructures reports whether an amendment may change which clauses there are
// or in what order.
func restructures(a Amendment) bool {
	return a.Op == Insert || a.Op == Delete || a.Op == Move || a.Op == Alternative ||
		strings.Contains(a.Text, "\n") || strings.Contains(a.Target.Quote, "\n")
}

// compose notes at which offset of the next base each open amendment arrives.
func (r *router) compose(open []Amendment) bool {
	list := slices.Clone(r.adopted)
	var marks []arrival
	for _, a := range open {
		a.Base = r.l.version
		x, err := r.l.Locate(a)
		if err != nil || x.isText() || r.rival(x) != nil {
			continue
		}
		x.Op = Insert // its place, without what it takes away elsewhere
		list, marks = append(list, x), append(marks, arrivalOf(a))
	}
	pieces, err := r.l.Compose(list)
	if err != nil {
		return false
	}
	at := 0
	for _, p := range pieces {
		if p.By >= len(r.adopted) {
			r.at[marks[p.By-len(r.adopted)]] = at
			continue
		}
		if !strings.HasPrefix(r.next.text[at:], p.Text) {
			return false
		}
		if p.By < 0 {
			r.kept = append(r.kept, kept{p.Base, at})
		}
		at += len(p.Text)
	}
	slices.SortFunc(r.kept, func(a, b kept) int { return cmp.Compare(a.base.Start, b.base.Start) })
	return at == len(r.next.text)
}

// words returns where a stretch of base that nothing changed stands in the next
// base. A point goes with the byte before it, or begins its clause. ok is false
// if the stretch does not stand there in one piece.
func (r *router) words(x Located) (s clause.Span, ok bool) {
	from := x.Span
	point := from.Len() == 0
	switch {
	case point && from.Start > x.owner:
		from.Start--
	case point:
		from.End++
	}
	i, _ := slices.BinarySearchFunc(r.kept, from.Start+1, func(k kept, o int) int { return cmp.Compare(k.base.End, o) })
	if i == len(r.kept) || r.kept[i].base.Start > from.Start {
		return clause.Span{}, false
	}
	at := r.kept[i].at + from.Start - r.kept[i].base.Start
	for pos := from.Start; ; i++ {
		if i == len(r.kept) || r.kept[i].base.Start > pos || r.kept[i].at+pos-r.kept[i].base.Start != at+pos-from.Start {
			return clause.Span{}, false
		}
		if pos = r.kept[i].base.End; pos >= from.End {
			break
		}
	}
	if point {
		return span(at+x.Span.Start-from.Start, 0), true
	}
	return span(at, from.Len()), true
}

// index sorts what was adopted by place, so that rivals are found fast.
func (r *router) index() {
	for i := range r.adopted {
		r.starts = append(r.starts, i)
	}
	slices.SortFunc(r.starts, func(i, j int) int { return cmp.Compare(extent(r.adopted[i]).Start, extent(r.adopted[j]).Start) })
	furthest := 0
	for _, i := range r.starts {
		furthest = max(furthest, extent(r.adopted[i]).End)
		r.reach = append(r.reach, furthest)
	}
}

// extent is the stretch of base that an amendment has to do with.
func extent(x Located) clause.Span {
	s := x.Reach()
	if x.Op == Move {
		s = clause.Span{Start: min(s.Start, x.At), End: max(s.End, x.At)}
	}
	return s
}

// rival returns an adopted amendment that competes with an open one, or nil.
func (r *router) rival(x Located) *Located {
	return r.near(x, func(y Located) bool { return r.l.Compete(y, x) })
}

// has reports whether an adopted amendment does the same as an open one.
func (r *router) has(x Located) bool {
	return r.near(x, func(y Located) bool { return Same(x, y) }) != nil
}

// near returns the first adopted amendment found that reaches to an open one
// and is of a kind. O(log adopted + those that start before its place and after
// which something reaches it).
func (r *router) near(x Located, is func(Located) bool) *Located {
	s := extent(x)
	n, _ := slices.BinarySearchFunc(r.starts, s.End+1, func(i, end int) int { return cmp.Compare(extent(r.adopted[i]).Start, end) })
	for n--; n >= 0 && r.reach[n] >= s.Start; n-- {
		if y := &r.adopted[r.starts[n]]; is(*y) {
			return y
		}
	}
	return nil
}

// place names the point of the next base at which an open amendment arrives. ok
// is false if no clause ends there.
func (r *router) place(a Amendment) (to Place, ok bool) {
	offset, ok := r.at[arrivalOf(a)]
	if !ok {
		return Place{}, false
	}
	to = Place{Order: a.To.Order, Under: a.To.Under}
	for to.Under != (clause.ID{}) { // the nearest heading above it that is left
		if h, here := r.next.at[to.Under]; here && h.own {
			break
		}
		to.Under = r.above(to.Under)
	}
	same := Located{Amendment: Amendment{To: a.To}}
	if err := r.next.locatePoint(&same); err == nil && same.At == offset {
		to.After, to.Close = a.To.After, a.To.Close
		return to, true
	}
	if offset == 0 {
		to.After = r.next.base.Root().ID()
		to.Order += r.later(a.To.After, to.After)
		return to, true
	}
	b := r.next.blocks[r.next.blockAt(offset-1)]
	to.After, to.Close = b.c.ID(), b.end != offset
	to.Order += r.later(a.To.After, to.After)
	return to, b.c.ID() != r.next.base.Root().ID() && (b.end == offset || b.start+b.closeEnd() == offset)
}

// orders is how far apart the orders of two points of base are that fall together
// in the next one: more than anybody puts at one point.
const orders = 1 << 20

// later keeps what stood after one clause behind all that stood after an earlier
// one, which it now stands after too. It depends on the two documents alone, so
// that each amendment can be carried over for itself.
func (r *router) later(was, now clause.ID) int {
	place := func(id clause.ID) int {
		if h, ok := r.l.at[id]; ok && h.own && id != r.l.base.Root().ID() {
			return h.block + 1
		}
		return 0
	}
	return orders * max(0, place(was)-place(now))
}

// above returns the clause of base that a clause stands under, or the zero id.
func (r *router) above(id clause.ID) clause.ID {
	p, _, ok := r.l.base.Find(id)
	if !ok || len(p) <= 1 {
		return clause.ID{}
	}
	return r.l.base.Clause(p.Parent()).ID()
}

// stretch carries the extent of what Delete and Move take over: what was left
// standing at its end is left standing, and so is what came under it only
// because the heading that it stood under was moved away. ok is false if what was
// one clause with all under it no longer is.
func (r *router) stretch(a Amendment) (Target, bool) {
	t := a.Target
	was, now := r.l.at[t.Clause], r.next.at[t.Clause]
	if !now.own || !was.own {
		return t, t.Range.Len() == 0
	}
	old, b := r.l.blocks[was.block], r.next.blocks[now.block]
	wasEnd, nowEnd, end := was.end, now.end, now.end
	if t.Alone {
		wasEnd, nowEnd, end = old.end, b.end, b.end
	}
	for i := was.block; i < len(r.l.blocks) && r.l.blocks[i].start < wasEnd; i++ {
		h, here := r.next.at[r.l.blocks[i].c.ID()]
		if here && h.own && !r.left(r.l.blocks[i].start, old.start) {
			if start := r.next.blocks[h.block].start; start < b.start || start >= nowEnd {
				return t, false
			}
		}
	}
	for i := now.block + 1; i < len(r.next.blocks) && r.next.blocks[i].start < nowEnd; i++ {
		if r.stranded(r.next.blocks[i].c.ID(), clause.Span{Start: old.start, End: wasEnd}) {
			end = r.next.blocks[i].start
			break
		}
	}
	if t.Range.Len() > 0 && old.start+t.Range.End < wasEnd {
		rest := r.l.text[old.start+t.Range.End : wasEnd]
		if !strings.HasSuffix(r.next.text[b.start:end], rest) {
			return t, false
		}
		end -= len(rest)
		wasEnd -= len(rest)
	}
	if a.Op == Delete && r.l.text[old.start:wasEnd] != r.next.text[b.start:end] {
		return t, false
	}
	if end != nowEnd {
		t.Range = span(0, end-b.start)
	}
	return t, true
}

// left reports whether an adopted move took a block away from a clause that
// starts at an offset.
func (r *router) left(start, from int) bool {
	return slices.ContainsFunc(r.adopted, func(y Located) bool { return y.Op == Move && y.holds(start) && !y.holds(from) })
}

// stranded reports whether a clause of the next base stood outside a stretch of
// base and was not moved to within it.
func (r *router) stranded(id clause.ID, s clause.Span) bool {
	h, ok := r.l.at[id]
	if !ok || !h.own {
		return false
	}
	start := r.l.blocks[h.block].start
	if s.Start <= start && start < s.End {
		return false
	}
	return !slices.ContainsFunc(r.adopted, func(y Located) bool {
		return y.Op == Move && y.holds(start) && (s.Start < y.At && y.At < s.End || y.At == s.End && s.Start <= y.under && y.under < s.End)
	})
}

// heirs returns the clauses of the next base that a clause lives on in: itself,
// and the paragraphs that were split off it, if need be only those that do not
// stand under it.
func (r *router) heirs(id clause.ID, alone bool) []clause.ID {
	out := []clause.ID{id}
	was, now := r.l.at[id], r.next.at[id]
	if !was.own || !now.own {
		return out
	}
	b := r.l.blocks[was.block]
	left := b.end - b.start - len(r.next.blocks[now.block].c.Source())
	var seen []Located
	for _, x := range r.adopted {
		if x.isText() && x.owner == b.start && x.Span.End <= b.end && !slices.ContainsFunc(seen, func(y Located) bool { return Same(x, y) }) {
			left += len(x.Text) - x.Span.Len()
			seen = append(seen, x)
		}
	}
	end := now.end
	for i := now.block + 1; i < len(r.next.blocks) && left > 0; i++ {
		next := r.next.blocks[i]
		if _, old := r.l.at[next.c.ID()]; old {
			break
		}
		if left -= next.end - next.start; alone || next.start >= end {
			out = append(out, next.c.ID())
			end = r.next.at[next.c.ID()].end
		}
	}
	return out
}
