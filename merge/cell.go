package merge

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// act is a change that takes part in what is shown: one that was adopted, one
// that is open, or a number that follows from others.
type act struct {
	amend.Located
	change int // index in Rolling.changes, or -1: a number
	place  int // of an open change, index in Rolling.places; else -1
}

// acts returns what takes part in a text with brackets.
func (r *Rolling) acts(verdicts []Verdict, re relabelling) []act {
	var out []act
	place := make([]int, len(r.changes))
	for p := range r.places {
		for _, i := range r.places[p].Changes {
			place[i] = p
		}
	}
	for i, c := range r.changes {
		switch {
		case c.Follows:
		case verdicts[i] == Adopted:
			if t, ok := re.texts[i]; ok {
				c.Text = t
			}
			out = append(out, act{c.Located, i, -1})
		case verdicts[i] == Open:
			out = append(out, act{c.Located, i, place[i]})
		}
	}
	for _, op := range re.ops {
		out = append(out, act{op, -1, -1})
	}
	return out
}

// window is a stretch of the base in which something happens; its first and
// its last character are not touched, unless they are those of the text.
type window struct {
	span  clause.Span
	up    int // another window of the same cell, or itself
	nodes []Node
}

// cell is what has to be seen together: the windows between which clauses are
// moved, and all that happens in them.
type cell struct {
	acts    []act
	windows []*window
	places  []int // open ones, sorted
}

// windows cuts the base into windows, in order, and writes what they show.
func (r *Rolling) windows(acts []act) []*window {
	list, at := r.cutWindows(acts)
	root := func(w int) int {
		for list[w].up != w {
			w = list[w].up
		}
		return w
	}
	join := func(v, w int) { // the first window stands for all
		v, w = root(v), root(w)
		list[max(v, w)].up = min(v, w)
	}
	ofPlace := map[int]int{}
	for i, a := range acts {
		for _, w := range at[i] {
			join(at[i][0], w)
		}
		if a.place >= 0 {
			if w, ok := ofPlace[a.place]; ok {
				join(w, at[i][0])
			}
			ofPlace[a.place] = at[i][0]
		}
	}
	cells := map[int]*cell{}
	var order []int
	for w := range list {
		k := root(w)
		if cells[k] == nil {
			cells[k] = &cell{}
			order = append(order, k)
		}
		cells[k].windows = append(cells[k].windows, list[w])
	}
	for i, a := range acts {
		c := cells[root(at[i][0])]
		c.acts = append(c.acts, a)
		if a.place >= 0 {
			c.places = append(c.places, a.place)
		}
	}
	for _, k := range order {
		slices.Sort(cells[k].places)
		cells[k].places = slices.Compact(cells[k].places)
		r.showCell(cells[k])
	}
	return list
}

// cutWindows finds the windows, and for each act those that it touches: where
// it changes something, and where it puts it.
func (r *Rolling) cutWindows(acts []act) (list []*window, at [][]int) {
	type touch struct {
		span clause.Span
		act  int
	}
	touches := make([]touch, 0, len(acts))
	for i, a := range acts {
		touches = append(touches, touch{r.widened(a.Reach()), i})
		if a.Op == amend.Move {
			touches = append(touches, touch{r.widened(clause.Span{Start: a.At, End: a.At}), i})
		}
	}
	slices.SortFunc(touches, func(x, y touch) int {
		return cmp.Or(cmp.Compare(x.span.Start, y.span.Start), cmp.Compare(x.act, y.act))
	})
	at = make([][]int, len(acts))
	for _, t := range touches {
		k := len(list) - 1
		if k < 0 || t.span.Start >= list[k].span.End && t.span.Start > list[k].span.Start {
			k++
			list = append(list, &window{span: t.span, up: k})
		}
		list[k].span.End = max(list[k].span.End, t.span.End)
		at[t.act] = append(at[t.act], k)
	}
	return list, at
}

// widened adds the spaces round a stretch and one character more.
func (r *Rolling) widened(s clause.Span) clause.Span {
	text := r.layout.Text()
	s.Start = len(strings.TrimRight(text[:s.Start], spaces))
	s.End = len(text) - len(strings.TrimLeft(text[s.End:], spaces))
	_, n := utf8.DecodeLastRuneInString(text[:s.Start])
	_, m := utf8.DecodeRuneInString(text[s.End:])
	return clause.Span{Start: s.Start - n, End: s.End + m}
}

// spaces are those of one line.
const spaces = " \t\u00a0"

// reading is the text of a cell with some of the open changes.
type reading struct {
	acts  []int         // open ones, by index in the cell, sorted
	at    map[int][]int // by place: those of them that belong to it
	parts [][]part      // by window
}

// readings composes a cell in every way that a party would have it, first of
// all as it stands. It is nil if that cannot be composed, by a rule of
// somebody's own that adopts what competes.
//
// A change in a clause that somebody else moves is shown at either place, and
// so there is a reading with both.
func (r *Rolling) readings(c *cell) []reading {
	by := map[string][]int{}
	for i, a := range c.acts {
		if a.place >= 0 {
			for _, s := range r.changes[a.change].Sponsors {
				by[s] = append(by[s], i)
			}
		}
	}
	lists := [][]int{nil}
	for _, party := range r.parties {
		if list := by[party]; list != nil {
			lists = append(lists, list)
		}
	}
	lists = distinct(lists)
	lists = distinct(append(lists, r.along(c, lists)...))
	var out []reading
	for i, list := range lists {
		x, ok := r.reading(c, list)
		if !ok && i == 0 {
			return nil
		}
		if ok {
			out = append(out, x)
		}
	}
	return out
}

// distinct drops what is there twice.
func distinct(lists [][]int) [][]int {
	seen := map[string]bool{}
	return slices.DeleteFunc(lists, func(l []int) bool {
		k := key(l)
		was := seen[k]
		seen[k] = true
		return was
	})
}

// along returns lists of what some do who move a clause, together with what
// somebody else changes in it.
func (r *Rolling) along(c *cell, lists [][]int) [][]int {
	var out [][]int
	for _, list := range lists {
		for _, m := range list {
			if c.acts[m].Op != amend.Move {
				continue
			}
			for _, other := range lists {
				both := list
				for _, i := range other {
					if c.acts[i].place != c.acts[m].place && c.liesIn(i, m) && !r.excluded(c, i, list) {
						both = append(slices.Clip(both), i)
					}
				}
				if len(both) > len(list) {
					slices.Sort(both)
					out = append(out, slices.Compact(both))
				}
			}
		}
	}
	return out
}

// liesIn reports whether a change is one in a clause that another moves.
func (c *cell) liesIn(i, m int) bool {
	x, s := c.acts[i], c.acts[m].Span
	switch x.Op {
	case amend.Insert, amend.Move:
		return s.Start < x.At && x.At < s.End
	}
	return s.Start <= x.Owner() && x.Owner() < s.End && x.Span.End <= s.End
}

// excluded reports whether a change competes with one of a list, or belongs to
// the same place.
func (r *Rolling) excluded(c *cell, i int, list []int) bool {
	return slices.ContainsFunc(list, func(j int) bool { return i == j || c.acts[i].place == c.acts[j].place })
}

// reading composes a cell with some of the open changes.
func (r *Rolling) reading(c *cell, list []int) (reading, bool) {
	var located []amend.Located
	var index []int
	mine := func(i int) bool { _, ok := slices.BinarySearch(list, i); return ok }
	for i, a := range c.acts {
		if a.place < 0 && (a.change >= 0 || !c.replaced(i, list)) || mine(i) {
			located = append(located, a.Located)
			index = append(index, i)
		}
	}
	pieces, err := r.layout.Compose(located)
	if err != nil {
		return reading{}, false
	}
	x := reading{acts: list, at: map[int][]int{}, parts: c.clip(strand(pieces, index, 0))}
	for _, i := range list {
		p := c.acts[i].place
		x.at[p] = append(x.at[p], c.acts[i].change)
	}
	return x, true
}

// replaced reports whether a list puts something else where a number would
// change.
func (c *cell) replaced(i int, list []int) bool {
	s := c.acts[i].Span
	return slices.ContainsFunc(list, func(j int) bool {
		x := c.acts[j]
		return x.Op != amend.Move && x.Op != amend.Insert && x.Span.Start < s.End && s.Start < x.Span.End
	})
}

// clip keeps what stands in the windows of a cell. The first byte of each is
// not touched by anybody, so what follows on it stands in that window.
func (c *cell) clip(parts []part) [][]part {
	out := make([][]part, len(c.windows))
	var edges []int
	for _, w := range c.windows {
		edges = append(edges, w.span.Start, w.span.End)
	}
	w := 0
	for _, p := range cut(parts, edges) {
		if p.base.Len() > 0 {
			for w+1 < len(c.windows) && p.base.Start >= c.windows[w+1].span.Start {
				w++
			}
			if p.base.Start < c.windows[w].span.Start || p.base.Start >= c.windows[w].span.End {
				continue
			}
		}
		out[w] = append(out[w], p)
	}
	return out
}
