package diff

import (
	"slices"

	"github.com/rollingtext/rollingtext/clause"
)

// Ref is a clause and where it stands.
type Ref struct {
	Clause *clause.Clause
	Path   clause.Path
	Start  int // offset of its own source in the document's text, bytes
}

// Pair is a stretch of the old document and what it became. One clause became
// one, or several where it was split; several became one where they were
// joined.
type Pair struct {
	Old, New         clause.Span // bytes of the two texts
	OldRefs, NewRefs []Ref
	Moved            bool // it stands elsewhere; see Alignment.Moved
}

// Deletion is a clause that is gone.
type Deletion struct {
	Ref
	Old clause.Span // bytes of the old text that go with it
	All bool        // with all under it; else what is under it stays or went its own way
}

// Insertion is a clause that is new.
type Insertion struct {
	Ref             // in the new document
	New clause.Span // bytes of the new text that come with it
	At  int         // where in the old text, an offset
	// Order counts what was put at the same point of the old text, insertions
	// and moves together, from 0.
	Order int
}

// Move is a clause that stands elsewhere. What is changed in it is in Pairs.
type Move struct {
	Ref               // in the old document
	Now   Ref         // in the new document
	Old   clause.Span // bytes of the old text that were moved
	All   bool        // with all under it
	At    int         // where to in the old text, an offset
	Order int         // see Insertion
}

// Alignment says which stretch of an old document became which of a new one.
// Every byte of either text is in one pair, in a deletion or in an insertion.
type Alignment struct {
	Pairs    []Pair      // what stands on both sides and is not the same to the byte, in the order of the new text
	Deleted  []Deletion  // in the order of the old text
	Inserted []Insertion // in the order of the new text
	Moved    []Move      // in the order of the new text
}

// Align finds what became of every clause: by id and wording where these are
// the same, else by how many words two clauses share, else by label and place.
// A clause that was moved and reworded is found too. See the package for the
// cost.
func Align(old, now *clause.Document) Alignment {
	if old.Root().Hash() == now.Root().Hash() {
		return Alignment{}
	}
	a := newAligner(flatten(old.Root()), flatten(now.Root()))
	a.ends()
	a.anchors()
	a.gaps()
	a.elsewhere()
	a.leftovers()
	return a.result()
}

// node is a clause with bytes of its own in a flat list, parents first.
type node struct {
	c     *clause.Clause
	start int   // offset of its source in the text
	next  int   // index of the first node that is not under it
	up    int   // index of the nearest node above it, -1 if none
	step  *step // where it stands in the tree
	key   int32 // interned wording
}

// step is the way to a clause from the root, the last step first.
type step struct {
	up *step
	i  int
}

func (s *step) path() clause.Path {
	p := clause.Path{}
	for ; s != nil; s = s.up {
		p = append(p, s.i)
	}
	slices.Reverse(p)
	return p
}

func (n node) ref() Ref { return Ref{n.c, n.step.path(), n.start} }
func (n node) end() int { return n.start + len(n.c.Source()) }

// flatten lists the clauses that have bytes of their own.
func flatten(root *clause.Clause) []node {
	nodes := make([]node, 0, root.Count())
	offset := 0
	var add func(c *clause.Clause, at *step, up int)
	add = func(c *clause.Clause, at *step, up int) {
		me := len(nodes)
		if c.Source() != "" {
			nodes = append(nodes, node{c: c, start: offset, up: up, step: at})
			offset += len(c.Source())
			up = me
		}
		for i, kid := range c.Children() {
			add(kid, &step{at, i}, up)
		}
		if c.Source() != "" {
			nodes[me].next = len(nodes)
		}
	}
	add(root, nil, -1)
	return nodes
}

// aligner pairs the nodes of two lists.
type aligner struct {
	old, now []node
	to       []int // for each old node its partner or -1
	from     []int // for each new node its partner or -1
	moved    []bool
	with     map[int]int   // a new node that was split off: the old one
	joined   map[int]int   // an old node that was joined to another: the new one
	pieces   map[int][]int // by old node: the new ones that were split off
	sources  map[int][]int // by new node: the old ones that were joined to it
	bags     map[*clause.Clause]bag
}

func newAligner(old, now []node) *aligner {
	in := interner{}
	for _, list := range [][]node{old, now} {
		for i := range list {
			list[i].key = in.intern(wording(list[i].c))
		}
	}
	return &aligner{
		old: old, now: now,
		to: slices.Repeat([]int{-1}, len(old)), from: slices.Repeat([]int{-1}, len(now)),
		moved: make([]bool, len(old)),
		with:  map[int]int{}, joined: map[int]int{}, pieces: map[int][]int{}, sources: map[int][]int{},
		bags: map[*clause.Clause]bag{},
	}
}

// wording is what tells a clause from others: its text without its label.
func wording(c *clause.Clause) string {
	if t := c.Text(); t != "" {
		return t
	}
	return c.Source()
}

func (in interner) intern(s string) int32 {
	id, ok := in[s]
	if !ok {
		id = int32(len(in))
		in[s] = id
	}
	return id
}

func (a *aligner) pair(i, j int) { a.to[i], a.from[j] = j, i }

// ends pairs what is the same at the start and the end of both.
func (a *aligner) ends() {
	i := 0
	for i < len(a.old) && i < len(a.now) && a.old[i].c.Source() == a.now[i].c.Source() {
		a.pair(i, i)
		i++
	}
	for n, m := len(a.old)-1, len(a.now)-1; n >= i && m >= i && a.old[n].c.Source() == a.now[m].c.Source(); n, m = n-1, m-1 {
		a.pair(n, m)
	}
}

// anchors pairs wordings that occur once on both sides, and clauses whose ids
// agree though their wording does not. Those out of order were moved.
func (a *aligner) anchors() {
	type seen struct{ inOld, inNow, at int }
	keys := map[int32]seen{}
	ids := map[clause.ID]int{}
	for i, n := range a.old {
		if a.to[i] < 0 {
			s := keys[n.key]
			keys[n.key] = seen{s.inOld + 1, 0, i}
			ids[n.c.ID()] = i
		}
	}
	for j, n := range a.now {
		if s, ok := keys[n.key]; ok && a.from[j] < 0 {
			s.inNow++
			keys[n.key] = s
		}
	}
	var points []point
	var weight []int64
	for j, n := range a.now {
		if a.from[j] >= 0 {
			continue
		}
		i, ok := -1, false
		if s := keys[n.key]; s.inOld == 1 && s.inNow == 1 {
			i, ok = s.at, true
		} else if s.inOld == 0 {
			if i, ok = ids[n.c.ID()]; ok && keys[a.old[i].key].inNow > 0 {
				ok = false // its old wording stands elsewhere
			}
		}
		if ok && a.to[i] < 0 {
			a.pair(i, j)
			points = append(points, point{i, j})
			weight = append(weight, 1<<32+int64(len(n.c.Source())))
		}
	}
	for _, p := range points {
		a.moved[p.a] = true
	}
	for _, at := range heaviest(points, weight) {
		a.moved[points[at].a] = false
	}
}

// gap is what is not paired between two pairs that are in order.
type gap struct {
	old, now []int
}

// eachGap calls f with every gap in which both sides have something left.
func (a *aligner) eachGap(f func(g gap)) {
	i, j := 0, 0
	for i < len(a.old) || j < len(a.now) {
		var g gap
		for ; i < len(a.old) && (a.to[i] < 0 || a.moved[i]); i++ {
			if a.to[i] < 0 && !a.used(i) {
				g.old = append(g.old, i)
			}
		}
		for ; j < len(a.now) && (a.from[j] < 0 || a.moved[a.from[j]]); j++ {
			if _, split := a.with[j]; a.from[j] < 0 && !split {
				g.now = append(g.now, j)
			}
		}
		if len(g.old) > 0 && len(g.now) > 0 {
			f(g)
		}
		i, j = i+1, j+1
	}
}

func (a *aligner) used(i int) bool { _, ok := a.joined[i]; return ok }

// gaps pairs, within each gap, like wordings in order, then clauses that share
// most of their words, then the parts of clauses that were split or joined.
func (a *aligner) gaps() {
	a.eachGap(func(g gap) {
		keys := func(list []node, at []int) []int32 {
			out := make([]int32, len(at))
			for k, i := range at {
				out[k] = list[i].key
			}
			return out
		}
		for _, r := range match(keys(a.old, g.old), keys(a.now, g.now)) {
			for k := range r.n {
				a.pair(g.old[r.a+k], g.now[r.b+k])
			}
		}
	})
	a.eachGap(a.similar)
	a.eachSeam()
}
