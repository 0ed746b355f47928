package merge_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

const oneBase = "1.\tThe Parties shall report every year to the Conference.\n2.\tThe Parties shall pay.\n"

// threeTexts are of EU, G77 and AU: rivals on one word, and single changes.
func threeTexts(t require.TestingT) *merge.Rolling {
	return rolling(t, oneBase, map[string]string{
		"EU":  strings.Replace(oneBase, "shall report", "should report", 1),
		"G77": strings.Replace(oneBase, "every year", "every two years", 1),
		"AU":  strings.Replace(oneBase, "shall report", "may report", 1),
		"RCC": oneBase,
	})
}

func with(t require.TestingT, r *merge.Rolling, positions string) *merge.Rolling {
	p, err := merge.DecodePositions(strings.NewReader(positions), "positions.json")
	require.NoError(t, err)
	out, err := r.With(p)
	require.NoError(t, err)
	return out
}

func decided(r *merge.Rolling, rule merge.Rule) map[string]string {
	out := map[string]string{}
	for _, d := range r.Decide(rule).Decisions() {
		out[r.Changes()[d.Change].Text] = d.Verdict.String() + ": " + d.Reason
	}
	return out
}

func positions(list string) string { return `{"positions": [` + list + `]}` }

func TestOnlyAnExplicitPositionKeepsTheBase(t *testing.T) {
	r := threeTexts(t)
	require.Equal(t, "adopted: nobody objects", decided(r, merge.Consensus)["two years"])
	r = with(t, r, positions(`{"party": "RCC", "stance": "supports", "on": {"clause": "1", "asItStands": true, "was": "year"}}`))
	require.Equal(t, "open: RCC opposes it: no consensus", decided(r, merge.Consensus)["two years"])
	require.Equal(t, "rejected: 1 for, 1 against, 2 abstaining: a tie keeps the base", decided(r, merge.Majority)["two years"])
}

func TestAReservationIsRecordedAndDoesNotBlock(t *testing.T) {
	r := with(t, threeTexts(t), positions(`{"party": "RCC", "stance": "reserves", "on": {"clause": "1", "text": "two years"}}`))
	require.Equal(t, "adopted: nobody objects; a reservation by RCC is recorded", decided(r, merge.Consensus)["two years"])
	require.Contains(t, decided(r, merge.Unanimity)["two years"], "open: not unanimous: AU, EU, RCC")
}

func TestUnanimityNeedsEveryPartyToAccept(t *testing.T) {
	on := `"on": {"clause": "1", "text": "two years"}}`
	r := with(t, threeTexts(t), positions(`{"party": "RCC", "stance": "canLiveWith", `+on+`, {"party": "EU", "stance": "supports", `+on+`, {"party": "AU", "stance": "canLiveWith", `+on))
	require.Equal(t, "adopted: every party supports it or can live with it", decided(r, merge.Unanimity)["two years"])
}

func TestConsensusOnTwoThatExcludeOneAnotherIsNone(t *testing.T) {
	r := with(t, threeTexts(t), positions(`{"party": "EU", "stance": "canLiveWith", "on": {"clause": "1", "text": "may"}}, {"party": "AU", "stance": "canLiveWith", "on": {"clause": "1", "text": "should"}}`))
	got := decided(r, merge.Consensus)
	require.Contains(t, got["may"], "open: ")
	require.Contains(t, got["should"], "open: ")
	one := with(t, r, positions(`{"party": "EU", "stance": "canLiveWith", "on": {"clause": "1", "text": "may"}}`))
	got = decided(one, merge.Consensus)
	require.Equal(t, "adopted: nobody objects", got["may"])
	require.Equal(t, "rejected: disposed of by what was adopted", got["should"])
}

func TestVotesCountMembersAndWeightsCountGroups(t *testing.T) {
	r := with(t, threeTexts(t), `{"parties": [{"name": "G77", "weight": 134, "members": ["Samoa", "Peru", "Fiji"]}, {"name": "EU", "weight": 27}],
		"positions": [{"party": "EU", "stance": "opposes", "on": {"clause": "1", "text": "two years"}},
			{"party": "Peru", "stance": "opposes", "on": {"clause": "1", "text": "two years"}}]}`)
	for _, d := range r.Decide(merge.Weighted).Decisions() {
		if r.Changes()[d.Change].Text != "two years" {
			continue
		}
		require.Equal(t, "2 for, 2 against, 2 abstaining", d.Tally.Figures().String())
		require.Equal(t, "133 for, 28 against, 2 abstaining", d.Tally.Weighed().String())
		require.Equal(t, []string{"EU", "Peru"}, d.Tally.Objects)
		require.Equal(t, merge.Adopted, d.Verdict)
	}
	require.Contains(t, decided(r, merge.Majority)["two years"], "rejected: 2 for, 2 against")
}

func TestFurthestRemovedIsVotedFirstUnlessTheChairSetsAnOrder(t *testing.T) { // rule 90
	base := "1.\tThe Parties shall report to the Conference.\n"
	r := rolling(t, base, map[string]string{
		"EU": strings.Replace(base, "shall report", "should report", 1),
		"AU": strings.Replace(base, "shall report to the Conference", "may consult one another in good time", 1),
	})
	all := `{"party": "EU", "stance": "supports", "on": {"clause": "1", "text": "may consult one another in good time"}},
		{"party": "AU", "stance": "supports", "on": {"clause": "1", "text": "should"}}`
	got := decided(with(t, r, positions(all)), merge.Majority)
	require.Equal(t, "rejected: not put to the vote: what was adopted implies its rejection (rule 90)", got["should"])
	got = decided(with(t, r, `{"positions": [`+all+`], "procedure": {"order": [{"clause": "1", "text": "should"}]}}`), merge.Majority)
	require.Equal(t, "adopted: 2 for, 0 against, 0 abstaining", got["should"])
}

func TestAVoteTakenElsewhereCounts(t *testing.T) {
	r := with(t, threeTexts(t), `{"votes": [{"on": {"clause": "1", "text": "two years"}, "for": 40, "against": 41, "abstained": 12, "present": 120}]}`)
	require.Equal(t, "rejected: 40 for, 41 against, 12 abstaining: not enough to change the base", decided(r, merge.Majority)["two years"])
	r = with(t, threeTexts(t), `{"votes": [{"on": {"whole": true}, "for": 3, "against": 30}], "procedure": {"whole": true}}`)
	require.Contains(t, decided(r, merge.Majority)["two years"], "rejected: the text as a whole was not adopted")
	require.Equal(t, merge.Notation(r.Decide(merge.Majority).Nodes()), oneBase)
}

func TestConditionsHoldAsLongAsTheOutcomeBearsThemOut(t *testing.T) {
	list := positions(`{"party": "AU", "stance": "canLiveWith", "on": {"clause": "1", "text": "should"}, "if": [{"clause": "1", "text": "two years"}]}`)
	require.Contains(t, decided(with(t, threeTexts(t), list), merge.Consensus)["should"], "adopted")
	list = positions(`{"party": "AU", "stance": "canLiveWith", "on": {"clause": "1", "text": "should"}, "if": [{"clause": "1", "text": "two years"}]},
		{"party": "RCC", "stance": "opposes", "on": {"clause": "1", "text": "two years"}}`)
	require.Contains(t, decided(with(t, threeTexts(t), list), merge.Consensus)["should"], "open: AU opposes")
}

func TestTheChairChoosesAndConsensusDoesTheRest(t *testing.T) {
	r := threeTexts(t)
	rule, err := r.Choose(merge.Words("1", "may"))
	require.NoError(t, err)
	got := decided(r, rule)
	require.Equal(t, "adopted: chosen by the chair", got["may"])
	require.Equal(t, "rejected: the chair chose otherwise", got["should"])
	require.Contains(t, got["two years"], "adopted: left by the chair to consensus")
	_, err = r.Choose(merge.Words("1", "may"), merge.Words("1", "should"))
	require.ErrorIs(t, err, merge.ErrRival)
	rule, err = r.Choose(merge.BaseOf("1"))
	require.NoError(t, err)
	require.Equal(t, oneBase, merge.Notation(r.Decide(rule).Nodes()), "the chair may choose what stands")
}

func parts(r *merge.Rolling) []string {
	var out []string
	for _, c := range r.Changes() {
		out = append(out, c.Sponsors[0]+": "+c.Text)
	}
	return out
}

func TestDivisionVotesOnThePartsOfAnAmendment(t *testing.T) { // rule 89
	base := parse("1.\tThe Parties shall report every year to the Conference.\n")
	_, c, _ := base.At(0)
	quote := "shall report every year"
	start := strings.Index(c.Source(), quote)
	a := amend.Amendment{
		ID: uuid.UUID{1}, Op: amend.Replace, Base: base.Version(), Sponsors: []string{"AU"}, Text: "may report every ten years",
		Target: amend.Target{Clause: c.ID(), Range: clause.Span{Start: start, End: start + len(quote)}, Quote: quote},
	}
	r, err := merge.Merge(base, []amend.Amendment{a}, merge.Options{Parties: []string{"AU"}})
	require.NoError(t, err)
	out, err := r.With(merge.Positions{Procedure: merge.Procedure{Divide: []merge.Ref{merge.RefTo(r.Changes()[0])}}})
	require.NoError(t, err)
	require.Equal(t, []string{"AU: may report every ten years"}, parts(r))
	require.Equal(t, []string{"AU: may", "AU: ten years"}, parts(out))
}

func TestWhatPositionsNameWronglyIsReportedWithItsPlace(t *testing.T) {
	for in, want := range map[string]string{
		`{"party": "EU", "stance": "opposes", "on": {"clause": "9", "text": "x"}}`:                                            "there is \"1\"",
		`{"party": "EU", "stance": "opposes", "on": {"clause": "1", "text": "x"}}`:                                            "«should» for «shall»",
		`{"party": "Mars", "stance": "opposes", "on": {"clause": "1", "text": "may"}}`:                                        `party "Mars": nobody of this name takes part`,
		`{"party": "EU", "stance": "opposes", "on": {"amendment": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}}`:                   "no such amendment was tabled",
		`{"party": "EU", "stance": "opposes", "on": {}}`:                                                                      "it names nothing",
		`{"party": "EU", "stance": "opposes", "on": {"clause": "1", "text": "may"}, "if": [{"clause": "1", "text": "none"}]}`: "position 1 of EU, condition",
	} {
		p, err := merge.DecodePositions(strings.NewReader("{\n\"positions\": [\n "+in+"]}"), "p.json")
		require.NoError(t, err)
		r, err := threeTexts(t).With(p)
		require.ErrorContains(t, err, "p.json:3:2: ")
		require.ErrorContains(t, err, want)
		var e *merge.PositionError
		require.ErrorAs(t, err, &e)
		require.Equal(t, "adopted: nobody objects", decided(r, merge.Consensus)["two years"])
	}
	for in, want := range map[string]string{
		"[]":               "p.json:1:1: ",
		"{\n \"more\": 1}": "p.json:2:2: \"more\" is not known",
		"{\"positions\": [\n {\"party\": \"EU\", \"stance\": \"likes\"}]}": "p.json:2:28: ",
		"{\"positions\": [\n {\"partie\": \"EU\"}]}":                       "p.json:2:3: ",
		"{\"parties\": [{\"name\": \"EU\", \"weight\": -1}]}":              "weight \"-1\"",
		"{\"positions\": [": "p.json:1:16: ",
	} {
		_, err := merge.DecodePositions(strings.NewReader(in), "p.json")
		require.ErrorContains(t, err, want, in)
	}
}

func FuzzDecodePositions(f *testing.F) {
	f.Add(positions(`{"party": "EU", "stance": "opposes", "on": {"clause": "1", "text": "may"}, "if": [{"whole": true}]}`))
	f.Add(`{"votes": [{"on": {"whole": true}, "for": 1.5}], "procedure": {"whole": true, "divide": [{"clause": "1", "text": "may"}]}}`)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := merge.DecodePositions(strings.NewReader(s), "p.json")
		if err != nil {
			require.Contains(t, err.Error(), "p.json:")
			return
		}
		r, _ := threeTexts(t).With(p)
		r.Decide(merge.Majority)
	})
}
