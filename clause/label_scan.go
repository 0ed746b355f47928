package clause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const blanks = " \t\r\n\v\f\u0085\u00a0\u2007\u202f\u2028\u2029\u200e\u200f\ufeff"

// longestLabel bounds how far a label may reach, in bytes.
const longestLabel = 64

var abjad = map[string]int{
	"أ": 1, "ا": 1, "ب": 2, "ج": 3, "د": 4, "ه": 5, "هـ": 5, "و": 6, "ز": 7, "ح": 8, "ط": 9, "ي": 10,
	"ك": 11, "ل": 12, "م": 13, "ن": 14, "س": 15, "ع": 16, "ف": 17, "ص": 18, "ق": 19, "ر": 20,
	"ش": 21, "ت": 22, "ث": 23, "خ": 24, "ذ": 25, "ض": 26, "ظ": 27, "غ": 28,
}

const (
	cyrillic = "абвгдежзиклмнопрстуфхцчшщэюя"
	hanzi    = "一二三四五六七八九"
)

var inserts = []struct {
	word string
	n    int
}{
	{"مكرراً ثانياً", 3},
	{"مكرراً ثالثاً", 4},
	{"مكرراً", 2},
	{"مكررا", 2},
	{"quinquies", 5},
	{"quater", 4},
	{"bis", 2},
	{"ter", 3},
	{"бис", 2},
}

// skipArtefacts returns where the text of a clause's source starts, behind
// white space and the bookmarks of word processors.
func skipArtefacts(src string) int {
	for i := 0; ; {
		i = len(src) - len(strings.TrimLeft(src[i:], blanks))
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

// scanLabel finds the label at the start of a clause's source. A letter that
// is also a Roman numeral is read as a letter; the reader knows its run.
func scanLabel(src string) (Label, bool) {
	start := skipArtefacts(src)
	s := src[start:min(len(src), start+longestLabel)]
	i, open := 0, false
	for _, p := range []string{"(", "（"} {
		if strings.HasPrefix(s, p) {
			i, open = len(p), true
		}
	}
	l := Label{}
	core := i
	if strings.HasPrefix(s[i:], "PP") || strings.HasPrefix(s[i:], "OP") {
		l.Part = PreambularPart
		if s[i] == 'O' {
			l.Part = OperativePart
		}
		i += 2
	}
	n := l.count(s[i:])
	if n == 0 || (l.Part != NoPart && l.Series != Decimal) {
		return Label{}, false
	}
	i += n
	i += l.suffix(s[i:])
	l.Printed = s[core:i]
	rest := strings.TrimLeft(s[i:], " \u00a0")
	space := len(s[i:]) - len(rest)
	end := i + space
	digits := l.Series <= FullWidth
	switch {
	case strings.HasPrefix(rest, ")"):
		if end++; end < len(s) && !strings.ContainsAny(s[end:end+1], " \t\r\n\xc2") {
			return Label{}, false
		}
	case strings.HasPrefix(rest, "）"):
		end += len("）")
	case open:
		return Label{}, false
	case space == 0 && (strings.HasPrefix(rest, "、") || strings.HasPrefix(rest, "．")) && (digits || l.Series == Chinese):
		end += len("、")
	case space == 0 && strings.HasPrefix(rest, ".") && (digits || isRoman(l.Printed)):
		if end++; end < len(s) && !strings.ContainsAny(s[end:end+1], " \t\r\n\xc2") {
			return Label{}, false
		}
	case digits && strings.HasPrefix(rest, "\t"), digits && strings.HasPrefix(rest, "-\t"):
	case l.Part != NoPart && (rest == "" || space > 0 || strings.ContainsAny(rest[:1], ":\n\r")):
		if strings.HasPrefix(rest, ":") {
			end++
		}
	default:
		return Label{}, false
	}
	l.Span = Span{start, start + end}
	return l, true
}

// count reads the number or letter of a label and returns its length.
func (l *Label) count(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case digit(r) >= 0:
		return l.digits(s)
	case r < utf8.RuneSelf && unicode.IsLetter(r):
		n := 0
		for n < len(s) && s[n] < utf8.RuneSelf && unicode.IsLetter(rune(s[n])) && unicode.IsLower(rune(s[n])) == unicode.IsLower(r) {
			n++
		}
		l.Series = LatinLower
		if unicode.IsUpper(r) {
			l.Series = LatinUpper
		}
		word := strings.ToLower(s[:n])
		switch {
		case n == 1, n == 2 && word[0] == word[1] && !isRoman(word):
			l.Ordinal = int(word[0]-'a') + 1 + 26*(n-1)
		case n <= 8 && isRoman(word):
			l.Series += RomanLower - LatinLower
			l.Ordinal = roman(word)
		default:
			return 0
		}
		return n
	}
	if two := size + len("ـ"); len(s) >= two && s[size:two] == "ـ" && abjad[s[:two]] > 0 {
		l.Series, l.Ordinal = Abjad, abjad[s[:two]]
		return two
	}
	if n := abjad[s[:size]]; n > 0 {
		l.Series, l.Ordinal = Abjad, n
		return size
	}
	if at := strings.IndexRune(cyrillic, unicode.ToLower(r)); at >= 0 {
		l.Series, l.Ordinal = Cyrillic, at/2+1
		return size
	}
	return l.chinese(s)
}

func (l *Label) chinese(s string) int {
	n, size := 0, 0
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		if at := strings.IndexRune(hanzi, r); at >= 0 {
			n += at/3 + 1
		} else if r == '十' {
			n = max(n, 1) * 10
		} else {
			break
		}
		size += w
	}
	if n == 0 || n > 99 || size > 9 {
		return 0
	}
	l.Series, l.Ordinal = Chinese, n
	return size
}

func (l *Label) digits(s string) int {
	n, size, count := 0, 0, 0
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		d := digit(r)
		if d < 0 {
			break
		}
		n, size, count = n*10+d, size+w, count+1
		if count > 3 {
			return 0
		}
	}
	if n == 0 {
		return 0
	}
	l.Series, l.Ordinal = Decimal, n
	switch r, _ := utf8.DecodeRuneInString(s); {
	case r >= '０':
		l.Series = FullWidth
	case r >= '٠':
		l.Series = ArabicIndic
	}
	return size
}

func digit(r rune) int {
	for _, zero := range []rune{'0', '٠', '０'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}

// suffix reads bis, ter, alt and their like and returns their length.
func (l *Label) suffix(s string) int {
	n := 0
	for _, in := range inserts {
		trimmed := strings.TrimLeft(s, " \u00a0")
		if rest, ok := strings.CutPrefix(trimmed, in.word); ok && !startsLetter(rest) {
			l.Insert = in.n
			n = len(s) - len(rest)
			break
		}
	}
	rest, ok := strings.CutPrefix(strings.TrimLeft(s[n:], " \u00a0"), "alt")
	if !ok || startsLetter(rest) {
		return n
	}
	l.Alt = 1
	if tail := strings.TrimLeft(rest, " "); tail != "" && tail[0] >= '1' && tail[0] <= '9' {
		l.Alt, rest = int(tail[0]-'0'), tail[1:]
	}
	return len(s) - len(rest)
}

func startsLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// roman returns the value of a Roman numeral in lower case, 0 if it is none.
func roman(s string) int {
	total, rest := 0, s
	for _, step := range []struct {
		sign string
		n    int
	}{{"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}} {
		for k := 0; k < 3 && strings.HasPrefix(rest, step.sign); k++ {
			total, rest = total+step.n, rest[len(step.sign):]
			if step.n != 10 && step.n != 1 {
				break
			}
		}
	}
	if rest != "" {
		return 0
	}
	return total
}

func isRoman(s string) bool { return roman(strings.ToLower(s)) > 0 }
