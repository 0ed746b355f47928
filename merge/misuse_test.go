package merge_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

func TestNothingIsAnEmptyText(t *testing.T) {
	r, err := merge.Merge(nil, nil, merge.Options{})
	require.NoError(t, err)
	require.Empty(t, r.Base())
	require.Empty(t, merge.Notation(r.Decide(nil).Nodes()))
	require.NoError(t, merge.EncodeJSON(new(bytes.Buffer), r))
	require.Empty(t, amend.Derive(nil, nil, amend.Amendment{}))
	_, err = r.As("EU")
	require.ErrorAs(t, err, new(*merge.PartyError))
}

func TestWhatDoesNotFitIsNamedAndTheRestGoesOn(t *testing.T) {
	base := parse("The Council,\nresolves\n1\tto meet;\n2\tto report.\n")
	good := amend.Derive(base, parse("The Council,\nresolves\n1\tto meet;\n2\tto report often.\n"), amend.Amendment{Sponsors: []string{"EU"}})
	require.Len(t, good, 1)
	bad := map[string]struct {
		change func(*amend.Amendment)
		want   error
	}{
		"older base":     {func(a *amend.Amendment) { a.Base = clause.Hash{} }, amend.ErrBase},
		"unknown clause": {func(a *amend.Amendment) { a.Target.Clause = clause.ID{1} }, amend.ErrTarget},
		"other words":    {func(a *amend.Amendment) { a.Target.Range.Start-- }, amend.ErrRange},
		"no operation":   {func(a *amend.Amendment) { a.Op = 99 }, amend.ErrOp},
		"no sponsor":     {func(a *amend.Amendment) { a.Sponsors = nil }, merge.ErrNoSponsor},
	}
	for name, c := range bad {
		a := good[0]
		c.change(&a)
		r, err := merge.Merge(base, []amend.Amendment{a, good[0]}, merge.Options{})
		var e *amend.Error
		require.True(t, errors.As(err, &e), name)
		require.ErrorIs(t, err, c.want, name)
		require.Equal(t, a.ID, e.Amendment)
		require.Len(t, r.Changes(), 1, name)
	}
	a := good[0]
	a.Sponsors = []string{"Q]"}
	_, err := merge.Merge(base, []amend.Amendment{a}, merge.Options{})
	require.ErrorAs(t, err, new(*merge.NameError))
}

func TestARollingTextDoesNotChangeWithWhatItWasMadeOf(t *testing.T) {
	base := parse("to meet\n")
	list := amend.Derive(base, parse("to part\n"), amend.Amendment{Sponsors: []string{"EU"}})
	r, err := merge.Merge(base, list, merge.Options{})
	require.NoError(t, err)
	list[0].Sponsors[0] = "G77"
	require.Equal(t, []string{"EU"}, r.Changes()[0].Sponsors)
	require.Equal(t, []string{"EU"}, r.Amendments()[0].Sponsors)
}

func TestNamesThatBracketsCannotHoldAreRefused(t *testing.T) {
	for _, name := range []string{"", " EU", "E]", "a: b", "E\xffU", "E،U", "E/U", "E\u202eU", "e\u0301", "a\nb"} {
		require.ErrorAs(t, merge.CheckName(name), new(*merge.NameError), "%q", name)
	}
	for _, name := range []string{"EU", "G77 and China", "المجموعة العربية", "非洲集团", "Группа 77", "EU+3", "Côte d'Ivoire"} {
		require.NoError(t, merge.CheckName(name))
	}
}

func FuzzDecodeJSON(f *testing.F) {
	base := parse("The Council,\nresolves\n1\tto meet;\n")
	list := amend.Derive(base, parse("The Council,\nresolves\n1\tto part;\n"), amend.Amendment{Sponsors: []string{"EU"}})
	r, err := merge.Merge(base, list, merge.Options{})
	require.NoError(f, err)
	var b strings.Builder
	require.NoError(f, merge.EncodeJSON(&b, r))
	f.Add(b.String())
	f.Add(`{"format":"rollingtext/rolling","version":1,"base":{},"parties":[],"amendments":[]}`)
	f.Fuzz(func(t *testing.T, s string) {
		r, err := merge.DecodeJSON(strings.NewReader(s), "x")
		if err != nil {
			return
		}
		var b strings.Builder
		require.NoError(t, merge.EncodeJSON(&b, r))
		again, err := merge.DecodeJSON(strings.NewReader(b.String()), "x")
		require.NoError(t, err)
		var c strings.Builder
		require.NoError(t, merge.EncodeJSON(&c, again))
		require.Equal(t, b.String(), c.String())
	})
}
