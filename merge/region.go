package merge

import "github.com/rollingtext/rollingtext/amend"

// region is a stretch of the base, in clauses as [amend.Layout.Extent] counts
// them, of which no change reaches out: it is merged by itself.
type region struct {
	first, last int
	changes     []Change
	errs        []error
}

// extent is what [amend.Layout.Extent] says of a change.
type extent struct{ first, last int32 }

// divide puts changes into parts, in the order of the base. O(n + clauses).
func divide(l *amend.Layout, list []Change, extents []extent) []region {
	at := make([]int32, l.Clauses()+1) // by clause: how many changes start there
	reach := make([]int32, l.Clauses()+1)
	for _, e := range extents {
		at[e.first]++
		reach[e.first] = max(reach[e.first], e.last)
	}
	var out []region
	of := make([]int32, len(at)) // by clause: its region
	var sizes []int32
	for c, n := range at {
		if n == 0 {
			continue
		}
		if k := len(out) - 1; k < 0 || c > out[k].last {
			out, sizes = append(out, region{first: c, last: c}), append(sizes, 0)
		}
		k := len(out) - 1
		of[c] = int32(k)
		out[k].last = max(out[k].last, int(reach[c]))
		sizes[k] += n
	}
	order := make([]int32, len(list))
	next := make([]int32, len(out))
	sum := int32(0)
	for k, n := range sizes {
		next[k] = sum
		sum += n
	}
	for i, e := range extents {
		k := of[e.first]
		order[next[k]] = int32(i)
		next[k]++
	}
	room := make([]Change, len(list))
	parallel(len(out), func(lo, hi int) {
		for k := lo; k < hi; k++ {
			end := next[k]
			mine := room[end-sizes[k] : end : end]
			for i := range mine {
				mine[i] = list[order[int(end-sizes[k])+i]]
			}
			out[k].changes = mine
		}
	})
	return out
}

// settle merges the changes of a region: what one party may not propose twice is
// left out, what is the same is united, what is put at one point is ordered.
func (p *region) settle(l *amend.Layout) {
	p.changes, p.errs = oneVoice(l, p.changes)
	p.changes = arrangeAll(agree(l, unite(p.changes)))
}
