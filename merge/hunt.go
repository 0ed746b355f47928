package merge

import (
	"cmp"
	"slices"
)

// hunt is branch and bound over the bundles of one cluster.
type hunt struct {
	p      *problem
	c      cluster
	states []state
	best   []bool // by change; nil as long as nothing was found
	gain   vector // of best
	value  value
	rest   vector // bound on what was not searched; nil if all was
	cut    bool
}

func (h *hunt) start(c cluster) {
	h.c, h.best, h.gain, h.rest, h.cut = c, nil, nil, nil, false
	clear(h.states)
}

// search finds the best of a cluster.
func (h *hunt) search(c cluster) {
	h.start(c)
	h.dive() // something to be better than
	h.walk()
	if h.best == nil {
		h.giveUp()
	}
}

// bound is what cannot be exceeded in this cluster.
func (h *hunt) bound() vector {
	out := slices.Clone(h.gain)
	for d := range h.rest {
		out[d] = max(out[d], h.rest[d])
	}
	return out
}

// giveUp leaves all places open that bundles couple, and takes the best of
// each other.
func (h *hunt) giveUp() {
	p := h.p
	var free []int
	for _, at := range h.c.places {
		if len(p.touches[at]) > 0 {
			p.stick(at)
		} else {
			free = append(free, at)
		}
	}
	bundles, rest, cut := h.c.bundles, h.rest, h.cut
	h.start(cluster{places: free})
	h.rest, h.cut = rest, cut
	for _, k := range bundles {
		h.states[k] = left
	}
	list, _ := p.combine(free, h.states)
	h.best, h.gain = make([]bool, len(p.r.changes)), make(vector, p.dims())
	if len(list.list) > 0 {
		h.take(p.bestOf(list))
	}
}

// walk searches what is left open by the states.
func (h *hunt) walk() {
	p := h.p
	if p.spent() {
		top, ok := h.top()
		if ok {
			h.leave(top)
		}
		return
	}
	top, ok := h.top()
	if !ok || h.best != nil && p.valueOf(top).compare(h.value) <= 0 {
		return
	}
	next := h.next()
	list, cut := choices{}, false
	if next < 0 || p.o.Objective == SumOfWeights {
		list, cut = p.combine(h.c.places, h.states)
		if len(list.list) == 0 {
			return
		}
		found := p.bestOf(list)
		if cut {
			h.leave(list.top)
		}
		h.try(found)
		if next < 0 || h.best != nil && p.valueOf(top).compare(h.value) <= 0 {
			return
		}
		next = h.torn(found, next)
	}
	for _, s := range []state{taken, left} {
		h.states[next] = s
		h.walk()
	}
	h.states[next] = undecided
}

// dive looks for something that keeps all deals and red lines: without any
// deal.
func (h *hunt) dive() {
	saved := slices.Clone(h.states)
	for _, k := range h.c.bundles {
		if h.states[k] == undecided {
			h.states[k] = left
		}
	}
	if list, _ := h.p.combine(h.c.places, h.states); len(list.list) > 0 {
		h.try(h.p.bestOf(list))
	}
	copy(h.states, saved)
}

// top is what could be had at most under the states.
func (h *hunt) top() (vector, bool) {
	out := make(vector, h.p.dims())
	for _, at := range h.c.places {
		c := h.p.choose(at, h.states)
		if c.top == nil {
			return nil, false
		}
		out.add(c.top)
	}
	return out, true
}

// leave notes that something was not searched that could be as good as this.
func (h *hunt) leave(top vector) {
	h.cut = true
	if h.rest == nil {
		h.rest = slices.Clone(top)
		return
	}
	for d := range top {
		h.rest[d] = max(h.rest[d], top[d])
	}
}

// next is the first bundle that is not decided, or -1.
func (h *hunt) next() int {
	for _, k := range h.c.bundles {
		if h.states[k] == undecided {
			return k
		}
	}
	return -1
}

// torn is the first undecided bundle that a choice takes in part, or else
// next: to decide it changes most.
func (h *hunt) torn(found choice, next int) int {
	in := map[int]bool{}
	for l := found.take; l != nil; l = l.next {
		in[l.change] = true
	}
	for _, k := range h.c.bundles {
		if h.states[k] != undecided {
			continue
		}
		n := 0
		for _, i := range h.p.bundles[k].all {
			if in[i] {
				n++
			}
		}
		if n > 0 && n < len(h.p.bundles[k].all) {
			return k
		}
	}
	return next
}

// try takes a choice if it keeps all deals and red lines and is better than
// the best.
func (h *hunt) try(c choice) {
	adopted := make([]bool, len(h.p.r.changes))
	for l := c.take; l != nil; l = l.next {
		adopted[l.change] = true
	}
	if !h.keeps(adopted) {
		return
	}
	gain := h.gains(adopted)
	if v := h.p.valueOf(gain); h.best == nil || v.compare(h.value) > 0 {
		h.best, h.gain, h.value = adopted, gain, v
	}
}

func (h *hunt) take(c choice) {
	for l := c.take; l != nil; l = l.next {
		h.best[l.change] = true
	}
	h.gain = h.gains(h.best)
	h.value = h.p.valueOf(h.gain)
}

// gains is what a choice really gives in this cluster.
func (h *hunt) gains(adopted []bool) vector {
	out := make(vector, h.p.dims())
	met := map[int]bool{}
	for _, k := range h.c.bundles {
		met[k] = h.p.whole(h.p.bundles[k].all, adopted)
	}
	for _, at := range h.c.places {
		for _, i := range h.p.r.places[at].Changes {
			if adopted[i] {
				out.add(h.p.gainOf(i, func(c int) bool { return met[h.p.byIf[c]] }))
			}
		}
	}
	return out
}

// keeps reports whether the choice keeps the deals and the red lines that are
// lifted on condition; [problem.bind] keeps all others.
func (h *hunt) keeps(adopted []bool) bool {
	if len(h.c.bundles) == 0 {
		return true
	}
	p := h.p
	states := make([]state, len(p.bundles))
	for _, k := range h.c.bundles {
		states[k] = left
		n := 0
		for _, i := range p.bundles[k].all {
			if adopted[i] {
				n++
			}
		}
		if n == len(p.bundles[k].all) {
			states[k] = taken
		} else if n > 0 && p.bundles[k].deal {
			return false
		}
	}
	for _, l := range p.r.stand.lines {
		if l.must {
			continue
		}
		for _, i := range l.changes {
			if adopted[i] && !p.lifted(l.party, i, states) {
				return false
			}
		}
	}
	return true
}

// combine puts the choices at some places together, and keeps those that no
// other covers. Where the steps are used up it keeps the best.
func (p *problem) combine(places []int, states []state) (all choices, cut bool) {
	all.merge(choice{gain: make(vector, p.dims())})
	top := make(vector, p.dims())
	for _, at := range places {
		c := p.choose(at, states)
		if len(c.list) == 0 {
			return choices{}, false
		}
		cut = cut || c.cut
		top.add(c.top)
		if len(all.list) > 1 && len(c.list) > 1 && p.nodes+len(all.list)*len(c.list) > p.o.Nodes {
			cut = true
			all.list = []choice{p.bestOf(all)}
		}
		var next choices
		for _, x := range all.list {
			for _, y := range c.list {
				if len(all.list) > 1 && len(c.list) > 1 {
					p.nodes++
				}
				next.merge(choice{x.gain.plus(y.gain), join2(y.take, x.take)})
			}
		}
		all = next
		if p.dims() > 1 && len(all.list) > frontier {
			cut = true
			slices.SortStableFunc(all.list, func(x, y choice) int { return p.valueOf(y.gain).compare(p.valueOf(x.gain)) })
			all.list = all.list[:frontier]
		}
	}
	all.top = top
	return all, cut
}

// frontier is how many choices that do not cover one another are kept.
const frontier = 2000

// join2 puts the changes of a before those of b.
func join2(a, b *link) *link {
	for ; a != nil; a = a.next {
		b = &link{a.change, b}
	}
	return b
}

// bestOf returns the best choice by the objective; of equal ones the first.
func (p *problem) bestOf(c choices) choice {
	return slices.MaxFunc(c.list, func(x, y choice) int {
		return cmp.Compare(p.valueOf(x.gain).compare(p.valueOf(y.gain)), 0)
	})
}
