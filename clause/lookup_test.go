package clause_test

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause"
)

func TestLabelPathLeadsBackToItsClause(t *testing.T) {
	raw, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	for _, src := range []string{string(raw), "The General Assembly,\n\nNoting x,\n\n3. Decides:\n\n(a) y;\n\n(b) z;\n"} {
		doc, _ := clause.Parse(src, clause.Options{})
		labels := clause.NewLabels(doc)
		for p := range doc.Walk() {
			if len(p) > 0 {
				require.Equal(t, []clause.Path{p}, labels.Lookup(labels.Of(p)), labels.Of(p))
			}
		}
		want := "operative 3(b)"
		if src == string(raw) {
			want = "يقرر أن يكلف الأمين العام/3"
		}
		require.Len(t, labels.Lookup(want), 1, want)
	}
}

func TestLookupDoesNotMindSpelling(t *testing.T) {
	doc := realResolution(t)
	labels := clause.NewLabels(doc)
	want := labels.Lookup("وإذ يذكِّر أيضاً/هـ")
	require.Len(t, want, 1)
	require.Equal(t, want, labels.Lookup(" وإذ يذكر  أيضا/ه "))
	ga, _ := clause.Parse("The General Assembly,\n\n٣ - Decides:\n\n(b) x;\n", clause.Options{})
	require.Equal(t, []clause.Path{{0, 1, 0}}, clause.NewLabels(ga).Lookup("OPERATIVE 3 (B)"))
}

func TestLabelPathsOfLikeClausesAreTold(t *testing.T) {
	doc, _ := clause.Parse("The Council,\nnoting\na)\tx;\na)\ty;\nnoting\na)\tz.\n", clause.Options{})
	labels := clause.NewLabels(doc)
	require.Len(t, labels.Lookup("noting/a"), 3)
	require.Equal(t, []clause.Path{{0, 1, 1}}, labels.Lookup("noting/a#2"))
	require.Equal(t, []clause.Path{{0, 2}}, labels.Lookup("noting#2"))
	require.Empty(t, labels.Of(clause.Path{7, 7}))
	require.Empty(t, labels.Lookup("noting/b"))
}
