package merge

import (
	"cmp"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// part is a part of a reading: a stretch of the base, what a change brought, or
// a clause that was moved, with what it is made of.
type part struct {
	base  clause.Span // of the base's text; else empty
	text  string
	act   int    // what brought it, by index in the cell; -1: it is the base's
	moved []part // of a clause moved
	who   []int  // the readings that have it, in order, once they are laid over one another
}

// point is where it stands, or is put, in the base.
func (p part) point(acts []act) int {
	switch {
	case p.act < 0:
		return p.base.Start
	case acts[p.act].Op == amend.Insert || acts[p.act].Op == amend.Move:
		return acts[p.act].At
	}
	return acts[p.act].Span.Start
}

// write writes it with what it is made of.
func (p part) write(b *strings.Builder) {
	b.WriteString(p.text)
	for _, q := range p.moved {
		q.write(b)
	}
}

// strand makes parts of composed pieces; index says which act each amendment
// that was composed is.
func strand(pieces []amend.Piece, index []int, depth int) []part {
	var out []part
	for i := 0; i < len(pieces); {
		p := pieces[i]
		if len(p.Via) == depth {
			x := part{base: p.Base, text: p.Text, act: -1}
			if p.By >= 0 {
				x.act = index[p.By]
			}
			out = append(out, x)
			i++
			continue
		}
		end := i + 1
		for end < len(pieces) && len(pieces[end].Via) > depth && pieces[end].Via[depth] == p.Via[depth] {
			end++
		}
		out = append(out, part{act: index[p.Via[depth]], moved: strand(pieces[i:end], index, depth+1)})
		i = end
	}
	return out
}

// superpose lays readings over one another: the parts of all of them in one
// row, each with the readings that have it. Who goes along the row and takes
// one reading's parts has that reading, whatever the order of the others.
//
// Acts give the order where several readings go on differently.
func superpose(readings map[int][]part, acts []act) []part {
	type row struct {
		who   int
		parts []part
	}
	points := ends(acts)
	rows := make([]row, 0, len(readings))
	for who, parts := range readings {
		rows = append(rows, row{who, cut(parts, points)})
	}
	slices.SortFunc(rows, func(x, y row) int { return x.who - y.who })
	var out []part
	for {
		var next *part
		for i := range rows {
			if len(rows[i].parts) > 0 && (next == nil || comparePoints(rows[i].parts[0], *next, acts) < 0) {
				next = &rows[i].parts[0]
			}
		}
		if next == nil {
			return out
		}
		x := *next
		inner := map[int][]part{}
		for i := range rows {
			if p := rows[i].parts; len(p) > 0 && p[0].base == x.base && p[0].act == x.act && p[0].text == x.text {
				x.who = append(x.who, rows[i].who)
				inner[rows[i].who] = p[0].moved
				rows[i].parts = p[1:]
			}
		}
		if x.moved != nil {
			x.moved = superpose(inner, acts)
		}
		out = append(out, x)
	}
}

// ends returns all points of the base at which some acts begin, end or put
// something, sorted.
func ends(acts []act) []int {
	var out []int
	for _, a := range acts {
		out = append(out, a.Span.Start, a.Span.End)
		if a.Op == amend.Move {
			out = append(out, a.At)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cut cuts stretches of the base at some points, which are sorted.
func cut(parts []part, points []int) []part {
	out := make([]part, 0, len(parts))
	for _, p := range parts {
		if p.base.Len() > 0 {
			i, _ := slices.BinarySearch(points, p.base.Start+1)
			for ; i < len(points) && points[i] < p.base.End; i++ {
				if points[i] == p.base.Start {
					continue
				}
				head := p
				head.base.End = points[i]
				n := head.base.Len()
				head.text, p.text = p.text[:n], p.text[n:]
				p.base.Start = points[i]
				out = append(out, head)
			}
		}
		out = append(out, p)
	}
	return out
}

// comparePoints puts parts in the order in which they are composed: at one
// point first words at the end of a clause, then whole clauses put there, then
// words in the place of others, then the base.
func comparePoints(x, y part, acts []act) int {
	of := func(p part) (int, amend.Located) {
		if p.act < 0 {
			return 3, amend.Located{}
		}
		if acts[p.act].Op == amend.Move {
			return 1, acts[p.act].Located
		}
		return phase(acts[p.act].Located), acts[p.act].Located
	}
	xphase, a := of(x)
	yphase, b := of(y)
	return cmp.Or(
		cmp.Compare(x.point(acts), y.point(acts)), cmp.Compare(xphase, yphase), cmp.Compare(a.To.Order, b.To.Order),
		cmp.Compare(a.Owner(), b.Owner()), cmp.Compare(a.Span.End, b.Span.End),
		strings.Compare(x.text, y.text), cmp.Compare(x.act, y.act), cmp.Compare(x.base.End, y.base.End),
	)
}

// phase is when something is composed at its point: first words at the end of
// a clause, then whole clauses put there, then words in the place of others.
func phase(a amend.Located) int {
	switch {
	case a.Op == amend.Insert:
		return 1
	case a.Span.Len() == 0 && a.Owner() < a.Span.Start:
		return 0
	}
	return 2
}
