package clause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// reader puts blocks into a tree.
type reader struct {
	src   string
	lang  *lexicon.Language
	meta  Metadata
	nodes []node

	excerpt bool // lists may begin with any label
}

// node is a clause in the making; depth is that in the tree, the root's 0.
type node struct {
	kind  Kind
	src   string
	label Label
	depth int
}

func (r *reader) add(depth int, k Kind, src string) {
	r.nodes = append(r.nodes, node{kind: k, src: src, depth: depth})
}

func (r *reader) item(kind Kind, src string, l Label, depth int) {
	r.nodes = append(r.nodes, node{kind, src, l, depth})
}

// build makes the clauses, the last first, so that children are there before
// their parents; ids are given in the order of the text.
func (r *reader) build(ids identifier) *Clause {
	for i := range r.nodes { // no clause stands deeper than right under the one before it
		before := 0
		if i > 0 {
			before = r.nodes[i-1].depth
		}
		r.nodes[i].depth = min(r.nodes[i].depth, before+1)
	}
	parsed := make([]parts, len(r.nodes))
	names := make([]ID, len(r.nodes))
	above := 0
	for i := range r.nodes {
		n := &r.nodes[i]
		n.depth = min(n.depth, above+1, deepest) // no clause without one above it
		above = n.depth
		parsed[i] = dissectAs(n.kind, n.src, n.label)
		names[i] = ids.next(n.kind, parsed[i].text.Of(n.src))
	}
	var under [deepest + 2][]*Clause
	for i := len(r.nodes) - 1; i >= 0; i-- {
		n := &r.nodes[i]
		d := n.depth
		kids := under[d+1]
		slices.Reverse(kids)
		under[d] = append(under[d], newClause(names[i], n.kind, n.src, parsed[i], newList(kids)))
		under[d+1] = nil
	}
	slices.Reverse(under[1])
	return newClause(RootID, Root, "", parts{}, newList(under[1]))
}

// deepest bounds the depth of what is read; deeper clauses become siblings.
const deepest = 32

// body reads the blocks of a resolution, or of a text that is none.
type body struct {
	*reader
	outer     int    // depth of annexes and articles
	top       int    // depth of headings and paragraphs
	plain     bool   // no resolution: no headings but those of articles
	annex     bool   // in an annex, or under an article
	articles  bool   // the text has articles
	operative bool   // the operative part has begun
	head      *block // the heading whose items come next, if any
	preamble  bool   // head is one of the preamble
	items     int    // under head
	labelled  bool   // the items under head have labels
	last      *block // the last clause at top, to which letters may belong
	indent    int    // columns before the last label of the outermost run
	run       levels
}

// sight is what the reader sees in a block by itself.
type sight struct {
	mark
	ok   bool   // it has a label
	text string // after the label
	next int    // index of the next block that has a label or opens a part
}

func (p *body) look(b []block) []sight {
	out := make([]sight, len(b))
	next := len(b)
	for i := len(b) - 1; i >= 0; i-- {
		s := &out[i]
		s.mark, s.text, s.ok = b[i].label()
		s.next = next
		if s.ok || p.headed(&b[i]) {
			next = i
		}
	}
	return out
}

// headed reports whether a block without a label opens a part of the text.
func (p *body) headed(k *block) bool {
	if p.lang == nil {
		return false
	}
	if p.plain {
		return p.article(k)
	}
	return p.article(k) || k.opens(p.lang, p.lang.Preambular) || k.opens(p.lang, p.lang.Operative) || p.opensAnnex(k)
}

func (p *body) opensAnnex(k *block) bool {
	return k.opens(p.lang, p.lang.Annex) && len(k.line) < 80 && !complete(k.tail)
}

// article reports whether a block is the heading of an article: one of the
// words for it, a number, and no sentence.
func (p *body) article(k *block) bool {
	n := p.lang.Articles.Match(k.lower)
	if n == 0 || len(k.line) > 120 || complete(k.tail) && len(k.line) > 16 && strings.ToUpper(k.line) != k.line {
		return p.plain && p.opensAnnex(k)
	}
	c, size := scanCore(trimLeft(k.lower[n:]))
	if size > 0 && c.Series == Chinese && p.lang.Tag == "zh" {
		r, _ := utf8.DecodeRuneInString(trimLeft(k.lower[n:])[size:])
		return slices.Contains([]rune("条章节部编"), r)
	}
	return size > 0
}

func (p *body) read(b []block) {
	p.run, p.outer = levels{base: p.top}, p.top
	sights := p.look(b)
	for i := range b {
		k, s := &b[i], &sights[i]
		var after mark
		if s.next < len(b) {
			after = sights[s.next].mark
		}
		switch {
		case !s.ok && p.head != nil:
			s.mark, s.ok = p.run.spaced(k)
		case s.ok && s.form == pointed && LatinLower <= s.Series && s.Series <= RomanUpper:
			// "A. Smith wrote", "c. 1900"
			small := s.Series == LatinLower || s.Series == RomanLower
			s.ok = p.run.expects(s.mark) || s.Ordinal == 1 && (small || !ended(k.tail))
		}
		switch {
		case s.ok:
			p.label(k, s, after)
		case p.lang != nil && (p.plain || p.articles || !p.operative) && p.article(k):
			p.add(p.outer, Section, k.src)
			p.reset(p.outer + 1)
			p.annex, p.articles = true, true
		case p.plain && !p.articles && p.overList(k, s.next == i+1, after):
			p.add(p.outer, Section, k.src)
			p.reset(p.outer + 1)
			p.annex = true
		case p.plain:
			p.paragraph(b, i, s, after)
		case p.opensAnnex(k):
			p.add(2, Annex, k.src)
			p.reset(3)
			p.annex = true
		case p.opensPreamble(k.lower):
			p.heading(b, i, s, Preambular)
		case k.opens(p.lang, p.lang.Operative):
			p.heading(b, i, s, Operative)
			p.operative = p.operative || !p.annex
		default:
			p.paragraph(b, i, s, after)
		}
	}
}

// overList reports whether a block of a plain text is the heading of a list: a
// line of words without an end, right under which the count begins.
func (p *body) overList(k *block, next bool, after mark) bool {
	r, _ := utf8.DecodeRuneInString(k.line)
	return next && (after.Ordinal == 1 && after.Insert == 0 || p.excerpt && after.Ordinal > 0) && unicode.IsLetter(r) && k.heading() && len(k.line) < 120
}

// opensPreamble tells words that open both kinds of paragraph in some
// languages ("强调") by the part of the resolution in which they stand.
func (p *body) opensPreamble(lower string) bool {
	return p.lang != nil && p.lang.Preambular.Open(lower) && !(p.operative && p.lang.Operative.Open(lower))
}

func (p *body) reset(top int) {
	p.top, p.head, p.last, p.run = top, nil, nil, levels{base: top}
}

func (p *body) heading(b []block, i int, s *sight, kind Kind) {
	k := &b[i]
	p.add(p.top, kind, k.src)
	p.reset(p.top)
	p.last = k
	// "учитывая," is a heading too if its sentence goes on below.
	goesOn := s.next > i+1 && i+1 < len(b) && small(b[i+1].line) && len(k.line) < 80 && strings.HasSuffix(k.tail, ",")
	if !complete(k.tail) || goesOn {
		p.under(k, kind == Preambular)
	}
}

// under makes the items that follow belong to the clause of block k.
func (p *body) under(k *block, preamble bool) {
	p.head, p.preamble, p.items, p.labelled = k, preamble, 0, false
	p.run = levels{base: p.top + 1}
}

// label places a block that has a label.
func (p *body) label(k *block, s *sight, after mark) {
	digits := s.Series <= FullWidth || s.Series == Chinese
	switch {
	case s.Part != NoPart:
		p.reset(p.top)
		kind := Operative
		if s.Part == PreambularPart {
			kind = Preambular
		}
		p.operative = p.operative || kind == Operative
		p.run.place(&s.mark, after)
		p.last = k
		p.item(kind, k.src, s.Label, p.top)
		return
	case p.head != nil && p.preamble && digits && !p.annex && (p.opensOperative(s.text) || s.form == pointed && p.run.letters()):
		p.reset(p.top) // a paragraph of the operative part ends the preamble
	case p.head == nil && !p.plain && !digits && len(p.run.open) == 0 && p.last != nil:
		p.under(p.last, !p.operative)
	}
	depth := p.run.place(&s.mark, after)
	if depth == p.run.base {
		p.indent = indent(k.src)
	}
	if p.head != nil || p.annex || p.plain || depth > p.top {
		p.item(Item, k.src, s.Label, depth)
		p.items++
		p.labelled = true
		return
	}
	kind := Operative
	if !p.operative && p.opensPreamble(fold(s.text)) && !p.opensOperative(s.text) {
		kind = Preambular
	}
	p.operative = p.operative || kind == Operative
	p.last = k
	p.item(kind, k.src, s.Label, depth)
}

func (p *body) opensOperative(text string) bool {
	return p.lang != nil && p.lang.Operative.Open(fold(text))
}

// paragraph places a block without a label that opens nothing.
func (p *body) paragraph(b []block, i int, s *sight, after mark) {
	k := &b[i]
	if p.head != nil && (p.items == 0 || !p.labelled && !ended(b[i-1].tail)) {
		p.add(p.run.base, Item, k.src)
		p.items++
		return
	}
	// Between two labels of a run, it belongs to the clause of the first.
	if s.next < len(b) && after.Ordinal > 0 {
		if d, ok := p.run.continuesAt(after); ok && (d > p.top || p.head != nil || small(k.line)) {
			p.add(d+1, Paragraph, k.src)
			return
		}
	}
	if len(p.run.open) > 0 && (small(k.line) && !p.plain || indent(k.src) > p.indent) {
		p.add(p.run.base+1, Paragraph, k.src)
		return
	}
	p.add(p.top, Paragraph, k.src)
	p.reset(p.top)
	p.last = k
}

// indent returns the columns before the first word of a source.
func indent(src string) int {
	return columns(src[:len(src)-len(trimLeft(src))], widest)
}

// ended reports whether a line ends a sentence, not only a recital.
func ended(line string) bool {
	return strings.HasSuffix(line, ".") || strings.HasSuffix(line, "。")
}

// small reports whether a line starts with a small letter.
func small(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(r)
}
