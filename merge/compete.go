package merge

import (
	"cmp"
	"slices"

	"github.com/rollingtext/rollingtext/amend"
)

// overlapping calls f with every two changes whose places touch, each change
// by its index. One sweep over the base.
func overlapping(list []Change, f func(i, j int)) {
	type entry struct{ lo, hi, i int }
	entries := make([]entry, 0, len(list))
	for i, c := range list {
		s := c.Reach()
		entries = append(entries, entry{s.Start, s.End, i})
		if c.Op == amend.Move {
			entries = append(entries, entry{c.At, c.At, i})
		}
	}
	slices.SortFunc(entries, func(x, y entry) int { return cmp.Or(cmp.Compare(x.lo, y.lo), cmp.Compare(x.i, y.i)) })
	var open []entry
	for _, e := range entries {
		open = slices.DeleteFunc(open, func(o entry) bool { return o.hi < e.lo })
		for _, o := range open {
			if o.i != e.i {
				f(o.i, e.i)
			}
		}
		open = append(open, e)
	}
}

// rivals lists for each change those that compete with it, in order. Nobody
// competes with himself: what one party proposes was made of one text.
func rivals(l *amend.Layout, list []Change) [][]int {
	out := make([][]int, len(list))
	overlapping(list, func(i, j int) {
		if l.Compete(list[i].Located, list[j].Located) && !shareSponsor(list[i], list[j]) {
			out[i] = append(out[i], j)
			out[j] = append(out[j], i)
		}
	})
	for i := range out {
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i]) // a move touches in two places
	}
	return out
}

// components groups changes that are connected by competing, each group in
// order, the groups by their first change.
func components(rivals [][]int) [][]int {
	seen := make([]bool, len(rivals))
	var out [][]int
	for i := range rivals {
		if seen[i] {
			continue
		}
		group := []int{i}
		seen[i] = true
		for k := 0; k < len(group); k++ {
			for _, j := range rivals[group[k]] {
				if !seen[j] {
					seen[j] = true
					group = append(group, j)
				}
			}
		}
		slices.Sort(group)
		out = append(out, group)
	}
	return out
}

func shareSponsor(x, y Change) bool {
	return slices.ContainsFunc(x.Sponsors, func(s string) bool { return slices.Contains(y.Sponsors, s) })
}
