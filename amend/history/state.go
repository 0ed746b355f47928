package history

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history/internal/trie"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// Status is how an amendment stands. The zero value is StatusOpen.
type Status uint8

const (
	StatusOpen         Status = iota
	StatusPartly              // some of it is adopted or in the base; the rest is open, or was rejected
	StatusAdopted             // and in the current text, or in that of its parent
	StatusRejected            //
	StatusWithdrawn           // by its sponsors, or along with what it amended
	StatusMerged              // into a compromise
	StatusIncorporated        // its effect is in the base, or for good in the text of its parent
)

var statusNames = [...]string{"open", "partly", "adopted", "rejected", "withdrawn", "merged", "incorporated"}

// String returns the status in words.
func (s Status) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status(%d)", uint8(s))
}

// MarshalText writes the status in words.
func (s Status) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the status in words.
func (s *Status) UnmarshalText(text []byte) error {
	i := slices.Index(statusNames[:], string(text))
	if i < 0 {
		return fmt.Errorf("history: %q is not a status; expected one of %q", text, statusNames)
	}
	*s = Status(i)
	return nil
}

// Base is a version of the text that was tabled or issued.
type Base struct {
	Name     string
	Document *clause.Document
	Version  clause.Hash // of the document
	Event    clause.Hash // that brought it in
	Index    int         // of the event
	Time     time.Time

	layout func() *amend.Layout
	before *State // when it was issued; nil for the first
}

// Layout returns where every clause of the base stands. It is made once, at
// the first call.
func (b Base) Layout() *amend.Layout { return b.layout() }

// Position is where a party stands on an amendment.
type Position struct {
	Party   string
	Stance  Stance
	Comment string
	Event   int // index of the event
}

// Proposal is an amendment with what became of it. It is immutable; its
// slices must not be changed.
type Proposal struct {
	// Amendment is the amendment as it was tabled, corrected or resolved last.
	// Its base may be an earlier one; [State.OpenAmendments] has what there is
	// to decide now. It must not be changed.
	Amendment *amend.Amendment
	Sponsors  []string // now, in order of joining
	Status    Status
	Outcome   amend.Outcome // of the last new base
	// With is the amendment that it was withdrawn with or merged into.
	With      uuid.UUID
	Conflicts []*amend.Conflict // with the current base, until they are resolved
	Positions []Position        // in the order of first speaking
	Votes     []Count
	Agreed    bool // ad referendum
	Voting    bool // voting has begun and nothing was decided since
	Order     int  // of tabling, from 0
	Tabled    int  // index of the event

	open  []amend.Amendment // what is undecided
	taken []amend.Amendment // what is adopted and not yet in the base
	base  int               // index of the base that open and taken amend
	first *amend.Amendment  // as it was before its text took in amendments to it
	subs  []uuid.UUID       // amendments to it, in order of tabling
	voted int               // counts before voting began last
	trail *trail
	edit  *byte
}

// trail is the list of events of a proposal, the last first.
type trail struct {
	event  int
	before *trail
}

// Pending reports whether something of it is still to be decided.
func (p *Proposal) Pending() bool {
	return p.Status == StatusOpen || p.Status == StatusPartly && len(p.open)+len(p.Conflicts) > 0
}

// Events returns the indexes of all events of its life, in order.
func (p *Proposal) Events() []int {
	var out []int
	for t := p.trail; t != nil; t = t.before {
		out = append(out, t.event)
	}
	slices.Reverse(out)
	return out
}

// ids is a list of which older ones are the tails.
type ids struct {
	id   uuid.UUID
	rest *ids
}

// Exclusion is an event that has no effect because of others: it came from
// another branch and what it does can no longer be done after them.
type Exclusion struct {
	Event clause.Hash
	Index int
	// With are the events that neither knew of it nor it of them and that
	// concern the same amendment, in order; if there are none, all that stand
	// before it in the order of the history. It is empty if nothing happened at
	// the same time: then the event was never allowed.
	With []clause.Hash
	Err  error // a *[policy.Refusal], or what the state says against it
}

// State is what a history amounts to after some of its events. It is
// immutable and safe for concurrent use.
type State struct {
	events    int
	session   string
	chair     string
	bases     []Base
	proposals trie.Map[*Proposal]
	taken     []uuid.UUID     // proposals with something taken, in order of adoption
	located   []amend.Located // what is taken, in the current base
	at        trie.Map[*ids]  // proposals by the clause that they change or stand after
	loose     *ids            // those that are about several clauses
	keys      map[string]sign.Ring
	excluded  []Exclusion
	opened    int // sessions so far
	edit      *byte
}

// Events returns how many events led to the state.
func (s *State) Events() int { return s.events }

// Session returns the name of the open session; ok is false between sessions.
func (s *State) Session() (name string, ok bool) { return s.session, s.chair != "" }

// Chair returns the party that presides, "" between sessions.
func (s *State) Chair() string { return s.chair }

// Bases returns all bases so far, the current one last. The slice must not be
// changed.
func (s *State) Bases() []Base { return s.bases }

// Base returns the current base; ok is false before one is tabled.
func (s *State) Base() (b Base, ok bool) {
	if len(s.bases) == 0 {
		return Base{}, false
	}
	return s.bases[len(s.bases)-1], true
}

// Keys returns the keys of a party.
func (s *State) Keys(party string) sign.Ring { return s.keys[party] }

// Excluded returns the events that have no effect, in order. The slice must
// not be changed.
func (s *State) Excluded() []Exclusion { return s.excluded }

// Proposal returns an amendment with what became of it, nil if there is none.
func (s *State) Proposal(id uuid.UUID) *Proposal {
	p, _ := s.proposals.Get(id)
	return p
}

// Proposals returns all amendments in the order of tabling. O(n log n).
func (s *State) Proposals() []*Proposal {
	out := make([]*Proposal, 0, s.proposals.Len())
	for _, p := range s.proposals.All {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Proposal) int { return cmp.Compare(a.Order, b.Order) })
	return out
}

// OpenAmendments returns what is to be decided against the current base, with
// the adopted amendments to amendments in their texts, in order of tabling.
// Amendments to amendments and those in conflict with the base are not among
// them. O(n log n).
func (s *State) OpenAmendments() []amend.Amendment {
	var out []amend.Amendment
	for _, p := range s.Proposals() {
		if p.Pending() && p.Amendment.Parent == uuid.Nil {
			out = append(out, s.undecided(p)...)
		}
	}
	return out
}

// AdoptedAmendments returns what was adopted since the current base was
// issued, in the order of adoption. Applied to the base it gives the text.
func (s *State) AdoptedAmendments() []amend.Amendment {
	var out []amend.Amendment
	for _, id := range s.taken {
		p := s.Proposal(id)
		for _, a := range p.taken {
			a.Sponsors, a.Base = p.Sponsors, s.bases[len(s.bases)-1].Version
			out = append(out, a)
		}
	}
	return out
}

// undecided returns the open parts of a proposal against the current base,
// with its adopted sub-amendments in the text.
func (s *State) undecided(p *Proposal) []amend.Amendment {
	parts := p.open
	if len(parts) == 1 && parts[0].Part == 0 {
		parts = []amend.Amendment{s.folded(p, parts[0])}
	}
	out := make([]amend.Amendment, len(parts))
	for i, a := range parts {
		a.Sponsors = p.Sponsors
		if p.Amendment.Parent == uuid.Nil {
			a.Base = s.bases[len(s.bases)-1].Version
		}
		out[i] = a
	}
	return out
}

// folded returns a with the adopted amendments to it in its text.
func (s *State) folded(p *Proposal, a amend.Amendment) amend.Amendment {
	list := []amend.Amendment{orphan(a)}
	for _, id := range p.subs {
		if sub := s.Proposal(id); sub.Status == StatusAdopted {
			list = append(list, s.folded(sub, *sub.Amendment))
		}
	}
	if len(list) == 1 {
		return a
	}
	// What does not fit was refused when it was adopted.
	out, _ := amend.Fold(list, amend.Rules{})
	a.Text = out[0].Text
	return a
}

// amended reports whether an amendment to it was adopted.
func (s *State) amended(p *Proposal) bool {
	return slices.ContainsFunc(p.subs, func(id uuid.UUID) bool { return s.Proposal(id).Status == StatusAdopted })
}

// subsPending reports whether amendments to it are still to be decided.
func (s *State) subsPending(p *Proposal) bool {
	return slices.ContainsFunc(p.subs, func(id uuid.UUID) bool { return s.Proposal(id).Pending() })
}

func (p *Proposal) standing() policy.Standing {
	switch {
	case p.Pending():
		return policy.Pending
	case p.Status == StatusWithdrawn:
		return policy.Withdrawn
	}
	return policy.Decided
}

// freeze returns the state as it is now; what is folded into s afterwards does
// not reach it.
func (s *State) freeze() *State {
	s.edit = nil
	out := *s
	out.proposals, out.at = s.proposals.Freeze(), s.at.Freeze()
	s.bases, s.taken, s.excluded, s.located = slices.Clip(s.bases), slices.Clip(s.taken), slices.Clip(s.excluded), slices.Clip(s.located)
	out.bases, out.taken, out.excluded, out.located = s.bases, s.taken, s.excluded, s.located
	return &out
}

// copy returns a state that may be folded into, as a frozen one is.
func (s *State) copy() *State {
	out := *s
	out.edit = nil
	out.proposals, out.at = s.proposals.Copy(), s.at.Copy()
	return &out
}

// change returns a proposal that may be changed, under its id.
func (s *State) change(id uuid.UUID) *Proposal {
	p, _ := s.proposals.Get(id)
	if s.edit == nil {
		s.edit = new(byte)
	}
	if p.edit == s.edit {
		return p
	}
	c := *p
	c.edit = s.edit
	c.Positions = slices.Clone(p.Positions)
	c.Sponsors, c.Votes, c.subs = slices.Clip(p.Sponsors), slices.Clip(p.Votes), slices.Clip(p.subs)
	s.proposals.Set(id, &c)
	return &c
}
