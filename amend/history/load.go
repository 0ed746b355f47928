package history

import (
	"fmt"

	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// loader takes the lines of a stored history.
type loader struct {
	opt   Options
	chain Chain
	h     *History
	f     folder // while the events are one chain
	at    map[clause.Hash]int
}

// newLoader returns a loader for about n events.
func newLoader(opt Options, n int) *loader {
	l := &loader{opt: opt, chain: NewChain(), h: New(opt)}
	l.h.events = make([]Event, 0, n)
	l.f = folder{&State{}, opt.policy(), new(scratch)}
	return l
}

func (l *loader) line(text string) error {
	e, next, err := l.chain.next(text, l.f.mem)
	if err != nil {
		return err
	}
	if err := l.add(e); err != nil {
		return err
	}
	l.chain = next
	return nil
}

func (l *loader) add(e Event) error {
	h := l.h
	i := len(h.events)
	h.events = append(h.events, e)
	if h.chain && follows(h.events, i) && l.at == nil {
		if i > 0 && e.Time.Before(h.events[i-1].Time) {
			return ErrClock
		}
		// In one chain nothing could have happened at the same time that
		// explains a bad signature.
		if err := l.f.foldOrExclude(h, i); sign.Is(err) {
			return err
		}
		return nil
	}
	if l.at == nil {
		h.chain = false
		l.at = make(map[clause.Hash]int, i)
		for k := range i {
			l.at[h.events[k].hash] = k
		}
	}
	if _, ok := l.at[e.hash]; ok {
		return ErrDouble
	}
	for _, p := range e.Prev {
		k, ok := l.at[p]
		if !ok {
			return fmt.Errorf("%w: %s", ErrMissing, p)
		}
		if e.Time.Before(h.events[k].Time) {
			return ErrClock
		}
	}
	l.at[e.hash] = i
	return nil
}

func (l *loader) done() (*History, error) {
	h := l.h
	if !h.chain {
		h = build(h.opt, h.events)
		for _, x := range h.state.excluded {
			if len(x.With) == 0 && sign.Is(x.Err) {
				return nil, &unsignedError{l.at[x.Event], x.Err}
			}
		}
		return h, nil
	}
	h.share.n = len(h.events)
	h.heads = headsOf(h.events, true)
	h.state = l.f.freeze()
	return h, nil
}

// unsignedError is a bad signature that was found after all lines were read.
type unsignedError struct {
	event int // in the order of the file
	err   error
}

func (e *unsignedError) Error() string { return e.err.Error() }

// Unsigned returns the events that are not signed by a key of their actor, in
// order: those of parties that never had a key, and those from before it.
func (h *History) Unsigned() (out []Event) {
	for _, e := range h.All() {
		if e.Sig.IsZero() {
			out = append(out, e)
		}
	}
	return out
}
