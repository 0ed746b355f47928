package merge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
)

// rivalry says which changes of a list compete. It holds no pairs, of which
// there can be as many as the square of the changes: it groups the changes by
// [amend.Site], and finds on demand those that touch one.
type rivalry struct {
	layout *amend.Layout
	list   []Change
	sites  []site
	siteOf []int32   // by change
	order  []int32   // changes by site
	open   []contact // where changes of a site may meet others, by where they start
	reach  []int     // by node of a balanced tree over open: how far it reaches
}

// site holds the changes that compete with the same others.
type site struct {
	first, end int32 // in order
	rivals     bool  // they compete among themselves
	kind       kind
}

// contact is where a change meets others.
type contact struct {
	lo, hi int
	site   int32
}

// kind tells apart what meets in different ways.
type kind uint8

const (
	hard     kind = iota // changes a contact of the base
	mover                // moves a clause
	arriving             // puts a clause somewhere
	soft                 // inserts words
	idle                 // competes with nothing
)

func kindOf(c Change) kind {
	switch {
	case c.Follows:
		return idle
	case c.Op == amend.Insert:
		return arriving
	case c.Op == amend.Move:
		return mover
	case c.Span.Len() == 0 && c.Op != amend.Alternative:
		return soft
	}
	return hard
}

// newRivalry groups changes of which no two are the same. O(n log n).
func newRivalry(l *amend.Layout, list []Change) *rivalry {
	r := &rivalry{layout: l, list: list, siteOf: make([]int32, len(list)), order: make([]int32, len(list))}
	at := make(map[amend.Site]int32, len(list))
	var sizes []int32
	for i := range list {
		s := list[i].Site()
		k, ok := at[s]
		if !ok {
			k = int32(len(sizes))
			at[s] = k
			sizes = append(sizes, 0)
		}
		r.siteOf[i] = k
		sizes[k]++
	}
	r.sites = make([]site, len(sizes))
	next := int32(0)
	for k, n := range sizes {
		r.sites[k].first, r.sites[k].end = next, next
		next += n
	}
	for i, k := range r.siteOf {
		s := &r.sites[k]
		r.order[s.end] = int32(i)
		s.end++
	}
	for k := range r.sites {
		s := &r.sites[k]
		members := r.order[s.first:s.end]
		c := &list[members[0]]
		s.kind = kindOf(*c)
		if len(members) > 1 {
			s.rivals = l.Compete(c.Located, list[members[1]].Located)
		}
		if s.kind == idle {
			continue
		}
		reach := c.Reach()
		r.open = append(r.open, contact{reach.Start, reach.End, int32(k)})
		if s.kind == mover {
			r.open = append(r.open, contact{c.At, c.At, int32(k)})
		}
	}
	slices.SortFunc(r.open, func(x, y contact) int {
		return cmp.Or(cmp.Compare(x.lo, y.lo), cmp.Compare(r.sites[x.site].kind, r.sites[y.site].kind), cmp.Compare(x.site, y.site))
	})
	r.grow()
	return r
}

// grow builds the tree over the stretches: the node of a range holds how far
// its stretches reach.
func (r *rivalry) grow() {
	r.reach = make([]int, len(r.open))
	var build func(lo, hi int) int
	build = func(lo, hi int) int {
		if lo >= hi {
			return -1
		}
		mid := int(uint(lo+hi) / 2)
		r.reach[mid] = max(r.open[mid].hi, build(lo, mid), build(mid+1, hi))
		return r.reach[mid]
	}
	build(0, len(r.open))
}

// meeting calls f with the site of every contact that touches one.
func (r *rivalry) meeting(s contact, f func(site int32)) {
	var visit func(lo, hi int)
	visit = func(lo, hi int) {
		for lo < hi {
			mid := int(uint(lo+hi) / 2)
			if r.reach[mid] < s.lo {
				return
			}
			visit(lo, mid)
			if r.open[mid].lo > s.hi {
				return
			}
			if r.open[mid].hi >= s.lo {
				f(r.open[mid].site)
			}
			lo = mid + 1
		}
	}
	visit(0, len(r.open))
}

func (r *rivalry) members(s int32) []int32 { return r.order[r.sites[s].first:r.sites[s].end] }

// change returns a change that stands for all of a site.
func (r *rivalry) change(s int32) *Change { return &r.list[r.order[r.sites[s].first]] }

// rivalSites lists the sites whose changes compete with a change, but for
// those of its own sponsors.
func (r *rivalry) rivalSites(i int) []int32 {
	c, own := &r.list[i], r.siteOf[i]
	if r.sites[own].kind == idle {
		return nil
	}
	var out []int32
	add := func(s int32) {
		if s == own && r.sites[s].rivals || s != own && r.layout.Compete(c.Located, r.change(s).Located) {
			out = append(out, s)
		}
	}
	reach := c.Reach()
	r.meeting(contact{lo: reach.Start, hi: reach.End}, add)
	if c.Op == amend.Move {
		r.meeting(contact{lo: c.At, hi: c.At}, add)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// of lists the changes that compete with one, in order. Nobody competes with
// himself: what one party proposes was made of one text. O(log n + sites that
// touch it + rivals).
func (r *rivalry) of(i int) []int {
	var out []int
	for _, s := range r.rivalSites(i) {
		for _, j := range r.members(s) {
			if int(j) != i && !shareSponsor(&r.list[i], &r.list[j]) {
				out = append(out, int(j))
			}
		}
	}
	slices.Sort(out)
	return out
}

// shareSponsor reports whether one party proposes both.
func shareSponsor(x, y *Change) bool {
	a, b := x.Sponsors, y.Sponsors
	for len(a) > 0 && len(b) > 0 {
		switch c := strings.Compare(a[0], b[0]); {
		case c == 0:
			return true
		case c < 0:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}
