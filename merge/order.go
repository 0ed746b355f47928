package merge

import (
	"cmp"
	"container/heap"
	"slices"
	"strconv"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// arrange gives what is put at one point of the base its order: that of every
// party is kept, and what several put there is one change. The order depends on
// what is put there and by whom, never on the order of arrival.
//
// Where two parties put the same clauses in opposite orders, one of the clauses
// stands twice.
//
// Seam says that a clause which somebody moves ends at the point: then what
// goes along with it is another thing than what stays.
func arrange(list []Change, seam bool) []Change {
	p := point{nodes: map[string][]*arrival{}}
	for _, row := range rows(list, seam) {
		p.add(row)
	}
	return p.order()
}

// row is what one party puts at a point, in its order.
type row struct {
	party string
	items []Change
	keys  []string
}

// rows returns one row for each party, the longest first.
func rows(list []Change, seam bool) []row {
	by := map[string]*row{}
	for _, c := range list {
		for _, s := range c.Sponsors {
			if by[s] == nil {
				by[s] = &row{party: s}
			}
			by[s].items = append(by[s].items, c)
		}
	}
	out := make([]row, 0, len(by))
	for _, r := range by {
		slices.SortStableFunc(r.items, func(x, y Change) int {
			return cmp.Or(cmp.Compare(x.To.Order, y.To.Order), compareChanges(&x, &y))
		})
		seen := map[string]int{}
		for _, c := range r.items {
			k := arrivalKey(c)
			if seam {
				k += "\x00" + c.To.Under.String()
			}
			seen[k]++
			r.keys = append(r.keys, k+"\x00"+strconv.Itoa(seen[k]))
		}
		out = append(out, *r)
	}
	slices.SortFunc(out, func(x, y row) int {
		return cmp.Or(cmp.Compare(len(y.keys), len(x.keys)), slices.Compare(x.keys, y.keys), strings.Compare(x.party, y.party))
	})
	return out
}

// arrivalKey is what is put there, whoever does and in whatever order.
func arrivalKey(c Change) string {
	if c.Op == amend.Move {
		return "m" + strconv.Itoa(c.Span.Start) + "-" + strconv.Itoa(c.Span.End)
	}
	k := clause.New(c.ID, clause.Item, c.Text) // its label aside
	if k.Label().IsZero() {
		return "i" + c.Text
	}
	at := k.Label().Span
	return "l" + c.Text[:at.Start] + c.Text[at.End:]
}

// arrival is a node of the order at a point.
type arrival struct {
	key    string
	joined []Change   // one of each party
	change Change     // of all of them
	next   []*arrival // what some party puts after it
	before int        // how many put something before it, for sorting
	placed bool
}

type point struct {
	nodes map[string][]*arrival
	all   []*arrival
}

// add puts a party's row in; an item that is there already is joined unless
// that would turn the order round.
func (p *point) add(r row) {
	var last *arrival
	for i, c := range r.items {
		c.Sponsors = []string{r.party}
		c.Tabled = tabledBy(c.Tabled, r.party)
		var at *arrival
		for _, n := range p.nodes[r.keys[i]] {
			if last == nil || n != last && !n.reaches(last, map[*arrival]bool{}) {
				at = n
				break
			}
		}
		if at == nil {
			at = &arrival{key: r.keys[i], joined: []Change{c}}
			p.nodes[at.key] = append(p.nodes[at.key], at)
			p.all = append(p.all, at)
		} else {
			at.joined = append(at.joined, c)
		}
		if last != nil && !slices.Contains(last.next, at) {
			last.next = append(last.next, at)
			at.before++
		}
		last = at
	}
}

func tabledBy(list []amend.Amendment, party string) []amend.Amendment {
	return slices.DeleteFunc(slices.Clone(list), func(a amend.Amendment) bool { return !slices.Contains(a.Sponsors, party) })
}

func (a *arrival) reaches(b *arrival, seen map[*arrival]bool) bool {
	if a == b {
		return true
	}
	if seen[a] {
		return false
	}
	seen[a] = true
	return slices.ContainsFunc(a.next, func(n *arrival) bool { return n.reaches(b, seen) })
}

// order sorts the arrivals; what one party put in a row stays together where
// it can. O(n log n).
func (p *point) order() []Change {
	var ready queue
	for _, n := range p.all {
		n.change = join(n.joined)
		if n.before == 0 {
			ready = append(ready, n)
		}
	}
	heap.Init(&ready)
	out := make([]Change, 0, len(p.all))
	for len(out) < len(p.all) {
		n := heap.Pop(&ready).(*arrival)
		for n != nil {
			n.placed = true
			c := n.change
			c.To.Order = len(out)
			c.Tabled = unique(c.Tabled)
			out = append(out, c)
			n = p.follow(n, &ready)
		}
		for len(ready) > 0 && ready[0].placed {
			heap.Pop(&ready)
		}
	}
	return out
}

// follow takes an arrival's followers off what they wait for and returns the
// first of those that are ready, nil if none is.
func (p *point) follow(last *arrival, ready *queue) *arrival {
	var first *arrival
	for _, n := range last.next {
		if n.before--; n.before > 0 {
			continue
		}
		heap.Push(ready, n)
		if first == nil || less(n, first) {
			first = n
		}
	}
	return first
}

// queue is a heap of arrivals that wait for nothing any more.
type queue []*arrival

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return less(q[i], q[j]) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(n any)        { *q = append(*q, n.(*arrival)) }
func (q *queue) Pop() any {
	n := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return n
}

func less(x, y *arrival) bool {
	return cmp.Or(strings.Compare(x.key, y.key), slices.Compare(x.change.Sponsors, y.change.Sponsors)) < 0
}

func unique(list []amend.Amendment) []amend.Amendment {
	return slices.CompactFunc(list, func(a, b amend.Amendment) bool { return a.ID == b.ID && a.Part == b.Part })
}
