package merge

import (
	"cmp"
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
	hull := s.r.places[s.cell.places[0]].Span
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
		if len(nodes) == 1 && len(nodes[0].Options) > 0 {
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

// stretch is a stretch of a row that a bracket holds: parts lo to hi.
type stretch struct {
	lo, hi int
	places []int // sorted
	inner  []int // those that lie in it, if they are others
}

// stretches finds what goes into brackets: for each place about which the
// readers differ what its changes bring and take away. Of stretches that lie in
// each other the outer ones are returned, those that cross are one.
func (s *shower) stretches(row []part, who, in []int) []stretch {
	differ := s.differ(who)
	var list []stretch
	for _, p := range differ {
		list = append(list, s.touched(row, p, in)...)
	}
	list = s.united(list)
	// Whatever else not all readers have goes by all that they differ about.
	covered := func(i int) bool {
		return slices.ContainsFunc(list, func(b stretch) bool { return b.lo <= i && i <= b.hi })
	}
	rest := false
	for i, p := range row {
		if len(p.who) < len(who) && !covered(i) {
			list = append(list, stretch{lo: i, hi: i, places: differ})
			rest = true
		}
	}
	if rest {
		list = s.united(list)
	}
	list = s.beside(row, list)
	for i := range list {
		list[i].places = s.implied(list[i], who)
	}
	return list
}

// implied returns the places of a stretch, with those in it that leave nothing
// to choose once it is known what a reader has at the others.
func (s *shower) implied(b stretch, who []int) []int {
	if len(b.inner) == 0 {
		return b.places
	}
	groups := map[string]int{} // a reader of each
	for _, w := range who {
		k := key(s.changes(b.places, w))
		if _, ok := groups[k]; !ok {
			groups[k] = w
		}
	}
	out := b.places
	for _, p := range b.inner {
		if !slices.ContainsFunc(who, func(w int) bool {
			first := groups[key(s.changes(b.places, w))]
			return !slices.Equal(s.readings[w].at[p], s.readings[first].at[p])
		}) {
			out = merged(out, []int{p})
		}
	}
	return out
}

// changes returns what a reading has at some places, sorted.
func (s *shower) changes(places []int, reading int) []int {
	var out []int
	for _, p := range places {
		out = append(out, s.readings[reading].at[p]...)
	}
	slices.Sort(out)
	return out
}

// differ returns the places about which some readers differ, sorted.
func (s *shower) differ(who []int) []int {
	type choice struct {
		acts []int
		n    int
	}
	by := map[int]choice{}
	many := map[int]bool{}
	for _, w := range who {
		for p, list := range s.readings[w].at {
			c, ok := by[p]
			if ok && !slices.Equal(c.acts, list) {
				many[p] = true
			}
			by[p] = choice{list, c.n + 1}
		}
	}
	var out []int
	for p, c := range by {
		if many[p] || c.n < len(who) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// touched returns the stretches of a row that a place is about: one for all
// that is reworded, taken away or put in within it, and for a clause that is
// moved its old place and each new one.
func (s *shower) touched(row []part, place int, in []int) []stretch {
	var list []stretch
	words := stretch{lo: -1, places: []int{place}}
	for i, a := range s.cell.acts {
		if a.place != place {
			continue
		}
		b := stretch{lo: -1, places: []int{place}}
		for k, p := range row {
			if p.act == i {
				if a.Op == amend.Move {
					list = append(list, stretch{lo: k, hi: k, places: b.places})
				} else {
					b.add(k)
				}
			} else if !slices.Contains(in, i) && s.takes(i, p) {
				b.add(k)
			}
		}
		switch {
		case b.lo < 0:
		case a.Op == amend.Move:
			list = append(list, b)
		default:
			words.add(b.lo)
			words.add(b.hi)
		}
	}
	if words.lo >= 0 {
		list = append(list, words)
	}
	slices.SortFunc(list, func(x, y stretch) int { return cmp.Compare(x.lo, y.lo) })
	out := list[:0]
	for _, b := range list { // what touches is one
		if k := len(out) - 1; k >= 0 && b.lo <= out[k].hi+1 {
			out[k].hi = max(out[k].hi, b.hi)
		} else {
			out = append(out, b)
		}
	}
	return out
}

// takes reports whether an act takes a part away: words of the base, or what is
// put into a clause that it moves.
func (s *shower) takes(i int, p part) bool {
	a := s.cell.acts[i]
	if p.act >= 0 {
		return a.Op == amend.Move && s.cell.liesIn(p.act, i)
	}
	return p.base.Len() > 0 && a.Span.Start <= p.base.Start && p.base.End <= a.Span.End
}

func (b *stretch) add(k int) {
	if b.lo < 0 {
		b.lo, b.hi = k, k
	}
	b.lo, b.hi = min(b.lo, k), max(b.hi, k)
}

// united returns the outermost of some stretches; those that cross are made one.
func (s *shower) united(list []stretch) []stretch {
	slices.SortStableFunc(list, func(x, y stretch) int {
		return cmp.Or(cmp.Compare(x.lo, y.lo), cmp.Compare(y.hi, x.hi), -boolOrder(s.whole(x), s.whole(y)))
	})
	var out []stretch
	for _, b := range list {
		k := len(out) - 1
		switch {
		case k < 0 || out[k].hi < b.lo:
			out = append(out, b)
		case out[k].hi < b.hi:
			out[k].hi = b.hi
			out[k].places = merged(out[k].places, b.places)
		default:
			out[k].inner = append(out[k].inner, b.places...)
		}
	}
	return out
}

func merged(a, b []int) []int {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// whole reports whether a stretch is about whole clauses.
func (s *shower) whole(b stretch) bool {
	return slices.ContainsFunc(b.places, func(p int) bool {
		return slices.ContainsFunc(s.r.places[p].Changes, func(i int) bool {
			op := s.r.changes[i].Op
			return op == amend.Insert || op == amend.Move
		})
	})
}

// beside makes one stretch of those about words of one clause between which
// nothing but spaces stands.
func (s *shower) beside(row []part, list []stretch) []stretch {
	var out []stretch
	for _, b := range list {
		k := len(out) - 1
		if k >= 0 && !s.whole(out[k]) && !s.whole(b) && s.owner(out[k]) == s.owner(b) && s.near(row[out[k].hi+1:b.lo], out[k], b) {
			out[k].hi = b.hi
			out[k].places = merged(out[k].places, b.places)
			out[k].inner = append(out[k].inner, b.inner...)
			continue
		}
		out = append(out, b)
	}
	return out
}

// owner is where the clause starts that a stretch is about.
func (s *shower) owner(b stretch) int {
	return s.r.changes[s.r.places[b.places[0]].Changes[0]].Owner()
}

// near reports whether nothing but spaces of one line stands between two
// stretches, as they are seen.
func (s *shower) near(between []part, a, b stretch) bool {
	for _, p := range between {
		if p.act >= 0 || strings.Trim(p.text, spaces) != "" {
			return false
		}
	}
	text := s.r.layout.Text()
	before := s.r.places[a.places[len(a.places)-1]].Span.Of(text)
	after := s.r.places[b.places[0]].Span.Of(text)
	ends := strings.TrimSpace(before) != "" && strings.HasSuffix(strings.TrimRight(before, spaces+"\r"), "\n")
	return !ends && (strings.TrimSpace(after) == "" || !strings.HasPrefix(strings.TrimLeft(after, spaces+"\r"), "\n"))
}

// bracket makes the bracket of some places for some readers: an option for
// those who leave them as they stand, and one for each set of changes there.
// Content writes an option for those who have it. Where only one is left to
// choose from it is written without a bracket.
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
	return []Node{n}
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
	chosen := map[string]bool{}
	for _, p := range places {
		for _, i := range s.r.places[p].Changes {
			if s.r.changes[i].Op != amend.Pick {
				return []Wording{{Stands: true, Content: content()}}
			}
			chosen[strings.TrimSpace(s.r.changes[i].Text)] = true
		}
	}
	var out []Wording
	base := s.r.places[places[0]].Base
	for _, g := range bracket.Parse(base, bracket.Options{}).Groups {
		for _, o := range g.Options() {
			if !chosen[strings.TrimSpace(o.Wording())] {
				out = append(out, Wording{Stands: true, Content: []Node{{Text: o.Wording(), Change: -1}}})
			}
		}
		break
	}
	return out
}

// fromTo says where a bracket shows a clause that is moved from or to.
func (s *shower) fromTo(n *Node, parts []part, in []int) {
	for i, a := range s.cell.acts {
		if a.Op != amend.Move || !slices.Contains(n.Places, a.place) {
			continue
		}
		switch {
		case len(parts) == 1 && parts[0].act == i:
			_, path, _ := s.r.layout.Holder(a.Span.Start)
			n.From = s.r.labels.Of(path)
		case !slices.Contains(in, i) && parts[0].base.Len() > 0 && parts[0].base.Start == a.Span.Start && a.At > 0:
			_, path, _ := s.r.layout.Holder(a.At - 1)
			n.To = s.r.labels.Of(path)
		}
	}
}
