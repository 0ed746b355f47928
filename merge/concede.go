package merge

import (
	"cmp"
	"slices"
)

// Concession is the least change of positions that clears one bracket: if
// these parties could live with it, these changes would stand and nothing else
// at the place.
type Concession struct {
	Place   int      // index in Rolling.Places
	Parties []string // who would have to move, sorted
	Adopt   []int    // by index in Rolling.Changes; none: the text as it stands
	// Proven says that no fewer parties would do. A place with very many ways
	// out is not searched to the end.
	Proven bool
}

// waysOut is how many ways to resolve one place are compared.
const waysOut = 4096

// Concessions returns for every place that is still open how it could be
// cleared with the fewest parties moving; of several ways that with the least
// weight moving, then the first in the order of the base. Each place is looked
// at by itself, with the conditions that the outcome meets: what is said on
// condition of another open place counts as not accepted.
func (o *Outcome) Concessions() []Concession {
	if o.rolling.stand == nil {
		r, _ := o.rolling.With(Positions{})
		c := *o
		c.rolling = r
		o = &c
	}
	var out []Concession
	for _, at := range o.OpenPlaces() {
		out = append(out, o.concede(at))
	}
	return out
}

func (o *Outcome) concede(at int) Concession {
	best := Concession{Place: at, Proven: true}
	var least Weight
	found := false
	ways := 0
	try := func(set []int) {
		ways++
		who, weight := o.movers(at, set)
		if found && cmp.Or(cmp.Compare(len(who), len(best.Parties)), cmp.Compare(weight, least)) >= 0 {
			return
		}
		best.Parties, best.Adopt, least, found = who, slices.Clone(set), weight, true
	}
	changes := o.rolling.places[at].Changes
	var walk func(k int, set []int)
	walk = func(k int, set []int) {
		if ways >= waysOut {
			best.Proven = false
			return
		}
		if k == len(changes) {
			try(set)
			return
		}
		i := changes[k]
		if !slices.ContainsFunc(o.rolling.rivals.of(i), func(j int) bool { return slices.Contains(set, j) }) {
			walk(k+1, append(slices.Clone(set), i))
		}
		walk(k+1, set)
	}
	try(nil)
	walk(0, nil)
	return best
}

// movers are those who would have to accept what they do not accept now, if
// just these changes stood at a place.
func (o *Outcome) movers(at int, set []int) (who []string, weight Weight) {
	r := o.rolling
	met := func(k int) bool { return k < len(o.met) && o.met[k] }
	for _, v := range r.stand.voices {
		moves := false
		for _, i := range r.places[at].Changes {
			s := r.stance(v, i, at, met)
			if slices.Contains(set, i) {
				moves = moves || s == Opposes
				continue
			}
			if s != Proposes && s != Supports {
				continue
			}
			moves = moves || !slices.ContainsFunc(r.rivals.of(i), func(j int) bool {
				return slices.Contains(set, j) && worth[r.stance(v, j, at, met)] >= worth[CanLiveWith]
			}) && worth[r.stand.base[v.name][at]] < worth[CanLiveWith]
		}
		if moves {
			who = append(who, v.name)
			weight += v.weight
		}
	}
	return who, weight
}
