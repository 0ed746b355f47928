package amend

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
)

// Derive returns the amendments that an edited copy of a base amounts to:
// applied to the base ([Apply]) they give the copy's text byte for byte, for
// any two documents. Sponsors, rationale, metadata and attachments of like go
// into every one.
//
// A clause that was moved and reworded is a move and a rewording. A square
// bracket of the base that the copy resolves to one of its options is a Pick.
// A label that only follows from clauses inserted, deleted or moved is marked
// so ([Amendment.Follows]). The cost is that of [diff.Align].
func Derive(base, edited *clause.Document, like Amendment) []Amendment {
	return NewLayout(base).Derive(edited, like)
}

// Derive does what the function [Derive] does, for one base and many copies.
func (l *Layout) Derive(edited *clause.Document, like Amendment) []Amendment {
	text := edited.Render()
	if text == l.text {
		return nil
	}
	like.Base = l.version
	d := deriver{l: l, edited: edited, text: text, like: like}
	if d.aligned(); d.exact() {
		return d.out
	}
	// Clauses that two readings cut at other places: compare the bare texts.
	if d.bare(); d.exact() {
		return d.out
	}
	d.out = nil
	d.add(Amendment{Op: Alternative, Text: text, Target: Target{
		Clause: l.base.Root().ID(), Range: span(0, len(l.text)), Quote: l.text,
	}})
	return d.out
}

type deriver struct {
	l      *Layout
	edited *clause.Document
	text   string // of edited
	like   Amendment
	out    []Amendment

	before, after *clause.Numbering // made when first asked for
}

func (d *deriver) add(a Amendment) {
	b := d.like
	b.Op, b.Target, b.To, b.Text, b.Follows = a.Op, a.Target, a.To, a.Text, a.Follows
	b.ID = contentID(b)
	d.out = append(d.out, b)
}

// exact reports whether what was derived gives the edited text.
func (d *deriver) exact() bool {
	list := make([]Located, len(d.out))
	for i, a := range d.out {
		x, err := d.l.Locate(a)
		if err != nil {
			return false
		}
		list[i] = x
	}
	pieces, err := d.l.Compose(list)
	if err != nil {
		return false
	}
	rest := d.text
	for _, p := range pieces {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, p.Text); !ok {
			return false
		}
	}
	return rest == ""
}

// aligned derives amendments from what became of every clause.
func (d *deriver) aligned() {
	d.out = nil
	a := diff.Align(d.l.base, d.edited)
	structural := len(a.Deleted)+len(a.Inserted)+len(a.Moved) > 0 ||
		slices.ContainsFunc(a.Pairs, func(p diff.Pair) bool { return len(p.OldRefs) != len(p.NewRefs) }) // split or joined
	for _, p := range a.Pairs {
		d.pair(p, structural)
	}
	for _, x := range a.Deleted {
		d.add(Amendment{Op: Delete, Target: d.whole(x.Ref, x.Old, x.All)})
	}
	for _, x := range a.Inserted {
		d.add(Amendment{Op: Insert, To: d.place(x.At, x.Order, x.Path), Text: x.New.Of(d.text)})
	}
	for _, x := range a.Moved {
		d.add(Amendment{Op: Move, Target: d.whole(x.Ref, x.Old, x.All), To: d.place(x.At, x.Order, x.Now.Path)})
	}
	d.inOrder()
}

// whole is a clause, or all of it but the blank lines at its end.
func (d *deriver) whole(r diff.Ref, old clause.Span, all bool) Target {
	t := Target{Clause: r.Clause.ID(), Alone: !all}
	end := r.Start + len(r.Clause.Source())
	if all {
		end = d.l.at[r.Clause.ID()].end
	}
	if old.End < end {
		t.Range = span(0, old.Len())
	}
	return t
}

// inOrder sorts by place in the base, so that the list reads like the text.
func (d *deriver) inOrder() {
	at := func(a Amendment) int {
		if x, err := d.l.Locate(a); err == nil {
			return x.Span.Start
		}
		return 0
	}
	slices.SortStableFunc(d.out, func(x, y Amendment) int {
		return cmp.Or(cmp.Compare(at(x), at(y)), cmp.Compare(x.To.Order, y.To.Order))
	})
}

// place names a point of the base. Path is where what is put there stands in
// the edited copy.
func (d *deriver) place(at, order int, path clause.Path) Place {
	p := Place{After: clause.RootID, Order: order}
	if root := d.l.base.Root().ID(); root != clause.RootID {
		p.After = root
	}
	if at > 0 {
		b := d.l.blocks[d.l.blockAt(at-1)]
		p.After, p.Close = b.c.ID(), at < b.end
	}
	for len(path) > 0 { // the nearest clause above that the base has too
		path = path.Parent()
		up := d.edited.Clause(path)
		if h, ok := d.l.at[up.ID()]; ok && h.own {
			p.Under = up.ID()
			break
		}
	}
	return p
}

// pair derives what was reworded in a clause, or in several that were split
// off or joined.
func (d *deriver) pair(p diff.Pair, structural bool) {
	var list []Amendment
	for _, h := range p.Hunks() {
		ref := refAt(p.OldRefs, h.Old)
		a := Amendment{Text: h.New.Of(d.text)}
		r := clause.Span{Start: h.Old.Start - ref.Start, End: h.Old.End - ref.Start}
		switch h.Part {
		case diff.Head:
			was, is := p.OldRefs[0], p.NewRefs[0]
			if was.Clause.Label().Printed != is.Clause.Label().Printed {
				a.Op = Relabel
				a.Follows = structural && d.inSequence(was.Clause, is.Clause)
			}
		case diff.Tail:
			n := shared(h.Old.Of(d.l.text), a.Text)
			r.Start, a.Text = r.Start+n, a.Text[n:]
		}
		a.Target = d.l.target(ref.Clause.ID(), ref.Start, r)
		list = append(list, a)
	}
	if len(p.OldRefs) == 1 {
		list = d.picks(p.OldRefs[0], list)
	}
	for _, a := range list {
		d.add(a)
	}
}

// shared returns how many bytes two texts have in common at their start.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return n
}

// refAt returns the clause that a stretch starts in; a point between two is
// the end of the first.
func refAt(refs []diff.Ref, s clause.Span) diff.Ref {
	r := refs[0]
	for _, next := range refs[1:] {
		if next.Start < s.Start || next.Start == s.Start && s.Len() > 0 {
			r = next
		}
	}
	return r
}

// target quotes a range of the clause that starts at an offset of the text.
func (l *Layout) target(id clause.ID, start int, r clause.Span) Target {
	s := clause.Span{Start: start + r.Start, End: start + r.End}
	end := start
	if h := l.at[id]; h.block < len(l.blocks) {
		end = l.blocks[h.block].end
	}
	return Target{
		Clause: id, Range: r, Quote: s.Of(l.text),
		Before: clipBefore(l.text[start:s.Start]), After: clipAfter(l.text[s.End:max(end, s.End)]),
	}
}

// picks makes one Pick of the changes by which a bracket of the base becomes
// one of its options, or nothing where it is optional.
func (d *deriver) picks(ref diff.Ref, list []Amendment) []Amendment {
	src := ref.Clause.Source()
	if !strings.Contains(src, "[") || len(list) == 0 {
		return list
	}
	for depth, g := range bracket.Parse(src, bracket.Options{}).Groups {
		if depth > 1 {
			continue
		}
		at := clause.Span{Start: g.Start, End: g.End}
		first, last := -1, -1
		for i, a := range list {
			r := a.Target.Range
			if r.Start >= at.End || r.End <= at.Start {
				continue
			}
			if before, after := min(r.Start, at.Start), max(r.End, at.End); a.Op == Replace && r.Len() > 0 &&
				strings.TrimSpace(src[before:at.Start]+src[at.End:after]) == "" {
				at = clause.Span{Start: before, End: after} // a space may go with the bracket
			} else if r.Start < at.Start || r.End > at.End {
				first = -1 // reaches out of the bracket
				break
			}
			if first < 0 {
				first = i
			}
			last = i
		}
		if first < 0 {
			continue
		}
		text := spliced(src, at, list[first:last+1])
		for _, o := range append(g.Options(), bracket.Node{}) {
			if strings.TrimSpace(o.Wording()) != strings.TrimSpace(text) || o.Kind != bracket.Option && len(g.Options()) > 1 {
				continue
			}
			pick := Amendment{Op: Pick, Text: text, Target: d.l.target(ref.Clause.ID(), ref.Start, at)}
			list = slices.Concat(list[:first], []Amendment{pick}, list[last+1:])
			break
		}
	}
	return list
}

// spliced returns a stretch of a source with the changes that lie in it.
func spliced(src string, at clause.Span, list []Amendment) string {
	var b strings.Builder
	pos := at.Start
	for _, a := range list {
		b.WriteString(src[pos:a.Target.Range.Start] + a.Text)
		pos = a.Target.Range.End
	}
	return b.String() + src[pos:at.End]
}

// inSequence reports whether a clause has the label that its place gives it,
// before and after.
func (d *deriver) inSequence(was, is *clause.Clause) bool {
	if was.Label().IsZero() || is.Label().IsZero() {
		return false // a label comes or goes
	}
	if d.before == nil {
		d.before, d.after = clause.NewNumbering(d.l.base), clause.NewNumbering(d.edited)
	}
	return d.before.Of(was.ID()).Printed == was.Label().Printed && d.after.Of(is.ID()).Printed == is.Label().Printed
}

// bare derives amendments from the two texts alone.
func (d *deriver) bare() {
	d.out = nil
	if len(d.l.blocks) == 0 {
		d.add(Amendment{Op: Insert, To: d.place(0, 0, nil), Text: d.text})
		return
	}
	for _, h := range diff.Text(d.l.text, d.text) {
		b := d.l.blocks[d.l.blockAt(h.Old.Start)]
		r := clause.Span{Start: h.Old.Start - b.start, End: h.Old.End - b.start}
		d.add(Amendment{Text: h.New.Of(d.text), Target: d.l.target(b.c.ID(), b.start, r)})
	}
}
