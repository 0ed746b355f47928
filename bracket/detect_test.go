package bracket_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/bracket"
)

func ExampleDetect() {
	p := bracket.Detect("MOD EUR/44A5/1\n5.1\tEach Member [shall] report.\nDRAFT RESOLUTION [EUR-2]\n")
	fmt.Println(p.Convention.Name)
	for _, r := range p.Reasons {
		fmt.Println(r)
	}
	// Output:
	// ITU
	// ITU: 1 × MOD, ADD, SUP or NOC before a provision (first at 1:1)
	// ITU: 1 × provisional resolution name such as [SEN-1] (first at 3:18)
}

func TestDetectorProposesTheConventionOfTheBody(t *testing.T) {
	for _, c := range []struct{ want, text string }{
		{"UN", "Nothing at all."},
		{"UN", "OP1. [EU: Decides] [G77: Requests] that all report;\nOP2. [agreed]\n"},
		{"ITU", "ADD 5.3 New.\nSUP\n"},
		{"UNFCCC", "Option 1: {to be drafted} a fund\nOption 2: no text\n"},
		{"Treaty", "[US/AU propose: 5. Each Party acts.]\nNegotiators' Note: for review\n"},
		{"CBD", "[shall - EU / should - US] and [a / b]"},
		{"EUFourColumn", "| 12 | The fund shall pay. | The fund [] pays. | The fund pays. |\n"},
		{"UN+Chinese", "各国［应当］［可以］提交报告。"},
	} {
		require.Equal(t, c.want, bracket.Detect(c.text).Convention.Name, c.text)
	}
}

func TestConventionsCombineAndExtend(t *testing.T) {
	c := bracket.UN.With(bracket.Chinese, bracket.Convention{
		Name: "Room 4", Parties: []string{"the Friends"}, Verbs: map[string]bracket.Stance{"likes": bracket.Support},
		Blanks: []string{"fill in"}, Notes: []string{"scribble"}, Statuses: []string{"parked"},
	})
	require.Equal(t, "UN+Chinese+Room 4", c.Name)
	tree := bracket.Parse("［the Friends: a］ [b - the Friends likes] [fill in] [scribble here] [parked for now]", bracket.Options{Convention: c})
	var kinds []string
	for _, n := range tree.Nodes {
		if n.Kind != bracket.Text {
			kinds = append(kinds, n.Kind.String())
		}
	}
	require.Equal(t, []string{"group", "placeholder", "note", "status"}, kinds)
	options := tree.Nodes[0].Options()
	require.Equal(t, []string{"the Friends"}, options[0].Sponsors)
	require.Equal(t, bracket.Support, options[1].Stance)
}

func TestNamesOfConventionsAreForgiving(t *testing.T) {
	for _, n := range []string{"UN", "un", "EU-four-column", "eufourcolumn", "EU four column", "ITU+Chinese"} {
		_, ok := bracket.Named(n)
		require.True(t, ok, n)
	}
	_, ok := bracket.Named("UN+Klingon")
	require.False(t, ok)
}

func TestMarksGiveTheProposal(t *testing.T) {
	m, ok := bracket.ParseMark("MOD EUR/44A5/1")
	require.True(t, ok)
	require.Equal(t, bracket.Provision{Mark: "MOD", Sponsor: "EUR", Document: "44A5", Serial: "1"}, m)
	m, ok = bracket.ParseMark("USA/16/47 NOC")
	require.True(t, ok)
	require.Equal(t, bracket.Provision{Mark: "NOC", Sponsor: "USA", Document: "16", Serial: "47"}, m)
	m, ok = bracket.ParseMark("SUP*")
	require.True(t, ok)
	require.True(t, m.Moved)
	_, ok = bracket.ParseMark("text")
	require.False(t, ok)
}

func ExampleParse() {
	t := bracket.Parse("Parties [shall] [EU, G77: should] report [JP: delete].", bracket.Options{})
	for depth, g := range t.Groups {
		for _, o := range g.Options() {
			fmt.Printf("%d %q %q %q\n", depth, o.Wording(), o.Sponsors, o.Stance)
		}
	}
	// Output:
	// 1 "shall" [] ""
	// 1 "should" ["EU" "G77"] ""
	// 1 "" ["JP"] "delete"
}
