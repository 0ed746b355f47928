package merge

import (
	"slices"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// relabelling is what the numbers of clauses become when some changes are
// adopted.
type relabelling struct {
	ops   []amend.Located // of clauses of the base
	texts map[int]string  // of clauses that a change puts in: their text, by change
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
		for _, c := range r.changes {
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
	n.doc, _ = clause.Parse(text(n.pieces), clause.Options{Language: r.layout.Base().Meta().Language})
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

// origin says where a clause of the composed text comes from: a clause of the
// base that starts at an offset, or a change, at an offset of its text.
func (n *numberer) origin(offset int) (base, change, within int) {
	k, found := slices.BinarySearch(n.starts, offset)
	if !found {
		k--
	}
	for k+1 < len(n.pieces) && len(n.pieces[k].Text) == 0 {
		k++
	}
	p := n.pieces[k]
	if p.By >= 0 {
		return -1, n.index[p.By], offset - n.starts[k]
	}
	at := p.Base.Start + offset - n.starts[k]
	if _, _, start := n.r.layout.Holder(at); start != at {
		return -1, -1, 0
	}
	return at, -1, 0
}

// run looks at what stands under a clause of the composed text and reports
// whether it is to be counted through again.
func (n *numberer) run(p clause.Path, c *clause.Clause) bool {
	var base []int // starts of the clauses of the base, in the composed order
	changes := map[int]bool{}
	offset := n.doc.Offset(p) + len(c.Source())
	for _, kid := range c.Children() {
		if !kid.Label().IsZero() {
			b, by, _ := n.origin(offset)
			if b >= 0 {
				base = append(base, b)
			} else if by >= 0 {
				changes[by] = true
			}
		}
		offset += kid.Size()
	}
	if len(base)+len(changes) == 0 {
		return false
	}
	siblings, lo, hi := n.siblings(base)
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
	if len(changes) == 0 || len(changes) == 1 && slices.Equal(base, siblings) && n.alone(changes) {
		return false
	}
	if party, ok := n.author(changes, open); ok {
		n.adoptLabels(party, base)
		return false
	}
	return len(base) == 0 || len(siblings) > 0 && n.inSequence(siblings)
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

// siblings returns the starts of the labelled clauses of the base under the
// heading under which most of these stood, and the stretch that they cover.
func (n *numberer) siblings(base []int) (starts []int, lo, hi int) {
	if len(base) == 0 {
		return nil, 0, 0
	}
	doc := n.r.layout.Base()
	_, path, _ := n.r.layout.Holder(base[len(base)/2])
	up := doc.Clause(path.Parent())
	offset := doc.Offset(path.Parent()) + len(up.Source())
	lo = offset
	for _, kid := range up.Children() {
		if !kid.Label().IsZero() {
			starts = append(starts, offset)
		}
		offset += kid.Size()
	}
	return starts, lo, offset
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

// inSequence reports whether the base counts without a gap here.
func (n *numberer) inSequence(starts []int) bool {
	doc := n.r.layout.Base()
	want := clause.NewNumbering(doc)
	for _, at := range starts {
		c, _, _ := n.r.layout.Holder(at)
		if want.Of(c.ID()).Printed != c.Label().Printed {
			return false
		}
	}
	return true
}

// count counts through what stands under some clauses of the composed text.
func (n *numberer) count(under []clause.ID) {
	re := clause.Renumber(n.doc, clause.RenumberOptions{Under: under})
	for _, c := range re.Changes {
		if c.Old.Printed == c.New.Printed {
			continue
		}
		was, is := n.doc.Clause(c.Path), re.Document.Clause(c.Path)
		old, head := was.TextSpan().Start, is.Source()[:is.TextSpan().Start]
		base, by, at := n.origin(n.doc.Offset(c.Path))
		if lead := was.Label().Span.Start; by >= 0 && lead > 0 { // blank lines before the label may be another's
			base, by, at = n.origin(n.doc.Offset(c.Path) + lead)
			old, head = old-lead, head[min(len(head), is.Label().Span.Start):]
		}
		switch {
		case base >= 0:
			op := n.r.layout.Over(clause.Span{Start: base, End: base + old}, head)
			op.Op = amend.Relabel
			n.out.ops = append(n.out.ops, op)
		case by >= 0 && n.r.changes[by].Op == amend.Insert:
			t, ok := n.out.texts[by]
			if !ok {
				t = n.r.changes[by].Text
			}
			at += len(t) - len(n.r.changes[by].Text)
			n.out.texts[by] = t[:at] + head + t[at+old:]
		}
	}
}
