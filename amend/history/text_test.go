package history_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
)

func blamed(t testing.TB, h *history.History) string {
	list, err := h.Blame()
	require.NoError(t, err)
	text, err := h.State().Text()
	require.NoError(t, err)
	var b strings.Builder
	at := 0
	for _, p := range list {
		require.Equal(t, at, p.Span.Start, "no gaps, no overlaps")
		require.Equal(t, p.Span.Of(text), p.Text)
		at = p.Span.End
		if p.Amendment == (clause.ID{}) && p.Kind == history.KindBaseTabled {
			b.WriteString("…")
			continue
		}
		fmt.Fprintf(&b, "{%s: %s}", strings.Join(p.Sponsors, "+"), p.Text)
	}
	require.Equal(t, len(text), at)
	return b.String()
}

func TestBlameGoesThroughSubAmendmentsAndNewBases(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should be costed", "shall be fully costed"))
	k.do("JP", history.Joined{Amendment: a.ID})
	sub, err := amend.Sub(a, amend.Amendment{Sponsors: []string{"G77"}}, "fully", "partly")
	require.NoError(t, err)
	k.do("G77", history.Tabled{Amendment: sub})
	k.do("chair", history.Adopted{Amendment: sub.ID})
	k.do("chair", history.Adopted{Amendment: a.ID})
	require.Equal(t, "…{EU+JP: shall be }{G77: partly}{EU+JP:  costed}…", blamed(t, k.h))
	next, err := k.h.State().Revision()
	require.NoError(t, err)
	k.do("chair", history.BaseIssued{Name: "Rev.1", Document: next})
	require.Equal(t, history.StatusIncorporated, k.status(a))
	require.Contains(t, blamed(t, k.h), "{G77: partly}")
	b := k.table("US", k.build("US").In("operative 3").Replace("partly", "well"))
	k.do("chair", history.Adopted{Amendment: b.ID})
	text, err := k.h.State().Text()
	require.NoError(t, err)
	k.do("chair", history.BaseIssued{Name: "Rev.2", Document: history.Reread(next, strings.Replace(text, "a meeting", "a brief meeting", 1))})
	got := blamed(t, k.h)
	require.Contains(t, got, "{US: well}")
	require.Contains(t, got, "{chair:  brief}", "what a base says of its own is the chair's")
	require.Contains(t, got, "{EU+JP:  costed}")
	at := strings.Index(text, "well") + len("brief ")
	why, err := k.h.Why(clause.Span{Start: at, End: at + 1})
	require.NoError(t, err)
	var kinds []history.Kind
	for _, e := range why {
		kinds = append(kinds, e.Body.Kind())
	}
	require.Equal(t, []history.Kind{history.KindTabled, history.KindAdopted, history.KindBaseIssued}, kinds)
}

func TestEveryByteOfARollingTextIsAttributed(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall fully"))
	k.table("US", k.build("US").In("operative 3").Replace("should", "may"))
	sub, err := amend.Sub(a, amend.Amendment{Sponsors: []string{"G77"}}, "fully", "partly")
	require.NoError(t, err)
	k.do("G77", history.Tabled{Amendment: sub})
	k.do("chair", history.Adopted{Amendment: sub.ID})
	open := k.h.State().OpenAmendments()
	at := strings.Index(draft, "should")
	base := func(start, end int) amend.Piece {
		return amend.Piece{Text: draft[start:end], Base: clause.Span{Start: start, End: end}, By: -1}
	}
	note := func(s string) amend.Piece { return amend.Piece{Text: s, By: -1} }
	list, err := k.h.Attribute([]amend.Piece{
		base(0, at), note("["), base(at, at+6), note("][EU: "), {Text: open[0].Text, By: 0}, note("][US: "), {Text: open[1].Text, By: 1}, note("]"), base(at+6, len(draft)),
	}, open)
	require.NoError(t, err)
	var got []string
	end := 0
	for _, p := range list {
		require.Equal(t, end, p.Span.Start)
		end = p.Span.End
		got = append(got, fmt.Sprintf("%v%d %s", p.Sponsors, p.Index, strings.TrimSpace(p.Text[max(0, len(p.Text)-8):])))
	}
	require.Equal(t, []string{"[chair]1 an that", "[]-1 [", "[chair]1 should", "[]-1 ][EU:", "[EU]2 shall", "[G77]4 partly", "[]-1 ][US:", "[US]3 may", "[]-1 ]", "[chair]1 matter."}, got)
	_, err = k.h.Attribute([]amend.Piece{{Text: "x", By: 0}}, []amend.Amendment{{ID: clause.ID{1}}})
	require.ErrorIs(t, err, history.ErrNoAmendment)
}

func TestRevisionKeepsTheIdsOfClausesThatLiveOn(t *testing.T) {
	k := begin(t, history.Options{})
	k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall").
		InsertAfter("operative 1", "1 bis. Stresses the need;").In("operative 2").Suppress())
	base, _ := k.h.State().Base()
	for _, p := range k.h.State().Proposals() {
		k.do("chair", history.Adopted{Amendment: p.Amendment.ID})
	}
	next, err := k.h.State().Revision()
	require.NoError(t, err)
	text, _ := k.h.State().Text()
	require.Equal(t, text, next.Render())
	labels, was := clause.NewLabels(next), clause.NewLabels(base.Document)
	for _, name := range []string{"operative 1", "operative 3", "operative 4", "preambular 1"} {
		require.Equal(t, base.Document.Clause(was.Lookup(name)[0]).ID(), next.Clause(labels.Lookup(name)[0]).ID(), name)
	}
}

func TestLivesOfAnAmendmentAndOfAClause(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	b := k.table("US", k.build("US").In("operative 1").Replace("a meeting", "talks"))
	k.do("JP", history.PositionTaken{Amendment: a.ID, Stance: history.Oppose})
	k.do("chair", history.Adopted{Amendment: a.ID})
	next, err := k.h.State().Revision()
	require.NoError(t, err)
	k.do("chair", history.BaseIssued{Name: "Rev.1", Document: next})
	kinds := func(events []history.Event) (out []history.Kind) {
		for _, e := range events {
			out = append(out, e.Body.Kind())
		}
		return out
	}
	life := []history.Kind{history.KindTabled, history.KindPosition, history.KindAdopted, history.KindBaseIssued}
	require.Equal(t, life, kinds(k.h.LifeOf(a.ID)))
	require.Equal(t, append([]history.Kind{history.KindBaseTabled}, life...), kinds(k.h.LifeOfClause(a.Target.Clause)))
	require.Equal(t, []history.Kind{history.KindBaseTabled, history.KindTabled}, kinds(k.h.LifeOfClause(b.Target.Clause)))
}

func TestVersionsBetweenAndInTime(t *testing.T) {
	h := twoHundred(t)
	for i := 0; i < h.Len(); i += 7 {
		e := h.Event(i)
		at, err := h.At(e.Hash())
		require.NoError(t, err)
		require.Equal(t, e.Hash(), at.Version())
		last, ok := at.Index(e.Hash())
		require.True(t, ok)
		require.Equal(t, at.Len()-1, last)
		rest, err := h.Between(e.Hash(), h.Version())
		require.NoError(t, err)
		require.Len(t, rest, h.Len()-at.Len())
		for _, e := range h.AtTime(e.Time).All() {
			require.False(t, e.Time.After(h.Event(i).Time))
		}
	}
	_, err := h.At(clause.Hash{1})
	require.ErrorIs(t, err, history.ErrVersion)
}
