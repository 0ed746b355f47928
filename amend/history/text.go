package history

import (
	"crypto/sha256"
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
	return blamer{h}.state(h.state)
}

type blamer struct{ h *History }

// Attribute says of every byte of any other text over the current base where it
// comes from: a rolling text with all its brackets, a compromise, or what
// [amend.Layout.Compose] makes of some of what is open. By of a piece is an index
// in from. What neither the base nor an amendment brought, such as brackets and
// names in them, has a zero Event, Index -1 and no Sponsors. O(text).
func (h *History) Attribute(pieces []amend.Piece, from []amend.Amendment) ([]Blame, error) {
	h = h.orEmpty()
	return blamer{h}.attribute(h.state, pieces, func(i int) (uuid.UUID, int) { return from[i].ID, from[i].Part })
}

// state blames the text of a state on the way.
func (b blamer) state(s *State) ([]Blame, error) {
	_, pieces, err := s.pieces()
	if err != nil {
		return nil, err
	}
	return b.attribute(s, pieces, func(i int) (uuid.UUID, int) { return s.located[i].ID, s.located[i].Part })
}

func (b blamer) attribute(s *State, pieces []amend.Piece, by func(int) (id uuid.UUID, part int)) ([]Blame, error) {
	base, ok := s.Base()
	if !ok {
		return nil, ErrNoBase
	}
	below := b.base(base)
	var out []Blame
	for _, p := range pieces {
		switch {
		case p.By >= 0:
			id, part := by(p.By)
			if s.Proposal(id) == nil {
				return nil, &StateError{Amendment: id, Err: ErrNoAmendment}
			}
			out = append(out, b.amendment(s, id, part, p.Text)...)
		case p.Base.Len() > 0:
			out = append(out, cut(below, p.Base)...)
		default:
			out = append(out, Blame{Text: p.Text, Index: -1})
		}
	}
	return merge(out), nil
}

// base blames the text of a base.
func (b blamer) base(base Base) []Blame {
	text := base.Document.Render()
	e := b.h.events[base.Index]
	own := Blame{Event: e.hash, Index: base.Index, Time: e.Time, Kind: e.Body.Kind(), Sponsors: []string{e.Actor}}
	if base.before == nil {
		own.Text = text
		return merge([]Blame{own})
	}
	// The text as it was when the base was issued, and what is new in it.
	was, err := b.state(base.before)
	if err != nil { // nothing is known of the text before
		was = nil
	}
	old := join(was)
	if old == text {
		return was
	}
	var out []Blame
	at := 0
	for _, hunk := range diff.Text(old, text) {
		out = append(out, cut(was, clause.Span{Start: at, End: hunk.Old.Start})...)
		out = append(out, with(own, hunk.New.Of(text)))
		at = hunk.Old.End
	}
	return merge(append(out, cut(was, clause.Span{Start: at, End: len(old)})...))
}

// amendment blames text that an amendment brought, or that one of its parts
// did, with what amendments to it say in it.
func (b blamer) amendment(s *State, id uuid.UUID, part int, text string) []Blame {
	p := s.Proposal(id)
	for _, src := range p.wordings() {
		list := merge(b.woven(s, p, src))
		whole := *src
		whole.Text = join(list)
		if whole.Text == text {
			return list
		}
		if at, ok := within(whole, part, text); ok {
			return cut(list, clause.Span{Start: at, End: at + len(text)})
		}
	}
	return []Blame{with(b.proposal(p), text)}
}

// wordings returns what an amendment says now and said before a new base made
// the amendments to it that were adopted part of its text.
func (p *Proposal) wordings() []*amend.Amendment {
	if p.first == nil {
		return []*amend.Amendment{p.Amendment}
	}
	return []*amend.Amendment{p.first, p.Amendment}
}

// woven blames a wording of an amendment with the adopted amendments to it.
func (b blamer) woven(s *State, p *Proposal, src *amend.Amendment) (out []Blame) {
	var subs []*Proposal
	hash := sha256.Sum256([]byte(src.Text))
	for _, id := range p.subs {
		sub := s.Proposal(id)
		if sub.Amendment.Base == hash && (sub.Status == StatusAdopted || sub.Status == StatusIncorporated) {
			subs = append(subs, sub)
		}
	}
	slices.SortFunc(subs, func(x, y *Proposal) int { return x.Amendment.Target.Range.Start - y.Amendment.Target.Range.Start })
	own, at := b.proposal(p), 0
	for _, sub := range subs {
		r := sub.Amendment.Target.Range
		if r.Start < at {
			continue // the same proposal twice
		}
		out = append(out, with(own, src.Text[at:r.Start]))
		out = append(out, b.woven(s, sub, sub.Amendment)...)
		at = r.End
	}
	return append(out, with(own, src.Text[at:]))
}

// within returns where the text of a part stands in that of the whole.
func within(whole amend.Amendment, part int, text string) (at int, ok bool) {
	if part == 0 {
		return 0, false
	}
	moved := -whole.Target.Range.Start
	for _, p := range amend.Divide(whole) {
		if p.Part == part {
			return p.Target.Range.Start + moved, p.Text == text
		}
		moved += len(p.Text) - p.Target.Range.Len()
	}
	return 0, false
}

func join(list []Blame) string {
	var b strings.Builder
	for _, p := range list {
		b.WriteString(p.Text)
	}
	return b.String()
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
