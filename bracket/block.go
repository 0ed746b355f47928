package bracket

import "strings"

// blockGroup reads alternatives made of whole paragraphs, from the next label
// on, no further than end.
func (p *parser) blockGroup(end int) Node {
	members := p.members(end)
	g := Node{Kind: Group, Start: members[0].start}
	for i, m := range members {
		next := 0
		if i+1 < len(members) {
			next = members[i+1].start
		} else {
			next = p.extent(m, end)
		}
		p.skipTo(m.start + m.length)
		g.Children = append(g.Children, p.blockOption(m, next))
		g.End = g.Children[len(g.Children)-1].End
		if i+1 < len(members) {
			g.Children = p.leaf(g.Children, Connector, g.End, next)
		}
	}
	p.skipTo(g.End)
	return g
}

// blockOption reads one alternative; white space at its end is left out.
func (p *parser) blockOption(m blockAt, next int) Node {
	after := m.start + m.length
	o := Node{Kind: Option, Start: m.start}
	o.End = max(after, m.start+len(strings.TrimRight(p.s[m.start:next], " \t\r\n")))
	if m.number {
		o.Children = p.leaf(o.Children, Number, m.start, after)
	} else {
		for after < o.End && strings.IndexByte(" \t\r\n", p.s[after]) >= 0 {
			after++
		}
		o.Children = p.leaf(o.Children, Label, m.start, after)
		p.labelSponsors(&o)
	}
	p.content(&o, after, o.End)
	return finish(o)
}

// labelSponsors reads the sponsors in "Option 1 (EU):".
func (p *parser) labelSponsors(o *Node) {
	label := o.Children[len(o.Children)-1]
	shut := strings.LastIndexByte(label.Text, ')')
	if shut < 0 || p.shapes&Trailing == 0 {
		return
	}
	if a, ok := p.parenthesis(label.Text[:shut+1]); ok {
		p.remark(a, label.Start, label.End)
		o.Positions = a.positions
	}
}

// members collects the labels that follow on the next one at the same level:
// the same style, the next ordinal, outside brackets, not too far away.
func (p *parser) members(end int) []blockAt {
	first := p.blocks[p.bi]
	out := []blockAt{first}
	k, reach := p.pi, 0
	for _, b := range p.blocks[p.bi+1:] {
		last := out[len(out)-1]
		if b.start >= end || b.start-last.start > maxReachBytes {
			break
		}
		for k < len(p.pairs) && p.pairs[k].open < b.start {
			reach = max(reach, p.close(p.pairs[k]))
			k = p.pairs[k].after
		}
		if b.start < reach || b.style != last.style {
			continue
		}
		if b.ordinal != last.ordinal+1 || p.interrupted(last, b.start) {
			break
		}
		out = append(out, b)
	}
	return out
}

// interrupted reports whether another numbered paragraph stands between an
// alternative with text on its own line and the next label.
func (p *parser) interrupted(m blockAt, next int) bool {
	lineEnd, hasText := p.labelLine(m, next)
	if !hasText {
		return false
	}
	lo, hi := 0, len(p.numbers)
	for lo < hi {
		if mid := (lo + hi) / 2; p.numbers[mid] <= lineEnd {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(p.numbers) && p.numbers[lo] < next
}

// labelLine returns the end of the line of a label and whether words follow
// the label on it.
func (p *parser) labelLine(m blockAt, end int) (lineEnd int, hasText bool) {
	lineEnd = p.lineEnd(m.start, end)
	after := min(m.start+m.length, lineEnd)
	return lineEnd, strings.TrimSpace(p.s[after:lineEnd]) != ""
}

func (p *parser) lineEnd(at, end int) int {
	if lf := strings.IndexByte(p.s[at:end], '\n'); lf >= 0 {
		return at + lf
	}
	return end
}

// extent says where the last alternative ends. With words on the line of its
// label that is the end of the paragraph and its items; without, it is the
// next blank line behind its first words. A bracket is never cut.
func (p *parser) extent(m blockAt, end int) int {
	at, onLine := p.labelLine(m, end)
	e := extent{parser: p, label: m, onLine: onLine, hasText: onLine}
	for at < end {
		start := at + 1
		if start >= end {
			break
		}
		lineEnd := p.lineEnd(start, end)
		line := strings.TrimSpace(p.s[start:lineEnd])
		blank := line == ""
		if blank && e.hasText {
			if start, line = p.afterBlank(lineEnd, end); line == "" {
				break
			}
			lineEnd = p.lineEnd(start, end)
		}
		if line != "" && !e.takes(line, blank, wrapped(p.s, max(m.start, at-200), at)) {
			break
		}
		at = lineEnd
	}
	for k := p.pi; k < len(p.pairs) && p.pairs[k].open < at; k = p.pairs[k].after {
		if p.pairs[k].open >= m.start && p.pairs[k].shut >= at {
			at = p.lineEnd(p.close(p.pairs[k]), end)
		}
	}
	return at
}

// extent is the state of looking for the end of an alternative.
type extent struct {
	*parser
	label   blockAt
	onLine  bool  // words stand on the line of the label
	hasText bool  // words were seen
	nested  block // last label of alternatives inside this one
}

// takes reports whether a line goes on with the alternative: its first words
// when the label stands alone, the rest of a paragraph that was only wrapped,
// an item, or the label of alternatives inside it.
func (e *extent) takes(line string, blank, wrapped bool) bool {
	head := line[:min(len(line), longestHead)]
	if b := blockLabel(head); b.length > 0 {
		follows := b.style == e.nested.style && b.ordinal == e.nested.ordinal+1
		opens := b.style != e.label.style && b.ordinal == 1 && !(blank && e.onLine)
		if !follows && !opens {
			return false
		}
		e.nested, e.hasText = b, strings.TrimSpace(line[b.length:]) != ""
		return true
	}
	switch {
	case !e.hasText: // the first words, whatever their number
		e.hasText = true
		return true
	case !e.onLine && !blank && !e.label.number:
		return true
	case scanNumber(head).length > 0:
		return false
	}
	return wrapped && !blank || labelLen(head) > 0 || strings.HasPrefix(head, "- ") || strings.HasPrefix(head, "• ") || strings.HasPrefix(head, "–")
}

// afterBlank returns the first line behind blank lines.
func (p *parser) afterBlank(at, end int) (start int, line string) {
	for at < end {
		start = at + 1
		if start >= end {
			break
		}
		at = p.lineEnd(start, end)
		if line = strings.TrimSpace(p.s[start:at]); line != "" {
			return start, line
		}
	}
	return end, ""
}
