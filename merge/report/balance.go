package report

import (
	"fmt"

	"github.com/rollingtext/rollingtext/merge"
)

// BalanceJSON is what everybody has of an outcome. All but Rule and
// Concessions are of an optimum only.
type BalanceJSON struct {
	Rule        string           `json:"rule"`
	Objective   string           `json:"objective,omitempty"`
	Exact       bool             `json:"exact,omitempty"`
	Value       float64          `json:"value,omitempty"`
	Bound       float64          `json:"bound,omitempty"`
	Gap         float64          `json:"gap"`
	Steps       int              `json:"steps,omitempty"`
	Parties     []ShareJSON      `json:"parties,omitempty"`
	Deals       []DealJSON       `json:"deals,omitempty"`
	RedLines    []string         `json:"redLines,omitempty"` // that cannot all be kept
	Concessions []ConcessionJSON `json:"concessions"`
}

// ShareJSON is what a party has of an optimum.
type ShareJSON struct {
	Party  string       `json:"party"`
	Weight merge.Weight `json:"weight"`
	Gain   int          `json:"gain"`
	Most   int          `json:"most"`
	Got    []string     `json:"got"`
	GaveUp []string     `json:"gaveUp"`
	Bears  []string     `json:"bears"`
}

// DealJSON is what became of a package deal.
type DealJSON struct {
	Name    string   `json:"name"`
	Parties []string `json:"parties"`
	Made    bool     `json:"made"`
	Unlocks []string `json:"unlocks"`
}

// ConcessionJSON is who would have to move to clear a place. Without anything
// to adopt the text as it stands stays.
type ConcessionJSON struct {
	Clause  string   `json:"clause"`
	Base    string   `json:"base"`
	Parties []string `json:"parties"`
	Adopt   []string `json:"adopt"`
	Proven  bool     `json:"proven"`
}

// Balance says what each party got and gave up, which deal unlocks what, and
// the least concessions that would clear what is still open. Best is nil where
// the outcome is not an optimum.
func Balance(o *merge.Outcome, best *merge.Optimum) Section {
	r := o.Rolling()
	s := Section{Name: "balance", Title: "Balance by " + o.Rule(), Empty: "Nothing is open.", Parties: r.Parties()}
	j := BalanceJSON{Rule: o.Rule(), Concessions: []ConcessionJSON{}}
	if best != nil {
		s.Entries = append(s.Entries, balance(r, best, &j)...)
	}
	for _, c := range o.Concessions() {
		p := r.Places()[c.Place]
		cj := ConcessionJSON{p.Label, p.Base, list(c.Parties), named(r, c.Adopt), c.Proven}
		j.Concessions = append(j.Concessions, cj)
		e := Entry{Head: p.Label, Note: "least change of positions"}
		e.Lines = append(e.Lines, Line{"to move", who(c.Parties), false})
		if len(cj.Adopt) == 0 {
			e.Lines = append(e.Lines, Line{"as it stands", p.Base, true})
		}
		e.Lines = append(e.Lines, lines("then stands", cj.Adopt)...)
		if !c.Proven {
			e.Lines = append(e.Lines, Line{"note", "not all ways out were compared", false})
		}
		s.Entries = append(s.Entries, e)
	}
	s.Data = j
	return s
}

func balance(r *merge.Rolling, best *merge.Optimum, j *BalanceJSON) []Entry {
	j.Objective, j.Exact, j.Value, j.Bound, j.Gap, j.Steps = best.Objective.String(), best.Exact, best.Value, best.Bound, best.Gap, best.Steps
	j.RedLines = best.Stuck
	found := fmt.Sprintf("%.6g, the best there is", best.Value)
	if !best.Exact {
		found = fmt.Sprintf("%.6g; nothing above %.6g exists (gap %.1f %%)", best.Value, best.Bound, 100*best.Gap)
	}
	out := []Entry{{Head: "objective " + j.Objective, Note: found}}
	for _, l := range best.Stuck {
		out[0].Lines = append(out[0].Lines, Line{"red line that cannot be kept with the others", l, false})
	}
	for _, x := range best.Shares {
		sj := ShareJSON{x.Party, x.Weight, x.Gain, x.Most, named(r, x.Got), named(r, x.GaveUp), named(r, x.Bears)}
		j.Parties = append(j.Parties, sj)
		e := Entry{Head: x.Party, Note: fmt.Sprintf("gain %d of %d, weight %s", x.Gain, x.Most, x.Weight)}
		e.Lines = append(e.Lines, lines("got", sj.Got)...)
		e.Lines = append(e.Lines, lines("gave up", sj.GaveUp)...)
		e.Lines = append(e.Lines, lines("bears", sj.Bears)...)
		out = append(out, e)
	}
	for _, d := range best.Deals {
		dj := DealJSON{d.Name, d.Parties, d.Made, named(r, d.Unlocks)}
		j.Deals = append(j.Deals, dj)
		note := "not made"
		if d.Made {
			note = "made"
		}
		e := Entry{Head: d.Name, Note: note, Lines: []Line{{"parties", merge.Who(d.Parties), false}}}
		e.Lines = append(e.Lines, lines("unlocks", dj.Unlocks)...)
		out = append(out, e)
	}
	return out
}

// named says what changes do, each in a line.
func named(r *merge.Rolling, changes []int) []string {
	out := []string{}
	for _, i := range changes {
		c := r.Changes()[i]
		label, _ := r.Label(c)
		s := head(label) + ": " + c.Form()
		if was := c.Span.Of(r.Layout().Text()); was != "" {
			s += " " + "«" + excerpt(was) + "»"
		}
		if c.Text != "" {
			s += " → " + "«" + excerpt(c.Text) + "»"
		}
		out = append(out, s)
	}
	return out
}

func lines(name string, values []string) []Line {
	var out []Line
	for _, v := range values {
		out = append(out, Line{name, v, false})
	}
	return out
}
