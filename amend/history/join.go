package history

import (
	"container/heap"
	"crypto/sha256"
	"slices"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/clause"
)

// Join returns the history of all events of two that went on from the same
// beginning, such as those of two parties that worked offline. It does not
// matter in which order histories are joined, nor how often.
//
// Events that can no longer be done after those of the other branch have no
// effect and are in [State.Excluded], with what they exclude one another
// with. Of two that exclude one another the one that is earlier in the order
// of the history has effect. The policy is that of a.
func Join(a, b *History) *History {
	a, b = a.orEmpty(), b.orEmpty()
	all := slices.Clone(a.events)
	for _, e := range b.events {
		i, ok := a.Index(e.hash)
		switch {
		case !ok:
			all = append(all, e)
		case all[i].Sig.IsZero():
			all[i].Sig = e.Sig // the same event, signed in one copy
		}
	}
	return build(a.opt, all)
}

// joined makes the version of several heads.
func joined(heads []clause.Hash) clause.Hash {
	h := sha256.New()
	_, _ = h.Write([]byte("rollingtext joined\x00\x01"))
	for _, head := range heads {
		_, _ = h.Write(head[:])
	}
	return clause.Hash(h.Sum(nil))
}

// build puts events, which hold all that they come after, into order and
// folds them. O(n log n).
func build(opt Options, events []Event) *History {
	h := New(opt)
	h.events, h.chain = order(events)
	h.share.n = len(h.events)
	h.heads = headsOf(h.events, h.chain)
	h.foldAll()
	return h
}

func (h *History) foldAll() {
	f := folder{&State{}, h.opt.policy(), new(scratch)}
	for i := range h.events {
		_ = f.foldOrExclude(h, i) // it is noted in the state
	}
	h.state = f.freeze()
}

// foldOrExclude folds an event of h in; one that cannot be is noted.
func (f folder) foldOrExclude(h *History, i int) error {
	err := f.fold(&h.events[i], i)
	if err != nil {
		f.excluded = append(f.excluded, Exclusion{h.events[i].hash, i, h.concurrent(i), err})
	}
	return err
}

// order sorts events: none before what it comes after, else by time, else by
// hash. chain says that each comes after the one before it and no other.
func order(events []Event) (out []Event, chain bool) {
	chain = true
	for i := range events {
		chain = chain && follows(events, i)
	}
	if chain {
		return slices.Clip(events), true
	}
	index := make(map[clause.Hash]int, len(events))
	for i := range events {
		index[events[i].hash] = i
	}
	next := make([][]int32, len(events))
	wait := make([]int, len(events))
	ready := &ready{events: events}
	for i, e := range events {
		wait[i] = len(e.Prev)
		for _, p := range e.Prev {
			next[index[p]] = append(next[index[p]], int32(i))
		}
		if wait[i] == 0 {
			ready.at = append(ready.at, i)
		}
	}
	heap.Init(ready)
	out = make([]Event, 0, len(events))
	for ready.Len() > 0 {
		i := heap.Pop(ready).(int)
		out = append(out, events[i])
		for _, n := range next[i] {
			if wait[n]--; wait[n] == 0 {
				heap.Push(ready, int(n))
			}
		}
	}
	chain = true
	for i := range out {
		chain = chain && follows(out, i)
	}
	return out, chain
}

// follows reports whether an event comes after the one before it and no other.
func follows(events []Event, i int) bool {
	if i == 0 {
		return len(events[0].Prev) == 0
	}
	return len(events[i].Prev) == 1 && events[i].Prev[0] == events[i-1].hash
}

// ready are the events whose predecessors are all in order already.
type ready struct {
	events []Event
	at     []int
}

func (r *ready) Len() int      { return len(r.at) }
func (r *ready) Swap(i, j int) { r.at[i], r.at[j] = r.at[j], r.at[i] }
func (r *ready) Push(v any)    { r.at = append(r.at, v.(int)) }

func (r *ready) Less(i, j int) bool {
	a, b := &r.events[r.at[i]], &r.events[r.at[j]]
	if c := a.Time.Compare(b.Time); c != 0 {
		return c < 0
	}
	return compareHashes(a.hash, b.hash) < 0
}

func (r *ready) Pop() any {
	n := len(r.at) - 1
	v := r.at[n]
	r.at = r.at[:n]
	return v
}

// ancestors marks the event at i and all that it comes after.
func (h *History) ancestors(i int) (set map[int]bool) {
	set = map[int]bool{i: true}
	for queue := []int{i}; len(queue) > 0; queue = queue[1:] {
		for _, p := range h.events[queue[0]].Prev {
			if at, ok := h.Index(p); ok && !set[at] {
				set[at] = true
				queue = append(queue, at)
			}
		}
	}
	return set
}

// closed reports whether the event at i comes after all that stand before it.
func (h *History) closed(i int) bool { return len(h.ancestors(i)) == i+1 }

// before returns the event at i and all that it comes after.
func (h *History) before(i int) []Event {
	set := h.ancestors(i)
	out := make([]Event, 0, len(set))
	for at := range i + 1 {
		if set[at] {
			out = append(out, h.events[at])
		}
	}
	return out
}

// concurrent returns the events that know nothing of the event at i nor it of
// them, and that concern the same amendment; if there are none, all those that
// come before it in order, among which the reason is.
func (h *History) concurrent(i int) (out []clause.Hash) {
	if h.chain || !h.allowedAlone(i) {
		return nil
	}
	past := h.ancestors(i)
	about := touches(h.events[i].Body)
	var others []clause.Hash
	for at, e := range h.events {
		if past[at] || at > i && h.ancestors(at)[i] {
			continue
		}
		if slices.ContainsFunc(touches(e.Body), func(id uuid.UUID) bool { return slices.Contains(about, id) }) {
			out = append(out, e.hash)
		} else if at < i {
			others = append(others, e.hash)
		}
	}
	if len(out) == 0 {
		return others
	}
	return out
}

// allowedAlone reports whether an event was allowed after what it comes after.
func (h *History) allowedAlone(i int) bool {
	before := h.before(i)
	own := New(h.opt)
	own.events, own.chain = order(before[:len(before)-1])
	own.foldAll()
	f := folder{own.state.copy(), h.opt.policy(), nil}
	return f.fold(&h.events[i], own.Len()) == nil
}

// touches returns the amendments that an event is about, or the zero id.
func touches(b Body) []uuid.UUID {
	ids := []uuid.UUID{Subject(b)}
	switch b := b.(type) {
	case Tabled:
		if b.Amendment.Parent != uuid.Nil {
			ids = append(ids, b.Amendment.Parent)
		}
	case Merged:
		ids = append(ids, b.Options...)
	}
	return ids
}
