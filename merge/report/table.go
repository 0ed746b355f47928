package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/rollingtext/rollingtext/merge"
)

// RowJSON is a clause of the table of all parties.
type RowJSON struct {
	Clause string     `json:"clause"`
	New    bool       `json:"new,omitempty"` // clauses put after that of the label
	Base   string     `json:"base"`
	Cells  []CellJSON `json:"parties"`
}

// CellJSON is what a party would have of a clause. Text is missing where its
// text leaves the clause as it stands, and empty where it deletes it.
type CellJSON struct {
	Party   string       `json:"party"`
	Text    *string      `json:"text,omitempty"`
	To      *string      `json:"to,omitempty"`
	Stances []StanceJSON `json:"positions,omitempty"`
}

// StanceJSON is what a party says of a wording of others.
type StanceJSON struct {
	Stance   merge.Stance `json:"stance"`
	Sponsors []string     `json:"sponsors"`
	Base     string       `json:"base"`
	Text     string       `json:"text"`
}

// Table sets all parties side by side: a row for every clause that somebody
// proposes to change, a column for each party.
func Table(r *merge.Rolling) Section {
	s := Section{Name: "table", Title: "Side by side", Empty: "Nobody proposes anything.", Parties: r.Parties()}
	data := []RowJSON{}
	g := &Grid{Columns: append([]string{"Clause", "As it stands"}, r.Parties()...)}
	for _, row := range r.Table() {
		j := RowJSON{Clause: row.Label, New: row.New, Base: row.Base, Cells: []CellJSON{}}
		name := head(row.Label)
		if row.New {
			name = "after " + name
		}
		line := []Box{{Value: name}, {row.Base, true}}
		for k, c := range row.Cells {
			cell := CellJSON{Party: r.Parties()[k]}
			v := "—"
			if !c.Silent {
				cell.Text = &c.Text
				v = c.Text
				if v == "" {
					v = "delete"
				}
			}
			if c.Moved {
				cell.To = &c.To
				v = c.Text + "\n(to after " + head(c.To) + ")"
			}
			for _, i := range slices.Sorted(maps.Keys(c.Stances)) {
				ch := r.Changes()[i]
				cell.Stances = append(cell.Stances, StanceJSON{c.Stances[i], ch.Sponsors, ch.Span.Of(r.Layout().Text()), ch.Text})
				v += fmt.Sprintf("\n%s: %s", stanceWords[c.Stances[i]], merge.Who(ch.Sponsors))
			}
			j.Cells = append(j.Cells, cell)
			line = append(line, Box{v, !c.Silent})
		}
		data = append(data, j)
		g.Rows = append(g.Rows, line)
	}
	s.Data = data
	if len(g.Rows) > 0 {
		s.Grid = g
	}
	return s
}

var stanceWords = map[merge.Stance]string{
	merge.Silent: "silent on", merge.Supports: "supports", merge.CanLiveWith: "can live with",
	merge.Reserves: "reserves on", merge.Opposes: "opposes",
}

// Stats counts what became of the proposals of each party, and of each clause.
func Stats(o *merge.Outcome) Section {
	st := o.Stats()
	s := Section{Name: "stats", Title: "Statistics by " + o.Rule(), Parties: o.Rolling().Parties(), Data: st}
	g := &Grid{Columns: []string{"", "proposed", "adopted", "rejected", "open", "words in brackets"}}
	add := func(name string, x merge.Stats) {
		row := []Box{{Value: name}}
		for _, n := range []int{x.Proposed, x.Adopted, x.Rejected, x.Open, x.Words} {
			row = append(row, Box{Value: strconv.Itoa(n)})
		}
		g.Rows = append(g.Rows, row)
	}
	for _, p := range st.Parties {
		add(p.Name, p.Stats)
	}
	for _, c := range st.Clauses {
		add(head(c.Name), c.Stats)
	}
	add("all", st.Total)
	g.Rows = append(g.Rows, []Box{{Value: "open brackets"}, {}, {}, {}, {Value: strconv.Itoa(st.Brackets)}, {}})
	s.Grid = g
	return s
}
