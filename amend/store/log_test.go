package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/amend/store"
	"github.com/rollingtext/rollingtext/clause"
)

var free = store.Options{History: history.Options{Policy: policy.Free{}}}

// said adds n events to a history.
func said(t testing.TB, h *history.History, n int) *history.History {
	if h.Len() == 0 {
		h = history.New(free.History)
	}
	for range n {
		at := time.Date(2023, 6, 27, 10, 0, h.Len(), 0, time.UTC)
		body := history.Body(history.SessionOpened{Name: fmt.Sprint("جلسة ", h.Len())})
		if h.Len() == 0 {
			doc, _ := clause.Parse("The Council,\n\n1. Decides;\n", clause.Options{})
			body = history.BaseTabled{Name: "L.1", Document: doc}
		}
		var err error
		h, err = h.Append(history.Draft{Time: at, Actor: "chair", Body: body})
		require.NoError(t, err)
	}
	return h
}

func Example() {
	ctx := context.Background()
	dir, _ := os.MkdirTemp("", "store")
	defer func() { _ = os.RemoveAll(dir) }()
	log, _ := store.Open(filepath.Join(dir, "talks.jsonl"), store.Options{})
	h, _ := log.Load(ctx)
	h, _ = h.Append(history.Draft{Time: time.Unix(0, 0), Actor: "chair", Body: history.SessionOpened{Name: "first reading"}})
	fmt.Println(log.Save(ctx, h))
	_, err := store.Open(filepath.Join(dir, "talks.jsonl"), store.Options{})
	fmt.Println(err)
	fmt.Println(log.Close())
	log, _ = store.Open(filepath.Join(dir, "talks.jsonl"), store.Options{})
	h, _ = log.Load(ctx)
	fmt.Println(h.Len(), log.Torn())
	_ = log.Close()
	// Output:
	// <nil>
	// store: another writer has the log open
	// <nil>
	// 1 <nil>
}

// disk is a file in memory that takes so many more bytes and then fails.
type disk struct {
	data  []byte
	space int // bytes that can still be written; -1: any number
	dead  bool
}

var errFull = errors.New("no space left on device")

func (d *disk) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(d.data)) {
		return 0, io.EOF
	}
	return copy(p, d.data[off:]), nil
}

func (d *disk) WriteAt(p []byte, off int64) (int, error) {
	n := len(p)
	if d.space >= 0 && n > d.space {
		n = d.space
	}
	if d.dead {
		n = 0
	}
	d.data = append(d.data, make([]byte, max(0, int(off)+n-len(d.data)))...)
	copy(d.data[off:], p[:n])
	if n < len(p) {
		return n, errFull
	}
	if d.space >= 0 {
		d.space -= n
	}
	return n, nil
}

func (d *disk) Truncate(n int64) error {
	if d.dead {
		return errFull
	}
	d.data = d.data[:min(int(n), len(d.data))]
	return nil
}
func (d *disk) Sync() error                { return nil }
func (d *disk) Close() error               { return nil }
func (d *disk) Stat() (os.FileInfo, error) { return size(len(d.data)), nil }

type size int64

func (size) Name() string       { return "disk" }
func (s size) Size() int64      { return int64(s) }
func (size) Mode() fs.FileMode  { return 0 }
func (size) ModTime() time.Time { return time.Time{} }
func (size) IsDir() bool        { return false }
func (size) Sys() any           { return nil }

func open(t testing.TB, d *disk) (*store.Log, *history.History) {
	l, err := store.OpenFile(d, free)
	require.NoError(t, err)
	h, err := l.Load(context.Background())
	require.NoError(t, err)
	return l, h
}

// A write that the process does not live to finish, at whatever byte, leaves
// all that was acknowledged, and a log that goes on.
func TestAKillAtAnyByteLosesNothingAcknowledged(t *testing.T) {
	ctx := context.Background()
	d := &disk{space: -1}
	l, h := open(t, d)
	acknowledged := said(t, h, 5)
	require.NoError(t, l.Save(ctx, acknowledged))
	more := said(t, acknowledged, 3)
	var full disk
	full.data, full.space = append([]byte(nil), d.data...), -1
	l2, _ := open(t, &full)
	require.NoError(t, l2.Save(ctx, more))
	kept := map[int]int{}
	seal := strings.LastIndex(strings.TrimSuffix(string(d.data), "\n"), "\n") + 1
	for n := seal; n <= len(full.data); n++ {
		// What is on the disk: n bytes of the new file, then what was there before.
		after := &disk{data: append([]byte(nil), full.data[:n]...), space: -1}
		if n < len(d.data) {
			after.data = append(after.data, d.data[n:]...)
		}
		clean := string(after.data) == string(d.data) || n == len(full.data)
		l, h := open(t, after)
		require.GreaterOrEqual(t, h.Len(), acknowledged.Len(), "byte %d", n)
		require.Equal(t, more.Event(h.Len()-1).Hash(), h.Version())
		require.Equal(t, clean, l.Torn() == nil, "byte %d: a torn tail is reported", n)
		kept[h.Len()]++
		next := said(t, h, 1)
		require.NoError(t, l.Save(ctx, next))
		l, h = open(t, after)
		require.Nil(t, l.Torn(), "repaired")
		require.Equal(t, next.Version(), h.Version())
	}
	require.Len(t, kept, 4)
}

// When the disk is full the log says so, keeps what it has, and goes on when
// there is room again.
func TestAFullDiskAtAnyByteLosesNothing(t *testing.T) {
	ctx := context.Background()
	for room := range 900 {
		d := &disk{space: -1}
		l, h := open(t, d)
		h = said(t, h, 2)
		require.NoError(t, l.Save(ctx, h))
		d.space = room
		more := said(t, h, 2)
		err := l.Save(ctx, more)
		if err == nil {
			continue
		}
		require.ErrorIs(t, err, errFull)
		now, err := l.Load(ctx)
		require.NoError(t, err)
		require.Equal(t, h.Version(), now.Version())
		d.space = -1
		again, onDisk := open(t, &disk{data: append([]byte(nil), d.data...), space: -1})
		require.Equal(t, h.Version(), onDisk.Version(), "%v", again.Torn())
		if err := l.Save(ctx, more); err != nil {
			require.ErrorIs(t, err, store.ErrBroken)
			l, _ = open(t, d)
			require.NoError(t, l.Save(ctx, more))
		}
		_, onDisk = open(t, d)
		require.Equal(t, more.Version(), onDisk.Version())
	}
}

// Damage before the end is no torn tail: nothing is cut off unless asked for.
func TestDamageIsNotTakenForATornTail(t *testing.T) {
	d := &disk{space: -1}
	l, h := open(t, d)
	h = said(t, h, 6)
	require.NoError(t, l.Save(context.Background(), h))
	lines := strings.SplitAfter(string(d.data), "\n")
	seal := len(d.data) - len(lines[7])
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, seal-1).Draw(t, "at")
		bad := append([]byte(nil), d.data...)
		bad[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "change"))
		event := strings.Count(string(d.data[:at]), "\n")
		_, err := store.OpenFile(&disk{data: bad, space: -1}, free)
		var damage *history.DamageError
		require.ErrorAs(t, err, &damage)
		require.Equal(t, max(1, event), damage.Event)
		if event == 0 {
			return
		}
		cut := free
		cut.Cut = true
		l, err := store.OpenFile(&disk{data: bad, space: -1}, cut)
		require.NoError(t, err)
		left, _ := l.Load(context.Background())
		require.Equal(t, event-1, left.Len())
		require.NotNil(t, l.Torn())
	})
}

func TestTheTornTailIsKeptBesideTheLog(t *testing.T) {
	name := filepath.Join(t.TempDir(), "talks.jsonl")
	l, err := store.Open(name, free)
	require.NoError(t, err)
	h, _ := l.Load(context.Background())
	require.NoError(t, l.Save(context.Background(), said(t, h, 2)))
	require.NoError(t, l.Close())
	require.ErrorIs(t, l.Save(context.Background(), h), store.ErrClosed)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, data[:len(data)-7], 0o644))
	l, err = store.Open(name, free)
	require.NoError(t, err)
	tail, err := os.ReadFile(l.Torn().Kept)
	require.NoError(t, err)
	require.Equal(t, l.Torn().Bytes, len(tail))
	require.True(t, strings.HasPrefix(string(tail), `{"seal":`))
	require.NoError(t, l.Close())
	again, err := os.ReadFile(name)
	require.NoError(t, err)
	require.Equal(t, string(data), string(again))
}

// A process that is killed while it writes: what it said was safe is there.
func TestAKilledProcessLosesNothingAcknowledged(t *testing.T) {
	if name := os.Getenv("STORE_TEST_WRITER"); name != "" {
		write(t, name)
		return
	}
	if testing.Short() {
		t.Skip("starts processes")
	}
	name := filepath.Join(t.TempDir(), "talks.jsonl")
	total := 0
	for round := range 5 {
		cmd := exec.Command(os.Args[0], "-test.run=TestAKilledProcessLosesNothingAcknowledged$")
		cmd.Env = append(os.Environ(), "STORE_TEST_WRITER="+name)
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		last := 0
		lines := bufio.NewScanner(out)
		for n := 0; n < 20+7*round && lines.Scan(); n++ {
			_, _ = fmt.Sscanf(lines.Text(), "safe %d", &last)
		}
		require.NoError(t, cmd.Process.Kill())
		for lines.Scan() {
			_, _ = fmt.Sscanf(lines.Text(), "safe %d", &last)
		}
		_ = cmd.Wait()
		l, err := store.Open(name, free)
		require.NoError(t, err, "the lock went with the process")
		h, err := l.Load(context.Background())
		require.NoError(t, err)
		require.GreaterOrEqual(t, h.Len(), last)
		require.Greater(t, last, total)
		total = last
		require.NoError(t, l.Close())
	}
}

// write saves event after event and says which are safe, until it is killed.
func write(t *testing.T, name string) {
	l, err := store.Open(name, free)
	require.NoError(t, err)
	h, err := l.Load(context.Background())
	require.NoError(t, err)
	for {
		h = said(t, h, 1)
		require.NoError(t, l.Save(context.Background(), h))
		fmt.Printf("safe %d\n", h.Len())
	}
}

func TestAHistoryThatLacksStoredEventsIsNotSaved(t *testing.T) {
	for _, s := range []store.Store{new(store.Memory), log(t)} {
		ctx := context.Background()
		h := said(t, history.New(free.History), 3)
		a, b := said(t, h, 2), fork(t, h)
		require.NoError(t, s.Save(ctx, a))
		require.ErrorIs(t, s.Save(ctx, b), store.ErrBehind)
		require.ErrorIs(t, s.Save(ctx, h), store.ErrBehind)
		require.NoError(t, s.Save(ctx, history.Join(a, b)))
		got, err := s.Load(ctx)
		require.NoError(t, err)
		require.Equal(t, history.Join(b, a).Version(), got.Version())
	}
}

func fork(t testing.TB, h *history.History) *history.History {
	h, err := h.Append(history.Draft{Time: time.Date(2023, 6, 27, 11, 0, 0, 0, time.UTC), Actor: "other", Body: history.SessionOpened{Name: "fork"}})
	require.NoError(t, err)
	return h
}

func log(t testing.TB) *store.Log {
	l, err := store.Open(filepath.Join(t.TempDir(), "log"), free)
	require.NoError(t, err)
	t.Cleanup(func() { _ = l.Close() })
	return l
}
