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

// plain reports whether nothing is proposed that is shown otherwise than as
// words: labels that follow are not shown, and a bracket of the base from
// which somebody chooses is shown as its options.
func plain(r *merge.Rolling) bool {
	return !slices.ContainsFunc(r.Changes(), func(c merge.Change) bool { return c.Follows || c.Op == amend.Pick })
}

func TestBracketsReadForOnePartyGiveItsText(t *testing.T) { // law 2, in what is shown
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		if !plain(r) {
			t.Skip()
		}
		for name, text := range copies {
			require.Equal(t, text, shownFor(r.Nodes(), name), name)
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
