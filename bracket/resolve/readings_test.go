package resolve_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/resolve"
)

func ExampleReadingsOf() {
	t := bracket.Parse("Parties [shall] [should] act[ at once].", bracket.Options{})
	r := resolve.ReadingsOf(t)
	fmt.Println(r.Count())
	for k, text := range r.All() {
		fmt.Println(k, text)
	}
	// Output:
	// 4
	// 0 Parties shall act at once.
	// 1 Parties shall act.
	// 2 Parties should act at once.
	// 3 Parties should act.
}

func ExampleResolve() {
	t := bracket.Parse("[Where possible,] parties [shall] [EU: should] act [G77: at once].", bracket.Options{})
	r := resolve.Resolve(t, resolve.For("EU"), resolve.Options{})
	fmt.Println(r.Text)
	for _, d := range r.Decisions {
		fmt.Println(d.At, d.Choice.Why)
	}
	// Output:
	// Where possible, parties should act.
	// 1:1 EU is silent: as it stands
	// 1:27 EU stands by it
	// 1:52 EU is silent: only proposed by others
}

func TestADeletionWithoutWordsIsLeftToPeople(t *testing.T) {
	r := resolve.Resolve(bracket.Parse("5. The fund is public. [EU: delete]", bracket.Options{}), resolve.For("EU"), resolve.Options{})
	require.Equal(t, "5. The fund is public.", r.Text)
	require.Contains(t, r.Decisions[0].Choice.Why, "decide that by hand")
}

func ExampleNth() {
	t := bracket.Parse("They [shall] [should] act [at once].", bracket.Options{})
	r := resolve.Resolve(t, resolve.Nth(1), resolve.Options{})
	fmt.Println(r.Text, r.Open)
	// Output: They should act [at once]. 1
}

func TestReadingsAreCountedWithoutListing(t *testing.T) {
	tree := bracket.Parse(strings.Repeat("x [a] [b] [c[ d]] ", 500), bracket.Options{})
	want := new(big.Int).Exp(big.NewInt(4), big.NewInt(500), nil)
	require.Equal(t, want, resolve.ReadingsOf(tree).Count())
	n := 0
	for range resolve.ReadingsOf(tree).All() {
		if n++; n == 3 {
			break
		}
	}
	require.Equal(t, 3, n)
}

// draft draws a bracketed text in one of six scripts.
func draft(words []string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string { return stretch(t, words, 3) })
}

func stretch(t *rapid.T, words []string, depth int) string {
	var b strings.Builder
	for range rapid.IntRange(1, 4).Draw(t, "parts") {
		b.WriteString(rapid.SampledFrom(words).Draw(t, "word"))
		b.WriteString(" ")
		if depth > 0 && rapid.Bool().Draw(t, "group") {
			for range rapid.IntRange(1, 3).Draw(t, "options") {
				b.WriteString("[" + rapid.SampledFrom([]string{"", "EU: ", "G77, US: "}).Draw(t, "who") + stretch(t, words, depth-1) + "]")
			}
			b.WriteString(rapid.SampledFrom([]string{" ", ", ", ". ", ""}).Draw(t, "mark"))
		}
	}
	return b.String()
}

var scripts = map[string][]string{
	"latin":    {"Parties", "report", "each", "year,", "été"},
	"arabic":   {"الدول", "تقدم", "تقريراً،", "والمجلس"},
	"han":      {"各国", "提交", "报告，", "每年"},
	"cyrillic": {"Стороны", "сообщают,", "ежегодно"},
	"indic":    {"पक्ष", "रिपोर्ट", "करें"},
	"thai":     {"ภาคี", "รายงาน", "ทุกปี"},
}

func TestResolvingAllLeavesNoGroup(t *testing.T) {
	for script, words := range scripts {
		t.Run(script, rapid.MakeCheck(func(t *rapid.T) {
			tree := bracket.Parse(draft(words).Draw(t, "draft"), bracket.Options{})
			for _, exact := range []bool{true, false} {
				r := resolve.Resolve(tree, func(g bracket.Node) resolve.Choice {
					return resolve.Choice{Option: rapid.IntRange(-1, len(g.Options())-1).Draw(t, "choice")}
				}, resolve.Options{Exact: exact})
				require.Zero(t, r.Open)
				for range bracket.Parse(r.Text, bracket.Options{}).Groups {
					t.Fatalf("a group is left in %q", r.Text)
				}
			}
		}))
	}
}

func TestExactResolutionKeepsEveryByteOutsideTheNotation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := bracket.Parse(draft(scripts["arabic"]).Draw(t, "draft"), bracket.Options{})
		r := resolve.Resolve(tree, func(bracket.Node) resolve.Choice { return resolve.Choice{Option: resolve.Out} }, resolve.Options{Exact: true})
		var want strings.Builder
		for _, n := range tree.Nodes {
			if n.Kind != bracket.Group {
				want.WriteString(n.Text)
			}
		}
		require.Equal(t, want.String(), r.Text)
		require.Empty(t, r.Edits)
		kept := resolve.Resolve(tree, func(bracket.Node) resolve.Choice { return resolve.Choice{Option: resolve.Keep} }, resolve.Options{})
		require.Equal(t, bracket.Render(tree), kept.Text)
	})
}

func TestTidyingChangesNoWord(t *testing.T) {
	connectors := map[string]bool{"and": true}
	rapid.Check(t, func(t *rapid.T) {
		tree := bracket.Parse(draft(scripts["latin"]).Draw(t, "draft"), bracket.Options{})
		choose := func(g bracket.Node) resolve.Choice { return resolve.Choice{Option: g.Start%2 - 1} }
		exact := resolve.Resolve(tree, choose, resolve.Options{Exact: true})
		tidy := resolve.Resolve(tree, choose, resolve.Options{})
		letters := func(s string) string {
			var b strings.Builder
			for w := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return strings.ContainsRune(" ,.", r) }) {
				if !connectors[w] {
					b.WriteString(w)
				}
			}
			return b.String()
		}
		require.Equal(t, letters(exact.Text), letters(tidy.Text))
	})
}

func TestReadingsAreAsManyAsCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tree := bracket.Parse(draft(scripts["cyrillic"]).Draw(t, "draft"), bracket.Options{})
		r := resolve.ReadingsOf(tree)
		if r.Count().Cmp(big.NewInt(300)) > 0 {
			return
		}
		n := int64(0)
		for k, text := range r.All() {
			require.Equal(t, n, k.Int64())
			for range bracket.Parse(text, bracket.Options{}).Groups {
				t.Fatalf("a group is left in %q", text)
			}
			n++
		}
		require.Equal(t, r.Count().Int64(), n)
		_, ok := r.At(r.Count())
		require.False(t, ok)
	})
}
