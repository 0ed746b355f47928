package clause

import (
	"slices"
	"sync"
	"sync/atomic"
)

// index finds clauses by id. It says under which clause an id was last seen,
// and about where; the tree itself decides. So an index stays good for
// documents made by edits if they say what they put in.
type index struct {
	mu    sync.Mutex // while the base is made
	base  atomic.Pointer[map[ID]place]
	added *addition // what edits put in since, the last first
}

type place struct {
	parent ID
	i      int
}

// addition is what one edit put under a clause.
type addition struct {
	parent ID
	i      int
	with   []*Clause
	before *addition
	n      int // additions up to this one

	once sync.Once
	at   map[ID]place // of all clauses in with
}

// mostAdditions bounds what a look-up goes through; more are indexed anew.
const mostAdditions = 256

// index returns that of the document; that of the zero Document is not kept.
func (d *Document) index() *index {
	if d == nil || d.idx == nil {
		return new(index)
	}
	return d.idx
}

// then returns the index of a document after an edit. An index that nobody has
// used yet is not worth going on with.
func (x *index) then(parent ID, i int, with []*Clause) *index {
	base := x.base.Load()
	if base == nil || x.added != nil && x.added.n >= mostAdditions {
		return new(index)
	}
	next := new(index)
	next.base.Store(base)
	next.added = x.added
	if len(with) > 0 {
		next.added = &addition{parent: parent, i: i, with: with, before: x.added, n: 1}
		if x.added != nil {
			next.added.n += x.added.n
		}
	}
	return next
}

// find returns path and clause of an id under root.
func (x *index) find(root *Clause, id ID) (Path, *Clause, bool) {
	s := search{x: x, root: root, base: x.load(root)}
	p, c, ok := s.find(id)
	if s.steps > mostSteps { // clauses were moved to and fro
		s = search{x: new(index), root: root}
		s.base = s.x.load(root)
		return s.find(id)
	}
	return p, c, ok
}

// search is one look-up. It follows ids upwards; as some places are of the
// past, it may come back to an id that it is looking for already.
type search struct {
	x     *index
	root  *Clause
	base  map[ID]place
	busy  []ID
	steps int
}

const mostSteps = 4096

func (s *search) find(id ID) (Path, *Clause, bool) {
	if s.steps++; s.steps > mostSteps || slices.Contains(s.busy, id) {
		return nil, nil, false
	}
	s.busy = append(s.busy, id)
	defer func() { s.busy = s.busy[:len(s.busy)-1] }()
	for a := s.x.added; a != nil; a = a.before {
		if at, ok := a.places()[id]; ok {
			if p, c, ok := s.under(id, at); ok {
				return p, c, true
			}
		}
	}
	if at, ok := s.base[id]; ok {
		return s.under(id, at)
	}
	return nil, nil, false
}

// under looks for id where it was last seen.
func (s *search) under(id ID, at place) (Path, *Clause, bool) {
	p, parent := Path{}, s.root
	if at.parent != s.root.id {
		var ok bool
		if p, parent, ok = s.find(at.parent); !ok {
			return nil, nil, false
		}
	}
	i := parent.kids.indexOf(id, at.i)
	if i < 0 {
		return nil, nil, false
	}
	return append(slices.Clip(p), i), parent.kids.at(i), true
}

func (x *index) load(root *Clause) map[ID]place {
	if base := x.base.Load(); base != nil {
		return *base
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if base := x.base.Load(); base != nil {
		return *base
	}
	base := make(map[ID]place, root.Count())
	places(base, root)
	x.base.Store(&base)
	return base
}

func (a *addition) places() map[ID]place {
	a.once.Do(func() {
		a.at = map[ID]place{}
		for k, c := range a.with {
			a.at[c.id] = place{a.parent, a.i + k}
			places(a.at, c)
		}
	})
	return a.at
}

// places notes where the clauses under c are; of two with one id, the first.
func places(at map[ID]place, c *Clause) {
	for i, kid := range c.kids.all() {
		if _, double := at[kid.id]; !double {
			at[kid.id] = place{c.id, i}
		}
		places(at, kid)
	}
}
