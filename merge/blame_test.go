package merge_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

// flat turns what is shown into pieces of text, each with the change that it
// comes from; brackets and names are pieces that nobody wrote.
func flat(nodes []merge.Node) (out []amend.Piece) {
	for _, n := range nodes {
		if n.Options == nil {
			out = append(out, amend.Piece{Text: n.Text, Base: n.Base, By: n.Change})
			continue
		}
		for _, o := range n.Options {
			out = append(out, amend.Piece{Text: fmt.Sprintf("[%s: ", o.Sponsors), By: -1})
			out = append(out, flat(o.Content)...)
			out = append(out, amend.Piece{Text: "]", By: -1})
		}
	}
	return out
}

// Law 7: every byte of a rolling text is said to be of the base, of an
// amendment with its sponsors, event and time, or of nobody (the brackets), also
// after what was adopted went into a new base.
func TestEveryByteOfARollingTextIsAttributed(t *testing.T) {
	const draft = "The Council,\n\n1. Decides to convene a meeting;\n\n2. Invites members to report;\n"
	base, _ := clause.Parse(draft, clause.Options{})
	h, clock := history.New(history.Options{}), time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	do := func(actor string, body history.Body) {
		var err error
		clock = clock.Add(time.Minute)
		h, err = h.Append(history.Draft{Time: clock, Actor: actor, Body: body})
		require.NoError(t, err)
	}
	table := func(actor, label, quote, with string) amend.Amendment {
		now, _ := h.State().Base()
		list, err := amend.Build(now.Document, amend.Amendment{Sponsors: []string{actor}}).In(label).Replace(quote, with).Amendments()
		require.NoError(t, err)
		do(actor, history.Tabled{Amendment: list[0]})
		return list[0]
	}
	do("chair", history.SessionOpened{Name: "first reading"})
	do("chair", history.BaseTabled{Name: "L.1", Document: base})
	adopted := table("الجزائر", "operative 1", "a meeting", "a conference")
	table("EU", "operative 2", "report", "report in full")
	table("US", "operative 2", "report", "speak")
	do("JP", history.Joined{Amendment: h.State().Proposals()[1].Amendment.ID})
	do("chair", history.Adopted{Amendment: adopted.ID})
	next, err := h.State().Revision()
	require.NoError(t, err)
	do("chair", history.BaseIssued{Name: "Rev.1", Document: next})

	now, _ := h.State().Base()
	rolling, err := merge.Merge(now.Document, h.State().OpenAmendments(), merge.Options{})
	require.NoError(t, err)
	var from []amend.Amendment
	for _, c := range rolling.Changes() {
		from = append(from, c.Tabled[0])
	}
	pieces := flat(rolling.Nodes())
	blame, err := h.Attribute(pieces, from)
	require.NoError(t, err)

	text, at := "", 0
	for _, p := range pieces {
		text += p.Text
	}
	by := map[string]string{}
	for _, b := range blame {
		require.Equal(t, at, b.Span.Start, "no gaps, no overlaps")
		require.Equal(t, b.Text, b.Span.Of(text))
		at = b.Span.End
		if b.Index >= 0 {
			require.Equal(t, h.Event(b.Index).Time, b.Time)
			by[b.Text] = fmt.Sprint(b.Sponsors, " ", b.Kind)
		}
	}
	require.Equal(t, len(text), at, "every byte")
	require.Equal(t, "[الجزائر] tabled", by["a conference"], "through the new base")
	require.Equal(t, "[EU JP] tabled", by["report in full"])
	require.Equal(t, "[US] tabled", by["speak"])
	require.Equal(t, "[chair] base-tabled", by["The Council,\n\n1. Decides to convene "])
}
