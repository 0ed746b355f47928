package amend

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/clause"
)

// Piece is a stretch of a composed text and where it comes from.
type Piece struct {
	Text string
	// Base is where the bytes stand in the base's text. It is empty for what
	// an amendment brought.
	Base clause.Span
	// By is the index of the amendment that brought it, or -1.
	By int
	// Via are the moves that took it along, by their index, the outermost
	// first; nil where it stands in its place. It must not be changed.
	Via []int
}

// CompeteError says that two amendments cannot both be applied.
type CompeteError struct {
	X, Y uuid.UUID
	At   int // offset in the base's text, bytes
}

func (e *CompeteError) Error() string {
	return fmt.Sprintf("amend: amendments %s and %s compete at byte %d of the base; decide for one of them", e.X, e.Y, e.At)
}

// ErrIntoEachOther says that clauses are moved into one another.
var ErrIntoEachOther = errors.New("amend: clauses are moved into one another; decide for one of the moves")

// Apply returns the text that a base has with a set of amendments, byte for
// byte. Amendments of several parties that do not compete can be applied
// together; equal ones count once. Errors are *[Error] and *[CompeteError].
// O(text + n log n).
func Apply(base *clause.Document, amendments []Amendment) (string, error) {
	l := NewLayout(base)
	list := make([]Located, len(amendments))
	for i, a := range amendments {
		x, err := l.Locate(a)
		if err != nil {
			return "", err
		}
		list[i] = x
	}
	pieces, err := l.Compose(list)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String(), nil
}

// Compose applies located amendments and says where every byte comes from.
// What is put at one point comes in the order of Place.Order, then of text.
// See [Apply].
func (l *Layout) Compose(list []Located) ([]Piece, error) {
	c := newComposer(l, list)
	if err := c.unite(); err != nil {
		return nil, err
	}
	c.carry()
	if err := c.stretch(clause.Span{End: len(l.text)}, -1, 0); err != nil {
		return nil, err
	}
	if c.arrived != len(c.moves) {
		return nil, ErrIntoEachOther
	}
	return c.out, nil
}

// ComposeWithin applies amendments that lie within a stretch of the base, and
// writes that stretch alone. What is put at either end of it is left out, and
// so is what is moved to elsewhere.
func (l *Layout) ComposeWithin(s clause.Span, list []Located) ([]Piece, error) {
	c := newComposer(l, list)
	if err := c.unite(); err != nil {
		return nil, err
	}
	c.carry()
	c.arrivals = slices.DeleteFunc(c.arrivals, func(i int) bool { return c.list[i].At <= s.Start || c.list[i].At >= s.End })
	c.last = s.End
	inner := c.firstMove(s.Start)
	err := c.stretch(s, -1, inner)
	return c.out, err
}

// Over returns a change of a stretch of the base that nobody tabled: one that
// stands for others when they are shown, or a number that follows from them.
// Composed, it always yields a piece.
func (l *Layout) Over(s clause.Span, text string) Located {
	x := Located{Span: s, core: s, lo: s.Start, hi: s.End, under: -1, shown: true}
	x.Text = text
	if len(l.blocks) > 0 {
		x.owner = l.blocks[l.blockAt(s.Start)].start
	}
	return x
}

func newComposer(l *Layout, list []Located) *composer {
	c := &composer{l: l, list: list}
	for i, x := range list {
		switch {
		case x.Op == Insert:
			c.arrivals = append(c.arrivals, i)
		case x.Op == Move:
			c.arrivals = append(c.arrivals, i)
			c.moves = append(c.moves, i)
		default:
			c.texts = append(c.texts, i)
		}
	}
	c.sort()
	return c
}

type composer struct {
	l        *Layout
	list     []Located
	texts    []int // indexes in list: changes of text, by place
	arrivals []int // what is put somewhere, by point and order
	moves    []int // what is taken away, by place; outer before inner
	carrier  []int // by amendment: the index in moves of what takes its point along, or -1
	out      []Piece
	arrived  int   // moves
	via      []int // the moves that took along what is written now, by amendment
	last     int   // where a stretch ends that is written alone; 0: the whole text is written
}

func (c *composer) sort() {
	slices.SortStableFunc(c.texts, func(i, j int) int {
		x, y := &c.list[i], &c.list[j]
		return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(x.owner, y.owner),
			cmp.Compare(x.Span.End, y.Span.End), strings.Compare(x.Text, y.Text))
	})
	slices.SortStableFunc(c.arrivals, func(i, j int) int {
		x, y := &c.list[i], &c.list[j]
		return cmp.Or(cmp.Compare(x.At, y.At), cmp.Compare(x.To.Order, y.To.Order),
			strings.Compare(x.Text, y.Text), cmp.Compare(x.Span.Start, y.Span.Start))
	})
	slices.SortStableFunc(c.moves, func(i, j int) int {
		x, y := &c.list[i], &c.list[j]
		return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(y.Span.End, x.Span.End))
	})
}

// unite drops what is there twice and refuses what competes.
func (c *composer) unite() error {
	twice := func(list []int) []int {
		return slices.CompactFunc(list, func(i, j int) bool {
			return !c.list[i].shown && !c.list[j].shown && Same(c.list[i], c.list[j])
		})
	}
	c.texts, c.moves = twice(c.texts), twice(c.moves)
	kept := map[int]bool{}
	for _, i := range c.moves {
		kept[i] = true
	}
	c.arrivals = slices.DeleteFunc(c.arrivals, func(i int) bool { return c.list[i].Op == Move && !kept[i] })
	reach := -1 // the change that reaches furthest so far
	for _, i := range c.texts {
		if reach >= 0 && c.list[i].Span.Start <= c.list[reach].Span.End && !c.list[i].shown && !c.list[reach].shown && c.l.Compete(c.list[reach], c.list[i]) {
			return c.compete(reach, i)
		}
		if reach < 0 || c.list[i].Span.End >= c.list[reach].Span.End {
			reach = i
		}
	}
	return c.rivals()
}

// rivals refuses two moves of one clause, and what moves a clause that is
// suppressed or is put under one. The rest of what competes is found when it is
// written.
func (c *composer) rivals() error {
	for k := 1; k < len(c.moves); k++ {
		if i, j := c.moves[k-1], c.moves[k]; c.list[i].owner == c.list[j].owner {
			return c.compete(i, j)
		}
	}
	gone := slices.DeleteFunc(slices.Clone(c.texts), func(i int) bool { return !c.list[i].suppresses() || c.list[i].shown })
	for _, i := range c.arrivals {
		x := &c.list[i]
		for _, start := range []int{x.under, x.Span.Start} {
			k, _ := slices.BinarySearchFunc(gone, start+1, func(g, s int) int { return cmp.Compare(c.list[g].Span.Start, s) })
			if k > 0 && c.l.Compete(c.list[gone[k-1]], *x) {
				return c.compete(gone[k-1], i)
			}
		}
	}
	return nil
}

func (c *composer) compete(i, j int) error {
	return &CompeteError{c.list[i].ID, c.list[j].ID, c.list[j].Span.Start}
}

func (c *composer) firstMove(start int) int {
	i, _ := slices.BinarySearchFunc(c.moves, start, func(i, s int) int { return cmp.Compare(c.list[i].Span.Start, s) })
	return i
}

// carry finds for each arrival the innermost clause moved that takes its point
// along: the point lies within it, or at its end and belongs under it.
func (c *composer) carry() {
	c.carrier = slices.Repeat([]int{-1}, len(c.list))
	var open []int // moved stretches that may hold the point, outer before inner
	next := 0
	for _, i := range c.arrivals {
		x := c.list[i]
		for ; next < len(c.moves) && c.list[c.moves[next]].Span.Start < x.At; next++ {
			open = append(open, next)
		}
		open = slices.DeleteFunc(open, func(m int) bool { return c.list[c.moves[m]].Span.End < x.At })
		for _, m := range slices.Backward(open) {
			if s := c.list[c.moves[m]]; x.At < s.Span.End || s.takes(x.under) {
				c.carrier[i] = m
				break
			}
		}
	}
}

// stretch writes a stretch of the base with all that is changed in it, put
// into it and taken out of it. Moved is the index in moves of what moved it,
// or -1; inner that of the first that may lie in it.
func (c *composer) stretch(s clause.Span, moved, inner int) error {
	at := s.Start
	if err := c.arrive(at, moved); err != nil {
		return err
	}
	if s.Len() == 0 {
		return c.words(s)
	}
	for at < s.End {
		for inner < len(c.moves) && c.span(inner).Start < at {
			inner++
		}
		if inner < len(c.moves) && c.span(inner).Start == at {
			at = c.span(inner).End
		} else {
			next := min(s.End, c.nextPoint(at))
			if inner < len(c.moves) {
				next = min(next, c.span(inner).Start)
			}
			if err := c.words(clause.Span{Start: at, End: next}); err != nil {
				return err
			}
			at = next
		}
		if err := c.arrive(at, moved); err != nil {
			return err
		}
	}
	return nil
}

func (c *composer) span(move int) clause.Span { return c.list[c.moves[move]].Span }

// nextPoint returns the first point after an offset at which something is put.
func (c *composer) nextPoint(at int) int {
	i, _ := slices.BinarySearchFunc(c.arrivals, at+1, func(i, p int) int { return cmp.Compare(c.list[i].At, p) })
	if i == len(c.arrivals) {
		return len(c.l.text)
	}
	return c.list[c.arrivals[i]].At
}

// arrive writes what is put at a point and goes where moved goes.
func (c *composer) arrive(point, moved int) error {
	i, _ := slices.BinarySearchFunc(c.arrivals, point, func(i, p int) int { return cmp.Compare(c.list[i].At, p) })
	for ; i < len(c.arrivals) && c.list[c.arrivals[i]].At == point; i++ {
		k := c.arrivals[i]
		switch x := c.list[k]; {
		case c.carrier[k] != moved:
		case x.Op == Insert:
			c.out = append(c.out, Piece{Text: x.Text, By: k, Via: c.via})
		default:
			c.arrived++
			m := slices.Index(c.moves, k)
			outer := c.via
			c.via = append(slices.Clip(outer), k)
			if err := c.stretch(x.Span, m, m+1); err != nil {
				return err
			}
			c.via = outer
		}
	}
	return nil
}

// words writes a stretch of the base that nothing is put into or taken out of,
// with its changes of words.
func (c *composer) words(s clause.Span) error {
	i, _ := slices.BinarySearchFunc(c.texts, s.Start, func(i, p int) int { return cmp.Compare(c.list[i].Span.Start, p) })
	pos := s.Start
	base := func(end int) {
		if pos < end {
			c.out = append(c.out, Piece{Text: c.l.text[pos:end], Base: clause.Span{Start: pos, End: end}, By: -1, Via: c.via})
		}
		pos = max(pos, end)
	}
	for ; i < len(c.texts); i++ {
		x := c.list[c.texts[i]]
		if x.Span.Start > s.End || x.Span.Start == s.End && s.Len() > 0 && !c.endsAt(x, s.End) && (s.End != c.last || x.owner >= s.End) {
			break
		}
		if s.Len() > 0 && c.endsAt(x, s.Start) {
			continue // written with the clause that ends here
		}
		if x.Span.End > s.End {
			return c.compete(c.texts[i], c.texts[i])
		}
		behind := pos - x.Span.Start // in what another change took
		base(x.Span.Start)
		text := x.Text
		if x.Span.Len() == 0 && behind > 0 && pos <= x.hi && text != "" { // it could as well stand behind that
			k := behind % len(text)
			text = text[k:] + text[:k]
		}
		if text != "" || x.shown {
			c.out = append(c.out, Piece{Text: text, By: c.texts[i], Via: c.via})
		}
		pos = max(pos, x.Span.End)
		if behind > 0 && x.deletes() { // both took the space between them, and one more has to go
			taken := c.l.text[x.Span.Start : x.Span.Start+behind]
			if pos+behind <= s.End && c.l.text[pos:pos+behind] == taken && strings.TrimSpace(taken) == "" {
				pos += behind
			}
		}
	}
	base(s.End)
	return nil
}

// endsAt reports whether words are inserted at the very end of a clause, or of
// what is moved of it, that ends at an offset.
func (c *composer) endsAt(x Located, offset int) bool {
	if x.Span.Len() > 0 || x.Span.Start != offset || x.owner >= offset {
		return false
	}
	if c.l.blocks[c.l.blockAt(x.owner)].end == offset {
		return true
	}
	return slices.ContainsFunc(c.moves, func(m int) bool { return c.list[m].Span.End == offset && c.list[m].holds(x.owner) })
}
