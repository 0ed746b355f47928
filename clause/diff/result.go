package diff

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
)

// result puts the pairs into an alignment.
func (a *aligner) result() Alignment {
	b := builder{aligner: a, pairAt: map[int]int{}, left: map[int]*clause.Span{}}
	b.place()
	b.deletions()
	b.departures()
	b.tightenArrivals()
	b.tightenDepartures()
	b.number()
	b.out.Pairs = slices.DeleteFunc(b.out.Pairs, func(p Pair) bool { return p.text(p.OldRefs, p.Old) == p.text(p.NewRefs, p.New) })
	return b.out
}

type builder struct {
	*aligner
	out      Alignment
	pairAt   map[int]int          // by new node: index in out.Pairs
	arrivals []arrival            // insertions and moves, in the order of the new text
	left     map[int]*clause.Span // by the last old node of what was deleted or moved: its span
}

// arrival is something put at a point of the old text.
type arrival struct {
	at           int
	insert, move int // index in Inserted or Moved, else -1
	lo, hi       int // new nodes
}

// place walks the new text and says for each clause where it comes from, or
// where in the old text it was put.
func (b *builder) place() {
	pos, floor := 0, 0 // first old node not passed yet; no arrival stands before floor
	for j := 0; j < len(b.now); j++ {
		i := b.from[j]
		_, split := b.with[j]
		switch {
		case split && i < 0:
			continue
		case i < 0:
			at := max(floor, b.point(j, pos))
			floor = at
			b.arrivals = append(b.arrivals, arrival{at, len(b.out.Inserted), -1, j, j + 1})
			n := b.now[j]
			b.out.Inserted = append(b.out.Inserted, Insertion{Ref: n.ref(), New: clause.Span{Start: n.start, End: n.end()}})
		case b.moved[i]:
			at := max(floor, b.point(j, pos))
			floor = at
			end := j + 1 // a run that moved together
			for end < len(b.now) && b.from[end] == i+end-j && b.moved[b.from[end]] {
				end++
			}
			b.moves(i, i+end-j, at, j)
			for ; j < end; j++ {
				b.pairUp(j)
			}
			j--
		default:
			b.pairUp(j)
			pos = i + 1
			for _, k := range b.sources[j] {
				pos = max(pos, k+1)
			}
			floor = b.old[pos-1].end()
		}
	}
}

// point returns where in the old text a new clause stands that comes after old
// node pos-1: as far down as what is under its parent reaches.
func (b *builder) point(j, pos int) int {
	next := len(b.old)
	for k := pos; k < len(b.old); k++ {
		if b.used(k) || b.to[k] >= 0 && !b.moved[k] {
			next = k
			break
		}
	}
	for next > pos && b.to[next-1] >= 0 { // what was moved away leaves nothing to stand after
		next--
	}
	for up := b.now[j].up; up >= 0; up = b.now[up].up {
		if i := b.from[up]; i >= 0 {
			if i >= pos || b.moved[i] {
				next = pos
			}
			next = min(next, max(pos, b.old[i].next))
			break
		}
	}
	if next == 0 {
		return 0
	}
	return b.old[next-1].end()
}

// moves lists old nodes [lo, hi), which moved together to be new nodes from j
// on, by whole subtrees.
func (b *builder) moves(lo, hi, at, j int) {
	for _, u := range b.units(lo, hi) {
		b.arrivals = append(b.arrivals, arrival{at, -1, len(b.out.Moved), j + u.lo - lo, j + u.hi - lo})
		b.out.Moved = append(b.out.Moved, Move{
			Ref: b.old[u.lo].ref(), Now: b.now[j+u.lo-lo].ref(), All: u.all,
			Old: clause.Span{Start: b.old[u.lo].start, End: b.old[u.hi-1].end()},
		})
	}
}

// unit is a clause with all under it, or alone.
type unit struct {
	lo, hi int
	all    bool
}

func (b *builder) units(lo, hi int) []unit {
	var out []unit
	for x := lo; x < hi; {
		u := unit{x, x + 1, b.old[x].next == x+1}
		if next := b.old[x].next; next <= hi {
			u = unit{x, next, true}
		}
		out = append(out, u)
		x = u.hi
	}
	return out
}

// pairUp records what the clause that became new node j is now.
func (b *builder) pairUp(j int) {
	i := b.from[j]
	olds := append([]int{i}, b.sources[j]...)
	news := append([]int{j}, b.pieces[i]...)
	if len(olds)+len(news) == 2 && b.old[i].c.Source() == b.now[j].c.Source() {
		return
	}
	slices.Sort(olds)
	slices.Sort(news)
	p := Pair{
		Old:   clause.Span{Start: b.old[olds[0]].start, End: b.old[olds[len(olds)-1]].end()},
		New:   clause.Span{Start: b.now[news[0]].start, End: b.now[news[len(news)-1]].end()},
		Moved: b.moved[i],
	}
	for _, k := range olds {
		p.OldRefs = append(p.OldRefs, b.old[k].ref())
	}
	for _, k := range news {
		p.NewRefs = append(p.NewRefs, b.now[k].ref())
	}
	b.pairAt[j] = len(b.out.Pairs)
	b.out.Pairs = append(b.out.Pairs, p)
}

// departures finds the spans of what was deleted or moved by their last node.
func (b *builder) departures() {
	last := func(s *clause.Span) {
		i, _ := slices.BinarySearchFunc(b.old, s.End, func(n node, end int) int { return n.end() - end })
		b.left[i] = s
	}
	for i := range b.out.Deleted {
		last(&b.out.Deleted[i].Old)
	}
	for i := range b.out.Moved {
		last(&b.out.Moved[i].Old)
	}
}

func (b *builder) gone(i int) bool { return b.to[i] < 0 && !b.used(i) }

func (b *builder) deletions() {
	for i := 0; i < len(b.old); i++ {
		if !b.gone(i) {
			continue
		}
		end := i + 1
		for end < len(b.old) && b.gone(end) {
			end++
		}
		for _, u := range b.units(i, end) {
			b.out.Deleted = append(b.out.Deleted, Deletion{
				Ref: b.old[u.lo].ref(), All: u.all,
				Old: clause.Span{Start: b.old[u.lo].start, End: b.old[u.hi-1].end()},
			})
		}
		i = end
	}
}

// single returns the pair of old node i if it became exactly one clause and
// stands in its place.
func (b *builder) single(i int) *Pair {
	if i < 0 || b.to[i] < 0 || b.moved[i] || len(b.pieces[i]) > 0 || len(b.sources[b.to[i]]) > 0 {
		return nil
	}
	if at, ok := b.pairAt[b.to[i]]; ok {
		return &b.out.Pairs[at]
	}
	return nil
}

// tail is the line end and the blank lines that a clause's source ends with.
func (n node) tail() string { return n.c.Source()[n.c.TextSpan().End:] }

// tightenArrivals gives the blank lines round what was put after a clause to
// that, so that the clause before it is not changed by it.
func (b *builder) tightenArrivals() {
	for at := 0; at < len(b.arrivals); at++ {
		from := at
		for at+1 < len(b.arrivals) && b.arrivals[at].hi == b.arrivals[at+1].lo {
			at++
		}
		first, last := b.arrivals[from], b.arrivals[at]
		if first.lo == 0 || b.from[first.lo-1] < 0 {
			continue
		}
		i := b.from[first.lo-1]
		p := b.single(i)
		if p == nil || first.at != b.old[i].end() || last.at != first.at {
			continue
		}
		was, is := b.old[i].tail(), b.now[first.lo-1].tail()
		line := strings.IndexByte(was, '\n') + 1
		switch {
		case was == is:
		case strings.HasPrefix(is, was) && first.insert >= 0:
			p.New.End -= len(is) - len(was)
			b.out.Inserted[first.insert].New.Start = p.New.End
		case line > 0 && strings.HasPrefix(is, was[:line]) && (is == was[:line] || first.insert >= 0) && b.leaves(last, was[line:]):
			p.New.End -= len(is) - line
			p.Old.End -= len(was) - line
			if first.insert >= 0 {
				b.out.Inserted[first.insert].New.Start = p.New.End
			}
			for k := range b.arrivals[from : at+1] {
				b.arrivals[from+k].at = p.Old.End
			}
		}
	}
}

// leaves takes the blank lines off the end of what arrived last, if it ends
// with them after a line end of its own.
func (b *builder) leaves(last arrival, blank string) bool {
	tail := b.now[last.hi-1].tail()
	if !strings.HasSuffix(tail, blank) || !strings.HasSuffix(tail[:len(tail)-len(blank)], "\n") {
		return false
	}
	if last.insert >= 0 {
		b.out.Inserted[last.insert].New.End -= len(blank)
		return true
	}
	at, ok := b.pairAt[last.hi-1]
	if ok {
		b.out.Pairs[at].New.End -= len(blank)
	}
	return ok
}

// tightenDepartures leaves blank lines that stay behind what was deleted or
// moved away where they stood, so that the clause before it is not changed.
func (b *builder) tightenDepartures() {
	for i := 1; i < len(b.old); i++ {
		if p := b.single(i - 1); p != nil && b.departs(i) {
			b.tightenDeparture(i, p)
		}
	}
}

func (b *builder) departs(i int) bool {
	return i < len(b.old) && (b.gone(i) || b.to[i] >= 0 && b.moved[i])
}

func (b *builder) tightenDeparture(i int, p *Pair) {
	if j := b.to[i-1] + 1; j < len(b.now) && (b.from[j] < 0 || b.moved[b.from[j]]) {
		return // something else stands there now
	}
	was, is := b.old[i-1].tail(), b.now[b.to[i-1]].tail()
	stay, ok := strings.CutPrefix(is, was)
	for b.departs(i + 1) {
		i++
	}
	s := b.left[i]
	if !ok || stay == "" || s == nil || !strings.HasSuffix(b.old[i].tail(), stay) {
		return
	}
	if j := b.to[i]; j >= 0 {
		at, ok := b.pairAt[j]
		if !ok || len(b.out.Pairs[at].OldRefs) > 1 {
			return
		}
		b.out.Pairs[at].Old.End -= len(stay)
	}
	s.End -= len(stay)
	p.New.End -= len(stay)
}

// number fills in where arrivals stand, and counts those at the same point.
func (b *builder) number() {
	n := map[int]int{}
	for _, k := range b.arrivals {
		if k.insert >= 0 {
			in := &b.out.Inserted[k.insert]
			in.At, in.Order = k.at, n[k.at]
		} else {
			m := &b.out.Moved[k.move]
			m.At, m.Order = k.at, n[k.at]
		}
		n[k.at]++
	}
}

// text is what a pair covers on one side.
func (p Pair) text(refs []Ref, s clause.Span) string {
	if len(refs) == 1 {
		return refs[0].Clause.Source()[s.Start-refs[0].Start : s.End-refs[0].Start]
	}
	var b strings.Builder
	for _, r := range refs {
		b.WriteString(r.Clause.Source())
	}
	return b.String()[s.Start-refs[0].Start : s.End-refs[0].Start]
}

// Part says which part of a clause a change is in. The zero value is Body.
type Part uint8

const (
	Body Part = iota
	Head      // label, and layout before the text
	Tail      // line end, and blank lines after it
)

// PartHunk is a hunk of a pair, in bytes of the two documents' texts.
type PartHunk struct {
	Hunk
	Part Part
}

// Hunks returns what changed within a pair, in order: its head as a whole, its
// words one by one, its tail as a whole. Of a clause that was split or joined
// the first head counts; those between are words like others.
func (p Pair) Hunks() []PartHunk {
	old, now := p.text(p.OldRefs, p.Old), p.text(p.NewRefs, p.New)
	oh, ot, nh, nt := 0, len(old), 0, len(now)
	if len(p.OldRefs)+len(p.NewRefs) == 2 {
		oh, ot, nh, nt = parts(p.OldRefs[0].Clause, p.NewRefs[0].Clause)
		ot, nt = min(ot, len(old)), min(nt, len(now))
		oh, nh = min(oh, ot), min(nh, nt)
	} else if x, y := p.OldRefs[0].Clause, p.NewRefs[0].Clause; !x.Label().IsZero() && !y.Label().IsZero() {
		oh, nh = x.TextSpan().Start, y.TextSpan().Start
	}
	var out []PartHunk
	add := func(part Part, o, n clause.Span) {
		if last := len(out) - 1; last >= 0 && o.Len() == 0 && out[last].Old == shift(o, p.Old.Start) {
			out[last].New.End, out[last].Part = n.End+p.New.Start, Body // both insert at one point
			return
		}
		out = append(out, PartHunk{Hunk{shift(o, p.Old.Start), shift(n, p.New.Start)}, part})
	}
	if old[:oh] != now[:nh] {
		add(Head, clause.Span{End: oh}, clause.Span{End: nh})
	}
	for _, h := range Text(old[oh:ot], now[nh:nt]) {
		add(Body, shift(h.Old, oh), shift(h.New, nh))
	}
	if old[ot:] != now[nt:] {
		add(Tail, clause.Span{Start: ot, End: len(old)}, clause.Span{Start: nt, End: len(now)})
	}
	return out
}

// parts returns where the text of both clauses starts and ends. What one side
// reads as a label and the other as text is text, unless only a label is put
// in or taken away.
func parts(a, b *clause.Clause) (oldHead, oldTail, newHead, newTail int) {
	x, y := a.TextSpan(), b.TextSpan()
	if a.Label().IsZero() != b.Label().IsZero() && (a.Kind() != b.Kind() || a.Text() != b.Text()) {
		x.Start, y.Start = 0, 0
	}
	return x.Start, x.End, y.Start, y.End
}

func shift(s clause.Span, by int) clause.Span {
	return clause.Span{Start: s.Start + by, End: s.End + by}
}
