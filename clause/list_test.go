package clause

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// A list that was edited is cut as one that was made at once, also where
// children after which a chunk ends are taken out or put in.
func TestListsAreCutAlikeHoweverTheyCameAbout(t *testing.T) {
	var pool, cuts []*Clause
	for i := range 6000 {
		c := New(uuid.NewSHA1(RootID, fmt.Append(nil, i)), Paragraph, "x\n")
		if pool = append(pool, c); cutsAfter(c.id) {
			cuts = append(cuts, c)
		}
	}
	require.NotEmpty(t, cuts)
	rapid.Check(t, func(t *rapid.T) {
		kids := slices.Clone(pool[:rapid.SampledFrom([]int{0, 1, 10, 1000}).Draw(t, "size")])
		l := newList(kids)
		for range rapid.IntRange(1, 10).Draw(t, "edits") {
			i := rapid.IntRange(0, len(kids)).Draw(t, "i")
			if at := slices.IndexFunc(kids, func(c *Clause) bool { return cutsAfter(c.id) }); at >= 0 && rapid.Bool().Draw(t, "at a cut") {
				i = at
			}
			j := min(len(kids), i+rapid.SampledFrom([]int{0, 1, 1, 2, 500}).Draw(t, "out"))
			var with []*Clause
			for range rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "in") {
				from := pool
				if rapid.Bool().Draw(t, "cut") {
					from = cuts
				}
				with = append(with, rapid.SampledFrom(from).Draw(t, "new"))
			}
			l = l.splice(i, j, with...)
			kids = slices.Replace(kids, i, j, with...)
			whole := newList(kids)
			require.Equal(t, whole.sum(), l.sum())
			require.Equal(t, [3]int{whole.n, whole.bytes, whole.count}, [3]int{l.n, l.bytes, l.count})
			require.Equal(t, whole.ends, l.ends)
			for k := range kids {
				if k%97 == 0 {
					require.Same(t, kids[k], l.at(k))
				}
			}
		}
	})
}
