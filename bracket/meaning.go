package bracket

import (
	"fmt"
	"strings"
)

// Meaning returns what a tree says apart from how it is written: its words,
// and of each group the wordings with who says what of them. Two drafts with
// the same meaning differ at most in delimiters, labels, the place of
// attributions, and what stands between options.
func Meaning(t Tree) string {
	var b strings.Builder
	meaning(&b, t.Nodes)
	return b.String()
}

func meaning(b *strings.Builder, nodes []Node) {
	for _, n := range nodes {
		switch n.Kind {
		case Text, Number:
			b.WriteString(n.Text)
		case Group:
			b.WriteString("\x02")
			for _, o := range n.Options() {
				fmt.Fprintf(b, "\x03%s\x04", stances(o))
				meaning(b, o.Content())
			}
			b.WriteString("\x05")
		case Attribution:
			fmt.Fprintf(b, "\x06%s\x06", stances(n))
		default:
			fmt.Fprintf(b, "\x06%s %s\x06", n.Kind, n.Text)
		}
	}
}

func stances(n Node) string {
	if len(n.Positions) == 0 {
		return string(n.Stance)
	}
	var out []string
	for _, p := range n.Positions {
		out = append(out, strings.Join(p.Parties, "\x1f")+"\x1e"+string(p.Stance))
	}
	return strings.Join(out, "\x1d")
}
