package merge

import (
	"fmt"
	"slices"
)

// Count is the figures of a vote.
type Count struct {
	For, Against, Abstained, Present Weight
}

// Cast returns how many are present and voting: those who abstain do not vote
// (UN General Assembly, rule 86).
func (c Count) Cast() Weight { return c.For + c.Against }

// String returns the figures as they are announced.
func (c Count) String() string {
	return fmt.Sprintf("%s for, %s against, %s abstaining", c.For, c.Against, c.Abstained)
}

// Figures returns what is counted by heads: the figures of the vote if it was
// taken, else those who are listed, each member of a group as one.
func (t Tally) Figures() Count {
	if t.Given || t.Votes != (Count{}) {
		return t.Votes
	}
	abstained := len(t.Silent) + len(t.Accepts) + len(t.Reserves)
	return Count{
		Weight(len(t.For)) * One, Weight(len(t.Against)) * One, Weight(abstained) * One,
		Weight(len(t.For)+len(t.Against)+abstained) * One,
	}
}

// Weighed returns what is counted by weight; the figures by heads if no
// weights are known.
func (t Tally) Weighed() Count {
	if t.Given || t.Weights == (Count{}) {
		return t.Figures()
	}
	return t.Weights
}

// side is how a voice is counted.
type side uint8

const (
	abstains side = iota
	isFor
	isAgainst
)

// count adds a voice to the side that it is on.
func (t *Tally) count(v voice, s side) {
	for _, x := range []struct {
		c *Count
		w Weight
	}{{&t.Votes, Weight(v.votes) * One}, {&t.Weights, v.weight}} {
		x.c.Present += x.w
		switch s {
		case isFor:
			x.c.For += x.w
		case isAgainst:
			x.c.Against += x.w
		default:
			x.c.Abstained += x.w
		}
	}
}

// take notes what a voice says.
func (t *Tally) take(v voice, s Stance, rival bool) {
	switch {
	case s == Proposes || s == Supports:
		t.For = append(t.For, v.name)
		t.count(v, isFor)
	case s == Opposes:
		t.Objects = append(t.Objects, v.name)
		t.Against = append(t.Against, v.name)
		t.count(v, isAgainst)
	case s == CanLiveWith:
		t.Accepts = append(t.Accepts, v.name)
		t.count(v, abstains)
	case s == Reserves:
		t.Reserves = append(t.Reserves, v.name)
		t.count(v, abstains)
	case rival:
		t.Against = append(t.Against, v.name)
		t.count(v, isAgainst)
	default:
		t.Silent = append(t.Silent, v.name)
		t.count(v, abstains)
	}
}

// poll counts where everybody stands on a change, with the conditions that are
// met.
func (r *Rolling) poll(i, place int, met func(int) bool) Tally {
	t := Tally{Change: i}
	for _, v := range r.stand.voices {
		s := r.stance(v, i, place, met)
		rival := s == Silent && slices.ContainsFunc(r.rivals.of(i), func(j int) bool {
			x := r.stance(v, j, place, met)
			return x == Proposes || x == Supports
		})
		t.take(v, s, rival)
	}
	if f, ok := r.stand.figures[i]; ok {
		t.Given = true
		t.Votes = Count{f.For, f.Against, f.Abstained, f.Present}
		t.Weights = t.Votes
	}
	return t
}

// pollWhole counts where everybody stands on a clause as amended, or with ""
// on the whole text.
func (r *Rolling) pollWhole(label string) Tally {
	t := Tally{Change: -1}
	for _, v := range r.stand.voices {
		s, ok := r.stand.whole[v.name][label]
		for _, g := range spokenFor(v, r.stand.given.Parties) {
			if !ok {
				s, ok = r.stand.whole[g][label]
			}
		}
		t.take(v, s, false)
	}
	if f, ok := r.stand.ended[label]; ok {
		t.Given = true
		t.Votes = Count{f.For, f.Against, f.Abstained, f.Present}
		t.Weights = t.Votes
	}
	return t
}
