package history

import (
	"cmp"
	"strings"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
)

// Revision returns the current text as a document to be issued as a new base,
// as [Revise] does.
func (s *State) Revision() (*clause.Document, error) {
	base, pieces, err := s.pieces()
	if err != nil {
		return nil, err
	}
	return compose(base.Layout(), s.located, pieces), nil
}

// Revise returns the version of a document that amendments to it make. Clauses
// that live on, moved or reworded, keep their ids, kinds and places under one
// another, so that others find them again; one that is split keeps its id for
// the first part, of those that are joined the first lives on. Errors are those
// of [amend.Apply]. O(text).
func Revise(base *clause.Document, amendments []amend.Amendment) (*clause.Document, error) {
	l := amend.NewLayout(base)
	located := make([]amend.Located, len(amendments))
	for i, a := range amendments {
		var err error
		if located[i], err = l.Locate(a); err != nil {
			return nil, err
		}
	}
	pieces, err := l.Compose(located)
	if err != nil {
		return nil, err
	}
	return compose(l, located, pieces), nil
}

// Reread returns a text that came from elsewhere as the next version of a
// document. What became of each clause is told from the words alone, so a
// clause that was moved and reworded at once may count as a new one. The cost
// is that of [diff.Align].
func Reread(base *clause.Document, text string) *clause.Document {
	old := base.Render()
	var pieces []amend.Piece
	at := 0
	same := func(end int) {
		if at < end {
			pieces = append(pieces, amend.Piece{Text: old[at:end], Base: clause.Span{Start: at, End: end}, By: -1})
		}
	}
	for _, h := range diff.Text(old, text) {
		same(h.Old.Start)
		if h.New.Len() > 0 {
			pieces = append(pieces, amend.Piece{Text: h.New.Of(text)})
		}
		at = h.Old.End
	}
	same(len(old))
	return reread(base, amend.NewLayout(base), pieces)
}

// reread reads text and gives clauses the ids of those that most of their
// bytes come from.
func reread(base *clause.Document, l *amend.Layout, pieces []amend.Piece) *clause.Document {
	var text strings.Builder
	for _, p := range pieces {
		text.WriteString(p.Text)
	}
	next, _ := clause.Parse(text.String(), clause.Options{Language: base.Meta().Language})
	r := reviser{was: map[*clause.Clause]*clause.Clause{next.Root(): base.Root()}, used: map[clause.ID]bool{}}
	gone := map[string][]*clause.Clause{} // clauses of base whose place is not known yet, by wording
	for _, c := range base.Walk() {
		r.used[c.ID()] = true
	}
	r.follow(next, l, pieces)
	taken := map[*clause.Clause]bool{}
	for _, old := range r.was {
		taken[old] = true
	}
	for _, c := range base.Walk() {
		if !taken[c] {
			gone[c.Source()] = append(gone[c.Source()], c)
		}
	}
	for p, c := range next.Walk() {
		if list := gone[c.Source()]; len(list) > 0 && len(p) > 0 && r.was[c] == nil {
			r.was[c] = list[0]
			gone[c.Source()] = list[1:]
		}
	}
	return clause.NewDocument(base.Meta(), r.revise(next.Root()))
}

// reviser knows what clauses were in the version before, and which ids are in
// use.
type reviser struct {
	was  map[*clause.Clause]*clause.Clause
	used map[clause.ID]bool
}

// follow finds for every clause of next the one of the base that most of its
// bytes come from. Where several share one, it is the one with most of it.
func (r reviser) follow(next *clause.Document, l *amend.Layout, pieces []amend.Piece) {
	most := map[*clause.Clause]int{} // of a base's clause, how many bytes its heir has
	heir := map[*clause.Clause]*clause.Clause{}
	piece, within := 0, 0
	for _, c := range next.Walk() {
		from, order := map[*clause.Clause]int{}, []*clause.Clause{}
		for left := len(c.Source()); left > 0; {
			p := pieces[piece]
			n := min(left, len(p.Text)-within)
			if p.Base.Len() > 0 {
				old, _, start := l.Holder(p.Base.Start + within)
				n = min(n, start+len(old.Source())-p.Base.Start-within)
				if from[old] == 0 {
					order = append(order, old)
				}
				from[old] += n
			}
			left -= n
			if within += n; within == len(p.Text) {
				piece, within = piece+1, 0
			}
		}
		for _, old := range order {
			if cmp.Compare(from[old], most[old]) > 0 && from[old] == largest(from) {
				most[old], heir[old] = from[old], c
			}
		}
	}
	for old, c := range heir {
		r.was[c] = old
	}
}

func largest(from map[*clause.Clause]int) (n int) {
	for _, k := range from {
		n = max(n, k)
	}
	return n
}

func (r reviser) revise(c *clause.Clause) *clause.Clause {
	kids := make([]*clause.Clause, 0, c.Len())
	for _, kid := range c.Children() {
		kids = append(kids, r.revise(kid))
	}
	if old := r.was[c]; old != nil {
		return clause.New(old.ID(), old.Kind(), c.Source(), kids...)
	}
	id := c.ID()
	for r.used[id] {
		id = uuid.NewSHA1(id, []byte("next"))
	}
	r.used[id] = true
	return c.WithChildren(kids...).WithID(id)
}
