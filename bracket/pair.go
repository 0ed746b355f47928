package bracket

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxDepth is how deep brackets are read as nested; deeper ones stay text.
const MaxDepth = 128

// A bracket that opens a paragraph may close another one at most so far away;
// a slip further up then cannot claim what stands below.
const (
	maxReachLines = 100
	maxReachBytes = 32 << 10
)

// pairOf is a bracket and its partner, by the offsets of their first bytes.
type pairOf struct {
	open, shut int
	after      int // index of the first pair behind this one and all inside it
}

// opener is a run of equal brackets side by side that wait for their partners.
type opener struct {
	at, n int // offset of the first; how many
	line  int32
	kind  uint8
}

// size is the length of one of the brackets, in bytes.
func (o opener) size() int {
	if o.kind == 0 {
		return 1
	}
	return len(wideBrackets[0].open)
}

// innermost returns the offset of the last bracket of the run.
func (o opener) innermost() int { return o.at + (o.n-1)*o.size() }

// offsets appends those of the whole run.
func (o opener) offsets(to []int) []int {
	for i := range o.n {
		to = append(to, o.at+i*o.size())
	}
	return to
}

// pairer finds the partner of every bracket. Pairs are sought within a
// paragraph first. What is left pairs across paragraphs only where a bracket
// opens one, or names its sponsors, and another closes one, so a slip never
// reaches further. O(n).
type pairer struct {
	s          string
	pairs      []pairOf // in the order of their closing
	lone       []int    // brackets without partner
	open, left []opener // of this paragraph; of earlier ones
	start      int      // of the line
	lines      int32
	attributed func(s string) bool // whether a sponsor opens the inside of a bracket
	tooDeep    []pairOf
}

var wideBrackets = [...]struct{ open, shut string }{{"［", "］"}, {"【", "】"}, {"〔", "〕"}}

// delimiterLen returns the length of the bracket at the start of s.
func delimiterLen(s string) int {
	if s[0] == '[' || s[0] == ']' {
		return 1
	}
	return len("［")
}

// pair returns the pairs in the order of their openings, the offsets of all
// brackets without one, and what is to be said about them.
func pair(s string, g *grammar) ([]pairOf, []int, []finding) {
	wide := g.shapes&FullWidth != 0
	opening, closing := strings.Count(s, "["), strings.Count(s, "]")
	p := pairer{s: s, pairs: make([]pairOf, 0, min(opening, closing))}
	p.attributed = func(s string) bool {
		_, ok := g.front(s)
		return ok && g.shapes&Front != 0
	}
	if d := max(opening-closing, closing-opening); d > 0 {
		p.lone = make([]int, 0, d+16)
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n':
			if len(p.open) > 0 && !wrapped(s, p.start, i) {
				p.flush(i)
			}
			p.start = i + 1
			p.lines++
		case c == '[':
			p.opening(i, 0)
		case c == ']':
			p.closing(i, 0)
		case wide && (c == 0xE3 || c == 0xEF):
			for k, w := range wideBrackets {
				if strings.HasPrefix(s[i:], w.open) {
					p.opening(i, uint8(k+1))
				} else if strings.HasPrefix(s[i:], w.shut) {
					p.closing(i, uint8(k+1))
				}
			}
		}
	}
	p.flush(len(s))
	p.settle()
	found := p.report()
	slices.SortFunc(p.pairs, func(a, b pairOf) int { return a.open - b.open })
	return p.nest(), p.lone, append(found, p.deep()...)
}

// settle puts the brackets without partner in order: those that waited to the
// end are few or stand apart, so a merge does it where the rest is in order.
func (p *pairer) settle() {
	if !slices.IsSorted(p.lone) {
		slices.Sort(p.lone)
	}
	if len(p.left) == 0 {
		return
	}
	n := len(p.lone)
	for _, o := range p.left {
		n += o.n
	}
	merged := make([]int, 0, n)
	k := 0
	for _, o := range p.left {
		for k < len(p.lone) && p.lone[k] < o.at {
			merged = append(merged, p.lone[k])
			k++
		}
		merged = o.offsets(merged)
	}
	p.lone = append(merged, p.lone[k:]...)
}

func (p *pairer) opening(at int, kind uint8) {
	if n := len(p.open); n > 0 {
		if o := &p.open[n-1]; o.kind == kind && o.line == p.lines && o.innermost()+o.size() == at {
			o.n++
			return
		}
	}
	p.open = append(p.open, opener{at, 1, p.lines, kind})
}

func (p *pairer) closing(at int, kind uint8) {
	if p.match(&p.open, at, kind) {
		return
	}
	for len(p.left) > 0 {
		if o := p.left[0]; int(p.lines-o.line) <= maxReachLines && at-o.at <= maxReachBytes {
			break
		}
		p.lone = p.left[0].offsets(p.lone)
		p.left = p.left[1:]
	}
	if n := len(p.left); n > 0 && (p.closesSplit(at) || closesParagraph(p.s, at+delimiterLen(p.s[at:])) || opensFootnote(p.s, p.left[n-1].innermost())) && p.match(&p.left, at, kind) {
		for _, o := range p.open { // inside the pair; a partner behind it would cross
			p.lone = o.offsets(p.lone)
		}
		p.open = p.open[:0]
		return
	}
	p.lone = append(p.lone, at)
}

// closesSplit reports whether nothing but a label stands before a closing
// bracket in its line: somebody proposes to begin a paragraph there.
func (p *pairer) closesSplit(at int) bool {
	return at < p.start+16 && isLabel(p.s[p.start:at])
}

// endsSplit reports whether the line after the one that ends at an offset begins
// with a label and a closing bracket: the end of a paragraph is contested.
func (p *pairer) endsSplit(end int) bool {
	if end >= len(p.s) {
		return false
	}
	next := p.s[end+1 : min(len(p.s), end+17)]
	shut := strings.IndexAny(next, "]\n")
	return shut > 0 && next[shut] == ']' && isLabel(next[:shut])
}

// isLabel reports whether a text can be a label and nothing else.
func isLabel(s string) bool {
	s = strings.TrimSpace(s)
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && utf8.RuneCountInString(s) <= 6 && !strings.ContainsAny(s, " \t[]") &&
		(unicode.IsDigit(r) || r == ')' || r == '.' || r == '）' || r == '、')
}

// match closes the nearest waiting bracket of the kind; those inside it have no partner.
func (p *pairer) match(stack *[]opener, at int, kind uint8) bool {
	open := *stack
	for n := len(open) - 1; n >= 0 && len(open)-n <= MaxDepth; n-- {
		if open[n].kind != kind {
			continue
		}
		for _, o := range open[n+1:] {
			p.lone = o.offsets(p.lone)
		}
		p.pairs = append(p.pairs, pairOf{open: open[n].innermost(), shut: at})
		if open[n].n--; open[n].n > 0 {
			n++
		}
		*stack = open[:n]
		return true
	}
	return false
}

// flush ends a paragraph: only what opens a paragraph, or has a sponsor in
// front, waits for a later one, and what a new paragraph closes.
func (p *pairer) flush(end int) {
	for i, o := range p.open {
		if opensParagraph(p.s, p.start, o.at) {
			p.left = append(p.left, o)
			continue
		}
		last := o.innermost()
		next := min(len(p.s), last+maxAttribution)
		if i+1 < len(p.open) {
			next = min(next, p.open[i+1].at)
		}
		if inner := last + o.size(); inner < next && p.attributed(p.s[inner:next]) || i == len(p.open)-1 && p.endsSplit(end) {
			o.n--
			p.lone = o.offsets(p.lone)
			p.left = append(p.left, opener{last, 1, o.line, o.kind})
			continue
		}
		p.lone = o.offsets(p.lone)
	}
	p.open = p.open[:0]
}

// nest links every pair to the one behind it and drops what is too deep.
func (p *pairer) nest() []pairOf {
	kept := p.pairs[:0]
	var around []int // as indexes in kept
	for _, q := range p.pairs {
		for len(around) > 0 && kept[around[len(around)-1]].shut < q.open {
			kept[around[len(around)-1]].after = len(kept)
			around = around[:len(around)-1]
		}
		if len(around) >= MaxDepth {
			if n := len(p.tooDeep); n == 0 || p.tooDeep[n-1].shut < q.open {
				p.tooDeep = append(p.tooDeep, q)
			}
			continue
		}
		around = append(around, len(kept))
		kept = append(kept, q)
	}
	for _, k := range around {
		kept[k].after = len(kept)
	}
	return kept
}

// deep reports the outermost of the pairs that are too deep.
func (p *pairer) deep() []finding {
	var found []finding
	for _, q := range p.tooDeep[:min(len(p.tooDeep), maxReports)] {
		found = append(found, finding{
			code: "bracket-depth", start: q.open, end: q.shut + 1, meant: -1,
			message: fmt.Sprintf("brackets nest deeper than %d; these are kept as text", MaxDepth),
			advice:  "look for a bracket that was not closed",
		})
	}
	return found
}

// report says what has no partner and where that was probably meant. A run of
// equal brackets is reported once.
func (p *pairer) report() []finding {
	var found []finding
	reports := 0
	for i := 0; i < len(p.lone); {
		at := p.lone[i]
		sign := p.s[at : at+delimiterLen(p.s[at:])]
		run, end := 0, at
		for i < len(p.lone) && p.lone[i] == end && strings.HasPrefix(p.s[end:], sign) {
			run, end, i = run+1, end+len(sign), i+1
		}
		if reports++; reports > maxReports {
			continue
		}
		f := finding{
			code: codeUnbalanced, start: at, end: end, run: run,
			advice: "add the partner or remove the bracket",
		}
		side := "precedes it"
		if isOpening(sign) {
			side = "follows"
			next := -1
			if i < len(p.lone) {
				next = p.lone[i]
			}
			f.meant = partnerMeant(p.s, end-len(sign), next)
		} else {
			f.meant = p.openingMeant(at)
		}
		f.message = sign + " has no partner: no " + partnerSign(sign) + " " + side + " in its paragraph; one was probably meant at "
		found = append(found, f)
	}
	if n := reports - maxReports; n > 0 {
		found = append(found, finding{
			code: codeUnbalanced, start: len(p.s), end: len(p.s), meant: -1,
			message: fmt.Sprintf("%d more places have brackets without partner; Tree.Unbalanced lists them all", n),
		})
	}
	return found
}

func isOpening(sign string) bool {
	return sign == "[" || sign == wideBrackets[0].open || sign == wideBrackets[1].open || sign == wideBrackets[2].open
}

// openingMeant guesses where a closing bracket at should have been opened:
// where its partner's was for the second of "]]", else behind the last
// closing bracket of the line, or at its start.
func (p *pairer) openingMeant(at int) int {
	if k, ok := slices.BinarySearchFunc(p.pairs, at-1, func(q pairOf, x int) int { return q.shut - x }); ok {
		return p.pairs[k].open
	}
	from := max(0, at-4096)
	before := strings.LastIndexAny(p.s[from:at], "]\n")
	return skipBlanks(p.s, from+before+1, at)
}

func partnerSign(sign string) string {
	switch sign {
	case "[":
		return "]"
	case "]":
		return "["
	}
	for _, w := range wideBrackets {
		switch sign {
		case w.open:
			return w.shut
		case w.shut:
			return w.open
		}
	}
	return sign
}

// maxReports bounds the diagnostics about brackets without partner.
const maxReports = 10_000

const codeUnbalanced = "bracket-unbalanced"

// partnerMeant guesses where an opening bracket at should have been closed:
// before the next bracket that opens in the line, else where its clause ends.
func partnerMeant(s string, at, next int) int {
	line := s[at:min(len(s), at+4096)]
	if i := strings.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	if i := strings.IndexByte(line[1:], '['); i > 0 {
		line = line[:i+1]
	} else if next > at+1 && next < at+len(line) {
		line = line[:next-at]
	} else {
		line = strings.TrimRight(line, " \t\r.;,:،؛。；，")
	}
	return at + len(strings.TrimRight(line, " \t\r"))
}

// wrapped reports whether the line that ends at end was broken by a typist
// who wrapped a paragraph: no punctuation ends it and a small letter follows.
func wrapped(s string, start, end int) bool {
	line := strings.TrimRight(s[max(start, end-64):end], " \t\r")
	last, _ := utf8.DecodeLastRuneInString(line)
	if line == "" || strings.ContainsRune(".;:!?؛。；：", last) {
		return false
	}
	following := strings.TrimLeft(s[end+1:min(len(s), end+65)], " \t")
	next, _ := utf8.DecodeRuneInString(following)
	return unicode.IsLower(next) && labelLen(following) == 0
}

// opensParagraph reports whether nothing but a label, markup and other
// brackets stands before a bracket in its line, or it opens a footnote.
func opensParagraph(s string, line, at int) bool {
	if opensFootnote(s, at) {
		return true
	}
	if at < line { // in an earlier line of a wrapped paragraph
		line = max(strings.LastIndexByte(s[max(0, at-128):at], '\n')+1+max(0, at-128), at-128, 0)
	}
	before := strings.TrimRight(s[max(line, at-96):at], " \t")
	if strings.HasSuffix(before, "]") || strings.HasSuffix(before, "］") || strings.HasSuffix(before, "】") {
		return true
	}
	if at-line > 96 {
		return false
	}
	before = strings.Trim(before, " \t\r*_>#•-–[［【\ufeff")
	return before == "" || labelLen(before) == len(before) || blockLabel(before).length == len(before)
}

// opensFootnote reports whether a footnote, "[1: ", opens at a bracket.
func opensFootnote(s string, at int) bool {
	inner := at + delimiterLen(s[at:])
	n := countDigits(s[inner:])
	return n > 0 && inner+n < len(s) && s[inner+n] == ':'
}

// closesParagraph reports whether a paragraph ends, or another bracket opens,
// right after a closing bracket.
func closesParagraph(s string, at int) bool {
	rest := strings.TrimLeft(s[at:min(len(s), at+96)], " \t\r;.,:،؛。；，：*_»”\"")
	for _, w := range []string{"and", "or", "et", "ou", "y", "o", "и", "или", "و", "أو"} {
		if cut, ok := strings.CutPrefix(rest, w); ok && (cut == "" || strings.ContainsAny(cut[:1], " \t\r\n")) {
			rest = strings.TrimLeft(cut, " \t\r")
			break
		}
	}
	if rest == "" {
		return true
	}
	switch rest[0] {
	case '\n', '[', ']':
		return true
	case '(':
		shut := strings.IndexByte(rest, ')')
		return shut >= 0 && endsLine(rest[shut+1:])
	}
	for _, w := range wideBrackets {
		if strings.HasPrefix(rest, w.open) || strings.HasPrefix(rest, w.shut) {
			return true
		}
	}
	return false
}

func endsLine(s string) bool {
	s = strings.TrimLeft(s, " \t\r;.,")
	return s == "" || s[0] == '\n'
}

func countDigits(s string) int {
	n := 0
	for n < len(s) && n < 6 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

func skipBlanks(s string, i, end int) int {
	for i < end && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	return i
}
