package merge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/merge"
)

// eachBracket calls f with every bracket, those in the options of others too.
func eachBracket(nodes []merge.Node, f func(merge.Node)) {
	for _, n := range nodes {
		if len(n.Options) > 0 {
			f(n)
		}
		for _, o := range n.Options {
			eachBracket(o.Content, f)
		}
	}
}

func TestMergingTwiceAndTabledTwiceChangesNothing(t *testing.T) { // law 3
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		doc := parse(base)
		var all []amend.Amendment
		for _, name := range names {
			if text, ok := copies[name]; ok {
				all = append(all, amend.Derive(doc, parse(text), amend.Amendment{Sponsors: []string{name}})...)
			}
		}
		once, err := merge.Merge(doc, all, merge.Options{})
		require.NoError(t, err)
		again, err := merge.Merge(doc, rapid.Permutation(all).Draw(t, "order"), merge.Options{})
		require.NoError(t, err)
		require.Equal(t, once.Changes(), again.Changes())
		require.Equal(t, once.Places(), again.Places())
		require.Equal(t, once.Nodes(), again.Nodes())
		for _, rule := range []merge.Rule{merge.Consensus, merge.Majority, merge.TwoThirds} {
			require.Equal(t, once.Decide(rule).Nodes(), again.Decide(rule).Nodes())
		}
	})
}

func TestTheSameWordingIsOneOption(t *testing.T) { // law 4
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		for _, place := range r.Places() {
			for i, x := range place.Options {
				require.NotEmpty(t, x.Sponsors)
				for _, y := range place.Options[:i] {
					require.False(t, x.Text == y.Text && x.To == y.To && x.Moved == y.Moved, "one option, with all names")
				}
			}
		}
		eachBracket(r.Nodes(), func(n merge.Node) {
			named := map[string]bool{}
			for _, o := range n.Options {
				for _, s := range o.Sponsors {
					require.False(t, named[s], "a party has one option: %s", s)
					named[s] = true
				}
			}
			require.Greater(t, len(n.Options), 1, "where nothing is to choose there is no bracket")
		})
		same := rapid.SampledFrom(names).Draw(t, "party")
		if text, ok := copies[same]; ok {
			for name := range copies {
				copies[name] = text
			}
			if len(copies) > 1 {
				agreed := rolling(t, base, copies)
				require.Equal(t, text, merge.Notation(agreed.Nodes()), "what everybody proposes is not bracketed")
			}
		}
	})
}

// wordCut reports whether a word of a text is cut at an offset.
func wordCut(text string, at int) bool {
	if at == 0 || at == len(text) {
		return false
	}
	for w := words.FromString(text); w.Next(); {
		if w.End() == at {
			return false
		}
	}
	return true
}

func TestOptionsShareNothingAtTheirEnds(t *testing.T) { // law 5
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		eachBracket(rolling(t, base, copies).Nodes(), func(n merge.Node) {
			if holdsBrackets(n) {
				return
			}
			var texts []string
			for _, o := range n.Options {
				texts = append(texts, shownFor(o.Content, ""))
			}
			for k := 1; k <= len(texts[0]); k++ {
				head, tail := texts[0][:k], texts[0][len(texts[0])-k:]
				at := func(starts func(string) bool, cut func(string) int) bool {
					return !slices.ContainsFunc(texts, func(s string) bool { return !starts(s) || wordCut(s, cut(s)) })
				}
				require.False(t, at(func(s string) bool { return strings.HasPrefix(s, head) }, func(s string) int { return k }), "%q", texts)
				require.False(t, at(func(s string) bool { return strings.HasSuffix(s, tail) }, func(s string) int { return len(s) - k }), "%q", texts)
			}
		})
	})
}

func TestAPlaceHoldsOnlyWhatCompetes(t *testing.T) { // law 5
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		all, _ := tallies(r)
		tally := map[int]merge.Tally{}
		for i, d := range r.Decide(merge.Consensus).Decisions() {
			tally[d.Change] = all[i]
		}
		for _, place := range r.Places() {
			require.Equal(t, len(place.Changes) > 1, place.Contested)
			reached := place.Changes[:1:1] // by competing, from the first
			for i := 0; i < len(reached); i++ {
				for _, j := range place.Changes {
					excluded := !slices.ContainsFunc(r.Changes()[j].Sponsors, func(s string) bool { return !slices.Contains(tally[reached[i]].Against, s) })
					if excluded && !slices.Contains(reached, j) {
						reached = append(reached, j)
					}
				}
			}
			require.ElementsMatch(t, place.Changes, reached)
		}
	})
}

func TestEveryByteShownComesFromTheBaseOrAChange(t *testing.T) { // law 7
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		var check func(nodes []merge.Node)
		check = func(nodes []merge.Node) {
			for _, n := range nodes {
				switch {
				case len(n.Options) > 0:
					require.Empty(t, n.Text)
				case n.Base.Len() > 0:
					require.Equal(t, n.Base.Of(base), n.Text)
					require.Equal(t, -1, n.Change)
				case n.Change >= 0:
					require.Less(t, n.Change, len(r.Changes()))
				}
				for _, o := range n.Options {
					check(o.Content)
				}
			}
		}
		check(r.Nodes())
		check(r.Decide(merge.Consensus).Nodes())
		for name := range copies {
			var list []amend.Located
			for _, c := range r.Changes() {
				if slices.Contains(c.Sponsors, name) {
					x := c.Located
					x.Text = c.TextOf(name)
					list = append(list, x)
				}
			}
			pieces, err := r.Layout().Compose(list)
			require.NoError(t, err)
			var b strings.Builder
			for _, p := range pieces {
				b.WriteString(p.Text)
				if p.By < 0 {
					require.Equal(t, p.Base.Of(base), p.Text)
				} else {
					require.Zero(t, p.Base.Len())
				}
			}
			require.Equal(t, copies[name], b.String())
		}
	})
}

func TestEveryDecisionIsExplained(t *testing.T) { // law 12
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		for _, rule := range []merge.Rule{merge.Consensus, merge.Majority, merge.TwoThirds} {
			o := r.Decide(rule)
			verdicts := map[int]merge.Verdict{}
			for _, d := range o.Decisions() {
				require.NotEmpty(t, d.Reason)
				require.Contains(t, r.Places()[d.Place].Changes, d.Change)
				require.ElementsMatch(t, r.Parties(), slices.Concat(d.Tally.For, d.Tally.Against, d.Tally.Silent), "everybody is counted once")
				_, twice := verdicts[d.Change]
				require.False(t, twice)
				verdicts[d.Change] = d.Verdict
			}
			for _, d := range o.Decisions() {
				for _, j := range d.DisposedBy {
					require.Equal(t, merge.Adopted, verdicts[j])
					require.NotEqual(t, merge.Adopted, d.Verdict, "what excludes one another is not adopted together")
				}
			}
			for _, n := range o.Nodes() {
				if n.Change >= 0 {
					require.Equal(t, merge.Adopted, verdicts[n.Change], "what stands was adopted")
				}
			}
		}
	})
}
