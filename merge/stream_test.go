package merge

import (
	"context"
	"errors"
	"iter"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
)

func yieldAll(list []amend.Amendment) iter.Seq2[amend.Amendment, error] {
	return func(yield func(amend.Amendment, error) bool) {
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
}

// inOrder puts amendments in the order of the clauses that they concern.
func inOrder(l *amend.Layout, list []amend.Amendment) []amend.Amendment {
	first := func(a amend.Amendment) int {
		x, err := l.Locate(a)
		if err != nil {
			return 0
		}
		k, _ := l.Extent(x)
		return k
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(x, y amend.Amendment) int { return first(x) - first(y) })
	return out
}

func TestStreamGivesWhatMergingAllGives(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		l, all := tabled(t)
		want, wantErr := MergeLayout(l, all, Options{})
		o := StreamOptions{Parties: want.Parties()}
		list := all
		if rapid.Bool().Draw(t, "spill") {
			o.Dir = dir
		} else {
			list = inOrder(l, all)
		}
		var last Progress
		o.Progress = func(p Progress) { last = p }
		var changes []Change
		var places int
		failed := false
		for part, err := range Stream(context.Background(), l, yieldAll(list), o) {
			failed = failed || err != nil
			if part != nil {
				changes = append(changes, part.Changes()...)
				places += len(part.Places())
			}
		}
		sortChanges(changes)
		require.Equal(t, want.Changes(), changes)
		require.Len(t, want.Places(), places)
		require.Equal(t, wantErr != nil, failed)
		require.Equal(t, len(all), last.Amendments)
		require.Equal(t, places, last.Places)
		left, err := os.ReadDir(dir)
		require.NoError(t, err)
		require.Empty(t, left)
	})
}

func TestStreamOutOfOrderNamesTheAmendment(t *testing.T) {
	l, all := threeLines()
	var errs []error
	var changes int
	for part, err := range Stream(context.Background(), l, yieldAll([]amend.Amendment{all[1], all[0], all[2]}), StreamOptions{}) {
		if err != nil {
			errs = append(errs, err)
		}
		if part != nil {
			changes += len(part.Changes())
		}
	}
	require.Equal(t, 3, changes, "it is read before the part is done")
	errs, changes = nil, 0
	for part, err := range Stream(context.Background(), l, yieldAll([]amend.Amendment{all[0], all[1], all[0]}), StreamOptions{}) {
		if err != nil {
			errs = append(errs, err)
		}
		if part != nil {
			changes += len(part.Changes())
		}
	}
	var order *OrderError
	require.Len(t, errs, 1)
	require.ErrorAs(t, errs[0], &order)
	require.Equal(t, all[0].ID, order.Amendment)
	require.Equal(t, 2, changes, "the others are not lost")
}

func TestStreamEndsWithItsContext(t *testing.T) {
	l, all := threeLines()
	ctx, cancel := context.WithCancel(context.Background())
	endless := func(yield func(amend.Amendment, error) bool) {
		for i := 0; yield(all[0], nil); i++ {
			if i == 100 {
				cancel()
			}
		}
	}
	for _, dir := range []string{"", t.TempDir()} {
		var last error
		for _, err := range Stream(ctx, l, endless, StreamOptions{Dir: dir}) {
			last = err
		}
		require.ErrorIs(t, last, context.Canceled)
	}
}

func TestStreamPassesOnTheErrorOfItsSource(t *testing.T) {
	l, all := threeLines()
	broken := errors.New("the connection is gone")
	source := func(yield func(amend.Amendment, error) bool) {
		if yield(all[0], nil) {
			yield(amend.Amendment{}, broken)
		}
	}
	var parts int
	var last error
	for part, err := range Stream(context.Background(), l, source, StreamOptions{}) {
		if last = err; part != nil {
			parts++
		}
	}
	require.ErrorIs(t, last, broken)
	require.Equal(t, 1, parts)
}

// threeLines are three clauses and an amendment to each.
func threeLines() (*amend.Layout, []amend.Amendment) {
	base := parseLines("one\n", "two\n", "three\n")
	l := amend.NewLayout(base)
	var out []amend.Amendment
	for _, c := range base.Walk() {
		if c.Source() == "" {
			continue
		}
		a := amend.Amendment{Sponsors: []string{"A"}, Base: base.Version(), Text: "new"}
		a.Target.Clause, a.Target.Quote = c.ID(), c.Source()[:3]
		a.Target.Range.End = 3
		a.ID = c.ID()
		out = append(out, a)
	}
	return l, out
}
