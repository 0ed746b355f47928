package merge

import (
	"slices"
	"strings"

	"github.com/clipperhouse/uax29/v2/words"

	"github.com/rollingtext/rollingtext/clause"
)

// alikeAtEnds returns how many bytes some wordings share at their start and at
// their end, without cutting a word in any of them.
func alikeAtEnds(texts []string) (head, tail int) {
	head = alikeAtStart(texts)
	rest := make([]string, len(texts))
	for i, t := range texts {
		rest[i] = t[head:]
	}
	return head, alikeAtEnd(rest)
}

// alikeAtStart returns how many bytes texts share at their start, without
// cutting a word (UAX #29) in any of them.
func alikeAtStart(texts []string) int {
	n := len(texts[0])
	for _, t := range texts[1:] {
		n = len(commonPrefix(texts[0][:n], t))
	}
	return cutBetweenWords(texts, n, func(t string, end int) int { return end })
}

// alikeAtEnd does the same for their ends.
func alikeAtEnd(texts []string) int {
	n := len(texts[0])
	for _, t := range texts[1:] {
		n = len(commonSuffix(texts[0][len(texts[0])-n:], t))
	}
	return cutBetweenWords(texts, n, func(t string, end int) int { return len(t) - end })
}

// cutBetweenWords returns the largest number up to n at which no text has a
// word cut; from says what number a word's end is.
func cutBetweenWords(texts []string, n int, from func(t string, end int) int) int {
	if n == 0 {
		return 0
	}
	ends := map[int]int{} // how many have a word end there
	for _, t := range texts {
		if from(t, 0) <= n {
			ends[from(t, 0)]++
		}
		for w := words.FromString(t); w.Next(); {
			if k := from(t, w.End()); k <= n {
				ends[k]++
			}
		}
	}
	for n > 0 && ends[n] < len(texts) {
		n--
	}
	return n
}

// trim takes what all options of a bracket begin and end with out of it; it
// says what goes before the bracket and after it.
func trim(n *Node) (before, after []Node) {
	texts := make([]string, len(n.Options))
	for i, o := range n.Options {
		k := firstBracket(o.Content)
		texts[i] = plainText(o.Content[:k])
	}
	head := alikeAtStart(texts)
	for i := range n.Options {
		o := &n.Options[i]
		x, rest := splitNodes(o.Content, head)
		if i == 0 {
			before = x
		}
		o.Content = rest
		texts[i] = plainText(rest[lastBracket(rest):])
	}
	tail := alikeAtEnd(texts)
	for i := range n.Options {
		o := &n.Options[i]
		k := lastBracket(o.Content)
		x, rest := splitNodes(o.Content[k:], len(texts[i])-tail)
		if i == 0 {
			after = rest
		}
		o.Content = slices.Concat(o.Content[:k], x)
	}
	return before, after
}

// firstBracket returns the index of the first bracket of some nodes, or their
// number; lastBracket that behind the last one.
func firstBracket(nodes []Node) int {
	if k := slices.IndexFunc(nodes, isBracket); k >= 0 {
		return k
	}
	return len(nodes)
}

func lastBracket(nodes []Node) int {
	for i, n := range slices.Backward(nodes) {
		if isBracket(n) {
			return i + 1
		}
	}
	return 0
}

func isBracket(n Node) bool { return len(n.Options) > 0 }

func plainText(nodes []Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
	}
	return b.String()
}

// splitNodes cuts nodes after some bytes of plain text.
func splitNodes(nodes []Node, at int) (before, after []Node) {
	for i, n := range nodes {
		if isBracket(n) {
			return before, append(after, nodes[i:]...)
		}
		k := min(at, len(n.Text))
		at -= k
		if k > 0 {
			before = append(before, n.part(0, k))
		}
		if k < len(n.Text) {
			after = append(after, n.part(k, len(n.Text)))
		}
	}
	return before, after
}

func (n Node) part(from, to int) Node {
	n.Text = n.Text[from:to]
	if n.Base.Len() > 0 {
		n.Base = clause.Span{Start: n.Base.Start + from, End: n.Base.Start + to}
	}
	return n
}
