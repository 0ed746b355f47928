package history

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
)

func (f folder) adopted(p *Proposal, parts []int, act *policy.Act) (func(*Proposal), error) {
	if p.Amendment.Parent != uuid.Nil {
		return f.subAdopted(p, parts)
	}
	if len(p.Conflicts) > 0 {
		return nil, ErrConflict
	}
	chosen, rest, err := choose(f.undecided(p), parts)
	if err != nil {
		return nil, err
	}
	located, err := f.compatible(chosen)
	if err != nil {
		act.Excludes = true
		return nil, fmt.Errorf("%w: %w", ErrCompetes, err)
	}
	return func(p *Proposal) {
		f.located = append(f.located, located...)
		if len(p.taken) == 0 {
			f.taken = append(f.taken, p.Amendment.ID)
		}
		p.taken = append(slices.Clip(p.taken), chosen...)
		p.open, p.Voting, p.Status = rest, false, StatusAdopted
		if len(rest) > 0 {
			p.Status = StatusPartly
		}
	}, nil
}

// whole reports whether an amendment is open as a whole.
func (p *Proposal) whole() bool {
	return len(p.open) == 1 && p.open[0].Part == 0 && len(p.Conflicts) == 0
}

// choose tells parts of an amendment from the rest; no parts means all.
func choose(open []amend.Amendment, parts []int) (chosen, rest []amend.Amendment, err error) {
	if len(parts) == 0 {
		return open, nil, nil
	}
	if len(open) == 1 {
		open = amend.Divide(open[0])
	}
	want := slices.Clone(parts)
	for _, a := range open {
		if i := slices.Index(want, a.Part); i >= 0 && a.Part > 0 {
			chosen = append(chosen, a)
			want = slices.Delete(want, i, i+1)
		} else {
			rest = append(rest, a)
		}
	}
	if len(want) > 0 {
		return nil, nil, fmt.Errorf("%w: %d", ErrPart, want[0])
	}
	return chosen, rest, nil
}

// subAdopted adopts an amendment to an amendment: it goes into the text of its
// parent.
func (f folder) subAdopted(p *Proposal, parts []int) (func(*Proposal), error) {
	if len(parts) > 0 {
		return nil, fmt.Errorf("%w: an amendment to an amendment is adopted as a whole", ErrPart)
	}
	parent := f.Proposal(p.Amendment.Parent)
	if !parent.whole() {
		return nil, ErrDivided
	}
	list := []amend.Amendment{orphan(*parent.Amendment)}
	for _, id := range parent.subs {
		if sub := f.Proposal(id); sub == p || sub.Status == StatusAdopted {
			list = append(list, f.folded(sub, *sub.Amendment))
		}
	}
	if _, err := amend.Fold(list, amend.Rules{}); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCompetes, err)
	}
	return func(p *Proposal) { p.Status, p.open, p.Voting = StatusAdopted, nil, false }, nil
}

func (f folder) resolved(p *Proposal, text string) (func(*Proposal), error) {
	if len(p.Conflicts) == 0 {
		return nil, ErrNoConflict
	}
	a, ok := p.Conflicts[0].Resolve(text)
	if ok && a.Op == amend.Replace {
		a = narrow(a)
	}
	if ok {
		if err := f.fits(a); err != nil {
			return nil, err
		}
	}
	return func(p *Proposal) {
		p.Conflicts, p.base = p.Conflicts[1:], len(f.bases)-1
		switch {
		case ok:
			p.open = append(slices.Clip(p.open), a)
			if len(p.open) == 1 && a.Part == 0 {
				p.Amendment = &a
			}
			f.place(p)
		case len(p.open)+len(p.Conflicts) == 0:
			p.Status = StatusIncorporated
		}
	}, nil
}

// narrow makes a replacement of a whole clause one of the words that differ, so
// that it does not compete with changes to others.
func narrow(a amend.Amendment) amend.Amendment {
	hunks := diff.Text(a.Target.Quote, a.Text)
	if len(hunks) == 0 {
		return a
	}
	src := a.Target.Quote
	first, last := hunks[0], hunks[len(hunks)-1]
	at := clause.Span{Start: first.Old.Start, End: last.Old.End}
	a.Text = a.Text[first.New.Start:last.New.End]
	a.Target.Range = clause.Span{Start: a.Target.Range.Start + at.Start, End: a.Target.Range.Start + at.End}
	a.Target.Quote = at.Of(src)
	a.Target.Before = src[atRune(src, max(0, at.Start-contextBytes)):at.Start]
	a.Target.After = src[at.End:atRune(src, min(len(src), at.End+contextBytes))]
	return a
}

// contextBytes is how much a narrowed target quotes before and after its words.
const contextBytes = 32

// atRune returns the start of the character at an offset.
func atRune(s string, at int) int {
	for at > 0 && at < len(s) && !utf8.RuneStart(s[at]) {
		at--
	}
	return at
}

func (f folder) merged(e *Event, index int, b Merged) error {
	if f.Proposal(b.Into.ID) != nil {
		return f.wrong(e, b.Into.ID, ErrTabled)
	}
	for _, id := range b.Options {
		p := f.Proposal(id)
		if p == nil {
			return f.wrong(e, id, ErrNoAmendment)
		}
		if err := f.check(e, policy.Merge, p); err != nil {
			return err
		}
	}
	if len(b.Options) == 0 || b.Into.Parent != uuid.Nil {
		return f.wrong(e, b.Into.ID, ErrOptions)
	}
	if err := f.speaksForItself(e, b.Into); err != nil {
		return err
	}
	if err := f.fits(b.Into); err != nil {
		return f.wrong(e, b.Into.ID, err)
	}
	for _, id := range b.Options {
		p := f.change(id)
		p.Status, p.With, p.Voting = StatusMerged, b.Into.ID, false
		p.trail = f.mem.trail(index, p.trail)
		f.carryAlong(p, index)
	}
	f.add(b.Into, index)
	return nil
}

func (f folder) reopened(e *Event, index int, b Reopened) error {
	ids := []uuid.UUID{b.Amendment}
	if b.Amendment == uuid.Nil {
		ids = f.decidedAt(b.Clause)
		if len(ids) == 0 {
			return f.wrong(e, uuid.Nil, fmt.Errorf("%w: %s", ErrNotDecided, b.Clause))
		}
	}
	for _, id := range ids {
		p := f.Proposal(id)
		if p == nil {
			return f.wrong(e, id, ErrNoAmendment)
		}
		act := f.act(e, policy.Reopen, p)
		act.Yes, act.No, act.Abstain, act.Voted = b.Count.Yes, b.Count.No, b.Count.Abstain, true
		if p.Status == StatusPartly { // the decided part of it
			act.Standing = policy.Decided
		}
		if err := f.policy.Check(act); err != nil {
			return err
		}
		parent := f.Proposal(p.Amendment.Parent)
		if p.Status == StatusIncorporated || parent != nil && !parent.Pending() {
			return f.wrong(e, id, ErrInBase)
		}
	}
	for _, id := range ids {
		f.reopen(f.change(id), index)
	}
	return nil
}

// reopen makes a decided amendment open again, against the current base.
func (f folder) reopen(p *Proposal, index int) {
	p.trail = f.mem.trail(index, p.trail)
	was := p.Status
	p.Status, p.Voting, p.Agreed, p.voted, p.With = StatusOpen, false, false, len(p.Votes), uuid.Nil
	f.taken = slices.DeleteFunc(slices.Clone(f.taken), func(id uuid.UUID) bool { return id == p.Amendment.ID })
	f.located = slices.DeleteFunc(slices.Clone(f.located), func(x amend.Located) bool { return x.ID == p.Amendment.ID })
	switch {
	case len(p.taken) > 0:
		p.open = append(slices.Clip(p.taken), p.open...)
		if was == StatusAdopted && len(p.taken) == 1 && p.taken[0].Part == 0 {
			p.open = []amend.Amendment{*p.Amendment}
		}
		p.taken = nil
	case len(p.open) == 0:
		p.open = []amend.Amendment{*p.Amendment}
	}
	f.carryOver(p)
}

// decidedAt returns the amendments that were adopted, or rejected as a whole,
// at a clause of the current base.
func (f folder) decidedAt(id clause.ID) (out []uuid.UUID) {
	for _, p := range f.Proposals() {
		at := p.Amendment.Target.Clause
		if p.Amendment.Op == amend.Insert {
			at = p.Amendment.To.After
		}
		decided := len(p.taken) > 0 || p.Status == StatusRejected && p.trail.event > f.bases[len(f.bases)-1].Index
		if at == id && decided && p.Amendment.Parent == uuid.Nil {
			out = append(out, p.Amendment.ID)
		}
	}
	return out
}
