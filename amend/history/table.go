package history

import (
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/policy"
)

func (p *Proposal) position(now Position) {
	for i := range p.Positions {
		if p.Positions[i].Party == now.Party {
			p.Positions[i] = now
			return
		}
	}
	p.Positions = append(p.Positions, now)
}

// withdraw takes a proposal out with all open amendments to it.
func (f folder) withdraw(p *Proposal, index int) {
	p.Status, p.Conflicts, p.Voting = StatusWithdrawn, nil, false
	f.carryAlong(p, index)
}

// carryAlong withdraws the open amendments to an amendment that is no longer
// open itself.
func (f folder) carryAlong(p *Proposal, index int) {
	for _, id := range p.subs {
		if f.Proposal(id).Pending() {
			sub := f.change(id)
			sub.With = p.Amendment.ID
			sub.trail = f.mem.trail(index, sub.trail)
			f.withdraw(sub, index)
		}
	}
}

func (f folder) tabled(e *Event, index int, a amend.Amendment) error {
	if f.Proposal(a.ID) != nil {
		return f.wrong(e, a.ID, ErrTabled)
	}
	if err := f.speaksForItself(e, a); err != nil {
		return err
	}
	if a.Parent != uuid.Nil {
		return f.subTabled(e, index, a)
	}
	if err := f.check(e, policy.Table, nil); err != nil {
		return err
	}
	if err := f.fits(a); err != nil {
		return f.wrong(e, a.ID, err)
	}
	f.add(a, index)
	return nil
}

// speaksForItself refuses an amendment in the name of others than the actor.
func (f folder) speaksForItself(e *Event, a amend.Amendment) error {
	act := f.act(e, policy.Table, nil)
	act.For = e.Actor
	for _, s := range a.Sponsors {
		if s != e.Actor {
			act.For = s
		}
	}
	if len(a.Sponsors) == 0 {
		return f.wrong(e, a.ID, errors.New("it has no sponsor; the actor is the first"))
	}
	return f.policy.Check(act)
}

func (f folder) subTabled(e *Event, index int, a amend.Amendment) error {
	parent := f.Proposal(a.Parent)
	if parent == nil {
		return f.wrong(e, a.ID, fmt.Errorf("its parent %s: %w", a.Parent, ErrNoAmendment))
	}
	act := f.act(e, policy.Amend, parent)
	act.Depth = 1
	for p := parent; p.Amendment.Parent != uuid.Nil; p = f.Proposal(p.Amendment.Parent) {
		act.Depth++
	}
	if err := f.policy.Check(act); err != nil {
		return err
	}
	if !parent.whole() {
		return f.wrong(e, a.ID, ErrDivided)
	}
	// Alone it must fit; whether it goes with others is asked when it is adopted.
	if _, err := amend.Fold([]amend.Amendment{orphan(*parent.Amendment), a}, amend.Rules{}); err != nil {
		return f.wrong(e, a.ID, err)
	}
	f.add(a, index)
	parent = f.change(a.Parent)
	parent.subs = append(parent.subs, a.ID)
	parent.trail = f.mem.trail(index, parent.trail)
	return nil
}

// orphan returns an amendment as if it amended the base.
func orphan(a amend.Amendment) amend.Amendment {
	a.Parent = uuid.Nil
	return a
}

func (f folder) add(a amend.Amendment, index int) {
	if f.edit == nil {
		f.edit = new(byte)
	}
	p := &Proposal{
		Amendment: &a, Sponsors: slices.Clip(a.Sponsors), Order: f.proposals.Len(), Tabled: index,
		open: []amend.Amendment{a}, base: len(f.bases) - 1, trail: f.mem.trail(index, nil), edit: f.edit,
	}
	f.proposals.Set(a.ID, p)
	if a.Parent == uuid.Nil {
		f.place(p)
	}
}

// fits reports whether an amendment can be applied to the current base.
func (f folder) fits(a amend.Amendment) error {
	base, ok := f.Base()
	switch {
	case !ok:
		return ErrNoBase
	case a.Base != base.Version:
		return ErrOtherBase
	}
	if _, err := base.Layout().Locate(a); err != nil {
		return fmt.Errorf("%w: %w", ErrTarget, err)
	}
	return nil
}

func (f folder) corrected(p *Proposal, a amend.Amendment) (func(*Proposal), error) {
	was := p.Amendment
	if a.Parent != was.Parent || a.Parent != uuid.Nil && a.Base != was.Base || !slices.Equal(a.Sponsors, was.Sponsors) || p.Status != StatusOpen {
		return nil, ErrSame
	}
	if a.Parent == uuid.Nil {
		if err := f.fits(a); err != nil {
			return nil, err
		}
	} else if _, err := amend.Fold([]amend.Amendment{orphan(*f.Proposal(a.Parent).Amendment), a}, amend.Rules{}); err != nil {
		return nil, err
	}
	return func(p *Proposal) {
		p.Amendment, p.open, p.Conflicts, p.Agreed = &a, []amend.Amendment{a}, nil, false
		p.base, p.first = len(f.bases)-1, nil
		if a.Parent == uuid.Nil {
			f.place(p)
		}
	}, nil
}
