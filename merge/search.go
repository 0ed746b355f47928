package merge

import (
	"cmp"
	"slices"
)

// choose returns the choices at a place under what was decided; where a bundle
// is undecided, as if it cost nothing.
func (p *problem) choose(at int, states []state) choices {
	key := p.key(at, states)
	if c, ok := p.memo[key]; ok {
		return c
	}
	c := p.compute(at, states)
	p.memo[key] = c
	return c
}

func (p *problem) compute(at int, states []state) choices {
	in, out, change, ok := p.bind(at, states)
	if !ok {
		return choices{}
	}
	gains := map[int]vector{}
	for _, i := range p.r.places[at].Changes {
		if out[i] {
			continue
		}
		g := p.gainOf(i, func(k int) bool { return states[p.byIf[k]] == taken })
		for d, x := range p.gainOf(i, func(k int) bool { return states[p.byIf[k]] != left }) {
			g[d] = max(g[d], x)
		}
		gains[i] = g
	}
	c := p.independent(at, in, gains)
	if change && len(in) == 0 { // the base may not stand
		all := c
		c = choices{cut: all.cut}
		for _, i := range p.r.places[at].Changes {
			if gains[i] == nil {
				continue
			}
			rest := map[int]vector{}
			for j, g := range gains {
				if !slices.Contains(p.rivals(i), j) {
					rest[j] = g
				}
			}
			for _, x := range p.independent(at, map[int]bool{i: true}, rest).list {
				c.merge(x)
			}
		}
		if all.cut && len(c.list) > 0 {
			c.top = all.top
		}
	}
	c.crown()
	return c
}

// independent returns the sets of changes of a place that do not exclude one
// another, with those in in.
func (p *problem) independent(at int, in map[int]bool, gains map[int]vector) choices {
	start := choice{gain: make(vector, p.dims())}
	var free []int
	for _, i := range p.r.places[at].Changes {
		switch {
		case gains[i] == nil:
		case in[i]:
			start = choice{start.gain.plus(gains[i]), &link{i, start.take}}
		default:
			free = append(free, i)
		}
	}
	var c choices
	if p.isInterval(at) {
		c = p.alongText(free, gains, start)
	} else {
		c = p.branch(free, gains, start)
	}
	return c
}

// interval is the stretch that a change takes, so that those that touch only at
// their ends do not meet.
func interval(c Change) (lo, hi int) {
	if c.Span.Len() == 0 {
		return 4 * c.Span.Start, 4 * c.Span.Start
	}
	return 4*c.Span.Start + 1, 4*c.Span.End - 1
}

// isInterval reports whether the changes of a place compete just where their
// stretches of the base overlap.
func (p *problem) isInterval(at int) bool {
	if yes, ok := p.inter[at]; ok {
		return yes
	}
	list := p.byEnd(p.r.places[at].Changes)
	edges, met := 0, 0
	for _, i := range list {
		edges += len(p.rivals(i))
	}
	yes := true
	overlapsOf(p.r.changes, list, func(i, j int) bool {
		met += 2
		_, yes = slices.BinarySearch(p.rivals(i), j)
		return yes
	})
	p.inter[at] = yes && met == edges
	return p.inter[at]
}

// overlapsOf calls f with every two changes whose stretches meet until it
// returns false.
func overlapsOf(changes []Change, list []int, f func(i, j int) bool) {
	byStart := slices.SortedFunc(slices.Values(list), func(x, y int) int {
		a, _ := interval(changes[x])
		b, _ := interval(changes[y])
		return cmp.Or(cmp.Compare(a, b), cmp.Compare(x, y))
	})
	var open []int
	for _, i := range byStart {
		lo, _ := interval(changes[i])
		open = slices.DeleteFunc(open, func(j int) bool { _, hi := interval(changes[j]); return hi < lo })
		for _, j := range open {
			if !f(i, j) {
				return
			}
		}
		open = append(open, i)
	}
}

func (p *problem) byEnd(list []int) []int {
	return slices.SortedFunc(slices.Values(list), func(x, y int) int {
		_, a := interval(p.r.changes[x])
		_, b := interval(p.r.changes[y])
		return cmp.Or(cmp.Compare(a, b), cmp.Compare(x, y))
	})
}

// alongText is weighted interval scheduling: the best up to the end of each
// stretch is that of the one before, or with it that of all that end before it
// starts.
func (p *problem) alongText(free []int, gains map[int]vector, start choice) choices {
	list := p.byEnd(free)
	best := make([]choices, len(list)+1)
	best[0].merge(start)
	for k, i := range list {
		lo, _ := interval(p.r.changes[i])
		before, _ := slices.BinarySearchFunc(list[:k], lo, func(j, lo int) int {
			if _, hi := interval(p.r.changes[j]); hi < lo {
				return -1
			}
			return 1
		})
		best[k+1] = choices{list: slices.Clone(best[k].list), cut: best[k].cut || best[before].cut}
		for _, x := range best[before].list {
			if p.spent() {
				best[k+1].cut = true
				break
			}
			best[k+1].merge(choice{x.gain.plus(gains[i]), &link{i, x.take}})
		}
	}
	out := best[len(list)]
	if out.cut {
		out.top = p.relaxed(free, gains, start)
	}
	return out
}

// relaxed is what could be had if nothing excluded anything.
func (p *problem) relaxed(free []int, gains map[int]vector, start choice) vector {
	top := slices.Clone(start.gain)
	for _, i := range free {
		for d, g := range gains[i] {
			top[d] += max(0, g)
		}
	}
	return top
}

// branch takes or leaves one change after the other, with the most rivals
// first, as long as what is left could still add something.
func (p *problem) branch(free []int, gains map[int]vector, start choice) choices {
	list := slices.SortedFunc(slices.Values(free), func(x, y int) int {
		return cmp.Or(cmp.Compare(len(p.rivals(y)), len(p.rivals(x))), cmp.Compare(x, y))
	})
	out := choices{}
	barred := map[int]int{}
	var walk func(k int, at choice)
	walk = func(k int, at choice) {
		if p.spent() {
			out.cut = true
			out.merge(at)
			return
		}
		var rest []int
		for _, i := range list[k:] {
			if barred[i] == 0 {
				rest = append(rest, i)
			}
		}
		top := p.relaxed(rest, gains, at)
		if len(rest) == 0 {
			out.merge(at)
			return
		}
		if slices.ContainsFunc(out.list, func(c choice) bool { return c.gain.covers(top) }) {
			return
		}
		i := rest[0]
		next := slices.Index(list, i) + 1
		for _, j := range p.rivals(i) {
			barred[j]++
		}
		walk(next, choice{at.gain.plus(gains[i]), &link{i, at.take}})
		for _, j := range p.rivals(i) {
			barred[j]--
		}
		walk(next, at)
	}
	walk(0, start)
	if out.cut {
		out.top = p.relaxed(free, gains, start)
	}
	return out
}

// spent counts a step and reports whether the search must end.
func (p *problem) spent() bool {
	if p.nodes >= p.o.Nodes || p.ctx.Err() != nil {
		return true
	}
	p.nodes++
	return false
}

// solve returns the best choice that was found, whether it is the best there
// is, and a bound.
func (p *problem) solve() (adopted []bool, exact bool, bound value) {
	p.findStuck()
	s := &hunt{p: p, states: make([]state, len(p.bundles))}
	all := make([]bool, len(p.r.changes))
	total := make(vector, p.dims())
	exact = true
	for _, c := range p.clusters() {
		if len(c.bundles) == 0 && len(c.places) == 1 {
			found := p.choose(c.places[0], s.states)
			for l := p.bestOf(found).take; l != nil; l = l.next {
				all[l.change] = true
			}
			exact = exact && !found.cut
			total.add(found.top)
			continue
		}
		s.search(c)
		for i, yes := range s.best {
			all[i] = all[i] || yes
		}
		exact = exact && !s.cut
		total.add(s.bound())
	}
	return all, exact, p.valueOf(total)
}

// findStuck finds the places where red lines exclude every choice. They stay
// open and are left out.
func (p *problem) findStuck() {
	states := make([]state, len(p.bundles))
	for at := range p.r.places {
		if len(p.choose(at, states).list) == 0 {
			p.stick(at)
		}
	}
}

func (p *problem) stick(at int) {
	if p.open[at] {
		return
	}
	p.open[at] = true
	for _, l := range p.r.stand.lines {
		if l.place == at || slices.ContainsFunc(l.changes, func(i int) bool { return p.place[i] == at }) {
			p.stuck = append(p.stuck, l.party+": "+l.name)
		}
	}
}

// cluster are places that are solved together, and the bundles that couple
// them.
type cluster struct {
	places  []int
	bundles []int
}

// clusters tells the places apart that nothing couples. All but the sum of
// weights couple every place.
func (p *problem) clusters() []cluster {
	if p.o.Objective != SumOfWeights {
		c := cluster{}
		for at := range p.r.places {
			if !p.open[at] {
				c.places = append(c.places, at)
			}
		}
		for k := range p.bundles {
			c.bundles = append(c.bundles, k)
		}
		return []cluster{c}
	}
	seen := make([]bool, len(p.r.places))
	var out []cluster
	for at := range p.r.places {
		if seen[at] || p.open[at] {
			continue
		}
		c := cluster{places: []int{at}}
		seen[at] = true
		for n := 0; n < len(c.places); n++ {
			for _, k := range p.touches[c.places[n]] {
				if slices.Contains(c.bundles, k) {
					continue
				}
				c.bundles = append(c.bundles, k)
				for _, q := range p.bundles[k].places {
					if !seen[q] && !p.open[q] {
						seen[q] = true
						c.places = append(c.places, q)
					}
				}
			}
		}
		slices.Sort(c.places)
		slices.Sort(c.bundles)
		out = append(out, c)
	}
	return out
}
