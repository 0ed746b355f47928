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
