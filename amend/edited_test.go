package amend_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// edited names what was derived from a copy that was edited as a tree.
func edited(t *testing.T, base, copied *clause.Document) []string {
	list := amend.Derive(base, copied, amend.Amendment{Sponsors: []string{"EU"}})
	got, err := amend.Apply(base, list)
	require.NoError(t, err)
	require.Equal(t, copied.Render(), got)
	labels := clause.NewLabels(base)
	var out []string
	for _, a := range list {
		path, _, ok := base.Find(a.Target.Clause)
		if a.Op == amend.Insert {
			path, _, ok = base.Find(a.To.After)
		}
		require.True(t, ok)
		out = append(out, fmt.Sprint(a.Form(), " ", labels.Of(path)))
	}
	return out
}

// A copy edited in memory keeps its ids, so clauses are followed by these: one
// that was moved and reworded beyond recognition is one move and one rewording.
func TestEditedTreeIsFollowedByItsIDs(t *testing.T) {
	base := parse(t, draft)
	at := func(label string) clause.Path {
		p := clause.NewLabels(base).Lookup(label)
		require.Len(t, p, 1)
		return p[0]
	}
	first, last := at("operative 1"), at("operative 4")
	other := "1. Something that shares no word with what stood here before;\n\n"

	reworded, err := base.Replace(first, base.Clause(first).WithSource(other))
	require.NoError(t, err)
	require.Equal(t, []string{"replace operative 1"}, edited(t, base, reworded))

	moved, err := base.Move(first, last.Parent().Child(last.Index()+1))
	require.NoError(t, err)
	require.Equal(t, []string{"move operative 1"}, edited(t, base, moved))

	both, err := reworded.Move(first, last.Parent().Child(last.Index()+1))
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"move operative 1", "replace operative 1"}, edited(t, base, both))
	for _, m := range amend.Marks(base, amend.Derive(base, both, amend.Amendment{})) {
		want := amend.NOC
		if m.Clause.ID() == base.Clause(first).ID() {
			want = amend.MOD
			require.Len(t, m.By, 2, "moved and reworded is one MOD, for both reasons")
		}
		require.Equal(t, want, m.Mark, m.Clause.Source())
	}

	swapped, err := base.Replace(first, clause.New(uuid.UUID{1}, clause.Operative, other))
	require.NoError(t, err)
	require.Equal(t, []string{"replace operative 1"}, edited(t, base, swapped),
		"a new clause in the place of one is the smallest set, a rewording")

	removed, err := base.Remove(at("operative 3"))
	require.NoError(t, err)
	require.Equal(t, []string{"delete operative 3"}, edited(t, base, removed))
}

// A copy edited as plain text: what was moved and reworded is one move and one
// rewording, and every clause has its mark.
func TestEditedTextIsMarkedClauseByClause(t *testing.T) {
	base := parse(t, draft)
	labels := clause.NewLabels(base)
	moved := base.Clause(labels.Lookup("operative 2")[0]).Source()
	gone := base.Clause(labels.Lookup("preambular 2")[0]).Source()
	text := strings.Replace(base.Render(), moved, "", 1)
	text = strings.Replace(text, gone, "", 1)
	last := base.Clause(labels.Lookup("operative 4")[0]).Source()
	text = strings.Replace(text, last, strings.Replace(moved, "Invites", "Strongly urges", 1)+last, 1)
	text = strings.Replace(text, last, "3 bis. Stresses the urgent need for all of it;\n\n"+last, 1)
	copied := parse(t, text)
	require.ElementsMatch(t, []string{"delete preambular 2", "move operative 2", "replace operative 2", "insert operative 3(b)"}, edited(t, base, copied))
	var marks []string
	for _, m := range amend.Marks(base, amend.Derive(base, copied, amend.Amendment{})) {
		what := m.Text
		if m.Clause != nil {
			what = labels.Of(m.Path)
		}
		if m.Mark != amend.NOC {
			marks = append(marks, fmt.Sprint(m.Mark, " ", strings.TrimSpace(what)))
		}
	}
	require.Equal(t, []string{"SUP preambular 2", "MOD operative 2", "ADD 3 bis. Stresses the urgent need for all of it;"}, marks)
}
