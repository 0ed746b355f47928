package bracket

import (
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// Options are the choices of a reading. The zero value reads short codes.
type Options struct {
	File    string   // name for diagnostics
	Parties []string // names recognised besides short codes such as EU, G77, US
}

// Parse reads a text. It never fails: what it cannot pair stays text and is
// reported. O(n) for bounded depth.
func Parse(s string, o Options) Tree {
	partner, found := pair(s)
	p := parser{s: s, partner: partner, parties: newParties(o.Parties), found: found}
	t := Tree{Nodes: p.nodes(0, len(s))}
	t.Diagnostics = diagnose(o.File, s, p.found)
	return t
}

type parser struct {
	s       string
	partner map[int]int
	parties parties
	found   []finding
}

// nodes reads [start, end). It recurses once per level, at most 2*MaxDepth.
func (p *parser) nodes(start, end int) []Node {
	var out []Node
	text := start
	for i := start; i < end; {
		step := strings.IndexByte(p.s[i:end], '[')
		if step < 0 {
			break
		}
		i += step
		shut, ok := p.partner[i]
		if !ok {
			i++
			continue
		}
		out = p.leaf(out, Text, text, i)
		kind := classify(p.s[i+1 : shut])
		if kind == Option || kind == Connector {
			n := p.group(i, end)
			out, i = append(out, n), n.End
		} else {
			out, i = p.leaf(out, kind, i, shut+1), shut+1
		}
		text = i
	}
	return p.leaf(out, Text, text, end)
}

func (p *parser) leaf(out []Node, k Kind, start, end int) []Node {
	if start == end {
		return out
	}
	return append(out, Node{Kind: k, Start: start, End: end, Text: p.s[start:end]})
}

// group reads an option and all that stand right behind it.
func (p *parser) group(at, end int) Node {
	g := Node{Kind: Group, Start: at, Children: []Node{p.option(at)}}
	g.End = g.Children[0].End
	for {
		next, connected := g.End, g.End
		for {
			next = skipBlanks(p.s, next, end)
			shut, ok := p.partner[next]
			if !ok || next >= end {
				return g
			}
			kind := classify(p.s[next+1 : shut])
			if kind == Connector {
				next = shut + 1
				continue
			}
			if kind != Option {
				return g
			}
			break
		}
		g.Children = p.leaf(g.Children, Connector, connected, next)
		g.Children = append(g.Children, p.option(next))
		g.End = p.partner[next] + 1
	}
}

func (p *parser) option(at int) Node {
	shut := p.partner[at]
	n := Node{Kind: Option, Start: at, End: shut + 1}
	n.Children = p.leaf(n.Children, Delimiter, at, at+1)
	from := at + 1
	if a, ok := p.parties.front(p.s[from:shut]); ok {
		n.Sponsors, n.Stance = a.names, a.stance
		n.Children = p.leaf(n.Children, Attribution, from, from+a.length)
		for _, u := range a.unknown {
			p.found = append(p.found, finding{
				severity: diag.Info, code: "party-unknown", start: from, end: from + a.length, meant: -1,
				message: "party " + u + " is not in the list; it is kept as written",
			})
		}
		from += a.length
	}
	n.Children = append(n.Children, p.nodes(from, shut)...)
	n.Children = p.leaf(n.Children, Delimiter, shut, shut+1)
	return n
}

func skipBlanks(s string, i, end int) int {
	for i < end && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}

// classify says what a bracket with this inside is; Option where it is
// contested text.
func classify(inside string) Kind {
	if len(inside) > 0 && countDigits(inside) > 0 {
		if n := countDigits(inside); n < len(inside) && inside[n] == ':' {
			return Artefact
		}
	}
	head := strings.ToLower(strings.TrimSpace(inside[:min(len(inside), 48)]))
	for prefix, kind := range prefixes {
		if strings.HasPrefix(head, prefix) {
			return kind
		}
	}
	if len(inside) > 48 {
		return Option
	}
	mark := strings.TrimPrefix(head, "^")
	if n := countDigits(mark); n > 0 && n <= 3 && n == len(mark) {
		return Artefact
	}
	switch head {
	case "", "...", "…", "x", "xx", "date", "number", "to be completed":
		return Placeholder
	case "or", "and", "and/or":
		return Connector
	}
	return Option
}

var prefixes = map[string]Kind{
	"footnoteref:": Artefact, "bookmark:": Artefact,
	"editor's note": Note, "editor’s note": Note,
	"agreed ad ref": Status, "drafting group:": Status, "placeholder": Placeholder,
}
