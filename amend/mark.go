package amend

import (
	"fmt"

	"github.com/rollingtext/rollingtext/clause"
)

// Mark is what ITU documents print before a provision. The zero value is NOC.
type Mark uint8

const (
	NOC Mark = iota // no change
	MOD             // modified: words, label or place
	ADD             // added
	SUP             // suppressed
)

// String returns the mark as printed.
func (m Mark) String() string {
	names := [...]string{"NOC", "MOD", "ADD", "SUP"}
	if int(m) < len(names) {
		return names[m]
	}
	return fmt.Sprintf("mark(%d)", uint8(m))
}

// MarshalText writes the mark as printed.
func (m Mark) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// Marked is a clause of the base, or one that is added, with its mark and the
// amendments that are the reason for it.
type Marked struct {
	Mark   Mark
	Clause *clause.Clause // of the base; nil for ADD
	Path   clause.Path    // in the base; for ADD of the clause that it stands after
	Text   string         // for ADD the text that is added
	By     []Amendment
}

// Marks lists the clauses of base in document order, each with its mark, and
// the added ones where they are to stand. Clauses without a source of their
// own, such as the root, are left out. A label that only follows from others
// ([Amendment.Follows]) is no change. O(clauses + amendments).
//
// An amendment to a clause that base does not have is left out; [Finder] and
// [Rebase] say where it went.
func Marks(base *clause.Document, amendments []Amendment) []Marked {
	on := map[clause.ID][]Amendment{} // by the clause that they change
	at := map[clause.ID][]Amendment{} // additions, by the clause that they stand after
	for _, a := range amendments {
		switch {
		case a.Follows:
		case a.Op == Insert:
			at[a.To.After] = append(at[a.To.After], a)
		case a.Op == Alternative:
			on[base.Root().ID()] = append(on[base.Root().ID()], a)
			at[lastUnder(base.Root()).ID()] = append(at[lastUnder(base.Root()).ID()], a)
		default:
			on[a.Target.Clause] = append(on[a.Target.Clause], a)
		}
	}
	m := marker{on: on, at: at}
	m.clause(base.Root(), clause.Path{}, nil)
	return m.out
}

type marker struct {
	on, at map[clause.ID][]Amendment
	runOn  int       // bytes of clauses to come that a join reaches into
	joins  Amendment // the one that does
	out    []Marked
}

// clause marks c and all under it. gone are the amendments that suppress it
// with a clause above it.
func (m *marker) clause(c *clause.Clause, p clause.Path, gone []Amendment) {
	by := append(gone[:len(gone):len(gone)], m.on[c.ID()]...)
	mark := NOC
	if m.runOn > 0 {
		by, mark = append(by, m.joins), MOD
		m.runOn -= len(c.Source())
	}
	if len(by) > 0 {
		mark = MOD
	}
	for _, a := range by {
		if a.Op == Delete || a.Op == Alternative {
			mark = SUP
		}
	}
	for _, a := range m.on[c.ID()] {
		if n := a.Target.Range.End - len(c.Source()); a.Op == Replace && n > 0 {
			m.runOn, m.joins = n, a
		}
	}
	if c.Source() != "" {
		m.out = append(m.out, Marked{Mark: mark, Clause: c, Path: p, By: by})
	}
	for _, a := range m.at[c.ID()] {
		m.out = append(m.out, Marked{Mark: ADD, Path: p, Text: a.Text, By: []Amendment{a}})
	}
	by = suppressing(by)
	for i, kid := range c.Children() {
		m.clause(kid, p.Child(i), by)
	}
}

// suppressing returns those amendments that take all under a clause with it.
func suppressing(list []Amendment) (out []Amendment) {
	for _, a := range list {
		if a.Op == Alternative || a.Op == Delete && !a.Target.Alone {
			out = append(out, a)
		}
	}
	return out
}
