package merge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/merge"
)

// shownFor reads nodes as one party does: its own option, else the text as it
// stands.
func shownFor(nodes []merge.Node, party string) string {
	var b strings.Builder
	for _, n := range nodes {
		if len(n.Options) == 0 {
			b.WriteString(n.Text)
			continue
		}
		k := slices.IndexFunc(n.Options, func(w merge.Wording) bool { return slices.Contains(w.Sponsors, party) })
		if k < 0 {
			k = slices.IndexFunc(n.Options, func(w merge.Wording) bool { return w.Stands })
		}
		if k >= 0 {
			b.WriteString(shownFor(n.Options[k].Content, party))
		}
	}
	return b.String()
}

// silentOnOptionsOfBase reports whether somebody chooses from a bracket of the
// base on which a party is silent: the base's options are shown for it, and the
// party reads no single text.
func silentOnOptionsOfBase(r *merge.Rolling, party string) bool {
	return slices.ContainsFunc(r.Changes(), func(c merge.Change) bool {
		return c.Op == amend.Pick && !slices.Contains(c.Sponsors, party)
	})
}

// proposedBy is a party's text without the labels that only follow from its
// other changes, unless they are shown: where everybody has them and all that
// comes and goes is agreed on.
func proposedBy(t require.TestingT, r *merge.Rolling, party string) string {
	all := func(c merge.Change) bool { return len(r.Parties()) > 1 && len(c.Sponsors) == len(r.Parties()) }
	open := slices.ContainsFunc(r.Changes(), func(c merge.Change) bool {
		comesOrGoes := c.Op == amend.Insert || c.Op == amend.Delete || c.Op == amend.Move || c.Form() == "split" || c.Form() == "join"
		return comesOrGoes && !all(c)
	})
	var list []amend.Located
	for _, c := range r.Changes() {
		if slices.Contains(c.Sponsors, party) && (!c.Follows || all(c) && !open) {
			list = append(list, c.Located)
		}
	}
	pieces, err := r.Layout().Compose(list)
	require.NoError(t, err)
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

func TestBracketsReadForOnePartyGiveItsText(t *testing.T) { // law 2, in what is shown
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		nodes := r.Nodes()
		for name := range copies {
			if !silentOnOptionsOfBase(r, name) {
				require.Equal(t, proposedBy(t, r, name), shownFor(nodes, name), name)
			}
		}
		if len(copies) > 1 && len(r.Changes()) > 0 {
			return
		}
		if !silentOnOptionsOfBase(r, "nobody") {
			require.Equal(t, base, shownFor(nodes, "nobody"))
		}
	})
}

// putsBeside reports whether whole clauses are put at an end of a place that
// has words of its own.
func putsBeside(r *merge.Rolling, place merge.Place) bool {
	return len(place.Changes) > 1 && slices.ContainsFunc(place.Changes, func(i int) bool { return r.Changes()[i].Op == amend.Insert })
}

func holdsBrackets(n merge.Node) bool {
	return slices.ContainsFunc(n.Options, func(o merge.Wording) bool {
		return slices.ContainsFunc(o.Content, func(n merge.Node) bool { return len(n.Options) > 0 })
	})
}

func moves(r *merge.Rolling, place merge.Place) bool {
	return slices.ContainsFunc(place.Changes, func(i int) bool { return r.Changes()[i].Op == amend.Move })
}

func TestABracketShowsTheOptionsOfItsPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		if slices.ContainsFunc(r.Changes(), func(c merge.Change) bool { return c.Op == amend.Move || c.Op == amend.Pick }) {
			return // shown in several brackets, or as the options of the base
		}
		for _, n := range r.Nodes() {
			if len(n.Places) != 1 || holdsBrackets(n) {
				continue
			}
			place := r.Places()[n.Places[0]]
			for _, o := range n.Options {
				if o.Stands {
					require.Equal(t, place.Base, shownFor(o.Content, "nobody"))
					continue
				}
				k := slices.IndexFunc(place.Options, func(p merge.Option) bool { return slices.Contains(p.Sponsors, o.Sponsors[0]) })
				require.GreaterOrEqual(t, k, 0)
				require.Equal(t, place.Options[k].Text, shownFor(o.Content, "nobody"))
				for _, s := range o.Sponsors {
					require.Contains(t, place.Options[k].Sponsors, s)
				}
			}
		}
	})
}

func TestTheBaseWithAPartysOptionsIsItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		for name := range copies {
			var b strings.Builder
			at := 0
			for _, place := range r.Places() {
				if moves(r, place) || place.Span.Start < at || putsBeside(r, place) {
					return // stands elsewhere, in another place, or among others put at one point
				}
				b.WriteString(base[at:place.Span.Start])
				at = place.Span.End
				k := slices.IndexFunc(place.Options, func(o merge.Option) bool { return slices.Contains(o.Sponsors, name) })
				require.Equal(t, k < 0, slices.Contains(place.Silent, name))
				if k < 0 {
					b.WriteString(place.Base)
				} else {
					b.WriteString(place.Options[k].Text)
				}
			}
			b.WriteString(base[at:])
			numbers := slices.ContainsFunc(r.Changes(), func(c merge.Change) bool { return c.Follows || c.TextOf(name) != c.Text })
			if !numbers { // which places do not show
				require.Equal(t, copies[name], b.String(), name)
			}
		}
	})
}

func TestWhatNobodyCompetesWithIsAdoptedByConsensus(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		for name, text := range copies {
			r := rolling(t, base, map[string]string{name: text})
			o := r.Decide(merge.Consensus)
			require.Empty(t, o.OpenPlaces())
			got := merge.Notation(o.Nodes())
			if got != text && strings.Count(got, "\n") > strings.Count(text, "\n") {
				t.Skip()
			}
			require.Equal(t, text, got)
		}
	})
}
