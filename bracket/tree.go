// Package bracket reads and writes the square brackets of negotiators.
//
// A Tree gives every byte of a text exactly one leaf, so Render(Parse(s)) is s
// for every string. Brackets that do not balance stay text and are reported.
package bracket

import (
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// Kind says what a node is.
type Kind uint8

const (
	Text        Kind = iota // leaf: words outside the notation
	Delimiter               // leaf: "[" or "]" of an option
	Group                   // options that stand for one another; one option alone is optional text
	Option                  // one bracket of a group
	Attribution             // leaf: who proposes, with the verb and the colon
	Connector               // leaf: what stands between two options: space, "[or]"
	Placeholder             // leaf: a blank such as [...], [X], [date]
	Note                    // leaf: an editor's note
	Artefact                // leaf: footnote marks and bodies, bookmarks
	Status                  // leaf: [Agreed ad ref]
)

var kindNames = [...]string{
	"text", "delimiter", "group", "option", "attribution", "connector",
	"placeholder", "note", "artefact", "status",
}

// String returns the name of the kind in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// Node is a stretch of the text. A leaf has Text; a Group or an Option has
// Children that cover it without gap or overlap.
type Node struct {
	Kind       Kind
	Start, End int    // bytes
	Text       string // of a leaf
	Children   []Node
	Sponsors   []string // of an Option: as written, in the order of the text
	Stance     string   // of an Option: "propose", "oppose", "delete", "retain", "reserve" or empty
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

// Wording returns what an option says, with its nested brackets, without its
// own brackets and attribution. It costs the length of the option.
func (n Node) Wording() string {
	var b strings.Builder
	for _, c := range n.Children {
		if c.Kind != Delimiter && c.Kind != Attribution {
			render(&b, c)
		}
	}
	return b.String()
}

// Tree is a parsed text. The zero value is the tree of the empty text.
type Tree struct {
	Nodes       []Node
	Diagnostics diag.List
}

// Render returns the text a tree was read from, byte for byte.
func Render(t Tree) string {
	var b strings.Builder
	for _, n := range t.Nodes {
		render(&b, n)
	}
	return b.String()
}

// render recurses at most twice per level of nesting, and Parse bounds that.
func render(b *strings.Builder, n Node) {
	b.WriteString(n.Text)
	for _, c := range n.Children {
		render(b, c)
	}
}

// Groups calls yield for every group in the order of the text, outer before
// inner, with its depth counted from 1, until yield returns false.
func (t Tree) Groups(yield func(depth int, group Node) bool) {
	walkGroups(t.Nodes, 1, yield)
}

func walkGroups(nodes []Node, depth int, yield func(int, Node) bool) bool {
	for _, n := range nodes {
		inner := depth
		if n.Kind == Group {
			if !yield(depth, n) {
				return false
			}
			inner++
		}
		if !walkGroups(n.Children, inner, yield) {
			return false
		}
	}
	return true
}
