package clause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const blanks = " \t\r\n\v\f\u0085\u00a0\u2003\u2007\u202f\u2028\u2029\u200e\u200f\u3000\ufeff"

// narrow are the blanks that may stand inside a label.
const narrow = " \u00a0\u2007\u202f"

// longestLabel bounds how far a label may reach, in bytes.
const longestLabel = 64

// form is the punctuation that sets a label off from its text. Labels of one
// series in different forms, "1." and "(1)", make different runs.
type form uint8

const (
	bare    form = iota // "1\t", "OP1 "
	closed              // "a)"
	wrapped             // "(a)"
	pointed             // "1."
	listed              // "一、"
	dashed              // "1 -"
	colon               // "OP1:"
	quoted              // "'1'"
)

// insertWord is a way to say that a number was inserted after another. Of two
// words that open alike the longer stands first.
type insertWord struct {
	word string
	n    int
}

// insertWords are by the kind of numeral that they go with: the first list
// that holds the word as printed is the one to choose its successor from.
var insertWords = [][]insertWord{
	{
		{"bis", 2},
		{"ter", 3},
		{"quater", 4},
		{"quinquies", 5},
		{"sexies", 6},
		{"septies", 7},
		{"octies", 8},
		{"novies", 9},
		{"decies", 10},
	},
	{
		{"مكرراً ثانياً", 3},
		{"مكرراً ثالثاً", 4},
		{"مكرراً رابعاً", 5},
		{"مكرراً خامساً", 6},
		{"مكرراً سادساً", 7},
		{"مكرراً", 2},
	},
	{{"مكررا ثانيا", 3}, {"مكررا ثالثا", 4}, {"مكررا رابعا", 5}, {"مكررا خامسا", 6}, {"مكررا", 2}},
	{{"مكرر ثانيا", 3}, {"مكرر ثالثا", 4}, {"مكرر رابعا", 5}, {"مكررة", 2}, {"مكرر", 2}},
	{{"бис", 2}, {"тер", 3}, {"кватер", 4}, {"квинквиес", 5}},
	{{"之二", 2}, {"之三", 3}, {"之四", 4}, {"之五", 5}, {"之六", 6}, {"之七", 7}, {"之八", 8}, {"之九", 9}},
}

var altWords = []string{"alternative", "alt.", "alt", "بديل", "альт.", "альт", "备选"}

// skipArtefacts returns where the text of a clause's source starts, behind
// white space and the bookmarks of word processors.
func skipArtefacts(src string) int {
	for i := 0; ; {
		i = len(src) - len(trimLeft(src[i:]))
		if !strings.HasPrefix(src[i:], "[bookmark: ") {
			return i
		}
		end := strings.IndexByte(src[i:min(len(src), i+256)], ']')
		if end < 0 {
			return i
		}
		i += end + 1
	}
}

// scanLabel finds the label at the start of a clause's source, or behind the
// bracket that opens there. A letter that is also a Roman numeral is read as
// a letter; the reader knows its run.
func scanLabel(src string) (Label, form, bool) {
	start := skipArtefacts(src)
	for start < len(src) && src[start] == '[' {
		start += len(src[start:]) - len(strings.TrimLeft(src[start+1:], narrow))
	}
	s := src[start:min(len(src), start+longestLabel)]
	i, open := scanOpening(s)
	core, n := scanCore(s[i:])
	if n == 0 {
		return Label{}, 0, false
	}
	l := core.Label
	end, f := setOff(s, i+n, open, l)
	if end < 0 {
		return Label{}, 0, false
	}
	l.Span = Span{start, start + end}
	return l, f, true
}

// scanOpening returns the length of the punctuation before a label, and the
// form that it opens.
func scanOpening(s string) (n int, f form) {
	switch {
	case strings.HasPrefix(s, "("):
		return 1, wrapped
	case strings.HasPrefix(s, "（"):
		return len("（"), wrapped
	case strings.HasPrefix(s, "'"):
		return 1, quoted
	case strings.HasPrefix(s, "‘"), strings.HasPrefix(s, "’"):
		return len("‘"), quoted
	}
	return 0, bare
}

// setOff finds the punctuation after the core of a label, which ends at i,
// and returns the end of the label; -1 if what follows is no label's end.
func setOff(s string, i int, open form, l Label) (end int, f form) {
	rest := strings.TrimLeft(s[i:], narrow)
	space := len(s[i:]) - len(rest)
	end = i + space
	digits := l.Series <= FullWidth
	number := digits || l.Series == Chinese || l.Series == LatinLower || l.Series == RomanLower ||
		strings.Trim(l.Printed, "IVX") == ""
	switch {
	case open == quoted:
		if r, w := utf8.DecodeRuneInString(rest); digits && space == 0 && strings.ContainsRune("'‘’", r) && startsBlank(rest[w:]) {
			return end + w, quoted
		}
		return -1, 0
	case open == wrapped && strings.HasPrefix(rest, "）"): // needs no space
		return end + len("）"), wrapped
	case strings.HasPrefix(rest, ")"), strings.HasPrefix(rest, "）"):
		_, w := utf8.DecodeRuneInString(rest)
		end += w
		if !endsLabel(s[end:], open == wrapped || w > 1) {
			return -1, 0
		}
		if open == wrapped {
			return end, wrapped
		}
		return end, closed
	case open == wrapped:
		return -1, 0
	case '㈠' <= firstRune(l.Printed) && firstRune(l.Printed) <= '㈩':
		return i, wrapped
	case space == 0 && number && (strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "．")):
		return end + len("、"), listed
	case space == 0 && number && strings.HasPrefix(rest, "."):
		if end++; !endsLabel(s[end:], digits) {
			return -1, 0
		}
		return end, pointed
	case (digits || l.Series == Abjad) && startsDash(rest):
		_, w := utf8.DecodeRuneInString(rest)
		after := trimLeft(rest[w:])
		if r, _ := utf8.DecodeRuneInString(after); len(after) == len(rest)-w && after != "" || isDigit(r) {
			return -1, 0
		}
		return end + w, dashed
	case l.Part != NoPart && strings.HasPrefix(rest, ":"):
		return end + 1, colon
	case l.Part != NoPart && (rest == "" || space > 0 || strings.ContainsAny(rest[:1], "\t\n\r")),
		digits && startsTab(s[i:]):
		return i, bare
	}
	return -1, 0
}

func startsDash(s string) bool {
	return strings.HasPrefix(s, "-") || strings.HasPrefix(s, "–") || strings.HasPrefix(s, "—") || strings.HasPrefix(s, "ـ ")
}

// startsTab reports whether s opens with space as wide as a tab.
func startsTab(s string) bool {
	rest := strings.TrimLeft(s, narrow)
	return strings.HasPrefix(rest, "\t") || strings.HasPrefix(rest, "\u2003") || strings.HasPrefix(rest, "\u3000") ||
		len(s)-len(rest) >= 2 && rest != "" && !strings.ContainsAny(rest[:1], "\r\n")
}

// endsLabel reports whether s, which follows a label's punctuation, is set
// off from it: by a blank or the end, in Chinese by nothing, and where the
// punctuation is strong by a capital letter or a bracket.
func endsLabel(s string, strong bool) bool {
	r, w := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[w:])
	switch {
	case s == "", strings.ContainsRune(blanks, r), unicode.Is(unicode.Han, r):
		return true
	case !strong:
		return false
	}
	return strings.ContainsRune("[(“«\"*_《", r) || unicode.IsUpper(r) && unicode.IsLower(next) ||
		unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r)
}

func isDigit(r rune) bool { d, _ := digit(r); return d >= 0 }

// core is a label without punctuation, and where its pieces stand in Printed.
type core struct {
	Label
	numeral Span
	insert  Span // the word for the insertion
	words   int  // which list of insertWords it is from
}

// scanCore reads number or letter, with PP or OP before it and bis, alt and
// their like after it. It returns how many bytes of s these are, 0 if none.
func scanCore(s string) (c core, size int) {
	i := c.scanPart(s)
	if i = c.scanAbove(s, i); i < 0 {
		return core{}, 0
	}
	n := c.scanNumeral(s[i:])
	if n == 0 || c.Part != NoPart && c.Series != Decimal && c.Series != ArabicIndic {
		return core{}, 0
	}
	c.numeral = Span{i, i + n}
	i = c.scanInsert(s, i+n)
	i = c.scanAlt(s, i)
	c.Printed = s[:i]
	return c, i
}

func (c *core) scanPart(s string) int {
	if len(s) < 3 || s[1] != 'P' || s[0] != 'P' && s[0] != 'O' {
		return 0
	}
	after := trimNarrow(s[2:])
	if !isDigit(firstRune(after)) {
		return 0
	}
	c.Part = PreambularPart
	if s[0] == 'O' {
		c.Part = OperativePart
	}
	return len(s) - len(after)
}

// scanAbove reads what a number of several steps repeats: "2." in "2.3".
func (c *core) scanAbove(s string, i int) int {
	start := i
	for {
		_, _, n := scanDigits(s[i:])
		rest := s[i+n:]
		if n == 0 || len(rest) < 2 || rest[0] != '.' {
			break
		}
		if r, _ := utf8.DecodeRuneInString(rest[1:]); !isDigit(r) {
			break
		}
		i += n + 1
	}
	if c.Above = s[start:i]; strings.Count(c.Above, ".") > 6 {
		return -1
	}
	return i
}

// scanNumeral reads the number or letter of a label and returns its length.
func (c *core) scanNumeral(s string) (size int) {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case isDigit(r):
		c.Series, c.Ordinal, size = scanDigits(s)
	case r < utf8.RuneSelf && unicode.IsLetter(r):
		size = c.scanLatin(s)
	case unicode.Is(unicode.Arabic, r):
		c.Series = Abjad
		c.Ordinal, size = scanAbjad(s)
	case unicode.Is(unicode.Cyrillic, r):
		c.Series = Cyrillic
		c.Ordinal, size = scanLetters(cyrillicLetters, s, unicode.ToLower)
	default:
		c.Series = Chinese
		c.Ordinal, size = scanChinese(s)
	}
	if c.Ordinal == 0 {
		return 0
	}
	return size
}

func (c *core) scanLatin(s string) int {
	n := 0
	upper := s[0] <= 'Z'
	for n < len(s) && s[n] < utf8.RuneSelf && unicode.IsLetter(rune(s[n])) && (s[n] <= 'Z') == upper {
		n++
	}
	for _, in := range insertWords[0] { // "abis", "ccter"
		word, ok := strings.CutSuffix(s[:n], in.word)
		if _, size := scanLetters(latinLetters, word, unicode.ToLower); ok && (size == len(word) && size > 0 || roman(word) > 0) {
			n = len(word)
			break
		}
	}
	word := strings.ToLower(s[:n])
	c.Series = LatinLower
	if upper {
		c.Series = LatinUpper
	}
	ordinal, size := scanLetters(latinLetters, word, unicode.ToLower)
	value := roman(word)
	switch {
	case size == n && (n == 1 || value == 0):
		c.Ordinal = ordinal
	case value > 0:
		c.Series += RomanLower - LatinLower
		c.Ordinal = value
	}
	return n
}

// scanInsert reads bis, ter and their like from i on and returns the end.
func (c *core) scanInsert(s string, i int) int {
	at := len(s) - len(trimNarrow(s[i:]))
	if at == len(s) || s[at] < 'A' && s[at] != '(' && s[at] != '-' {
		return i
	}
	open := strings.HasPrefix(s[at:], "(")
	if open || strings.HasPrefix(s[at:], "-") {
		at++
	}
	for k, words := range insertWords {
		for _, in := range words {
			end := at + len(in.word)
			if end > len(s) || !strings.EqualFold(s[at:end], in.word) || startsLetter(s[end:]) && !strings.HasPrefix(s[end:], "alt") && k != len(insertWords)-1 {
				continue
			}
			if open && !strings.HasPrefix(s[end:], ")") {
				return i
			}
			c.Insert, c.insert, c.words = in.n, Span{at, end}, k
			if open {
				end++
			}
			return end
		}
	}
	return i
}

// scanAlt reads "alt" and its number from i on and returns the end.
func (c *core) scanAlt(s string, i int) int {
	at := len(s) - len(trimNarrow(s[i:]))
	if at == len(s) || s[at] < 'A' {
		return i
	}
	for _, word := range altWords {
		rest, ok := strings.CutPrefix(s[at:], word)
		if !ok || startsLetter(rest) {
			continue
		}
		c.Alt = 1
		end := len(s) - len(rest)
		if strings.HasSuffix(word, ".") && startsBlank(rest) {
			end-- // the point sets the label off
			return end
		}
		if _, n, size := scanDigits(trimNarrow(rest)); size > 0 && n < 100 {
			c.Alt = n
			end = len(s) - len(trimNarrow(rest)) + size
		}
		return end
	}
	return i
}

// trimNarrow takes off the space between two pieces of a label.
func trimNarrow(s string) string {
	for range 2 {
		for _, blank := range narrow {
			if rest, ok := strings.CutPrefix(s, string(blank)); ok {
				s = rest
				break
			}
		}
	}
	return s
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func startsBlank(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s == "" || strings.ContainsRune(blanks, r)
}

func startsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// trimLeft and trimRight take white space off, faster for the common case
// than [strings.Trim].
func trimLeft(s string) string {
	if s != "" && s[0] > ' ' && s[0] < utf8.RuneSelf {
		return s
	}
	return strings.TrimLeft(s, blanks)
}

func trimRight(s string) string {
	if s != "" && s[len(s)-1] > ' ' && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return strings.TrimRight(s, blanks)
}
