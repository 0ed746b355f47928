package clause_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause"
)

func FuzzParseLabel(f *testing.F) {
	for _, s := range []string{"(a)", "3 bis", "OP7ter", "هـ )", "٣ مكرراً ثانياً -", "（一）", "2.3.", "㈠", "'1'", "xiv)", "3 (bis) alt 2", "2-бис."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, ok := clause.ParseLabel(s)
		if !ok {
			return
		}
		require.Contains(t, s, l.Printed)
		require.Positive(t, l.Ordinal)
		require.True(t, 0 <= l.Span.Start && l.Span.End <= len(s))
		require.Equal(t, l, l.Counting(l), "a label counts what it counts")
		for n := 1; n < 40; n += 7 {
			want := l
			want.Ordinal = n
			if got := l.Counting(want); l.Above == "" && l.Series != clause.Chinese {
				again, ok := clause.ParseLabel(got.Printed)
				require.True(t, ok, "%q for %d", got.Printed, n)
				require.Equal(t, l.Insert, again.Insert, got.Printed)
				require.True(t, again.Ordinal == n || again.Series != l.Series, got.Printed)
			}
		}
	})
}

func FuzzRenumber(f *testing.F) {
	f.Add("The General Assembly,\n\nRecalling x,\n\n2. Decides:\n(b) y;\n(ii) z;\n3 bis. Asks;\n3 alt. Notes;\nOP9 x\n", true)
	f.Add("The ITU Council,\nnoting\nب )\tx;\nو مكرراً)\ty;\nresolves\n2.2\tx\n２．y\n一、z\nс) w\n", false)
	f.Fuzz(func(t *testing.T, src string, merge bool) {
		doc, _ := clause.Parse(src, clause.Options{})
		r := clause.Renumber(doc, clause.RenumberOptions{Merge: merge})
		for p, c := range r.Document.Walk() {
			was := doc.Clause(p)
			require.Equal(t, was.ID(), c.ID())
			require.Equal(t, was.Len(), c.Len())
			l := c.Label()
			require.Contains(t, l.Span.Of(c.Source()), l.Printed)
			// Nothing but the label is another.
			old := was.Label()
			require.Equal(t, was.Source()[:old.Span.Start], c.Source()[:l.Span.Start])
			require.Equal(t, was.Source()[old.Span.End:], c.Source()[l.Span.End:])
		}
		again := clause.Renumber(r.Document, clause.RenumberOptions{Merge: merge})
		require.Equal(t, r.Document.Render(), again.Document.Render(), "renumbering twice changes nothing")
	})
}
