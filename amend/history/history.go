package history

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// Options say how a history is read and extended. The zero value follows the
// rules of UN bodies.
type Options struct {
	File   string        // name for errors
	Policy policy.Policy // nil: policy.UN()
	// Progress is told how many lines were read, now and then.
	Progress func(lines int)
}

func (o Options) policy() policy.Policy {
	if o.Policy == nil {
		return policy.UN()
	}
	return o.Policy
}

// History is a set of events that holds with each also all that it comes
// after, in an order that depends on nothing but the events: none before what
// it comes after, else by time, else by hash. It is immutable; histories share
// the events that they have in common.
//
// A nil History is empty and follows the rules of UN bodies.
type History struct {
	opt    Options
	events []Event
	share  *share
	heads  []clause.Hash // events that nothing comes after, in ascending order
	state  *State
	chain  bool // each event comes after the one before it and no other
	find   *finder
}

// share is what histories have in common of which each is the beginning of the
// next.
type share struct {
	mu sync.Mutex
	// n is how much of the memory behind events is in use, so that the first of
	// several histories to go on from one place need not copy it.
	n     int
	marks []*State // states on the way, by number of events
	every int      // distance of marks
}

// finder knows events by hash; it is made when it is first needed.
type finder struct {
	once sync.Once
	at   map[clause.Hash]int
}

// New returns an empty history.
func New(opt Options) *History {
	return &History{opt: opt, state: &State{}, chain: true, find: new(finder), share: &share{every: markEvery}}
}

const (
	markEvery = 1024 // events between states that are kept, at first
	maxMarks  = 128  // when there are more, every other one is dropped
)

func (h *History) orEmpty() *History {
	if h == nil || h.state == nil {
		return New(Options{})
	}
	return h
}

// GoString puts the history in short, for failures of tests.
func (h *History) GoString() string {
	var b strings.Builder
	for i, e := range h.All() {
		fmt.Fprintf(&b, "%d %s %s %s\n", i, e.Actor, e.Body.Kind(), e.raw)
	}
	return b.String()
}

// Len returns the number of events.
func (h *History) Len() int { return len(h.orEmpty().events) }

// Event returns the event at an index, 0 ≤ i < Len.
func (h *History) Event(i int) Event { return h.events[i] }

// All yields the events in order.
func (h *History) All() iter.Seq2[int, Event] { return slices.All(h.orEmpty().events) }

// Heads returns the hashes of the events that nothing comes after, in
// ascending order. The slice must not be changed.
func (h *History) Heads() []clause.Hash { return h.orEmpty().heads }

// Version returns the hash that names the whole history: that of its last
// event, or where branches were joined and nothing was added since, one made
// from those of the last events of all. The version of the empty history is
// zero.
func (h *History) Version() clause.Hash {
	switch heads := h.Heads(); len(heads) {
	case 0:
		return clause.Hash{}
	case 1:
		return heads[0]
	default:
		return joined(heads)
	}
}

// State returns what the history amounts to.
func (h *History) State() *State { return h.orEmpty().state }

// Options returns how the history is read and extended.
func (h *History) Options() Options { return h.orEmpty().opt }

// Draft is an event to be. Clocks and sources of ids are the caller's: the
// library knows neither.
type Draft struct {
	Time  time.Time // not before that of the last event
	Actor string
	Body  Body
	// Sign signs the event; nil leaves it unsigned.
	Sign func(clause.Hash) sign.Signature
}

// seal makes the event that comes after heads.
func (d Draft) seal(heads []clause.Hash) (Event, error) {
	e := Event{Time: d.Time, Actor: d.Actor, Body: d.Body, Prev: slices.Clone(heads)}
	e, err := e.seal()
	if err == nil && d.Sign != nil {
		e = e.Signed(d.Sign)
	}
	return e, err
}

// Append returns the history with one more event after all others, made from
// a draft. The event gets an id made from what it says. Errors are a
// *[policy.Refusal] that names the rule, a *[StateError] if the event does
// not fit the state, or say that it cannot be written; the history is as it
// was.
//
// Amortised, the time is that of what the event touches.
func (h *History) Append(d Draft) (*History, error) {
	h = h.orEmpty()
	e, err := d.seal(h.heads)
	if err != nil {
		return h, err
	}
	return h.Add(e)
}

// ErrHeads says that an event does not come after the end of a history.
var ErrHeads = errors.New("history: the event does not come after the end of this history; join the branches")

// Add returns the history with a sealed event that comes after all its events,
// such as one that was made elsewhere from the same history. Errors are those
// of [History.Append] and [ErrHeads].
func (h *History) Add(e Event) (*History, error) {
	h = h.orEmpty()
	tip, err := h.Tip().add(e)
	if err != nil {
		return h, err
	}
	out := *h
	out.state, out.heads = tip.state, tip.heads
	out.find = new(finder)
	out.events, out.share = h.extend(e)
	out.share.mark(out.state)
	return &out, nil
}

// extend returns the events with one more, in the same memory if no other
// history went on from here yet.
func (h *History) extend(e Event) ([]Event, *share) {
	n := len(h.events)
	h.share.mu.Lock()
	defer h.share.mu.Unlock()
	if h.share.n == n {
		h.share.n++
		return append(h.events, e), h.share
	}
	known := sort.Search(len(h.share.marks), func(i int) bool { return h.share.marks[i].events > n })
	return append(slices.Clip(h.events), e), &share{n: n + 1, every: h.share.every, marks: slices.Clone(h.share.marks[:known])}
}

// mark keeps a state on the way, if it is one to keep.
func (sh *share) mark(s *State) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	i, known := slices.BinarySearchFunc(sh.marks, s.events, func(m *State, n int) int { return m.events - n })
	if s.events%sh.every != 0 || known {
		return
	}
	sh.marks = slices.Insert(sh.marks, i, s)
	if len(sh.marks) > maxMarks {
		sh.every *= 2
		sh.marks = slices.DeleteFunc(sh.marks, func(s *State) bool { return s.events%sh.every != 0 })
	}
}

// nearest returns the last state that is kept of those up to n events.
func (sh *share) nearest(n int) *State {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	i := sort.Search(len(sh.marks), func(i int) bool { return sh.marks[i].events > n })
	if i == 0 {
		return &State{}
	}
	return sh.marks[i-1]
}

// Index returns where in the history the event with a hash is.
func (h *History) Index(hash clause.Hash) (i int, ok bool) {
	h = h.orEmpty()
	if n := len(h.events); n > 0 && h.events[n-1].hash == hash {
		return n - 1, true
	}
	h.find.once.Do(func() {
		h.find.at = make(map[clause.Hash]int, len(h.events))
		for i := range h.events {
			h.find.at[h.events[i].hash] = i
		}
	})
	i, ok = h.find.at[hash]
	return i, ok
}

// ErrVersion says that a history has no such version.
var ErrVersion = errors.New("history: no event has this hash; name one of the events, or the start of its hash")

// At returns the history up to a version: the event with that hash and all
// that it comes after. The first time its state costs all events up to it;
// then some states on the way are kept, and it costs a hundredth of the events
// or 1,024. Where branches were joined it always costs all.
func (h *History) At(version clause.Hash) (*History, error) {
	h = h.orEmpty()
	switch i, ok := h.Index(version); {
	case version == h.Version():
		return h, nil
	case version == clause.Hash{}:
		return New(h.opt), nil
	case !ok:
		return nil, fmt.Errorf("%w: %s", ErrVersion, version)
	case h.chain || h.closed(i):
		return h.prefix(i + 1), nil
	default:
		return build(h.opt, h.before(i)), nil
	}
}

// AtTime returns the history of all events up to a time.
func (h *History) AtTime(t time.Time) *History {
	h = h.orEmpty()
	if !h.chain {
		var out []Event
		for _, e := range h.events {
			if !e.Time.After(t) {
				out = append(out, e)
			}
		}
		return build(h.opt, out)
	}
	return h.prefix(sort.Search(len(h.events), func(i int) bool { return h.events[i].Time.After(t) }))
}

// Between returns the events that version b has and version a has not, in
// order.
func (h *History) Between(a, b clause.Hash) ([]Event, error) {
	before, err := h.At(a)
	if err != nil {
		return nil, err
	}
	after, err := h.At(b)
	if err != nil {
		return nil, err
	}
	if before.chain && after.chain && before.Len() <= after.Len() {
		return slices.Clip(after.events[before.Len():]), nil
	}
	var out []Event
	for _, e := range after.events {
		if _, ok := before.Index(e.hash); !ok {
			out = append(out, e)
		}
	}
	return out, nil
}

// prefix returns the history of the first n events, which hold all that they
// come after.
func (h *History) prefix(n int) *History {
	if n == len(h.events) {
		return h
	}
	out := New(h.opt)
	out.events, out.share, out.chain = h.events[:n:n], h.share, h.chain
	out.state = h.stateAt(n)
	out.heads = headsOf(out.events, h.chain)
	return out
}

// stateAt folds from the nearest state that is kept, and keeps others on the way.
func (h *History) stateAt(n int) *State {
	f := folder{h.share.nearest(n).copy(), h.opt.policy(), new(scratch)}
	for i := f.events; i < n; i++ {
		_ = f.foldOrExclude(h, i) // it is noted in the state
		if f.events%markEvery == 0 {
			h.share.mark(f.freeze())
		}
	}
	return f.freeze()
}

func headsOf(events []Event, chain bool) []clause.Hash {
	if chain && len(events) > 0 {
		return []clause.Hash{events[len(events)-1].hash}
	}
	heads := map[clause.Hash]bool{}
	for _, e := range events {
		heads[e.hash] = true
		for _, p := range e.Prev {
			delete(heads, p)
		}
	}
	var out []clause.Hash
	for h := range heads {
		out = append(out, h)
	}
	slices.SortFunc(out, compareHashes)
	return out
}
