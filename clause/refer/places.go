package refer

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// places knows the clauses that references may lead to.
type places struct {
	doc      *clause.Document
	recitals []*clause.Clause
	numbered table // paragraphs of the operative part
	labelled table // recitals with labels
	kids     map[*clause.Clause]table
	exact    map[string]table // items by the words of the headings above them
	opened   map[string]table // and by the words with which these open
	items    map[part]table   // and all of a part
	runs     [][]*clause.Clause
	openings map[rune][]string // words by which headings are cited, by first letter
}

func newPlaces(d *clause.Document) *places {
	p := &places{
		doc: d, openings: map[rune][]string{},
		numbered: table{}, labelled: table{}, kids: map[*clause.Clause]table{},
		exact: map[string]table{}, opened: map[string]table{},
		items: map[part]table{operative: {}, preambular: {}},
	}
	for _, c := range d.Walk() {
		switch {
		case c.Kind() == clause.Preambular:
			p.recitals = append(p.recitals, c)
			p.labelled.add(c)
			p.heading(c, preambular)
		case c.Kind() == clause.Operative && !c.Label().IsZero():
			p.numbered.add(c)
		case c.Kind() == clause.Operative:
			p.heading(c, operative)
		}
	}
	return p
}

func (p *places) heading(c *clause.Clause, in part) {
	if c.Len() == 0 || !c.Label().IsZero() {
		return
	}
	text := strings.TrimRight(newPlain(c.Text()).text, " :,،，")
	p.opening(text)
	into := []table{p.items[in], sub(p.exact, text)}
	for i := range lexicon.All {
		l := &lexicon.All[i]
		if n := max(l.Preambular.Match(text), l.Operative.Match(text)); n > 0 {
			p.opening(text[:n])
			into = append(into, sub(p.opened, text[:n]))
		}
	}
	for _, t := range into {
		for _, kid := range c.Children() {
			t.add(kid)
		}
	}
}

func sub(of map[string]table, words string) table {
	if of[words] == nil {
		of[words] = table{}
	}
	return of[words]
}

// mostOpenings bounds how many headings with one first letter are looked for.
const mostOpenings = 256

func (p *places) opening(words string) {
	r, _ := utf8.DecodeRuneInString(words)
	if list := p.openings[r]; len(list) < mostOpenings && !slices.Contains(list, words) {
		p.openings[r] = append(list, words)
	}
}

// headingAt returns how many bytes of text the longest citation of a heading
// at its start takes.
func (p *places) headingAt(text string) int {
	r, _ := utf8.DecodeRuneInString(text)
	words := p.openings[r]
	if len(words) == 0 {
		return 0
	}
	return after(text, 0, words, true)
}

// resolve finds the clauses that the steps of a reference name.
func (p *places) resolve(from clause.Path, m *mention, steps []Step) {
	found := p.first(from, m, &steps[0])
	for i := range steps {
		switch len(found) {
		case 0:
			return
		case 1:
			steps[i].Target = found[0].ID()
		default:
			for _, c := range found {
				steps[i].Candidates = append(steps[i].Candidates, c.ID())
			}
		}
		if i+1 < len(steps) {
			found = p.under(found, steps[i+1].Label)
		}
	}
}

// first returns the clauses that the first label of a reference may mean.
func (p *places) first(from clause.Path, m *mention, s *Step) []*clause.Clause {
	switch {
	case m.heading != "":
		return p.underHeadings(m.heading, s.Label)
	case m.part == preambular:
		return p.recital(from, s.Label)
	case m.part == operative:
		if found := p.numbered.get(s.Label); len(found) > 0 {
			return p.near(from, found)
		}
		return p.near(from, p.items[operative].get(s.Label))
	}
	if m.part == below {
		if found := p.children(p.doc.Clause(from), s.Label); len(found) > 0 {
			return found
		}
	}
	// What stands beside the clause that speaks, or beside one above it.
	for at := from; len(at) > 0; at = at.Parent() {
		if found := p.children(p.doc.Clause(at.Parent()), s.Label); len(found) > 0 {
			return found
		}
	}
	return p.items[operative].get(s.Label)
}

// underHeadings returns the items with a label under the headings that a
// citation names: that with just these words, or else all that open with them.
func (p *places) underHeadings(words string, l clause.Label) []*clause.Clause {
	if found := p.exact[words].get(l); len(found) > 0 {
		return found
	}
	return p.opened[words].get(l)
}

// recital returns the paragraphs of the preamble with a number: as labelled,
// or as they come where they have no labels.
func (p *places) recital(from clause.Path, l clause.Label) []*clause.Clause {
	if found := p.labelled.get(l); len(found) > 0 {
		return p.near(from, found)
	}
	if len(p.labelled) > 0 {
		return nil
	}
	if l.Series > clause.FullWidth {
		return p.items[preambular].get(l)
	}
	var nth []*clause.Clause
	for _, run := range p.resolutions() {
		if l.Insert == 0 && l.Alt == 0 && 0 < l.Ordinal && l.Ordinal <= len(run) {
			nth = append(nth, run[l.Ordinal-1])
		}
	}
	return p.near(from, nth)
}

// resolutions groups recitals by the clause that they stand under.
func (p *places) resolutions() [][]*clause.Clause {
	if p.runs != nil {
		return p.runs
	}
	var runs [][]*clause.Clause
	last := ""
	for _, c := range p.recitals {
		at, _, _ := p.doc.Find(c.ID())
		key := string(pathKey(at.Parent()))
		if len(runs) == 0 || key != last {
			runs = append(runs, nil)
		}
		last = key
		runs[len(runs)-1] = append(runs[len(runs)-1], c)
	}
	p.runs = runs
	return runs
}

func pathKey(p clause.Path) []byte {
	var out []byte
	for _, i := range p {
		out = append(out, byte(i>>16), byte(i>>8), byte(i))
	}
	return out
}

// near keeps the clauses of the resolution or annex that from is in, if there
// are any.
func (p *places) near(from clause.Path, found []*clause.Clause) []*clause.Clause {
	if len(found) < 2 {
		return found
	}
	var here []*clause.Clause
	for _, c := range found {
		if at, _, ok := p.doc.Find(c.ID()); ok && len(at) > 0 && len(from) > 0 && at[0] == from[0] {
			here = append(here, c)
		}
	}
	if len(here) > 0 {
		return here
	}
	return found
}

func (p *places) under(list []*clause.Clause, l clause.Label) []*clause.Clause {
	var found []*clause.Clause
	for _, c := range list {
		found = append(found, p.children(c, l)...)
	}
	return found
}

// children returns the children of a clause with a label.
func (p *places) children(c *clause.Clause, l clause.Label) []*clause.Clause {
	if c == nil || c.Len() == 0 {
		return nil
	}
	t := p.kids[c]
	if t == nil {
		t = table{}
		for _, kid := range c.Children() {
			t.add(kid)
		}
		p.kids[c] = t
	}
	return t.get(l)
}

// table finds clauses by their labels: by number, and as printed.
type table map[string][]*clause.Clause

// mostCandidates bounds how many clauses with one label are told apart.
const mostCandidates = 64

func (t table) add(c *clause.Clause) {
	l := c.Label()
	if l.IsZero() {
		return
	}
	for _, k := range keys(l) {
		if len(t[k]) < mostCandidates {
			t[k] = append(t[k], c)
		}
	}
}

func (t table) get(l clause.Label) []*clause.Clause {
	var found []*clause.Clause
	for _, k := range keys(l) {
		for _, c := range t[k] {
			if c.Label().Same(l) && !slices.Contains(found, c) {
				found = append(found, c)
			}
		}
	}
	return found
}

func keys(l clause.Label) [2]string {
	series := l.Series
	if series <= clause.FullWidth {
		series = clause.Decimal
	}
	return [2]string{
		fmt.Sprint(series, l.Ordinal, l.Insert, l.Alt),
		"=" + strings.ToLower(l.Printed),
	}
}
