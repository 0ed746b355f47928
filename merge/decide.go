package merge

import (
	"fmt"
	"slices"
	"strings"
)

// Decision says what became of one change and why.
type Decision struct {
	Change  int // index in Rolling.Changes
	Place   int // index in Rolling.Places
	Verdict Verdict
	Tally   Tally
	Reason  string
	// DisposedBy are the adopted changes that this one is rejected by, as
	// adopting them implies (UN General Assembly, rule 90).
	DisposedBy []int
	// Turn is when it was put to the vote, from 1 within its place; 0 if it was
	// not, since what was adopted before implies its rejection.
	Turn int
}

// Outcome is what a rule makes of a rolling text.
type Outcome struct {
	rolling   *Rolling
	rule      string
	decisions []Decision
	verdicts  []Verdict // by change
	relabel   relabelling
	lost      []LostReference
	ballots   []Ballot
	met       []bool // by condition
}

// tally counts who is for a change, who proposes what excludes it, and who is
// silent.
func (r *Rolling) tally(i int) Tally {
	t := Tally{For: r.changes[i].Sponsors, Change: i}
	against := map[string]bool{}
	for _, j := range r.rivals.of(i) {
		for _, s := range r.changes[j].Sponsors {
			against[s] = true
		}
	}
	for _, p := range r.parties {
		switch {
		case slices.Contains(t.For, p):
		case against[p]:
			t.Against = append(t.Against, p)
		default:
			t.Silent = append(t.Silent, p)
		}
	}
	return t
}

// Rule returns the name of the rule that was applied.
func (o *Outcome) Rule() string { return o.rule }

// Decisions returns one decision for each change, in the order of the base. The
// slice must not be changed.
func (o *Outcome) Decisions() []Decision { return o.decisions }

// OpenPlaces returns the places that stay in brackets, by their index in
// Rolling.Places.
func (o *Outcome) OpenPlaces() []int {
	var out []int
	for p, place := range o.rolling.places {
		if slices.ContainsFunc(place.Changes, func(i int) bool { return o.verdicts[i] == Open }) {
			out = append(out, p)
		}
	}
	return out
}

// String sums the outcome up in one line.
func (o *Outcome) String() string {
	n := map[Verdict]int{}
	for _, d := range o.decisions {
		n[d.Verdict]++
	}
	return fmt.Sprintf("%s: %d adopted, %d rejected, %d open", o.rule, n[Adopted], n[Rejected], n[Open])
}

// Who writes names with commas between them.
func Who(names []string) string { return strings.Join(names, ", ") }
