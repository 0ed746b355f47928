package bracket

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// group reads an option and all that stand right behind it.
func (p *parser) group(end int) Node {
	q := p.pairs[p.pi]
	room := 1
	if k := q.after; k < len(p.pairs) && p.pairs[k].open <= p.close(q)+1 {
		room = 3
	}
	g := Node{Kind: Group, Start: q.open, Children: p.room(room)}
	label := p.alternative(&g, end)
	for {
		next, ok := p.following(g.End, end, label)
		if !ok {
			return loneSlot(g)
		}
		if at := p.pairs[next].open; at > g.End {
			g.Children = p.leaf(g.Children, Connector, g.End, at)
		}
		p.pi = next
		p.skipTo(p.pairs[next].open)
		label = p.alternative(&g, end)
	}
}

// loneSlot takes [other] on its own for optional text: it is an open slot
// only beside other options.
func loneSlot(g Node) Node {
	if len(g.Children) == 1 && g.Children[0].Stance == Open {
		o := &g.Children[0]
		o.Stance = ""
		for i := range o.Children {
			if o.Children[i].Kind == Placeholder {
				o.Children[i].Kind = Text
			}
		}
	}
	return g
}

// following finds the bracket that is another option of the group that ends
// at from: only blanks, a slash or connectors in brackets stand between.
func (p *parser) following(from, end int, label block) (int, bool) {
	next, k := from, p.pi
	for {
		for k < len(p.pairs) && p.pairs[k].open < next {
			k++
		}
		if k >= len(p.pairs) || p.pairs[k].open >= end {
			return 0, false
		}
		at := p.pairs[k].open
		if at > next+64 {
			return 0, false
		}
		if between := p.s[next:at]; strings.Trim(between, " \t\u00a0") != "" {
			slash := strings.Trim(between, " /") == "" && p.shapes&Slash != 0
			labels := label.length > 0 && strings.TrimSpace(between) == "" && p.continues(k, label)
			if !slash && !labels {
				return 0, false
			}
		}
		switch c := p.classAt(k); c.kind {
		case Connector:
			next = p.close(p.pairs[k])
			k = p.pairs[k].after
			continue
		case Option:
			return k, true
		}
		return 0, false
	}
}

// continues reports whether the bracket carries the label after this one.
func (p *parser) continues(k int, label block) bool {
	from, to := p.inside(p.pairs[k])
	b := blockLabel(p.s[from:min(to, from+longestHead)])
	return b.length > 0 && b.style == label.style && b.ordinal == label.ordinal+1
}

// alternative reads the next bracket into the group: one option, or several
// with slashes between them. It returns the label that the bracket carries.
func (p *parser) alternative(g *Node, end int) (label block) {
	k := p.pi
	q := p.pairs[k]
	from, to := p.inside(q)
	p.pi++
	o := Node{Kind: Option, Start: q.open, End: p.close(q)}
	inner := from
	var front attribution
	if p.shapes&Front != 0 {
		if a, ok := p.front(p.s[from:to]); ok {
			front = a
		}
	}
	if front.length == 0 && p.shapes&Trailing != 0 {
		if a, ok := p.whole(p.s[from:to]); ok {
			front = a
		}
	}
	if front.length == 0 {
		p.possibleInFront(from, to)
	}
	room := 3 // delimiters and text
	if front.length > 0 {
		room++
	}
	if p.pairs[k].after > k+1 {
		room += 2
	}
	o.Children = p.leaf(p.room(room), Delimiter, q.open, inner)
	if front.length > 0 {
		p.remark(front, from, from+front.length)
		o.Children = append(o.Children, attributionLeaf(p.s, from, from+front.length, front))
		o.Positions = front.positions
		from += front.length
	}
	if parts := p.slashes(k, from, to); len(parts) > 1 {
		p.slashed(g, o, parts)
	} else {
		label = p.labelled(&o, from, to)
		from = o.Children[len(o.Children)-1].End
		contentEnd := to
		if p.shapes&Trailing != 0 {
			if a, ok := p.trailing(p.s[p.tail(k, from, to):to]); ok {
				contentEnd = to - a.length
				p.isolated(&o, from, contentEnd)
				p.remark(a, contentEnd, to)
				o.Children = append(o.Children, attributionLeaf(p.s, contentEnd, to, a))
				o.Positions = append(o.Positions[:len(o.Positions):len(o.Positions)], a.positions...)
			}
		}
		if contentEnd == to {
			p.possibleBehind(from, to)
			p.isolated(&o, from, to)
		}
		o.Children = p.leaf(o.Children, Delimiter, to, p.close(q))
		p.behind(&o, end)
		g.Children = append(g.Children, finish(o))
	}
	g.End = g.Children[len(g.Children)-1].End
	p.skipTo(g.End)
	return label
}

// possibleInFront and possibleBehind say so where a name that is not known may
// be meant as a party: before a colon in a script without capitals, or behind
// a dash at the end. Such text is read as text.
func (p *parser) possibleInFront(from, to int) {
	inside := p.s[from:min(to, from+maxPossible)]
	r, _ := utf8.DecodeRuneInString(inside)
	if !unicode.Is(unicode.Lo, r) || p.shapes&Front == 0 {
		return
	}
	colon := strings.IndexAny(inside, ":[\n")
	if colon > 0 && inside[colon] == ':' && strings.Count(trim(inside[:colon]), " ") < 3 {
		p.possible(trim(inside[:colon]), from, from+colon)
	}
}

func (p *parser) possibleBehind(from, to int) {
	start := max(from, to-maxPossible)
	dash := strings.LastIndex(p.s[start:to], " - ")
	if dash <= 0 || p.shapes&Trailing == 0 {
		return
	}
	if name := p.s[start+dash+3 : to]; properName(name) && !strings.ContainsAny(name, ".,;:/") {
		p.possible(name, to-len(name), to)
	}
}

const maxPossible = 60

func (p *parser) possible(name string, start, end int) {
	p.found = append(p.found, finding{
		severity: diag.Info, code: "party-possible", start: start, end: end, meant: -1,
		message: name + " may be a party, but is not in the list; it is read as text",
		advice:  "add it to the parties if it is one",
	})
}

// finish copies the first position into the option.
func finish(o Node) Node {
	if len(o.Positions) > 0 {
		o.Sponsors, o.Stance = o.Positions[0].Parties, o.Positions[0].Stance
	}
	return o
}

const isolateEnd = "\u2069"

// isolated reads the wording of an option; directional isolates round all of
// it belong to the notation.
func (p *parser) isolated(o *Node, from, to int) {
	in := p.s[from:to]
	if to-from < 6 || in[0] != 0xE2 || !strings.HasSuffix(in, isolateEnd) || !wrapsAll(in) {
		p.content(o, from, to)
		return
	}
	o.Children = p.leaf(o.Children, Delimiter, from, from+3)
	p.content(o, from+3, to-3)
	o.Children = p.leaf(o.Children, Delimiter, to-3, to)
}

// wrapsAll reports whether the isolate that opens s is closed by the end of it.
func wrapsAll(s string) bool {
	depth := 0
	for i, r := range s {
		switch {
		case 0x2066 <= r && r <= 0x2068:
			depth++
		case r == 0x2069:
			depth--
		}
		if depth == 0 {
			return i > 0 && i+len(isolateEnd) == len(s)
		}
	}
	return false
}

// content reads the wording of an option.
func (p *parser) content(o *Node, from, to int) {
	s := ""
	if to-from < 64 {
		s = lower(bare(p.s[from:to]))
	}
	switch {
	case openSlots[s]:
		o.Stance = Open
		o.Children = p.leaf(o.Children, Placeholder, from, to)
	case isOmission(s):
		o.Children = p.leaf(o.Children, Note, from, to)
		o.Children[len(o.Children)-1].Form = omission
		if len(o.Positions) == 0 {
			o.Stance = Delete
		}
	default:
		o.Children = p.nodes(o.Children, from, to)
	}
}

var omissions = set("no text", "(no text)", "[no text]", "no provision", "no paragraph", "no reference", "no article", "no text needed", "no option",
	"pas de texte", "aucun texte", "sin texto", "ningún texto", "без текста", "текст отсутствует", "لا يوجد نص", "بدون نص", "لا نص", "无案文", "无文本")

func isOmission(s string) bool { return len(s) < 48 && omissions[s] }

// labelled reads "Option 1:" or the number of a clause at the start of an
// option; the bracket then belongs to one alternative only.
func (p *parser) labelled(o *Node, from, to int) (label block) {
	if p.bi < len(p.blocks) && p.blocks[p.bi].start < from {
		p.skipTo(from)
	}
	head := p.s[from:min(to, from+longestHead)]
	if p.shapes&Blocks != 0 {
		if b := blockLabel(head); b.length > 0 {
			if p.continuedInside(b, from, to) {
				return block{}
			}
			o.Children = p.leaf(o.Children, Label, from, skipBlanks(p.s, from+b.length, to))
			return b
		}
	}
	if n := labelLen(head); n > 0 {
		o.Children = p.leaf(o.Children, Number, from, from+n)
		p.behindNumber(o, from+n, to)
	}
	return block{}
}

// behindNumber reads a sponsor between the number of a clause and its text:
// [5 bis. EU: …].
func (p *parser) behindNumber(o *Node, at, to int) {
	name := skipBlanks(p.s, at, to)
	if p.shapes&Front == 0 || len(o.Positions) > 0 || name == to {
		return
	}
	if a, ok := p.front(p.s[name:to]); ok && a.listed(p.grammar) {
		p.remark(a, name, name+a.length)
		o.Children = p.leaf(o.Children, Text, at, name)
		o.Children = append(o.Children, attributionLeaf(p.s, name, name+a.length, a))
		o.Positions = a.positions
	}
}

// continuedInside reports whether the next label in the same bracket follows
// on this one, so that the bracket holds all the alternatives.
func (p *parser) continuedInside(b block, from, to int) bool {
	for _, x := range p.blocks[p.bi:] {
		if x.start >= to {
			return false
		}
		if x.start > from && x.style == b.style {
			return x.ordinal == b.ordinal+1
		}
	}
	return false
}

// tail returns where the text behind the last bracket inside [from, to) starts.
func (p *parser) tail(k, from, to int) int {
	for j := k + 1; j < p.pairs[k].after && p.pairs[j].open < to; j = p.pairs[j].after {
		if p.pairs[j].open >= from {
			from = p.close(p.pairs[j])
		}
	}
	return from
}

// behind takes "(US)" or "EU reserves" behind the closing bracket in.
func (p *parser) behind(o *Node, end int) {
	if p.shapes&Trailing == 0 {
		return
	}
	rest := p.s[o.End:min(end, o.End+maxAttribution)]
	trimmed := strings.TrimLeft(rest, " \t\u00a0")
	if trimmed == "" {
		return
	}
	if trimmed[0] == '(' || strings.HasPrefix(trimmed, "（") {
		shut := strings.IndexAny(trimmed, ")）\n[")
		if shut < 0 || trimmed[shut] == '\n' || trimmed[shut] == '[' {
			return
		}
		_, size := utf8.DecodeRuneInString(trimmed[shut:])
		if a, ok := p.parenthesis(trimmed[:shut+size]); ok {
			p.attach(o, len(rest)-len(trimmed)+shut+size, a)
		}
		return
	}
	if len(trimmed) == len(rest) {
		return
	}
	if c := trimmed[0]; c < utf8.RuneSelf && (c < '0' || 'a' <= c && c <= 'z') && p.parties.user == nil {
		return // no name starts so
	}
	stop := sentenceEnd(trimmed)
	if a, ok := p.whole(strings.TrimRight(trimmed[:stop], " \t\r")); ok {
		p.attach(o, len(rest)-len(trimmed)+a.length, a)
	}
}

// sentenceEnd returns where a full stop, a semicolon, a bracket or the line ends s.
func sentenceEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '.', ';', '[', ']', '\n':
			return i
		case 0xE3, 0xEF: // the bytes that Chinese punctuation and brackets start with
			if r, _ := utf8.DecodeRuneInString(s[i:]); strings.ContainsRune("［］【】〔〕。；", r) {
				return i
			}
		}
	}
	return len(s)
}

func (p *parser) attach(o *Node, length int, a attribution) {
	p.remark(a, o.End, o.End+length)
	o.Children = append(o.Children, attributionLeaf(p.s, o.End, o.End+length, a))
	o.Positions = append(o.Positions[:len(o.Positions):len(o.Positions)], a.positions...)
	o.End += length
}
