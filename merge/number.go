package merge

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// relabelling is what the numbers of clauses become when some changes are
// adopted.
type relabelling struct {
	ops   []amend.Located // of clauses of the base
	texts map[int]string  // of clauses that a change puts in or splits off: its text, by change
	sole  bool            // the text is one party's, as that party wrote it
}

// renumber finds the labels that follow from what was adopted. Where all that
// was inserted, deleted or moved under a heading comes from one party, its own
// labels are taken; else, if the base was in sequence there, it is counted
// through again.
func (r *Rolling) renumber(verdicts []Verdict) relabelling {
	n := numberer{r: r, verdicts: verdicts, out: relabelling{texts: map[int]string{}}}
	if !n.structural() {
		return n.out
	}
	if party, ok := n.soleAuthor(); ok {
		n.out.sole = true
		for i, c := range r.changes {
			if t := c.TextOf(party); t != c.Text && verdicts[i] == Adopted {
				n.out.texts[i] = t
			}
			if c.Follows && slices.Contains(c.Sponsors, party) {
				n.out.ops = append(n.out.ops, c.Located)
			}
		}
		return n.out
	}
	var list []amend.Located
	for i, c := range r.changes {
		if verdicts[i] == Adopted && !c.Follows {
			list = append(list, c.Located)
			n.index = append(n.index, i)
		}
	}
	var err error
	if n.pieces, err = r.layout.Compose(list); err != nil {
		return n.out
	}
	for _, p := range n.pieces {
		n.starts = append(n.starts, n.length)
		n.length += len(p.Text)
	}
	n.doc, _ = clause.Parse(text(n.pieces), clause.Options{Language: r.layout.Base().Meta().Language, Excerpt: true})
	n.begun = n.doc
	var under []clause.ID
	for p, c := range n.doc.Walk() {
		if c.Len() > 0 && n.run(p, c) {
			under = append(under, c.ID())
		}
	}
	if len(under) > 0 {
		n.count(under)
	}
	return n.out
}

type numberer struct {
	r        *Rolling
	verdicts []Verdict
	index    []int // by position in what was composed: the change
	pieces   []amend.Piece
	starts   []int // where each piece starts in the composed text
	length   int
	doc      *clause.Document // the composed text
	begun    *clause.Document // the same, with the labels that begin a run
	out      relabelling
}

// isStructural reports whether a change inserts, deletes or moves clauses, or
// makes several of one or one of several.
func isStructural(c Change) bool {
	return c.Op == amend.Insert || c.Op == amend.Delete || c.Op == amend.Move || c.Form() == "split" || c.Form() == "join"
}

func (n *numberer) structural() bool {
	for i, c := range n.r.changes {
		if n.verdicts[i] == Adopted && isStructural(c) {
			return true
		}
	}
	return false
}

// soleAuthor returns a party whose text this is: everything that it proposes
// was adopted, and nothing else.
func (n *numberer) soleAuthor() (string, bool) {
	adopted, open := map[int]bool{}, map[int]bool{}
	for i, c := range n.r.changes {
		switch {
		case c.Follows:
		case n.verdicts[i] == Adopted:
			adopted[i] = true
		default:
			open[i] = true
		}
	}
	return n.author(adopted, open)
}

// piece returns the piece that holds the byte at an offset of the composed
// text, and where it stands in it.
func (n *numberer) piece(offset int) (p amend.Piece, within int) {
	k, found := slices.BinarySearch(n.starts, offset)
	if !found {
		k--
	}
	for k+1 < len(n.pieces) && len(n.pieces[k].Text) == 0 {
		k++
	}
	return n.pieces[k], offset - n.starts[k]
}

// origin says where a clause of the composed text comes from: a clause of the
// base that starts at an offset, or a change. Neither is -1.
func (n *numberer) origin(offset int) (base, change int) {
	p, within := n.piece(offset)
	if p.By >= 0 {
		return -1, n.index[p.By]
	}
	at := p.Base.Start + within
	if _, _, start := n.r.layout.Holder(at); start != at {
		return -1, -1
	}
	return at, -1
}

// run looks at what stands under a clause of the composed text and reports
// whether it is to be counted through again.
func (n *numberer) run(p clause.Path, c *clause.Clause) bool {
	var base []int // starts of the clauses of the base, in the composed order
	changes := map[int]bool{}
	anchor := -1 // where in the base this is
	for _, kid := range n.labelled(n.doc, p) {
		b, by := n.origin(kid.start)
		switch {
		case b >= 0:
			base = append(base, b)
		case by >= 0:
			changes[by] = true
			anchor = n.r.changes[by].At
		}
	}
	if len(base) > 0 {
		anchor = base[len(base)/2]
	} else if len(changes) == 0 {
		return false
	}
	siblings, lo, hi := n.siblings(anchor)
	open := map[int]bool{} // structural changes here that were not adopted
	for i, ch := range n.r.changes {
		if !isStructural(ch) || !within(ch, lo, hi) {
			continue
		}
		if n.verdicts[i] == Adopted {
			changes[i] = true
		} else {
			open[i] = true
		}
	}
	if len(changes) == 0 || len(changes) == 1 && slices.Equal(base, starts(siblings)) && n.alone(changes) {
		return false
	}
	if party, ok := n.author(changes, open); ok {
		n.adoptLabels(party, base)
		for i := range changes {
			if t := n.r.changes[i].TextOf(party); t != n.r.changes[i].Text {
				n.out.texts[i] = t
			}
		}
		return false
	}
	if len(siblings) == 0 {
		return len(base) == 0
	}
	if !n.inSequence(siblings) {
		return false
	}
	n.startRuns(p, siblings)
	return true
}

// place is where a labelled clause stands in a text.
type place struct {
	start, end int
	c          *clause.Clause
	path       clause.Path
}

func starts(list []place) []int {
	out := make([]int, len(list))
	for i, p := range list {
		out[i] = p.start
	}
	return out
}

// labelled lists the clauses with labels right under the one at a path.
func (n *numberer) labelled(doc *clause.Document, p clause.Path) []place {
	up := doc.Clause(p)
	offset := doc.Offset(p) + len(up.Source())
	var out []place
	for i, kid := range up.Children() {
		if !kid.Label().IsZero() {
			out = append(out, place{offset, offset + kid.Size(), kid, p.Child(i)})
		}
		offset += kid.Size()
	}
	return out
}

// startRuns gives the first clause that is left of every run of the base, or
// was put into it, the label with which the run began.
func (n *numberer) startRuns(p clause.Path, siblings []place) {
	want := clause.NewNumbering(n.r.layout.Base())
	run := make([]int, len(siblings)) // by sibling: the index of the first of its run
	for i, s := range siblings {
		if l := want.Of(s.c.ID()); i > 0 && (l.Ordinal != 1 || l.Insert != 0 || l.Alt != 0) {
			run[i] = run[i-1]
		} else {
			run[i] = i
		}
	}
	begun := map[int]bool{}
	for _, kid := range n.labelled(n.doc, p) {
		b, by := n.origin(kid.start)
		k := -1
		switch {
		case b >= 0:
			k = slices.IndexFunc(siblings, func(s place) bool { return s.start == b })
		case by >= 0 && n.r.changes[by].Op == amend.Insert:
			k = nearest(siblings, n.r.changes[by].At)
		}
		if k < 0 || begun[run[k]] {
			continue
		}
		begun[run[k]] = true
		first := siblings[run[k]].c.Label()
		if l := kid.c.Label(); l.Printed != first.Printed && l.Series == first.Series {
			src := kid.c.Source()
			at := l.Span.Start + strings.Index(l.Span.Of(src), l.Printed)
			doc, err := n.begun.Replace(kid.path, n.begun.Clause(kid.path).WithSource(src[:at]+first.Printed+src[at+len(l.Printed):]))
			if err == nil {
				n.begun = doc
			}
		}
	}
}

// nearest returns the sibling that a point belongs to: the one that ends there,
// else the one that starts there, else the last before it.
func nearest(siblings []place, at int) int {
	k := -1
	for i, s := range siblings {
		switch {
		case s.end == at:
			return i
		case s.start == at && k < 0, s.start < at:
			k = i
		}
	}
	return max(k, 0)
}

// alone reports whether the changes leave the labels under a heading alone, as
// the rewording of a split elsewhere does.
func (n *numberer) alone(changes map[int]bool) bool {
	for i := range changes {
		if isStructural(n.r.changes[i]) {
			return false
		}
	}
	return true
}

func within(c Change, lo, hi int) bool {
	return c.Op == amend.Insert && lo <= c.At && c.At <= hi ||
		c.Op == amend.Move && lo <= c.At && c.At <= hi ||
		c.Op != amend.Insert && lo <= c.Span.Start && c.Span.Start < hi
}

// siblings returns the labelled clauses of the base among which a point lies,
// and the stretch that they and their other siblings cover.
func (n *numberer) siblings(at int) (list []place, lo, hi int) {
	doc := n.r.layout.Base()
	_, path, _ := n.r.layout.Holder(at)
	if _, before, _ := n.r.layout.Holder(max(0, at-1)); len(before) < len(path) || len(n.labelled(doc, path.Parent())) == 0 {
		if under := n.labelled(doc, before); len(under) > 0 {
			path = under[0].path // the point comes right after a heading
		} else if len(n.labelled(doc, path.Parent())) == 0 {
			path = before
		}
	}
	up := doc.Clause(path.Parent())
	lo = doc.Offset(path.Parent()) + len(up.Source())
	return n.labelled(doc, path.Parent()), lo, doc.Offset(path.Parent()) + up.Size()
}

// author returns the party that proposes all of these changes and none of the
// others; of several the first by name.
func (n *numberer) author(changes, open map[int]bool) (string, bool) {
	for _, p := range n.r.parties {
		all := true
		for i := range changes {
			all = all && slices.Contains(n.r.changes[i].Sponsors, p)
		}
		for i := range open {
			all = all && !slices.Contains(n.r.changes[i].Sponsors, p)
		}
		if all {
			return p, true
		}
	}
	return "", false
}

// adoptLabels takes the labels that a party gave to clauses of the base.
func (n *numberer) adoptLabels(party string, base []int) {
	for _, c := range n.r.changes {
		if c.Follows && slices.Contains(c.Sponsors, party) && slices.Contains(base, c.Owner()) {
			n.out.ops = append(n.out.ops, c.Located)
		}
	}
}

// inSequence reports whether clauses of the base count without a gap.
func (n *numberer) inSequence(list []place) bool {
	want := clause.NewNumbering(n.r.layout.Base())
	return !slices.ContainsFunc(list, func(p place) bool { return want.Of(p.c.ID()).Printed != p.c.Label().Printed })
}

// count counts through what stands under some clauses of the composed text.
func (n *numberer) count(under []clause.ID) {
	re := clause.Renumber(n.begun, clause.RenumberOptions{Under: under}).Document
	for path, c := range n.doc.Walk() {
		was, is := c.Label(), re.Clause(path)
		if was.Printed == is.Label().Printed {
			continue
		}
		label := is.Label().Span.Of(is.Source())
		size := was.Span.Len()
		p, at := n.piece(n.doc.Offset(path) + was.Span.Start)
		if at+size > len(p.Text) {
			continue // a label that was made of several changes is nobody's
		}
		if p.By < 0 {
			start := p.Base.Start + at
			op := n.r.layout.Over(clause.Span{Start: start, End: start + size}, label)
			op.Op = amend.Relabel
			n.out.ops = append(n.out.ops, op)
			continue
		}
		by := n.index[p.By]
		if p.Text != n.r.changes[by].Text {
			continue // composed otherwise than it was proposed
		}
		t, ok := n.out.texts[by]
		if !ok {
			t = n.r.changes[by].Text
		}
		at += len(t) - len(n.r.changes[by].Text) // labels before it may have grown
		n.out.texts[by] = t[:at] + label + t[at+size:]
	}
}
