package merge_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/merge"
)

// compete says the same as the merge, from the layout alone.
func compete(r *merge.Rolling, i, j int) bool {
	x, y := r.Changes()[i], r.Changes()[j]
	return i != j && r.Layout().Compete(x.Located, y.Located) &&
		!slices.ContainsFunc(x.Sponsors, func(s string) bool { return slices.Contains(y.Sponsors, s) })
}

// stated are positions as the brute force understands them: by change.
type stated struct {
	r     *merge.Rolling
	list  merge.Positions
	sets  [][]int // of each position
	needs [][]int
	deals [][]int
}

func state(t require.TestingT, r *merge.Rolling, p merge.Positions) stated {
	find := func(refs ...merge.Ref) []int {
		var out []int
		for _, ref := range refs {
			c, _, err := r.Find(ref)
			require.NoError(t, err)
			out = append(out, c...)
		}
		return out
	}
	s := stated{r: r, list: p}
	for _, x := range p.Positions {
		s.sets, s.needs = append(s.sets, find(x.On)), append(s.needs, find(x.If...))
	}
	for _, d := range p.Deals {
		s.deals = append(s.deals, find(d.All...))
	}
	return s
}

func allIn(set []int, in func(int) bool) bool {
	return !slices.ContainsFunc(set, func(i int) bool { return !in(i) })
}

// score is what a party has of a choice; ok is false if it crosses its red line.
func (s stated) score(party string, in func(int) bool) (score int, ok bool) {
	ok = true
	for i, c := range s.r.Changes() {
		own, conditional, met := merge.Stance(255), false, 0
		if slices.Contains(c.Sponsors, party) {
			own = merge.Proposes
		}
		line := false
		for k, p := range s.list.Positions {
			if p.Party != party || !slices.Contains(s.sets[k], i) {
				continue
			}
			if len(s.needs[k]) == 0 {
				own, line = p.Stance, line || p.RedLine
			} else if conditional = true; allIn(s.needs[k], in) {
				met = max(met, merge.Score(p.Stance))
			}
		}
		for k, d := range s.list.Deals {
			if slices.Contains(d.Parties, party) && slices.Contains(s.deals[k], i) {
				conditional = true
				if allIn(s.deals[k], in) {
					met = max(met, 1)
				}
			}
		}
		if line && merge.Score(own) > 0 && !in(i) || line && own == merge.Opposes && in(i) && met == 0 {
			ok = false
		}
		if !in(i) {
			continue
		}
		switch {
		case met > 0 && own != 255:
			score += max(met, merge.Score(own))
		case met > 0:
			score += met
		case own != 255:
			score += merge.Score(own)
		case conditional:
			score += merge.Score(merge.Opposes)
		}
	}
	return score, ok
}

// allowed reports whether a choice takes no two that compete, and deals whole.
func (s stated) allowed(in func(int) bool) bool {
	for i := range s.r.Changes() {
		for j := range i {
			if in(i) && in(j) && compete(s.r, i, j) {
				return false
			}
		}
	}
	for _, d := range s.deals {
		if slices.ContainsFunc(d, in) && !allIn(d, in) {
			return false
		}
	}
	return true
}

// worthOf is a choice by an objective, as a list that is compared from the left.
func (s stated) worthOf(o merge.Objective, in func(int) bool) ([]*big.Rat, bool) {
	var scores, mosts []int
	for _, p := range s.r.Parties() {
		x, ok := s.score(p, in)
		if !ok {
			return nil, false
		}
		most := 0
		for i := range s.r.Changes() {
			if s.r.Changes()[i].Follows {
				continue
			}
			one, _ := s.scoreOf(p, i)
			most += max(0, one)
		}
		scores, mosts = append(scores, x), append(mosts, max(1, most))
	}
	var out []*big.Rat
	switch o {
	case merge.SumOfWeights:
		sum := int64(0)
		for k, p := range s.r.Parties() {
			sum += int64(scores[k]) * weightOf(s.list, p)
		}
		out = append(out, big.NewRat(sum, 1))
	case merge.Leximin:
		for k, x := range scores {
			out = append(out, big.NewRat(int64(x), int64(mosts[k])))
		}
		slices.SortFunc(out, (*big.Rat).Cmp)
	case merge.Nash:
		losers, loss, product := 0, 0, big.NewRat(1, 1)
		for _, x := range scores {
			if x < 0 {
				losers, loss = losers+1, loss+x
			} else {
				product.Mul(product, big.NewRat(int64(1+x), 1))
			}
		}
		out = append(out, big.NewRat(int64(-losers), 1), big.NewRat(int64(loss), 1), product)
	}
	return out, true
}

// scoreOf is what one change is worth to a party if all conditions are met.
func (s stated) scoreOf(party string, i int) (int, bool) {
	one := func(j int) bool { return j == i }
	x, _ := s.score(party, one)
	best := x
	for k, p := range s.list.Positions {
		if p.Party == party && len(s.needs[k]) > 0 && slices.Contains(s.sets[k], i) {
			best = max(best, merge.Score(p.Stance))
		}
	}
	for k, d := range s.list.Deals {
		if slices.Contains(d.Parties, party) && slices.Contains(s.deals[k], i) {
			best = max(best, 1)
		}
	}
	return best, true
}

func weightOf(p merge.Positions, party string) int64 {
	for _, q := range p.Parties {
		if q.Name == party && q.Weight > 0 {
			return int64(q.Weight / merge.One)
		}
	}
	return 1
}

// crowded is a text on which a few parties propose much that competes.
func crowded(t *rapid.T) *merge.Rolling {
	text := "1\tone two three four five\n2\tsix seven eight nine\n"
	doc := parse(text)
	copies := map[string]string{}
	for _, name := range names {
		words := strings.Split(text, " ")
		for range rapid.IntRange(0, 2).Draw(t, "edits") {
			k := rapid.IntRange(0, len(words)-1).Draw(t, "word")
			if !strings.Contains(words[k], "\n") {
				words[k] = rapid.SampledFrom([]string{"", "new", "other", "third"}).Draw(t, "for")
			}
		}
		copies[name] = strings.Join(words, " ")
	}
	var all []amend.Amendment
	for _, name := range names {
		all = append(all, amend.Derive(doc, parse(copies[name]), amend.Amendment{Sponsors: []string{name}})...)
	}
	r, err := merge.Merge(doc, all, merge.Options{Parties: names})
	require.NoError(t, err)
	return r
}

func drawPositions(t *rapid.T, r *merge.Rolling) merge.Positions {
	var p merge.Positions
	refs := make([]merge.Ref, len(r.Changes()))
	for i, c := range r.Changes() {
		refs[i] = merge.RefTo(c)
	}
	if len(refs) == 0 {
		return p
	}
	ref := rapid.SampledFrom(refs)
	for _, name := range names {
		p.Parties = append(p.Parties, merge.Party{Name: name, Weight: merge.Weight(rapid.IntRange(1, 5).Draw(t, "weight")) * merge.One})
	}
	for range rapid.IntRange(0, 6).Draw(t, "positions") {
		x := merge.Position{Party: rapid.SampledFrom(names).Draw(t, "party"), On: ref.Draw(t, "on")}
		if rapid.IntRange(0, 3).Draw(t, "condition") == 0 {
			x.Stance, x.If = merge.CanLiveWith, []merge.Ref{ref.Draw(t, "if")}
		} else {
			x.Stance = rapid.SampledFrom([]merge.Stance{merge.Supports, merge.CanLiveWith, merge.Reserves, merge.Opposes}).Draw(t, "stance")
			x.RedLine = x.Stance == merge.Opposes && rapid.Bool().Draw(t, "line")
		}
		p.Positions = append(p.Positions, x)
		if _, err := r.With(p); err != nil { // it says two things of one change
			p.Positions = p.Positions[:len(p.Positions)-1]
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, "deals") {
		d := merge.Deal{Name: "d", Parties: rapid.SliceOfN(rapid.SampledFrom(names), 1, 3).Draw(t, "parties"), All: rapid.SliceOfN(ref, 1, 3).Draw(t, "all")}
		if _, err := r.With(merge.Positions{Deals: []merge.Deal{d}}); err == nil {
			p.Deals = append(p.Deals, d)
		}
	}
	return p
}

func TestOptimumIsThatOfTryingAllChoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := crowded(t)
		p := drawPositions(t, r)
		n := len(r.Changes())
		if n > 10 {
			t.Skip("too many to try all")
		}
		s := state(t, r, p)
		r, err := r.With(p)
		require.NoError(t, err)
		for _, o := range []merge.Objective{merge.SumOfWeights, merge.Leximin, merge.Nash} {
			var best []*big.Rat
			for set := range 1 << n {
				in := func(i int) bool { return set>>i&1 == 1 }
				if !s.allowed(in) {
					continue
				}
				if v, ok := s.worthOf(o, in); ok && (best == nil || slices.CompareFunc(v, best, (*big.Rat).Cmp) > 0) {
					best = v
				}
			}
			found := r.Optimum(context.Background(), merge.OptimumOptions{Objective: o})
			require.True(t, found.Exact)
			require.Empty(t, found.Stuck)
			adopted := map[int]bool{}
			for _, d := range found.Decisions() {
				require.NotEmpty(t, d.Reason) // law 12
				adopted[d.Change] = d.Verdict == merge.Adopted
			}
			in := func(i int) bool { return adopted[i] }
			require.True(t, s.allowed(in))
			got, ok := s.worthOf(o, in)
			require.True(t, ok)
			require.Equal(t, fmt.Sprint(best), fmt.Sprint(got), "%v", o)
			early := r.Optimum(context.Background(), merge.OptimumOptions{Objective: o, Nodes: rapid.IntRange(1, 20).Draw(t, "nodes")})
			require.LessOrEqual(t, early.Value, found.Value+1e-9)
			require.GreaterOrEqual(t, early.Bound, found.Value-1e-9)
		}
	})
}

func TestARuleNeverAdoptsTwoThatCompete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := crowded(t)
		r, err := r.With(drawPositions(t, r))
		require.NoError(t, err)
		chair := merge.Chair(func(i int) merge.Verdict { return merge.Verdict(i % 2) })
		for _, rule := range []merge.Rule{merge.Consensus, merge.Unanimity, merge.Majority, merge.TwoThirds, merge.Weighted, chair} {
			o := r.Decide(rule)
			var adopted []int
			seen := map[int]bool{}
			for _, d := range o.Decisions() {
				require.NotEmpty(t, d.Reason) // law 12
				seen[d.Change] = true
				if d.Verdict == merge.Adopted {
					adopted = append(adopted, d.Change)
				}
			}
			for i, c := range r.Changes() {
				require.True(t, seen[i] || c.Follows)
			}
			for _, i := range adopted {
				for _, j := range adopted {
					require.False(t, compete(r, i, j), rule.Name())
				}
			}
		}
	})
}

func TestOrderOfPositionsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := crowded(t)
		p := drawPositions(t, r)
		a, err := r.With(p)
		require.NoError(t, err)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		q := p
		q.Positions, q.Deals, q.Parties = slices.Clone(p.Positions), slices.Clone(p.Deals), slices.Clone(p.Parties)
		rng.Shuffle(len(q.Positions), func(i, j int) { q.Positions[i], q.Positions[j] = q.Positions[j], q.Positions[i] })
		rng.Shuffle(len(q.Deals), func(i, j int) { q.Deals[i], q.Deals[j] = q.Deals[j], q.Deals[i] })
		rng.Shuffle(len(q.Parties), func(i, j int) { q.Parties[i], q.Parties[j] = q.Parties[j], q.Parties[i] })
		b, err := r.With(q)
		require.NoError(t, err)
		for _, rule := range []merge.Rule{merge.Consensus, merge.Unanimity, merge.Majority, merge.Weighted} {
			require.Equal(t, a.Decide(rule).Decisions(), b.Decide(rule).Decisions())
		}
		for _, o := range []merge.Objective{merge.SumOfWeights, merge.Leximin, merge.Nash} {
			x, y := a.Optimum(context.Background(), merge.OptimumOptions{Objective: o}), b.Optimum(context.Background(), merge.OptimumOptions{Objective: o})
			require.Equal(t, x.Value, y.Value)
			require.Equal(t, merge.Notation(x.Nodes()), merge.Notation(y.Nodes()))
		}
	})
}

func TestTheLeastConcessionsClearWhatIsOpen(t *testing.T) {
	r := with(t, threeTexts(t), `{"parties": [{"name": "EU", "weight": 27}],
		"positions": [{"party": "RCC", "stance": "opposes", "on": {"clause": "1", "text": "should"}}]}`)
	list := r.Decide(merge.Consensus).Concessions()
	require.Len(t, list, 1)
	require.True(t, list[0].Proven)
	require.Equal(t, []string{"EU"}, list[0].Parties)
	require.Equal(t, "may", r.Changes()[list[0].Adopt[0]].Text)
}

func TestADealUnlocksWhatItsPartiesWouldNotAcceptAlone(t *testing.T) {
	r := with(t, threeTexts(t), `{"positions": [{"party": "EU", "stance": "opposes", "redLine": true, "on": {"clause": "1", "text": "two years"}},
		{"party": "G77", "stance": "opposes", "redLine": true, "on": {"clause": "1", "text": "should"}}],
		"deals": [{"name": "report", "parties": ["EU", "G77"], "all": [{"clause": "1", "text": "should"}, {"clause": "1", "text": "two years"}]}]}`)
	o := r.Optimum(context.Background(), merge.OptimumOptions{})
	require.True(t, o.Exact)
	require.Len(t, o.Deals, 1)
	require.True(t, o.Deals[0].Made)
	require.Len(t, o.Deals[0].Unlocks, 2)
	require.Contains(t, merge.Notation(o.Outcome.Nodes()), "should report every two years")
}

func TestRedLinesThatExcludeOneAnotherLeaveThePlaceOpen(t *testing.T) {
	r := with(t, threeTexts(t), `{"positions": [{"party": "EU", "stance": "supports", "redLine": true, "on": {"clause": "1", "text": "should"}},
		{"party": "AU", "stance": "supports", "redLine": true, "on": {"clause": "1", "text": "may"}}]}`)
	o := r.Optimum(context.Background(), merge.OptimumOptions{})
	require.Len(t, o.Stuck, 2)
	require.Len(t, o.OpenPlaces(), 1)
}

func TestAChainOfOverlappingChangesIsSolvedAlongTheText(t *testing.T) {
	const n = 60
	var words []string
	for k := range 2*n + 1 {
		words = append(words, fmt.Sprintf("w%d", k))
	}
	base := strings.Join(words, " ") + "\n"
	copies := map[string]string{}
	p := merge.Positions{}
	rng := rand.New(rand.NewPCG(1, 2))
	best, before := int64(0), int64(0) // of all up to here, and up to the one before
	for k := range n {                 // each rewords three words, the last of which the next rewords too
		name := fmt.Sprintf("P%02d", k)
		mine := slices.Concat(words[:2*k], []string{"new" + name}, words[2*k+3:])
		copies[name] = strings.Join(mine, " ") + "\n"
		weight := int64(1 + rng.IntN(9))
		p.Parties = append(p.Parties, merge.Party{Name: name, Weight: merge.Weight(weight) * merge.One})
		best, before = max(best, before+3*weight), best
	}
	r, err := rolling(t, base, copies).With(p)
	require.NoError(t, err)
	require.Len(t, r.Places(), 1)
	require.Len(t, r.Changes(), n)
	o := r.Optimum(context.Background(), merge.OptimumOptions{Nodes: 2 * n})
	require.True(t, o.Exact)
	require.Equal(t, float64(best), o.Value)
}
