package bracket

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options are the choices of a reading. The zero value reads the usual shapes
// and the built-in names of parties.
type Options struct {
	File       string     // name for diagnostics
	Parties    []string   // names recognised besides those of the convention
	Convention Convention // the zero value is UN's
}

// Parse reads a text. It never fails: what it cannot pair stays text and is
// reported. O(n), for depth is bounded by [MaxDepth].
func Parse(s string, o Options) Tree {
	g := newGrammar(o)
	pairs, lone, found := pair(s, g)
	p := parser{grammar: g, s: s, pairs: pairs, outline: g.outlineOf(s), found: found}
	t := Tree{Nodes: p.nodes(make([]Node, 0, 2*len(pairs)+2*len(p.leaves)+1), 0, len(s)), Unbalanced: lone, Options: o}
	t.Diagnostics = diagnose(o.File, s, p.found)
	return t
}

// parser builds the tree. Its cursors only move forward.
type parser struct {
	*grammar
	outline
	s          string
	pairs      []pairOf
	found      []finding
	pi, li, bi int // next pair, leaf and block
	slab       []Node
}

// room returns an empty slice with room for n nodes, cut from a larger one;
// most texts have many small groups.
func (p *parser) room(n int) []Node {
	if len(p.slab) < n {
		p.slab = make([]Node, min(1024, 4*len(p.pairs)+n))
	}
	r := p.slab[:0:n]
	p.slab = p.slab[n:]
	return r
}

// nodes appends what [start, end) holds. It recurses a few times per level of
// brackets or blocks.
func (p *parser) nodes(out []Node, start, end int) []Node {
	text := start
	for i := start; ; {
		p.skipTo(i)
		at, what := end, 0
		if p.pi < len(p.pairs) && p.pairs[p.pi].open < at {
			at, what = p.pairs[p.pi].open, 1
		}
		if p.li < len(p.leaves) && p.leaves[p.li].Start < at {
			at, what = p.leaves[p.li].Start, 2
		}
		if p.bi < len(p.blocks) && p.blocks[p.bi].start < at {
			at, what = p.blocks[p.bi].start, 3
		}
		if what == 0 {
			break
		}
		var n Node
		switch what {
		case 1:
			n = p.bracket(end)
		case 2:
			n = p.outlineLeaf(end)
		default:
			n = p.blockGroup(end)
		}
		out = p.leaf(out, Text, text, at)
		out = append(out, n)
		i, text = n.End, n.End
	}
	return p.leaf(out, Text, text, end)
}

// skipTo moves the cursors behind everything that starts before i.
func (p *parser) skipTo(i int) {
	for p.pi < len(p.pairs) && p.pairs[p.pi].open < i {
		p.pi++
	}
	for p.li < len(p.leaves) && p.leaves[p.li].Start < i {
		p.li++
	}
	for p.bi < len(p.blocks) && p.blocks[p.bi].start < i {
		p.bi++
	}
}

func (p *parser) leaf(out []Node, k Kind, start, end int) []Node {
	if start >= end {
		return out
	}
	return append(out, Node{Kind: k, Start: start, End: end, Text: p.s[start:end]})
}

// outlineLeaf takes the next leaf of the outline, cut before end and before a
// bracket that reaches out of it.
func (p *parser) outlineLeaf(end int) Node {
	n := p.leaves[p.li]
	n.End = min(n.End, end)
	for k := p.pi; k < len(p.pairs) && p.pairs[k].open < n.End; k = p.pairs[k].after {
		if p.pairs[k].shut >= n.End {
			n.End = p.pairs[k].open
		}
	}
	n.Text = p.s[n.Start:n.End]
	return n
}

// bracket reads what starts at the next pair.
func (p *parser) bracket(end int) Node {
	k := p.pi
	q := p.pairs[k]
	c := p.classAt(k)
	if c.kind == Option || c.kind == Connector {
		return p.group(end)
	}
	n := Node{Kind: c.kind, Form: c.form, Start: q.open, End: p.close(q)}
	if c.kind == Artefact {
		n = p.artefact(n, end)
	}
	n.Text = p.s[n.Start:n.End]
	if c.kind == Status {
		if _, list, ok := strings.Cut(strings.Trim(n.Text, "[]［］【】"), ":"); ok {
			if a, ok := p.positions(list, orProper); ok {
				p.remark(a, n.Start, n.End)
				n.Positions, n.Sponsors = a.positions, a.positions[0].Parties
			}
		}
	}
	return n
}

// close returns the offset behind the closing bracket.
func (p *parser) close(q pairOf) int { return q.shut + delimiterLen(p.s[q.shut:]) }

// inside returns where the text within a pair starts and ends.
func (p *parser) inside(q pairOf) (from, to int) {
	return q.open + delimiterLen(p.s[q.open:]), q.shut
}

// artefact extends a link over its address and a footnote mark that opens a
// line over its footnote.
func (p *parser) artefact(n Node, end int) Node {
	rest := p.s[n.End:end]
	if n.Form == "footnote mark" && strings.HasPrefix(rest, ":") && strings.HasPrefix(p.s[n.Start:], "[^") &&
		(n.Start == 0 || p.s[n.Start-1] == '\n') {
		size := strings.IndexByte(rest, '\n')
		if size < 0 {
			size = len(rest)
		}
		n.Form, n.End = "footnote", n.End+size
		return n
	}
	if n.Form == "link" {
		n.End += strings.IndexByte(rest, ')') + 1
	}
	return n
}

// classAt classes a pair by its inside and by what stands around it.
func (p *parser) classAt(k int) class {
	q := p.pairs[k]
	from, to := p.inside(q)
	c := p.classify(p.s[from:to])
	switch {
	case c.kind == Option && isLink(p.s[p.close(q):]):
		return class{Artefact, "link"}
	case c.form == "footnote mark" && p.countsSomething(k):
		return class{kind: Option}
	case (c.kind == Placeholder || c.form == "footnote mark") && to > from && p.answered(k):
		return class{kind: Option} // "[123] [EU: 456]", "[year] [EU: month]"
	case c.kind == Status && statusAlone[lower(bare(p.s[from:to]))] &&
		!opensParagraph(p.s, strings.LastIndexByte(p.s[max(0, q.open-128):q.open], '\n')+1+max(0, q.open-128), q.open) &&
		!endsLine(p.s[p.close(q):min(len(p.s), p.close(q)+64)]):
		return class{kind: Option} // "the [agreed] outcomes"
	}
	return c
}

// answered reports whether the bracket right behind a pair is what somebody
// proposes in its place.
func (p *parser) answered(k int) bool {
	at := skipBlanks(p.s, p.close(p.pairs[k]), len(p.s))
	if next := p.pairs[k].after; next < len(p.pairs) && p.pairs[next].open == at && p.shapes&Front != 0 {
		from, to := p.inside(p.pairs[next])
		a, ok := p.front(p.s[from:to])
		return ok && len(a.positions) > 0
	}
	return false
}

// isLink reports whether the address of a Markdown link starts s.
func isLink(s string) bool {
	if s == "" || s[0] != '(' {
		return false
	}
	shut := strings.IndexAny(s[:min(len(s), 1000)], ")\n")
	if shut < 0 || s[shut] != ')' {
		return false
	}
	a := s[1:shut]
	if dot := strings.LastIndexByte(a, '.'); dot > 0 && len(a)-dot > 2 && len(a)-dot < 7 && !strings.ContainsAny(a, " \t") &&
		strings.Trim(a[dot+1:], "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
		return true // a file name: annex.html
	}
	return strings.Contains(a, "://") || strings.HasPrefix(a, "#") || strings.HasPrefix(a, "mailto:") ||
		strings.HasPrefix(a, "/") || strings.HasPrefix(a, "./") || strings.HasPrefix(a, "www.")
}

// units follow a number that is contested rather than a footnote mark.
var units = []string{
	"%", "per cent", "percent", "day", "month", "year", "week", "hour", "million", "billion", "°c", "degree", "times", "members", "countries", "parties", "of the members", "members,", "meetings", "states",
	"jour", "mois", "an", "ans", "semaine", "heure", "pour cent", "día", "mes", "año", "semana", "hora", "por ciento", "дн", "день", "месяц", "год", "лет", "недел", "процент",
	"يوم", "أيام", "شهر", "أشهر", "سنة", "سنوات", "عام", "أعوام", "أسبوع", "في المائة", "天", "日", "个月", "年", "周", "小时", "个",
}

// countsSomething reports whether the number in a bracket, or in the run of
// brackets it stands in, stands before a unit and behind a space.
func (p *parser) countsSomething(k int) bool {
	q := p.pairs[k]
	from, to := p.inside(q)
	if countDigits(p.s[from:to]) == 0 || q.open > 0 && p.s[q.open-1] != ' ' && p.s[q.open-1] != ']' {
		return false
	}
	at := p.close(q)
	for range 8 {
		next := skipBlanks(p.s, at, len(p.s))
		if k++; k >= len(p.pairs) || p.pairs[k].open != next {
			break
		}
		f, t := p.inside(p.pairs[k])
		if n := countDigits(p.s[f:t]); n == 0 || n != t-f {
			break
		}
		at = p.close(p.pairs[k])
	}
	rest := lower(p.s[at:min(len(p.s), at+24)])
	trimmed := strings.TrimLeft(rest, " \u00a0")
	for _, kind := range []string{"working ", "calendar ", "business "} {
		trimmed = strings.TrimPrefix(trimmed, kind)
	}
	for _, u := range units {
		if tail, ok := strings.CutPrefix(trimmed, u); ok {
			r, _ := utf8.DecodeRuneInString(tail)
			return u == "%" || u != "an" && u != "mes" || !unicode.IsLetter(r)
		}
	}
	return false
}
