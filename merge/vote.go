package merge

import (
	"fmt"
	"slices"
)

// Ballot is the vote on a clause as amended, or on the whole text.
type Ballot struct {
	Clause  string // label path; empty for the whole text
	Tally   Tally
	Verdict Verdict
	Reason  string
}

// Ballots returns the votes on clauses as amended, in the order of the base,
// and at the end that on the whole text; see [Procedure].
func (o *Outcome) Ballots() []Ballot { return o.ballots }

// Decide applies a rule to every change that is proposed, with the positions
// and by the procedure that [Rolling.With] was given.
//
// At each place what is furthest removed from the base in substance is put to
// the vote first; where its adoption implies the rejection of another change,
// that one is not put to the vote (UN General Assembly, rule 90). What is said
// on condition counts as long as the outcome bears the condition out: all
// conditions are taken to be met, those that the outcome does not meet are
// dropped, and so on until nothing changes.
//
// O(changes + pairs of competing changes + text), and with conditions as often
// as some are dropped.
func (r *Rolling) Decide(rule Rule) *Outcome {
	if rule == nil {
		rule = Consensus
	}
	o := &Outcome{rolling: r, rule: rule.Name()}
	if r.stand != nil {
		o.met = make([]bool, len(r.stand.ifs))
		for k := range o.met {
			o.met[k] = true
		}
	}
	for {
		o.decide(rule)
		if !o.drop() {
			break
		}
	}
	o.finish()
	return o
}

// drop takes the conditions back that the outcome does not meet.
func (o *Outcome) drop() bool {
	dropped := false
	for k, met := range o.met {
		if met && !o.adoptedAll(o.rolling.stand.ifs[k].needs) {
			o.met[k], dropped = false, true
		}
	}
	return dropped
}

func (o *Outcome) adoptedAll(changes []int) bool {
	return !slices.ContainsFunc(changes, func(i int) bool { return o.verdicts[i] != Adopted })
}

func (o *Outcome) tally(i, place int) Tally {
	if o.rolling.stand == nil {
		return o.rolling.tally(i)
	}
	return o.rolling.poll(i, place, func(k int) bool { return o.met[k] })
}

func (o *Outcome) decide(rule Rule) {
	r := o.rolling
	o.decisions, o.ballots = nil, nil
	o.verdicts = make([]Verdict, len(r.changes))
	for p, place := range r.places {
		first := len(o.decisions)
		for _, i := range place.Changes {
			o.decisions = append(o.decisions, Decision{Change: i, Place: p, Tally: o.tally(i, p)})
		}
		here := o.decisions[first:]
		if _, steady := rule.(Steady); steady || len(here) == 1 {
			o.together(rule, here)
		} else {
			o.inTurn(rule, here, r.turns(place.Changes))
		}
	}
	o.whole(rule)
}

// together decides on all changes of a place at once.
func (o *Outcome) together(rule Rule, here []Decision) {
	for k := range here {
		d := &here[k]
		d.Verdict, d.Reason = rule.Decide(d.Tally)
		d.Turn = 1
		o.verdicts[d.Change] = d.Verdict
	}
	var both []int
	for k, d := range here {
		if d.Verdict == Adopted && o.rivalAdopted(d.Change) {
			both = append(both, k)
		}
	}
	for _, k := range both {
		here[k].Verdict, here[k].Reason = Open, "acceptable, and so is another that it excludes: choose between them"
		o.verdicts[here[k].Change] = Open
	}
	for k := range here {
		if d := &here[k]; d.Verdict == Open && o.rivalAdopted(d.Change) {
			d.Verdict, d.Reason = Rejected, "disposed of by what was adopted"
			o.verdicts[d.Change] = Rejected
		}
	}
}

// inTurn puts the changes of a place to the vote one after the other.
func (o *Outcome) inTurn(rule Rule, here []Decision, turns []int) {
	at := make(map[int]int, len(here))
	for k, d := range here {
		at[d.Change] = k
	}
	for n, i := range turns {
		d := &here[at[i]]
		if o.rivalAdopted(i) {
			d.Verdict, d.Reason = Rejected, "not put to the vote: what was adopted implies its rejection (rule 90)"
		} else {
			d.Verdict, d.Reason = rule.Decide(d.Tally)
			d.Turn = n + 1
		}
		o.verdicts[i] = d.Verdict
	}
}

func (o *Outcome) rivalAdopted(i int) bool {
	return slices.ContainsFunc(o.rolling.rivals.of(i), func(j int) bool { return o.verdicts[j] == Adopted })
}

// whole votes on clauses as amended and on the whole text.
func (o *Outcome) whole(rule Rule) {
	r := o.rolling
	if r.stand == nil {
		return
	}
	proc := r.stand.given.Procedure
	done := map[string]bool{}
	for _, d := range o.decisions {
		label := r.places[d.Place].Label
		if d.Verdict == Adopted && !done[label] && (proc.ByParagraph || slices.Contains(proc.Paragraphs, label)) {
			done[label] = true
			o.ballot(rule, label)
		}
	}
	if proc.Whole {
		o.ballot(rule, "")
	}
}

func (o *Outcome) ballot(rule Rule, label string) {
	t := o.rolling.pollWhole(label)
	b := Ballot{Clause: label, Tally: t, Verdict: Adopted, Reason: "adopted without a vote: nobody asked for one"}
	if t.Given || len(t.For)+len(t.Against) > 0 {
		b.Verdict, b.Reason = rule.Decide(t)
	}
	o.ballots = append(o.ballots, b)
	if b.Verdict != Rejected {
		return
	}
	what := "the clause as amended was not adopted (rule 89)"
	if label == "" {
		what = "the text as a whole was not adopted (rules 89 and 90)"
	}
	for k := range o.decisions {
		d := &o.decisions[k]
		if d.Verdict == Adopted && (label == "" || o.rolling.places[d.Place].Label == label) {
			d.Verdict, d.Reason = Rejected, fmt.Sprintf("%s: %s", what, b.Reason)
			o.verdicts[d.Change] = Rejected
		}
	}
}

// finish says what was disposed of by what, and counts the labels through.
func (o *Outcome) finish() {
	for k := range o.decisions {
		d := &o.decisions[k]
		d.DisposedBy = nil
		for _, j := range o.rolling.rivals.of(d.Change) {
			if o.verdicts[j] == Adopted {
				d.DisposedBy = append(d.DisposedBy, j)
			}
		}
	}
	o.relabel = o.rolling.renumber(o.verdicts)
	o.lost = o.rolling.follow(o.verdicts, &o.relabel)
}
