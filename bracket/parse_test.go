package bracket_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
)

var update = flag.Bool("update", false, "rewrite the expected trees")

func dump(b *strings.Builder, n bracket.Node, indent string) {
	fmt.Fprintf(b, "%s%s", indent, n.Kind)
	if n.Text != "" {
		fmt.Fprintf(b, " %q", n.Text)
	}
	if n.Sponsors != nil {
		fmt.Fprintf(b, " %q %s", n.Sponsors, n.Stance)
	}
	b.WriteString("\n")
	for _, c := range n.Children {
		dump(b, c, indent+"  ")
	}
}

func TestEachShapeHasItsTree(t *testing.T) {
	files, err := filepath.Glob("testdata/shapes/*.in")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		in, err := os.ReadFile(f)
		require.NoError(t, err)
		tree := bracket.Parse(string(in), bracket.Options{Parties: []string{"group A", "المجموعة العربية"}})
		require.Equal(t, string(in), bracket.Render(tree))
		var b strings.Builder
		for _, n := range tree.Nodes {
			dump(&b, n, "")
		}
		for _, d := range tree.Diagnostics {
			fmt.Fprintln(&b, d.Error())
		}
		want := strings.TrimSuffix(f, ".in") + ".tree"
		if *update {
			require.NoError(t, os.WriteFile(want, []byte(b.String()), 0o644))
		}
		expected, err := os.ReadFile(want)
		require.NoError(t, err)
		require.Equal(t, string(expected), b.String(), f)
	}
}

func TestRealResolutionHasOneChoiceAndOneOptionalPhrase(t *testing.T) {
	text, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	tree := bracket.Parse(string(text), bracket.Options{})
	require.Empty(t, tree.Diagnostics)
	var sizes []int
	for _, g := range tree.Groups {
		sizes = append(sizes, len(g.Options()))
	}
	require.Equal(t, []int{2, 1}, sizes)
	var others []string
	for _, n := range tree.Nodes {
		if n.Kind != bracket.Text && n.Kind != bracket.Group {
			others = append(others, n.Kind.String()+" "+n.Text[:5])
		}
	}
	require.Equal(t, []string{"placeholder [...]", "artefact [book", "artefact [foot", "artefact [1: \t"}, others)
}

func checkLossless(t require.TestingT, s string) {
	tree := bracket.Parse(s, bracket.Options{})
	require.Equal(t, s, bracket.Render(tree))
	at := 0
	checkCover(t, tree.Nodes, &at, s)
	require.Equal(t, len(s), at)
}

func checkCover(t require.TestingT, nodes []bracket.Node, at *int, s string) {
	for _, n := range nodes {
		require.Equal(t, *at, n.Start)
		if n.Children == nil {
			require.Equal(t, s[n.Start:n.End], n.Text)
			*at = n.End
		}
		checkCover(t, n.Children, at, s)
		require.Equal(t, n.End, *at)
	}
}

func TestEveryByteHasOneLeaf(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"[", "]", "[", "]", " ", "\n", "a", "EU: ", "EU, G77: ", "[or]", "[...]", "[1: ", "delete",
		"كلمة", "词", "слово", "été", "शब्द", ";", "\xff",
	})
	rapid.Check(t, func(t *rapid.T) {
		checkLossless(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), ""))
		checkLossless(t, rapid.String().Draw(t, "any"))
	})
}

func TestDepthIsBounded(t *testing.T) {
	const n = 200_000
	checkLossless(t, strings.Repeat("[", n)+strings.Repeat("]", n))
	checkLossless(t, strings.Repeat("[\n", n)+strings.Repeat("]\n", n))
}

func FuzzParseIsLossless(f *testing.F) {
	f.Add("[A] [EU: B]\n[5.\n]")
	f.Fuzz(func(t *testing.T, s string) { checkLossless(t, s) })
}
