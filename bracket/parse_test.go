package bracket_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
)

var update = flag.Bool("update", false, "rewrite the expected trees")

// shapeOptions reads "convention: NAME" and "parties: A, B" in the comment.
func shapeOptions(t *testing.T, comment []byte) bracket.Options {
	var o bracket.Options
	for line := range strings.Lines(string(comment)) {
		if name, ok := strings.CutPrefix(line, "convention: "); ok {
			o.Convention, ok = bracket.Named(strings.TrimSpace(name))
			require.True(t, ok, line)
		}
		if names, ok := strings.CutPrefix(line, "parties: "); ok {
			o.Parties = strings.Split(strings.TrimSpace(names), ", ")
		}
	}
	return o
}

func TestEachShapeHasItsTree(t *testing.T) {
	files, err := filepath.Glob("testdata/shapes/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		require.NoError(t, err)
		opts := shapeOptions(t, a.Comment)
		for i := 0; i+1 < len(a.Files); i += 2 {
			in := string(a.Files[i].Data)
			tree := bracket.Parse(in, opts)
			require.Equal(t, in, bracket.Render(tree))
			got := tree.String()
			for _, d := range tree.Diagnostics {
				got += fmt.Sprintf("%s: %s\n", d.Severity, d.Error())
			}
			if *update {
				a.Files[i+1].Data = []byte(got)
				continue
			}
			require.Equal(t, string(a.Files[i+1].Data), got, "%s %s:\n%s", f, a.Files[i].Name, in)
		}
		if *update {
			require.NoError(t, os.WriteFile(f, txtar.Format(a), 0o644))
		}
	}
}

func TestRealResolutionHasOneChoiceAndOneOptionalPhrase(t *testing.T) {
	text, err := os.ReadFile("../clause/testdata/c23-71-ar.txt")
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

func checkLossless(t require.TestingT, s string, c bracket.Convention) {
	tree := bracket.Parse(s, bracket.Options{Convention: c})
	require.Equal(t, s, bracket.Render(tree))
	at := 0
	checkCover(t, tree.Nodes, &at, s)
	require.Equal(t, len(s), at)
}

func checkCover(t require.TestingT, nodes []bracket.Node, at *int, s string) {
	for _, n := range nodes {
		require.Equal(t, *at, n.Start)
		if n.Kind != bracket.Group && n.Kind != bracket.Option {
			require.Equal(t, s[n.Start:n.End], n.Text)
			require.NotEmpty(t, n.Text)
			*at = n.End
		}
		checkCover(t, n.Children, at, s)
		require.Equal(t, n.End, *at)
	}
}

var everything = bracket.UN.With(bracket.ITU, bracket.UNFCCC, bracket.Treaty, bracket.CBD, bracket.EUFourColumn, bracket.Chinese)

func TestEveryByteHasOneLeaf(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"[", "]", "[", "]", " ", "\n", "a", "EU: ", "EU, G77: ", "[or]", "[...]", "[1: ", "delete", " / ", "/", " - US", "; ",
		"Option 1:", "Option 2: ", "\nOption 1: ", "\nOption (a): ", "\n3. ", "\n3 alt ", "\n\n", "No text", "(EU)", " EU reserves", "\nMOD ", "{", "}", "20XX",
		"［", "］", "【", "】", "〔", "〕", "(agreed ad referendum)", "\nNegotiators' Note: ", "[other]", "\n(US) ", ". (US)\n",
		"كلمة", "词", "слово", "été", "शब्द", ";", "\xff", "欧盟：", "、",
	})
	rapid.Check(t, func(t *rapid.T) {
		for _, c := range []bracket.Convention{{}, everything, bracket.EUFourColumn} {
			checkLossless(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), ""), c)
			checkLossless(t, rapid.String().Draw(t, "any"), c)
		}
	})
}

// A bracket of one kind may wait from an earlier line while another kind opens.
func TestBracketsOfTwoKindsDoNotCross(t *testing.T) {
	for _, s := range []string{"[\nOption 1: 【]】", "［\n[］]", "[\n【〔]〕】]"} {
		checkLossless(t, s, everything)
	}
}

func TestDepthIsBounded(t *testing.T) {
	const n = 200_000
	checkLossless(t, strings.Repeat("[", n)+strings.Repeat("]", n), bracket.Convention{})
	checkLossless(t, strings.Repeat("[\n", n)+strings.Repeat("]\n", n), bracket.Convention{})
	checkLossless(t, strings.Repeat("[", n), bracket.Convention{})
}

func FuzzParseIsLossless(f *testing.F) {
	f.Add("[A] [EU: B]\n[5.\n]")
	f.Add("Option 1: a\nOption 2: No text\n3. a\n3 alt b [c / d - US]")
	f.Fuzz(func(t *testing.T, s string) {
		checkLossless(t, s, bracket.Convention{})
		checkLossless(t, s, everything)
	})
}

func TestManyLongNamesAreRead(t *testing.T) {
	var names []string
	for i := range 60 {
		names = append(names, fmt.Sprintf("Delegation of the Republic of Number %d", i))
	}
	list := strings.Join(names, ", ")
	for _, text := range []string{"[" + list + ": words]", "[words - " + list + "]"} {
		tree := bracket.Parse(text, bracket.Options{Parties: names})
		require.Equal(t, names, tree.Nodes[0].Options()[0].Sponsors)
	}
}

func TestNamesWithCommasAreReadWhereTheyAreGiven(t *testing.T) {
	names := []string{"Korea, Republic of", "Côte d'Ivoire", "A/B Alliance"}
	tree := bracket.Parse("[Korea, Republic of, A/B Alliance, Côte d'Ivoire, EU: words]", bracket.Options{Parties: names})
	require.Equal(t, []string{"Korea, Republic of", "A/B Alliance", "Côte d'Ivoire", "EU"}, tree.Nodes[0].Options()[0].Sponsors)
}

// kinds lists what a tree holds, without texts.
func kinds(tree bracket.Tree) []string {
	var out []string
	for depth, n := range tree.All {
		if n.Kind != bracket.Text {
			out = append(out, fmt.Sprint(depth, n.Kind, n.Positions))
		}
	}
	return out
}

func TestLineEndsOfWindowsReadAlike(t *testing.T) {
	files, err := filepath.Glob("testdata/shapes/*.txtar")
	require.NoError(t, err)
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		require.NoError(t, err)
		opts := shapeOptions(t, a.Comment)
		for i := 0; i+1 < len(a.Files); i += 2 {
			in := string(a.Files[i].Data)
			windows := strings.ReplaceAll(in, "\n", "\r\n")
			tree := bracket.Parse(windows, opts)
			require.Equal(t, windows, bracket.Render(tree))
			require.Equal(t, kinds(bracket.Parse(in, opts)), kinds(tree), "%s %s", f, in)
		}
	}
}

func TestABrokenParagraphLeavesTheOthersAsTheyAre(t *testing.T) {
	good := rapid.SampledFrom([]string{"They [shall] [should] act.", "[A [b]] c.", "[EU: delete]", "1. [x] y;", "الأطراف [تقدم] تقريراً."})
	bad := rapid.SampledFrom([]string{"They [ act.", "They ] act.", "A [b] [ c ]] d.", "x [[y] z [[w"})
	rapid.Check(t, func(t *rapid.T) {
		var text string
		want := 0
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			line := rapid.OneOf(good, bad).Draw(t, "line")
			for range bracket.Parse(line, bracket.Options{}).Groups {
				want++
			}
			text += line + "\n"
		}
		got := 0
		tree := bracket.Parse(text, bracket.Options{})
		for range tree.Groups {
			got++
		}
		require.Equal(t, want, got, "%s", text)
		require.Equal(t, len(tree.Unbalanced) > 0, len(tree.Diagnostics) > 0)
	})
}
