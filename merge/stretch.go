package merge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
)

// stretch is a stretch of a row that a bracket holds: parts lo to hi.
type stretch struct {
	lo, hi int
	places []int // sorted
	inner  []int // those that lie in it, if they are others
}

// stretches finds what goes into brackets: for each place about which the
// readers differ what its changes bring and take away. Of stretches that lie in
// each other the outer ones are returned, those that cross are one.
func (s *shower) stretches(row []part, who, in []int) []stretch {
	differ := s.differ(who)
	var list []stretch
	for _, p := range differ {
		list = append(list, s.touched(row, p, in)...)
	}
	list = s.united(list)
	// Whatever else not all readers have goes by all that they differ about.
	covered := func(i int) bool {
		return slices.ContainsFunc(list, func(b stretch) bool { return b.lo <= i && i <= b.hi })
	}
	rest := false
	for i, p := range row {
		if len(p.who) < len(who) && !covered(i) {
			list = append(list, stretch{lo: i, hi: i, places: differ})
			rest = true
		}
	}
	if rest {
		list = s.united(list)
	}
	list = s.beside(row, list)
	for i := range list {
		list[i].places = s.implied(list[i], who)
	}
	return list
}

// implied returns the places of a stretch, with those in it that leave nothing
// to choose once it is known what a reader has at the others.
func (s *shower) implied(b stretch, who []int) []int {
	if len(b.inner) == 0 {
		return b.places
	}
	groups := map[string]int{} // a reader of each
	for _, w := range who {
		k := key(s.changes(b.places, w))
		if _, ok := groups[k]; !ok {
			groups[k] = w
		}
	}
	out := b.places
	for _, p := range b.inner {
		if !slices.ContainsFunc(who, func(w int) bool {
			first := groups[key(s.changes(b.places, w))]
			return !slices.Equal(s.readings[w].at[p], s.readings[first].at[p])
		}) {
			out = merged(out, []int{p})
		}
	}
	return out
}

// changes returns what a reading has at some places, sorted.
func (s *shower) changes(places []int, reading int) []int {
	var out []int
	for _, p := range places {
		out = append(out, s.readings[reading].at[p]...)
	}
	slices.Sort(out)
	return out
}

// differ returns the places about which some readers differ, sorted.
func (s *shower) differ(who []int) []int {
	type choice struct {
		acts []int
		n    int
	}
	by := map[int]choice{}
	many := map[int]bool{}
	for _, w := range who {
		for p, list := range s.readings[w].at {
			c, ok := by[p]
			if ok && !slices.Equal(c.acts, list) {
				many[p] = true
			}
			by[p] = choice{list, c.n + 1}
		}
	}
	var out []int
	for p, c := range by {
		if many[p] || c.n < len(who) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// touched returns the stretches of a row that a place is about: one for all
// that is reworded, taken away or put in within it, and for a clause that is
// moved its old place and each new one.
func (s *shower) touched(row []part, place int, in []int) []stretch {
	var list []stretch
	words := stretch{lo: -1, places: []int{place}}
	for i, a := range s.cell.acts {
		if a.place != place {
			continue
		}
		b := stretch{lo: -1, places: []int{place}}
		for k, p := range row {
			if p.act == i {
				if a.Op == amend.Move {
					list = append(list, stretch{lo: k, hi: k, places: b.places})
				} else {
					b.add(k)
				}
			} else if !slices.Contains(in, i) && s.takes(i, p) {
				b.add(k)
			}
		}
		switch {
		case b.lo < 0:
		case a.Op == amend.Move:
			list = append(list, b)
		default:
			words.add(b.lo)
			words.add(b.hi)
		}
	}
	if words.lo >= 0 {
		list = append(list, words)
	}
	slices.SortFunc(list, func(x, y stretch) int { return cmp.Compare(x.lo, y.lo) })
	out := list[:0]
	for _, b := range list { // what touches is one
		if k := len(out) - 1; k >= 0 && b.lo <= out[k].hi+1 {
			out[k].hi = max(out[k].hi, b.hi)
		} else {
			out = append(out, b)
		}
	}
	return out
}

// takes reports whether an act takes a part away: words of the base or what is
// adopted in their place, or what is put into a clause that it moves.
func (s *shower) takes(i int, p part) bool {
	a := s.cell.acts[i]
	switch {
	case p.act >= 0 && a.Op == amend.Move:
		return s.cell.liesIn(p.act, i)
	case p.act >= 0:
		x := s.cell.acts[p.act]
		return x.place < 0 && x.Span.Len() > 0 && x.Op != amend.Move && a.Span.Start <= x.Span.Start && x.Span.End <= a.Span.End
	}
	return p.base.Len() > 0 && a.Span.Start <= p.base.Start && p.base.End <= a.Span.End
}

func (b *stretch) add(k int) {
	if b.lo < 0 {
		b.lo, b.hi = k, k
	}
	b.lo, b.hi = min(b.lo, k), max(b.hi, k)
}

// united returns the outermost of some stretches; those that cross are made one.
func (s *shower) united(list []stretch) []stretch {
	slices.SortStableFunc(list, func(x, y stretch) int {
		return cmp.Or(cmp.Compare(x.lo, y.lo), cmp.Compare(y.hi, x.hi), -boolOrder(s.whole(x), s.whole(y)))
	})
	var out []stretch
	for _, b := range list {
		k := len(out) - 1
		switch {
		case k < 0 || out[k].hi < b.lo:
			out = append(out, b)
		case out[k].hi < b.hi:
			out[k].hi = b.hi
			out[k].places = merged(out[k].places, b.places)
		default:
			out[k].inner = append(out[k].inner, b.places...)
		}
	}
	return out
}

func merged(a, b []int) []int {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// whole reports whether a stretch is about whole clauses.
func (s *shower) whole(b stretch) bool {
	return slices.ContainsFunc(b.places, func(p int) bool {
		return slices.ContainsFunc(s.r.places[p].Changes, func(i int) bool {
			op := s.r.changes[i].Op
			return op == amend.Insert || op == amend.Move
		})
	})
}

// beside makes one stretch of those about words of one clause between which
// nothing but spaces stands.
func (s *shower) beside(row []part, list []stretch) []stretch {
	var out []stretch
	for _, b := range list {
		k := len(out) - 1
		if k >= 0 && !s.whole(out[k]) && !s.whole(b) && s.owner(out[k]) == s.owner(b) && s.near(row[out[k].hi+1:b.lo], out[k], b) {
			out[k].hi = b.hi
			out[k].places = merged(out[k].places, b.places)
			out[k].inner = append(out[k].inner, b.inner...)
			continue
		}
		out = append(out, b)
	}
	return out
}

// owner is where the clause starts that a stretch is about.
func (s *shower) owner(b stretch) int {
	return s.r.changes[s.r.places[b.places[0]].Changes[0]].Owner()
}

// near reports whether nothing but spaces of one line stands between two
// stretches, as they are seen.
func (s *shower) near(between []part, a, b stretch) bool {
	for _, p := range between {
		if p.act >= 0 || strings.Trim(p.text, spaces) != "" {
			return false
		}
	}
	text := s.r.layout.Text()
	before := s.r.places[a.places[len(a.places)-1]].Span.Of(text)
	after := s.r.places[b.places[0]].Span.Of(text)
	ends := strings.TrimSpace(before) != "" && strings.HasSuffix(strings.TrimRight(before, spaces+"\r"), "\n")
	return !ends && (strings.TrimSpace(after) == "" || !strings.HasPrefix(strings.TrimLeft(after, spaces+"\r"), "\n"))
}
