package bracket

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// outline is what a scan of the lines finds outside plain brackets.
type outline struct {
	leaves  []Node    // notes, marks, blanks, statuses, attributions; in order
	blocks  []blockAt // labels of alternatives made of whole paragraphs; in order
	numbers []int     // offsets of lines with the plain number of a clause
}

// blockAt is the label of such an alternative in its place.
type blockAt struct {
	block
	start  int  // of the label
	number bool // "3 alt": the label is the clause's number
}

// outlineOf scans the text once.
func (g *grammar) outlineOf(s string) outline {
	var o outline
	base := baseNumber{at: -1}
	for start := 0; start < len(s); {
		end := len(s)
		if lf := strings.IndexByte(s[start:], '\n'); lf >= 0 {
			end = start + lf
		}
		g.line(s, start, end, &o, &base)
		start = end + 1
	}
	g.inline(s, &o)
	slices.SortStableFunc(o.leaves, func(a, b Node) int { return a.Start - b.Start })
	slices.SortStableFunc(o.blocks, func(a, b blockAt) int { return a.start - b.start })
	return o
}

// baseNumber is the last numbered paragraph, to which "alt" may belong.
type baseNumber struct {
	number
	at, count int // count: how many versions of it were seen
}

// longestHead is how much of a line is looked at for its label, in bytes.
const longestHead = 96

func (g *grammar) line(s string, start, end int, o *outline, base *baseNumber) {
	at := start
	if at == 0 && strings.HasPrefix(s, "\ufeff") { // a byte order mark
		at = min(end, len("\ufeff"))
	}
	for at < end && strings.IndexByte(" \t*_>#[", s[at]) >= 0 {
		at++
	}
	if at == end || at-start > longestHead {
		return
	}
	bracketed := strings.IndexByte(s[start:at], '[') >= 0
	head := s[at:min(end, at+longestHead)]
	c := head[0]
	if g.shapes&Blocks != 0 {
		label := at - markupBefore(s, start, at)
		if b := blockLabel(s[label:min(end, label+longestHead)]); b.length > 0 {
			o.blocks = append(o.blocks, blockAt{block: b, start: label})
			return
		}
		if (c >= '0' && c <= '9' || c == 'O' || c == 'P' || c == 'C') && !bracketed {
			g.numbered(s, at, head, o, base)
		}
	}
	if bracketed {
		return
	}
	if g.shapes&Marks != 0 && (c == '(' || 'A' <= c && c <= 'Z') {
		if n, form := markLen(head); n > 0 {
			m, _ := ParseMark(head[:n])
			node := Node{Kind: Mark, Start: at, End: at + n, Text: s[at : at+n], Form: form}
			if m.Sponsor != "" {
				node.Sponsors = []string{m.Sponsor}
				node.Positions = []Position{{Parties: node.Sponsors}}
			}
			o.leaves = append(o.leaves, node)
			return
		}
	}
	if strings.IndexByte(head, ':') >= 0 || strings.Contains(head, "：") {
		if noteHead(lower(head)) > 0 {
			o.leaves = append(o.leaves, Node{Kind: Note, Start: at, End: len(strings.TrimRight(s[:end], " \t\r"))})
			return
		}
	}
	if g.shapes&Trailing != 0 {
		g.lineAttribution(s, at, end, o)
	}
}

// markupBefore counts the asterisks and underscores right before at.
func markupBefore(s string, start, at int) int {
	n := 0
	for at-n > start && (s[at-n-1] == '*' || s[at-n-1] == '_') {
		n++
	}
	return n
}

// numbered notes the number of a clause, and makes "3 alt" and the "3."
// before it versions of one paragraph where the convention says so.
func (g *grammar) numbered(s string, at int, head string, o *outline, base *baseNumber) {
	n := scanNumber(head)
	if n.length == 0 {
		return
	}
	means := g.conv.Bis
	if n.alt {
		means = g.conv.Alt
	}
	if !n.bis && !n.alt {
		o.numbers = append(o.numbers, at)
		*base = baseNumber{number: n, at: at, count: 1}
		return
	}
	if means == Insertion {
		o.leaves = append(o.leaves, Node{Kind: Number, Start: at, End: at + n.length, Text: s[at : at+n.length]})
		o.numbers = append(o.numbers, at)
		return
	}
	if base.key != n.key || base.at < 0 {
		*base = baseNumber{number: n, at: at}
	} else if base.count == 1 {
		o.blocks = append(o.blocks, blockAt{block{base.length, "#" + n.key, 1}, base.at, true})
	}
	base.count++
	o.blocks = append(o.blocks, blockAt{block{n.length, "#" + n.key, base.count}, at, true})
}

// lineAttribution reads a line that is only "EU reserves", and "(US)" at the
// start of a line or behind the full stop at its end.
func (g *grammar) lineAttribution(s string, at, end int, o *outline) {
	line := strings.TrimRight(s[at:end], " \t\r")
	if line == "" {
		return
	}
	end = at + len(line)
	add := func(from, to int, a attribution) {
		o.leaves = append(o.leaves, attributionLeaf(s, from, to, a))
	}
	if line[0] == '(' {
		if shut := strings.IndexByte(line[:min(len(line), maxAttribution)], ')'); shut > 0 && shut+1 < len(line) {
			if a, ok := g.parenthesis(line[:shut+1]); ok {
				add(at, at+shut+1, a)
				return
			}
		}
	}
	if strings.HasSuffix(line, ")") || strings.HasSuffix(line, "）") {
		window := line[max(0, len(line)-maxAttribution):]
		if a, ok := g.parenthesis(window); ok {
			before := strings.TrimRight(line[:len(line)-a.length], " \t")
			if before != "" && strings.ContainsAny(before[len(before)-1:], ".;:,") || hasSuffix(before, "。", "；", "؛", "،") {
				add(end-a.length, end, a)
			}
			return
		}
	}
	if len(line) > 160 {
		return
	}
	if a, ok := g.whole(line); ok {
		add(at, end, a)
	}
}

func hasSuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

func attributionLeaf(s string, from, to int, a attribution) Node {
	n := Node{Kind: Attribution, Start: from, End: to, Text: s[from:to], Positions: a.positions}
	if len(a.positions) > 0 {
		n.Sponsors, n.Stance = a.positions[0].Parties, a.positions[0].Stance
	}
	return n
}

// inline finds what may stand anywhere: {…}, 20XX, (agreed ad referendum).
func (g *grammar) inline(s string, o *outline) {
	if g.shapes&Braces != 0 {
		for i := 0; ; {
			step := strings.IndexByte(s[i:], '{')
			if step < 0 {
				break
			}
			i += step
			size := strings.IndexAny(s[i+1:min(len(s), i+2000)], "{}\n")
			if size >= 0 && s[i+1+size] == '}' {
				o.leaves = append(o.leaves, Node{Kind: Note, Start: i, End: i + size + 2})
				i += size + 1
			}
			i++
		}
	}
	for _, x := range []string{"XX", "xx"} {
		for i := 0; ; {
			step := strings.Index(s[i:], x)
			if step < 0 {
				break
			}
			i += step + 2
			if i >= 4 && countDigits(s[i-4:i-2]) == 2 && !wordAround(s, i-4, i) {
				o.leaves = append(o.leaves, Node{Kind: Placeholder, Start: i - 4, End: i})
			}
		}
	}
	for i := 0; ; {
		step := strings.IndexByte(s[i:], '(')
		if step < 0 {
			break
		}
		i += step
		head := s[i+1 : min(len(s), i+100)]
		if shut := strings.IndexAny(head, ")\n"); shut > 0 && head[shut] == ')' && (head[0]|0x20 == 'a' || head[0] >= utf8.RuneSelf || head[0]|0x20 == 'c') {
			if statusHead(lower(head[:shut])) {
				o.leaves = append(o.leaves, Node{Kind: Status, Start: i, End: i + shut + 2})
				i += shut
			}
		}
		i++
	}
}

// wordAround reports whether a letter or digit touches [start, end).
func wordAround(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	touches := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	return start > 0 && touches(before) || end < len(s) && touches(after)
}
