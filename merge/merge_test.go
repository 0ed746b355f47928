package merge_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/internal/drafts"
	"github.com/rollingtext/rollingtext/merge"
)

func parse(s string) *clause.Document {
	doc, _ := clause.Parse(s, clause.Options{})
	return doc
}

// rolling merges whole edited copies.
func rolling(t require.TestingT, base string, copies map[string]string) *merge.Rolling {
	doc := parse(base)
	var all []amend.Amendment
	var parties []string
	for name, text := range copies {
		parties = append(parties, name)
		all = append(all, amend.Derive(doc, parse(text), amend.Amendment{Sponsors: []string{name}})...)
	}
	r, err := merge.Merge(doc, all, merge.Options{Parties: parties})
	require.NoError(t, err)
	return r
}

var names = []string{"EU", "G77", "RCC", "المجموعة العربية"}

// drawn draws a base and copies of it: of few different lines, so that they
// often repeat and collide, or of many.
func drawn(t *rapid.T) (base string, copies map[string]string) {
	if rapid.Bool().Draw(t, "rich") {
		return negotiated(t)
	}
	list := rapid.SliceOfN(drafts.Lines, 0, 12).Draw(t, "base")
	copies = map[string]string{}
	for _, name := range names[:rapid.IntRange(1, len(names)).Draw(t, "parties")] {
		copies[name] = drafts.Edited(t, list, 4)
	}
	return strings.Join(list, ""), copies
}

func TestResolvingForOnePartyGivesItsText(t *testing.T) { // law 2
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		r := rolling(t, base, copies)
		require.Equal(t, base, r.Base())
		for name, text := range copies {
			got, err := r.As(name)
			require.NoError(t, err)
			require.Equal(t, text, got, name)
		}
	})
}

func TestOrderOfAmendmentsDoesNotMatter(t *testing.T) { // law 3
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		doc := parse(base)
		var all []amend.Amendment
		for _, name := range names {
			if text, ok := copies[name]; ok {
				all = append(all, amend.Derive(doc, parse(text), amend.Amendment{Sponsors: []string{name}})...)
			}
		}
		want, err := merge.Merge(doc, all, merge.Options{})
		require.NoError(t, err)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got, err := merge.Merge(doc, all, merge.Options{})
		require.NoError(t, err)
		require.Equal(t, want.Changes(), got.Changes())
		require.Equal(t, want.Places(), got.Places())
	})
}

func TestWhatIsDerivedGivesTheCopy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, copies := drawn(t)
		doc := parse(base)
		for name, text := range copies {
			list := amend.Derive(doc, parse(text), amend.Amendment{Sponsors: []string{name}})
			got, err := amend.Apply(doc, list)
			require.NoError(t, err)
			require.Equal(t, text, got)
			for _, a := range list {
				require.NotEqual(t, amend.Alternative, a.Op, "the whole text is not replaced where clauses can be")
			}
		}
	})
}
