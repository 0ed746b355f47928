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
	mem    *scratch // may be nil
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
	f.bases = append(f.bases, Base{name, doc, doc.Version(), e.hash, index, e.Time, layout, nil})
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
	p.trail = f.mem.trail(index, p.trail)
	then(p)
	return nil
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
