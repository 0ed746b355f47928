package clause

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// Options says how [Parse] reads. The zero value works for every text.
type Options struct {
	File     string // name for diagnostics
	Language string // BCP 47; default: found from the words of the text
	// Excerpt says that the text was cut out of a longer one, so that a list
	// under a heading may begin with any label.
	Excerpt bool
}

// Parse reads a document from plain text. It never fails: what it does not
// understand becomes plain paragraphs, and Render gives src back byte for byte
// whatever src is. Oddities come back as diagnostics, as [Validate] finds
// them. O(len(src)).
//
// Structure is read from words and layout. A resolution starts with the words
// of the body that speaks ("The General Assembly,"). Under a heading without
// an end ("recalling", "resolves to instruct the Secretary-General") stand its
// items; a recital or a paragraph that opens with such a word and ends as a
// sentence does stands by itself. Lines that are broken to a width are put
// together again. A text without a resolution is read for numbered items and
// for the headings of articles; the rest is paragraphs.
func Parse(src string, opt Options) (*Document, diag.List) {
	b := blocks(src)
	r := reader{src: src, lang: language(b, opt.Language), excerpt: opt.Excerpt}
	r.meta.Language = opt.Language
	if r.lang != nil && opt.Language == "" {
		r.meta.Language = r.lang.Tag
	}
	starts := r.resolutions(b)
	if len(starts) == 0 {
		r.plain(b)
	} else {
		r.cover(b[:starts[0].first])
		for i, s := range starts {
			end := len(b)
			if i+1 < len(starts) {
				end = starts[i+1].first
			}
			r.resolution(b[s.first:end], s.enacting-s.first)
		}
	}
	doc := NewDocument(r.meta, r.build(identifier{}))
	return doc, validate(doc, opt.File, src, nil)
}

// language returns the language of a tag, else that whose words open most
// blocks.
func language(b []block, tag string) *lexicon.Language {
	if l := lexicon.ByTag(tag); l != nil || tag != "" {
		return l
	}
	counts := make([]int, len(lexicon.All))
	for i := range b[:min(len(b), 512)] {
		k := &b[i]
		_, text, labelled := k.label()
		if labelled {
			text = fold(text)
		}
		for j := range lexicon.All {
			l := &lexicon.All[j]
			switch {
			case labelled:
				if l.Operative.Open(text) {
					counts[j]++
				}
			case l.Preambular.Open(k.lower), l.Operative.Open(k.lower), l.Sections.Open(k.lower),
				l.Agenda.Open(k.lower), l.Articles.Open(k.lower), enacts(k, l):
				counts[j]++
			}
		}
	}
	most := slices.Max(counts)
	if most == 0 {
		return nil
	}
	return &lexicon.All[slices.Index(counts, most)]
}

// label returns the block's label and the text after it.
func (b *block) label() (m mark, text string, ok bool) {
	l, f, ok := scanLabel(b.src)
	if !ok {
		return mark{}, b.line, false
	}
	return mark{l, f}, trimLeft(b.src[l.Span.End:]), true
}

// enacts reports whether a block names the body that speaks.
func enacts(b *block, l *lexicon.Language) bool {
	if l == nil || len(b.src) > 600 || !b.opens(l, l.Enacting) {
		return false
	}
	return strings.HasSuffix(b.tail, ",") || strings.HasSuffix(b.tail, "،") || strings.HasSuffix(b.tail, "，")
}

// start is where a resolution starts: its first block and its enacting words,
// -1 if it has none.
type start struct{ first, enacting int }

// resolutions finds where the resolutions of a text start.
func (r *reader) resolutions(b []block) []start {
	if r.lang == nil {
		return nil
	}
	var out []start
	floor := 0 // where the resolution before, or the cover's last field, ends
	for i := range b {
		k := &b[i]
		speaks := enacts(k, r.lang)
		if !speaks && i+1 < len(b) && len(k.src) < 160 && k.opens(r.lang, r.lang.Enacting) && !complete(k.tail) {
			speaks = b[i+1].opens(r.lang, r.lang.Preambular)
		}
		if !speaks {
			continue
		}
		out = append(out, start{r.titleStart(b, floor, i, len(out) == 0), i})
		floor = i + 1
	}
	if len(out) == 0 {
		if first := r.fragment(b); first >= 0 {
			out = append(out, start{first, -1})
		}
	}
	return out
}

// titleStart looks back from the enacting words for the resolution's title.
func (r *reader) titleStart(b []block, floor, enacting int, only bool) int {
	first := enacting
	for j := enacting - 1; j >= max(floor, enacting-5); j-- {
		if b[j].opens(r.lang, r.lang.Draft) && !complete(b[j].tail) {
			first = j
			for first > floor && !b[first].after && b[first-1].opens(r.lang, r.lang.Draft) {
				first--
			}
			break
		}
	}
	if j := enacting - 1; only && first == enacting && j >= floor && b[j].line != "" && !complete(b[j].tail) && len(b[j].src) < 400 {
		probe := reader{lang: r.lang}
		if _, _, labelled := b[j].label(); !labelled && !probe.field(b[j].line, b[j].lower) && !b[j].opens(r.lang, r.lang.Sections) {
			first = j
		}
	}
	return first
}

// fragment returns the first block of a piece of a resolution without
// enacting words, -1 if there is none: recitals or headings and an operative
// part, a heading with its first item right under it, or numbered paragraphs
// most of which open as operative ones.
func (r *reader) fragment(b []block) int {
	preamble, paragraph, heading := -1, -1, -1
	operative, numbered, opened := false, 0, 0
	for i := range b {
		k := &b[i]
		m, text, labelled := k.label()
		opens := r.lang.Operative.Open(fold(text))
		if labelled && (m.Ordinal == 1 || r.excerpt) && i > 0 && heading < 0 {
			if h := &b[i-1]; h.heading() && (h.opens(r.lang, r.lang.Operative) || h.opens(r.lang, r.lang.Preambular)) {
				heading = i - 1
			}
		}
		switch {
		case labelled && m.Series <= FullWidth:
			numbered++
			if opens {
				opened++
				operative = true
				if paragraph < 0 {
					paragraph = i
				}
			}
		case !labelled && k.opens(r.lang, r.lang.Preambular) && !ended(k.tail) && (complete(k.tail) || k.heading()):
			if preamble < 0 {
				preamble = i
			}
		case !labelled && opens && (k.heading() || preamble >= 0):
			operative = true
		}
	}
	switch {
	case preamble >= 0 && operative:
		return preamble
	case heading >= 0:
		return heading
	case opened*2 > numbered:
		return paragraph
	}
	return -1
}

// plain reads a text that is no resolution: numbered items and articles.
func (r *reader) plain(b []block) {
	p := body{reader: r, top: 1, plain: true}
	p.read(b)
}

// cover reads what stands before the resolution: fields, the title after
// them, and sections.
func (r *reader) cover(b []block) {
	sections := len(b)
	title := -1 // after the last field
	for i := range b {
		k := &b[i]
		if r.section(k) {
			sections = i
			break
		}
		probe := reader{lang: r.lang}
		switch {
		case probe.field(k.line, k.lower):
			title = i + 1
		case title < 0 && i == 0 && k.line == "":
			title = 1
		}
	}
	for title >= 0 && title < sections && b[title].line == "" {
		title++
	}
	for i := range b {
		k := &b[i]
		switch {
		case i >= sections && r.section(k):
			r.add(1, Section, k.src)
		case i >= sections:
			r.add(2, Paragraph, k.src)
		case r.field(k.line, k.lower):
			r.add(1, Field, k.src)
		case i == title && !complete(k.tail):
			r.meta.Title = oneLine(k.src)
			r.add(1, Title, k.src)
		default:
			r.add(1, Paragraph, k.src)
		}
	}
}

// section reports whether a block is a heading of the cover.
func (r *reader) section(k *block) bool {
	return k.opens(r.lang, r.lang.Sections) && len(k.line) < 80 && !complete(k.tail)
}

// resolution reads title, enacting words, preamble, operative part, annexes.
// The enacting words stand at index enacting, or nowhere if it is negative.
func (r *reader) resolution(b []block, enacting int) {
	r.add(1, Resolution, "")
	if enacting > 0 {
		var src strings.Builder
		for i := range b[:enacting] {
			src.WriteString(b[i].src)
		}
		r.add(2, Title, src.String())
		if r.meta.Title == "" {
			r.meta.Title = r.title(b[:enacting])
		}
	}
	if enacting >= 0 {
		if r.meta.Body == "" {
			r.meta.Body = strings.TrimRight(oneLine(b[enacting].src), ",،，")
		}
		r.add(2, Enacting, b[enacting].src)
		b = b[enacting+1:]
	}
	p := body{reader: r, top: 2}
	p.read(b)
}

// title joins the lines of a resolution's title, without the line that says
// what it is a draft of where another follows.
func (r *reader) title(b []block) string {
	if len(b) > 1 && b[0].opens(r.lang, r.lang.Draft) {
		b = b[1:]
	}
	var lines []string
	for i := range b {
		lines = append(lines, oneLine(b[i].src))
	}
	return strings.TrimSpace(strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), " "))
}

// oneLine gives s on one line, without white space round it.
func oneLine(s string) string {
	s = trimRight(trimLeft(s))
	if !strings.Contains(s, "\n") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = trimRight(trimLeft(l))
	}
	return strings.Join(lines, " ")
}
