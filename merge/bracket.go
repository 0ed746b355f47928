package merge

import (
	"encoding/binary"
	"slices"
	"strconv"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/bracket"
)

// showCell writes what the windows of a cell show.
func (r *Rolling) showCell(c *cell) {
	readings := r.readings(c)
	s := shower{r: r, cell: c, readings: readings}
	all := make([]int, len(readings))
	for i := range all {
		all[i] = i
	}
	for w, win := range c.windows {
		switch {
		case readings == nil:
			win.nodes = []Node{{Text: win.span.Of(r.layout.Text()), Base: win.span, Change: -1}}
		case s.alone():
			win.nodes = s.single(w, all)
		default:
			rows := make(map[int][]part, len(readings))
			for i, x := range readings {
				rows[i] = x.parts[w]
			}
			win.nodes = s.nodes(superpose(rows, c.acts), all, nil)
		}
	}
}

type shower struct {
	r        *Rolling
	cell     *cell
	readings []reading
}

// alone reports whether a cell has one place, of words: then nothing lies in
// its bracket.
func (s *shower) alone() bool {
	return len(s.cell.places) == 1 && !slices.ContainsFunc(s.cell.acts, func(a act) bool { return a.Op == amend.Move })
}

// single writes a window with a place that is alone: what all readings begin
// and end with, and between a bracket with what each of them has. O(text of
// the options), however many there are.
func (s *shower) single(w int, all []int) []Node {
	hull := s.r.hull(s.r.places[s.cell.places[0]].Changes)
	rows := make([][]part, len(s.readings))
	for i, x := range s.readings {
		rows[i] = cut(x.parts[w], []int{hull.Start, hull.End})
	}
	same := func(at func([]part) part) bool {
		for _, row := range rows {
			if len(row) == 0 {
				return false
			}
			if x, y := at(row), at(rows[0]); x.base != y.base || x.act != y.act || x.text != y.text {
				return false
			}
		}
		return true
	}
	head := func(row []part) part { return row[0] }
	tail := func(row []part) part { return row[len(row)-1] }
	var before, after []part
	for same(head) {
		before = append(before, rows[0][0])
		for i := range rows {
			rows[i] = rows[i][1:]
		}
	}
	for same(tail) {
		after = append(after, tail(rows[0]))
		for i := range rows {
			rows[i] = rows[i][:len(rows[i])-1]
		}
	}
	slices.Reverse(after)
	content := func(who []int) []Node { return s.plain(rows[who[0]]) }
	out := s.plain(before)
	if len(all) > 1 {
		out = append(out, s.bracket(s.cell.places, all, content)...)
	}
	return append(out, s.plain(after)...)
}

// plain writes parts that all who read them have.
func (s *shower) plain(parts []part) []Node {
	var out []Node
	for _, p := range parts {
		switch {
		case p.moved != nil:
			out = append(out, s.plain(p.moved)...)
		case p.text == "":
		case p.act < 0:
			out = append(out, Node{Text: p.text, Base: p.base, Change: -1})
		default:
			out = append(out, Node{Text: p.text, Change: s.cell.acts[p.act].change})
		}
	}
	return out
}

// nodes writes a row of parts for some of the readings: as it is what all of
// them have, in brackets what differs. In are the moves that took the row
// along.
//
// A bracket goes by what its readers have at its places, so that within one of
// its options fewer differences are left. In the end there are none.
func (s *shower) nodes(row []part, who, in []int) []Node {
	seen := make([]part, 0, len(row))
	for _, p := range row {
		if p.who = common(p.who, who); len(p.who) > 0 {
			seen = append(seen, p)
		}
	}
	var out []Node
	flat := func(parts []part) {
		for _, p := range parts {
			if p.moved == nil {
				out = append(out, s.plain([]part{p})...)
				continue
			}
			out = append(out, s.nodes(p.moved, who, append(slices.Clip(in), p.act))...)
		}
	}
	at := 0
	for _, b := range s.stretches(seen, who, in) {
		flat(seen[at:b.lo])
		parts := seen[b.lo : b.hi+1]
		nodes := s.bracket(b.places, who, func(who []int) []Node { return s.nodes(parts, who, in) })
		if len(nodes) == 1 && len(nodes[0].Options) > 0 { // nothing is left out at its ends
			s.fromTo(&nodes[0], parts, in)
		}
		out = append(out, nodes...)
		at = b.hi + 1
	}
	flat(seen[at:])
	return closed(out)
}

// common returns what is in both of two lists, which are sorted.
func common(a, b []int) []int {
	if len(a) == len(b) && slices.Equal(a, b) {
		return a
	}
	out := make([]int, 0, min(len(a), len(b)))
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			out = append(out, a[i])
			i, j = i+1, j+1
		}
	}
	return out
}

// bracket makes the bracket of some places for some readers: an option for
// those who leave them as they stand, and one for each set of changes there.
// Content writes an option for those who have it. Where only one is left to
// choose from it is written without a bracket. What all options begin and end
// with stands outside.
func (s *shower) bracket(places, who []int, content func(who []int) []Node) []Node {
	n := Node{Change: -1, Places: places}
	by := map[string][]int{} // readers by what they have
	for _, w := range who {
		k := key(s.changes(places, w))
		by[k] = append(by[k], w)
	}
	if list := by[""]; list != nil {
		n.Options = s.standing(places, func() []Node { return content(list) })
	}
	proposed := map[string][]int{}
	for _, p := range places {
		for _, i := range s.r.places[p].Changes {
			for _, party := range s.r.changes[i].Sponsors {
				proposed[party] = append(proposed[party], i)
			}
		}
	}
	for _, a := range alike(s.r.parties, proposed) {
		if list := by[key(a.changes)]; list != nil {
			n.Options = append(n.Options, Wording{Sponsors: a.parties, Content: content(list)})
		}
	}
	if n.Options = compact(n.Options); len(n.Options) == 1 {
		return n.Options[0].Content
	}
	before, after := trim(&n)
	return slices.Concat(before, []Node{n}, after)
}

// compact makes one of options with the same content: who would have there what
// others have too, because what they propose differs elsewhere, is named with
// them, or not at all where that is the base's wording.
func compact(list []Wording) []Wording {
	at := map[string]int{}
	var out []Wording
	for _, o := range list {
		k := string(contentKey(nil, o.Content))
		i, ok := at[k]
		switch {
		case !ok:
			at[k] = len(out)
			out = append(out, o)
		case !out[i].Stands:
			out[i].Sponsors = sorted(slices.Concat(out[i].Sponsors, o.Sponsors))
		}
	}
	return out
}

// contentKey tells contents apart.
func contentKey(b []byte, nodes []Node) []byte {
	for _, n := range nodes {
		for _, k := range []int{n.Base.Start, n.Base.End, n.Change, len(n.Text), len(n.Options)} {
			b = binary.AppendVarint(b, int64(k))
		}
		b = append(b, n.Text...)
		for _, o := range n.Options {
			b = strconv.AppendBool(b, o.Stands)
			b = append(b, strings.Join(o.Sponsors, "\x00")...)
			b = binary.AppendVarint(b, int64(len(o.Content)))
			b = contentKey(b, o.Content)
		}
	}
	return b
}

// key tells lists of numbers apart.
func key(list []int) string {
	var b []byte
	for _, i := range list {
		b = binary.AppendUvarint(b, uint64(i))
	}
	return string(b)
}

// shared are parties that propose exactly the same changes.
type shared struct {
	parties []string
	changes []int
}

func alike(parties []string, by map[string][]int) []shared {
	var out []shared
	at := map[string]int{}
	for _, p := range parties {
		mine, ok := by[p]
		if !ok {
			continue
		}
		slices.Sort(mine)
		k, ok := at[key(mine)]
		if !ok {
			k = len(out)
			at[key(mine)] = k
			out = append(out, shared{changes: mine})
		}
		out[k].parties = append(out[k].parties, p)
	}
	return out
}

// standing lists the options that the base itself has: its wording, or where it
// has a bracket of its own that parties choose from, the options of that.
func (s *shower) standing(places []int, content func() []Node) []Wording {
	nodes := content()
	asItIs := []Wording{{Stands: true, Content: nodes}}
	if slices.ContainsFunc(nodes, func(n Node) bool { return len(n.Options) > 0 }) {
		return asItIs // something is proposed within it
	}
	chosen := map[string]bool{}
	for _, p := range places {
		for _, i := range s.r.places[p].Changes {
			if s.r.changes[i].Op != amend.Pick {
				return asItIs
			}
			chosen[strings.TrimSpace(s.r.changes[i].Text)] = true
		}
	}
	var out []Wording
	base := s.r.hull(s.r.places[places[0]].Changes).Of(s.r.layout.Text())
	for _, g := range bracket.Parse(base, bracket.Options{}).Groups {
		for _, o := range g.Options() {
			if !chosen[strings.TrimSpace(o.Wording())] {
				out = append(out, Wording{Stands: true, Content: []Node{{Text: base[:g.Start] + o.Wording() + base[g.End:], Change: -1}}})
			}
		}
		break
	}
	return out
}

// fromTo says where a bracket shows a clause that is moved from or to.
func (s *shower) fromTo(n *Node, parts []part, in []int) {
	to := 0
	for i, a := range s.cell.acts {
		if a.Op != amend.Move || !slices.Contains(n.Places, a.place) {
			continue
		}
		to++
		switch {
		case len(parts) == 1 && parts[0].act == i:
			_, path, _ := s.r.layout.Holder(a.Span.Start)
			n.From = s.r.labels.Of(path)
		case !slices.Contains(in, i) && parts[0].base.Len() > 0 && parts[0].base.Start == a.Span.Start && parts[len(parts)-1].base.End == a.Span.End && a.At > 0:
			_, path, _ := s.r.layout.Holder(a.At - 1)
			n.To = s.r.labels.Of(path)
		}
	}
	if to > 1 { // to several places
		n.To = ""
	}
}
