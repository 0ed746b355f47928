package history_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
)

// paragraphs makes a document of one clause for each source, whatever reading
// the text would make of it.
func paragraphs(sources ...string) *clause.Document {
	var kids []*clause.Clause
	for i, s := range sources {
		kids = append(kids, clause.New(clause.ID{15: byte(i + 1)}, clause.Operative, s))
	}
	return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", kids...))
}

func made(t *testing.T, b *amend.Builder) amend.Amendment {
	list, err := b.Amendments()
	require.NoError(t, err)
	require.Len(t, list, 1)
	return list[0]
}

func on(doc *clause.Document, i int) *amend.Step {
	return amend.Build(doc, amend.Amendment{Sponsors: []string{"EU"}}).At(clause.ID{15: byte(i)})
}

// What generated histories found: adopting the first and carrying the second
// over has to give what applying both gives.
func TestPinnedRebases(t *testing.T) {
	three := paragraphs("1. the the the;\n", "2. the the the;\n", "3. x;\n")
	open := paragraphs("1. the the the;")
	wrapped := paragraphs("1. يُقرِّر؛\n", "2. يُقرِّر يُقرِّر يُقرِّر الدُّوَلُ الدُّوَلُ العالميةـ الأعضاءُ يُقرِّر العالميةـ الدُّوَلُ تقديمِ وَأَنْ؛\n")
	insert := func(doc *clause.Document, after int, text string) amend.Amendment {
		a := made(t, amend.Build(doc, amend.Amendment{Sponsors: []string{"EU"}}).Exactly(true).InsertAfter("", text))
		a.To.After = clause.ID{15: byte(after)}
		return a
	}
	move := func(doc *clause.Document, from, after int) amend.Amendment {
		a := insert(doc, after, "")
		a.Op, a.Target = amend.Move, amend.Target{Clause: clause.ID{15: byte(from)}}
		return a
	}
	for name, c := range map[string]struct {
		base  *clause.Document
		a, b  amend.Amendment
		after string
	}{
		"a clause reworded and moved": {
			three, made(t, on(three, 1).Nth(1).Replace("the", "x")), move(three, 1, 2),
			"2. the the the;\n1. x the the;\n3. x;\n",
		},
		"words, and a paragraph like them after a last line that does not end": {
			open, insert(open, 1, "\nthe the the"), made(t, on(open, 1).Nth(1).Replace("the", "x")),
			"1. x the the;\nthe the the",
		},
		"a paragraph after a clause, and another moved there": {
			three, move(three, 1, 2), insert(three, 2, "new\n"), "2. the the the;\n1. the the the;\nnew\n3. x;\n",
		},
		"a paragraph after a clause that is moved to where it stands": {
			three, move(three, 2, 1), insert(three, 2, "new\n"), "1. the the the;\n2. the the the;\nnew\n3. x;\n",
		},
		"a paragraph that reading would take for the end of a wrapped line": {
			wrapped, insert(wrapped, 2, "shall the état\n"), move(wrapped, 1, 2),
			wrapped.Clause(clause.Path{1}).Source() + "1. يُقرِّر؛\nshall the état\n",
		},
	} {
		both, err := amend.Apply(c.base, []amend.Amendment{c.a, c.b})
		require.NoError(t, err, name)
		require.Equal(t, c.after, both, name)
		next, err := history.Revise(c.base, []amend.Amendment{c.a})
		require.NoError(t, err)
		r := amend.Rebase(c.base, next, []amend.Amendment{c.a}, []amend.Amendment{c.b})[0]
		require.Nil(t, r.Conflict, name)
		got, err := amend.Apply(next, r.Now)
		require.NoError(t, err)
		require.Equal(t, both, got, name)
	}
}

// Clauses without bytes of their own, such as a resolution, are not taken for
// the root, and none loses its id.
func TestPinnedRevisionKeepsClausesWithoutText(t *testing.T) {
	base := parse(draft)
	a := made(t, amend.Build(base, amend.Amendment{}).In("operative 3").Replace("should", "shall"))
	next, err := history.Revise(base, []amend.Amendment{a})
	require.NoError(t, err)
	for p, c := range base.Walk() {
		q, _, ok := next.Find(c.ID())
		require.True(t, ok)
		require.True(t, p.Equal(q))
	}
	ids := map[clause.ID]bool{}
	for _, c := range history.Reread(base, "The General Assembly,\n\n1. Decides;\n").Walk() {
		require.False(t, ids[c.ID()])
		ids[c.ID()] = true
	}
}

// A split gives the second paragraph an id of its own, a join keeps the first.
func TestRevisionOfSplitsJoinsAndWholeTexts(t *testing.T) {
	base := paragraphs("1. one; two;\n", "2. three;\n", "3. four;\n")
	split, err := history.Revise(base, []amend.Amendment{made(t, on(base, 1).Split("one;"))})
	require.NoError(t, err)
	require.Equal(t, "1. one;\ntwo;\n2. three;\n3. four;\n", split.Render())
	require.Equal(t, 5, split.Root().Count())
	require.Equal(t, clause.ID{15: 1}, split.Clause(clause.Path{0}).ID())
	require.Equal(t, clause.ID{15: 2}, split.Clause(clause.Path{2}).ID())
	joined, err := history.Revise(base, []amend.Amendment{made(t, on(base, 1).Join())})
	require.NoError(t, err)
	require.Equal(t, "1. one; two; three;\n3. four;\n", joined.Render())
	require.Equal(t, clause.ID{15: 1}, joined.Clause(clause.Path{0}).ID())
	require.Equal(t, clause.ID{15: 3}, joined.Clause(clause.Path{1}).ID())
	whole, err := history.Revise(base, []amend.Amendment{made(t, amend.Build(base, amend.Amendment{}).Alternative("Other.\n\nText.\n"))})
	require.NoError(t, err)
	require.Equal(t, "Other.\n\nText.\n", whole.Render())
}

// A paragraph that is to stand at the point where another was adopted comes
// after it, though the clause that both stand after is as it was.
func TestANewBaseKeepsTheOrderOfWhatIsPutAtOnePoint(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").InsertAfter("operative 1", "1 bis. Affirms this;"))
	b := k.table("US", k.build("US").InsertAfter("operative 1", "1 ter. Stresses that;"))
	both, err := amend.Apply(k.h.State().Bases()[0].Document, []amend.Amendment{a, b})
	require.NoError(t, err)
	k.do("chair", history.Adopted{Amendment: a.ID})
	next, err := k.h.State().Revision()
	require.NoError(t, err)
	k.do("chair", history.BaseIssued{Name: "Rev.1", Document: next})
	k.do("chair", history.Adopted{Amendment: b.ID})
	text, err := k.h.State().Text()
	require.NoError(t, err)
	require.Equal(t, both, text)
}

// What was to stand after two paragraphs keeps its order when the second is
// suppressed and both come to one point.
func TestPinnedOrderOfPointsThatFallTogether(t *testing.T) {
	base := paragraphs("1. one;\n", "2. two;\n", "3. three;\n")
	build := func() *amend.Builder { return amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}) }
	gone := made(t, on(base, 2).Suppress())
	second := made(t, build().InsertAfter("operative 2", "A second;"))
	first := made(t, build().InsertAfter("operative 1", "First;"))
	want, err := amend.Apply(base, []amend.Amendment{gone, second, first})
	require.NoError(t, err)
	require.Equal(t, "1. one;\nFirst;\nA second;\n3. three;\n", want)
	next, err := history.Revise(base, []amend.Amendment{gone})
	require.NoError(t, err)
	var now []amend.Amendment
	for _, r := range amend.Rebase(base, next, []amend.Amendment{gone}, []amend.Amendment{second, first}) {
		require.Nil(t, r.Conflict)
		now = append(now, r.Now...)
	}
	got, err := amend.Apply(next, now)
	require.NoError(t, err)
	require.Equal(t, want, got)
}
