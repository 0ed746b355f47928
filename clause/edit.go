package clause

import (
	"errors"
	"fmt"
	"slices"
)

// EditError says why an edit could not be made. The document is as it was.
type EditError struct {
	Op   string // "insert", "replace", "remove", "move", "split", "join"
	Path Path
	Err  error
}

func (e *EditError) Error() string {
	return fmt.Sprintf("clause: %s at %v: %v", e.Op, []int(e.Path), e.Err)
}

// Unwrap returns the cause.
func (e *EditError) Unwrap() error { return e.Err }

// Causes of an [EditError].
var (
	ErrNoClause   = errors.New("no clause at this path")
	ErrRoot       = errors.New("the root can be neither removed, moved, split nor joined")
	ErrIntoItself = errors.New("a clause cannot be moved into itself")
	ErrOffset     = errors.New("the offset lies outside the clause's source or inside a character")
	ErrNoSibling  = errors.New("there is no next clause under the same parent to join with")
)

// The edits below copy the clauses from the root to the place of the edit and
// share all others. At each level they hash one chunk of siblings, 256 on
// average, whatever their number, and copy the row of chunks, one pointer for
// 256 siblings: O(depth × (256 + fan-out/256)).

// Insert puts a clause at a path; what stood there and after it moves up one.
func (d *Document) Insert(p Path, c *Clause) (*Document, error) {
	parent := d.Clause(p.Parent())
	if len(p) == 0 || parent == nil || p.Index() < 0 || p.Index() > parent.Len() {
		return nil, &EditError{"insert", p, ErrNoClause}
	}
	return d.splice(p, 0, c), nil
}

// Replace puts a clause in the place of another.
func (d *Document) Replace(p Path, c *Clause) (*Document, error) {
	old := d.Clause(p)
	if old == nil {
		return nil, &EditError{"replace", p, ErrNoClause}
	}
	if len(p) == 0 {
		return NewDocument(d.Meta(), c), nil
	}
	next := d.splice(p, 1, c)
	if old.id == c.id && slices.Equal(old.kids.chunks, c.kids.chunks) {
		next.idx = d.idx // same ids at the same places
	}
	return next, nil
}

// Remove takes a clause out, with all under it.
func (d *Document) Remove(p Path) (*Document, error) {
	if len(p) == 0 {
		return nil, &EditError{"remove", p, ErrRoot}
	}
	if d.Clause(p) == nil {
		return nil, &EditError{"remove", p, ErrNoClause}
	}
	return d.splice(p, 1), nil
}

// Move takes the clause at from, with all under it, and puts it at to, a path
// in the document as it is before the move.
func (d *Document) Move(from, to Path) (*Document, error) {
	c := d.Clause(from)
	switch {
	case c == nil:
		return nil, &EditError{"move", from, ErrNoClause}
	case len(from) == 0 || len(to) == 0:
		return nil, &EditError{"move", from, ErrRoot}
	case len(to) > len(from) && to.HasPrefix(from):
		return nil, &EditError{"move", from, ErrIntoItself}
	}
	inserted, err := d.Insert(to, c)
	if err != nil {
		return nil, &EditError{"move", to, ErrNoClause}
	}
	// The insertion shifts what stands at or after it under the same parent.
	old := slices.Clone(from)
	if k := len(to) - 1; len(from) > k && from[:k].HasPrefix(to[:k]) && from[k] >= to[k] {
		old[k]++
	}
	return inserted.Remove(old)
}

// Split cuts the clause at path in two at byte offset within of its source.
// The first keeps id and kind, the second gets the new id and the children.
func (d *Document) Split(p Path, within int, id ID) (*Document, error) {
	c := d.Clause(p)
	switch {
	case c == nil:
		return nil, &EditError{"split", p, ErrNoClause}
	case len(p) == 0:
		return nil, &EditError{"split", p, ErrRoot}
	case !onBoundary(c.src, within):
		return nil, &EditError{"split", p, ErrOffset}
	}
	head := newClause(c.id, c.kind, c.src[:within], redissect(c, c.kind, c.src[:within]), list{})
	tail := newClause(id, c.kind, c.src[within:], dissect(c.kind, c.src[within:]), c.kids)
	return d.splice(p, 1, head, tail), nil
}

// Join appends the next clause under the same parent to the clause at path:
// its source and its children. The id of the first stays.
//
// The text stays as it was only where the first clause has no children, for
// a clause's own source stands before them; otherwise it is an error.
func (d *Document) Join(p Path) (*Document, error) {
	c := d.Clause(p)
	switch {
	case c == nil:
		return nil, &EditError{"join", p, ErrNoClause}
	case len(p) == 0:
		return nil, &EditError{"join", p, ErrRoot}
	}
	next := d.Clause(p.Parent().Child(p.Index() + 1))
	if next == nil {
		return nil, &EditError{"join", p, ErrNoSibling}
	}
	if c.Len() > 0 {
		return nil, &EditError{"join", p, errors.New("the first clause has clauses under it; join or move those first")}
	}
	src := c.src + next.src
	return d.splice(p, 2, newClause(c.id, c.kind, src, redissect(c, c.kind, src), next.kids)), nil
}

// splice replaces n children from path on and rebuilds the way to the root.
func (d *Document) splice(p Path, n int, with ...*Clause) *Document {
	parent := d.Clause(p.Parent()).id
	return &Document{d.Meta(), spliceAt(d.Root(), p, n, with), d.index().then(parent, p.Index(), with)}
}

func spliceAt(c *Clause, p Path, n int, with []*Clause) *Clause {
	i := p[0]
	if len(p) == 1 {
		return newClause(c.id, c.kind, c.src, c.parts, c.kids.splice(i, i+n, with...))
	}
	kid := spliceAt(c.Child(i), p[1:], n, with)
	return newClause(c.id, c.kind, c.src, c.parts, c.kids.splice(i, i+1, kid))
}
