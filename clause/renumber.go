package clause

import (
	"slices"
	"strings"
)

// RenumberOptions says which labels to change. The zero value renumbers the
// whole document and keeps insertions.
type RenumberOptions struct {
	// Under limits the change to the runs directly under these clauses, by id;
	// nil means all.
	Under []ID
	// Merge makes whole numbers of insertions: 3, 3 bis, 4 becomes 3, 4, 5.
	Merge bool
}

// Renumbering is a document with its labels in sequence, and what became of
// the labels that it had.
type Renumbering struct {
	Document *Document
	Changes  []Relabel // every clause whose label path is another now, in the order of the text
}

// Relabel says what became of a label. Where only that of a clause above was
// changed, Old and New are the same and the names differ.
type Relabel struct {
	ID               ID
	Path             Path
	Old, New         Label  // New's Span is in the new source
	OldName, NewName string // label paths, as [Labels] gives them
}

// Renumber gives every label of a document the value that it should have in
// its run (see [Numbering]). A label keeps its spelling and punctuation, a
// clause its id and its wording; only what is out of sequence is changed, and
// clauses that need no change are shared. References in the text are not
// touched; package refer follows them with the result. O(clauses).
func Renumber(d *Document, opt RenumberOptions) Renumbering {
	r := renumberer{merge: opt.Merge}
	if opt.Under != nil {
		r.only = map[ID]bool{}
		for _, id := range opt.Under {
			r.only[id] = true
		}
	}
	root := r.clause(d.Root(), Label{}, Label{})
	if root == d.Root() {
		return Renumbering{Document: d}
	}
	next := &Document{meta: d.meta, root: root, idx: d.idx} // same ids at the same places
	return Renumbering{next, relabelled(d, next)}
}

type renumberer struct {
	merge bool
	only  map[ID]bool
}

// clause returns c with the labels under it in sequence; old and now are its
// own label before and after.
func (r *renumberer) clause(c *Clause, old, now Label) *Clause {
	if c.Len() == 0 {
		return c
	}
	count := counter{parent: old, parentNow: now, merge: r.merge}
	free := r.only == nil || r.only[c.id]
	kids := make([]*Clause, 0, c.Len())
	changed := false
	for _, kid := range c.kids.all() {
		had := kid.parts.label
		next, want := kid, had
		if free {
			want = count.next(kid)
		} else if had.Above != "" {
			want.Above = count.above(had)
			want = spell(had, want)
		}
		if want.Printed != had.Printed {
			next = kid.relabel(want)
		}
		next2 := r.clause(next, had, want)
		changed = changed || next2 != kid
		kids = append(kids, next2)
	}
	if !changed {
		return c
	}
	return newClause(c.id, c.kind, c.src, c.parts, newList(kids))
}

// relabel returns the clause with another label in the place of its own.
func (c *Clause) relabel(want Label) *Clause {
	old := c.parts.label
	at := old.Span.Start + strings.Index(old.Span.Of(c.src), old.Printed)
	src := c.src[:at] + want.Printed + c.src[at+len(old.Printed):]
	want.Span = Span{old.Span.Start, old.Span.End + len(want.Printed) - len(old.Printed)}
	return newClause(c.id, c.kind, src, dissectAs(c.kind, src, want), c.kids)
}

// relabelled compares the label paths of two documents of the same shape.
func relabelled(old, now *Document) []Relabel {
	var out []Relabel
	before, after := NewLabels(old), NewLabels(now)
	var compare func(p Path, a, b *named, was, is *Clause)
	compare = func(p Path, a, b *named, was, is *Clause) {
		if a.name != b.name || was.parts.label.Printed != is.parts.label.Printed {
			out = append(out, Relabel{was.id, slices.Clone(p), was.parts.label, is.parts.label, a.name, b.name})
		}
		for i, kid := range was.kids.all() {
			compare(append(p, i), &a.kids[i], &b.kids[i], kid, is.Child(i))
		}
	}
	compare(Path{}, &before.root, &after.root, old.Root(), now.Root())
	return out
}
