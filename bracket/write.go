package bracket

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// NewText, NewOption and NewGroup make nodes that are not in a text yet; their
// offsets are 0. [Write] gives them a notation.
func NewText(s string) Node { return Node{Kind: Text, Text: s} }

// NewOption makes an option of a wording, which may hold groups, and positions.
func NewOption(positions []Position, content ...Node) Node {
	o := Node{Kind: Option, Positions: positions}
	for _, c := range content {
		if c.Kind != Text || c.Text != "" {
			o.Children = append(o.Children, c)
		}
	}
	return finish(o)
}

// NewGroup makes a group of options.
func NewGroup(options ...Node) Node { return Node{Kind: Group, Children: options} }

// Write writes a tree in the style of a convention. Text, blanks, notes and
// artefacts stay as they are. What the convention cannot express, or would
// read differently, is written as near as possible and reported with its
// position in t; without a report, reading the result with the convention
// gives the same [Meaning]. It costs a few readings of the text.
func Write(t Tree, to Convention) (string, diag.List) {
	w := writer{to: to, opts: Options{Parties: concat(t.Options.Parties, t.Options.Convention.Parties), Convention: to}}
	var b strings.Builder
	for _, n := range t.Nodes {
		b.WriteString(w.node(n))
	}
	out := b.String()
	if len(w.found) == 0 && Meaning(Parse(out, w.opts)) != Meaning(t) {
		w.lose(0, 0, "convention-reading", "the text reads differently in the convention "+to.Name)
	}
	return out, diagnose(t.Options.File, Render(t), w.found)
}

type writer struct {
	to    Convention
	opts  Options
	found []finding
}

func (w *writer) lose(start, end int, code, message string) {
	w.found = append(w.found, finding{code: code, start: start, end: end, meant: -1, message: message})
}

func (w *writer) node(n Node) string {
	if n.Kind != Group {
		if n.Kind == Mark && !w.to.has(Marks) || n.Kind == Deletion && !w.to.has(Struck) || n.Kind == Attribution && w.to.Style.Place == Nowhere {
			w.lose(n.Start, n.End, "convention-"+n.Kind.String(), n.Kind.String()+" "+n.Text+" means nothing in the convention "+w.to.Name+"; it is kept as it is")
		}
		return n.Text
	}
	return w.group(n)
}

// group tries the style of the convention, then plainer ones, until one reads
// as it should.
func (w *writer) group(g Node) string {
	want := Tree{Nodes: []Node{g}}
	if w.to.Style.Place == Nowhere {
		want.Nodes = []Node{w.anonymous(g)}
	}
	goal := Meaning(want)
	places := []Place{w.to.Style.Place, Dashed, InFront, Bracket}
	if w.to.Style.Place == Nowhere {
		places = places[:1]
	}
	first := ""
	for i, p := range places {
		text := w.inStyle(want.Nodes[0], p)
		if i == 0 {
			first = text
		}
		if read := Parse(text, w.opts); Meaning(read) == goal {
			return text
		}
	}
	w.lose(g.Start, g.End, "convention-reading", "this group reads differently in the convention "+w.to.Name)
	return first
}

// anonymous drops the sponsors, which the convention does not name.
func (w *writer) anonymous(n Node) Node {
	if n.Kind == Option && len(n.Positions) > 0 {
		w.lose(n.Start, n.End, "convention-sponsors", "the convention "+w.to.Name+" does not name sponsors; lost: "+attributionText(n.Positions, ", "))
		if len(n.Content()) == 0 {
			n.Children = []Node{{Kind: Note, Form: omission, Text: "No text"}}
		}
		n.Positions, n.Sponsors, n.Stance = nil, nil, ""
		if len(n.Content()) == 0 {
			n.Stance = Delete
		}
	}
	n.Children = slices.Clone(n.Children)
	for i, c := range n.Children {
		n.Children[i] = w.anonymous(c)
	}
	return n
}

// inStyle writes a group and all groups in it.
func (w *writer) inStyle(g Node, p Place) string {
	options := g.Options()
	if w.to.has(Blocks) && isBlock(options) {
		return w.blocks(g, p)
	}
	var b strings.Builder
	if p == PerSlash && len(options) > 1 {
		b.WriteString(w.open())
		for i, o := range options {
			if i > 0 {
				b.WriteString(" / ")
			}
			b.WriteString(w.dashed(o, p))
		}
		b.WriteString(w.shut())
		return b.String()
	}
	for i, o := range options {
		if i > 0 {
			b.WriteString(w.between(g, i))
		}
		b.WriteString(w.option(o, p))
	}
	return b.String()
}

// between keeps a connector in brackets and the spacing of adjacent brackets.
func (w *writer) between(g Node, option int) string {
	k := 0
	for i, c := range g.Children {
		if c.Kind != Option {
			continue
		}
		if k == option {
			if i > 0 && g.Children[i-1].Kind == Connector && !strings.ContainsAny(g.Children[i-1].Text, "\n/") {
				return g.Children[i-1].Text
			}
			if i > 0 && g.Children[i-1].Kind == Option && g.Children[i-1].End > 0 {
				return ""
			}
		}
		k++
	}
	return " "
}

func (w *writer) option(o Node, p Place) string {
	switch {
	case len(o.Positions) == 0:
		return w.open() + w.wording(o, p) + w.shut()
	case p == InFront || len(o.Content()) == 0:
		return w.open() + w.front(o, p) + w.shut()
	case p == Bracket:
		return w.open() + w.wording(o, p) + " (" + w.names(o.Positions) + ")" + w.shut()
	}
	return w.open() + w.dashed(o, p) + w.shut()
}

func (w *writer) dashed(o Node, p Place) string {
	if len(o.Positions) == 0 {
		return w.wording(o, p)
	}
	return w.wording(o, p) + " - " + w.names(o.Positions)
}

// front writes "EU, G77: words", "US propose; SG oppose: words" or "EU: delete".
func (w *writer) front(o Node, p Place) string {
	words := w.wording(o, p)
	only := o.Positions[0]
	if words == "" && len(o.Positions) == 1 && (only.Stance == Delete || only.Stance == Retain || only.Stance == Reserve || only.Stance == Oppose) {
		return w.isolate(strings.Join(only.Parties, w.join())) + ": " + string(only.Stance)
	}
	return w.names(o.Positions) + ": " + words
}

func (w *writer) names(positions []Position) string {
	return w.isolate(attributionText(positions, w.join()))
}

func attributionText(positions []Position, join string) string {
	var out []string
	for _, p := range positions {
		s := strings.Join(p.Parties, join)
		if p.Stance != "" {
			s += " " + string(p.Stance)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func (w *writer) wording(o Node, p Place) string {
	var b strings.Builder
	for _, c := range o.Children {
		switch {
		case c.Kind == Delimiter || c.Kind == Attribution || c.Kind == Label:
		case c.Kind == Note && c.Form == omission && len(o.Positions) > 0 && o.Stance == Delete:
		case c.Kind == Group:
			b.WriteString(w.inStyle(c, p))
		default:
			b.WriteString(c.Text)
		}
	}
	return w.isolate(b.String())
}

func (w *writer) isolate(s string) string {
	if !w.to.Style.Isolates || s == "" {
		return s
	}
	return "\u2068" + s + isolateEnd
}

func (w *writer) open() string { return fallback(w.to.Style.Open, "[") }
func (w *writer) shut() string { return fallback(w.to.Style.Close, "]") }
func (w *writer) join() string { return fallback(w.to.Style.Join, ", ") }

func fallback(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// isBlock reports whether options are whole paragraphs with labels and no brackets.
func isBlock(options []Node) bool {
	for _, o := range options {
		if len(o.Children) == 0 || o.Children[0].Kind != Label && o.Children[0].Kind != Number {
			return false
		}
	}
	return len(options) > 0
}

// blocks writes alternatives made of paragraphs as they were, with the groups
// in them in the new style.
func (w *writer) blocks(g Node, p Place) string {
	var b strings.Builder
	for _, c := range g.Children {
		if c.Kind != Option {
			b.WriteString(c.Text)
			continue
		}
		for _, x := range c.Children {
			if x.Kind == Group {
				b.WriteString(w.inStyle(x, p))
			} else {
				b.WriteString(x.Text)
			}
		}
	}
	return b.String()
}
