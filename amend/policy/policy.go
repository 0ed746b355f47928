// Package policy says who may do what in a negotiation, as values.
//
// [UN] follows the rules of procedure of the General Assembly
// (A/520/Rev.20), [ITU] the General Rules of Conferences, Assemblies and
// Meetings of the Union:
//
//   - Withdrawal. Rule 80: a motion may be withdrawn by its proposer at any time
//     before voting on it has begun, if it has not been amended; what was
//     withdrawn may be reintroduced by any member. ITU ("Withdrawal and
//     resubmission of a motion"): by its author before it is put to the vote,
//     whether amended or not; others may take it up.
//   - Reconsideration. Rule 81: what was adopted or rejected is reconsidered in
//     the same session only by a two-thirds majority of the members present
//     and voting.
//   - Present and voting. Rule 86: those who vote for or against; who abstains
//     counts as not voting.
//   - Division. Rule 89: parts of a proposal or an amendment may be voted on
//     separately.
//   - Amendments. Rule 90: an amendment is voted on before what it amends; where
//     adopting one implies rejecting another, the other is not put to the vote.
//   - Proposals. Rule 91: proposals are voted on in the order in which they were
//     submitted, unless the body decides otherwise; so the order is the
//     chair's, and here it is kept, not enforced.
//
// Both have in common that a delegation speaks for itself only, and that the
// presiding officer announces decisions (rule 35).
//
// A [Policy] answers questions about one [Act] at a time and knows nothing of
// how histories are kept. [Rules] is a policy made of values; change a field
// for a body of your own, or implement Policy.
package policy

import (
	"fmt"
	"slices"
)

// Action is what somebody wants to do. The zero value is Table.
type Action uint8

const (
	Table     Action = iota // an amendment
	TableBase               // the first text
	Amend                   // an amendment to an amendment
	Join                    // as a co-sponsor
	Leave                   // as a co-sponsor
	Withdraw                // an amendment
	TakeOver                // a withdrawn one
	Correct                 // one's own amendment
	Position                // state a position
	Resolve                 // a conflict of one's own amendment with a new base
	Key                     // add or revoke one's own key
	Open                    // a session
	Close                   // a session
	Agree                   // note an agreement ad referendum
	BeginVote               // put to the vote
	Vote                    // announce the count
	Adopt                   // with or without a vote
	Reject                  // with or without a vote
	Reopen                  // what was decided
	Merge                   // options into a compromise
	Issue                   // a new base
)

var actionNames = [...]string{
	"table an amendment", "table a base", "amend an amendment", "join", "leave", "withdraw", "take over",
	"correct", "state a position", "resolve a conflict", "change keys", "open a session", "close the session",
	"note an agreement", "begin voting", "announce a count", "adopt", "reject", "reopen", "merge", "issue a base",
}

// String returns the action in words.
func (a Action) String() string {
	if int(a) < len(actionNames) {
		return actionNames[a]
	}
	return fmt.Sprintf("action(%d)", uint8(a))
}

// Standing is how an amendment stands. The zero value is Pending.
type Standing uint8

const (
	Pending   Standing = iota // open, or open in part
	Withdrawn                 // by its sponsors, or with what it amended
	Decided                   // adopted, rejected, merged or in a new base
)

// Act is one thing that one party wants to do.
type Act struct {
	Action   Action
	Actor    string
	For      string   // the party that it is done for; empty: the actor
	Chair    string   // who presides; empty: nobody yet
	Sponsors []string // of the amendment, in order of joining; the first tabled it
	Standing Standing // of the amendment, or of the one that is amended
	Voting   bool     // voting on it has begun
	Amended  bool     // an amendment to it was adopted
	Pending  bool     // amendments to it are still to be decided
	Depth    int      // of an amendment to an amendment, from 1
	Excludes bool     // it competes with one that was adopted
	// Of a vote: those who voted for, against, and who abstained. For Adopt and
	// Reject it is the last count, if Voted says that there was one.
	Yes, No, Abstain int
	Voted            bool
}

// Policy says whether an act is allowed: nil, or a *[Refusal].
type Policy interface{ Check(Act) error }

// Rule is where a rule is written down.
type Rule struct {
	Of     string // "UN General Assembly"
	Number string // "rule 80"
	Title  string // "withdrawal of motions"
}

// String returns the rule as it is cited.
func (r Rule) String() string {
	s := r.Of
	if r.Number != "" {
		s += ", " + r.Number
	}
	return s + " (" + r.Title + ")"
}

// Refusal says which rule an act breaks and what the rule expects.
type Refusal struct {
	Rule   Rule
	Act    Act
	Expect string
}

func (e *Refusal) Error() string {
	return fmt.Sprintf("policy: %s may not %s: %s; %s", e.Act.Actor, e.Act.Action, e.Rule, e.Expect)
}

// Majority is a share of the votes that is needed.
type Majority struct {
	Of, In int  // at least Of parts In of the votes for and against; zero: more for than against
	All    bool // abstentions count as votes
}

// Carried reports whether a count has the majority. Who abstains counts as
// not voting unless All says otherwise (UN General Assembly, rule 86).
func (m Majority) Carried(yes, no, abstain int) bool {
	cast := yes + no
	if m.All {
		cast += abstain
	}
	if m.In == 0 {
		return yes > cast-yes
	}
	return cast > 0 && yes*m.In >= m.Of*cast
}

// TwoThirds is two thirds of those present and voting.
var TwoThirds = Majority{Of: 2, In: 3}

// Rules is a policy by values. The zero value lets nobody reopen without a
// simple majority, allows no withdrawal of what was amended, and amendments to
// amendments one deep.
type Rules struct {
	Of string // the body, as it is cited
	// WithdrawAmended allows withdrawing what has been amended.
	WithdrawAmended bool
	Reopening       Majority // to take up again what was decided
	Passing         Majority // to adopt by a vote
	// Depth is how deep amendments to amendments go: 0 means 1, negative none.
	Depth int
	// Cite gives the rules by what they are about; see the constants. What is
	// missing is cited by its title.
	Cite map[string]Rule
}

// What a rule is about, for [Rules.Cite].
const (
	OfWithdrawal     = "withdrawal"
	OfReconsidering  = "reconsideration"
	OfVoting         = "members present and voting"
	OfAmendments     = "amendments"
	OfChair          = "powers of the chair"
	OfRepresentation = "representation"
	OfDecisions      = "decisions"
)

const (
	unName  = "UN General Assembly"
	ituName = "ITU General Rules"
)

// UN returns the rules of UN bodies.
func UN() Rules {
	return Rules{Of: unName, Reopening: TwoThirds, Cite: map[string]Rule{
		OfWithdrawal:     {unName, "rule 80", "withdrawal of motions"},
		OfReconsidering:  {unName, "rule 81", "reconsideration of proposals"},
		OfVoting:         {unName, "rule 86", "members present and voting"},
		OfAmendments:     {unName, "rule 90", "voting on amendments"},
		OfDecisions:      {unName, "rule 91", "voting on proposals"},
		OfChair:          {unName, "rule 35", "general powers of the President"},
		OfRepresentation: {unName, "rule 25", "composition of delegations"},
	}}
}

// ITU returns the rules of ITU conferences, assemblies and meetings. Where the
// General Rules are silent, as on reopening, the practice of UN bodies counts.
func ITU() Rules {
	return Rules{Of: ituName, Reopening: TwoThirds, WithdrawAmended: true, Cite: map[string]Rule{
		OfWithdrawal:     {ituName, "", "withdrawal and resubmission of a motion"},
		OfReconsidering:  {unName, "rule 81", "reconsideration of proposals, in practice"},
		OfVoting:         {ituName, "", "voting: definition of a majority"},
		OfAmendments:     {ituName, "", "voting procedure on amendments"},
		OfDecisions:      {ituName, "", "voting procedures"},
		OfChair:          {ituName, "", "powers of the chairman"},
		OfRepresentation: {ituName, "", "credentials for conferences"},
	}}
}

// Check answers by the rules.
func (r Rules) Check(a Act) error {
	if a.For != "" && a.For != a.Actor {
		return r.refuse(a, OfRepresentation, "nobody speaks for another party; "+a.For+" has to say it")
	}
	if a.Actor == "" {
		return r.refuse(a, OfRepresentation, "say who acts")
	}
	if a.Action >= Open && a.Action != Open && a.Actor != a.Chair {
		return r.refuse(a, OfChair, "only the chair, "+orNobody(a.Chair)+", does that")
	}
	switch a.Action {
	case Open:
		if a.Chair != "" && a.Actor != a.Chair {
			return r.refuse(a, OfChair, a.Chair+" presides; the chair closes a session before another opens one")
		}
	case Amend:
		return r.amend(a)
	case Join:
		switch {
		case a.Standing != Pending:
			return r.refuse(a, OfDecisions, "only an open amendment can be joined")
		case slices.Contains(a.Sponsors, a.Actor):
			return r.refuse(a, OfRepresentation, "it is a sponsor already")
		}
	case Leave, Withdraw, Correct:
		return r.sponsor(a)
	case TakeOver:
		switch {
		case a.Standing != Withdrawn:
			return r.refuse(a, OfWithdrawal, "only what was withdrawn can be taken over")
		case slices.Contains(a.Sponsors, a.Actor):
			return r.refuse(a, OfWithdrawal, "another party may take it over, not one that withdrew it")
		}
	case Position:
		if a.Standing != Pending {
			return r.refuse(a, OfDecisions, "positions are stated on open amendments")
		}
	case Resolve:
		if !slices.Contains(a.Sponsors, a.Actor) && a.Actor != a.Chair {
			return r.refuse(a, OfRepresentation, "its sponsors or the chair resolve it")
		}
	case Agree, BeginVote, Vote, Adopt, Reject, Merge:
		return r.decide(a)
	case Reopen:
		return r.reopen(a)
	}
	return nil
}

func (r Rules) amend(a Act) error {
	deep := max(0, r.Depth)
	if r.Depth == 0 {
		deep = 1
	}
	switch {
	case a.Depth > deep:
		return r.refuse(a, OfAmendments, fmt.Sprintf("amendments to amendments go %d deep; propose a text of your own", deep))
	case a.Standing != Pending:
		return r.refuse(a, OfAmendments, "only an open amendment can be amended")
	case a.Voting:
		return r.refuse(a, OfAmendments, "voting on it has begun")
	}
	return nil
}

// sponsor checks what only sponsors do with an amendment.
func (r Rules) sponsor(a Act) error {
	switch {
	case !slices.Contains(a.Sponsors, a.Actor):
		return r.refuse(a, OfWithdrawal, "only its sponsors do that")
	case a.Standing != Pending:
		return r.refuse(a, OfWithdrawal, "it is no longer open")
	case a.Action == Leave && len(a.Sponsors) == 1:
		return r.refuse(a, OfWithdrawal, "the last sponsor withdraws the amendment instead")
	case a.Action == Leave:
		return nil
	case a.Voting:
		return r.refuse(a, OfWithdrawal, "voting on it has begun")
	case a.Amended && !(a.Action == Withdraw && r.WithdrawAmended):
		return r.refuse(a, OfWithdrawal, "it has been amended and no longer belongs to its sponsors alone")
	}
	return nil
}

func (r Rules) decide(a Act) error {
	switch {
	case a.Standing != Pending:
		return r.refuse(a, OfReconsidering, "it is no longer open; reopen it first")
	case (a.Action == Adopt || a.Action == BeginVote) && a.Pending:
		return r.refuse(a, OfAmendments, "amendments to it are decided first")
	case a.Action == Adopt && a.Excludes:
		return r.refuse(a, OfAmendments, "it competes with one that was adopted")
	case a.Action == Vote && !a.Voting:
		return r.refuse(a, OfVoting, "voting on it has not begun")
	case a.Voted && min(a.Yes, a.No, a.Abstain) < 0:
		return r.refuse(a, OfVoting, "a count is not negative")
	case a.Action == Adopt && a.Voted && !r.Passing.Carried(a.Yes, a.No, a.Abstain):
		return r.refuse(a, OfVoting, fmt.Sprintf("the vote, %d for and %d against, did not carry it", a.Yes, a.No))
	case a.Action == Reject && a.Voted && r.Passing.Carried(a.Yes, a.No, a.Abstain):
		return r.refuse(a, OfVoting, fmt.Sprintf("the vote, %d for and %d against, carried it", a.Yes, a.No))
	}
	return nil
}

func (r Rules) reopen(a Act) error {
	switch {
	case a.Standing != Decided:
		return r.refuse(a, OfReconsidering, "only what was decided is reopened")
	case !r.Reopening.Carried(a.Yes, a.No, a.Abstain):
		return r.refuse(a, OfReconsidering, fmt.Sprintf("%d for and %d against of those present and voting are not the majority needed", a.Yes, a.No))
	}
	return nil
}

func (r Rules) refuse(a Act, about, expect string) error {
	rule, ok := r.Cite[about]
	if !ok {
		rule = Rule{Of: r.Of, Title: about}
	}
	return &Refusal{Rule: rule, Act: a, Expect: expect}
}

func orNobody(s string) string {
	if s == "" {
		return "whom a session has yet to name"
	}
	return s
}

// Free allows everything: for texts that come from elsewhere, and for tests.
type Free struct{}

// Check allows the act.
func (Free) Check(Act) error { return nil }
