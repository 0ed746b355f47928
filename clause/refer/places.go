package refer

import (
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// places knows the clauses that references may lead to.
type places struct {
	doc      *clause.Document
	byPart   map[part][]*clause.Clause // numbered paragraphs and items of the operative part, recitals
	headings []heading
	openings map[rune][]string // words by which headings are cited, by first letter
}

// heading is a heading with items under it.
type heading struct {
	text string // plain, without what ends it
	c    *clause.Clause
	part part
}

func newPlaces(d *clause.Document) *places {
	p := &places{doc: d, byPart: map[part][]*clause.Clause{}, openings: map[rune][]string{}}
	for _, c := range d.Walk() {
		switch {
		case c.Kind() == clause.Preambular:
			p.byPart[preambular] = append(p.byPart[preambular], c)
			p.heading(c, preambular)
		case c.Kind() == clause.Operative && !c.Label().IsZero():
			p.byPart[operative] = append(p.byPart[operative], c)
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
	p.headings = append(p.headings, heading{text, c, in})
	p.opening(text)
	for i := range lexicon.All {
		l := &lexicon.All[i]
		if n := max(l.Preambular.Match(text), l.Operative.Match(text)); n > 0 {
			p.opening(text[:n])
		}
	}
}

func (p *places) opening(words string) {
	r, _ := utf8.DecodeRuneInString(words)
	p.openings[r] = append(p.openings[r], words)
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
			found = under(found, steps[i+1].Label)
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
		if found := matching(p.byPart[operative], s.Label); len(found) > 0 {
			return p.near(from, found)
		}
		return p.near(from, p.items(operative, s.Label))
	}
	if m.part == below {
		if found := matchingChildren(p.doc.Clause(from), s.Label); len(found) > 0 {
			return found
		}
	}
	// What stands beside the clause that speaks, or beside one above it.
	for at := from; len(at) > 0; at = at.Parent() {
		if found := matchingChildren(p.doc.Clause(at.Parent()), s.Label); len(found) > 0 {
			return found
		}
	}
	return p.items(operative, s.Label)
}

// underHeadings returns the items with a label under the headings that a
// citation names: that with just these words, or else all that open with them.
func (p *places) underHeadings(words string, l clause.Label) []*clause.Clause {
	var exact, open []*clause.Clause
	for _, h := range p.headings {
		found := matchingChildren(h.c, l)
		if h.text == words {
			exact = append(exact, found...)
		} else if strings.HasPrefix(h.text, words) {
			open = append(open, found...)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return open
}

// recital returns the paragraphs of the preamble with a number: as labelled,
// or as they come where they have no labels.
func (p *places) recital(from clause.Path, l clause.Label) []*clause.Clause {
	list := p.byPart[preambular]
	if found := matching(list, l); len(found) > 0 {
		return p.near(from, found)
	}
	for _, c := range list {
		if !c.Label().IsZero() {
			return nil
		}
	}
	if l.Series > clause.FullWidth {
		return p.items(preambular, l)
	}
	var nth []*clause.Clause
	for _, run := range p.resolutions(list) {
		if l.Insert == 0 && l.Alt == 0 && 0 < l.Ordinal && l.Ordinal <= len(run) {
			nth = append(nth, run[l.Ordinal-1])
		}
	}
	return p.near(from, nth)
}

// resolutions groups clauses by the clause that they stand under.
func (p *places) resolutions(list []*clause.Clause) [][]*clause.Clause {
	var runs [][]*clause.Clause
	last := ""
	for _, c := range list {
		at, _, _ := p.doc.Find(c.ID())
		key := string(pathKey(at.Parent()))
		if len(runs) == 0 || key != last {
			runs = append(runs, nil)
		}
		last = key
		runs[len(runs)-1] = append(runs[len(runs)-1], c)
	}
	return runs
}

func pathKey(p clause.Path) []byte {
	var out []byte
	for _, i := range p {
		out = append(out, byte(i>>16), byte(i>>8), byte(i))
	}
	return out
}

// items returns the items with a label under all headings of a part.
func (p *places) items(in part, l clause.Label) []*clause.Clause {
	var found []*clause.Clause
	for _, h := range p.headings {
		if h.part == in {
			found = append(found, matchingChildren(h.c, l)...)
		}
	}
	return found
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

func under(list []*clause.Clause, l clause.Label) []*clause.Clause {
	var found []*clause.Clause
	for _, c := range list {
		found = append(found, matchingChildren(c, l)...)
	}
	return found
}

func matchingChildren(c *clause.Clause, l clause.Label) []*clause.Clause {
	var found []*clause.Clause
	if c == nil {
		return nil
	}
	for _, kid := range c.Children() {
		if !kid.Label().IsZero() && kid.Label().Same(l) {
			found = append(found, kid)
		}
	}
	return found
}

func matching(list []*clause.Clause, l clause.Label) []*clause.Clause {
	var found []*clause.Clause
	for _, c := range list {
		if !c.Label().IsZero() && c.Label().Same(l) {
			found = append(found, c)
		}
	}
	return found
}
