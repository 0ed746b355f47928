package history

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
)

// pieces composes the current text.
func (s *State) pieces() (Base, []amend.Piece, error) {
	base, ok := s.Base()
	if !ok {
		return base, nil, ErrNoBase
	}
	pieces, err := base.Layout().Compose(s.located)
	return base, pieces, err
}

// Text returns the current text: the base with what was adopted since. The
// error is [ErrNoBase], or that of [amend.Apply]; the latter is nil for every
// state that was reached under rules that refuse what competes. O(text).
func (s *State) Text() (string, error) {
	_, pieces, err := s.pieces()
	if err != nil {
		return "", err
	}
	n := 0
	for _, p := range pieces {
		n += len(p.Text)
	}
	out := make([]byte, 0, n)
	for _, p := range pieces {
		out = append(out, p.Text...)
	}
	return string(out), nil
}

// Blame is a stretch of a text with where it comes from.
type Blame struct {
	Span clause.Span // in the text, bytes
	Text string
	// Event is the hash of the event that brought the words in: one that
	// tabled a base, or an amendment (also one to an amendment).
	Event clause.Hash
	Index int // of that event in the history
	Time  time.Time
	Kind  Kind
	// Amendment is the one that the words come from, zero for those of the
	// first base; Sponsors are its sponsors now, or who tabled the base.
	Amendment uuid.UUID
	Sponsors  []string
}

// Blame says of every byte of the current text where it comes from, without
// gaps or overlaps. Words of a new base are followed back to the amendments
// that brought them in, through any number of bases; what a new base says of
// its own belongs to whoever issued it. O(bases × text).
func (h *History) Blame() ([]Blame, error) {
	h = h.orEmpty()
	_, pieces, err := h.state.pieces()
	if err != nil {
		return nil, err
	}
	b := blamer{h: h}
	below := b.base(len(h.state.bases) - 1)
	var out []Blame
	for _, p := range pieces {
		if p.By < 0 {
			out = append(out, cut(below, p.Base)...)
			continue
		}
		out = append(out, b.amendment(h.state, h.state.located[p.By].ID, p.Text)...)
	}
	return merge(out), nil
}

type blamer struct{ h *History }

// base blames the text of the nth base.
func (b blamer) base(n int) []Blame {
	base := b.h.state.bases[n]
	text := base.Document.Render()
	e := b.h.events[base.Index]
	own := Blame{Event: e.hash, Index: base.Index, Time: e.Time, Kind: e.Body.Kind(), Sponsors: []string{e.Actor}}
	if n == 0 {
		own.Text = text
		return merge([]Blame{own})
	}
	// The text as it was when the base was issued, and what is new in it.
	var old strings.Builder
	was, err := b.h.prefix(base.Index).Blame()
	if err == nil {
		for _, p := range was {
			old.WriteString(p.Text)
		}
	}
	var out []Blame
	at := 0
	for _, hunk := range diff.Text(old.String(), text) {
		out = append(out, cut(was, clause.Span{Start: at, End: hunk.Old.Start})...)
		out = append(out, with(own, hunk.New.Of(text)))
		at = hunk.Old.End
	}
	return merge(append(out, cut(was, clause.Span{Start: at, End: old.Len()})...))
}

// amendment blames text that an amendment brought, with what amendments to it
// say in it.
func (b blamer) amendment(s *State, id uuid.UUID, text string) []Blame {
	p := s.Proposal(id)
	own := b.proposal(p)
	own.Text = text
	var subs []*Proposal
	for _, id := range p.subs {
		if sub := s.Proposal(id); sub.Status == StatusAdopted {
			subs = append(subs, sub)
		}
	}
	slices.SortFunc(subs, func(x, y *Proposal) int { return x.Amendment.Target.Range.Start - y.Amendment.Target.Range.Start })
	if len(subs) == 0 || s.folded(p, *p.Amendment).Text != text {
		return []Blame{own}
	}
	var out []Blame
	at := 0
	src := p.Amendment.Text
	for _, sub := range subs {
		r := sub.Amendment.Target.Range
		if r.Start < at {
			continue // the same proposal twice
		}
		out = append(out, with(own, src[at:r.Start]))
		out = append(out, b.amendment(s, sub.Amendment.ID, s.folded(sub, *sub.Amendment).Text)...)
		at = r.End
	}
	return append(out, with(own, src[at:]))
}

func with(b Blame, text string) Blame {
	b.Text = text
	return b
}

func (b blamer) proposal(p *Proposal) Blame {
	e := b.h.events[p.Tabled]
	return Blame{
		Event: e.hash, Index: p.Tabled, Time: e.Time, Kind: e.Body.Kind(),
		Amendment: p.Amendment.ID, Sponsors: p.Sponsors,
	}
}

// cut returns the part of a merged list within a span. O(log list + part).
func cut(list []Blame, s clause.Span) (out []Blame) {
	i := sort.Search(len(list), func(i int) bool { return list[i].Span.End > s.Start })
	for ; i < len(list) && list[i].Span.Start < s.End; i++ {
		at := list[i].Span.Start
		start, end := max(s.Start, at), min(s.End, list[i].Span.End)
		if start < end {
			out = append(out, with(list[i], list[i].Text[start-at:end-at]))
		}
	}
	return out
}

// merge joins stretches of the same origin and numbers the bytes.
func merge(list []Blame) []Blame {
	out := list[:0]
	at := 0
	for _, b := range list {
		if b.Text == "" {
			continue
		}
		b.Span = clause.Span{Start: at, End: at + len(b.Text)}
		at = b.Span.End
		if n := len(out); n > 0 && out[n-1].Event == b.Event && out[n-1].Amendment == b.Amendment {
			out[n-1].Text += b.Text
			out[n-1].Span.End = b.Span.End
			continue
		}
		out = append(out, b)
	}
	return out
}

// Why returns the events that explain the bytes of a range of the current
// text, in order: those that brought the words in, and all that happened to
// those amendments.
func (h *History) Why(r clause.Span) ([]Event, error) {
	blame, err := h.Blame()
	if err != nil {
		return nil, err
	}
	end := 0
	if n := len(blame); n > 0 {
		end = blame[n-1].Span.End
	}
	if r.Start < 0 || r.Start > r.End || r.End > end {
		return nil, fmt.Errorf("history: bytes %d to %d are not in the text of %d bytes", r.Start, r.End, end)
	}
	indexes := map[int]bool{}
	for _, b := range blame {
		if b.Span.Start >= r.End && r.Len() > 0 || b.Span.End <= r.Start {
			continue
		}
		indexes[b.Index] = true
		if p := h.State().Proposal(b.Amendment); p != nil {
			for _, i := range p.Events() {
				indexes[i] = true
			}
		}
	}
	return h.pick(indexes), nil
}

func (h *History) pick(indexes map[int]bool) []Event {
	var out []Event
	for i, e := range h.All() {
		if indexes[i] {
			out = append(out, e)
		}
	}
	return out
}

// LifeOf returns all events of an amendment's life, in order: also those that
// carried it along. O(events of its life).
func (h *History) LifeOf(amendment uuid.UUID) []Event {
	p := h.State().Proposal(amendment)
	if p == nil {
		return nil
	}
	var out []Event
	for _, i := range p.Events() {
		out = append(out, h.events[i])
	}
	return out
}

// LifeOfClause returns all events of a clause's life, in order: the bases in
// which it is new, another or gone, and the lives of the amendments that
// change it, move it or put something after it. O(events).
func (h *History) LifeOfClause(id clause.ID) []Event {
	indexes := map[int]bool{}
	var last clause.Hash
	for _, b := range h.State().Bases() {
		var now clause.Hash
		if _, c, ok := b.Document.Find(id); ok {
			now = c.WithChildren().Hash()
		}
		if now != last {
			indexes[b.Index] = true
		}
		last = now
	}
	about := map[uuid.UUID]bool{}
	for _, p := range h.State().Proposals() {
		a := p.Amendment
		if a.Target.Clause == id && a.Op != amend.Insert || a.To.After == id || about[a.Parent] {
			about[a.ID] = true
			for _, i := range p.Events() {
				indexes[i] = true
			}
		}
	}
	return h.pick(indexes)
}
