package bracket

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxDepth is how deep brackets are read as nested; deeper ones stay text.
const MaxDepth = 128

// A bracket that opens a paragraph may close another one at most so far away;
// a slip further up then cannot claim what stands below.
const (
	maxReachLines = 200
	maxReachBytes = 64 << 10
)

// pairOf is a bracket and its partner, by the offsets of their first bytes.
type pairOf struct {
	open, shut int
	after      int // index of the first pair behind this one and all inside it
}

// opener is a bracket that waits for its partner.
type opener struct {
	index, line int // in pairer.pairs; number of its line
	kind        uint8
}

// pairer finds the partner of every bracket. Pairs are sought within a
// paragraph first. What is left pairs across paragraphs only where a bracket
// opens one and another closes one, so a slip never reaches further. O(n).
type pairer struct {
	s          string
	pairs      []pairOf // in the order of the openings; shut is -1 without partner
	open, left []opener // of this paragraph; of earlier ones
	start      int      // of the line
	lines      int
	lastShut   int // offset after the last closing bracket of this line, or its start
	strayShuts []stray
	found      []finding
}

type stray struct{ at, meant int }

var wideBrackets = [...]struct{ open, shut string }{{"［", "］"}, {"【", "】"}, {"〔", "〕"}}

// delimiter returns the length of the bracket at the start of s.
func delimiterLen(s string) int {
	if s[0] == '[' || s[0] == ']' {
		return 1
	}
	return len("［")
}

// pair returns the pairs in the order of their openings, the offsets of all
// brackets without one, and what is to be said about them.
func pair(s string, wide bool) ([]pairOf, []int, []finding) {
	p := pairer{s: s}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\n':
			if len(p.open) > 0 && !wrapped(s, p.start, i) {
				p.flush()
			}
			p.start, p.lastShut = i+1, i+1
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
	p.flush()
	return p.finish()
}

func (p *pairer) opening(at int, kind uint8) {
	p.open = append(p.open, opener{len(p.pairs), p.lines, kind})
	p.pairs = append(p.pairs, pairOf{open: at, shut: -1})
}

func (p *pairer) closing(at int, kind uint8) {
	shut := at + delimiterLen(p.s[at:])
	defer func() { p.lastShut = shut }()
	if p.match(&p.open, at, kind) {
		return
	}
	for len(p.left) > 0 {
		o := p.left[0]
		if p.lines-o.line <= maxReachLines && at-p.pairs[o.index].open <= maxReachBytes {
			break
		}
		p.left = p.left[1:]
	}
	if len(p.left) > 0 && closesParagraph(p.s, shut) && p.match(&p.left, at, kind) {
		return
	}
	meant := p.lastShut
	if n := len(p.pairs); meant == at && n > 0 && at > p.start && p.pairs[n-1].shut == at-1 {
		meant = p.pairs[n-1].open // "]]": one too many, or "[" for "[["
	}
	p.strayShuts = append(p.strayShuts, stray{at, skipBlanks(p.s, meant, at)})
}

// match closes the nearest waiting bracket of the kind; those inside it have no partner.
func (p *pairer) match(stack *[]opener, at int, kind uint8) bool {
	for n := len(*stack) - 1; n >= 0; n-- {
		if o := (*stack)[n]; o.kind == kind {
			p.pairs[o.index].shut = at
			*stack = (*stack)[:n]
			return true
		}
		if len(*stack)-n > MaxDepth {
			break
		}
	}
	return false
}

// flush ends a paragraph: only what opens a paragraph waits for a later one.
func (p *pairer) flush() {
	for _, o := range p.open {
		if at := p.pairs[o.index].open; opensParagraph(p.s, p.start, at) {
			p.left = append(p.left, o)
		}
	}
	p.open = p.open[:0]
}

// finish keeps the pairs, no deeper than MaxDepth, and reports the rest.
func (p *pairer) finish() ([]pairOf, []int, []finding) {
	kept := p.pairs[:0]
	var nest []int // pairs around, as indexes in kept
	var lone []int
	var deep finding
	next := 0
	upTo := func(at int) { // merges the closing brackets in, so that lone is in order
		for ; next < len(p.strayShuts) && p.strayShuts[next].at < at; next++ {
			s := p.strayShuts[next]
			lone = append(lone, s.at)
			p.report(s.at, s.meant, false)
		}
	}
	for i, q := range p.pairs {
		upTo(q.open)
		for len(nest) > 0 && kept[nest[len(nest)-1]].shut < q.open {
			kept[nest[len(nest)-1]].after = len(kept)
			nest = nest[:len(nest)-1]
		}
		switch {
		case q.shut < 0:
			lone = append(lone, q.open)
			following := -1
			if i+1 < len(p.pairs) {
				following = p.pairs[i+1].open
			}
			p.report(q.open, partnerMeant(p.s, q.open, following), true)
		case len(nest) >= MaxDepth:
			if deep.code != "" && q.open < deep.end {
				continue // inside one that is reported
			}
			deep = finding{
				code: "bracket-depth", start: q.open, end: q.shut + 1, meant: -1,
				message: fmt.Sprintf("brackets nest deeper than %d; these are kept as text", MaxDepth),
				advice:  "look for a bracket that was not closed",
			}
			p.found = append(p.found, deep)
		default:
			nest = append(nest, len(kept))
			kept = append(kept, q)
		}
	}
	for _, k := range nest {
		kept[k].after = len(kept)
	}
	upTo(len(p.s))
	return kept, lone, p.found
}

// report says what has no partner; a run of equal brackets is reported once.
func (p *pairer) report(at, meant int, opens bool) {
	sign := p.s[at : at+delimiterLen(p.s[at:])]
	if n := len(p.found); n > 0 {
		last := &p.found[n-1]
		if last.end == at && last.code == codeUnbalanced && p.s[last.start:last.start+len(sign)] == sign {
			last.end += len(sign)
			last.run++
			if opens {
				last.meant = meant
			}
			return
		}
	}
	what := "no " + partnerSign(sign) + " precedes it"
	if opens {
		what = "no " + partnerSign(sign) + " follows"
	}
	p.found = append(p.found, finding{
		code: codeUnbalanced, start: at, end: at + len(sign), meant: meant, run: 1,
		message: sign + " has no partner: " + what + " in its paragraph; one was probably meant at ",
		advice:  "add the partner or remove the bracket",
	})
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

const codeUnbalanced = "bracket-unbalanced"

// partnerMeant guesses where an opening bracket at should have been closed:
// before the next bracket that opens in the line, else where its clause ends.
func partnerMeant(s string, at, following int) int {
	end := len(s)
	if i := strings.IndexByte(s[at:min(len(s), at+4096)], '\n'); i >= 0 {
		end = at + i
	}
	if following > at+1 && following < end {
		end = following
	} else {
		end = at + len(strings.TrimRight(s[at:min(end, at+4096)], " \t\r.;,:،؛。；，"))
	}
	return at + len(strings.TrimRight(s[at:end], " \t\r"))
}

// wrapped reports whether the line that ends at end was broken by a typist
// who wrapped a paragraph: no punctuation ends it and a small letter follows.
func wrapped(s string, start, end int) bool {
	line := strings.TrimRight(s[max(start, end-64):end], " \t\r")
	last, _ := utf8.DecodeLastRuneInString(line)
	if line == "" || strings.ContainsRune(".;:!?؛。；：", last) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[end+1:min(len(s), end+65)], " \t"))
	return unicode.IsLower(next)
}

// opensParagraph reports whether nothing but a label, markup and other
// brackets stands before a bracket in its line, or it opens a footnote.
func opensParagraph(s string, line, at int) bool {
	inner := at + delimiterLen(s[at:])
	if n := countDigits(s[inner:]); n > 0 && inner+n < len(s) && s[inner+n] == ':' {
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
	before = strings.Trim(before, " \t\r*_>#•-–[［【")
	return before == "" || labelLen(before) == len(before) || blockLabel(before).length == len(before)
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
