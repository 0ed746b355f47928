// Package resolve closes the groups of a bracketed text: it picks an option
// for each, by position, by sponsor or by function, and tidies up around what
// went as a typist would; and it counts and lists the readings that a
// bracketed text allows.
package resolve

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// Choice is what becomes of a group.
type Choice struct {
	Option int    // index in [bracket.Node.Options], or Out, or Keep
	Why    string // for the record
}

// Choices besides an option.
const (
	Out  = -1 // no wording at all
	Keep = -2 // the group stays open, as it is
)

// Chooser picks an option of a group. An index out of range keeps the group.
type Chooser func(group bracket.Node) Choice

// Options are the choices of a resolution. The zero value tidies up.
type Options struct {
	Exact bool // no tidying: every byte outside the notation stays
}

// Result is a resolved text with the account of how it came about.
type Result struct {
	Text      string
	Decisions []Decision // one for each group, in the order of the text
	Edits     []Edit     // what tidying changed, in the order of the text
	Open      int        // groups that were kept
}

// Decision is what was chosen for a group.
type Decision struct {
	At     diag.Pos // of the group in the bracketed text
	Choice Choice
	Text   string // the wording chosen, with its nested groups
}

// Edit is an editorial change. It never changes a word, except that a
// connector goes which connects nothing, and a capital starts a sentence.
type Edit struct {
	At            diag.Pos // of the seam in the bracketed text
	Rule          Rule
	Before, After string
}

// Rule names the reason of an editorial change.
type Rule string

// The rules, in the order in which they are tried.
const (
	DoubleSpace      Rule = "double-space"      // one space where two met
	SpaceAtEdge      Rule = "space-at-edge"     // no space at the start or end of a line
	SpaceBefore      Rule = "space-before"      // no space before a comma or full stop
	HanSpace         Rule = "han-space"         // no space between Chinese characters
	OrphanMark       Rule = "orphan-mark"       // no comma at the start, or before another mark
	OrphanConnector  Rule = "orphan-connector"  // no "and" that connects nothing
	Capital          Rule = "capital"           // a capital where the opening went
	EmptyLine        Rule = "empty-line"        // no line of which only the label is left
	ListMark         Rule = "list-mark"         // "; and" and "." move to the items that are now last
	AlternativeLabel Rule = "alternative-label" // "3 alt." becomes "3." when it is chosen
)

// Resolve picks an option for every group, outer before inner, and returns
// the text. It costs one pass over the tree.
func Resolve(t bracket.Tree, choose Chooser, o Options) Result {
	r := resolver{choose: choose, out: joiner{exact: o.Exact}}
	r.nodes(t.Nodes)
	text, edits := r.out.finish()
	slices.SortStableFunc(edits, func(a, b edit) int { return a.offset - b.offset })
	res := Result{Text: text, Open: r.open}
	offsets := make([]int, 0, len(r.decisions)+len(edits))
	for _, d := range r.decisions {
		offsets = append(offsets, d.offset)
	}
	at := places(t, offsets)
	for _, d := range r.decisions {
		res.Decisions = append(res.Decisions, Decision{at[d.offset], d.choice, d.text})
	}
	offsets = offsets[:0]
	for _, e := range edits {
		offsets = append(offsets, e.offset)
	}
	at = places(t, offsets)
	for _, e := range edits {
		res.Edits = append(res.Edits, Edit{at[e.offset], e.rule, e.before, e.after})
	}
	return res
}

// places looks up offsets that are in rising order.
func places(t bracket.Tree, offsets []int) map[int]diag.Pos {
	at := make(map[int]diag.Pos, len(offsets))
	if len(offsets) == 0 {
		return at
	}
	for i, p := range bracket.Positions(bracket.Render(t), offsets) {
		at[offsets[i]] = p
	}
	return at
}

type decision struct {
	offset int
	choice Choice
	text   string
}

type resolver struct {
	choose    Chooser
	out       joiner
	decisions []decision
	open      int
}

// nodes writes nodes with their groups resolved. Between two groups a
// connector goes when one of them is out.
func (r *resolver) nodes(nodes []bracket.Node) {
	choices := make([]Choice, len(nodes))
	for i, n := range nodes {
		if n.Kind == bracket.Group {
			choices[i] = r.choose(n)
			if c := choices[i].Option; c >= len(n.Options()) || c < Keep {
				choices[i].Option = Keep
			}
		}
	}
	for i, n := range nodes {
		switch {
		case n.Kind == bracket.Group:
			r.group(n, choices[i])
		case n.Kind == bracket.Text && i > 0 && i+1 < len(nodes) && nodes[i-1].Kind == bracket.Group && nodes[i+1].Kind == bracket.Group &&
			(gone(nodes[i-1], choices[i-1]) || gone(nodes[i+1], choices[i+1])) && isConnector(n.Text) && !r.out.exact:
			r.out.edit(n.Start, OrphanConnector, n.Text, " ")
			r.out.write(" ")
		default:
			r.leaf(n)
		}
	}
}

// gone reports whether a choice leaves no words.
func gone(g bracket.Node, c Choice) bool {
	if c.Option == Out {
		return true
	}
	return c.Option >= 0 && len(g.Options()[c.Option].Content()) == 0
}

func (r *resolver) leaf(n bracket.Node) {
	r.out.write(bracket.Render(bracket.Tree{Nodes: []bracket.Node{n}}))
}

func (r *resolver) group(g bracket.Node, c Choice) {
	d := decision{offset: g.Start, choice: c}
	if c.Option >= 0 {
		d.text = strings.TrimSpace(g.Options()[c.Option].Wording())
	}
	r.decisions = append(r.decisions, d)
	switch {
	case c.Option == Keep:
		r.open++
		for _, x := range innerGroups(g) {
			r.open++
			r.decisions = append(r.decisions, decision{offset: x.Start, choice: Choice{Keep, "inside a group that stays open"}})
		}
		r.leaf(g)
	case gone(g, c):
		r.out.seam(g.Start, removedBy(g))
	default:
		o := g.Options()[c.Option]
		r.out.seam(g.Start, removed{})
		content := o.Content()
		if len(content) > 0 && content[0].Kind == bracket.Number && !r.out.exact {
			if plain := withoutSuffix(content[0].Text); plain != content[0].Text {
				r.out.edit(content[0].Start, AlternativeLabel, content[0].Text, plain)
				r.out.write(plain)
				content = content[1:]
			}
		}
		r.nodes(content)
		r.out.seam(g.End, removed{})
	}
}

// innerGroups lists the groups inside a group.
func innerGroups(g bracket.Node) []bracket.Node {
	var out []bracket.Node
	for _, n := range (bracket.Tree{Nodes: g.Children}).Groups {
		out = append(out, n)
	}
	return out
}

// withoutSuffix takes alt off the number of a version that was chosen; bis
// stays, for it may be a number of its own.
func withoutSuffix(label string) string {
	lower := strings.ToLower(label)
	for _, alt := range []string{"alt", "альт", "بديل", "备选"} {
		i := strings.Index(lower, alt)
		if i < 0 {
			continue
		}
		head := strings.TrimRight(label[:i], " .")
		tail := strings.TrimLeft(label[i+len(alt):], " .0123456789")
		if strings.HasSuffix(label, ".") && tail == "" {
			tail = "."
		}
		return head + tail
	}
	return label
}
