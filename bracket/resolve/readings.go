package resolve

import (
	"iter"
	"math/big"

	"github.com/rollingtext/rollingtext/bracket"
)

// Readings are all the texts that a bracketed text allows: one option of each
// group, and optional text in or out. Equal wordings in one group count once;
// an open slot has no wording and counts only where nothing else does. The
// order is stable: options as they stand in the text, in before out, the last
// group changing fastest.
type Readings struct {
	tree   bracket.Tree
	counts map[int]*big.Int // of the groups, by their offsets
	total  *big.Int
}

// ReadingsOf prepares the readings of a text. It costs one pass over the tree
// and never lists a reading.
func ReadingsOf(t bracket.Tree) Readings {
	r := Readings{tree: t, counts: map[int]*big.Int{}}
	r.total = r.product(t.Nodes)
	return r
}

// Count returns how many readings there are. It is at least 1, and grows
// exponentially with the number of groups.
func (r Readings) Count() *big.Int { return new(big.Int).Set(r.total) }

// At returns the k-th reading, from 0, without tidying; ok is false where
// there is none.
func (r Readings) At(k *big.Int) (text string, ok bool) {
	if k.Sign() < 0 || k.Cmp(r.total) >= 0 {
		return "", false
	}
	picks := map[int]Choice{}
	r.decode(r.tree.Nodes, new(big.Int).Set(k), picks)
	res := Resolve(r.tree, func(g bracket.Node) Choice { return picks[g.Start] }, Options{Exact: true})
	return res.Text, true
}

// All yields the readings with their numbers, one by one; stop when enough
// were seen. Each costs the length of the text.
func (r Readings) All() iter.Seq2[*big.Int, string] {
	return func(yield func(*big.Int, string) bool) {
		one := big.NewInt(1)
		for k := new(big.Int); k.Cmp(r.total) < 0; k.Add(k, one) {
			text, _ := r.At(k)
			if !yield(new(big.Int).Set(k), text) {
				return
			}
		}
	}
}

// product counts the readings of nodes that stand one behind the other.
func (r Readings) product(nodes []bracket.Node) *big.Int {
	n := big.NewInt(1)
	for _, x := range nodes {
		if x.Kind == bracket.Group {
			n.Mul(n, r.group(x))
		}
	}
	return n
}

func (r Readings) group(g bracket.Node) *big.Int {
	n := new(big.Int)
	for _, b := range r.branches(g) {
		n.Add(n, b.count)
	}
	r.counts[g.Start] = n
	return n
}

// branch is one way to close a group, and in how many ways what is in it closes.
type branch struct {
	option int
	nodes  []bracket.Node
	count  *big.Int
}

func (r Readings) branches(g bracket.Node) []branch {
	var out []branch
	seen := map[string]bool{}
	options := g.Options()
	for i, o := range options {
		w := o.Wording()
		if seen[w] || o.Stance == bracket.Open && len(options) > 1 {
			continue
		}
		seen[w] = true
		content := o.Content()
		out = append(out, branch{i, content, r.product(content)})
	}
	if len(options) == 1 && !seen[""] {
		out = append(out, branch{Out, nil, big.NewInt(1)})
	}
	return out
}

// decode finds the choices of the reading with number k, which it uses up.
func (r Readings) decode(nodes []bracket.Node, k *big.Int, picks map[int]Choice) {
	digit := new(big.Int)
	for i := len(nodes) - 1; i >= 0; i-- {
		g := nodes[i]
		if g.Kind != bracket.Group {
			continue
		}
		k.DivMod(k, r.counts[g.Start], digit)
		for _, b := range r.branches(g) {
			if digit.Cmp(b.count) < 0 {
				picks[g.Start] = Choice{Option: b.option}
				r.decode(b.nodes, digit, picks)
				break
			}
			digit.Sub(digit, b.count)
		}
	}
}
