package history_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
)

// A new base that leaves out what was adopted does not undo the decision: the
// amendment stays adopted and in the text.
func TestANewBaseDoesNotLoseWhatWasAdopted(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	b := k.table("US", k.build("US").In("operative 1").Replace("a meeting", "talks"))
	k.do("chair", history.Adopted{Amendment: a.ID})
	k.do("chair", history.Adopted{Amendment: b.ID})
	base, _ := k.h.State().Base()
	with := strings.Replace(draft, "a meeting", "talks", 1) // not a
	k.do("chair", history.BaseIssued{Name: "Rev.1", Document: history.Reread(base.Document, "Note. "+with)})
	require.Equal(t, history.StatusAdopted, k.status(a))
	require.Equal(t, history.StatusIncorporated, k.status(b))
	text, err := k.h.State().Text()
	require.NoError(t, err)
	require.Equal(t, "Note. "+strings.Replace(with, "should", "shall", 1), text)
	next, err := k.h.State().Revision()
	require.NoError(t, err)
	k.do("chair", history.BaseIssued{Name: "Rev.2", Document: next})
	require.Equal(t, history.StatusIncorporated, k.status(a))
}

// What was adopted and is reworded by the new base is open again, with the
// conflict.
func TestANewBaseThatRewordsWhatWasAdoptedIsAConflict(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	k.do("chair", history.Adopted{Amendment: a.ID})
	base, _ := k.h.State().Base()
	k.do("chair", history.BaseIssued{Name: "Rev.1", Document: history.Reread(base.Document, strings.Replace(draft, "that should be costed", "to be costed by May", 1))})
	p := k.h.State().Proposal(a.ID)
	require.True(t, p.Pending())
	require.Len(t, p.Conflicts, 1)
	require.Contains(t, p.Conflicts[0].New, "by May")
	require.Empty(t, k.h.State().AdoptedAmendments())
}

// What was withdrawn under one base and is taken over under a later one is
// carried over on the way.
func TestWhatIsTakenOverLaterIsCarriedOver(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	b := k.table("EU", k.build("EU").In("operative 3").Replace("submit a plan", "report"))
	k.do("EU", history.Withdrawn{Amendment: a.ID})
	k.do("chair", history.Rejected{Amendment: b.ID})
	c := k.table("US", k.build("US").In("operative 3").Replace("the Secretary-General", "its President"))
	for _, id := range []amend.Amendment{c} {
		k.do("chair", history.Adopted{Amendment: id.ID})
	}
	for range 2 {
		next, err := k.h.State().Revision()
		require.NoError(t, err)
		k.do("chair", history.BaseIssued{Document: next})
	}
	k.do("JP", history.TakenOver{Amendment: a.ID})
	k.do("chair", history.Reopened{Amendment: b.ID, Count: history.Count{Yes: 2, No: 1}})
	k.do("chair", history.Adopted{Amendment: a.ID})
	k.do("chair", history.Adopted{Amendment: b.ID})
	text, err := k.h.State().Text()
	require.NoError(t, err)
	require.Contains(t, text, "3. Requests its President to report that shall be costed;")
	k.refused("chair", history.Reopened{Amendment: a.ID, Count: history.Count{Yes: 1, No: 1}}, "rule 81")
	k.do("chair", history.Reopened{Clause: a.Target.Clause, Count: history.Count{Yes: 2, No: 1}})
	require.Equal(t, history.StatusOpen, k.status(a))
	require.Equal(t, history.StatusOpen, k.status(b))
	require.Equal(t, history.StatusIncorporated, k.status(c))
}
