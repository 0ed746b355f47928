package bracket

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// EditError says why an edit could not be made; the tree is as it was.
type EditError struct {
	Op     string // "add option"
	Start  int    // bytes, of the part that was to be edited
	End    int
	Reason string
}

// Error says what could not be done, where, and why.
func (e *EditError) Error() string {
	return fmt.Sprintf("bracket: %s at bytes %d to %d: %s", e.Op, e.Start, e.End, e.Reason)
}

// AddOption returns the tree with another option at the end of a group.
// Options of edits are written in the style of t's convention; those that an
// edit does not touch keep their bytes. Every edit costs a reading of the
// text, and fails rather than give a text that reads otherwise.
func (t Tree) AddOption(g Node, wording string, sponsors ...string) (Tree, error) {
	o := NewOption(standing(sponsors), Parse(wording, t.Options).Nodes...)
	if wording == "" && len(sponsors) > 0 {
		o = NewOption([]Position{{Parties: sponsors, Stance: Delete}})
	}
	return t.regroup("add option", g, slices.Insert(g.Options(), len(g.Options()), touched(o)))
}

// RemoveOption returns the tree without an option of a group; the group goes
// with its last option.
func (t Tree) RemoveOption(g Node, option int) (Tree, error) {
	if err := t.check("remove option", g, option); err != nil {
		return t, err
	}
	options := slices.Delete(g.Options(), option, option+1)
	if len(options) == 0 {
		return t.splice("remove option", g.Start, g.End, nil)
	}
	return t.regroup("remove option", g, options)
}

// AddSponsor returns the tree in which a party has this stance on an option,
// and no other; the empty stance stands by the wording.
func (t Tree) AddSponsor(g Node, option int, party string, stance Stance) (Tree, error) {
	if err := t.check("add sponsor", g, option); err != nil {
		return t, err
	}
	options := g.Options()
	positions := without(options[option].Positions, party)
	k := slices.IndexFunc(positions, func(p Position) bool { return p.Stance == stance })
	if k < 0 {
		positions = append(positions, Position{Parties: []string{party}, Stance: stance})
	} else {
		positions[k].Parties = append(positions[k].Parties, party)
	}
	options[option] = withPositions(options[option], positions)
	return t.regroup("add sponsor", g, options)
}

// RemoveSponsor returns the tree in which a party says nothing of an option.
// The option stays, also without sponsors.
func (t Tree) RemoveSponsor(g Node, option int, party string) (Tree, error) {
	if err := t.check("remove sponsor", g, option); err != nil {
		return t, err
	}
	options := g.Options()
	positions := without(options[option].Positions, party)
	if len(positions) == len(options[option].Positions) && slices.EqualFunc(positions, options[option].Positions, func(a, b Position) bool { return len(a.Parties) == len(b.Parties) }) {
		return t, &EditError{"remove sponsor", options[option].Start, options[option].End, party + " is no sponsor of it"}
	}
	options[option] = withPositions(options[option], positions)
	return t.regroup("remove sponsor", g, options)
}

// MergeOptions returns the tree in which option from is part of option into:
// into's wording stands and both have the sponsors.
func (t Tree) MergeOptions(g Node, into, from int) (Tree, error) {
	for _, i := range []int{into, from} {
		if err := t.check("merge options", g, i); err != nil {
			return t, err
		}
	}
	if into == from {
		return t, &EditError{"merge options", g.Start, g.End, "an option cannot be merged with itself"}
	}
	options := g.Options()
	positions := clonePositions(options[into].Positions)
	for _, p := range options[from].Positions {
		k := slices.IndexFunc(positions, func(q Position) bool { return q.Stance == p.Stance })
		if k < 0 {
			positions = append(positions, Position{slices.Clone(p.Parties), p.Stance})
			continue
		}
		for _, name := range p.Parties {
			if !slices.Contains(positions[k].Parties, name) {
				positions[k].Parties = append(positions[k].Parties, name)
			}
		}
	}
	options[into] = withPositions(options[into], positions)
	return t.regroup("merge options", g, slices.Delete(options, from, from+1))
}

// Split returns the tree in which the named sponsors leave an option for one
// of their own, with this wording, right behind it.
func (t Tree) Split(g Node, option int, wording string, sponsors ...string) (Tree, error) {
	if err := t.check("split", g, option); err != nil {
		return t, err
	}
	options := g.Options()
	positions := clonePositions(options[option].Positions)
	for _, s := range sponsors {
		positions = without(positions, s)
	}
	options[option] = withPositions(options[option], positions)
	o := touched(NewOption(standing(sponsors), Parse(wording, t.Options).Nodes...))
	return t.regroup("split", g, slices.Insert(options, option+1, o))
}

// Enclose returns the tree with a bracket opened round the bytes [start, end):
// optional text, of these sponsors. The range may hold whole groups but cut
// none, nor an attribution or another part of the notation.
func (t Tree) Enclose(start, end int, sponsors ...string) (Tree, error) {
	s := Render(t)
	if start < 0 || end > len(s) || start >= end {
		return t, &EditError{"enclose", start, end, "the range is empty or outside the text"}
	}
	if !boundary(s, start) || !boundary(s, end) {
		return t, &EditError{"enclose", start, end, "the range cuts a character"}
	}
	inner := slice(t.Nodes, start, end)
	if inner == nil {
		return t, &EditError{"enclose", start, end, "the range cuts a bracket or another part of the notation; take it in whole or leave it out"}
	}
	return t.splice("enclose", start, end, []Node{NewGroup(touched(NewOption(standing(sponsors), inner...)))})
}

// Nest returns the tree with a bracket round a whole group, of these sponsors.
func (t Tree) Nest(g Node, sponsors ...string) (Tree, error) {
	if err := t.check("nest", g, 0); err != nil {
		return t, err
	}
	return t.splice("nest", g.Start, g.End, []Node{NewGroup(touched(NewOption(standing(sponsors), g)))})
}

// Close returns the tree in which an option of a group stands without its
// brackets; groups inside it stay open. An index of -1 leaves nothing.
func (t Tree) Close(g Node, option int) (Tree, error) {
	if err := t.check("close", g, max(option, 0)); err != nil {
		return t, err
	}
	if option < 0 {
		return t.splice("close", g.Start, g.End, nil)
	}
	return t.splice("close", g.Start, g.End, g.Options()[option].Content())
}

// check reports whether the group is one of this tree and has the option.
func (t Tree) check(op string, g Node, option int) error {
	found := false
	for _, x := range t.Groups {
		if found = x.Start == g.Start && x.End == g.End && len(x.Children) == len(g.Children); found {
			break
		}
	}
	switch {
	case !found:
		return &EditError{op, g.Start, g.End, "there is no such group in the text; take it from this tree"}
	case option < 0 || option >= len(g.Options()):
		return &EditError{op, g.Start, g.End, fmt.Sprintf("the group has %d options, not one with index %d", len(g.Options()), option)}
	}
	return nil
}

func standing(sponsors []string) []Position {
	if len(sponsors) == 0 {
		return nil
	}
	return []Position{{Parties: slices.Clone(sponsors)}}
}

func clonePositions(positions []Position) []Position {
	out := make([]Position, len(positions))
	for i, p := range positions {
		out[i] = Position{slices.Clone(p.Parties), p.Stance}
	}
	return out
}

// without returns the positions of all but one party.
func without(positions []Position, party string) []Position {
	var out []Position
	for _, p := range clonePositions(positions) {
		p.Parties = slices.DeleteFunc(p.Parties, func(n string) bool { return n == party })
		if len(p.Parties) > 0 {
			out = append(out, p)
		}
	}
	return out
}

func withPositions(o Node, positions []Position) Node {
	o.Positions, o.Sponsors = positions, nil
	if o.Stance != Open {
		o.Stance = ""
	}
	return touched(finish(o))
}

// touched marks an option that must be written anew, by taking its place away.
func touched(o Node) Node {
	o.Start, o.End = -1, -1
	return o
}

// boundary reports whether no character, as a reader sees it (an extended
// grapheme cluster of UAX #29), is cut at i.
func boundary(s string, i int) bool {
	if i == len(s) || i == 0 {
		return true
	}
	if !utf8.RuneStart(s[i]) {
		return false
	}
	start := strings.LastIndexByte(s[:i], '\n') + 1
	it := graphemes.FromString(s[start:min(len(s), i+64)])
	for it.Next() {
		if at := start + it.End(); at >= i {
			return at == i
		}
	}
	return start == i
}

// slice returns the nodes of exactly [start, end), with text cut to size, or
// nil where the range cuts something else.
func slice(nodes []Node, start, end int) []Node {
	var out []Node
	for _, n := range nodes {
		if n.End <= start || n.Start >= end {
			continue
		}
		inside := start <= n.Start && n.End <= end
		switch {
		case inside && n.Kind != Option && n.Kind != Delimiter && n.Kind != Attribution && n.Kind != Label && n.Kind != Connector:
			out = append(out, n)
		case n.Kind == Text:
			a, b := max(n.Start, start), min(n.End, end)
			out = append(out, Node{Kind: Text, Start: a, End: b, Text: n.Text[a-n.Start : b-n.Start]})
		case (n.Kind == Group || n.Kind == Option) && n.Start <= start && end <= n.End:
			return slice(n.Children, start, end)
		default:
			return nil
		}
	}
	return out
}

// regroup replaces the options of a group.
func (t Tree) regroup(op string, g Node, options []Node) (Tree, error) {
	if err := t.check(op, g, 0); err != nil {
		return t, err
	}
	n := NewGroup(options...)
	return t.splice(op, g.Start, g.End, []Node{n})
}

// splice replaces [start, end) by nodes, whose touched options are written
// anew, and makes sure that the result reads as meant.
func (t Tree) splice(op string, start, end int, with []Node) (Tree, error) {
	s := Render(t)
	goal := Meaning(Tree{Nodes: replaced(t.Nodes, start, end, with)})
	places := []Place{t.Options.Convention.Style.Place, InFront, Dashed, Bracket}
	if places[0] == Nowhere || places[0] == PerSlash {
		places = places[1:]
	}
	if slices.ContainsFunc(with, isSlashed) {
		places = slices.Insert(places, 0, PerSlash)
	}
	for _, p := range places {
		w := writer{to: t.Options.Convention, opts: t.Options}
		var b strings.Builder
		b.WriteString(s[:start])
		for _, n := range with {
			b.WriteString(w.edited(n, p, s))
		}
		b.WriteString(s[end:])
		out := Parse(b.String(), t.Options)
		if Meaning(out) == goal {
			return out, nil
		}
	}
	return t, &EditError{op, start, end, "the result would read otherwise than meant; look for words that look like notation"}
}

// isSlashed reports whether a group's options shared one bracket.
func isSlashed(n Node) bool {
	return n.Kind == Group && n.End == 0 && slices.ContainsFunc(n.Options(), func(o Node) bool {
		return o.Start >= 0 && (len(o.Children) == 0 || o.Children[0].Kind == Text || o.Children[0].Kind == Group)
	})
}

// replaced returns the nodes with [start, end) replaced.
func replaced(nodes []Node, start, end int, with []Node) []Node {
	var out []Node
	done := false
	for _, n := range nodes {
		switch {
		case n.End <= start || n.Start >= end && !(n.Start == end && start == end):
			out = append(out, n)
		case start <= n.Start && n.End <= end:
			if !done {
				out, done = append(out, with...), true
			}
		case n.Kind == Text:
			a, b := max(start-n.Start, 0), min(end-n.Start, len(n.Text))
			out = append(out, NewText(n.Text[:a]))
			if !done {
				out, done = append(out, with...), true
			}
			out = append(out, NewText(n.Text[b:]))
		default:
			n.Children = replaced(n.Children, start, end, with)
			out, done = append(out, n), true
		}
	}
	return out
}

// edited writes a node; what has a place in s and no touched part keeps its bytes.
func (w *writer) edited(n Node, p Place, s string) string {
	if n.Kind != Group {
		return n.Text
	}
	if n.End > 0 {
		return s[n.Start:n.End]
	}
	options := n.Options()
	if isLabelled(options) {
		return w.relabelled(options, p, s)
	}
	if p == PerSlash {
		return w.inStyle(n, p)
	}
	var b strings.Builder
	for i, o := range options {
		if i > 0 {
			b.WriteString(gap(options[i-1], o, s))
		}
		if o.Start >= 0 && len(o.Children) > 0 && o.Children[0].Kind == Delimiter {
			b.WriteString(s[o.Start:o.End])
		} else {
			b.WriteString(w.option(o, p))
		}
	}
	return b.String()
}

// gap keeps what stood between two options where both keep their places.
func gap(a, b Node, s string) string {
	if a.Start >= 0 && b.Start >= a.End {
		between := s[a.End:b.Start]
		bare := strings.Trim(between, " \t\u00a0")
		connects := bare == "" || connectors[strings.ToLower(strings.Trim(bare, "[]"))]
		if connects && a.Children[0].Kind == Delimiter && b.Children[0].Kind == Delimiter {
			return between
		}
	}
	return " "
}

// isLabelled reports whether the first option is a paragraph with a label and no bracket.
func isLabelled(options []Node) bool {
	return len(options) > 0 && len(options[0].Children) > 0 && options[0].Children[0].Kind == Label
}

// relabelled writes alternatives made of paragraphs, with labels that count on.
func (w *writer) relabelled(options []Node, p Place, s string) string {
	var b strings.Builder
	label := ""
	for i, o := range options {
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(o.Children) > 0 && o.Children[0].Kind == Label && i == 0 {
			label = o.Children[0].Text
		} else {
			label = nextLabel(label)
		}
		words := w.wording(o, p)
		if words == "" {
			words = "No text"
		}
		b.WriteString(label + words)
	}
	return b.String()
}

// nextLabel counts the last number or letter of a label on by one.
func nextLabel(label string) string {
	for i := len(label) - 1; i >= 0; i-- {
		c := label[i]
		switch {
		case '0' <= c && c <= '8' || 'a' <= c && c <= 'y' || 'A' <= c && c <= 'Y':
			return label[:i] + string(c+1) + label[i+1:]
		case c == '9':
			return label[:i] + "10" + label[i+1:]
		}
	}
	return label
}
