package refer

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// part is where in a document a phrase says that its clause is.
type part int

const (
	anywhere part = iota
	operative
	preambular
	below // a clause under the one that speaks, or beside it
)

type finder struct {
	doc    *clause.Document
	places *places
	langs  []*lexicon.Language
	nouns  map[rune][]*lexicon.Refer // by the first letters of their words
	found  []Reference

	path clause.Path // of the clause that is searched
	c    *clause.Clause
	plain
}

// mention is a phrase in the making.
type mention struct {
	start, end int // in the plain text
	part       part
	heading    string // plain text of the heading that is named
	certain    bool
	list       [][]Step
}

func newFinder(d *clause.Document) *finder {
	f := &finder{doc: d, places: newPlaces(d), nouns: map[rune][]*lexicon.Refer{}}
	if l := lexicon.ByTag(d.Meta().Language); l != nil {
		f.langs = []*lexicon.Language{l}
	} else {
		for i := range lexicon.All {
			f.langs = append(f.langs, &lexicon.All[i])
		}
	}
	for _, l := range f.langs {
		for _, word := range slices.Concat(l.Refer.Nouns, l.Refer.Subs, l.Refer.Operative, l.Refer.Preambular) {
			if r := firstRune(word); !slices.Contains(f.nouns[r], &l.Refer) {
				f.nouns[r] = append(f.nouns[r], &l.Refer)
			}
		}
	}
	return f
}

func (f *finder) clause(p clause.Path, c *clause.Clause) {
	f.path, f.c = p, c
	f.plain = newPlain(c.Source())
	start := f.pos(c.TextSpan().Start)
	for i := start; i < len(f.text); {
		r, w := utf8.DecodeRuneInString(f.text[i:])
		if end := f.reference(i, r, start); end > i {
			i = end
			continue
		}
		i += w
	}
}

// reference finds the reference that starts at i and returns its end, 0 if there is
// none.
func (f *finder) reference(i int, r rune, start int) int {
	if unicode.Is(unicode.Han, r) {
		return f.chinese(i, start)
	}
	if !unicode.IsLetter(r) || !f.word(i) {
		return 0
	}
	if r == 'o' || r == 'p' {
		if end := f.part(i); end > 0 {
			return end
		}
	}
	for _, l := range f.nouns[r] {
		if end := f.noun(i, l); end > 0 {
			return end
		}
	}
	return f.heading(i, start)
}

// part finds "OP7" and "PP5 bis".
func (f *finder) part(i int) int {
	label, n := clause.ScanLabel(f.src[f.at[i]:])
	if n == 0 || label.Part == clause.NoPart {
		return 0
	}
	m := mention{start: i, certain: true, part: operative}
	if label.Part == clause.PreambularPart {
		m.part = preambular
	}
	if f.labels(&m, i, nil) == 0 {
		return 0
	}
	return f.keep(&m)
}

// noun finds "operative paragraph 3 (b) above" and its like. It also steps
// over mentions of paragraphs of other documents.
func (f *finder) noun(i int, l *lexicon.Refer) int {
	m := mention{start: i}
	at := i
	if end := after(f.text, at, l.Operative, true); end > 0 {
		m.part, m.certain, at = operative, true, skipSpace(f.text, end)
	} else if end := after(f.text, at, l.Preambular, true); end > 0 {
		m.part, m.certain, at = preambular, true, skipSpace(f.text, end)
	}
	end := after(f.text, at, l.Subs, true)
	if end > 0 && m.part == anywhere {
		m.part = below
	} else {
		end = max(end, after(f.text, at, l.Nouns, true))
	}
	if end == 0 || end == len(f.text) || f.text[end] != ' ' && f.text[end-1] != '.' {
		return 0
	}
	if end = f.labels(&m, skipSpace(f.text, end), l); end == 0 {
		return 0
	}
	return f.qualify(&m, l)
}

// qualify reads what comes after the numbers and keeps the references of the
// mention, unless they are to another document.
func (f *finder) qualify(m *mention, l *lexicon.Refer) int {
	at := skipSpace(f.text, m.end)
	if m.part == anywhere || m.part == below {
		if end := after(f.text, at, l.OperativeAfter, true); end > 0 {
			m.part, m.certain, m.end = operative, true, end
			return f.keep(m)
		}
		if end := after(f.text, at, l.PreambularAfter, true); end > 0 {
			m.part, m.certain, m.end = preambular, true, end
			return f.keep(m)
		}
	}
	if end := after(f.text, at, l.Internal, true); end > 0 {
		m.certain, m.end = true, end
		return f.keep(m)
	}
	if end := after(f.text, at, l.Of, true); end > 0 {
		name := skipSpace(f.text, end)
		if n := f.places.headingAt(f.text[name:]); n > 0 {
			m.heading, m.certain, m.end = f.text[name:name+n], true, name+n
			return f.keep(m)
		}
		if end := f.nested(m, name, l); end > 0 {
			return end
		}
		return max(m.end, name) // of another document
	}
	if after(f.text, at, l.External, true) > 0 || !m.certain && f.documentBefore(m.start, l) {
		return m.end
	}
	return f.keep(m)
}

// nested reads "subparagraph (b) of paragraph 3" as one reference.
func (f *finder) nested(m *mention, at int, l *lexicon.Refer) int {
	outer := mention{start: m.start}
	if end := after(f.text, at, l.Operative, true); end > 0 {
		outer.part, outer.certain, at = operative, true, skipSpace(f.text, end)
	}
	end := after(f.text, at, l.Nouns, true)
	if end == 0 || f.labels(&outer, skipSpace(f.text, end), l) == 0 || len(outer.list) != 1 {
		return 0
	}
	for i := range m.list {
		m.list[i] = append(slices.Clone(outer.list[0]), m.list[i]...)
	}
	outer.list = m.list
	return f.qualify(&outer, l)
}

// documentBefore reports whether the sentence names another document before
// the mention: "its resolution 70/1, paragraph 3".
func (f *finder) documentBefore(start int, l *lexicon.Refer) bool {
	const farthest = 500 // bytes
	s := f.text[max(0, start-farthest):start]
	s = s[strings.LastIndexAny(s, ";.؛")+1:]
	for i := range s {
		if (i == 0 || s[i-1] == ' ' || s[i-1] == '(') && after(s, i, l.Documents, true) > 0 {
			return true
		}
	}
	return false
}

// heading finds "resolves 3" and "noting a) above": the words of a heading of
// this document and a label, in a place where a heading is cited.
func (f *finder) heading(i, start int) int {
	n := f.places.headingAt(f.text[i:])
	if n == 0 || i == start && f.c.Kind() != clause.Item {
		return 0
	}
	m := mention{start: i, heading: f.text[i : i+n], certain: true}
	if f.labels(&m, skipSpace(f.text, i+n), nil) == 0 {
		return 0
	}
	if !f.emphasised(i) && !f.cited(i) && !f.closed(m.end) {
		return 0
	}
	for _, l := range f.langs {
		if end := after(f.text, skipSpace(f.text, m.end), l.Refer.Internal, true); end > 0 {
			m.end = end
		}
	}
	return f.keep(&m)
}

// emphasised reports whether the word at i is set off as a heading is.
func (f *finder) emphasised(i int) bool {
	at := f.at[i]
	return at > 0 && strings.ContainsRune("*_\"“«", lastRune(f.src[:at]))
}

// cited reports whether a word before i leads to a citation.
func (f *finder) cited(i int) bool {
	before := strings.TrimRight(f.text[:i], " ")
	for _, l := range f.langs {
		for _, cue := range l.Refer.Cues {
			if rest, ok := strings.CutSuffix(before, cue); ok && (rest == "" || !letter(lastRune(rest))) {
				return true
			}
		}
	}
	return false
}

// closed reports whether a mention that ends at end is not followed by the
// noun that its number would count: "resolves 3 problems".
func (f *finder) closed(end int) bool {
	rest := strings.TrimLeft(f.text[end:], " ")
	r, _ := utf8.DecodeRuneInString(rest)
	if rest == "" || !letter(r) {
		return true
	}
	for _, l := range f.langs {
		if after(rest, 0, l.Refer.Internal, true) > 0 || after(rest, 0, []string{"and", "or", "et", "y", "и"}, true) > 0 {
			return true
		}
	}
	return false
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// chinese finds "上文第3段", "执行部分第2段(b)分段" and "决定3".
func (f *finder) chinese(i, start int) int {
	for _, l := range f.langs {
		if l.Tag != "zh" {
			continue
		}
		m := mention{start: i}
		at := i
		switch {
		case after(f.text, at, l.Refer.Operative, false) > 0:
			m.part, m.certain, at = operative, true, after(f.text, at, l.Refer.Operative, false)
		case after(f.text, at, l.Refer.Preambular, false) > 0:
			m.part, m.certain, at = preambular, true, after(f.text, at, l.Refer.Preambular, false)
		case after(f.text, at, l.Refer.Internal, false) > 0:
			m.certain, at = true, after(f.text, at, l.Refer.Internal, false)
			if end := after(f.text, at, l.Refer.Operative, false); end > 0 {
				m.part, at = operative, end
			}
		case !f.chineseCue(i, start, &l.Refer):
			return f.heading(i, start)
		}
		if !strings.HasPrefix(f.text[at:], "第") {
			if at > i {
				return 0
			}
			return f.heading(i, start)
		}
		if f.labels(&m, at+len("第"), &l.Refer) == 0 {
			return 0
		}
		end := after(f.text, m.end, []string{"段", "执行段", "序言段", "项"}, false)
		if end == 0 {
			return 0
		}
		m.end = end
		if label, n := clause.ScanLabel(f.src[f.at[end]:]); n > 0 && label.Series > clause.FullWidth && len(m.list) == 1 {
			m.list[0] = append(m.list[0], f.step(end, n, label))
			m.end = max(f.pos(f.at[end]+n), after(f.text, f.pos(f.at[end]+n), []string{"分段", "项"}, false))
		}
		return f.keep(&m)
	}
	return f.heading(i, start)
}

// chineseCue reports whether "第3段" at i belongs to no noun before it.
func (f *finder) chineseCue(i, start int, l *lexicon.Refer) bool {
	before := f.text[start:i]
	if before == "" || !unicode.Is(unicode.Han, lastRune(before)) && lastRune(before) != '》' {
		return !f.documentBefore(i, l)
	}
	for _, cue := range l.Cues {
		if strings.HasSuffix(before, cue) {
			return true
		}
	}
	return false
}

// labels reads a list of labels at i, and returns its end, 0 if there is none.
func (f *finder) labels(m *mention, i int, l *lexicon.Refer) int {
	for {
		steps, end := f.steps(i)
		if len(steps) == 0 {
			break
		}
		m.list = append(m.list, steps)
		m.end = end
		if l == nil {
			break
		}
		at := skipSpace(f.text, end)
		next := after(f.text, at, l.Joiners, false)
		if next == 0 {
			break
		}
		if at = skipSpace(f.text, next); f.text[next-1] == ',' { // "3, 4 and 5", "3, and 4"
			if end := after(f.text, at, l.Joiners, false); end > 0 {
				at = skipSpace(f.text, end)
			}
		}
		i = at + len(f.text[at:]) - len(strings.TrimPrefix(f.text[at:], "第"))
	}
	return m.end
}

// steps reads one label and those under it at i: "3 (b) (ii)".
func (f *finder) steps(i int) (steps []Step, end int) {
	for {
		label, n := clause.ScanLabel(f.src[f.at[i]:])
		if n == 0 || i == len(f.text) || len(steps) > 0 && label.Series <= clause.FullWidth {
			return steps, end
		}
		next := f.pos(f.at[i] + n)
		// "3rd", "3/5", "3.5", "3-5": a number that goes on is no label.
		if r, w := utf8.DecodeRuneInString(f.text[next:]); letter(r) && !unicode.Is(unicode.Han, r) && r < 0x600 || r == '/' || r == '%' ||
			r == '.' && letter(firstRune(f.text[next+w:])) {
			return nil, 0
		}
		steps, end = append(steps, f.step(i, n, label)), next
		if i = skipSpace(f.text, next); i == len(f.text) {
			return steps, end
		}
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func (f *finder) step(i, n int, label clause.Label) Step {
	return Step{Span: clause.Span{Start: f.at[i], End: f.at[i] + n}, Label: label}
}

// keep adds the references of a mention and returns its end.
func (f *finder) keep(m *mention) int {
	start := f.at[m.start]
	for start > 0 && (f.src[start-1] == '*' || f.src[start-1] == '_') {
		start--
	}
	for _, steps := range m.list {
		f.places.resolve(f.path, m, steps)
		f.found = append(f.found, Reference{
			From: f.c.ID(), Path: f.path, Steps: steps, Certain: m.certain,
			Mention: clause.Span{Start: start, End: f.end(m.end)},
		})
	}
	return m.end
}

// end returns the offset in the source where the plain text up to i ends.
func (f *finder) end(i int) int {
	if i == 0 {
		return 0
	}
	last := f.at[i-1]
	_, w := utf8.DecodeRuneInString(f.src[last:])
	return last + w
}
