// Package store keeps histories: in a file that loses nothing it has
// acknowledged ([Log]), or in memory ([Memory]).
//
// A [Log] is a file in the stored form of package history: a header, a line
// for each event with its checksum, and a seal. Saving writes the new lines
// and a new seal over the old one in one write, and acknowledges after fsync.
// What a crash or a full disk leaves of a write that was not acknowledged is a
// torn tail: it is recognised when the file is opened, reported ([Log.Torn]),
// moved to a file beside it and cut off. Damage anywhere else is never cut off
// silently: opening fails with the position.
//
// A snapshot ([Log.Snapshot]) beside the log makes opening it independent of how
// many events there are; what it stands for is checked when it is asked for.
//
// A lock (flock; elsewhere a lock file) keeps a second writer out. It goes
// away with the process that holds it.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/rollingtext/rollingtext/amend/history"
)

// Store keeps one history.
type Store interface {
	// Load returns what was saved last; an empty history if nothing was.
	Load(ctx context.Context) (*history.History, error)
	// Save keeps all events of a history that holds at least those that the
	// store has; otherwise the error wraps [ErrBehind] and nothing changes.
	// When it returns nil the events are safe.
	Save(ctx context.Context, h *history.History) error
}

// ErrBehind says that a store has events that the history to be saved has not.
var ErrBehind = errors.New("store: the store has events that this history has not; load it and join the two")

// Memory is a store in memory. The zero value is empty and ready; it is safe
// for concurrent use.
type Memory struct {
	mu sync.Mutex
	h  *history.History
}

// Load returns what was saved last.
func (m *Memory) Load(ctx context.Context) (*history.History, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.h, ctx.Err()
}

// Save keeps a history.
func (m *Memory) Save(ctx context.Context, h *history.History) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := fresh(m.h, h); err != nil {
		return err
	}
	m.h = h
	return nil
}

// fresh returns the events of h that were not saved.
func fresh(saved, h *history.History) ([]history.Event, error) {
	if saved.Version() == h.Version() {
		return nil, nil
	}
	if _, ok := h.Index(saved.Version()); ok {
		return h.Between(saved.Version(), h.Version())
	}
	for _, e := range saved.All() {
		if _, ok := h.Index(e.Hash()); !ok {
			return nil, fmt.Errorf("%w: event %s", ErrBehind, e.Hash())
		}
	}
	var out []history.Event
	for _, e := range h.All() {
		if _, ok := saved.Index(e.Hash()); !ok {
			out = append(out, e)
		}
	}
	return out, nil
}
