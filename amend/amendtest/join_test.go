package amendtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend/amendtest"
	"github.com/rollingtext/rollingtext/amend/history"
)

// Joining branches does not depend on the order in which they are joined, nor
// on how often; every event is there, and what it cannot do any more is listed.
func TestJoiningDoesNotDependOnOrder(t *testing.T) {
	excluded := 0
	rapid.Check(t, func(t *rapid.T) {
		start := amendtest.Begin(nil)
		start.History = amendtest.Histories(history.Options{}, 10).Draw(t, "start")
		start.Clock = start.History.Event(start.History.Len() - 1).Time
		var branches []*history.History
		events := map[[32]byte]bool{}
		for range rapid.IntRange(2, 4).Draw(t, "branches") {
			branch := *start
			amendtest.Extend(t, &branch, rapid.IntRange(0, 8).Draw(t, "events"))
			branches = append(branches, branch.History)
			for _, e := range branch.History.All() {
				events[e.Hash()] = true
			}
		}
		all := history.New(history.Options{})
		for _, b := range branches {
			all = history.Join(all, b)
		}
		again := history.New(history.Options{})
		for _, b := range rapid.Permutation(branches).Draw(t, "order") {
			again = history.Join(b, history.Join(again, b))
		}
		require.Equal(t, all.Version(), again.Version())
		require.Equal(t, all.Len(), len(events))
		for i, e := range all.All() {
			require.Equal(t, e.Hash(), again.Event(i).Hash())
		}
		require.Equal(t, amendtest.Status(all, nil), amendtest.Status(again, nil))
		require.Equal(t, amendtest.Excluded(all), amendtest.Excluded(again))
		for _, x := range all.State().Excluded() {
			excluded++
			require.Error(t, x.Err)
			require.NotEmpty(t, x.With, "what excludes it is named")
		}
		amendtest.CheckHistory(t, all)
		// The joined history goes on.
		next := *start
		next.History, next.Clock = all, all.Event(all.Len()-1).Time
		amendtest.Extend(t, &next, 4)
		amendtest.CheckHistory(t, next.History)
	})
	require.NotZero(t, excluded, "some branches exclude one another")
}
