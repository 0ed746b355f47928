package history_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
)

// nested draws a document of headings with items under some of them.
func nested(t *rapid.T) *clause.Document {
	ends := rapid.SampledFrom([][]string{{"\n"}, {"\n\n"}, {"\n", "\n\n"}, {"\r\n", "\r\n\r\n\r\n"}}).Draw(t, "line ends")
	n := 0
	grown := func(kind clause.Kind, src string, kids ...*clause.Clause) *clause.Clause {
		n++
		return clause.New(uuid.NewSHA1(clause.RootID, fmt.Append(nil, n)), kind, src+rapid.SampledFrom(ends).Draw(t, "end"), kids...)
	}
	var top []*clause.Clause
	for i := range rapid.IntRange(1, 5).Draw(t, "headings") {
		var items []*clause.Clause
		for j := range rapid.IntRange(0, 3).Draw(t, "items") {
			items = append(items, grown(clause.Item, fmt.Sprintf("(%c) item %c of القسم %d;", 'a'+j, 'a'+j, i+1)))
		}
		top = append(top, grown(clause.Operative, fmt.Sprintf("%d. Decides on point %d:", i+1, i+1), items...))
	}
	return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", top...))
}

// change draws one amendment of any operation.
func change(t *rapid.T, base *clause.Document, sponsor string) amend.Amendment {
	labels := clause.NewLabels(base)
	var names []string
	for p := range base.Walk() {
		if len(p) > 0 {
			names = append(names, labels.Of(p))
		}
	}
	for {
		b := amend.Build(base, amend.Amendment{Sponsors: []string{sponsor}})
		at, to := rapid.SampledFrom(names).Draw(t, "at"), rapid.SampledFrom(names).Draw(t, "to")
		switch rapid.IntRange(0, 11).Draw(t, "do") {
		case 0, 1:
			b.In(at).MoveAfter(to)
		case 2, 3:
			b.In(at).MoveBefore(to)
		case 4:
			b.InsertAfter(at, "New "+sponsor)
		case 5:
			b.InsertBefore(at, "New "+sponsor)
		case 6:
			b.In(at).Suppress()
		case 7:
			b.In(at).Join()
		case 8:
			b.In(at).Split(rapid.SampledFrom([]string{"item", "Decides"}).Draw(t, "after"))
		case 9:
			b.In(at).Replace(rapid.SampledFrom([]string{"item", "of", "Decides", "on"}).Draw(t, "word"), sponsor)
		case 10, 11: // as an edited copy has it: blank lines may stay
			edited, err := base.Move(labels.Lookup(at)[0], labels.Lookup(to)[0])
			if err != nil {
				continue
			}
			if list := amend.Derive(base, edited, amend.Amendment{Sponsors: []string{sponsor}}); len(list) == 1 {
				return list[0]
			}
			continue
		}
		if list, err := b.Amendments(); err == nil {
			return list[0]
		}
	}
}

func said(base *clause.Document, list ...amend.Amendment) string {
	var b strings.Builder
	labels := clause.NewLabels(base)
	of := func(id clause.ID) string { p, _, _ := base.Find(id); return labels.Of(p) }
	for _, a := range list {
		fmt.Fprintf(&b, "%s in %q after %q under %q %v: %q -> %q\n", a.Form(), of(a.Target.Clause), of(a.To.After), of(a.To.Under), a.Target.Range, a.Target.Quote, a.Text)
	}
	return b.String()
}

// pair holds two amendments to law 8: adopting one and carrying the other over
// equals applying both where they do not compete, and else it is a conflict.
func pair(t require.TestingT, base *clause.Document, a, b amend.Amendment) amend.Rebased {
	both, err := amend.Apply(base, []amend.Amendment{a, b})
	next, nerr := history.Revise(base, []amend.Amendment{a})
	require.NoError(t, nerr)
	r := amend.Rebase(base, next, []amend.Amendment{a}, []amend.Amendment{b})[0]
	what := fmt.Sprintf("%s\n%s%s\n%s: %s", base.Render(), said(base, a, b), next.Render(), r.Outcome, said(next, r.Now...))
	if err != nil {
		require.True(t, r.Conflict != nil || r.Outcome == amend.Incorporated, "what competes is never applied\n%s", what)
		return r
	}
	if r.Conflict != nil {
		require.ErrorIs(t, r.Conflict.Err, amend.ErrTorn, "what does not compete is no conflict\n%s", what)
		return r
	}
	got, err := amend.Apply(next, r.Now)
	require.NoError(t, err, what)
	require.Equal(t, both, got, what)
	return r
}

// Law 8 for every operation, clauses with items under them included.
func TestAdoptingOneAndCarryingTheOtherIsApplyingBoth(t *testing.T) {
	seen := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		base := nested(t)
		a, b := change(t, base, "A"), change(t, base, "B")
		r := pair(t, base, a, b)
		seen[r.Outcome.String()]++
		if r.Conflict != nil && errors.Is(r.Conflict.Err, amend.ErrTorn) {
			seen["torn"]++
		}
	})
	t.Log(seen)
}
