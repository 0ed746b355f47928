package bracket

import (
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// Kind says what a node is.
type Kind uint8

const (
	Text        Kind = iota // leaf: words outside the notation
	Delimiter               // leaf: "[" or "]" of an option or of slash alternatives
	Group                   // options that stand for one another; one option alone is optional text
	Option                  // one wording of a group
	Attribution             // leaf: who proposes, with the verb, the colon, dash or parentheses
	Connector               // leaf: what stands between two options: space, "[or]", " / "
	Label                   // leaf: "Option 1:", "Alt 2", notation that goes when the option is chosen
	Number                  // leaf: the number of a clause at the start of an option, "5.", "3 alt"
	Placeholder             // leaf: a blank such as [...], [X], [date], 20XX
	Note                    // leaf: an editor's note, {…}
	Artefact                // leaf: footnote marks and bodies, bookmarks, links
	Status                  // leaf: [Agreed ad ref], [Drafting group: A/B]
	Mark                    // leaf: ITU's MOD, ADD, SUP, NOC with the proposal's number
	Deletion                // leaf: a mark of deletion in a four-column document
)

var kindNames = [...]string{
	"text", "delimiter", "group", "option", "attribution", "connector", "label", "number",
	"placeholder", "note", "artefact", "status", "mark", "deletion",
}

// String returns the name of the kind in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Stance is what parties say of a wording. Empty means that they stand by it
// without a verb.
type Stance string

// The stances that verbs of six languages are read as.
const (
	Propose Stance = "propose"
	Support Stance = "support"
	Oppose  Stance = "oppose"
	Delete  Stance = "delete"
	Retain  Stance = "retain"
	Reserve Stance = "reserve"
	Open    Stance = "open" // of an option such as [other]: an open slot
)

// Against reports whether a party with this stance wants the wording out.
func (s Stance) Against() bool { return s == Oppose || s == Delete }

// Position is what some parties say of a wording.
type Position struct {
	Parties []string // as written, in the order of the text
	Stance  Stance
}

// Node is a stretch of the text. A leaf has Text; a Group or an Option has
// Children that cover it without gap or overlap.
type Node struct {
	Kind       Kind
	Start, End int    // bytes
	Text       string // of a leaf
	Form       string // of an Artefact: "bookmark", "footnote mark", "footnote", "link"; of a Mark: "MOD"…; else empty
	Children   []Node
	Sponsors   []string // parties of the first position; of an Option, Attribution, Status or Mark
	Stance     Stance   // of the first position
	Positions  []Position
}

// Options returns the options of a group.
func (n Node) Options() []Node {
	var out []Node
	for _, c := range n.Children {
		if c.Kind == Option {
			out = append(out, c)
		}
	}
	return out
}

// Wording returns what an option says, with its nested brackets and its
// clause number, without its own brackets, label and attribution. It costs
// the length of the option.
func (n Node) Wording() string {
	var b strings.Builder
	for _, c := range n.Content() {
		render(&b, c)
	}
	return b.String()
}

// Content returns the children of an option that make up its wording. An
// option that says "No text" has none.
func (n Node) Content() []Node {
	var out []Node
	for _, c := range n.Children {
		if c.Kind != Delimiter && c.Kind != Attribution && c.Kind != Label && !(c.Kind == Note && c.Form == omission) {
			out = append(out, c)
		}
	}
	return out
}

// omission is the form of the note "No text".
const omission = "omission"

// IsOptional reports whether a group is one wording, in or out, rather than a
// choice between wordings.
func (n Node) IsOptional() bool { return len(n.Options()) == 1 }

// Tree is a parsed text. The zero value is the tree of the empty text.
type Tree struct {
	Nodes       []Node
	Diagnostics diag.List
	Unbalanced  []int // offsets of all brackets without a partner, in order
	Options     Options
}

// Render returns the text a tree was read from, byte for byte.
func Render(t Tree) string {
	var b strings.Builder
	if n := len(t.Nodes); n > 0 {
		b.Grow(max(0, t.Nodes[n-1].End-t.Nodes[0].Start))
	}
	for _, n := range t.Nodes {
		render(&b, n)
	}
	return b.String()
}

// render recurses at most a few times per level of nesting, and Parse bounds that.
func render(b *strings.Builder, n Node) {
	b.WriteString(n.Text)
	for i := range n.Children {
		render(b, n.Children[i])
	}
}

// Groups calls yield for every group in the order of the text, outer before
// inner, with its depth counted from 1, until yield returns false.
func (t Tree) Groups(yield func(depth int, group Node) bool) {
	walk(t.Nodes, 0, func(depth int, n *Node) bool { return n.Kind != Group || yield(depth, *n) })
}

// All calls yield for every node in the order of the text, outer before
// inner, with the number of groups that it is in (a group counts itself).
func (t Tree) All(yield func(depth int, n Node) bool) {
	walk(t.Nodes, 0, func(depth int, n *Node) bool { return yield(depth, *n) })
}

func walk(nodes []Node, depth int, yield func(int, *Node) bool) bool {
	for i := range nodes {
		n := &nodes[i]
		inner := depth
		if n.Kind == Group {
			inner++
		}
		if !yield(inner, n) || !walk(n.Children, inner, yield) {
			return false
		}
	}
	return true
}

// String lists the nodes, one a line, each indented under what it is in.
func (t Tree) String() string {
	var b strings.Builder
	for _, n := range t.Nodes {
		n.list(&b, 0)
	}
	return b.String()
}

func (n Node) list(b *strings.Builder, depth int) {
	b.WriteString(strings.Repeat("  ", depth))
	b.WriteString(n.Kind.String())
	if n.Form != "" {
		fmt.Fprintf(b, " (%s)", n.Form)
	}
	if n.Text != "" {
		fmt.Fprintf(b, " %q", n.Text)
	}
	for _, p := range n.Positions {
		fmt.Fprintf(b, " {%s}", strings.TrimSpace(strings.Join(p.Parties, ", ")+" "+string(p.Stance)))
	}
	if len(n.Positions) == 0 && n.Stance != "" {
		fmt.Fprintf(b, " {%s}", n.Stance)
	}
	b.WriteByte('\n')
	for _, c := range n.Children {
		c.list(b, depth+1)
	}
}
