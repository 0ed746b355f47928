package bracket

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// number is the number of a clause at the start of a line: "5.", "(a)",
// "OP3 bis", "3 alt".
type number struct {
	length   int    // bytes, with the punctuation; 0 when there is none
	key      string // without suffix: "OP3"
	bis, alt bool
}

var suffixes = map[string]bool{ // word: is it alt
	"bis": false, "ter": false, "quater": false, "quinquies": false, "sexies": false, "septies": false,
	"бис": false, "тер": false, "مكرراً": false, "مكررا": false, "مكرر": false, "之二": false, "之三": false,
	"alt": true, "альт": true, "بديل": true, "备选": true,
}

// scanNumber reads the decimal number of a clause with its suffixes. A number
// without punctuation or suffix counts only before a tab, or after PP or OP.
func scanNumber(s string) number {
	i := 0
	for _, part := range []string{"OP", "PP", "CP"} {
		if strings.HasPrefix(s, part) {
			i = skipBlanks(s, 2, len(s))
		}
	}
	named := i > 0
	digits := countDigits(s[i:])
	if digits == 0 || digits > 4 {
		return number{}
	}
	i += digits
	for i+1 < len(s) && s[i] == '.' && countDigits(s[i+1:]) > 0 {
		i += 1 + countDigits(s[i+1:])
	}
	n := number{key: strings.ReplaceAll(s[:i], " ", "")}
	for range 3 {
		w, end := suffixAt(s, i)
		if w == "" {
			break
		}
		if suffixes[w] {
			n.alt = true
			j := skipBlanks(s, end, len(s))
			if d := countDigits(s[j:]); d > 0 && d < 3 && endsLabel(s[j+d:]) {
				end = j + d
			}
		} else {
			n.bis = true
		}
		i = end
	}
	punctuated := 0
	for _, p := range []string{".", ")", ":", "、", "．", "）", "："} {
		if strings.HasPrefix(s[i:], p) {
			punctuated = len(p)
			break
		}
	}
	rest := s[i+punctuated:]
	switch {
	case punctuated > 1: // Chinese punctuation needs no space
	case !endsLabel(rest):
		return number{}
	case punctuated == 0 && !named && !n.bis && !n.alt && (rest == "" || rest[0] != '\t'):
		return number{}
	}
	n.length = i + punctuated
	return n
}

// suffixAt reads bis, alt and the like at i, after blanks or a full stop.
func suffixAt(s string, i int) (word string, end int) {
	if i < len(s) && s[i] == '.' {
		i++
	}
	i = skipBlanks(s, i, len(s))
	end = i
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		end += size
	}
	word = lower(s[i:min(end, i+24)])
	if _, ok := suffixes[word]; !ok {
		return "", 0
	}
	if suffixes[word] && end+1 < len(s) && s[end] == '.' && s[end+1] != '\n' {
		if j := skipBlanks(s, end+1, len(s)); j < len(s) && countDigits(s[j:]) > 0 {
			end++ // "alt. 2"
		}
	}
	return word, end
}

// endsLabel reports whether what follows a label is no part of it.
func endsLabel(s string) bool {
	return s == "" || strings.ContainsAny(s[:1], " \t\r\n[]*:.)") || strings.HasPrefix(s, "\u00a0")
}

// labelLen returns the length of any clause label at the start of s, also
// lettered: "5.", "(a)", "a)", "iv.", "（一）", "أ )". 0 when there is none.
func labelLen(s string) int {
	if n := scanNumber(s); n.length > 0 {
		return n.length
	}
	open, i := false, 0
	if strings.HasPrefix(s, "(") {
		open, i = true, 1
	} else if strings.HasPrefix(s, "（") {
		open, i = true, len("（")
	}
	start, runes := i, 0
	for i < len(s) && runes < 5 {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == utf8.RuneError {
			break
		}
		i, runes = i+size, runes+1
	}
	if runes == 0 || runes > 4 || runes > 2 && strings.Trim(lower(s[start:i]), "ivxl0123456789") != "" {
		return 0
	}
	if !open {
		if r, _ := utf8.DecodeRuneInString(s[start:]); unicode.Is(unicode.Latin, r) && runes > 1 && strings.Trim(lower(s[start:i]), "ivxl") != "" {
			return 0
		}
	}
	j := i
	if !open {
		j = skipBlanks(s, i, len(s))
	}
	for _, p := range []string{")", "）"} {
		if strings.HasPrefix(s[j:], p) {
			return j + len(p)
		}
	}
	return 0
}

// block is the label of an alternative that is made of whole paragraphs:
// "Option 1:", "**Option (a):**", "Alt 2", "备选案文1：".
type block struct {
	length  int // bytes, with markup and punctuation; 0 when there is none
	style   string
	ordinal int
}

var blockWords = []string{
	"option", "alternative", "alt.", "alt",
	"opción", "alternativa", "вариант", "альтернатива", "الخيار", "خيار", "البديل", "بديل", "备选案文", "备选方案", "选项", "方案",
}

// blockFirst are the first bytes of such labels.
var blockFirst = func() *[256]bool {
	m := firstBytes(blockWords)
	for _, capital := range []string{"O", "A", "В", "А"} {
		m[capital[0]] = true
	}
	return m
}()

// blockLabel reads such a label at the start of s.
func blockLabel(s string) block {
	i := 0
	for i < len(s) && (s[i] == '*' || s[i] == '_') {
		i++
	}
	if i == len(s) || !blockFirst[s[i]] {
		return block{}
	}
	markup := s[:i]
	word := ""
	for _, w := range blockWords {
		if len(s) >= i+len(w) && strings.EqualFold(s[i:i+len(w)], w) {
			word = w
			break
		}
	}
	if word == "" || s[i] == 'a' || s[i] == 'o' { // a small Latin letter starts no label
		return block{}
	}
	i += len(word)
	i = skipBlanks(s, i, len(s))
	n, style, size := ordinal(s[i:])
	if size == 0 {
		return block{}
	}
	i += size
	if strings.HasPrefix(s[i:], markup) && markup != "" {
		i += len(markup)
		markup = ""
	}
	i += sponsorsLen(s[i:])
	j := skipBlanks(s, i, len(s))
	punctuated := false
	for _, p := range []string{":", "：", ".", ")", "–", "—", "-", "、"} {
		if strings.HasPrefix(s[j:], p) {
			i, punctuated = j+len(p), true
			break
		}
	}
	if strings.HasPrefix(s[i:], markup) {
		i += len(markup)
	}
	rest := s[skipBlanks(s, i, len(s)):]
	atEnd := rest == "" || rest[0] == '\n' || rest[0] == '\r'
	if !punctuated && !atEnd {
		if r, _ := utf8.DecodeRuneInString(rest); !strings.HasPrefix(word, "alt") || len(rest) == len(s[i:]) || !unicode.IsUpper(r) && r != '[' {
			return block{}
		}
	}
	return block{i, strings.TrimSuffix(word, ".") + style, n}
}

// sponsorsLen returns the length of " (EU, G77)" where a colon follows it.
func sponsorsLen(s string) int {
	j := skipBlanks(s, 0, len(s))
	if j == len(s) || s[j] != '(' {
		return 0
	}
	shut := strings.IndexAny(s[j:], ")\n[:")
	if shut < 0 || s[j+shut] != ')' {
		return 0
	}
	rest := strings.TrimLeft(s[j+shut+1:], " *_")
	if !strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "：") {
		return 0
	}
	return j + shut + 1
}

// ordinal reads 1, (1), a, (a), A, or I.
func ordinal(s string) (n int, style string, size int) {
	i := 0
	if strings.HasPrefix(s, "(") {
		i, style = 1, "("
	}
	start := i
	if d := countDigits(s[i:]); d > 0 {
		for _, c := range s[i : i+d] {
			n = n*10 + int(c-'0')
		}
		i, style = i+d, style+"1"
	} else if i < len(s) {
		r, w := utf8.DecodeRuneInString(s[i:])
		switch {
		case 'a' <= r && r <= 'z':
			n, style = int(r-'a')+1, style+"a"
		case 'A' <= r && r <= 'Z':
			n, style = int(r-'A')+1, style+"A"
		case 'а' <= r && r <= 'е':
			n, style = int(r-'а')+1, style+"а"
		case 'А' <= r && r <= 'Е':
			n, style = int(r-'А')+1, style+"А"
		case strings.ContainsRune("一二三四五六七八九", r):
			n, style = strings.Index("一二三四五六七八九", string(r))/3+1, style+"一"
		default:
			for k, l := range []string{"ألف", "باء", "جيم", "دال", "الأول", "الثاني", "الثالث", "الرابع", "أ", "ب", "ج", "د"} {
				if strings.HasPrefix(s[i:], l) {
					n, w, style = k%4+1, len(l), style+"أ"
					break
				}
			}
		}
		if n > 0 {
			i += w
		}
	}
	if n == 0 || i == start {
		return 0, "", 0
	}
	if style[0] == '(' {
		if !strings.HasPrefix(s[i:], ")") {
			return 0, "", 0
		}
		i++
	} else if r, _ := utf8.DecodeRuneInString(s[i:]); unicode.IsLetter(r) || unicode.IsDigit(r) {
		return 0, "", 0
	}
	return n, style, i
}
