package merge_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
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

var lines = rapid.SampledFrom([]string{
	"The Council,\n", "recalling\n", "a)\tthe first resolution of the Council;\n", "b)\tthe second resolution, of 2019;\n",
	"resolves to instruct the Secretary-General\n", "1\tto continue the work on the review;\n", "2\tto report to the Council;\n",
	"3\tto report to the Council again;\n", "2\tto continue the work;\n", "\n", "plain words\n", "plain words again", "plain words\n\n",
	"إن المجلس،\n", "يقرر أن يكلف الأمين العام\n", "1\tبِمواصلة العمل؛\n", "大会，\n", "1. 决定继续工作。\n", "Генеральная Ассамблея,\n", "1. постановляет продолжить;\r\n",
	"1\tto [continue] [stop] the work;\n", "2\tto report [again];\n", "stray ] bracket [\n",
})

func edited(t *rapid.T, list []string) string {
	out := slices.Clone(list)
	for range rapid.IntRange(0, 4).Draw(t, "edits") {
		if len(out) == 0 {
			out = append(out, lines.Draw(t, "new"))
			continue
		}
		at := rapid.IntRange(0, len(out)-1).Draw(t, "at")
		p := out[at]
		switch rapid.IntRange(0, 7).Draw(t, "op") {
		case 0:
			out = slices.Insert(out, at, lines.Draw(t, "new"))
		case 1:
			out = slices.Delete(out, at, at+1)
		case 2:
			out = slices.Delete(out, at, at+1)
			out = slices.Insert(out, rapid.IntRange(0, len(out)).Draw(t, "to"), p)
		case 3:
			w := strings.Split(p, " ")
			w[rapid.IntRange(0, len(w)-1).Draw(t, "word")] = rapid.SampledFrom([]string{"", "new", "\n", "جديد", "新", "new\n"}).Draw(t, "for")
			out[at] = strings.Join(w, " ")
		case 4:
			out[at] = strings.Replace(p, " ", "\n", 1)
		case 5:
			out[at] = strings.TrimSuffix(p, "\n")
		case 6:
			out[at] = strings.Replace(p, "[continue] [stop]", "continue", 1)
		case 7:
			out[at] = strings.Replace(p, "1", "2", 1)
		}
	}
	return strings.Join(out, "")
}

var names = []string{"EU", "G77", "RCC", "المجموعة العربية"}

// drawn draws a base and copies of it: of few different lines, so that they
// often repeat and collide, or of many.
func drawn(t *rapid.T) (base string, copies map[string]string) {
	if rapid.Bool().Draw(t, "rich") {
		return negotiated(t)
	}
	list := rapid.SliceOfN(lines, 0, 12).Draw(t, "base")
	copies = map[string]string{}
	for _, name := range names[:rapid.IntRange(1, len(names)).Draw(t, "parties")] {
		copies[name] = edited(t, list)
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
