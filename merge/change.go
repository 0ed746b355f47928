package merge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
)

// Change is something that one or more parties propose in the same words at
// the same place.
type Change struct {
	amend.Located
	// Sponsors are all who propose it, sorted.
	Sponsors []string
	// Tabled are the amendments that say so, in the order of their ids.
	Tabled []amend.Amendment
}

// compareChanges puts changes in the order of the base, then of what they do.
// Those with the same effect come next to each other.
func compareChanges(x, y Change) int {
	return cmp.Or(
		cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(x.Span.End, y.Span.End),
		cmp.Compare(class(x), class(y)), cmp.Compare(x.At, y.At), cmp.Compare(x.To.Order, y.To.Order),
		strings.Compare(x.Text, y.Text), boolOrder(x.Follows, y.Follows),
		cmp.Compare(x.Op, y.Op), slices.Compare(x.Sponsors, y.Sponsors),
		slices.Compare(x.ID[:], y.ID[:]), cmp.Compare(x.Part, y.Part),
	)
}

// class is alike for operations that may have the same effect.
func class(c Change) int {
	switch c.Op {
	case amend.Insert:
		return 0
	case amend.Delete, amend.Alternative:
		return 2
	case amend.Move:
		return 3
	}
	return 1
}

func boolOrder(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	}
	return 1
}

// unite makes one change of those with the same effect, in order. Whole
// clauses put somewhere are united where their order is settled.
func unite(list []Change) []Change {
	slices.SortFunc(list, compareChanges)
	out := list[:0:0]
	for _, c := range list {
		if k := len(out) - 1; k >= 0 && same(out[k], c) {
			out[k] = join(out[k], c)
		} else {
			out = append(out, c)
		}
	}
	return out
}

func same(x, y Change) bool {
	if x.Op == amend.Insert || x.Op == amend.Move {
		return false
	}
	return x.Follows == y.Follows && amend.Same(x.Located, y.Located)
}

// join adds the sponsors and the amendments of one change to another.
func join(x, y Change) Change {
	x.Sponsors = sorted(slices.Concat(x.Sponsors, y.Sponsors))
	x.Tabled = slices.Concat(x.Tabled, y.Tabled)
	sortAmendments(x.Tabled)
	return x
}

// sortAmendments puts amendments in the order of their ids.
func sortAmendments(list []amend.Amendment) {
	slices.SortStableFunc(list, func(a, b amend.Amendment) int {
		return cmp.Or(slices.Compare(a.ID[:], b.ID[:]), cmp.Compare(a.Part, b.Part))
	})
}

func sorted(names []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(names)))
}
