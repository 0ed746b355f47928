package instruction

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A pattern is a line of tokens with a space between them: literal words with
// their alternatives (by|with; _ stands for a space), and slots:
//
//	{p} {o}  a paragraph, another paragraph
//	{q} {t}  quoted words, a quoted text
//	{T}      a text, quoted or up to an empty line
//	{n}      which occurrence
//	{x}      the word for «exactly»
//	{l}      a label
//	{#}      a number with what may follow it: 3, 3bis, 3(b)
//	{w}      an ordinal in words
//
// A question mark after a token makes it optional.
type matcher struct {
	text string
	lang *language
	in   Instruction
	ref  string // last number or label path that was read

	far  int // furthest position that was reached, and what was expected there
	want []string
}

type failure struct {
	at   int
	want []string
}

// readOne reads the instruction at pos in whatever language it is. The error
// is that of the pattern that went furthest.
func readOne(text string, pos int) (Instruction, int, *failure) {
	fail := &failure{at: -1}
	for _, lang := range readable {
		for _, p := range lang.patterns {
			m := &matcher{text: text, lang: lang, far: pos}
			m.in = Instruction{Do: p.verb, Language: lang.tag}
			if end := m.match(strings.Fields(p.text), pos); end >= 0 && atEnd(text, end) {
				m.in.Span.Start, m.in.Span.End = pos, end
				return m.in, end, nil
			} else if end >= 0 {
				m.miss(end, "the end of the instruction")
			}
			switch {
			case m.far > fail.at:
				*fail = failure{m.far, m.want}
			case m.far == fail.at:
				fail.want = append(fail.want, m.want...)
			}
		}
	}
	fail.want = distinct(fail.want)
	if fail.at == pos {
		fail.want = []string{"an amending instruction in English, French, Spanish or Arabic, or MOD, ADD, SUP, NOC"}
	}
	return Instruction{}, 0, fail
}

func distinct(list []string) (out []string) {
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// atEnd reports whether an instruction may end at pos: at a line end.
func atEnd(text string, pos int) bool {
	rest := strings.TrimLeft(text[pos:], " \t\u00a0\r")
	return rest == "" || rest[0] == '\n'
}

func (m *matcher) miss(at int, want string) int {
	if at > m.far {
		m.far, m.want = at, nil
	}
	if at == m.far {
		m.want = append(m.want, want)
	}
	return -1
}

// match returns where the tokens end that start at pos, or -1.
func (m *matcher) match(tokens []string, pos int) int {
	if len(tokens) == 0 {
		return pos
	}
	tok, optional := strings.CutSuffix(tokens[0], "?")
	saved, ref := m.in, m.ref
	if end := m.token(tok, skipBlank(m.text, pos)); end >= 0 {
		if end = m.match(tokens[1:], end); end >= 0 {
			return end
		}
	}
	if !optional {
		return -1
	}
	m.in, m.ref = saved, ref
	return m.match(tokens[1:], pos)
}

func (m *matcher) token(tok string, pos int) int {
	switch tok {
	case "{p}", "{o}":
		return m.paragraph(tok == "{p}", pos)
	case "{q}", "{t}", "{T}":
		s, end := quoted(m.text, pos)
		if end < 0 && tok == "{T}" {
			s, end = untilEmptyLine(m.text, pos)
		}
		if end < 0 {
			return m.miss(pos, "a quotation")
		}
		if tok == "{q}" {
			m.in.Quote = s
		} else {
			m.in.Text = s
		}
		return end
	case "{n}":
		return m.match(strings.Fields("( "+m.lang.occurrence+" {k} )"), pos)
	case "{k}":
		s, end := m.number(pos)
		n, err := strconv.Atoi(s)
		if end < 0 || err != nil || n < 1 {
			return m.miss(pos, "the number of the occurrence")
		}
		m.in.Nth = n
		return end
	case "{x}":
		end := m.literal(m.lang.exactly, pos)
		m.in.Exactly = end >= 0
		return end
	case "{l}":
		s, end := quoted(m.text, pos)
		if end < 0 {
			s, end = m.number(pos)
		}
		m.in.To = s
		return end
	case "{#}":
		s, end := m.number(pos)
		m.ref = s
		return end
	case "{w}":
		return m.ordinal(pos)
	case "{s}":
		s, end := quoted(m.text, pos)
		if end < 0 {
			return m.miss(pos, "a paragraph named in quotation marks")
		}
		m.ref = s
		return end
	}
	longest := -1
	for alt := range strings.SplitSeq(tok, "|") {
		longest = max(longest, m.literal(strings.ReplaceAll(alt, "_", " "), pos))
	}
	if longest >= 0 {
		return longest
	}
	return m.miss(pos, "«"+strings.ReplaceAll(strings.ReplaceAll(tok, "_", " "), "|", "» or «")+"»")
}

// paragraph reads what names a clause.
func (m *matcher) paragraph(first bool, pos int) int {
	for _, r := range m.lang.refs {
		end := m.match(strings.Fields(r.pattern), pos)
		if end < 0 {
			continue
		}
		path := r.prefix + m.ref
		if first {
			m.in.At = path
		} else {
			m.in.To = path
		}
		return end
	}
	return m.miss(pos, "a paragraph, such as «"+m.lang.sample+"»")
}

func (m *matcher) ordinal(pos int) int {
	for i, w := range m.lang.ordinals {
		for _, alt := range strings.Split(w, "|") {
			if end := m.literal(alt, pos); end >= 0 {
				m.ref = strconv.Itoa(i + 1)
				return end
			}
		}
	}
	return m.miss(pos, "an ordinal such as «"+strings.Split(m.lang.ordinals[0], "|")[0]+"»")
}

// number reads 3, 3bis, 3 bis, 3(b), 3 (b) (ii), ٣ and so on.
func (m *matcher) number(pos int) (string, int) {
	end := pos
	for end < len(m.text) {
		r, n := utf8.DecodeRuneInString(m.text[end:])
		if !unicode.IsDigit(r) {
			break
		}
		end += n
	}
	if end == pos {
		return "", m.miss(pos, "a number")
	}
	s := m.text[pos:end]
	for _, suffix := range suffixes {
		if e := m.literal(suffix, skipBlank(m.text, end)); e >= 0 {
			s += m.text[end:e]
			end = e
			break
		}
	}
	for {
		at := skipBlank(m.text, end)
		i := strings.IndexByte(m.text[at:], ')')
		if i < 2 || i > 12 || m.text[at] != '(' || strings.ContainsFunc(m.text[at+1:at+i], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			return s, end
		}
		s += m.text[at : at+i+1]
		end = at + i + 1
	}
}

var suffixes = []string{"bis", "ter", "quater", "quinquies", "sexies", "septies", "مكررا ثانيا", "مكررا"}

// literal matches words without regard to case, vowel signs and the width of
// spaces, and returns where they end, or -1.
func (m *matcher) literal(want string, pos int) int {
	var last rune
	for _, w := range want {
		if w == ' ' {
			next := skipBlank(m.text, pos)
			if next == pos {
				return -1
			}
			pos = next
			continue
		}
		pos = skipMarks(m.text, pos)
		r, n := utf8.DecodeRuneInString(m.text[pos:])
		if n == 0 || unicode.ToLower(r) != unicode.ToLower(w) {
			return -1
		}
		pos, last = pos+n, w
	}
	pos = skipMarks(m.text, pos)
	if next, _ := utf8.DecodeRuneInString(m.text[pos:]); unicode.IsLetter(last) && unicode.IsLetter(next) {
		return -1
	}
	return pos
}

// skipMarks passes over tashkeel and tatweel.
func skipMarks(text string, pos int) int {
	for pos < len(text) {
		r, n := utf8.DecodeRuneInString(text[pos:])
		if r != '\u0640' && (r < 0x610 || !unicode.Is(unicode.Mn, r)) {
			break
		}
		pos += n
	}
	return pos
}

// skipBlank passes over spaces and single line ends, not over an empty line.
func skipBlank(text string, pos int) int {
	lines := 0
	for pos < len(text) {
		r, n := utf8.DecodeRuneInString(text[pos:])
		if !unicode.IsSpace(r) && r != '\u200f' && r != '\u200e' {
			break
		}
		if r == '\n' {
			if lines++; lines > 1 {
				break
			}
		}
		pos += n
	}
	return pos
}

func skipSpace(text string, pos int) int {
	for pos < len(text) {
		r, n := utf8.DecodeRuneInString(text[pos:])
		if !unicode.IsSpace(r) {
			break
		}
		pos += n
	}
	return pos
}

// untilEmptyLine takes the rest of the paragraph at pos.
func untilEmptyLine(text string, pos int) (string, int) {
	end := pos
	for end < len(text) {
		line := text[end:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		if strings.TrimSpace(line) == "" || end > pos && marked(line) {
			break
		}
		end += len(line)
	}
	s := strings.TrimRight(text[pos:end], " \t\r\n")
	if s == "" {
		return "", -1
	}
	return s, pos + len(s)
}

// marked reports whether a line starts with a mark of ITU practice.
func marked(line string) bool {
	for _, mark := range [...]string{"MOD ", "ADD ", "SUP ", "NOC "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

func digitValue(r rune) int {
	for _, zero := range []rune{'0', '\u0660', '\u06f0', '\uff10'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return 0
}
