package merge

import (
	"fmt"
	"slices"
)

// Verdict is what a rule says of a proposal. The zero value is Open.
type Verdict uint8

const (
	Open     Verdict = iota // it stays in square brackets
	Adopted                 // it becomes part of the text
	Rejected                // the base wording stands
)

// String returns the verdict in lower case.
func (v Verdict) String() string {
	names := [...]string{"open", "adopted", "rejected"}
	if int(v) < len(names) {
		return names[v]
	}
	return fmt.Sprintf("verdict(%d)", uint8(v))
}

// MarshalText writes the verdict by its name.
func (v Verdict) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// Tally says who is for a proposal and who against it. All names are sorted,
// and nobody is in two of For, Against, Silent, Accepts and Reserves.
type Tally struct {
	For     []string // those who propose or support it
	Against []string // those who oppose it, or are for something that excludes it
	Silent  []string // those who say nothing

	Accepts  []string // those who can live with it
	Reserves []string // those who record a reservation
	Objects  []string // those of Against who oppose it outright

	// Votes are the figures by heads, each member of a group as one; Weights
	// are those by weight. Both are zero where only names are known, see
	// [Tally.Figures]. Given says that they are of a vote taken elsewhere.
	Votes, Weights Count
	Given          bool

	// Change is what is decided, by its index in Rolling.Changes; -1 for the
	// text or a clause as a whole.
	Change int
}

// Rule decides on one proposal at a time. Of two proposals that exclude one
// another and that it would both adopt, the one that is put to the vote first
// stands and disposes of the other; see also [Steady].
type Rule interface {
	// Name is how reports call the rule.
	Name() string
	// Decide returns the verdict, and the reason in one sentence.
	Decide(t Tally) (Verdict, string)
}

// Steady is what a [Rule] also implements if no order of voting may matter
// under it: of two proposals that exclude one another and that it would both
// adopt, it adopts neither.
type Steady interface{ Steady() }

// The rules that come with the package.
var (
	// Consensus adopts what nobody opposes; silence does not object, and a
	// reservation is recorded but does not block. Competing proposals stay open.
	Consensus Rule = consensus{}
	// Unanimity adopts what every party supports or can live with.
	Unanimity Rule = unanimity{}
	// Majority adopts what has more votes for it than against it. Silence is
	// abstention, and who abstains does not vote (UN General Assembly, rules 85
	// and 86); a tie keeps the base (rule 95). Every party has one vote, a group
	// one for each of its members.
	Majority Rule = share{"majority", 1, 2, false, false}
	// TwoThirds adopts what two thirds of those voting are for (rule 83).
	TwoThirds Rule = share{"two-thirds", 2, 3, true, false}
	// Weighted is Majority by the weights of the parties.
	Weighted Rule = share{"weighted", 1, 2, false, true}
)

type consensus struct{}

func (consensus) Name() string { return "consensus" }
func (consensus) Steady()      {}

func (consensus) Decide(t Tally) (Verdict, string) {
	switch {
	case t.Given && t.Votes.Against > 0:
		return Open, t.Votes.String() + ": no consensus"
	case t.Given:
		return Adopted, t.Votes.String() + ": nobody objects"
	case len(t.Objects) > 0:
		return Open, Who(t.Objects) + " " + verb(t.Objects, "opposes", "oppose") + " it: no consensus"
	case len(t.Against) > 0:
		return Open, "competing proposals: no consensus"
	case len(t.Reserves) > 0:
		return Adopted, "nobody objects; a reservation by " + Who(t.Reserves) + " is recorded"
	}
	return Adopted, "nobody objects"
}

type unanimity struct{}

func (unanimity) Name() string { return "unanimity" }
func (unanimity) Steady()      {}

func (unanimity) Decide(t Tally) (Verdict, string) {
	if t.Given {
		if t.Votes.For == t.Votes.Present && t.Votes.For > 0 {
			return Adopted, t.Votes.String() + ": all are for it"
		}
		return Open, t.Votes.String() + ": not all are for it"
	}
	missing := sorted(slices.Concat(t.Against, t.Silent, t.Reserves))
	if len(missing) == 0 && len(t.For)+len(t.Accepts) > 0 {
		return Adopted, "every party supports it or can live with it"
	}
	return Open, "not unanimous: " + Who(missing) + " " + verb(missing, "does", "do") + " not accept it"
}

func verb(names []string, one, many string) string {
	if len(names) == 1 {
		return one
	}
	return many
}

// share asks for num/den of those voting, or for more than that.
type share struct {
	name     string
	num, den Weight
	exactly  bool // num/den is enough
	weighted bool
}

func (s share) Name() string { return s.name }

func (s share) Decide(t Tally) (Verdict, string) {
	c := t.Figures()
	if s.weighted {
		c = t.Weighed()
	}
	enough := s.den*c.For > s.num*c.Cast() || s.exactly && s.den*c.For == s.num*c.Cast()
	switch {
	case c.For > 0 && enough:
		return Adopted, c.String()
	case c.For == c.Against:
		return Rejected, c.String() + ": a tie keeps the base"
	}
	return Rejected, c.String() + ": not enough to change the base"
}
