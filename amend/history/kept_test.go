package history_test

import (
	"crypto/sha256"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/policy"
)

// Whatever an amendment says besides its words survives storing and reading:
// who joined in which order, why, metadata, and attachments by their hash.
func TestEverythingAnAmendmentSaysIsKept(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`[a-z"\\\n «é会ش\x{200f}\x{a0}]{0,12}`)
		like := amend.Amendment{Sponsors: []string{"EU"}, Rationale: text.Draw(r, "why")}
		if m := rapid.MapOfN(text, text, 0, 3).Draw(r, "metadata"); len(m) > 0 {
			like.Meta = m
		}
		for range rapid.IntRange(0, 2).Draw(r, "attachments") {
			like.Attachments = append(like.Attachments, amend.Attachment{
				Name: text.Draw(r, "name"), Type: "application/pdf", Hash: sha256.Sum256([]byte(text.Draw(r, "bytes"))),
			})
		}
		k := begin(t, history.Options{})
		base, _ := k.h.State().Base()
		list, err := amend.Build(base.Document, like).In("operative 3").Replace("should", "shall").Amendments()
		require.NoError(r, err)
		k.do("EU", history.Tabled{Amendment: list[0]})
		k.do("中国", history.Joined{Amendment: list[0].ID})
		k.do("الجزائر", history.Joined{Amendment: list[0].ID})
		again, err := history.Read(stored(t, k.h), history.Options{})
		require.NoError(r, err)
		p := again.State().Proposal(list[0].ID)
		require.Equal(r, []string{"EU", "中国", "الجزائر"}, p.Sponsors, "in the order of joining")
		got := *p.Amendment
		got.Sponsors = list[0].Sponsors
		require.Equal(r, list[0], got)
	})
}

// Withdrawing an amendment carries those to it along, at any depth, and the
// life of each says by which event.
func TestWithdrawingCarriesAmendmentsToItAlong(t *testing.T) {
	rules := policy.UN()
	rules.Depth = 2
	k := begin(t, history.Options{Policy: rules})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("submit a plan", "submit two good plans"))
	sub, err := amend.Sub(a, amend.Amendment{Sponsors: []string{"G77"}}, "two good", "three good")
	require.NoError(t, err)
	k.do("G77", history.Tabled{Amendment: sub})
	deep, err := amend.Sub(sub, amend.Amendment{Sponsors: []string{"US"}}, "three", "four")
	require.NoError(t, err)
	k.do("US", history.Tabled{Amendment: deep})
	k.do("EU", history.Withdrawn{Amendment: a.ID})
	last := k.h.Event(k.h.Len() - 1)
	for _, x := range []amend.Amendment{a, sub, deep} {
		require.Equal(t, history.StatusWithdrawn, k.status(x))
		life := k.h.LifeOf(x.ID)
		require.Equal(t, last.Hash(), life[len(life)-1].Hash(), "its life ends with the withdrawal")
	}
}
