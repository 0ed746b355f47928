package clause

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Series is a system of counting clauses.
type Series uint8

const (
	NoSeries    Series = iota
	Decimal            // 1, 2, 3 in ASCII digits
	ArabicIndic        // ١، ٢، ٣
	FullWidth          // １, ２, ３
	LatinLower         // a, b, … z, aa
	LatinUpper         // A, B, … Z, AA
	RomanLower         // i, ii, iii
	RomanUpper         // I, II, III
	Abjad              // أ، ب، ج، د، هـ
	Cyrillic           // а, б, в; capitals count in the same series
	Chinese            // 一, 二, 三
)

var seriesNames = [...]string{
	NoSeries: "none", Decimal: "decimal", ArabicIndic: "arabic-indic", FullWidth: "full-width",
	LatinLower: "latin-lower", LatinUpper: "latin-upper", RomanLower: "roman-lower", RomanUpper: "roman-upper",
	Abjad: "abjad", Cyrillic: "cyrillic", Chinese: "chinese",
}

// String returns the name of the series in lower case.
func (s Series) String() string {
	if int(s) < len(seriesNames) {
		return seriesNames[s]
	}
	return fmt.Sprintf("series(%d)", uint8(s))
}

// Limits of what is read and written as a label. Larger numbers are prose.
const (
	maxDecimal = 999
	maxRoman   = 399
	maxChinese = 999
	maxTimes   = 4 // how often a letter is repeated: a, aa, aaa, aaaa
)

var (
	latinLetters    = []rune("abcdefghijklmnopqrstuvwxyz")
	cyrillicLetters = []rune("абвгдежзиклмнопрстуфхцчшщэюя")
	abjadLetters    = []rune("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
	hanzi           = []rune("一二三四五六七八九")
)

// Format writes the nth numeral of the series, n ≥ 1: "3", "c", "iii", "ج",
// "三". It returns "" where the series has none. Letters are doubled after the
// last, as in "z, aa, bb".
func (s Series) Format(n int) string {
	if n < 1 {
		return ""
	}
	switch s {
	case Decimal:
		return decimal(n, '0')
	case ArabicIndic:
		return decimal(n, '٠')
	case FullWidth:
		return decimal(n, '０')
	case LatinLower:
		return letters(latinLetters, n)
	case LatinUpper:
		return strings.ToUpper(letters(latinLetters, n))
	case RomanLower:
		return formatRoman(n)
	case RomanUpper:
		return strings.ToUpper(formatRoman(n))
	case Abjad:
		return strings.ReplaceAll(letters(abjadLetters, n), "ه", "هـ")
	case Cyrillic:
		return letters(cyrillicLetters, n)
	case Chinese:
		return formatChinese(n)
	}
	return ""
}

func decimal(n int, zero rune) string {
	if n > maxDecimal {
		return ""
	}
	return strings.Map(func(r rune) rune { return zero + r - '0' }, strconv.Itoa(n))
}

func letters(alphabet []rune, n int) string {
	times := (n-1)/len(alphabet) + 1
	if times > maxTimes {
		return ""
	}
	return strings.Repeat(string(alphabet[(n-1)%len(alphabet)]), times)
}

var romanSigns = []struct {
	sign string
	n    int
}{{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}}

func formatRoman(n int) string {
	if n > maxRoman {
		return ""
	}
	var b strings.Builder
	for _, step := range romanSigns {
		for n >= step.n {
			b.WriteString(step.sign)
			n -= step.n
		}
	}
	return b.String()
}

// roman returns the value of a Roman numeral in lower case, 0 if it is none
// in its usual form.
func roman(s string) int {
	if s == "" || len(s) > 16 || strings.Trim(s, "cxlvi") != "" {
		return 0
	}
	total, rest := 0, s
	for _, step := range romanSigns {
		for strings.HasPrefix(rest, step.sign) {
			total, rest = total+step.n, rest[len(step.sign):]
		}
	}
	if rest != "" || formatRoman(total) != s {
		return 0
	}
	return total
}

func formatChinese(n int) string {
	if n > maxChinese {
		return ""
	}
	var b strings.Builder
	if h := n / 100; h > 0 {
		b.WriteString(string(hanzi[h-1]) + "百")
		if r := n % 100; 0 < r && r < 10 {
			b.WriteString("零")
		}
	}
	if t := n / 10 % 10; t > 0 {
		if t > 1 || n >= 100 {
			b.WriteRune(hanzi[t-1])
		}
		b.WriteString("十")
	}
	if u := n % 10; u > 0 {
		b.WriteRune(hanzi[u-1])
	}
	return b.String()
}

// scanChinese reads a Chinese numeral at the start of s.
func scanChinese(s string) (n, size int) {
	if r, w := utf8.DecodeRuneInString(s); '㈠' <= r && r <= '㈩' { // in its own brackets
		return int(r-'㈠') + 1, w
	}
	total, digit := 0, 0
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		if at := strings.IndexRune("一二三四五六七八九", r); at >= 0 {
			digit = at/3 + 1
		} else if r == '十' {
			total, digit = total+max(digit, 1)*10, 0
		} else if r == '百' && digit > 0 {
			total, digit = total+digit*100, 0
		} else if r != '零' {
			break
		}
		size += w
	}
	// Only the usual form counts, so that a date such as 二零二三 does not.
	if n = total + digit; n == 0 || formatChinese(n) != s[:size] {
		return 0, 0
	}
	return n, size
}

// scanDigits reads a number of any of the three kinds of digits.
func scanDigits(s string) (series Series, n, size int) {
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		d, kind := digit(r)
		if d < 0 || series != NoSeries && kind != series {
			break
		}
		if series = kind; size == 0 && d == 0 {
			return NoSeries, 0, 0
		}
		if n, size = n*10+d, size+w; n > maxDecimal {
			return NoSeries, 0, 0
		}
	}
	return series, n, size
}

func digit(r rune) (int, Series) {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0'), Decimal
	case '٠' <= r && r <= '٩':
		return int(r - '٠'), ArabicIndic
	case '０' <= r && r <= '９':
		return int(r - '０'), FullWidth
	}
	return -1, NoSeries
}

// scanLetters reads a letter, or one letter several times, of an alphabet.
func scanLetters(alphabet []rune, s string, fold func(rune) rune) (n, size int) {
	first, w := utf8.DecodeRuneInString(s)
	at := indexRune(alphabet, fold(first))
	if at < 0 {
		return 0, 0
	}
	times := 0
	for strings.HasPrefix(s[size:], s[:w]) {
		size += w
		times++
	}
	if times > maxTimes {
		return 0, 0
	}
	return at + 1 + (times-1)*len(alphabet), size
}

func indexRune(alphabet []rune, r rune) int {
	for i, a := range alphabet {
		if a == r {
			return i
		}
	}
	return -1
}

// scanAbjad reads an abjad letter with or without the stroke that keeps it in
// its joining form: "ه", "هـ"; alef with or without hamza.
func scanAbjad(s string) (n, size int) {
	times := 0
	for size < len(s) {
		r, w := utf8.DecodeRuneInString(s[size:])
		if r == 'ا' {
			r = 'أ'
		}
		at := indexRune(abjadLetters, r)
		if at < 0 || times > 0 && at != (n-1)%len(abjadLetters) {
			break
		}
		size += w
		size += len(s[size:]) - len(strings.TrimPrefix(s[size:], "ـ"))
		n, times = at+1+times*len(abjadLetters), times+1
	}
	if times > maxTimes {
		return 0, 0
	}
	return n, size
}
