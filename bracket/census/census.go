// Package census counts what is open in a bracketed draft: the groups and
// their options, who holds them, and the share of the words in brackets.
package census

import (
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause/diag"
	"github.com/rollingtext/rollingtext/clause/words"
)

// Census is the count of one draft. It marshals to the JSON that
// examples/brackets prints.
type Census struct {
	File           string     `json:"file,omitempty"`
	Convention     string     `json:"convention,omitempty"`
	Groups         []Group    `json:"groups"`
	Placeholders   []Item     `json:"placeholders"`
	Notes          []Item     `json:"notes"`
	Artefacts      []Item     `json:"artefacts"`
	Deletions      []Item     `json:"deletions,omitempty"` // marks of deletion in a four-column document
	Marks          []Item     `json:"marks,omitempty"`     // ITU's MOD, ADD, SUP, NOC
	Statuses       []Item     `json:"statuses,omitempty"`
	Positions      []Item     `json:"positions,omitempty"` // attributions outside groups
	Unbalanced     []Position `json:"unbalanced"`
	Open           int        `json:"open"` // number of groups
	OpenOptions    int        `json:"openOptions"`
	MaxDepth       int        `json:"maxDepth"`
	Words          int        `json:"words"`          // of the text: without names in front, labels, notes and artefacts
	BracketedWords int        `json:"bracketedWords"` // of these, inside groups
	Holders        []Holder   `json:"holders"`        // who holds groups, most first
	Clauses        []Clause   `json:"clauses"`        // those with groups or a status, in order
	Paragraphs     int        `json:"paragraphs"`     // that hold words
	Agreed         int        `json:"agreed"`         // of these, without a group
}

// Position is a place in the file.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"` // code points, from 1
	Offset int `json:"offset"` // bytes
}

// Item is a leaf that is no group.
type Item struct {
	Kind     string   `json:"kind"` // of an artefact "footnote mark", "footnote", "bookmark", "link"; else the node's
	Text     string   `json:"text"` // as written
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Sponsors []string `json:"sponsors,omitempty"`
	Stance   string   `json:"stance,omitempty"`
}

// Kinds of groups.
const (
	Optional     = "optional"     // one wording, in or out
	Alternatives = "alternatives" // one of several wordings
)

// Group is a place that is open.
type Group struct {
	Kind    string   `json:"kind"`
	Line    int      `json:"line"`
	Column  int      `json:"column"`
	Depth   int      `json:"depth"`   // from 1
	Options []Option `json:"options"` // one for each stance on a wording
}

// Option is a wording with what some parties say of it. A wording on which
// there are several stances is listed once for each.
type Option struct {
	Text     string   `json:"text"` // with nested brackets, trimmed of white space
	Sponsors []string `json:"sponsors"`
	Stance   string   `json:"stance"`
}

// Holder is a party and the number of groups that it has a stance in.
type Holder struct {
	Party  string `json:"party"`
	Groups int    `json:"groups"`
}

// Clause is a clause of the document, as package clause reads it, and the
// groups that open in its own text.
type Clause struct {
	Line   int    `json:"line"` // where the first of its groups or its status stands
	Groups int    `json:"groups"`
	Status string `json:"status,omitempty"`
}

// Take counts a draft. It costs one pass over the tree and its words, and one
// reading of the clauses.
func Take(t bracket.Tree) Census {
	c := Census{
		File: t.Options.File, Convention: t.Options.Convention.Name,
		Groups: []Group{}, Placeholders: []Item{}, Notes: []Item{}, Artefacts: []Item{}, Unbalanced: []Position{},
		Holders: []Holder{}, Clauses: []Clause{},
	}
	k := counter{Census: &c, text: bracket.Render(t)}
	k.places(t)
	k.nodes(t.Nodes, 0)
	k.holders()
	k.clauses(t)
	k.paragraphs(t)
	c.Open = len(c.Groups)
	return c
}

// counter carries the state of a count.
type counter struct {
	*Census
	text  string
	at    []diag.Pos // of all nodes that are listed, in order, then taken one by one
	next  int
	holds map[string]int
	seen  map[string]int // holder: last group counted, so that one group counts once
	group int
	slot  bool // inside [other], which is an option and no blank
}

// listed says whether a node has a place of its own in the census.
func listed(n bracket.Node) bool {
	switch n.Kind {
	case bracket.Group, bracket.Placeholder, bracket.Note, bracket.Artefact, bracket.Status, bracket.Mark, bracket.Deletion, bracket.Attribution:
		return true
	}
	return false
}

// places looks up lines and columns, all in one scan.
func (k *counter) places(t bracket.Tree) {
	k.holds, k.seen = map[string]int{}, map[string]int{}
	var offsets []int
	for _, n := range t.All {
		if listed(n) {
			offsets = append(offsets, n.Start)
		}
	}
	k.at = bracket.Positions(k.text, offsets)
	for _, p := range bracket.Positions(k.text, t.Unbalanced) {
		k.Unbalanced = append(k.Unbalanced, Position{p.Line, p.Column, p.Offset})
	}
}

// nodes counts words and lists what is found. It recurses with the tree.
func (k *counter) nodes(nodes []bracket.Node, depth int) {
	for _, n := range nodes {
		var at diag.Pos
		if listed(n) {
			at = k.at[k.next]
			k.next++
		}
		item := Item{Kind: n.Kind.String(), Text: n.Text, Line: at.Line, Column: at.Column, Sponsors: n.Sponsors, Stance: string(n.Stance)}
		switch n.Kind {
		case bracket.Text, bracket.Number:
			w := words.Count(n.Text)
			k.Words += w
			if depth > 0 {
				k.BracketedWords += w
			}
		case bracket.Group:
			k.addGroup(n, depth+1, at)
			k.nodes(n.Children, depth+1)
		case bracket.Option:
			k.slot = n.Stance == bracket.Open
			k.nodes(n.Children, depth)
			k.slot = false
		case bracket.Placeholder:
			if !k.slot {
				k.Placeholders = append(k.Placeholders, item)
			}
		case bracket.Note:
			if n.Form == "" {
				k.Notes = append(k.Notes, item)
			}
		case bracket.Artefact:
			item.Kind = n.Form
			k.Artefacts = append(k.Artefacts, item)
		case bracket.Status:
			k.Statuses = append(k.Statuses, item)
		case bracket.Mark:
			item.Kind = n.Form
			k.Marks = append(k.Marks, item)
		case bracket.Deletion:
			k.Deletions = append(k.Deletions, item)
		case bracket.Attribution:
			if depth == 0 {
				k.Positions = append(k.Positions, item)
			}
		}
	}
}

func (k *counter) addGroup(n bracket.Node, depth int, at diag.Pos) {
	k.group++
	g := Group{Kind: Alternatives, Line: at.Line, Column: at.Column, Depth: depth}
	options := n.Options()
	if n.IsOptional() {
		g.Kind = Optional
	}
	k.OpenOptions += len(options)
	k.MaxDepth = max(k.MaxDepth, depth)
	for _, o := range options {
		text := strings.TrimSpace(o.Wording())
		if len(o.Positions) == 0 {
			g.Options = append(g.Options, Option{Text: text, Sponsors: []string{}, Stance: string(o.Stance)})
		}
		for _, p := range o.Positions {
			g.Options = append(g.Options, Option{Text: text, Sponsors: p.Parties, Stance: string(p.Stance)})
			for _, name := range p.Parties {
				if k.seen[name] != k.group {
					k.seen[name] = k.group
					k.holds[name]++
				}
			}
		}
	}
	k.Groups = append(k.Groups, g)
}
