package bracket

import (
	"strings"
	"unicode"
)

// part is one side of a slash: its text, and where the slash behind it ends.
type part struct{ from, to, next int }

// longestSlash bounds the choices that share one bracket, in bytes; they are
// phrases, and looking for slashes in long nested brackets would take long.
const longestSlash = 4096

// slashes cuts the inside of a bracket at the slashes between alternatives.
func (p *parser) slashes(k, from, to int) []part {
	if p.shapes&Slash == 0 || from >= to || to-from > longestSlash || strings.IndexByte(p.s[from:to], '/') < 0 ||
		strings.IndexByte(p.s[from:to], '\n') >= 0 {
		return nil
	}
	var parts []part
	tight := p.pairs[k].after == k+1 && slashWord(p.s[from:to])
	start, seg, j, parens := from, from, k+1, 0
	for seg < to {
		stop, skip := to, to
		if j < p.pairs[k].after {
			if p.pairs[j].open < seg {
				j++
				continue
			}
			stop, skip = p.pairs[j].open, p.close(p.pairs[j])
			j = p.pairs[j].after
		}
		for i := seg; i < stop; i++ {
			switch p.s[i] {
			case '(':
				parens++
			case ')':
				parens--
			case '/':
				left, right := isBlank(p.s, from, i-1, to), isBlank(p.s, from, i+1, to)
				between := seg > from && stop < to && strings.Trim(p.s[seg:stop], " /\t") == ""
				if parens > 0 || between || !(tight || left && right) {
					continue // between two brackets it joins these
				}
				a := from + len(strings.TrimRight(p.s[from:i], " \t\u00a0"))
				b := skipBlanks(p.s, i+1, to)
				if a > start && b < to && b < i+64 {
					parts = append(parts, part{start, a, b})
					start = b
				}
			}
		}
		seg = skip
	}
	if len(parts) == 0 {
		return nil
	}
	return p.joinNames(append(parts, part{start, to, to}))
}

// joinNames undoes cuts inside a list of names: [words - US / EU].
func (p *parser) joinNames(parts []part) []part {
	out := parts[:1]
	for _, x := range parts[1:] {
		last := &out[len(out)-1]
		if _, dashed := p.trailing(p.s[last.from:last.to]); dashed && x.to-x.from < 80 {
			if a, ok := p.positions(p.s[x.from:x.to], onlyKnown); ok && a.listed(p.grammar) {
				last.to, last.next = x.to, x.next
				continue
			}
		}
		out = append(out, x)
	}
	return out
}

func isBlank(s string, from, i, to int) bool {
	return i < from || i >= to || s[i] == ' ' || s[i] == '\t' || s[i] == 0xA0 || s[i] == 0xC2
}

var slashWords = set("and/or", "et/ou", "y/o", "e/o", "и/или", "و/أو", "和/或", "w/o", "n/a", "c/o", "km/h", "s/he", "he/she", "his/her", "a/c", "m/s", "24/7")

// slashWord reports whether an inside without blanks is a choice of words:
// not and/or, no date, no document symbol, no address.
func slashWord(s string) bool {
	if len(s) > 200 || slashWords[lower(s)] {
		return false
	}
	codes := true
	for w := range strings.SplitSeq(s, "/") {
		if w == "" {
			return false
		}
		for _, r := range w {
			if unicode.IsSpace(r) || unicode.IsDigit(r) || r == ':' || r == '@' {
				return false
			}
		}
		codes = codes && len(w) > 1 && isCode(w)
	}
	return !codes
}

// slashed adds the options of one bracket to the group. A name in front of
// them holds for all.
func (p *parser) slashed(g *Node, o Node, parts []part) {
	g.Children = append(g.Children, o.Children...)
	for i, x := range parts {
		n := Node{Kind: Option, Start: x.from, End: x.to, Positions: o.Positions, Children: p.room(2)}
		end := x.to
		if p.shapes&Trailing != 0 {
			if a, ok := p.trailing(p.s[max(x.from, p.lastShut(x.from, x.to)):x.to]); ok {
				end = x.to - a.length
				p.isolated(&n, x.from, end)
				p.remark(a, end, x.to)
				n.Children = append(n.Children, attributionLeaf(p.s, end, x.to, a))
				n.Positions = append(n.Positions[:len(n.Positions):len(n.Positions)], a.positions...)
			}
		}
		if end == x.to {
			p.isolated(&n, x.from, x.to)
		}
		g.Children = append(g.Children, finish(n))
		if i < len(parts)-1 {
			g.Children = p.leaf(g.Children, Connector, x.to, x.next)
		}
	}
	g.Children = p.leaf(g.Children, Delimiter, parts[len(parts)-1].to, o.End)
}

// lastShut returns where the last bracket in [from, to) ends, or from.
func (p *parser) lastShut(from, to int) int {
	p.skipTo(from)
	at := from
	for j := p.pi; j < len(p.pairs) && p.pairs[j].open < to; j = p.pairs[j].after {
		at = p.close(p.pairs[j])
	}
	return at
}
