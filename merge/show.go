package merge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause"
)

// Node is a part of a text as it is shown: plain text, or a bracket with
// options.
type Node struct {
	// Text is plain text; empty for a bracket.
	Text string
	// Base is where the text stands in the base, in bytes; empty for what a
	// change brought.
	Base clause.Span
	// Change is the index of the change that brought the text, or -1: it is
	// the base's, or a number that follows from others.
	Change int
	// Options make a bracket.
	Options []Wording
	// Places are those that a bracket shows, by index in Rolling.Places. Places
	// with nothing but spaces between them are shown in one bracket, for two
	// brackets side by side would read as options of each other.
	Places []int
	// From and To say that the bracket shows where a clause was moved from, or
	// to: label paths.
	From, To string
}

// Wording is an option of a bracket as it is shown.
type Wording struct {
	Sponsors []string // none: the base's own
	Content  []Node   // none: the text would be deleted
	Stands   bool     // the text as it stands
}

// Nodes returns the rolling text: every place in brackets with all its
// options, but for what all parties agree on.
func (r *Rolling) Nodes() []Node {
	verdicts := make([]Verdict, len(r.changes))
	for _, p := range r.places {
		if p.Agreed {
			verdicts[p.Changes[0]] = Adopted
		}
	}
	return r.show(verdicts, r.renumber(verdicts))
}

// Nodes returns the compromise: what was adopted as text, what is open in
// brackets.
func (o *Outcome) Nodes() []Node {
	s := shower{r: o.rolling}
	return s.apart(o.rolling.show(o.verdicts, o.relabel))
}

// show composes a text with brackets.
func (r *Rolling) show(verdicts []Verdict, re relabelling) []Node {
	s := shower{r: r}
	for i, c := range r.changes {
		if verdicts[i] == Adopted && !c.Follows {
			if t, ok := re.texts[i]; ok {
				c.Text = t
			}
			s.add(item{Located: c.Located, change: i})
		}
	}
	for _, op := range re.ops {
		s.add(item{Located: op, change: -1})
	}
	s.brackets(verdicts)
	return s.within(clause.Span{End: len(r.layout.Text())}, s.outermost(s.items), true)
}

// item is something that is composed: a change, or a bracket in the place of
// several.
type item struct {
	amend.Located
	change  int
	places  []int // of a bracket
	arrives int   // a bracket for what this change puts somewhere; else -1
	leaves  int   // a bracket for what this change moves elsewhere, and nothing else, by 1 + index; else 0
}

type shower struct {
	r     *Rolling
	items []item
}

func (s *shower) add(i item) {
	if i.places == nil {
		i.arrives = -1
	}
	s.items = append(s.items, i)
}

// brackets adds an item for every bracket.
func (s *shower) brackets(verdicts []Verdict) {
	var joined []int // places in one bracket
	var span clause.Span
	flush := func() {
		if len(joined) > 0 {
			s.add(item{Located: s.over(joined, span), places: joined, arrives: -1})
		}
		joined = nil
	}
	for p, place := range s.r.places {
		if !slices.ContainsFunc(place.Changes, func(i int) bool { return verdicts[i] == Open }) {
			continue
		}
		whole, moved := false, false // put somewhere; moved there
		for _, i := range place.Changes {
			switch c := s.r.changes[i]; c.Op {
			case amend.Insert:
				if len(place.Changes) == 1 {
					s.add(item{Located: c.Located, places: []int{p}, arrives: i})
					whole = true
				}
			case amend.Move:
				if far(c, place.Span) {
					s.add(item{Located: s.r.layout.Over(c.Span, ""), places: []int{p}, arrives: -1, leaves: 1 + i})
					continue
				}
				at := c.Located
				at.Op, at.Span = amend.Insert, clause.Span{Start: c.At, End: c.At}
				s.add(item{Located: at, places: []int{p}, arrives: i})
				moved = true
			}
		}
		if whole {
			continue
		}
		if moved { // what is changed in it is shown in its options
			s.add(item{Located: s.over([]int{p}, place.Span), places: []int{p}, arrives: -1})
			continue
		}
		if len(joined) > 0 && s.owner(joined[0]) == s.owner(p) && s.beside(span, place.Span) {
			joined = append(joined, p)
			span.End = max(span.End, place.Span.End)
			continue
		}
		flush()
		joined, span = []int{p}, place.Span
	}
	flush()
}

// over is the change that stands for the places of a bracket.
func (s *shower) over(places []int, span clause.Span) amend.Located {
	if len(places) == 1 && span.Len() == 0 {
		return s.r.changes[s.r.places[places[0]].Changes[0]].Located // at the end of its clause or the start of the next
	}
	return s.r.layout.Over(span, "")
}

// owner is where the clause starts that a place is in.
func (s *shower) owner(place int) int {
	return s.r.changes[s.r.places[place].Changes[0]].Owner()
}

// beside reports whether nothing but spaces of one line stands between two
// stretches, as they are seen.
func (s *shower) beside(a, b clause.Span) bool {
	text := s.r.layout.Text()
	end := a.Start + len(strings.TrimRight(a.Of(text), " \t\r\n"))
	start := b.End - len(strings.TrimLeft(b.Of(text), " \t\r\n"))
	if a.Len() > 0 && end == a.Start {
		end = a.End
	}
	return start <= end || strings.Trim(text[end:start], " \t\u00a0") == ""
}

// outermost leaves out the items that lie in the bracket of another: they are
// shown in its options. O(n log n).
func (s *shower) outermost(items []item) []item {
	sorted := slices.Clone(items)
	slices.SortStableFunc(sorted, func(x, y item) int {
		return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(y.Span.End, x.Span.End), cmp.Compare(len(y.places), len(x.places)))
	})
	out := sorted[:0]
	var open []item // brackets that may hold what comes
	for _, it := range sorted {
		open = slices.DeleteFunc(open, func(over item) bool { return over.Span.End < it.Span.Start })
		if slices.ContainsFunc(open, func(over item) bool { return s.lies(it, over) }) {
			continue
		}
		out = append(out, it)
		if it.places != nil && it.arrives < 0 && it.Span.Len() > 0 {
			open = append(open, it)
		}
	}
	return out
}

// lies reports whether an item lies within the bracket of another.
func (s *shower) lies(it, over item) bool {
	start, end := it.Span.Start, it.Span.End
	if it.Op != amend.Insert && it.Op != amend.Move && start == end && (start == over.Span.Start || end == over.Span.End) {
		// At the seam of two clauses it lies in that to which it belongs.
		return s.wholeClauses(over) && over.Span.Start <= it.Owner() && it.Owner() < over.Span.End
	}
	if it.Op == amend.Insert || it.Op == amend.Move {
		if start, end = min(start, it.At), max(end, it.At); start == over.Span.Start || end == over.Span.End {
			return it.Op == amend.Move && it.Span == over.Span
		}
	}
	return over.Span.Start <= start && end <= over.Span.End
}

// wholeClauses reports whether a bracket is about whole clauses.
func (s *shower) wholeClauses(over item) bool {
	return over.leaves > 0 || slices.ContainsFunc(over.places, func(p int) bool {
		return slices.ContainsFunc(s.r.places[p].Changes, func(i int) bool {
			op := s.r.changes[i].Op
			return op == amend.Delete || op == amend.Move || op == amend.Alternative
		})
	})
}

// within composes a stretch of the base with items, or all of it.
func (s *shower) within(span clause.Span, items []item, all bool) []Node {
	list := make([]amend.Located, len(items))
	for i, it := range items {
		list[i] = it.Located
	}
	pieces, err := s.r.layout.ComposeWithin(span, list)
	if all {
		pieces, err = s.r.layout.Compose(list)
	}
	if err != nil { // a rule of somebody's own that adopts what competes
		return []Node{{Text: span.Of(s.r.layout.Text()), Base: span, Change: -1}}
	}
	var out []Node
	for _, p := range pieces {
		switch {
		case p.By < 0:
			out = append(out, Node{Text: p.Text, Base: p.Base, Change: -1})
		case items[p.By].places == nil:
			if p.Text != "" {
				out = append(out, Node{Text: p.Text, Change: items[p.By].change})
			}
		default:
			out = append(out, s.bracket(items[p.By], p.Text))
		}
	}
	return out
}

// bracket makes the bracket of an item. Items that lie in it are shown in its
// options.
func (s *shower) bracket(it item, text string) Node {
	n := Node{Change: -1, Places: it.places}
	if it.arrives >= 0 {
		return s.arrival(n, it)
	}
	if it.Span.Len() == 0 && len(it.places) == 1 && len(s.r.places[it.places[0]].Changes) == 1 {
		c := s.r.changes[s.r.places[it.places[0]].Changes[0]]
		n.Options = []Wording{{Stands: true}, {Sponsors: c.Sponsors, Content: []Node{{Text: text, Change: s.r.places[it.places[0]].Changes[0]}}}}
		return n
	}
	inner := s.inside(it)
	if it.leaves > 0 {
		n.Options = []Wording{{Stands: true, Content: s.within(it.Span, inner, false)}, {Sponsors: s.r.changes[it.leaves-1].Sponsors}}
		return n
	}
	n.Options = s.standing(it, inner)
	by := map[string][]int{}
	for _, p := range it.places {
		for _, i := range s.r.places[p].Changes {
			for _, party := range s.r.changes[i].Sponsors {
				by[party] = append(by[party], i)
			}
		}
	}
	for _, k := range alike(s.r.parties, by) {
		n.Options = append(n.Options, Wording{Sponsors: k.parties, Content: s.option(it.Span, k.changes, inner)})
	}
	return n
}

// shared are parties that propose exactly the same changes.
type shared struct {
	parties []string
	changes []int
}

func alike(parties []string, by map[string][]int) []shared {
	var out []shared
	for _, p := range parties {
		mine, ok := by[p]
		if !ok {
			continue
		}
		slices.Sort(mine)
		k := slices.IndexFunc(out, func(s shared) bool { return slices.Equal(s.changes, mine) })
		if k < 0 {
			out = append(out, shared{changes: mine})
			k = len(out) - 1
		}
		out[k].parties = append(out[k].parties, p)
	}
	return out
}

// inside returns the items that lie within a bracket and belong to other
// places, without those that lie in a bracket within it.
func (s *shower) inside(it item) []item {
	var out []item
	for _, o := range s.items {
		mine := slices.ContainsFunc(o.places, func(p int) bool { return slices.Contains(it.places, p) })
		if !mine && s.lies(o, it) {
			out = append(out, o)
		}
	}
	return s.outermost(out)
}

// standing lists the options that the base itself has: its wording, or where it
// has a bracket of its own that parties choose from, the options of that.
func (s *shower) standing(it item, inner []item) []Wording {
	base := it.Span.Of(s.r.layout.Text())
	chosen := map[string]bool{}
	for _, p := range it.places {
		for _, i := range s.r.places[p].Changes {
			if s.r.changes[i].Op != amend.Pick {
				return []Wording{{Stands: true, Content: s.within(it.Span, inner, false)}}
			}
			chosen[strings.TrimSpace(s.r.changes[i].Text)] = true
		}
	}
	var out []Wording
	for _, g := range bracket.Parse(base, bracket.Options{}).Groups {
		for _, o := range g.Options() {
			if !chosen[strings.TrimSpace(o.Wording())] {
				out = append(out, Wording{Stands: true, Content: []Node{{Text: o.Wording(), Change: -1}}})
			}
		}
		break
	}
	return out
}

// option is what some changes make of a bracket's stretch. What they move is
// shown where it goes.
func (s *shower) option(span clause.Span, changes []int, inner []item) []Node {
	items := slices.DeleteFunc(slices.Clone(inner), func(it item) bool { // gone with what they change
		return slices.ContainsFunc(changes, func(i int) bool {
			c := s.r.changes[i]
			return c.Op != amend.Insert && c.Span.Start <= it.Span.Start && it.Span.End <= c.Span.End
		})
	})
	var tail []Node
	for _, i := range changes {
		switch c := s.r.changes[i]; {
		case far(c, span) && (c.At == span.End || c.At == span.Start):
			tail = append(tail, Node{Text: s.r.put(c, changes).Text, Change: i})
		case far(c, span):
			items = append(items, item{Located: s.r.put(c, changes), change: i, arrives: -1})
		case c.Op != amend.Move && s.movedAlong(c, changes):
		case c.Op == amend.Insert && (c.At == span.End || c.At == span.Start):
			tail = append(tail, Node{Text: c.Text, Change: i})
		case c.Op == amend.Move:
			gone := s.r.layout.Over(c.Span, "")
			items = append(items, item{Located: gone, change: -1, arrives: -1})
		default:
			items = append(items, item{Located: c.Located, change: i, arrives: -1})
		}
	}
	return append(s.within(span, items, false), tail...)
}

// movedAlong reports whether one of some changes moves the clause that another
// is in.
func (s *shower) movedAlong(c Change, changes []int) bool {
	return slices.ContainsFunc(changes, func(i int) bool {
		m := s.r.changes[i]
		return m.Op == amend.Move && m.Span.Start <= c.Owner() && c.Owner() < m.Span.End
	})
}

// arrival is the bracket of a clause where it was put or moved to, with what
// those who moved it change in it.
func (s *shower) arrival(n Node, it item) Node {
	c := s.r.changes[it.arrives]
	n.Options = []Wording{{Stands: true}}
	if c.Op == amend.Insert {
		n.Options = append(n.Options, Wording{Sponsors: c.Sponsors, Content: []Node{{Text: c.Text, Change: it.arrives}}})
		return n
	}
	if _, path, _ := s.r.layout.Holder(c.Span.Start); path != nil {
		n.From = s.r.labels.Of(path)
	}
	by := map[string][]int{}
	for _, party := range c.Sponsors {
		by[party] = nil
	}
	for _, p := range it.places {
		for _, i := range s.r.places[p].Changes {
			for _, party := range s.r.changes[i].Sponsors {
				if mine, ok := by[party]; ok && s.r.changes[i].Op != amend.Move {
					by[party] = append(mine, i)
				}
			}
		}
	}
	inner := s.inside(item{Located: s.r.layout.Over(c.Span, ""), places: it.places})
	for _, k := range alike(c.Sponsors, by) {
		n.Options = append(n.Options, Wording{Sponsors: k.parties, Content: s.option(c.Span, k.changes, inner)})
	}
	return n
}

// apart keeps paragraphs apart that changes of several parties would run into
// one: one that was put after a last line without an end.
func (s *shower) apart(nodes []Node) []Node {
	end := "\n"
	if strings.Contains(s.r.layout.Text(), "\r\n") {
		end = "\r\n"
	}
	whole := func(n Node) bool {
		return n.Change >= 0 && s.r.changes[n.Change].Op == amend.Insert || len(n.Options) > 0 && s.isArrival(n)
	}
	var out []Node
	for i, n := range nodes {
		if i > 0 {
			before, after := last(nodes[i-1]), first(n)
			if before != "" && after != "" && !strings.HasSuffix(before, "\n") && !strings.HasPrefix(strings.TrimLeft(after, " \t\r"), "\n") &&
				(whole(nodes[i-1]) || whole(n)) {
				out = append(out, Node{Text: end, Change: -1})
			}
		}
		out = append(out, n)
	}
	return out
}

func (s *shower) isArrival(n Node) bool {
	return len(n.Options) == 2 && len(n.Options[0].Content) == 0 && len(n.Places) == 1 &&
		slices.ContainsFunc(s.r.places[n.Places[0]].Changes, func(i int) bool {
			return s.r.changes[i].Op == amend.Insert || s.r.changes[i].Op == amend.Move
		})
}

// last and first return the text at either end of a node, as far as it is sure.
func last(n Node) string {
	if len(n.Options) == 0 {
		return n.Text
	}
	for _, o := range slices.Backward(n.Options) {
		if k := len(o.Content); k > 0 {
			return last(o.Content[k-1])
		}
	}
	return ""
}

func first(n Node) string {
	if len(n.Options) == 0 {
		return n.Text
	}
	for _, o := range n.Options {
		if len(o.Content) > 0 {
			return first(o.Content[0])
		}
	}
	return ""
}
