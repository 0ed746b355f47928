package merge

import (
	"cmp"
	"math"
	"math/big"
	"slices"
)

// vector is what a choice gives: to all together, or to each voice.
type vector []int64

func (v vector) add(x vector) {
	for k := range v {
		v[k] += x[k]
	}
}

func (v vector) plus(x vector) vector {
	out := slices.Clone(v)
	out.add(x)
	return out
}

// covers reports whether v is at least as good as x for everybody.
func (v vector) covers(x vector) bool {
	for k := range v {
		if v[k] < x[k] {
			return false
		}
	}
	return true
}

// choice is a set of changes at some places, and what it gives.
type choice struct {
	gain vector
	take *link
}

// link is a list that shares its tail.
type link struct {
	change int
	next   *link
}

// choices are those that none of the others covers.
type choices struct {
	list []choice
	top  vector // nothing better than this can be had; nil if nothing can
	cut  bool   // the search ended before all were found
}

// merge adds a choice unless another covers it.
func (c *choices) merge(x choice) bool {
	for _, y := range c.list {
		if y.gain.covers(x.gain) {
			return false
		}
	}
	c.list = slices.DeleteFunc(c.list, func(y choice) bool { return x.gain.covers(y.gain) })
	c.list = append(c.list, x)
	return true
}

// crown sets top.
func (c *choices) crown() {
	for k, x := range c.list {
		if k == 0 && c.top == nil {
			c.top = slices.Clone(x.gain)
			continue
		}
		for d := range c.top {
			c.top[d] = max(c.top[d], x.gain[d])
		}
	}
}

// value is what is compared: for leximin shares of the most, the least first;
// for the Nash product how many lose, and the product.
type value struct {
	sum    int64
	shares []ratio
	losers int
	loss   int64
	nash   *big.Int
}

type ratio struct{ num, den int64 }

func (r ratio) compare(x ratio) int {
	var a, b big.Int
	if max(r.num, -r.num, x.num, -x.num, r.den, x.den) < math.MaxInt32 {
		return cmp.Compare(r.num*x.den, x.num*r.den)
	}
	a.Mul(big.NewInt(r.num), big.NewInt(x.den))
	b.Mul(big.NewInt(x.num), big.NewInt(r.den))
	return a.Cmp(&b)
}

func (p *problem) valueOf(v vector) value {
	var out value
	switch p.o.Objective {
	case SumOfWeights:
		out.sum = v[0]
	case Leximin:
		for k, x := range v {
			out.shares = append(out.shares, ratio{x, max(1, p.most[k])})
		}
		slices.SortFunc(out.shares, ratio.compare)
	case Nash:
		out.nash = big.NewInt(1)
		for _, x := range v {
			if x < 0 {
				out.losers++
				out.loss += x
				continue
			}
			out.nash.Mul(out.nash, big.NewInt(1+x))
		}
	}
	return out
}

// compare returns +1 where x is the better value.
func (x value) compare(y value) int {
	if c := cmp.Compare(x.sum, y.sum); c != 0 {
		return c
	}
	if c := slices.CompareFunc(x.shares, y.shares, ratio.compare); c != 0 {
		return c
	}
	if x.nash == nil || y.nash == nil {
		return 0
	}
	return cmp.Or(cmp.Compare(y.losers, x.losers), cmp.Compare(x.loss, y.loss), x.nash.Cmp(y.nash))
}

// figure is a value as one number: the sum of weights, the share of the
// worst-off party, or the geometric mean of 1 + gain, negative where somebody
// loses.
func (p *problem) figure(v value) float64 {
	switch p.o.Objective {
	case Leximin:
		if len(v.shares) == 0 {
			return 0
		}
		return float64(v.shares[0].num) / float64(v.shares[0].den)
	case Nash:
		if v.nash == nil || len(p.voices) == 0 {
			return 0
		}
		if v.losers > 0 {
			return float64(v.loss)
		}
		f := new(big.Float).SetInt(v.nash)
		m := new(big.Float)
		exp := f.MantExp(m)
		x, _ := m.Float64()
		return math.Exp((math.Log(x) + float64(exp)*math.Ln2) / float64(len(p.voices)))
	}
	return float64(v.sum) / float64(One)
}
