package merge

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
)

// components groups changes that are connected by competing, each group in
// order, the groups by their first change.
//
// One sweep over the base. What is met is kept in clusters of changes that are
// connected already, so that a change has to find one rival in a knot and
// not all of them: O(n log n) where changes that overlap compete, as all do but
// for deletions that share white space, and for moves.
func (r *rivalry) components() [][]int {
	s := sweep{rivalry: r, up: make([]int32, len(r.list)), soft: map[int][]*knot{}}
	for i := range s.up {
		s.up[i] = int32(i)
	}
	for k := range r.sites {
		if r.sites[k].rivals {
			s.joinSite(int32(k))
		}
	}
	for _, e := range r.open {
		s.meet(e)
	}
	at := make([]int32, len(r.list)) // by root: its group, from 1
	var sizes []int32
	for i := range r.list {
		root := s.find(int32(i))
		if at[root] == 0 {
			sizes = append(sizes, 0)
			at[root] = int32(len(sizes))
		}
		sizes[at[root]-1]++
	}
	out, room := make([][]int, len(sizes)), make([]int, len(r.list))
	for g, n := range sizes {
		out[g], room = room[:0:n], room[n:]
	}
	for i := range r.list {
		g := at[s.find(int32(i))] - 1
		out[g] = append(out[g], i)
	}
	return out
}

// sweep is the state of a sweep over the base.
type sweep struct {
	*rivalry
	up     []int32         // by change: one of its group, itself at the root
	hard   []*knot         // changes of text that may reach what comes
	soft   map[int][]*knot // words inserted, by the clause that they belong to
	movers []node
}

// node is a part of a site that is connected.
type node struct {
	contact
	members []int32
}

// knot holds nodes that are connected.
type knot struct {
	nodes      []node
	suppresses []node // those that take whole clauses out
	far        node   // that which reaches furthest
}

func (s *sweep) find(i int32) int32 {
	for s.up[i] != i {
		s.up[i] = s.up[s.up[i]]
		i = s.up[i]
	}
	return i
}

func (s *sweep) union(i, j int32) { s.up[s.find(j)] = s.find(i) }

// joinSite connects the changes at a site that compete among themselves, all
// but those of one sponsor.
func (s *sweep) joinSite(k int32) {
	members := s.members(k)
	seen := map[string]bool{}
	apart := true
	for _, i := range members {
		for _, name := range s.list[i].Sponsors {
			apart = apart && !seen[name]
			seen[name] = true
		}
	}
	if apart {
		for _, i := range members[1:] {
			s.union(members[0], i)
		}
		return
	}
	// Those of the very same sponsors have the same rivals: one stands for all.
	by := map[string][]int32{}
	var left []string
	for _, i := range members {
		names := strings.Join(s.list[i].Sponsors, "\x00")
		if by[names] == nil {
			left = append(left, names)
		}
		by[names] = append(by[names], i)
	}
	for len(left) > 0 {
		reached := []string{left[0]}
		left = left[1:]
		for k := 0; k < len(reached); k++ {
			from := by[reached[k]]
			left = slices.DeleteFunc(left, func(names string) bool {
				if shareSponsor(&s.list[from[0]], &s.list[by[names][0]]) {
					return false
				}
				for _, i := range by[names] {
					s.union(from[0], i)
				}
				reached = append(reached, names)
				return true
			})
		}
		if len(reached) > 1 {
			for _, i := range by[reached[0]] {
				s.union(by[reached[1]][0], i)
			}
		}
	}
}

// meet connects the changes of a site with those met before.
func (s *sweep) meet(e contact) {
	s.hard = reaching(s.hard, e.lo)
	nodes := s.nodes(e)
	for _, c := range s.hard {
		s.link(nodes, c)
	}
	switch kind := s.sites[e.site].kind; kind {
	case soft:
		owner := s.change(e.site).Owner()
		beside := reaching(s.soft[owner], e.lo)
		for _, c := range beside {
			s.link(nodes, c)
		}
		for _, n := range nodes {
			beside = s.gather(beside, n)
		}
		s.soft[owner] = beside
	case hard, mover:
		s.movers = slices.DeleteFunc(s.movers, func(m node) bool { return m.hi < e.lo })
		for _, m := range s.movers {
			for _, n := range nodes {
				s.try(n, m)
			}
		}
		if kind == mover {
			s.movers = append(s.movers, nodes...)
			return
		}
		for _, n := range nodes {
			s.hard = s.gather(s.hard, n)
		}
	}
}

// reaching drops the clusters that end before an offset.
func reaching(list []*knot, offset int) []*knot {
	return slices.DeleteFunc(list, func(c *knot) bool { return c.far.hi < offset })
}

// nodes are the connected parts of a site.
func (s *sweep) nodes(e contact) []node {
	members := s.members(e.site)
	if len(members) == 1 {
		return []node{{e, members}}
	}
	root, one := s.find(members[0]), true
	for _, i := range members[1:] {
		one = one && s.find(i) == root
	}
	if s.sites[e.site].rivals && one {
		return []node{{e, members}}
	}
	out := make([]node, len(members))
	for k := range members {
		out[k] = node{e, members[k : k+1]}
	}
	return out
}

// link connects nodes of one site with a knot, each where it has a rival.
func (s *sweep) link(nodes []node, c *knot) {
	e := nodes[0]
	if c.far.hi > e.lo || s.sites[e.site].kind == soft && s.sites[c.far.site].kind == soft {
		// Mostly that which reaches furthest competes with all of them.
		rest := nodes[:0:0]
		for _, n := range nodes {
			if !s.try(n, c.far) {
				rest = append(rest, n)
			}
		}
		if len(rest) == 0 {
			return
		}
		nodes = rest
		c.nodes = slices.DeleteFunc(c.nodes, func(o node) bool { return o.hi < e.lo })
	}
	among := c.nodes
	if c.far.hi == e.lo && s.sites[c.far.site].kind == hard { // they touch: only what takes clauses out can hold it
		among = c.suppresses
	}
	var hits []node
	for _, o := range among {
		if s.compete(e.site, o.site) {
			if len(nodes) == 1 && s.try(nodes[0], o) {
				return
			}
			hits = append(hits, o)
		}
	}
	for _, n := range nodes {
		for _, o := range hits {
			if s.try(n, o) {
				break
			}
		}
	}
}

// try connects two nodes if any of their changes compete, and reports whether
// they are connected.
func (s *sweep) try(x, y node) bool {
	if s.find(x.members[0]) == s.find(y.members[0]) {
		return true
	}
	if !s.compete(x.site, y.site) {
		return false
	}
	for _, i := range x.members {
		for _, j := range y.members {
			if !shareSponsor(&s.list[i], &s.list[j]) {
				s.union(i, j)
				return true
			}
		}
	}
	return false
}

// compete reports whether the changes of two sites compete, whoever proposes
// them.
func (s *sweep) compete(x, y int32) bool {
	if x == y {
		return s.sites[x].rivals
	}
	return s.layout.Compete(s.change(x).Located, s.change(y).Located)
}

// gather adds a node to the knot that it is connected with, and makes one
// of all clusters that it connects.
func (s *sweep) gather(list []*knot, n node) []*knot {
	root := s.find(n.members[0])
	var into *knot
	list = slices.DeleteFunc(list, func(c *knot) bool {
		if s.find(c.far.members[0]) != root {
			return false
		}
		if into == nil {
			into = c
			return false
		}
		if len(into.nodes) < len(c.nodes) {
			*into, *c = *c, *into
		}
		into.nodes = append(into.nodes, c.nodes...)
		into.suppresses = append(into.suppresses, c.suppresses...)
		if c.far.hi > into.far.hi {
			into.far = c.far
		}
		return true
	})
	if into == nil {
		into = &knot{}
		list = append(list, into)
	}
	op := s.change(n.site).Op
	into.add(n, op == amend.Delete || op == amend.Alternative)
	return list
}

func (c *knot) add(n node, suppresses bool) {
	if len(c.nodes) == 0 || n.hi > c.far.hi {
		c.far = n
	}
	c.nodes = append(c.nodes, n)
	if suppresses {
		c.suppresses = append(c.suppresses, n)
	}
}
