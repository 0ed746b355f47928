package clause

import "slices"

// Path names a place in a tree: the index of the child to take at each step
// down from the root. The empty path is the root.
type Path []int

// Child returns the path of the i-th child.
func (p Path) Child(i int) Path { return append(slices.Clone(p), i) }

// Parent returns the path one step up; of the root, the root.
func (p Path) Parent() Path { return p[:max(0, len(p)-1)] }

// Index returns the last step; of the root, 0.
func (p Path) Index() int {
	if len(p) == 0 {
		return 0
	}
	return p[len(p)-1]
}

// Equal reports whether two paths are the same.
func (p Path) Equal(q Path) bool { return slices.Equal(p, q) }

// HasPrefix reports whether p is q or lies under q.
func (p Path) HasPrefix(q Path) bool { return len(p) >= len(q) && slices.Equal(p[:len(q)], q) }

// Clause returns the clause at a path, nil if there is none.
func (d *Document) Clause(p Path) *Clause {
	c := d.Root()
	for _, i := range p {
		if c = c.Child(i); c == nil {
			return nil
		}
	}
	return c
}

// Find returns path and clause of an id; ok is false if the document has no
// such clause. The first look-up in a document indexes all clauses in
// O(clauses); documents that are made from it by edits go on from that index,
// with O(depth × edits) a look-up, and index anew after some hundred edits.
func (d *Document) Find(id ID) (p Path, c *Clause, ok bool) {
	root := d.Root()
	if id == root.id {
		return Path{}, root, true
	}
	return d.index().find(root, id)
}

// At returns the clause whose own source holds the byte at offset, and the
// offset within that source. The end of the text belongs to the last clause.
// O(depth × (256 + fan-out/256)).
func (d *Document) At(offset int) (p Path, c *Clause, within int) {
	c, p = d.Root(), Path{}
	offset = max(0, min(offset, c.Size()))
	for offset >= len(c.src) && c.Len() > 0 {
		offset -= len(c.src)
		i, start := c.kids.locate(offset)
		if i == c.Len() { // the end of the text
			i--
			start = c.kids.bytes - c.Child(i).Size()
		}
		p = append(p, i)
		offset -= start
		c = c.Child(i)
	}
	return p, c, offset
}

// Offset returns where the source of the clause at a path starts in the text,
// in bytes, or -1 if there is no such clause.
func (d *Document) Offset(p Path) int {
	c, offset := d.Root(), 0
	for _, i := range p {
		if i < 0 || i >= c.Len() {
			return -1
		}
		offset += len(c.src) + c.kids.before(i)
		c = c.Child(i)
	}
	return offset
}
