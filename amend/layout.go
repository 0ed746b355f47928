package amend

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause"
)

// Layout knows where every clause of a base stands in its text, so that
// amendments can be located, compared and composed. Making one takes
// O(clauses); it may be used by several goroutines.
type Layout struct {
	base    *clause.Document
	version clause.Hash
	text    string
	blocks  []block               // clauses with bytes of their own, in order
	at      map[clause.ID]holding // by clause

	rereadOnce sync.Once // see DeriveText
	reread     bool
	rereadAs   clause.Options
}

// holding is what a clause holds of the text.
type holding struct {
	block int // index of the first block at or under it
	own   bool
	end   int // offset at which it ends, with all under it
}

// block is a clause's own source in the text of the base.
type block struct {
	c          *clause.Clause
	path       clause.Path
	start, end int
}

// NewLayout lays out a base.
func NewLayout(base *clause.Document) *Layout {
	l := &Layout{
		base: base, version: base.Version(), text: base.Render(),
		at: make(map[clause.ID]holding, base.Root().Count()),
	}
	var add func(c *clause.Clause, p clause.Path, offset int) int
	add = func(c *clause.Clause, p clause.Path, offset int) int {
		h := holding{block: len(l.blocks), own: c.Source() != ""}
		if h.own {
			l.blocks = append(l.blocks, block{c, p, offset, offset + len(c.Source())})
		}
		h.end = offset + len(c.Source())
		for i, kid := range c.Children() {
			h.end = add(kid, p.Child(i), h.end)
		}
		if _, dup := l.at[c.ID()]; !dup {
			l.at[c.ID()] = h
		}
		return h.end
	}
	add(base.Root(), clause.Path{}, 0)
	return l
}

// Base returns the document that is laid out.
func (l *Layout) Base() *clause.Document { return l.base }

// Version returns the base's version, which amendments to it name.
func (l *Layout) Version() clause.Hash { return l.version }

// Text returns the base's text.
func (l *Layout) Text() string { return l.text }

// Holder returns the clause in whose own source the byte at an offset stands,
// with its path and where its source starts; at the end of the text the last
// one. It is nil if the base has no text. O(log clauses).
func (l *Layout) Holder(offset int) (c *clause.Clause, p clause.Path, start int) {
	if len(l.blocks) == 0 {
		return nil, nil, 0
	}
	b := l.blocks[l.blockAt(offset)]
	return b.c, b.path, b.start
}

// blockAt returns the index of the block that holds the byte at an offset.
func (l *Layout) blockAt(offset int) int {
	i, _ := slices.BinarySearchFunc(l.blocks, offset+1, func(b block, o int) int { return cmp.Compare(b.end, o) })
	return min(i, len(l.blocks)-1)
}

// Located is an amendment with its place in the text of its base.
type Located struct {
	Amendment
	// Span is what it changes or moves, in bytes of the base's text; empty
	// for Insert, and where words are inserted.
	Span clause.Span
	// At is the point to which Insert and Move put a clause, an offset in the
	// base's text.
	At int

	owner  int         // start of the block that it belongs to
	core   clause.Span // Span without white space at its ends
	lo, hi int         // words inserted could as well stand anywhere between
	under  int         // start of the block that Insert and Move put the clause under, or -1
	shown  bool        // it yields a piece even where it brings nothing
}

// Causes of an [Error] of an amendment that does not fit its base.
var (
	ErrOp     = errors.New("it does nothing that is known")
	ErrBase   = errors.New("it amends another version; rebase it first")
	ErrTarget = errors.New("the base has no such clause")
	ErrRange  = errors.New("the quoted words do not stand there")
	ErrPlace  = errors.New("the base has no clause to put it after")
)

// Locate finds an amendment's place. It must be made for this very base and
// amend it directly; [Rebase] and [Fold] see to that. O(log clauses + quote).
func (l *Layout) Locate(a Amendment) (Located, error) {
	x := Located{Amendment: a, under: -1}
	fail := func(err error) (Located, error) {
		return Located{}, &Error{a.ID, a.Target.Clause, a.Target.Range, err}
	}
	if a.Base != l.version {
		return fail(ErrBase)
	}
	if int(a.Op) >= len(opNames) {
		return fail(fmt.Errorf("%w: %s", ErrOp, a.Op))
	}
	if a.Op == Insert || a.Op == Move {
		if err := l.locatePoint(&x); err != nil {
			return fail(err)
		}
		if a.Op == Insert {
			x.Span = span(x.At, 0)
			x.owner = x.At
			return x, nil
		}
	}
	h, ok := l.at[a.Target.Clause]
	switch {
	case a.Op == Alternative:
		x.Span = span(0, len(l.text))
		x.core, x.lo, x.hi = x.Span, 0, len(l.text)
		return x, nil
	case !ok || h.block == len(l.blocks) || h.end == l.blocks[h.block].start:
		return fail(fmt.Errorf("%w: %s", ErrTarget, a.Target.Clause))
	}
	b := l.blocks[h.block]
	x.owner = b.start
	if a.Op == Delete || a.Op == Move {
		x.Span = clause.Span{Start: b.start, End: h.end}
		if a.Target.Alone {
			x.Span.End = b.end
		}
		if a.Target.Range.Len() > 0 {
			x.Span.End = min(x.Span.End, b.start+a.Target.Range.End)
		}
		x.core, x.lo, x.hi = x.Span, x.Span.Start, x.Span.End
		return x, nil
	}
	if !h.own {
		return fail(fmt.Errorf("%w: clause %s has no text of its own", ErrTarget, a.Target.Clause))
	}
	x.Span = span(b.start+a.Target.Range.Start, a.Target.Range.Len())
	if a.Target.Range.Start < 0 || x.Span.End > len(l.text) || x.Span.Start > x.Span.End || x.Span.Of(l.text) != a.Target.Quote {
		return fail(fmt.Errorf("%w: %q", ErrRange, a.Target.Quote))
	}
	l.play(&x, b)
	return x, nil
}

func (l *Layout) locatePoint(x *Located) error {
	to := x.To
	if to.After != clause.RootID && to.After != l.base.Root().ID() {
		h, ok := l.at[to.After]
		if !ok || !h.own {
			return fmt.Errorf("%w: %s", ErrPlace, to.After)
		}
		b := l.blocks[h.block]
		x.At = b.end
		if to.Close {
			x.At = b.start + b.closeEnd()
		}
	}
	if h, ok := l.at[to.Under]; ok && h.own {
		x.under = l.blocks[h.block].start
	}
	return nil
}

// closeEnd is where the first line end after a clause's text ends.
func (b block) closeEnd() int {
	src := b.c.Source()
	tail := src[b.c.TextSpan().End:]
	return len(src) - len(tail) + strings.IndexByte(tail, '\n') + 1
}

// play finds the freedom that a change of words has: the white space at its
// ends, and for words inserted the points at which they would read the same.
func (l *Layout) play(x *Located, b block) {
	x.core, x.lo, x.hi = x.Span, x.Span.Start, x.Span.End
	if x.Span.Len() > 0 {
		s := x.Span.Of(l.text)
		if t := strings.TrimSpace(s); t != "" {
			x.core.Start += len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
			x.core.End = x.core.Start + len(t)
		}
		return
	}
	n := len(x.Text)
	for k := 0; n > 0 && x.lo > b.start && x.Text[n-1-k%n] == l.text[x.lo-1]; k++ { // round and round in a row of the same words
		x.lo--
	}
	for k := 0; n > 0 && x.hi < b.end && x.Text[k%n] == l.text[x.hi]; k++ {
		x.hi++
	}
	for x.lo < x.Span.Start && !utf8.RuneStart(l.text[x.lo]) {
		x.lo++
	}
	for x.hi > x.Span.Start && x.hi < len(l.text) && !utf8.RuneStart(l.text[x.hi]) {
		x.hi--
	}
}

// deletes reports whether words are deleted and nothing put in their place.
func (x Located) deletes() bool { return x.Op == Replace && x.Text == "" && x.Span.Len() > 0 }

// Reach is the stretch of the base within which another change may compete
// with it: what it changes or moves, with the points at which words that it
// inserts could as well stand.
func (x Located) Reach() clause.Span {
	if x.isText() {
		return clause.Span{Start: min(x.lo, x.Span.Start), End: max(x.hi, x.Span.End)}
	}
	return x.Span
}

// Owner is where the source of the clause starts that it belongs to, an offset
// in the base's text.
func (x Located) Owner() int { return x.owner }

// isText reports whether it changes what stands in the base, rather than put
// clauses somewhere.
func (x Located) isText() bool { return x.Op != Insert && x.Op != Move }

// suppresses reports whether it takes whole clauses out.
func (x Located) suppresses() bool { return x.Op == Delete || x.Op == Alternative }

// Same reports whether two amendments have the same effect.
func Same(x, y Located) bool {
	switch {
	case x.Op == Insert || y.Op == Insert:
		return x.Op == y.Op && x.At == y.At && x.Text == y.Text
	case x.Op == Move || y.Op == Move:
		return x.Op == y.Op && x.Span == y.Span && x.At == y.At && x.To.Under == y.To.Under
	case x.suppresses() != y.suppresses():
		return false
	}
	return x.Span == y.Span && x.Text == y.Text && (x.Span.Len() > 0 || x.owner == y.owner)
}

// Compete reports whether two amendments exclude one another. Replacements and
// deletions do where they share a byte that is not white space, or put
// different texts in the place of the same white space; words inserted where
// both could stand at one point; a suppression and any change, move or
// insertion within what it suppresses; two moves of one clause to different
// places. Whole clauses put at one point, and labels that only follow from
// other changes, never compete.
func (l *Layout) Compete(x, y Located) bool {
	if x.Follows || y.Follows || Same(x, y) {
		return false
	}
	if !x.isText() && y.isText() || y.suppresses() && !x.suppresses() {
		x, y = y, x
	}
	switch {
	case x.Op == Alternative:
		return true
	case x.isText() && y.isText():
		return l.textsCompete(x, y)
	case x.isText() && x.suppresses():
		return x.Span.Start < y.At && y.At < x.Span.End || y.At == x.Span.End && x.holds(y.under) ||
			y.Op == Move && x.holds(y.Span.Start)
	case x.isText():
		if x.Span.Start < y.At && y.At < x.Span.End {
			return true
		}
		return y.Op == Move && x.Span.Len() > 0 && cuts(x.Span, y.Span)
	case x.Op == Move && y.Op == Move:
		if x.owner == y.owner {
			return true
		}
		return x.within(y) && y.within(x)
	}
	return false
}

// holds reports whether a block that starts at an offset is suppressed.
func (x Located) holds(start int) bool { return x.Span.Start <= start && start < x.Span.End }

// takes reports whether a move takes along what stands last under a block.
func (x Located) takes(start int) bool { return x.holds(start) && !x.Target.Alone }

// within reports whether a move ends inside of what another moves.
func (x Located) within(y Located) bool {
	return y.Span.Start < x.At && x.At < y.Span.End || x.At == y.Span.End && y.takes(x.under)
}

// cuts reports whether two stretches overlap and neither holds the other.
func cuts(a, b clause.Span) bool {
	return a.Start < b.End && b.Start < a.End && (a.Start < b.Start || b.End < a.End) && (b.Start < a.Start || a.End < b.End)
}

func (l *Layout) textsCompete(x, y Located) bool {
	switch {
	case x.suppresses() && x.holds(y.owner), y.suppresses() && y.holds(x.owner):
		return true
	case x.Span.Len() == 0 && y.Span.Len() == 0:
		return x.owner == y.owner && x.lo <= y.hi && y.lo <= x.hi
	case x.Span.Len() == 0:
		return y.core.Start < x.lo && x.hi < y.core.End
	case y.Span.Len() == 0:
		return x.core.Start < y.lo && y.hi < x.core.End
	}
	both := clause.Span{Start: max(x.Span.Start, y.Span.Start), End: min(x.Span.End, y.Span.End)}
	if both.Start >= both.End {
		return false
	}
	return strings.TrimSpace(both.Of(l.text)) != "" || x.Text != "" || y.Text != ""
}

// Site is all of a located amendment that decides what it competes with, but
// for its wording: two amendments at one site compete with the same others.
// Sites are compared with ==.
type Site struct {
	op             Op
	follows, fills bool
	span, core     clause.Span
	at, owner      int
	lo, hi, under  int
	to             clause.ID
}

// Site returns the amendment's site.
func (x Located) Site() Site {
	s := Site{op: x.Op, follows: x.Follows, at: x.At, under: x.under}
	switch {
	case x.Op == Insert:
		return s
	case x.Op == Move:
		s.to = x.To.Under
	case !x.suppresses():
		s.op = Replace
	}
	s.span, s.core, s.owner, s.lo, s.hi, s.fills = x.Span, x.core, x.owner, x.lo, x.hi, x.Text != ""
	return s
}

// Extent returns the first and the last of the clauses with text of their own,
// counted from 0 in the order of the base, that an amendment concerns. Two
// amendments whose extents have no clause in common never compete, and neither
// changes what becomes of the other. O(log clauses).
func (l *Layout) Extent(x Located) (first, last int) {
	if len(l.blocks) == 0 {
		return 0, 0
	}
	lo, hi := x.Span.Start, x.Span.End
	switch {
	case x.Op == Insert:
		lo, hi = x.At-1, x.At // it belongs to what stands before
	case x.Op == Move:
		lo, hi = min(lo, x.At-1), max(hi, x.At)
	case x.Span.Len() == 0 && x.Op != Alternative:
		lo, hi = x.owner, x.owner+1
	default:
		lo = min(lo, x.owner)
	}
	return l.blockAt(max(0, lo)), l.blockAt(max(0, lo, hi-1))
}

// Clauses returns how many clauses with text of their own the base has.
func (l *Layout) Clauses() int { return len(l.blocks) }

// Index returns which of the clauses with text of their own a clause is, as
// [Layout.Extent] counts; for one without, the first under it.
func (l *Layout) Index(id clause.ID) (int, bool) {
	h, ok := l.at[id]
	return h.block, ok && h.block < len(l.blocks)
}
