package history

import (
	"strings"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// compose makes a document of composed text: every clause of the base keeps
// its own bytes and what was put among them, what amendments insert becomes
// clauses of its own.
func compose(l *amend.Layout, list []amend.Located, pieces []amend.Piece) *clause.Document {
	c := composer{l: l, depth: map[clause.ID]int{}, parent: map[clause.ID]*clause.Clause{}, done: map[clause.ID]bool{}, shift: map[clause.ID]int{}}
	for p, k := range l.Base().Walk() {
		c.depth[k.ID()] = len(p)
		for _, kid := range k.Children() {
			c.parent[kid.ID()] = k
		}
	}
	c.moves(list)
	for _, p := range pieces {
		switch {
		case p.By < 0:
			c.base(p)
		case list[p.By].Op == amend.Insert || list[p.By].Op == amend.Alternative:
			c.inserted(list[p.By], p.Text)
		default:
			_, k, _ := l.Base().Find(list[p.By].Target.Clause)
			c.put(k, p.Text)
		}
	}
	return clause.NewDocument(l.Base().Meta(), c.tree())
}

type composer struct {
	l      *amend.Layout
	depth  map[clause.ID]int
	parent map[clause.ID]*clause.Clause
	shift  map[clause.ID]int // by how much a clause that was moved is deeper
	done   map[clause.ID]bool
	out    []chunk
}

// chunk is a clause in the making.
type chunk struct {
	id    clause.ID
	kind  clause.Kind
	depth int
	text  string
}

// moves notes how deep clauses that are moved stand where they go.
func (c *composer) moves(list []amend.Located) {
	for _, x := range list {
		if x.Op != amend.Move {
			continue
		}
		_, k, _ := c.l.Base().Find(x.Target.Clause)
		by := c.under(x.To) - c.depth[k.ID()]
		c.shift[k.ID()] += by
		if x.Target.Alone {
			continue
		}
		var down func(*clause.Clause)
		down = func(k *clause.Clause) {
			for _, kid := range k.Children() {
				c.shift[kid.ID()] += by
				down(kid)
			}
		}
		down(k)
	}
}

// under returns the depth of what is put at a place: that of an item under its
// heading, or of the outermost clause above the point that has text of its own.
func (c *composer) under(to amend.Place) int {
	if to.Under != uuid.Nil {
		return c.depth[to.Under] + 1
	}
	_, k, ok := c.l.Base().Find(to.After)
	depth := 1
	for ; ok && k != nil && k != c.l.Base().Root(); k = c.parent[k.ID()] {
		if k.Source() != "" {
			depth = c.depth[k.ID()]
		}
	}
	return depth
}

// base takes bytes of the base, clause by clause.
func (c *composer) base(p amend.Piece) {
	for at := p.Base.Start; at < p.Base.End; {
		k, _, start := c.l.Holder(at)
		end := min(p.Base.End, start+len(k.Source()))
		c.put(k, p.Text[at-p.Base.Start:end-p.Base.Start])
		at = end
	}
}

// put adds bytes to a clause of the base: to its chunk if that is the last, as
// a new one if it has none, else to whatever stands before.
func (c *composer) put(k *clause.Clause, text string) {
	n := len(c.out)
	switch {
	case n > 0 && c.out[n-1].id == k.ID():
		c.out[n-1].text += text
	case c.done[k.ID()] && n > 0:
		c.out[n-1].text += text
	case n > 0 && !strings.HasSuffix(c.out[n-1].text, "\n") && c.out[n-1].text != "": // joined
		c.out[n-1].text += text
		c.done[k.ID()] = true
	default:
		c.above(k)
		c.done[k.ID()] = true
		c.out = append(c.out, chunk{k.ID(), k.Kind(), c.depth[k.ID()] + c.shift[k.ID()], text})
	}
}

// above puts the clauses that k stands under and that have no bytes.
func (c *composer) above(k *clause.Clause) {
	p := c.parent[k.ID()]
	if p == nil || p == c.l.Base().Root() || c.done[p.ID()] || p.Source() != "" {
		return
	}
	c.above(p)
	c.done[p.ID()] = true
	c.out = append(c.out, chunk{p.ID(), p.Kind(), c.depth[p.ID()], ""})
}

// inserted takes a new clause, or for a whole other text all its clauses.
func (c *composer) inserted(a amend.Located, text string) {
	if a.Op == amend.Alternative {
		doc, _ := clause.Parse(text, clause.Options{Language: c.l.Base().Meta().Language})
		for p, k := range doc.Walk() {
			if len(p) > 0 {
				c.out = append(c.out, chunk{k.ID(), k.Kind(), len(p), k.Source()})
			}
		}
		return
	}
	kind := clause.Paragraph
	if _, k, ok := c.l.Base().Find(a.To.After); ok {
		switch {
		case k.Len() > 0:
			kind = k.Child(0).Kind()
		case k != c.l.Base().Root():
			kind = k.Kind()
		}
	}
	if n := len(c.out); n > 0 && !strings.HasSuffix(c.out[n-1].text, "\n") && c.out[n-1].text != "" {
		// After a last line that does not end: the line end that comes with
		// the new clause is that of the line before.
		rest := strings.TrimLeft(text, "\r\n")
		c.out[n-1].text += text[:len(text)-len(rest)]
		text = rest
	}
	c.out = append(c.out, chunk{uuid.NewSHA1(a.ID, []byte("clause")), kind, c.under(a.To), text})
}

// split cuts chunks into which an amendment put a line end.
func (c *composer) split() []chunk {
	var out []chunk
	for _, k := range c.out {
		_, old, ok := c.l.Base().Find(k.id)
		lines := func(s string) int { return strings.Count(strings.TrimRight(s, " \t\r\n"), "\n") }
		if !ok || lines(k.text) <= lines(old.Source()) {
			out = append(out, k)
			continue
		}
		doc, _ := clause.Parse(k.text, clause.Options{})
		n := 0
		for _, part := range doc.Walk() {
			if part.Source() == "" {
				continue
			}
			p := k
			if p.text = part.Source(); n > 0 {
				p.id = uuid.NewSHA1(k.id, append([]byte("split"), byte(n)))
			}
			out = append(out, p)
			n++
		}
	}
	return out
}

// tree puts the chunks under one another. Ids are made anew where one is there
// before, and no clause is more than one level deeper than the one before it.
func (c *composer) tree() *clause.Clause {
	root := c.l.Base().Root()
	list := []wireClause{{0, root.ID(), root.Kind(), root.Source()}}
	if n := len(c.out); root.Source() != "" && n > 0 && c.out[0].id == root.ID() {
		list[0].Text, c.out = c.out[0].text, c.out[1:]
	}
	used := map[clause.ID]bool{root.ID(): true}
	for _, k := range c.split() {
		for used[k.id] {
			k.id = uuid.NewSHA1(k.id, []byte("next"))
		}
		used[k.id] = true
		depth := max(1, min(k.depth, list[len(list)-1].Depth+1))
		list = append(list, wireClause{depth, k.id, k.kind, k.text})
	}
	at := 0
	return grow(list, &at)
}
