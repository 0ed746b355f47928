package merge

import (
	"context"
	"fmt"
	"slices"
)

// Objective is what an optimum maximises. The zero value is SumOfWeights.
type Objective uint8

const (
	// SumOfWeights is the sum over the parties of weight times gain.
	SumOfWeights Objective = iota
	// Leximin looks at the worst-off party first, then at the next: each party's
	// gain as a share of the most that it could gain.
	Leximin
	// Nash is the product over the parties of 1 + gain. The fewest parties are
	// left with less than the base would give them.
	Nash
)

var objectiveNames = [...]string{"sum", "leximin", "nash"}

// String returns the short name: sum, leximin, nash.
func (o Objective) String() string {
	if int(o) < len(objectiveNames) {
		return objectiveNames[o]
	}
	return fmt.Sprintf("objective(%d)", uint8(o))
}

// ParseObjective reads the name of an objective.
func ParseObjective(name string) (Objective, error) {
	for i, n := range objectiveNames {
		if n == name {
			return Objective(i), nil
		}
	}
	return 0, fmt.Errorf("merge: %q is not an objective; expected one of %q", name, objectiveNames)
}

// OptimumOptions are the choices of [Rolling.Optimum]. The zero value
// maximises the sum of weights.
type OptimumOptions struct {
	Objective Objective
	// Nodes is how many steps the search may take; 0 is 1,000,000.
	Nodes int
	// Score is what it gives a party that a change is adopted on which it has a
	// stance, with the base at 0; nil is [Score].
	Score func(Stance) int
}

// Score is the usual worth of a change to a party: 3 for one that it proposes
// or supports, 1 for one that it can live with, -1 with a reservation, -3 for
// one that it opposes.
func Score(s Stance) int {
	switch s {
	case Proposes, Supports:
		return 3
	case CanLiveWith:
		return 1
	case Reserves:
		return -1
	case Opposes:
		return -3
	}
	return 0
}

// Optimum is the best choice of options by an objective.
type Optimum struct {
	*Outcome
	Objective Objective
	// Exact says that nothing better exists. Otherwise the search ended early:
	// nothing better than Bound exists, and Gap is how far that is above Value,
	// as a share of Bound.
	Exact        bool
	Value, Bound float64
	Gap          float64
	Steps        int // that the search took
	// Shares are what each party gets, sorted by name.
	Shares []Share
	// Deals are the package deals, in the order given.
	Deals []DealResult
	// Stuck are the red lines that cannot all be kept. The places that they are
	// about stay open.
	Stuck []string
}

// Share is what a party gets of an optimum.
type Share struct {
	Party      string
	Weight     Weight
	Gain, Most int   // its score, and the most that it could have
	Got        []int // changes that it is for and that were adopted, by index
	GaveUp     []int // changes that it is for and that were not
	Bears      []int // changes that were adopted over its reservation or opposition
}

// DealResult says what became of a package deal.
type DealResult struct {
	Name    string
	Parties []string
	Made    bool
	// Unlocks are the changes in it that one of its parties would not accept
	// without it.
	Unlocks []int
}

// Optimum chooses the changes that maximise an objective. It never adopts two
// that exclude one another, takes package deals whole or not at all, and
// crosses no red line.
//
// Where nothing couples places each is solved by itself, exactly: along the
// text where its changes compete as intervals do (O(n log n) for the sum of
// weights), else by branch and bound. Deals and conditions are branched on; the
// bound is what could be had if those that are undecided cost nothing. Leximin
// and Nash couple all places through the parties: the choices that no other
// dominates are combined place by place; where these become too many, the bound
// is that of weighted sums.
//
// Where the steps are used up or ctx is done, the result is the best found,
// with a bound; there is no error for it. Without a deadline in ctx the result
// is the same on every machine.
func (r *Rolling) Optimum(ctx context.Context, o OptimumOptions) *Optimum {
	if o.Score == nil {
		o.Score = Score
	}
	if o.Nodes <= 0 {
		o.Nodes = 1_000_000
	}
	if r.stand == nil {
		r, _ = r.With(Positions{}) // nothing named, so nothing can be wrong
	}
	p := newProblem(ctx, r, o)
	if o.Objective != SumOfWeights {
		p.o.Nodes = (o.Nodes + 1) / 2 // the rest is for the bound
	}
	found, exact, top := p.solve()
	bound := p.figure(top)
	if p.o.Nodes = o.Nodes; !exact && o.Objective != SumOfWeights && len(p.stuck) == 0 {
		found, bound = p.relax(found, bound)
	}
	return p.report(found, exact, bound)
}

// report explains a choice of changes.
func (p *problem) report(adopted []bool, exact bool, bound float64) *Optimum {
	r := p.r
	out := &Outcome{rolling: r, rule: "optimum", verdicts: make([]Verdict, len(r.changes)), met: p.metBy(adopted)}
	best := &Optimum{Outcome: out, Objective: p.o.Objective, Exact: exact, Steps: p.nodes, Stuck: p.stuck}
	for k, place := range r.places {
		for _, i := range place.Changes {
			d := Decision{Change: i, Place: k, Tally: out.tally(i, k)}
			switch {
			case p.open[k]:
				d.Reason = "no choice here was found that keeps all red lines and deals"
			case adopted[i]:
				d.Verdict, d.Reason = Adopted, p.why(i, out.met)
			default:
				d.Verdict, d.Reason = Rejected, p.whyNot(i, adopted)
			}
			out.verdicts[i] = d.Verdict
			out.decisions = append(out.decisions, d)
		}
	}
	out.finish()
	p.account(best, adopted)
	v := p.valueOf(p.gains(adopted))
	best.Value, best.Bound = p.figure(v), bound
	if exact || best.Bound < best.Value {
		best.Bound = best.Value
	}
	if best.Bound != 0 {
		best.Gap = (best.Bound - best.Value) / max(best.Bound, -best.Bound)
	}
	return best
}

// why says what speaks for a change that was adopted.
func (p *problem) why(i int, met []bool) string {
	s := fmt.Sprintf("part of the best choice by %s", p.o.Objective)
	for k, c := range p.r.stand.ifs {
		if _, on := slices.BinarySearch(c.on, i); !on || !met[k] {
			continue
		}
		if c.deal >= 0 {
			return s + ", as agreed in " + p.r.stand.deals[c.deal].name
		}
		return s + fmt.Sprintf("; the condition of %s is met", c.party)
	}
	return s
}

// whyNot says what speaks against a change that was not adopted.
func (p *problem) whyNot(i int, adopted []bool) string {
	for _, j := range p.rivals(i) {
		if adopted[j] {
			return fmt.Sprintf("what excludes it is part of the best choice by %s", p.o.Objective)
		}
	}
	for _, l := range p.r.stand.lines {
		if !l.must && slices.Contains(l.changes, i) || l.must && l.place >= 0 && l.place == p.place[i] {
			return "a red line of " + l.party
		}
	}
	for _, d := range p.r.stand.deals {
		if slices.Contains(d.all, i) {
			return d.name + " was not made: not all of it can be had"
		}
	}
	return fmt.Sprintf("the base wording is better by %s", p.o.Objective)
}

// account says what everybody got and gave up.
func (p *problem) account(best *Optimum, adopted []bool) {
	gains := p.score(adopted)
	for k, v := range p.voices {
		s := Share{Party: v.name, Weight: v.weight, Gain: int(gains[k]), Most: int(p.most[k])}
		for i := range p.r.changes {
			if p.place[i] < 0 {
				continue
			}
			st := p.r.stance(v, i, p.place[i], func(c int) bool { return best.met[c] })
			switch for_ := st == Proposes || st == Supports; {
			case for_ && adopted[i]:
				s.Got = append(s.Got, i)
			case for_:
				s.GaveUp = append(s.GaveUp, i)
			case adopted[i] && (st == Opposes || st == Reserves):
				s.Bears = append(s.Bears, i)
			}
		}
		best.Shares = append(best.Shares, s)
	}
	for k, d := range p.r.stand.deals {
		res := DealResult{Name: d.name, Parties: d.parties, Made: best.adoptedAll(d.all)}
		for _, i := range d.all {
			if slices.ContainsFunc(d.parties, func(party string) bool {
				s, _ := p.r.says(party, i, p.place[i], func(c int) bool { return p.r.stand.ifs[c].deal != k && best.met[c] })
				return worth[s] < worth[CanLiveWith]
			}) {
				res.Unlocks = append(res.Unlocks, i)
			}
		}
		best.Deals = append(best.Deals, res)
	}
}
