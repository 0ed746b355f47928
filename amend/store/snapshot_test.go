package store_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend/amendtest"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/store"
)

// A log that is opened from a snapshot goes on as one that was read whole,
// whatever happened before and after.
func TestOpeningFromASnapshotIsOpeningTheWhole(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		name := filepath.Join(dir, fmt.Sprint(n))
		talks := amendtest.Begin(nil)
		talks.History = amendtest.Histories(history.Options{}, 20).Draw(t, "history")
		talks.Clock = talks.History.Event(talks.History.Len() - 1).Time
		l, err := store.Open(name, store.Options{})
		require.NoError(t, err)
		require.NoError(t, l.Save(ctx, talks.History))
		require.NoError(t, l.Snapshot())
		amendtest.Extend(t, talks, rapid.IntRange(0, 4).Draw(t, "since"))
		require.NoError(t, l.Save(ctx, talks.History))
		require.NoError(t, l.Close())

		l, err = store.Open(name, store.Options{})
		require.NoError(t, err)
		before := talks.History
		for range 6 { // what is allowed to one is allowed to the other
			amendtest.Extend(t, talks, 1)
			if talks.History.Len() == before.Len() {
				continue
			}
			e := talks.History.Event(talks.History.Len() - 1)
			made, err := l.Append(ctx, history.Draft{Time: e.Time, Actor: e.Actor, Body: e.Body})
			require.NoError(t, err)
			require.Equal(t, e.Hash(), made.Hash())
			before = talks.History
		}
		want, err := talks.History.State().Text()
		require.NoError(t, err)
		got, err := l.State().Text()
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.Equal(t, len(talks.History.State().OpenAmendments()), len(l.State().OpenAmendments()))
		for i, p := range l.State().Proposals() {
			q := talks.History.State().Proposals()[i]
			require.Equal(t, q.Amendment, p.Amendment)
			require.Equal(t, q.Status, p.Status)
			require.Equal(t, q.Sponsors, p.Sponsors)
			require.Equal(t, len(q.Conflicts), len(p.Conflicts))
		}
		whole, err := l.Load(ctx)
		require.NoError(t, err)
		require.Equal(t, talks.History.Version(), whole.Version())
		require.NoError(t, l.Close())
	})
}

// A damaged snapshot, or one of another log, is not used; damage before it is
// found when the whole is asked for.
func TestASnapshotIsOnlyUsedWhereItBelongs(t *testing.T) {
	ctx := context.Background()
	name := filepath.Join(t.TempDir(), "talks")
	l, err := store.Open(name, free)
	require.NoError(t, err)
	h, _ := l.Load(ctx)
	require.NoError(t, l.Save(ctx, said(t, h, 9)))
	require.NoError(t, l.Snapshot())
	require.NoError(t, l.Close())
	snapshot, err := os.ReadFile(name + ".snapshot")
	require.NoError(t, err)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	for i := 0; i < len(snapshot); i += 13 {
		bad := append([]byte(nil), snapshot...)
		bad[i] ^= 1
		require.NoError(t, os.WriteFile(name+".snapshot", bad, 0o644))
		l, err := store.Open(name, free)
		require.NoError(t, err)
		h, err := l.Load(ctx)
		require.NoError(t, err)
		require.Equal(t, 9, h.Len())
		require.NoError(t, l.Close())
	}
	require.NoError(t, os.WriteFile(name+".snapshot", snapshot, 0o644))
	require.NoError(t, os.WriteFile(name, []byte(strings.Replace(string(data), `"v":1}}`, `"v":2}}`, 1)), 0o644))
	l, err = store.Open(name, free)
	require.NoError(t, err, "what the snapshot stands for is not read")
	_, err = l.Load(ctx)
	var damage *history.DamageError
	require.ErrorAs(t, err, &damage)
	require.NoError(t, l.Close())
	whole := free
	whole.Whole = true
	_, err = store.Open(name, whole)
	require.ErrorAs(t, err, &damage)
}

// BenchmarkOpen opens logs of any length with and without a snapshot.
func BenchmarkOpen(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		name := filepath.Join(b.TempDir(), "talks")
		l, err := store.Open(name, free)
		require.NoError(b, err)
		talks := amendtest.Begin(free.History.Policy)
		talks.Step = time.Millisecond
		talks.Files["base"] = "The General Assembly,\n\n1. Decides to convene a meeting;\n"
		require.NoError(b, talks.Say("chair: base base as L.1\nEU: table A: In operative paragraph 1, replace «a meeting» by «talks»."))
		for talks.History.Len() < n {
			require.NoError(b, talks.Do(fmt.Sprint("party ", talks.History.Len()%50), history.PositionTaken{Amendment: talks.IDs["A"], Stance: history.Support}))
		}
		require.NoError(b, l.Save(context.Background(), talks.History))
		open := func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l, err := store.Open(name, free)
				require.NoError(b, err)
				require.Equal(b, n, l.State().Events())
				require.NoError(b, l.Close())
			}
		}
		require.NoError(b, l.Close())
		b.Run(fmt.Sprintf("whole/events=%d", n), open)
		l, err = store.Open(name, free)
		require.NoError(b, err)
		require.NoError(b, l.Snapshot())
		require.NoError(b, l.Close())
		b.Run(fmt.Sprintf("snapshot/events=%d", n), open)
	}
}
