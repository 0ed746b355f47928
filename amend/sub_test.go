package amend_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
)

func sub(t require.TestingT, parent amend.Amendment, sponsor, quote, with string) amend.Amendment {
	a, err := amend.Sub(parent, amend.Amendment{Sponsors: []string{sponsor}}, quote, with)
	require.NoError(t, err)
	return a
}

func inserted(t require.TestingT, text string) amend.Amendment {
	base := parse(nil, draft)
	list, err := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}).InsertAfter("operative 1", text).Amendments()
	require.NoError(t, err)
	return list[0]
}

func ExampleFold() {
	base := parse(nil, draft)
	list, _ := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}).
		In("operative 1").Replace("a meeting", "a conference in 2027").Amendments()
	change, _ := amend.Sub(list[0], amend.Amendment{Sponsors: []string{"G77"}}, "2027", "2026")
	folded, err := amend.Fold([]amend.Amendment{list[0], change}, amend.Rules{})
	fmt.Println(folded[0].Text, err)
	left, gone := amend.Withdraw([]amend.Amendment{list[0], change}, list[0].ID)
	fmt.Println(len(left), gone[0].Amendment.Sponsors, gone[0].With == list[0].ID)
	// Output:
	// a conference in 2026 <nil>
	// 0 [G77] true
}

// An amendment to an amendment is as deep as it goes unless the rules allow more.
func TestSubAmendmentsGoAsDeepAsTheRulesAllow(t *testing.T) {
	parent := inserted(t, "1 bis. Stresses the one need;")
	first := sub(t, parent, "G77", "one need", "two needs")
	second := sub(t, first, "US", "two", "three")
	all := []amend.Amendment{second, parent, first}

	out, err := amend.Fold(all, amend.Rules{})
	require.ErrorIs(t, err, amend.ErrDepth)
	assert.Equal(t, "1 bis. Stresses the two needs;\n\n", out[0].Text)
	out, err = amend.Fold(all, amend.Rules{Depth: 2})
	require.NoError(t, err)
	assert.Equal(t, "1 bis. Stresses the three needs;\n\n", out[0].Text)
	out, err = amend.Fold(all, amend.Rules{Depth: -1})
	require.ErrorIs(t, err, amend.ErrDepth)
	assert.Equal(t, []amend.Amendment{parent}, out)
}

// What does not fit the amendment's text is refused by name, and changes nothing.
func TestSubAmendmentsThatDoNotFitAreRefused(t *testing.T) {
	parent := inserted(t, "1 bis. Stresses the one need;")
	a, b := sub(t, parent, "G77", "one need", "needs"), sub(t, parent, "US", "need", "wish")
	orphan, stale, moved, loop := a, a, a, a
	orphan.Parent = uuid.New()
	stale.Base[0]++
	moved.Target.Range.Start++
	loop.Parent = loop.ID
	for _, c := range []struct {
		subs []amend.Amendment
		want error
	}{
		{[]amend.Amendment{a, b}, amend.ErrOverlap},
		{[]amend.Amendment{orphan}, amend.ErrParent},
		{[]amend.Amendment{stale}, amend.ErrText},
		{[]amend.Amendment{moved}, amend.ErrWords},
		{[]amend.Amendment{loop}, amend.ErrCircle},
	} {
		out, err := amend.Fold(append(c.subs, parent), amend.Rules{})
		require.ErrorIs(t, err, c.want)
		assert.Equal(t, []amend.Amendment{parent}, out)
		var e *amend.SubError
		require.ErrorAs(t, err, &e)
	}
}

// The order of arrival of sub-amendments does not matter, and withdrawing all
// of them gives the parent back.
func TestFoldDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parent := inserted(t, "one وأن two 三 three á four;")
		all := []amend.Amendment{parent}
		for i, quote := range []string{"one", "وأن", "three", "á", "four", "three á"} {
			if rapid.Bool().Draw(t, quote) {
				all = append(all, sub(t, parent, fmt.Sprint(i), quote, rapid.StringMatching(`[a-z é]{0,5}`).Draw(t, "with")))
			}
		}
		want, werr := amend.Fold(all, amend.Rules{})
		got, err := amend.Fold(rapid.Permutation(slices.Clone(all)).Draw(t, "order"), amend.Rules{})
		require.Equal(t, want, got)
		require.Equal(t, werr == nil, err == nil)
		left := all
		for _, a := range all[1:] {
			left, _ = amend.Withdraw(left, a.ID)
		}
		require.Equal(t, []amend.Amendment{parent}, left)
	})
}
