package compare_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/compare"
)

var update = flag.Bool("update", false, "rewrite the expected comparisons")

func show(entries []compare.Entry) string {
	var b strings.Builder
	for _, e := range entries {
		fmt.Fprintf(&b, "%s", e.Fate)
		if e.Before != nil {
			fmt.Fprintf(&b, " %d:%d", e.Before.Line, e.Before.Column)
		}
		if e.After != nil {
			fmt.Fprintf(&b, " -> %d:%d", e.After.Line, e.After.Column)
		}
		if e.Option >= 0 {
			fmt.Fprintf(&b, " option %d", e.Option)
		}
		fmt.Fprintf(&b, " %q", e.Text)
		if len(e.Added)+len(e.Gone) > 0 {
			fmt.Fprintf(&b, " added %q gone %q", e.Added, e.Gone)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestEveryGroupOfADraftIsAccountedFor(t *testing.T) {
	const file = "testdata/drafts.txtar"
	a, err := txtar.ParseFile(file)
	require.NoError(t, err)
	for i := 0; i+2 < len(a.Files); i += 3 {
		before := bracket.Parse(string(a.Files[i].Data), bracket.Options{})
		after := bracket.Parse(string(a.Files[i+1].Data), bracket.Options{})
		got := show(compare.Drafts(before, after))
		if *update {
			a.Files[i+2].Data = []byte(got)
			continue
		}
		require.Equal(t, string(a.Files[i+2].Data), got, a.Files[i].Name)
	}
	if *update {
		require.NoError(t, os.WriteFile(file, txtar.Format(a), 0o644))
	}
}

func TestADraftComparedWithItselfIsUnchanged(t *testing.T) {
	text, err := os.ReadFile("../../clause/testdata/c23-71-ar.txt")
	require.NoError(t, err)
	tree := bracket.Parse(string(text), bracket.Options{})
	entries := compare.Drafts(tree, tree)
	require.Len(t, entries, 2)
	for _, e := range entries {
		require.Equal(t, compare.Unchanged, e.Fate)
	}
}

func TestEachGroupIsListedOnce(t *testing.T) {
	piece := rapid.SampledFrom([]string{"[a] ", "[b] [c] ", "word ", "a ", "b ", "\n", "[EU: d] ", "[[e] f] ", "كلمة "})
	draft := func(t *rapid.T, name string) bracket.Tree {
		return bracket.Parse(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, name), ""), bracket.Options{})
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := draft(t, "before"), draft(t, "after")
		before, after := map[int]int{}, 0
		for _, e := range compare.Drafts(a, b) {
			if e.Before != nil {
				before[e.Before.Offset]++
			}
			if e.Fate == compare.New || e.Fate == compare.Unchanged || e.Fate == compare.Moved || e.Fate == compare.Changed {
				after++
			}
		}
		top := 0
		all := map[int]bool{}
		for _, g := range a.Groups {
			all[g.Start] = true
		}
		for at, n := range before {
			require.True(t, all[at])
			require.Equal(t, 1, n, "a group starts once at each place but where one opens another")
		}
		for _, n := range a.Nodes {
			if n.Kind == bracket.Group {
				top++
				require.Equal(t, 1, before[n.Start])
			}
		}
		require.GreaterOrEqual(t, len(before), top)
		top = 0
		for _, n := range b.Nodes {
			if n.Kind == bracket.Group {
				top++
			}
		}
		require.LessOrEqual(t, after, top)
	})
}
