package history

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// StateError says why an event does not fit the state, whoever acts.
type StateError struct {
	Event     Kind
	Amendment uuid.UUID
	Err       error
}

func (e *StateError) Error() string {
	if e.Amendment == uuid.Nil {
		return fmt.Sprintf("history: %s: %v", e.Event, e.Err)
	}
	return fmt.Sprintf("history: %s: amendment %s: %v", e.Event, e.Amendment, e.Err)
}

// Unwrap returns the cause.
func (e *StateError) Unwrap() error { return e.Err }

// Causes of a [StateError].
var (
	ErrNoBase      = errors.New("there is no base; table one first")
	ErrHasBase     = errors.New("there is a base already; issue a new one instead")
	ErrNoAmendment = errors.New("no such amendment was tabled")
	ErrTabled      = errors.New("an amendment with this id was tabled before")
	ErrOtherBase   = errors.New("it amends another version than the current base; carry it over first")
	ErrTarget      = errors.New("its target does not fit the base")
	ErrDivided     = errors.New("the amendment that it amends is in conflict or decided in part; amend the base instead")
	ErrPart        = errors.New("it has no such open part; see amend.Divide")
	ErrConflict    = errors.New("it is in conflict with the current base; resolve that first")
	ErrNoConflict  = errors.New("it is not in conflict with the base")
	ErrInBase      = errors.New("it is in the base; table an amendment to that")
	ErrCompetes    = errors.New("it competes with what was adopted")
	ErrNotDecided  = errors.New("nothing was decided at this clause since the base was issued")
	ErrOptions     = errors.New("a compromise needs at least one open option")
	ErrSame        = errors.New("a correction keeps sponsors, parent and base")
	ErrStance      = errors.New("not a stance")
	ErrNoSession   = errors.New("no session is open")
)

// folder folds one event after the other into a state.
type folder struct {
	*State
	policy policy.Policy
}

// fold folds an event in, or says why it cannot be and changes nothing. The
// time is that of what the event touches; that of a new base is that of
// [amend.Open.Rebase].
func (f folder) fold(e *Event, index int) error {
	err := f.signature(e)
	if err == nil {
		err = f.body(e, index)
	}
	f.events = index + 1
	return err
}

func (f folder) signature(e *Event) error {
	if len(f.keys) == 0 && e.Sig.IsZero() {
		return nil
	}
	ring := f.keys[e.Actor]
	if b, ok := e.Body.(KeyAdded); ok && ring.Len() == 0 && !e.Sig.IsZero() {
		ring, _ = sign.Ring{}.Add(b.Public) // the first key vouches for itself
	}
	return ring.Check(e.hash, e.Sig)
}

func (f folder) body(e *Event, index int) error {
	switch b := e.Body.(type) {
	case SessionOpened:
		if err := f.check(e, policy.Open, nil); err != nil {
			return err
		}
		f.session, f.chair, f.opened = b.Name, e.Actor, f.opened+1
		return nil
	case SessionClosed:
		if f.chair == "" {
			return f.wrong(e, uuid.Nil, ErrNoSession)
		}
		if err := f.check(e, policy.Close, nil); err != nil {
			return err
		}
		f.session, f.chair = "", ""
		return nil
	case BaseTabled:
		if len(f.bases) > 0 {
			return f.wrong(e, uuid.Nil, ErrHasBase)
		}
		if err := f.check(e, policy.TableBase, nil); err != nil {
			return err
		}
		f.setBase(e, index, b.Name, b.Document)
		return nil
	case BaseIssued:
		return f.issued(e, index, b)
	case Tabled:
		return f.tabled(e, index, b.Amendment)
	case Merged:
		return f.merged(e, index, b)
	case Reopened:
		return f.reopened(e, index, b)
	case KeyAdded, KeyRevoked:
		return f.key(e)
	case Unknown:
		return nil
	}
	return f.onProposal(e, index)
}

func (f folder) setBase(e *Event, index int, name string, doc *clause.Document) {
	layout := sync.OnceValue(func() *amend.Layout { return amend.NewLayout(doc) })
	f.bases = append(f.bases, Base{name, doc, doc.Version(), e.hash, index, e.Time, layout})
}

func (f folder) wrong(e *Event, id uuid.UUID, err error) error {
	return &StateError{e.Body.Kind(), id, err}
}

// check asks the policy about an act on a proposal, which may be nil.
func (f folder) check(e *Event, action policy.Action, p *Proposal) error {
	return f.policy.Check(f.act(e, action, p))
}

func (f folder) act(e *Event, action policy.Action, p *Proposal) policy.Act {
	a := policy.Act{Action: action, Actor: e.Actor, Chair: f.chair}
	if p != nil {
		a.Sponsors, a.Standing, a.Voting = p.Sponsors, p.standing(), p.Voting
		if len(p.subs) > 0 {
			a.Amended, a.Pending = f.amended(p), f.subsPending(p)
		}
		if n := len(p.Votes); n > p.voted {
			a.Yes, a.No, a.Abstain, a.Voted = p.Votes[n-1].Yes, p.Votes[n-1].No, p.Votes[n-1].Abstain, true
		}
	}
	return a
}

// Subject returns the amendment that an event is about; zero if it is about none
// or several.
func Subject(b Body) uuid.UUID {
	switch b := b.(type) {
	case Tabled:
		return b.Amendment.ID
	case Corrected:
		return b.Amendment.ID
	case Joined:
		return b.Amendment
	case Left:
		return b.Amendment
	case Withdrawn:
		return b.Amendment
	case TakenOver:
		return b.Amendment
	case PositionTaken:
		return b.Amendment
	case Agreed:
		return b.Amendment
	case VoteBegun:
		return b.Amendment
	case Voted:
		return b.Amendment
	case Adopted:
		return b.Amendment
	case Rejected:
		return b.Amendment
	case Merged:
		return b.Into.ID
	case Reopened:
		return b.Amendment
	case Resolved:
		return b.Amendment
	}
	return uuid.Nil
}

var actions = map[Kind]policy.Action{
	KindCorrected: policy.Correct, KindJoined: policy.Join, KindLeft: policy.Leave, KindWithdrawn: policy.Withdraw,
	KindTakenOver: policy.TakeOver, KindPosition: policy.Position, KindAgreed: policy.Agree, KindVoteBegun: policy.BeginVote,
	KindVoted: policy.Vote, KindAdopted: policy.Adopt, KindRejected: policy.Reject, KindResolved: policy.Resolve,
}

// onProposal folds in what happens to one amendment.
func (f folder) onProposal(e *Event, index int) error {
	id := Subject(e.Body)
	p := f.Proposal(id)
	if p == nil {
		return f.wrong(e, id, ErrNoAmendment)
	}
	act := f.act(e, actions[e.Body.Kind()], p)
	var then func(*Proposal)
	var err error
	switch b := e.Body.(type) {
	case Corrected:
		then, err = f.corrected(p, b.Amendment)
	case Joined:
		then = func(p *Proposal) { p.Sponsors = append(p.Sponsors, e.Actor) }
	case Left:
		then = func(p *Proposal) {
			p.Sponsors = slices.DeleteFunc(slices.Clone(p.Sponsors), func(s string) bool { return s == e.Actor })
		}
	case Withdrawn:
		then = func(p *Proposal) { f.withdraw(p, index) }
	case TakenOver:
		then = func(p *Proposal) {
			p.Status, p.With, p.Sponsors = StatusOpen, uuid.Nil, []string{e.Actor}
			p.Voting, p.Agreed = false, false
			f.carryOver(p)
		}
	case PositionTaken:
		switch b.Stance {
		case Silent, Support, Oppose, Reserve, Abstain:
		default:
			err = fmt.Errorf("%w: %q", ErrStance, b.Stance)
		}
		then = func(p *Proposal) { p.position(Position{e.Actor, b.Stance, b.Comment, index}) }
	case Agreed:
		then = func(p *Proposal) { p.Agreed = true }
	case VoteBegun:
		then = func(p *Proposal) { p.Voting, p.voted = true, len(p.Votes) }
	case Voted:
		act.Yes, act.No, act.Abstain, act.Voted = b.Count.Yes, b.Count.No, b.Count.Abstain, true
		then = func(p *Proposal) { p.Votes = append(p.Votes, b.Count) }
	case Adopted:
		then, err = f.adopted(p, b.Parts, &act)
	case Rejected:
		then = func(p *Proposal) {
			p.Voting, p.open = false, nil
			if p.Status == StatusOpen {
				p.Status = StatusRejected
			}
			f.carryAlong(p, index)
		}
	case Resolved:
		then, err = f.resolved(p, b.Text)
	}
	if refused := f.policy.Check(act); refused != nil {
		return refused
	}
	if err != nil {
		return f.wrong(e, id, err)
	}
	p = f.change(id)
	p.trail = &trail{index, p.trail}
	then(p)
	return nil
}

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
			sub.trail = &trail{index, sub.trail}
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
	parent.trail = &trail{index, parent.trail}
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
	f.proposals.Set(a.ID, &Proposal{
		Amendment: &a, Sponsors: slices.Clip(a.Sponsors), Order: f.proposals.Len(), Tabled: index,
		open: []amend.Amendment{a}, base: len(f.bases) - 1, trail: &trail{event: index}, edit: f.edit,
	})
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
	}, nil
}

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
	return func(p *Proposal) {
		p.Conflicts, p.base = p.Conflicts[1:], len(f.bases)-1
		switch {
		case ok:
			p.open = append(slices.Clip(p.open), a)
			if len(p.open) == 1 && a.Part == 0 {
				p.Amendment = &a
			}
		case len(p.open)+len(p.Conflicts) == 0:
			p.Status = StatusIncorporated
		}
	}, nil
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
		p.trail = &trail{index, p.trail}
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
	p.trail = &trail{index, p.trail}
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

func (f folder) key(e *Event) error {
	if err := f.check(e, policy.Key, nil); err != nil {
		return err
	}
	ring := f.keys[e.Actor]
	var err error
	switch b := e.Body.(type) {
	case KeyAdded:
		ring, err = ring.Add(b.Public)
	case KeyRevoked:
		ring, err = ring.Revoke(b.Key)
	}
	if err != nil {
		return f.wrong(e, uuid.Nil, err)
	}
	keys := make(map[string]sign.Ring, len(f.keys)+1)
	for party, r := range f.keys {
		keys[party] = r
	}
	keys[e.Actor] = ring
	f.keys = keys
	return nil
}
