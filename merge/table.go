package merge

import (
	"slices"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// Row is a clause of the table that sets all parties side by side.
type Row struct {
	Label string
	// New says that the row is about clauses put after the one of the label.
	New  bool
	Base string // the clause as it stands
	// Cells are what each party would have, in the order of Rolling.Parties.
	Cells []Cell
	// Places are those of the row, by index in Rolling.Places.
	Places []int
}

// Cell is what a party would have of a clause.
type Cell struct {
	Silent bool   // its text leaves the clause as it stands
	Text   string // empty where it would delete the clause
	// To is the label path of the clause after which it would have the clause
	// stand; Moved says that it would move it.
	To    string
	Moved bool
	// Stances are what it says of the options of others, by change.
	Stances map[int]Stance
}

// Table returns a row for every clause that somebody proposes to change, in
// the order of the base: the multi-column document. O(places · parties).
func (r *Rolling) Table() []Row {
	type key struct {
		label string
		id    clause.ID
		put   bool
	}
	at := map[key]int{}
	var rows []Row
	var spans []clause.Span
	for p, place := range r.places {
		put := place.Span.Len() == 0 && !slices.ContainsFunc(place.Changes, func(i int) bool { return r.changes[i].Op != amend.Insert })
		k := key{place.Label, place.Clause, put}
		span := place.Span
		if !put {
			span = r.around(place)
		}
		n, ok := at[k]
		if !ok {
			n = len(rows)
			at[k] = n
			rows = append(rows, Row{Label: place.Label, New: put})
			spans = append(spans, span)
		}
		spans[n].Start, spans[n].End = min(spans[n].Start, span.Start), max(spans[n].End, span.End)
		rows[n].Places = append(rows[n].Places, p)
	}
	for n := range rows {
		rows[n].Base = spans[n].Of(r.layout.Text())
		for _, party := range r.parties {
			rows[n].Cells = append(rows[n].Cells, r.cell(rows[n].Places, spans[n], party))
		}
	}
	return rows
}

// around is the place with the source of its clause.
func (r *Rolling) around(p Place) clause.Span {
	s := p.Span
	at := s.Start
	if s.Len() == 0 {
		at = max(0, at-1)
	}
	if c, _, start := r.layout.Holder(at); c != nil {
		s.Start, s.End = min(s.Start, start), max(s.End, start+len(c.Source()))
	}
	return s
}

func (r *Rolling) cell(places []int, span clause.Span, party string) Cell {
	c := Cell{Stances: map[int]Stance{}}
	var mine []int
	for _, p := range places {
		for _, i := range r.places[p].Changes {
			if slices.Contains(r.changes[i].Sponsors, party) {
				mine = append(mine, i)
			}
			if r.stand == nil {
				continue
			}
			if s, ok := r.says(party, i, p, func(int) bool { return true }); ok && s != Proposes {
				c.Stances[i] = s
			}
		}
	}
	if len(mine) == 0 {
		c.Silent = true
		return c
	}
	c.Text, c.To, c.Moved = r.wording(span, mine)
	return c
}
