package compare

import (
	"strings"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause/words"
)

// tokens flattens a tree: words and marks of its text, line ends, and each
// outermost group as one. White space within lines is left out.
func tokens(t bracket.Tree) []token {
	var out []token
	for i := range t.Nodes {
		n := &t.Nodes[i]
		switch n.Kind {
		case bracket.Group:
			out = append(out, token{bracket.Meaning(bracket.Tree{Nodes: []bracket.Node{*n}}), n.Start, n})
		case bracket.Text, bracket.Number:
			for w := range words.All(n.Text) {
				if s := n.Text[w.Start:w.End]; w.Kind != words.Space || strings.HasSuffix(s, "\n") {
					out = append(out, token{s, n.Start + w.Start, nil})
				}
			}
		default:
			out = append(out, token{n.Text, n.Start, nil})
		}
	}
	return out
}

// lines cuts tokens behind every line end.
func lines(ts []token) [][]token {
	var out [][]token
	start := 0
	for i, t := range ts {
		if t.group == nil && strings.HasSuffix(t.key, "\n") {
			out = append(out, ts[start:i+1])
			start = i + 1
		}
	}
	if start < len(ts) {
		out = append(out, ts[start:])
	}
	return out
}

func tokenKey(t token) string { return t.key }

func lineKey(l []token) string {
	var b strings.Builder
	for _, t := range l {
		b.WriteString(t.key)
		b.WriteByte(0)
	}
	return b.String()
}

func keys[T any](list []T, key func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = key(x)
	}
	return out
}

func equal(a, b []token) bool {
	for i := range a {
		if a[i].key != b[i].key {
			return false
		}
	}
	return true
}

// op is a run of n keys: equal, only in the old list, or only in the new one.
type op struct {
	equal, old bool
	n          int
}

// diff finds a short script between two lists. Each different key becomes a
// rune of its own, so the same lists always give the same script.
func diff(a, b []string) []op {
	ids := map[string]rune{}
	encode := func(list []string) []rune {
		out := make([]rune, len(list))
		for i, k := range list {
			id, ok := ids[k]
			if !ok {
				id = rune(len(ids) + 1)
				if id >= 0xD800 {
					id += 0x800 // surrogates are no runes
				}
				ids[k] = min(id, utf8.MaxRune)
			}
			out[i] = min(id, utf8.MaxRune)
		}
		return out
	}
	x, y := encode(a), encode(b)
	if len(ids) > 1_000_000 { // more than there are runes: nothing is told apart safely
		return []op{{old: true, n: len(a)}, {n: len(b)}}
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	var out []op
	for _, part := range d.DiffMainRunes(x, y, false) {
		n := utf8.RuneCountInString(part.Text)
		out = append(out, op{part.Type == diffmatchpatch.DiffEqual, part.Type == diffmatchpatch.DiffDelete, n})
	}
	return out
}
