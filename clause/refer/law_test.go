package refer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/refer"
)

// drawResolution draws operative paragraphs with items, which refer to each
// other.
func drawResolution(t *rapid.T) string {
	n := rapid.IntRange(2, 8).Draw(t, "paragraphs")
	items := make([]int, n+1)
	for i := 1; i <= n; i++ {
		items[i] = rapid.IntRange(0, 4).Draw(t, "items")
	}
	mention := func() string {
		p := rapid.IntRange(1, n).Draw(t, "p")
		if items[p] > 0 && rapid.Bool().Draw(t, "item") {
			letter := clause.LatinLower.Format(rapid.IntRange(1, items[p]).Draw(t, "letter"))
			return rapid.SampledFrom([]string{
				fmt.Sprintf("paragraph %d (%s) above", p, letter),
				fmt.Sprintf("operative paragraph %d(%s)", p, letter),
				fmt.Sprintf("subparagraph (%s) of paragraph %d of this resolution", letter, p),
			}).Draw(t, "phrase")
		}
		return rapid.SampledFrom([]string{
			fmt.Sprintf("paragraph %d below", p), fmt.Sprintf("OP%d", p), fmt.Sprintf("paragraphs %d and %d above", p, rapid.IntRange(1, n).Draw(t, "q")),
			fmt.Sprintf("paragraph %d of the Charter", p), "preambular paragraph 2", "paragraph 99 above",
		}).Draw(t, "phrase")
	}
	var b strings.Builder
	b.WriteString("The General Assembly,\n\nNoting one,\n\nNoting two,\n\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "%d. Decides number %s on %s:\n\n", i, strings.Repeat("x", i), mention())
		for k := 1; k <= items[i]; k++ {
			fmt.Fprintf(&b, "(%s) part %s, see %s;\n\n", clause.LatinLower.Format(k), strings.Repeat("y", 9*i+k), mention())
		}
	}
	return b.String()
}

// What a reference names before a change, it names after it.
func TestReferencesNameTheSameClausesAfterRenumbering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc, _ := clause.Parse(drawResolution(t), clause.Options{})
		refs := refer.Find(doc)
		var all []clause.Path
		for p := range doc.Walk() {
			if len(p) >= 2 && p[1] > 2 {
				all = append(all, p)
			}
		}
		edited, err := doc.Remove(rapid.SampledFrom(all).Draw(t, "removed"))
		require.NoError(t, err)
		now, lost := refer.Follow(refs, doc, clause.Renumber(edited, clause.RenumberOptions{}).Document)

		isLost := map[string]bool{}
		for _, l := range lost {
			isLost[fmt.Sprint(l.From, l.Steps)] = true
		}
		var want, got []string
		for _, r := range refs {
			_, _, source := now.Find(r.From)
			target, ok := r.Target()
			if source && ok && !isLost[fmt.Sprint(r.From, r.Steps)] {
				want = append(want, fmt.Sprint(r.From, " -> ", target))
			}
		}
		for _, r := range refer.Find(now) {
			if target, ok := r.Target(); ok {
				got = append(got, fmt.Sprint(r.From, " -> ", target))
			}
		}
		require.Subset(t, got, want, now.Render())
		for _, l := range lost {
			_, _, source := now.Find(l.From)
			target, ok := l.Target()
			_, _, there := now.Find(target)
			require.True(t, !source || !ok || !there, "%v is lost: %v", l.Steps, l.Reason)
		}
	})
}
