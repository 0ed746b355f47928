package merge

import "fmt"

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

// Tally says who is for a proposal and who against it. All are sorted.
type Tally struct {
	For     []string // those who propose it
	Against []string // those who propose something that excludes it
	Silent  []string // all others
}

// Rule decides on one proposal at a time. It must not adopt two proposals that
// exclude one another: where one has the votes, the other's sponsors are among
// those against.
type Rule interface {
	// Name is how reports call the rule.
	Name() string
	// Decide returns the verdict, and the reason in one sentence.
	Decide(t Tally) (Verdict, string)
}

// The rules that come with the package.
var (
	// Consensus adopts what nobody opposes; silence does not object. Competing
	// proposals stay open.
	Consensus Rule = consensus{}
	// Majority adopts what has more votes for it than against it. Silence is
	// abstention, and who abstains does not vote (UN General Assembly, rule 86);
	// a tie keeps the base.
	Majority Rule = share{"majority", 1, 2, false}
	// TwoThirds adopts what two thirds of those voting are for.
	TwoThirds Rule = share{"two-thirds", 2, 3, true}
)

type consensus struct{}

func (consensus) Name() string { return "consensus" }

func (consensus) Decide(t Tally) (Verdict, string) {
	if len(t.Against) == 0 {
		return Adopted, "nobody objects"
	}
	return Open, "competing proposals: no consensus"
}

// share asks for num/den of those voting, or for more than that.
type share struct {
	name     string
	num, den int
	exactly  bool // num/den is enough
}

func (s share) Name() string { return s.name }

func (s share) Decide(t Tally) (Verdict, string) {
	yes, all := len(t.For), len(t.For)+len(t.Against)
	enough := s.den*yes > s.num*all || s.exactly && s.den*yes == s.num*all
	votes := fmt.Sprintf("%d for, %d against, %d abstaining", yes, len(t.Against), len(t.Silent))
	switch {
	case yes > 0 && enough:
		return Adopted, votes
	case yes == len(t.Against):
		return Rejected, votes + ": a tie keeps the base"
	}
	return Rejected, votes + ": not enough to change the base"
}
