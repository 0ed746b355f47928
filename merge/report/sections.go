package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
	"github.com/rollingtext/rollingtext/merge"
)

// Rolling is the rolling text with all its brackets.
func Rolling(r *merge.Rolling) (Section, error) {
	var b bytes.Buffer
	if err := merge.EncodeJSON(&b, r); err != nil {
		return Section{}, fmt.Errorf("report: %w", err)
	}
	return Section{
		Name: "rolling", Title: "Rolling text", Nodes: r.Nodes(), Parties: r.Parties(),
		Data: json.RawMessage(bytes.TrimSpace(b.Bytes())),
	}, nil
}

// PlainJSON is a text without brackets of anybody's proposals.
type PlainJSON struct {
	Party string `json:"party,omitempty"` // whose it is; empty for the base
	Text  string `json:"text"`
}

// Base is the text as it stands.
func Base(r *merge.Rolling) Section {
	return plain(r, "base", "Base", "", r.Base())
}

// As is the text that one party would have.
func As(r *merge.Rolling, party string) (Section, error) {
	text, err := r.As(party)
	if err != nil {
		return Section{}, fmt.Errorf("report: %w", err)
	}
	return plain(r, "as", "As proposed by "+party, party, text), nil
}

func plain(r *merge.Rolling, name, title, party, text string) Section {
	return Section{
		Name: name, Title: title, Parties: r.Parties(), Data: PlainJSON{party, text},
		Nodes: []merge.Node{{Text: text, Change: -1}},
	}
}

// CompromiseJSON is what a rule makes of a rolling text.
type CompromiseJSON struct {
	Rule string `json:"rule"`
	// Text has what is open in brackets.
	Text string `json:"text"`
	// Open are the places that stay open.
	Open []merge.PlaceJSON `json:"open"`
	// Segments are the text in order, each with those whose wording it is.
	Segments []SegmentJSON `json:"segments"`
}

// SegmentJSON is a stretch of a compromise. It is the base's own, or that of
// the sponsors named, or a number that follows from others, or a bracket.
type SegmentJSON struct {
	Text    string   `json:"text"`
	From    string   `json:"from"` // "base", "change", "number", "open"
	Sponsor []string `json:"sponsors,omitempty"`
}

// Compromise is the text that a rule makes.
func Compromise(r *merge.Rolling, o *merge.Outcome) Section {
	if o.Rolling() != nil { // what was decided on
		r = o.Rolling()
	}
	nodes := o.Nodes()
	data := CompromiseJSON{Rule: o.Rule(), Text: merge.Notation(nodes), Open: []merge.PlaceJSON{}, Segments: []SegmentJSON{}}
	for _, p := range o.OpenPlaces() {
		data.Open = append(data.Open, r.Places()[p].JSON())
	}
	for _, n := range nodes {
		s := SegmentJSON{Text: merge.Notation([]merge.Node{n}), From: "base"}
		switch {
		case len(n.Options) > 0:
			s.From = "open"
		case n.Change >= 0:
			s.From, s.Sponsor = "change", r.Changes()[n.Change].Sponsors
		case n.Base.Len() == 0:
			s.From = "number"
		}
		data.Segments = append(data.Segments, s)
	}
	return Section{Name: "compromise", Title: "Compromise by " + o.Rule(), Nodes: nodes, Parties: r.Parties(), Data: data}
}

// ReasonJSON is a decision with its reason.
type ReasonJSON struct {
	Clause     string    `json:"clause"`
	ID         clause.ID `json:"id"`
	Kind       string    `json:"kind"`
	Base       string    `json:"base"`
	Text       string    `json:"text"`
	To         string    `json:"to,omitempty"`
	Rule       string    `json:"rule"`
	Verdict    string    `json:"verdict"`
	For        []string  `json:"for"`
	Against    []string  `json:"against"`
	Silent     []string  `json:"silent"`
	Reason     string    `json:"reason"`
	DisposedBy []string  `json:"disposedBy,omitempty"` // sponsors of what was adopted in its place
	// With positions: who can live with it, who reserves, and the figures by
	// heads and by weight.
	Accepts  []string   `json:"accepts,omitempty"`
	Reserves []string   `json:"reserves,omitempty"`
	Votes    *CountJSON `json:"votes,omitempty"`
	Weights  *CountJSON `json:"weights,omitempty"`
}

// CountJSON is the figures of a vote.
type CountJSON struct {
	For       merge.Weight `json:"for"`
	Against   merge.Weight `json:"against"`
	Abstained merge.Weight `json:"abstained"`
	Present   merge.Weight `json:"present"`
}

func figures(c merge.Count) *CountJSON {
	if c == (merge.Count{}) {
		return nil
	}
	return &CountJSON{c.For, c.Against, c.Abstained, c.Present}
}

// Why lists the reason for every decided place.
func Why(r *merge.Rolling, o *merge.Outcome) Section {
	if o.Rolling() != nil { // what was decided on
		r = o.Rolling()
	}
	s := Section{Name: "why", Title: "Why", Empty: "Nothing was proposed, so nothing was decided.", Parties: r.Parties()}
	data := []ReasonJSON{}
	for _, d := range o.Decisions() {
		c, p := r.Changes()[d.Change], r.Places()[d.Place]
		j := ReasonJSON{
			Clause: p.Label, ID: p.Clause, Kind: c.Form(), Base: c.Span.Of(r.Layout().Text()), Text: c.Text,
			Rule: o.Rule(), Verdict: d.Verdict.String(), Reason: d.Reason,
			For: list(d.Tally.For), Against: list(d.Tally.Against), Silent: list(d.Tally.Silent),
			Accepts: d.Tally.Accepts, Reserves: d.Tally.Reserves,
			Votes: figures(d.Tally.Votes), Weights: figures(d.Tally.Weights),
		}
		if c.Op == amend.Move {
			j.Text, j.To = j.Base, r.Destination(c)
		}
		for _, i := range d.DisposedBy {
			j.DisposedBy = append(j.DisposedBy, r.Changes()[i].Sponsors...)
		}
		data = append(data, j)
		e := Entry{Head: p.Label, Note: d.Verdict.String() + ": " + c.Form()}
		e.Lines = append(wordings(j.Base, c, j.To),
			Line{Name: "for", Value: who(j.For)}, Line{Name: "against", Value: who(j.Against)}, Line{Name: "silent", Value: who(j.Silent)})
		if len(j.Accepts) > 0 {
			e.Lines = append(e.Lines, Line{Name: "can live with it", Value: who(j.Accepts)})
		}
		if len(j.Reserves) > 0 {
			e.Lines = append(e.Lines, Line{Name: "reserves", Value: who(j.Reserves)})
		}
		e.Lines = append(e.Lines, Line{Name: "why", Value: o.Rule() + ": " + d.Reason})
		if len(j.DisposedBy) > 0 {
			e.Lines = append(e.Lines, Line{Name: "in favour of", Value: who(j.DisposedBy)})
		}
		s.Entries = append(s.Entries, e)
	}
	for _, b := range o.Ballots() {
		j, e := ballot(o, b)
		data = append(data, j)
		s.Entries = append(s.Entries, e)
	}
	s.Data = data
	return s
}

// ballot is the vote on a clause as amended, or on the whole text.
func ballot(o *merge.Outcome, b merge.Ballot) (ReasonJSON, Entry) {
	j := ReasonJSON{
		Clause: b.Clause, Kind: "as amended", Rule: o.Rule(), Verdict: b.Verdict.String(), Reason: b.Reason,
		For: list(b.Tally.For), Against: list(b.Tally.Against), Silent: list(b.Tally.Silent),
		Votes: figures(b.Tally.Votes), Weights: figures(b.Tally.Weights),
	}
	e := Entry{Head: b.Clause, Note: j.Verdict + ": the clause as amended"}
	if b.Clause == "" {
		j.Kind, e.Head, e.Note = "whole text", "the whole text", j.Verdict+": as amended"
	}
	e.Lines = []Line{
		{Name: "for", Value: who(j.For)},
		{Name: "against", Value: who(j.Against)},
		{Name: "silent", Value: who(j.Silent)},
		{Name: "why", Value: o.Rule() + ": " + b.Reason},
	}
	return j, e
}

func list(names []string) []string {
	if names == nil {
		return []string{}
	}
	return names
}

func who(names []string) string {
	if len(names) == 0 {
		return "nobody"
	}
	return merge.Who(names)
}

// wordings are the lines that say what a change does.
func wordings(base string, c merge.Change, to string) []Line {
	switch c.Op {
	case amend.Insert:
		return []Line{{"new", c.Text, true}}
	case amend.Delete:
		return []Line{{"text", base, true}}
	case amend.Move:
		return []Line{{"text", base, true}, {"to after", to, false}}
	}
	var out []Line
	if base != "" {
		out = append(out, Line{"was", base, true})
	}
	if c.Text != "" {
		out = append(out, Line{"new", c.Text, true})
	}
	return out
}

// Conflicts lists the places at which options compete.
func Conflicts(r *merge.Rolling) Section {
	s := Section{Name: "conflicts", Title: "Conflicts", Empty: "Nothing competes.", Parties: r.Parties()}
	data := []merge.PlaceJSON{}
	for _, p := range r.Places() {
		if !p.Contested {
			continue
		}
		data = append(data, p.JSON())
		e := Entry{Head: p.Label, Note: fmt.Sprintf("%d options", len(p.Options))}
		e.Lines = append(e.Lines, Line{"as it stands", p.Base, true})
		for _, o := range p.Options {
			v, quote := o.Text, true
			switch {
			case o.Moved:
				v, quote = "move to after "+o.To, false
			case o.Text == "":
				v, quote = "delete", false
			}
			e.Lines = append(e.Lines, Line{merge.Who(o.Sponsors), v, quote})
		}
		e.Lines = append(e.Lines, Line{"silent", who(p.Silent), false})
		s.Entries = append(s.Entries, e)
	}
	s.Data = data
	return s
}

// ChangeJSON is one change by one party or several.
type ChangeJSON struct {
	Clause   string    `json:"clause"`
	ID       clause.ID `json:"id"`
	Kind     string    `json:"kind"`
	Base     string    `json:"base"`
	Text     string    `json:"text"`
	To       string    `json:"to,omitempty"`
	Sponsors []string  `json:"sponsors"`
	Class    string    `json:"class"`             // substantive or editorial, and how
	Unseen   []string  `json:"unseen,omitempty"`  // what of it a reader would not see
	Follows  bool      `json:"follows,omitempty"` // a number that only follows from other changes
	Why      []string  `json:"rationale,omitempty"`
}

// Changes lists every change by every sponsor.
func Changes(r *merge.Rolling) Section {
	s := Section{Name: "changes", Title: "Changes", Empty: "Nobody proposes anything.", Parties: r.Parties()}
	data := []ChangeJSON{}
	for _, c := range r.Changes() {
		j := ChangeJSON{Kind: c.Form(), Base: c.Span.Of(r.Layout().Text()), Text: c.Text, Sponsors: c.Sponsors, Follows: c.Follows}
		j.Clause, j.ID = r.Label(c)
		class, unseen := diff.Classify(j.Base, j.Text)
		if c.Op == amend.Move {
			j.Text, j.To = j.Base, r.Destination(c)
			class, unseen = diff.Substantive, 0
		}
		j.Class, j.Unseen = class.String(), unseen.Names()
		for _, a := range c.Tabled {
			if a.Rationale != "" && (len(j.Why) == 0 || j.Why[len(j.Why)-1] != a.Rationale) {
				j.Why = append(j.Why, a.Rationale)
			}
		}
		data = append(data, j)
		e := Entry{Head: j.Clause, Note: j.Kind, Lines: []Line{{"by", merge.Who(c.Sponsors), false}}}
		if c.Follows {
			e.Note += ", follows from other changes"
		}
		e.Lines = append(e.Lines, wordings(j.Base, c, j.To)...)
		if class.Editorial() && !c.Follows {
			e.Lines = append(e.Lines, Line{"class", j.Class, false})
		}
		if len(j.Unseen) > 0 {
			e.Lines = append(e.Lines, Line{"not seen", strings.Join(j.Unseen, ", "), false})
		}
		for _, w := range j.Why {
			e.Lines = append(e.Lines, Line{"rationale", w, false})
		}
		s.Entries = append(s.Entries, e)
	}
	s.Data = data
	return s
}
