package merge

import (
	"cmp"
	"encoding/binary"
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

	own map[string]string // by party: its own text, where labels differ
}

// TextOf is the text of a clause that a party puts in, with the label that the
// party gave it. Parties that put in the same words at the same place propose
// the same, though each counts the clause in its own text; Text has one of the
// labels.
func (c Change) TextOf(party string) string {
	if t, ok := c.own[party]; ok {
		return t
	}
	return c.Text
}

// of is the change as a party made it.
func (c Change) of(party string) amend.Located {
	x := c.Located
	x.Text = c.TextOf(party)
	return x
}

// compareChanges puts changes in the order of the base, then of what they do.
// Those with the same effect come next to each other.
func compareChanges(x, y *Change) int {
	if c := cmp.Or(
		cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(x.Span.End, y.Span.End),
		cmp.Compare(class(x), class(y)), cmp.Compare(x.At, y.At), cmp.Compare(x.To.Order, y.To.Order),
	); c != 0 {
		return c
	}
	if c := strings.Compare(x.Text, y.Text); c != 0 {
		return c
	}
	return cmp.Or(
		cmp.Compare(x.Owner(), y.Owner()), boolOrder(x.Follows, y.Follows),
		cmp.Compare(x.Op, y.Op), slices.Compare(x.Sponsors, y.Sponsors),
		slices.Compare(x.ID[:], y.ID[:]), cmp.Compare(x.Part, y.Part),
	)
}

// sortChanges sorts in place. What is compared first is packed, and the changes
// themselves, which are large, are put to their place once.
func sortChanges(list []Change) {
	type entry struct {
		start, end, at int
		text, more     uint64 // how it begins
		class, i       int32
	}
	order := make([]entry, len(list))
	for i := range list {
		c := &list[i]
		var text [16]byte
		copy(text[:], c.Text)
		order[i] = entry{c.Span.Start, c.Span.End, c.At, binary.BigEndian.Uint64(text[:]), binary.BigEndian.Uint64(text[8:]), int32(class(c)), int32(i)}
	}
	compare := func(x, y entry) int {
		switch {
		case x.start != y.start:
			return cmp.Compare(x.start, y.start)
		case x.end != y.end:
			return cmp.Compare(x.end, y.end)
		case x.class != y.class:
			return cmp.Compare(x.class, y.class)
		case x.at != y.at:
			return cmp.Compare(x.at, y.at)
		case x.class == 0 || x.class == 3: // what is put somewhere has an order
		case x.text != y.text:
			return cmp.Compare(x.text, y.text)
		case x.more != y.more:
			return cmp.Compare(x.more, y.more)
		}
		return compareChanges(&list[x.i], &list[y.i])
	}
	if slices.IsSortedFunc(order, compare) {
		return
	}
	slices.SortFunc(order, compare)
	for k := range order { // follow each cycle of the permutation
		if i := int(order[k].i); i < 0 || i == k {
			continue
		}
		hole, kept := k, list[k]
		for {
			from := int(order[hole].i)
			order[hole].i = -1
			if from == k {
				list[hole] = kept
				break
			}
			list[hole] = list[from]
			hole = from
		}
	}
}

// class is alike for operations that may have the same effect.
func class(c *Change) int {
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

// unite makes one change of those with the same effect, of a list in order. Whole
// clauses put somewhere are united where their order is settled.
func unite(list []Change) []Change {
	different := min(1, len(list))
	for i := 1; i < len(list); i++ {
		if !same(&list[i-1], &list[i]) {
			different++
		}
	}
	if different == len(list) {
		return list
	}
	out := make([]Change, 0, different)
	for len(list) > 0 {
		n := 1
		for n < len(list) && same(&list[n-1], &list[n]) {
			n++
		}
		out = append(out, join(list[:n]))
		list = list[n:]
	}
	return out
}

func same(x, y *Change) bool {
	if x.Span != y.Span || x.Op == amend.Insert || x.Op == amend.Move {
		return false
	}
	return x.Follows == y.Follows && amend.Same(x.Located, y.Located)
}

// join makes one change of several: the first, with the sponsors and the
// amendments of all.
func join(list []Change) Change {
	out := list[0]
	if len(list) == 1 {
		return out
	}
	names, n := 0, 0
	for i := range list {
		names, n = names+len(list[i].Sponsors), n+len(list[i].Tabled)
	}
	out.Sponsors, out.Tabled = make([]string, 0, names), make([]amend.Amendment, 0, n)
	for i := range list {
		out.Sponsors = append(out.Sponsors, list[i].Sponsors...)
		out.Tabled = append(out.Tabled, list[i].Tabled...)
	}
	out.Sponsors = sorted(out.Sponsors)
	sortAmendments(out.Tabled)
	out.own = ownTexts(list)
	for i := range list {
		out.Text = min(out.Text, list[i].Text)
	}
	return out
}

// ownTexts tells for each party what its text is where they are not all alike.
func ownTexts(list []Change) map[string]string {
	alike := true
	for i := range list {
		alike = alike && list[i].own == nil && list[i].Text == list[0].Text
	}
	if alike {
		return nil
	}
	own := map[string]string{}
	for i := range list {
		for _, s := range list[i].Sponsors {
			own[s] = list[i].TextOf(s)
		}
	}
	return own
}

// sortAmendments puts amendments in the order of their ids.
func sortAmendments(list []amend.Amendment) {
	compare := func(a, b *amend.Amendment) int {
		return cmp.Or(slices.Compare(a.ID[:], b.ID[:]), cmp.Compare(a.Part, b.Part))
	}
	if len(list) < 8 {
		slices.SortStableFunc(list, func(a, b amend.Amendment) int { return compare(&a, &b) })
		return
	}
	type entry struct {
		id uint64 // how it begins
		i  int
	}
	order := make([]entry, len(list))
	for i := range list {
		order[i] = entry{binary.BigEndian.Uint64(list[i].ID[:]), i}
	}
	slices.SortFunc(order, func(x, y entry) int {
		if x.id != y.id {
			return cmp.Compare(x.id, y.id)
		}
		return cmp.Or(compare(&list[x.i], &list[y.i]), cmp.Compare(x.i, y.i))
	})
	old := slices.Clone(list)
	for k, e := range order {
		list[k] = old[e.i]
	}
}

// sorted returns names in order, each once; the slice itself where they are so.
func sorted(names []string) []string {
	if len(names) == 1 {
		return names[:1:1]
	}
	if len(names) == 0 {
		return nil
	}
	out := slices.Clone(names)
	slices.Sort(out)
	return slices.Compact(out)
}
