package merge

import (
	"cmp"
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
			return cmp.Or(cmp.Compare(x.To.Order, y.To.Order), compareChanges(x, y))
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
	change Change
	next   []*arrival // what some party puts after it
	before int        // how many put something before it, for sorting
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
			at = &arrival{key: r.keys[i], change: c}
			p.nodes[at.key] = append(p.nodes[at.key], at)
			p.all = append(p.all, at)
		} else {
			at.change = join(at.change, c)
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
// it can.
func (p *point) order() []Change {
	var ready []*arrival
	for _, n := range p.all {
		if n.before == 0 {
			ready = append(ready, n)
		}
	}
	var out []Change
	var last *arrival
	for len(ready) > 0 {
		k := 0
		for i, n := range ready {
			if rank(n, last) < rank(ready[k], last) || rank(n, last) == rank(ready[k], last) && less(n, ready[k]) {
				k = i
			}
		}
		last = ready[k]
		ready = slices.Delete(ready, k, k+1)
		for _, n := range last.next {
			if n.before--; n.before == 0 {
				ready = append(ready, n)
			}
		}
		c := last.change
		c.To.Order = len(out)
		c.Tabled = unique(c.Tabled)
		out = append(out, c)
	}
	return out
}

// rank is 0 for what follows right on the last, 1 for all else.
func rank(n, last *arrival) int {
	if last != nil && slices.Contains(last.next, n) {
		return 0
	}
	return 1
}

func less(x, y *arrival) bool {
	return cmp.Or(strings.Compare(x.key, y.key), slices.Compare(x.change.Sponsors, y.change.Sponsors)) < 0
}

func unique(list []amend.Amendment) []amend.Amendment {
	return slices.CompactFunc(list, func(a, b amend.Amendment) bool { return a.ID == b.ID && a.Part == b.Part })
}
