package diff

import (
	"cmp"
	"hash/fnv"
	"slices"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/words"
)

// Two clauses are the same one reworded if this share of their words is
// common; further apart in the document it takes more.
const (
	likeHere      = 0.4
	likeElsewhere = 0.6
)

// tablePairs is how many pairs of clauses of one gap are all compared; in
// larger gaps only those that share a rare word.
const tablePairs = 1 << 14

// bag is the words of a clause, hashed, in order.
type bag []uint64

func (a *aligner) bag(c *clause.Clause) bag {
	if b, ok := a.bags[c]; ok {
		return b
	}
	b := bag{}
	text := wording(c)
	for t := range words.All(text) {
		if t.Kind == words.Word {
			h := fnv.New64a()
			_, _ = h.Write([]byte(text[t.Start:t.End]))
			b = append(b, h.Sum64())
		}
	}
	slices.Sort(b)
	a.bags[c] = b
	return b
}

// common counts the words that two bags share.
func common(x, y bag) int {
	n := 0
	for len(x) > 0 && len(y) > 0 {
		switch {
		case x[0] == y[0]:
			n, x, y = n+1, x[1:], y[1:]
		case x[0] < y[0]:
			x = x[1:]
		default:
			y = y[1:]
		}
	}
	return n
}

// likeness is the share of words that two bags have in common, 0 to 1.
func likeness(x, y bag) float64 {
	if len(x)+len(y) == 0 {
		return 0
	}
	return 2 * float64(common(x, y)) / float64(len(x)+len(y))
}

func (a *aligner) likeness(i, j int) float64 {
	return likeness(a.bag(a.old[i].c), a.bag(a.now[j].c))
}

// similar pairs the clauses of a gap that share most of their words, in
// order, so that the sum of their likeness is greatest.
func (a *aligner) similar(g gap) {
	if len(g.old)*len(g.now) > tablePairs {
		a.inOrder(a.candidates(g.old, g.now, likeHere))
		return
	}
	cols := len(g.now) + 1
	best := make([]float64, (len(g.old)+1)*cols)
	like := make([]float64, len(best))
	for x := len(g.old) - 1; x >= 0; x-- {
		for y := len(g.now) - 1; y >= 0; y-- {
			at := x*cols + y
			best[at] = max(best[at+cols], best[at+1])
			if l := a.likeness(g.old[x], g.now[y]); l >= likeHere {
				if a.sameLabel(g.old[x], g.now[y]) {
					l += 1.0 / 64 // between equals
				}
				like[at] = l
				best[at] = max(best[at], best[at+cols+1]+l)
			}
		}
	}
	for x, y := 0, 0; x < len(g.old) && y < len(g.now); {
		at := x*cols + y
		switch {
		case like[at] > 0 && best[at] == best[at+cols+1]+like[at]:
			a.pair(g.old[x], g.now[y])
			x, y = x+1, y+1
		case best[at] == best[at+cols]:
			x++
		default:
			y++
		}
	}
}

// proposal is a pair that is likely.
type proposal struct {
	old, now int
	like     float64
}

// candidates proposes for each new clause the old one that is most like it, as
// found by words that few clauses have.
func (a *aligner) candidates(old, now []int, least float64) []proposal {
	const rare = 8
	where := map[uint64][]int{}
	for _, i := range old {
		for _, w := range slices.Compact(slices.Clone(a.bag(a.old[i].c))) {
			if len(where[w]) <= rare {
				where[w] = append(where[w], i)
			}
		}
	}
	var out []proposal
	for _, j := range now {
		votes := map[int]int{}
		for _, w := range slices.Compact(slices.Clone(a.bag(a.now[j].c))) {
			if len(where[w]) <= rare {
				for _, i := range where[w] {
					votes[i]++
				}
			}
		}
		p := proposal{old: -1, now: j}
		for i := range votes {
			l := a.likeness(i, j)
			if l >= least && (l > p.like || l == p.like && i < p.old) {
				p.old, p.like = i, l
			}
		}
		if p.old >= 0 {
			out = append(out, p)
		}
	}
	return out
}

// inOrder takes those proposals that are in order and weigh most.
func (a *aligner) inOrder(list []proposal) {
	points := make([]point, len(list))
	weight := make([]int64, len(list))
	for k, p := range list {
		points[k] = point{p.old, p.now}
		weight[k] = int64(p.like * 1e6)
	}
	for _, at := range heaviest(points, weight) {
		a.pair(points[at].a, points[at].b)
	}
}

func (a *aligner) sameLabel(i, j int) bool {
	x, y := a.old[i].c, a.now[j].c
	return x.Kind() == y.Kind() && x.Label().Printed == y.Label().Printed && !x.Label().IsZero()
}

// eachSeam finds new clauses that were split off the one beside them, and old
// ones that were joined to the one beside them.
func (a *aligner) eachSeam() {
	for j := range a.now {
		for _, side := range []int{j - 1, j + 1} {
			if i, ok := a.splitFrom(j, side); ok {
				a.with[j] = i
				a.pieces[i] = append(a.pieces[i], j)
				break
			}
		}
	}
	for i := range a.old {
		for _, side := range []int{i - 1, i + 1} {
			if j, ok := a.joinedTo(i, side); ok {
				a.joined[i] = j
				a.sources[j] = append(a.sources[j], i)
				break
			}
		}
	}
}

// splitFrom returns the old clause of which new clause j is a piece, if it is
// the one that its neighbour comes from.
func (a *aligner) splitFrom(j, side int) (int, bool) {
	if a.from[j] >= 0 || side < 0 || side >= len(a.now) {
		return 0, false
	}
	i := a.from[side]
	if k, ok := a.with[side]; ok && side < j {
		i = k
	}
	if i < 0 || a.moved[i] {
		return 0, false
	}
	others := []*clause.Clause{a.now[a.to[i]].c}
	for _, k := range a.pieces[i] {
		others = append(others, a.now[k].c)
	}
	return i, a.part(a.old[i].c, a.now[j].c, others)
}

// joinedTo returns the new clause of which old clause i is a part, if it is
// the one that its neighbour became.
func (a *aligner) joinedTo(i, side int) (int, bool) {
	if a.to[i] >= 0 || side < 0 || side >= len(a.old) {
		return 0, false
	}
	j := a.to[side]
	if k, ok := a.joined[side]; ok && side < i {
		j = k
	}
	if j < 0 || a.moved[a.from[j]] || len(a.pieces[a.from[j]]) > 0 {
		return 0, false
	}
	others := []*clause.Clause{a.old[a.from[j]].c}
	for _, k := range a.sources[j] {
		others = append(others, a.old[k].c)
	}
	return j, a.part(a.now[j].c, a.old[i].c, others)
}

// part reports whether piece holds words of whole that the other pieces of it
// lack: most of its own.
func (a *aligner) part(whole, piece *clause.Clause, others []*clause.Clause) bool {
	rest := slices.Clone(a.bag(whole))
	for _, c := range others {
		rest = without(rest, a.bag(c))
	}
	p := a.bag(piece)
	return len(p) > 0 && 10*common(p, rest) >= 6*len(p)
}

// without takes the words of y out of x.
func without(x, y bag) bag {
	out := x[:0:0]
	for _, w := range x {
		for len(y) > 0 && y[0] < w {
			y = y[1:]
		}
		if len(y) > 0 && y[0] == w {
			y = y[1:]
			continue
		}
		out = append(out, w)
	}
	return out
}

// elsewhere pairs what is left with like clauses anywhere: they were moved.
func (a *aligner) elsewhere() {
	var old, now []int
	at := map[int32][]int{}
	for i, n := range a.old {
		if a.to[i] < 0 && !a.used(i) {
			at[n.key] = append(at[n.key], i)
		}
	}
	for j, n := range a.now {
		if _, split := a.with[j]; a.from[j] >= 0 || split {
			continue
		}
		if same := at[n.key]; len(same) > 0 {
			a.pair(same[0], j)
			a.moved[same[0]] = true
			at[n.key] = same[1:]
			continue
		}
		now = append(now, j)
	}
	for i := range a.old {
		if a.to[i] < 0 && !a.used(i) {
			old = append(old, i)
		}
	}
	list := a.candidates(old, now, likeElsewhere)
	slices.SortStableFunc(list, func(x, y proposal) int {
		return cmp.Or(cmp.Compare(y.like, x.like), cmp.Compare(x.old, y.old), cmp.Compare(x.now, y.now))
	})
	for _, p := range list {
		if a.to[p.old] < 0 && a.from[p.now] < 0 {
			a.pair(p.old, p.now)
			a.moved[p.old] = !a.stands(p.old, p.now)
		}
	}
}

// stands reports whether a pair is in order with its neighbours.
func (a *aligner) stands(i, j int) bool {
	for x := i - 1; x >= 0; x-- {
		if a.to[x] >= 0 && !a.moved[x] {
			if a.to[x] > j {
				return false
			}
			break
		}
	}
	for x := i + 1; x < len(a.old); x++ {
		if a.to[x] >= 0 && !a.moved[x] {
			return a.to[x] > j
		}
	}
	return true
}

// leftovers pairs what is left in a gap by label, or by place where only one
// clause is left on both sides: it was written anew.
func (a *aligner) leftovers() {
	a.eachGap(func(g gap) {
		if len(g.old) == 1 && len(g.now) == 1 {
			a.pair(g.old[0], g.now[0])
			return
		}
		type name struct {
			kind  clause.Kind
			label string
		}
		at := map[name]int{}
		for _, i := range g.old {
			if c := a.old[i].c; !c.Label().IsZero() {
				at[name{c.Kind(), c.Label().Printed}] = i
			}
		}
		var points []point
		for _, j := range g.now {
			c := a.now[j].c
			if i, ok := at[name{c.Kind(), c.Label().Printed}]; ok {
				points = append(points, point{i, j})
				delete(at, name{c.Kind(), c.Label().Printed})
			}
		}
		for _, p := range increasing(points) {
			a.pair(p.a, p.b)
		}
	})
}
