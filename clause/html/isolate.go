package html

import (
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// run is a stretch of bytes of the direction opposite to its paragraph's.
type run struct{ start, end int }

// resolver finds the stretches of the other direction in a paragraph: the
// implicit rules W1–W7 and N0–N2 of UAX #9, in time and memory linear in the
// paragraph. Classes come from x/text; its Paragraph does not tell numbers in
// right-to-left text from left-to-right text, so levels are resolved here.
//
// Marks (NSM) and boundary neutrals (BN) go with the character before them.
type resolver struct {
	base    bidi.Class // L or R
	start   []int      // of each character that counts
	class   []bidi.Class
	bracket []rune // 0, an opening bracket, or minus the opening bracket of a closing one
	pairs   []pair
	digit   []bool     // of each character, before rules W
	before  [][2]int32 // see brackets
	runs    []run
}

type pair struct{ open, close int }

// find returns the stretches of s in direction other than base that must be
// isolated. Digits alone need not, and must not: the letters round them say
// how a range is shown. It returns false for text with explicit embeddings,
// overrides or isolates: its author has set the directions.
func (r *resolver) find(s string, base Dir) ([]run, bool) {
	r.runs = r.runs[:0]
	r.base = bidi.L
	if base == RTL {
		r.base = bidi.R
	}
	for at := 0; at < len(s); {
		n, ok := r.load(s, at)
		if !ok {
			return nil, false
		}
		r.weak()
		r.brackets()
		r.neutral()
		r.collect(at + n)
		at += n
	}
	return r.runs, true
}

// load takes the classes of the paragraph that starts at byte at, and returns
// its length. A line feed is white space in HTML.
func (r *resolver) load(s string, at int) (n int, ok bool) {
	r.start, r.class, r.bracket = r.start[:0], r.class[:0], r.bracket[:0]
	r.pairs, r.digit = r.pairs[:0], r.digit[:0]
	for i := at; i < len(s); {
		p, size := bidi.LookupString(s[i:])
		size = max(1, size)
		class := p.Class()
		switch class {
		case bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI:
			return 0, false
		case bidi.B:
			if s[i] != '\n' && s[i] != '\r' {
				return i + size - at, true
			}
			class = bidi.WS
		case bidi.NSM, bidi.BN:
			i += size
			continue
		}
		r.start = append(r.start, i)
		r.class = append(r.class, class)
		r.digit = append(r.digit, class == bidi.EN || class == bidi.AN)
		r.bracket = append(r.bracket, bracketOf(p, s[i:i+size]))
		i += size
	}
	return len(s) - at, true
}

func bracketOf(p bidi.Properties, s string) rune {
	if !p.IsBracket() {
		return 0
	}
	c, _ := utf8.DecodeRuneInString(s)
	closing := !p.IsOpeningBracket()
	if closing {
		c, _ = utf8.DecodeRuneInString(bidi.ReverseString(s))
	}
	if c == 0x2329 { // canonically equivalent, BD16
		c = 0x3008
	}
	if closing {
		return -c
	}
	return c
}

// weak applies rules W2 to W7.
func (r *resolver) weak() {
	c := r.class
	last := r.base
	for i, k := range c { // W2, W3
		switch k {
		case bidi.L, bidi.R:
			last = k
		case bidi.AL:
			last, c[i] = k, bidi.R
		case bidi.EN:
			if last == bidi.AL {
				c[i] = bidi.AN
			}
		}
	}
	for i := 1; i+1 < len(c); i++ { // W4
		number := c[i-1] == c[i+1] && (c[i-1] == bidi.EN || c[i-1] == bidi.AN && c[i] == bidi.CS)
		if number && (c[i] == bidi.CS || c[i] == bidi.ES) {
			c[i] = c[i-1]
		}
	}
	for i := 1; i < len(c); i++ { // W5
		if c[i] == bidi.ET && c[i-1] == bidi.EN {
			c[i] = bidi.EN
		}
	}
	for i := len(c) - 2; i >= 0; i-- {
		if c[i] == bidi.ET && c[i+1] == bidi.EN {
			c[i] = bidi.EN
		}
	}
	last = r.base
	for i, k := range c { // W6, W7
		switch k {
		case bidi.L, bidi.R:
			last = k
		case bidi.EN:
			if last == bidi.L {
				c[i] = bidi.L
			}
		case bidi.ES, bidi.ET, bidi.CS, bidi.WS, bidi.S:
			c[i] = bidi.ON
		}
	}
}

// strong returns the direction that a class has for neutrals beside it.
func strong(c bidi.Class) bidi.Class {
	switch c {
	case bidi.L:
		return bidi.L
	case bidi.R, bidi.EN, bidi.AN:
		return bidi.R
	}
	return bidi.ON
}

// brackets applies rule N0.
func (r *resolver) brackets() {
	if r.match(); len(r.pairs) == 0 {
		return
	}
	slices.SortFunc(r.pairs, func(a, b pair) int { return a.open - b.open })
	// before[i] counts the strong characters of each direction in c[:i].
	before := append(r.before[:0], [2]int32{})
	for i, k := range r.class {
		next := before[i]
		switch strong(k) {
		case bidi.L:
			next[0]++
		case bidi.R:
			next[1]++
		}
		before = append(before, next)
	}
	r.before = before
	inside := func(p pair, d bidi.Class) bool {
		side := 0
		if d == bidi.R {
			side = 1
		}
		return before[p.close][side] > before[p.open+1][side]
	}
	at, last := 0, r.base
	for _, p := range r.pairs {
		for ; at < p.open; at++ {
			if k := strong(r.class[at]); k != bidi.ON {
				last = k
			}
		}
		to := r.base
		switch other := bidi.L + bidi.R - r.base; {
		case inside(p, r.base):
		case !inside(p, other):
			continue
		case last == other:
			to = other
		}
		r.class[p.open], r.class[p.close] = to, to
	}
}

// match finds the pairs of brackets, definition BD16.
func (r *resolver) match() {
	var open [63]int
	n := 0
	for i, b := range r.bracket {
		switch {
		case b == 0 || r.class[i] != bidi.ON:
		case b > 0:
			if n == len(open) {
				r.pairs = r.pairs[:0]
				return
			}
			open[n] = i
			n++
		default:
			for j := n - 1; j >= 0; j-- {
				if r.bracket[open[j]] == -b {
					r.pairs = append(r.pairs, pair{open[j], i})
					n = j
					break
				}
			}
		}
	}
}

// neutral applies rules N1 and N2.
func (r *resolver) neutral() {
	c := r.class
	before := r.base
	for i := 0; i < len(c); i++ {
		if k := strong(c[i]); k != bidi.ON {
			before = k
			continue
		}
		end := i
		for end < len(c) && strong(c[end]) == bidi.ON {
			end++
		}
		after := r.base
		if end < len(c) {
			after = strong(c[end])
		}
		to := r.base
		if before == after {
			to = before
		}
		for ; i < end; i++ {
			c[i] = to
		}
		i--
	}
}

// collect takes the stretches of the other direction, rules I1 and I2.
func (r *resolver) collect(end int) {
	for i := 0; i < len(r.class); i++ {
		if r.class[i] == r.base {
			continue
		}
		digits := true
		first := i
		for ; i < len(r.class) && r.class[i] != r.base; i++ {
			digits = digits && r.digit[i]
		}
		to := end
		if i < len(r.start) {
			to = r.start[i]
		}
		if !digits {
			r.runs = append(r.runs, run{r.start[first], to})
		}
	}
}
