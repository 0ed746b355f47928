package bracket_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
)

// edit applies one operation to the first group of a text.
type edit func(bracket.Tree, bracket.Node) (bracket.Tree, error)

func first(t *testing.T, text string) (bracket.Tree, bracket.Node) {
	tree := bracket.Parse(text, bracket.Options{})
	for _, g := range tree.Groups {
		return tree, g
	}
	t.Fatalf("no group in %q", text)
	return tree, bracket.Node{}
}

func ExampleTree_AddOption() {
	t := bracket.Parse("Parties [shall] act.", bracket.Options{})
	for _, g := range t.Groups {
		t, _ = t.AddOption(g, "should", "EU", "G77")
	}
	for _, g := range t.Groups {
		t, _ = t.AddSponsor(g, 1, "Japan", bracket.Oppose)
	}
	fmt.Println(bracket.Render(t))
	// Output: Parties [shall] [EU, G77; Japan oppose: should] act.
}

func TestEditsGiveTheTextATypistWouldWrite(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		edit                edit
	}{
		{"add an option", "They [shall] [EU: may] act.", "They [shall] [EU: may] [US: should] act.", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddOption(g, "should", "US") }},
		{"add a plain option", "[a][b - EU] c", "[a][b - EU] [d] c", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddOption(g, "d") }},
		{"add a deletion", "They act [always].", "They act [always] [EU: delete].", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddOption(g, "", "EU") }},
		{"add to a slash", "They [shall / may] act.", "They [shall / may / should - US] act.", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddOption(g, "should", "US") }},
		{"add a paragraph", "Option 1: a\nOption 2: b\nEnd", "Option 1: a\nOption 2: b\nOption 3: c\nEnd", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddOption(g, "c") }},
		{"remove an option", "[a] [b] [c]", "[a] [c]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.RemoveOption(g, 1) }},
		{"add a sponsor", "[a] [EU: b]", "[a] [EU, G77: b]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddSponsor(g, 1, "G77", "") }},
		{"add an opponent", "[EU: b]", "[EU; G77 oppose: b]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) {
			return t.AddSponsor(g, 0, "G77", bracket.Oppose)
		}},
		{"remove a sponsor", "[EU, G77: b]", "[G77: b]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.RemoveSponsor(g, 0, "EU") }},
		{"remove the last sponsor", "[EU: b]", "[b]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.RemoveSponsor(g, 0, "EU") }},
		{"merge", "[a] [EU: b] [US: b]", "[a] [EU, US: b]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.MergeOptions(g, 1, 2) }},
		{"split", "[EU, US: b]", "[EU: b] [US: c]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Split(g, 0, "c", "US") }},
		{"nest", "[a] [b] c", "[EU: [a] [b]] c", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Nest(g, "EU") }},
		{"close", "x [a] [b [c]] y", "x b [c] y", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Close(g, 1) }},
		{"close to nothing", "x [a] y", "x  y", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Close(g, -1) }},
		{"enclose", "act now [a]", "[EU: act] now [a]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Enclose(0, 3, "EU") }},
		{"enclose a group", "act [a] now", "act [[a] now]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Enclose(4, 11) }},
		{"enclose inside", "[act now]", "[act [now]]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Enclose(5, 8) }},
		{"Arabic", "[تدعو] الدول", "[تدعو] [المجموعة العربية: تحث] الدول", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) {
			return t.AddOption(g, "تحث", "المجموعة العربية")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree, g := first(t, c.before)
			got, err := c.edit(tree, g)
			require.NoError(t, err)
			require.Equal(t, c.after, bracket.Render(got))
			require.Equal(t, c.before, bracket.Render(tree), "the old value stays")
		})
	}
}

func TestEditsThatCannotBeMadeSayWhy(t *testing.T) {
	for _, c := range []struct {
		name, before string
		edit         edit
	}{
		{"an index too high", "[a]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddSponsor(g, 1, "EU", "") }},
		{"a group of another text", "[a]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) {
			g.Start++
			return t.AddOption(g, "b")
		}},
		{"a range that cuts a bracket", "x [a] y", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Enclose(0, 4) }},
		{"a range that cuts a character", "é [a]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Enclose(0, 1) }},
		{"a range that cuts a mark from its letter", "e\u0301 [a]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.Enclose(0, 1) }},
		{"a wording that reads as a blank", "[a]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.AddOption(g, "b] [...") }},
		{"no such sponsor", "[EU: a]", func(t bracket.Tree, g bracket.Node) (bracket.Tree, error) { return t.RemoveSponsor(g, 0, "US") }},
	} {
		t.Run(c.name, func(t *testing.T) {
			tree, g := first(t, c.before)
			got, err := c.edit(tree, g)
			var e *bracket.EditError
			require.True(t, errors.As(err, &e), "%v gave %q", err, bracket.Render(got))
			require.NotEmpty(t, e.Reason)
			require.Equal(t, c.before, bracket.Render(got))
		})
	}
}

func TestEditsChangeWhatTheySayAndNothingElse(t *testing.T) {
	s := sixScripts["arabic"]
	rapid.Check(t, func(t *rapid.T) {
		text, _ := bracket.Write(bracket.Tree{Nodes: value(t, s.words, s.parties, 2)}, bracket.UN)
		tree := bracket.Parse(text, bracket.Options{})
		var groups []bracket.Node
		for _, g := range tree.Groups {
			groups = append(groups, g)
		}
		g := groups[rapid.IntRange(0, len(groups)-1).Draw(t, "group")]
		added, err := tree.AddOption(g, "كلمة", "US")
		require.NoError(t, err, text)
		for _, x := range added.Groups {
			if x.Start == g.Start && len(x.Options()) == len(g.Options())+1 {
				back, err := added.RemoveOption(x, len(g.Options()))
				require.NoError(t, err)
				require.Equal(t, text, bracket.Render(back))
				return
			}
		}
		t.Fatalf("the group is not found in %q", bracket.Render(added))
	})
}
