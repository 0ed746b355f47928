package amendtest

import (
	"context"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/store"
)

// CheckStore holds a store to what package store promises, with a history that
// keeps the laws before and after: what was saved is loaded, also by another
// store on the same data; saving twice changes nothing; what lacks stored events
// is refused and changes nothing; branches that were joined are kept.
//
// Open returns the store on the same data each time it is called, empty the
// first time; Close, if it has one, is called before.
func CheckStore(t TB, open func() store.Store) {
	t.Helper()
	ctx := context.Background()
	s := open()
	reopen := func() {
		if c, ok := s.(interface{ Close() error }); ok {
			require.NoError(t, c.Close())
		}
		s = open()
	}
	load := func() *history.History {
		h, err := s.Load(ctx)
		require.NoError(t, err)
		return h
	}
	require.Zero(t, load().Len(), "a new store is empty")
	talks, err := Read([]byte(storeScenario))
	require.NoError(t, err)
	h := talks.History
	for i := range h.Len() {
		part, err := h.At(h.Event(i).Hash())
		require.NoError(t, err)
		require.NoError(t, s.Save(ctx, part))
		if i%3 == 0 {
			reopen()
		}
		require.Equal(t, part.Version(), load().Version(), "what was saved is loaded")
	}
	require.NoError(t, s.Save(ctx, h), "saving twice")
	part, err := h.At(h.Event(2).Hash())
	require.NoError(t, err)
	require.ErrorIs(t, s.Save(ctx, part), store.ErrBehind, "an older version is not saved over a newer one")
	require.Equal(t, h.Version(), load().Version())

	left, right := *talks, *talks
	right.Clock = right.Clock.Add(30 * time.Second)
	require.NoError(t, left.Say("JP: support A"))
	require.NoError(t, right.Say("US: oppose A"))
	require.NoError(t, s.Save(ctx, left.History))
	require.ErrorIs(t, s.Save(ctx, right.History), store.ErrBehind, "a branch is not saved over another")
	joined := history.Join(left.History, right.History)
	require.NoError(t, s.Save(ctx, joined))
	reopen()
	require.Equal(t, joined.Version(), load().Version())
	sameState(t, joined, load(), "a store keeps the state")
	CheckHistory(t, load())

	canceled, cancel := context.WithCancel(ctx)
	cancel()
	require.ErrorIs(t, s.Save(canceled, joined), context.Canceled)
	if c, ok := s.(interface{ Close() error }); ok {
		require.NoError(t, c.Close())
	}
}

const storeScenario = `
-- base.txt --
The General Assembly,

1. Decides that «القمّة العالميةـ» be reviewed;

2. Decides to remain seized of the matter.
-- history --
chair: open first reading
chair: base base.txt as L.1
EU: table A: In operative paragraph 2, replace «seized of» by «informed on».
JP: join A
US: amend A as S: «informed» -> «well informed»
chair: adopt S
chair: vote A
chair: count A yes 5 no 3 abstain 1
chair: adopt A
chair: issue current as L.1/Rev.1
US: table A: SUP 1
`
