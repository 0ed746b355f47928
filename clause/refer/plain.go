package refer

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain is a text as it is searched: in lower case, without Arabic vowel signs
// and marks of emphasis, with one space for each run of white space.
type plain struct {
	src  string
	text string
	at   []int // offset in src of each byte of text, and of the end
}

func newPlain(src string) plain {
	out := make([]byte, 0, len(src))
	at := make([]int, 0, len(src)+1)
	put := func(r rune, i int) {
		n := len(out)
		out = utf8.AppendRune(out, r)
		for range len(out) - n {
			at = append(at, i)
		}
	}
	for i, r := range src {
		switch {
		case r == '*' || r == '_' || 'ً' <= r && r <= 'ْ' || r == 'ـ' || unicode.Is(unicode.Cf, r):
		case unicode.IsSpace(r):
			if len(out) > 0 && out[len(out)-1] != ' ' {
				put(' ', i)
			}
		case r < 0x600:
			put(unicode.ToLower(r), i)
		default:
			put(r, i)
		}
	}
	return plain{src, string(out), append(at, len(src))}
}

// pos returns where the text goes on at or after an offset in src.
func (p plain) pos(offset int) int {
	return min(sort.SearchInts(p.at, offset), len(p.text))
}

// word reports whether a word of the text starts at i.
func (p plain) word(i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(p.text[:i])
	return !letter(r)
}

func letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// after returns the end of the longest of the phrases that stands at i, up to
// a word's end if ends; 0 if none does.
func after(text string, i int, phrases []string, ends bool) int {
	best := 0
	for _, phrase := range phrases {
		end := i + len(phrase)
		if end <= best || !strings.HasPrefix(text[i:], phrase) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(text[end:])
		if last, _ := utf8.DecodeLastRuneInString(phrase); !ends || end == len(text) || !letter(r) || !letter(last) {
			best = end
		}
	}
	return best
}

func skipSpace(text string, i int) int {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i
}
