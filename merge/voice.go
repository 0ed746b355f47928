package merge

import (
	"cmp"
	"slices"

	"github.com/rollingtext/rollingtext/amend"
)

// oneVoice leaves out what competes with something that the same party
// proposes too. The changes of each party are compared with its own only:
// O(n log n), plus a comparison for every two of one party that overlap.
func oneVoice(l *amend.Layout, list []Change) ([]Change, []error) {
	sortChanges(list)
	type entry struct{ lo, hi, i int }
	entries := make([]entry, 0, len(list))
	for i := range list {
		c := &list[i]
		s := c.Reach()
		if s.Len() > 0 || c.Op == amend.Insert || c.Op == amend.Move || c.Op == amend.Alternative {
			entries = append(entries, entry{s.Start, s.End, i})
		}
		if c.Op == amend.Move {
			entries = append(entries, entry{c.At, c.At, i})
		}
	}
	slices.SortFunc(entries, func(x, y entry) int { return cmp.Or(cmp.Compare(x.lo, y.lo), cmp.Compare(x.i, y.i)) })
	bad := make([]bool, len(list))
	open := map[string][]int{} // by party: entries that may reach what comes, in order
	var errs []error
	var near []int
	for k, e := range entries {
		near = near[:0]
		c := &list[e.i]
		for _, party := range c.Sponsors {
			mine := slices.DeleteFunc(open[party], func(o int) bool { return entries[o].hi < e.lo || bad[entries[o].i] })
			near = append(near, mine...)
			if c.Op != amend.Insert { // what is put somewhere excludes nothing that starts there
				mine = append(mine, k)
			}
			open[party] = mine
		}
		if len(c.Sponsors) > 1 {
			slices.Sort(near)
			near = slices.Compact(near)
		}
		for _, o := range near {
			i, j := min(entries[o].i, e.i), max(entries[o].i, e.i)
			if i == j || bad[i] || bad[j] || !clash(&list[i], &list[j]) || !l.Compete(list[i].Located, list[j].Located) {
				continue
			}
			bad[j] = true
			errs = append(errs, &SelfError{firstShared(list[i].Sponsors, list[j].Sponsors), list[i].Tabled[0], list[j].Tabled[0]})
		}
	}
	if len(errs) == 0 {
		return list, nil
	}
	out := list[:0]
	for i := range list {
		if !bad[i] {
			out = append(out, list[i])
		}
	}
	return out, errs
}

// firstShared returns the first name of one list that is in another.
func firstShared(x, y []string) string {
	for _, s := range x {
		if slices.Contains(y, s) {
			return s
		}
	}
	return ""
}

// clash reports whether two changes cannot be made of one text, even by one
// party: they change the same bytes, or put something into what is changed.
func clash(x, y *Change) bool {
	inside := func(c, d *Change) bool {
		return (c.Op == amend.Insert || c.Op == amend.Move) && d.Op != amend.Move && d.Span.Start < c.At && c.At < d.Span.End
	}
	return x.Span.Len() > 0 && y.Span.Len() > 0 && x.Span.Start < y.Span.End && y.Span.Start < x.Span.End || inside(x, y) || inside(y, x)
}
