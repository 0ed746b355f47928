package history_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

const draft = `The General Assembly,

Recalling its resolution 70/125,

1. Decides to convene a meeting;

2. Invites members to report, and to report again;

3. Requests the Secretary-General to submit a plan that should be costed;

4. Decides to remain seized of the matter.
`

func parse(src string) *clause.Document {
	doc, _ := clause.Parse(src, clause.Options{})
	return doc
}

// talks is a negotiation in the making; it stops the test where an event is
// refused.
type talks struct {
	t testing.TB
	h *history.History
	n int
}

func begin(t testing.TB, opt history.Options) *talks {
	k := &talks{t: t, h: history.New(opt)}
	k.do("chair", history.SessionOpened{Name: "first reading"})
	k.do("chair", history.BaseTabled{Name: "L.1", Document: parse(draft)})
	return k
}

func (k *talks) draft(actor string, body history.Body) history.Draft {
	k.n++
	return history.Draft{Time: time.Date(2023, 6, 27, 10, 0, k.n, 0, time.UTC), Actor: actor, Body: body}
}

func (k *talks) do(actor string, body history.Body) {
	k.t.Helper()
	h, err := k.h.Append(k.draft(actor, body))
	require.NoError(k.t, err)
	k.h = h
}

// refused requires that an event is refused with a rule of the policy.
func (k *talks) refused(actor string, body history.Body, rule string) {
	k.t.Helper()
	h, err := k.h.Append(k.draft(actor, body))
	var refusal *policy.Refusal
	require.ErrorAs(k.t, err, &refusal)
	require.Contains(k.t, refusal.Rule.String(), rule)
	require.Equal(k.t, k.h.Version(), h.Version(), "a refused event changes nothing")
}

func (k *talks) build(actor string) *amend.Builder {
	base, _ := k.h.State().Base()
	return amend.Build(base.Document, amend.Amendment{Sponsors: []string{actor}})
}

func (k *talks) table(actor string, b *amend.Builder) amend.Amendment {
	k.t.Helper()
	list, err := b.Amendments()
	require.NoError(k.t, err)
	for _, a := range list {
		k.do(actor, history.Tabled{Amendment: a})
	}
	return list[0]
}

func (k *talks) status(a amend.Amendment) history.Status { return k.h.State().Proposal(a.ID).Status }

func stored(t testing.TB, h *history.History) string {
	var b bytes.Buffer
	require.NoError(t, h.Write(&b))
	return b.String()
}

func Example() {
	at := time.Date(2023, 6, 27, 10, 0, 0, 0, time.UTC)
	base := parse(draft)
	h := history.New(history.Options{})
	h, _ = h.Append(history.Draft{Time: at, Actor: "chair", Body: history.SessionOpened{Name: "first reading"}})
	h, _ = h.Append(history.Draft{Time: at, Actor: "chair", Body: history.BaseTabled{Name: "L.1", Document: base}})
	list, _ := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}).
		In("operative 3").Replace("should", "shall").Amendments()
	h, err := h.Append(history.Draft{Time: at, Actor: "EU", Body: history.Tabled{Amendment: list[0]}})
	fmt.Println(h.Len(), err)
	_, err = h.Append(history.Draft{Time: at, Actor: "US", Body: history.Withdrawn{Amendment: list[0].ID}})
	fmt.Println(err)
	h, _ = h.Append(history.Draft{Time: at, Actor: "chair", Body: history.Adopted{Amendment: list[0].ID}})
	text, _ := h.State().Text()
	fmt.Println(strings.Contains(text, "a plan that shall be costed"), h.State().Proposal(list[0].ID).Status)
	// Output:
	// 3 <nil>
	// policy: US may not withdraw: UN General Assembly, rule 80 (withdrawal of motions); only its sponsors do that
	// true adopted
}

func TestOnlySponsorsWithdrawBeforeVotingAndIfNotAmended(t *testing.T) {
	for _, body := range []policy.Rules{policy.UN(), policy.ITU()} {
		k := begin(t, history.Options{Policy: body})
		a := k.table("EU", k.build("EU").In("operative 3").Replace("should be costed", "shall be fully costed"))
		k.do("JP", history.Joined{Amendment: a.ID})
		k.refused("US", history.Withdrawn{Amendment: a.ID}, "withdrawal")
		k.refused("EU", history.Joined{Amendment: a.ID}, "")
		sub, err := amend.Sub(a, amend.Amendment{Sponsors: []string{"G77"}}, "fully", "partly")
		require.NoError(t, err)
		k.do("G77", history.Tabled{Amendment: sub})
		k.refused("chair", history.Adopted{Amendment: a.ID}, "amendments")
		deep, err := amend.Sub(sub, amend.Amendment{Sponsors: []string{"US"}}, "partly", "well")
		require.NoError(t, err)
		k.refused("US", history.Tabled{Amendment: deep}, "amendments")
		k.do("chair", history.Adopted{Amendment: sub.ID})
		require.Equal(t, "shall be partly costed", k.h.State().OpenAmendments()[0].Text)
		if body.WithdrawAmended {
			k.do("JP", history.Withdrawn{Amendment: a.ID})
			require.Equal(t, history.StatusWithdrawn, k.status(a))
			k.refused("EU", history.TakenOver{Amendment: a.ID}, "withdrawal")
			k.do("US", history.TakenOver{Amendment: a.ID})
			require.Equal(t, []string{"US"}, k.h.State().Proposal(a.ID).Sponsors)
			require.Equal(t, history.StatusOpen, k.status(a))
		} else {
			k.refused("EU", history.Withdrawn{Amendment: a.ID}, "rule 80")
		}
		b := k.table("US", k.build("US").In("operative 1").Replace("a meeting", "a conference"))
		k.do("chair", history.VoteBegun{Amendment: b.ID})
		k.refused("US", history.Withdrawn{Amendment: b.ID}, "withdrawal")
		k.do("chair", history.Voted{Amendment: b.ID, Count: history.Count{Yes: 10, No: 12, Abstain: 3}})
		k.refused("chair", history.Adopted{Amendment: b.ID}, "voting")
		k.do("chair", history.Rejected{Amendment: b.ID})
		k.refused("chair", history.Reopened{Amendment: b.ID, Count: history.Count{Yes: 11, No: 6}}, "rule 81")
		k.do("chair", history.Reopened{Amendment: b.ID, Count: history.Count{Yes: 12, No: 6, Abstain: 50}})
		require.Equal(t, history.StatusOpen, k.status(b))
	}
}

func TestWithdrawingCarriesSubAmendmentsAlong(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall fully"))
	sub, err := amend.Sub(a, amend.Amendment{Sponsors: []string{"G77"}}, "fully", "partly")
	require.NoError(t, err)
	k.do("G77", history.Tabled{Amendment: sub})
	k.do("EU", history.Withdrawn{Amendment: a.ID})
	p := k.h.State().Proposal(sub.ID)
	require.Equal(t, history.StatusWithdrawn, p.Status)
	require.Equal(t, a.ID, p.With)
	require.Equal(t, []int{3, 4}, p.Events())
}

func TestOnlyTheChairDecidesAndNobodySpeaksForAnother(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	for _, b := range []history.Body{
		history.Adopted{Amendment: a.ID},
		history.Rejected{Amendment: a.ID},
		history.VoteBegun{Amendment: a.ID},
		history.BaseIssued{Name: "Rev.1", Document: parse(draft)},
		history.Agreed{Amendment: a.ID},
		history.SessionClosed{},
	} {
		k.refused("EU", b, "rule 35")
	}
	list, err := k.build("US").In("operative 1").Replace("a meeting", "talks").Amendments()
	require.NoError(t, err)
	k.refused("EU", history.Tabled{Amendment: list[0]}, "rule 25")
	k.do("JP", history.Joined{Amendment: a.ID})
	k.do("EU", history.Left{Amendment: a.ID})
	require.Equal(t, []string{"JP"}, k.h.State().Proposal(a.ID).Sponsors)
	k.refused("JP", history.Left{Amendment: a.ID}, "rule 80")
	k.do("chair", history.SessionClosed{})
	k.refused("chair", history.Adopted{Amendment: a.ID}, "rule 35")
	k.do("second", history.SessionOpened{Name: "second reading"})
	k.do("second", history.Adopted{Amendment: a.ID})
	require.Equal(t, history.StatusAdopted, k.status(a))
}

func TestWhatCompetesWithAnAdoptedAmendmentIsNotAdopted(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	b := k.table("US", k.build("US").In("operative 3").Replace("that should", "which may"))
	k.do("chair", history.Adopted{Amendment: a.ID})
	k.refused("chair", history.Adopted{Amendment: b.ID}, "rule 90")
}

func TestPartOfAnAmendmentIsAdoptedAndTheRestLivesOn(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("Secretary-General to submit a plan that should be costed", "President to submit a plan that shall be costed"))
	k.do("chair", history.Adopted{Amendment: a.ID, Parts: []int{2}})
	require.Equal(t, history.StatusPartly, k.status(a))
	text, err := k.h.State().Text()
	require.NoError(t, err)
	require.Equal(t, strings.Replace(draft, "should", "shall", 1), text)
	open := k.h.State().OpenAmendments()
	require.Len(t, open, 1)
	require.Equal(t, 1, open[0].Part)
	k.do("chair", history.BaseIssued{Name: "L.1/Rev.1", Document: withIDs(k.h, text)})
	open = k.h.State().OpenAmendments()
	require.Len(t, open, 1)
	require.Equal(t, []any{a.ID, 1, "Secretary-General", "President"}, []any{open[0].ID, open[0].Part, open[0].Target.Quote, open[0].Text})
	k.do("chair", history.Adopted{Amendment: a.ID, Parts: []int{1}})
	text, err = k.h.State().Text()
	require.NoError(t, err)
	require.Contains(t, text, "President to submit a plan that shall")
	require.Equal(t, history.StatusAdopted, k.status(a))
}

// withIDs puts a text of as many clauses into the structure of the base.
func withIDs(h *history.History, text string) *clause.Document {
	base, _ := h.State().Base()
	doc, read := base.Document, parse(text)
	var fresh []*clause.Clause
	for _, c := range read.Walk() {
		fresh = append(fresh, c)
	}
	i := 0
	for p, c := range base.Document.Walk() {
		if c.Source() != fresh[i].Source() {
			doc, _ = doc.Replace(p, doc.Clause(p).WithSource(fresh[i].Source()))
		}
		i++
	}
	return doc
}

func TestAConflictWithANewBaseIsResolvedAndContinued(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("a plan that should", "plans that shall"))
	next := withIDs(k.h, strings.Replace(draft, "a plan that should", "two costed plans which should", 1))
	k.do("chair", history.BaseIssued{Name: "L.1/Rev.1", Document: next})
	p := k.h.State().Proposal(a.ID)
	require.Len(t, p.Conflicts, 1)
	require.Contains(t, p.Conflicts[0].Base, "a plan that should")
	require.Contains(t, p.Conflicts[0].New, "two costed plans")
	require.Contains(t, p.Conflicts[0].Proposed, "plans that shall")
	_, err := k.h.Append(k.draft("chair", history.Adopted{Amendment: a.ID}))
	require.ErrorIs(t, err, history.ErrConflict)
	k.do("EU", history.Resolved{Amendment: a.ID, Text: "3. Requests the Secretary-General to submit two costed plans;\n\n"})
	k.do("chair", history.Adopted{Amendment: a.ID})
	text, err := k.h.State().Text()
	require.NoError(t, err)
	require.Contains(t, text, "to submit two costed plans;\n")
}

func TestOptionsAreMergedIntoACompromise(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	b := k.table("US", k.build("US").In("operative 3").Replace("should", "may"))
	list, err := k.build("chair").In("operative 3").Replace("should", "is to").Amendments()
	require.NoError(t, err)
	k.refused("EU", history.Merged{Options: []uuid.UUID{a.ID, b.ID}, Into: list[0]}, "rule 35")
	k.do("chair", history.Merged{Options: []uuid.UUID{a.ID, b.ID}, Into: list[0]})
	require.Equal(t, history.StatusMerged, k.status(a))
	require.Equal(t, list[0].ID, k.h.State().Proposal(b.ID).With)
	k.do("chair", history.Adopted{Amendment: list[0].ID})
	k.do("chair", history.Reopened{Clause: a.Target.Clause, Count: history.Count{Yes: 2, No: 1}})
	require.Equal(t, history.StatusOpen, k.status(list[0]))
	text, _ := k.h.State().Text()
	require.Equal(t, draft, text)
}

func TestStoredHistoryReadsBackTheSame(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall \"\u2028\x01\t\\\u00a0ب"))
	k.do("JP", history.PositionTaken{Amendment: a.ID, Stance: history.Oppose, Comment: "not yet\n"})
	text := stored(t, k.h)
	again, err := history.Read(text, history.Options{})
	require.NoError(t, err)
	require.Equal(t, k.h.Version(), again.Version())
	require.Equal(t, text, stored(t, again))
	for i, e := range again.All() {
		want := k.h.Event(i)
		assert.Equal(t, want.JSON(), e.JSON())
		assert.Equal(t, []any{want.ID, want.Time, want.Actor, want.Prev, want.Sig, want.Hash()}, []any{e.ID, e.Time, e.Actor, e.Prev, e.Sig, e.Hash()})
		if _, ok := want.Body.(history.BaseTabled); !ok {
			assert.Equal(t, want.Body, e.Body)
		}
	}
	require.Equal(t, &a, again.State().Proposal(a.ID).Amendment)
}

func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func (k *talks) signed(actor string, body history.Body, by ed25519.PrivateKey) error {
	d := k.draft(actor, body)
	d.Sign = func(h clause.Hash) sign.Signature { return sign.Sign(by, h) }
	h, err := k.h.Append(d)
	k.h = h
	return err
}

func TestKeysRotateAndAreRevoked(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	require.NoError(t, k.signed("EU", history.KeyAdded{Public: public(key(1))}, key(1)))
	_, err := k.h.Append(k.draft("EU", history.Withdrawn{Amendment: a.ID}))
	require.ErrorIs(t, err, sign.ErrUnsigned, "a party that has a key signs")
	require.ErrorIs(t, k.signed("EU", history.KeyAdded{Public: public(key(2))}, key(2)), sign.ErrNoKey)
	require.NoError(t, k.signed("EU", history.KeyAdded{Public: public(key(2))}, key(1)))
	require.NoError(t, k.signed("EU", history.KeyRevoked{Key: sign.IDOf(public(key(1)))}, key(2)))
	require.ErrorIs(t, k.signed("EU", history.Withdrawn{Amendment: a.ID}, key(1)), sign.ErrRevoked)
	require.NoError(t, k.signed("EU", history.Withdrawn{Amendment: a.ID}, key(2)))
	again, err := history.Read(stored(t, k.h), history.Options{})
	require.NoError(t, err)
	require.Equal(t, []sign.KeyID{sign.IDOf(public(key(2)))}, again.State().Keys("EU").Active())
	require.Equal(t, stored(t, k.h), stored(t, again))
}

func TestAmendmentsToAmendmentsGoAsDeepAsThePolicyAllows(t *testing.T) {
	rules := policy.UN()
	rules.Depth = 2
	k := begin(t, history.Options{Policy: rules})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall fully"))
	sub, err := amend.Sub(a, amend.Amendment{Sponsors: []string{"G77"}}, "fully", "partly or wholly")
	require.NoError(t, err)
	k.do("G77", history.Tabled{Amendment: sub})
	deep, err := amend.Sub(sub, amend.Amendment{Sponsors: []string{"US"}}, "wholly", "in full")
	require.NoError(t, err)
	k.do("US", history.Tabled{Amendment: deep})
	k.refused("chair", history.Adopted{Amendment: sub.ID}, "rule 90")
	k.do("chair", history.Adopted{Amendment: deep.ID})
	k.do("chair", history.Adopted{Amendment: sub.ID})
	k.do("chair", history.Adopted{Amendment: a.ID})
	require.Equal(t, "…{EU: shall }{G77: partly or }{US: in full}…", blamed(t, k.h))
}

func TestACorrectionKeepsTheId(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shal"))
	k.do("JP", history.Joined{Amendment: a.ID})
	right, err := k.build("EU").In("operative 3").Replace("should", "shall").Amendments()
	require.NoError(t, err)
	b := right[0]
	b.ID = a.ID
	k.refused("US", history.Corrected{Amendment: b}, "rule 80")
	k.do("EU", history.Corrected{Amendment: b})
	require.Equal(t, "shall", k.h.State().OpenAmendments()[0].Text)
	require.Equal(t, []string{"EU", "JP"}, k.h.State().OpenAmendments()[0].Sponsors)
	b.Sponsors = []string{"JP"}
	_, err = k.h.Append(k.draft("EU", history.Corrected{Amendment: b}))
	require.ErrorIs(t, err, history.ErrSame)
}

// One history may be used by many at once; what each makes of it is its own.
func TestAHistoryIsSafeForConcurrentUse(t *testing.T) {
	h := twoHundred(t)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			id := h.State().Proposals()[i+1].Amendment.ID
			next := h
			for range 5 {
				var err error
				next, err = next.Append(history.Draft{
					Time: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), Actor: "KE",
					Body: history.PositionTaken{Amendment: id, Stance: history.Reserve, Comment: fmt.Sprint(i)},
				})
				assert.NoError(t, err)
				_, err = h.At(h.Event(20 * i).Hash())
				assert.NoError(t, err)
				_, err = next.Blame()
				assert.NoError(t, err)
			}
			assert.Equal(t, h.Len()+5, next.Len())
			for j, e := range h.All() {
				assert.Equal(t, e.Hash(), next.Event(j).Hash())
			}
		})
	}
	wait.Wait()
	require.Equal(t, 200, h.Len())
}

// Texts that are not UTF-8 are refused instead of changed without a word.
func TestInvalidUTF8IsRefused(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	for _, body := range []history.Body{
		history.PositionTaken{Amendment: a.ID, Comment: "\xff"},
		history.Tabled{Amendment: amend.Amendment{ID: uuid.New(), Sponsors: []string{"EU"}, Meta: map[string]string{"x": "a\xfe"}}},
	} {
		_, err := k.h.Append(k.draft("EU", body))
		require.ErrorIs(t, err, history.ErrUTF8)
	}
	_, err := k.h.Append(k.draft("\xff", history.SessionClosed{}))
	require.ErrorIs(t, err, history.ErrUTF8)
	_, err = k.h.Append(history.Draft{Actor: "EU"})
	require.ErrorIs(t, err, history.ErrBody)
	_, err = k.h.Append(history.Draft{Actor: "EU", Body: history.Joined{Amendment: a.ID}})
	require.ErrorIs(t, err, history.ErrClock, "time does not run back")
}

// Only the canonical form of a time is read.
func TestTimesHaveOneForm(t *testing.T) {
	form := `{"actor":"A","body":{},"id":"00000000-0000-0000-0000-000000000000","kind":"session-closed","prev":[],"time":%q,"v":1}`
	for _, s := range []string{"2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "2023-06-27T10:00:00.5Z", "2023-06-27T10:00:00.000000001Z"} {
		e, err := history.ParseEvent(fmt.Sprintf(form, s))
		require.NoError(t, err, s)
		require.Equal(t, s, e.Time.Format(time.RFC3339Nano))
	}
	for _, s := range []string{
		"2023-02-29T00:00:00Z", "2023-04-31T00:00:00Z", "2023-00-01T00:00:00Z", "2023-13-01T00:00:00Z", "2023-01-00T00:00:00Z", "2023-01-32T00:00:00Z",
		"2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z", "2023-01-01T00:00:60Z", "2023-01-01T00:00:00.50Z", "2023-01-01T00:00:00.Z", "2023-01-01T00:00:00+00:00", "2023-1-01T00:00:00Z", "",
	} {
		_, err := history.ParseEvent(fmt.Sprintf(form, s))
		require.ErrorIs(t, err, history.ErrCanonical, s)
	}
}
