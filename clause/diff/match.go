package diff

import (
	"slices"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Bound is how many pairs of tokens are compared at most in one region; a
// larger one is first cut at runs of tokens that are unique on both sides.
const Bound = 1 << 20

// maxCuts bounds how often a region is cut again, and so the time per token.
const maxCuts = 12

// run says that n tokens from a on are the same as n tokens from b on.
type run struct{ a, b, n int }

// match finds a common subsequence of two sequences of interned tokens, as
// runs in order.
func match(a, b []int32) []run {
	m := matcher{a: a, b: b}
	m.region(0, len(a), 0, len(b), 0)
	return joined(m.out)
}

type matcher struct {
	a, b  []int32
	out   []run
	dmp   *diffmatchpatch.DiffMatchPatch
	names []rune // of tokens, within one region; 0: none yet
}

func (m *matcher) emit(a, b, n int) {
	if n > 0 {
		m.out = append(m.out, run{a, b, n})
	}
}

// region matches a[alo:ahi] with b[blo:bhi].
func (m *matcher) region(alo, ahi, blo, bhi, cuts int) {
	n := 0
	for alo+n < ahi && blo+n < bhi && m.a[alo+n] == m.b[blo+n] {
		n++
	}
	m.emit(alo, blo, n)
	alo, blo = alo+n, blo+n
	n = 0
	for ahi-n > alo && bhi-n > blo && m.a[ahi-n-1] == m.b[bhi-n-1] {
		n++
	}
	ahi, bhi = ahi-n, bhi-n
	m.middle(alo, ahi, blo, bhi, cuts)
	m.emit(ahi, bhi, n)
}

func (m *matcher) middle(alo, ahi, blo, bhi, cuts int) {
	switch {
	case alo == ahi || blo == bhi:
		return
	case (ahi-alo)*(bhi-blo) <= Bound:
		m.exact(alo, ahi, blo, bhi)
		return
	case cuts == maxCuts:
		return
	}
	for _, k := range []int{16, 4, 1} {
		anchors := increasing(unique(m.a[alo:ahi], m.b[blo:bhi], k, uint64(k-1)))
		if len(anchors) == 0 {
			continue
		}
		pa, pb := alo, blo
		for _, at := range anchors {
			x, y := alo+at.a, blo+at.b
			if x < pa || y < pb { // overlaps the anchor before
				continue
			}
			m.region(pa, x, pb, y, cuts+1)
			m.emit(x, y, k)
			pa, pb = x+k, y+k
		}
		m.region(pa, ahi, pb, bhi, cuts+1)
		return
	}
}

// exact matches a region with go-diff. Tokens are mapped to runes that skip
// the surrogates, which go-diff cannot carry. Its clock is switched off.
func (m *matcher) exact(alo, ahi, blo, bhi int) {
	if m.dmp == nil {
		m.dmp = diffmatchpatch.New()
		m.dmp.DiffTimeout = 0
		m.names = make([]rune, 1+max(slices.Max(m.a), slices.Max(m.b)))
	}
	next := rune(1)
	intern := func(tokens []int32) []rune {
		out := make([]rune, len(tokens))
		for i, t := range tokens {
			if m.names[t] == 0 {
				m.names[t] = next
				if next++; next == 0xD800 {
					next += 0x800
				}
			}
			out[i] = m.names[t]
		}
		return out
	}
	ra, rb := intern(m.a[alo:ahi]), intern(m.b[blo:bhi])
	for _, tokens := range [][]int32{m.a[alo:ahi], m.b[blo:bhi]} { // for the next region
		for _, t := range tokens {
			m.names[t] = 0
		}
	}
	for _, d := range m.dmp.DiffMainRunes(ra, rb, false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			m.emit(alo, blo, n)
			alo, blo = alo+n, blo+n
		case diffmatchpatch.DiffDelete:
			alo += n
		case diffmatchpatch.DiffInsert:
			blo += n
		}
	}
}

// joined makes one run of those that follow each other on both sides.
func joined(runs []run) []run {
	out := runs[:0]
	for _, r := range runs {
		if n := len(out) - 1; n >= 0 && out[n].a+out[n].n == r.a && out[n].b+out[n].n == r.b {
			out[n].n += r.n
			continue
		}
		out = append(out, r)
	}
	return out
}

// point pairs a place in one sequence with one in the other.
type point struct{ a, b int }

// unique returns where runs of k tokens stand that occur once on either side,
// in the order of b. It looks at those alone whose hash has no bit in common
// with the mask: the same ones on both sides. O(len(a) + len(b)).
func unique(a, b []int32, k int, mask uint64) []point {
	if len(a) < k || len(b) < k {
		return nil
	}
	type seen struct{ inA, inB, at int }
	found := make(map[uint64]seen, len(a)/int(mask+1))
	grams(a, k, mask, func(i int, h uint64) {
		s := found[h]
		found[h] = seen{s.inA + 1, 0, i}
	})
	grams(b, k, mask, func(_ int, h uint64) {
		if s, ok := found[h]; ok {
			s.inB++
			found[h] = s
		}
	})
	var out []point
	grams(b, k, mask, func(j int, h uint64) {
		if s := found[h]; s.inA == 1 && s.inB == 1 && slices.Equal(a[s.at:s.at+k], b[j:j+k]) {
			out = append(out, point{s.at, j})
		}
	})
	return out
}

// grams calls f with a rolling hash of runs of k tokens.
func grams(tokens []int32, k int, mask uint64, f func(i int, h uint64)) {
	const base = 0x9E3779B97F4A7C15
	h, top := uint64(0), uint64(1)
	for i := range k - 1 {
		h = h*base + uint64(tokens[i]) + 1
		top *= base
	}
	for i := k - 1; i < len(tokens); i++ {
		h = h*base + uint64(tokens[i]) + 1
		if mixed := h ^ h>>32; mixed&mask == 0 {
			f(i-k+1, h)
		}
		h -= (uint64(tokens[i-k+1]) + 1) * top
	}
}

// increasing returns a longest subsequence of points, given in the order of b,
// that increases in a too. O(n log n).
func increasing(points []point) []point {
	tails := make([]int, 0, len(points)) // index of the last point of the best row of each length
	prev := make([]int, len(points))
	for i, p := range points {
		at, _ := slices.BinarySearchFunc(tails, p.a, func(t, a int) int { return points[t].a - a })
		prev[i] = -1
		if at > 0 {
			prev[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	out := make([]point, len(tails))
	for i, at := len(tails)-1, -1; i >= 0; i-- {
		if at < 0 {
			at = tails[i]
		}
		out[i] = points[at]
		at = prev[at]
	}
	return out
}

// heaviest returns the points of the row that increases in a and weighs most,
// and which they are. Points are given in the order of b. O(n log n).
func heaviest(points []point, weight []int64) []int {
	if len(points) == 0 {
		return nil
	}
	size := 0
	for _, p := range points {
		size = max(size, p.a+1)
	}
	type best struct {
		sum int64
		at  int // 1 + index of the point; 0: none
	}
	tree := make([]best, size+1)
	prev := make([]int, len(points))
	top := best{}
	for i, p := range points {
		b := best{}
		for k := p.a; k > 0; k -= k & -k { // over all smaller a
			if tree[k].sum > b.sum {
				b = tree[k]
			}
		}
		prev[i] = b.at
		now := best{b.sum + weight[i], i + 1}
		for k := p.a + 1; k <= size; k += k & -k {
			if now.sum > tree[k].sum {
				tree[k] = now
			}
		}
		if now.sum > top.sum {
			top = now
		}
	}
	var out []int
	for at := top.at; at > 0; at = prev[at-1] {
		out = append(out, at-1)
	}
	slices.Reverse(out)
	return out
}
