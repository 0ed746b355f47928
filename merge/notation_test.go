package merge_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/resolve"
	"github.com/rollingtext/rollingtext/merge"
)

var wordsOf = rapid.SampledFrom([]string{"shall", "report", "every", "year", "123", "x", "Conference", "to", "the", "تقرير", "المجلس", "报告", "доклад", "2025,", "soon;"})

// sentences are edited word by word: what is put in brackets is words.
func sentences(t *rapid.T) (base string, copies map[string]string) {
	var lines [][]string
	for range rapid.IntRange(1, 3).Draw(t, "lines") {
		lines = append(lines, rapid.SliceOfN(wordsOf, 3, 9).Draw(t, "line"))
	}
	join := func(lines [][]string) string {
		var b strings.Builder
		for _, l := range lines {
			b.WriteString(strings.Join(l, " ") + ".\n")
		}
		return b.String()
	}
	copies = map[string]string{}
	for _, name := range []string{"EU", "G77", "RCC", "المجموعة العربية"} {
		var mine [][]string
		for _, l := range lines {
			l = slices.Clone(l)
			if rapid.Bool().Draw(t, "edit") {
				at := rapid.IntRange(0, len(l)-1).Draw(t, "at")
				switch rapid.IntRange(0, 2).Draw(t, "op") {
				case 0:
					l[at] = wordsOf.Draw(t, "word") + "x"
				case 1:
					l = slices.Insert(l, at, wordsOf.Draw(t, "word")+"y")
				default:
					l = slices.Delete(l, at, at+1)
				}
			}
			mine = append(mine, l)
		}
		copies[name] = join(mine)
	}
	return join(lines), copies
}

func TestNotationIsReadByBracketAsItWasMeant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, copies := sentences(t)
		r := rolling(t, base, copies)
		tree := bracket.Parse(merge.Notation(r.Nodes()), bracket.Options{Parties: r.Parties()})
		require.Empty(t, tree.Diagnostics)
		squeeze := func(s string) string { // where an option was empty a space stays on either side
			s = strings.Join(strings.Fields(s), " ")
			return strings.ReplaceAll(s, " .", ".")
		}
		for name, text := range copies {
			got := resolve.Resolve(tree, resolve.For(name), resolve.Options{Exact: true}).Text
			require.Equal(t, squeeze(text), squeeze(got), "%s in %s", name, merge.Notation(r.Nodes()))
		}
	})
}
