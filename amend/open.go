package amend

import (
	"iter"
	"maps"
	"slices"

	"github.com/rollingtext/rollingtext/clause"
)

// Open is the set of amendments that are open against one base, kept by the
// clauses that they are about, so that carrying it over to a new base costs
// what the new base changes and not how many amendments there are. It is
// immutable; sets share what did not change.
type Open struct {
	base    *clause.Document
	version clause.Hash
	n       int
	// layers hold the amendments by clause. Where several have an entry for a
	// clause the last counts.
	layers []map[clause.ID][]Amendment
	loose  []Amendment // moves, whole texts, changes that run over several clauses
}

// maxLayers is how many layers are looked through before they become one.
const maxLayers = 16

// NewOpen returns the set of amendments to base. O(amendments).
func NewOpen(base *clause.Document, list []Amendment) *Open {
	o := &Open{base: base, version: base.Version(), n: len(list)}
	at := map[clause.ID][]Amendment{}
	for _, a := range list {
		if o.isLoose(a) {
			o.loose = append(o.loose, a)
		} else {
			at[home(a)] = append(at[home(a)], a)
		}
	}
	o.layers = []map[clause.ID][]Amendment{at}
	return o
}

func (o *Open) isLoose(a Amendment) bool {
	switch a.Op {
	case Move, Alternative:
		return true
	case Insert, Delete:
		return false
	}
	_, c, ok := o.base.Find(a.Target.Clause)
	return ok && a.Target.Range.End > len(c.Source())
}

// Len returns how many amendments are open; parts count one by one.
func (o *Open) Len() int { return o.n }

func (o *Open) at(id clause.ID) []Amendment {
	for _, layer := range slices.Backward(o.layers) {
		if list, ok := layer[id]; ok {
			return list
		}
	}
	return nil
}

// All yields all amendments, in no order that means anything.
func (o *Open) All() iter.Seq[Amendment] {
	return func(yield func(Amendment) bool) {
		give := func(a Amendment) bool {
			a.Base = o.version
			return yield(a)
		}
		for _, a := range o.loose {
			if !give(a) {
				return
			}
		}
		for i, layer := range o.layers {
			for id, list := range layer {
				if slices.ContainsFunc(o.layers[i+1:], func(l map[clause.ID][]Amendment) bool { _, ok := l[id]; return ok }) {
					continue
				}
				for _, a := range list {
					if !give(a) {
						return
					}
				}
			}
		}
	}
}

// Rebase carries the set over to next, as the function [Rebase] does. It
// returns the set of those that live on and what became of each amendment
// that the new base touches; all others are unchanged and not listed.
//
// The time is that of the amendments on changed clauses, and a comparison of
// hashes for each sibling of a changed clause; the first look-up by id in next
// may index it.
//
// Adopted moves are told apart from other changes only if they are named.
func (o *Open) Rebase(next *clause.Document, adopted []Amendment) (*Open, []Rebased) {
	r := newRebaser(o.base, next, adopted)
	out := &Open{base: next, version: r.is, n: o.n}
	layer := map[clause.ID][]Amendment{}
	var report []Rebased
	carry := func(list []Amendment) {
		for _, a := range list {
			a.Base = o.version
			res := r.rebase(a)
			report = append(report, res)
			out.n += len(res.Now) - 1
			for _, now := range res.Now {
				if out.isLoose(now) {
					out.loose = append(out.loose, now)
				} else {
					layer[home(now)] = append(layer[home(now)], now)
				}
			}
		}
	}
	touched := changed(o.base, next)
	for _, a := range adopted {
		if _, c, ok := o.base.Find(home(a)); ok && a.Op == Move {
			touched[lastUnder(c).ID()] = true // what stands after it stays behind
			touched[a.To.After] = true        // and after where it goes comes after it, or not
		}
	}
	ids := slices.SortedFunc(maps.Keys(touched), compareIDs)
	open := slices.Clone(o.loose)
	for _, id := range ids {
		open = append(open, o.at(id)...)
	}
	r.router = newRouter(o.base, next, adopted, open)
	carry(o.loose)
	arrived := maps.Clone(layer)
	clear(layer)
	for id := range touched {
		if _, ok := layer[id]; !ok && len(o.at(id)) > 0 {
			layer[id] = nil // what is not carried over below is gone from here
		}
	}
	for _, id := range ids {
		carry(o.at(id))
	}
	for id, list := range arrived {
		layer[id] = append(layer[id], list...)
	}
	for id := range layer {
		if !touched[id] { // arrived from elsewhere: what was there stays
			layer[id] = append(slices.Clone(o.at(id)), layer[id]...)
		}
	}
	out.layers = append(slices.Clip(slices.Clone(o.layers)), layer)
	if len(out.layers) > maxLayers {
		out.layers = []map[clause.ID][]Amendment{flatten(out.layers)}
	}
	return out, report
}

func flatten(layers []map[clause.ID][]Amendment) map[clause.ID][]Amendment {
	all := map[clause.ID][]Amendment{}
	for _, layer := range layers {
		for id, list := range layer {
			if len(list) == 0 {
				delete(all, id)
			} else {
				all[id] = list
			}
		}
	}
	return all
}

func compareIDs(a, b clause.ID) int { return slices.Compare(a[:], b[:]) }

// changed returns the clauses of base whose own source is another or gone in
// next, those that something new stands after, and all above them.
func changed(base, next *clause.Document) map[clause.ID]bool {
	c := changes{base: base, next: next, touched: map[clause.ID]bool{}}
	c.compare(base.Root(), next.Root())
	return c.touched
}

type changes struct {
	base, next *clause.Document
	touched    map[clause.ID]bool
}

// compare walks down where hashes differ.
func (c *changes) compare(a, b *clause.Clause) {
	if a.Hash() == b.Hash() {
		return
	}
	c.touched[a.ID()] = true
	old, now := kids(a), kids(b)
	for len(old) > 0 && len(now) > 0 && old[0].ID() == now[0].ID() {
		c.compare(old[0], now[0])
		old, now = old[1:], now[1:]
	}
	for n, m := len(old), len(now); n > 0 && m > 0 && old[n-1].ID() == now[m-1].ID(); n, m = n-1, m-1 {
		c.compare(old[n-1], now[m-1])
		old, now = old[:n-1], now[:m-1]
	}
	at := make(map[clause.ID]*clause.Clause, len(now))
	for _, k := range now {
		at[k.ID()] = k
	}
	for _, k := range old {
		if same, ok := at[k.ID()]; ok {
			c.compare(k, same)
			delete(at, k.ID())
			continue
		}
		c.all(k)
	}
	for id := range at { // new here
		path, _, _ := c.next.Find(id)
		for len(path) > 0 { // and what it stands after
			prev := (&Builder{base: c.next}).before(path)
			c.touched[prev.ID()] = true
			if _, fresh := at[prev.ID()]; !fresh {
				break
			}
			path, _, _ = c.next.Find(prev.ID())
		}
	}
}

// all marks a clause and all under it, and the place where it was.
func (c *changes) all(k *clause.Clause) {
	c.touched[k.ID()] = true
	for _, kid := range k.Children() {
		c.all(kid)
	}
}

func kids(c *clause.Clause) []*clause.Clause {
	out := make([]*clause.Clause, 0, c.Len())
	for _, k := range c.Children() {
		out = append(out, k)
	}
	return out
}
