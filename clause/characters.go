package clause

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// hidden names the characters that nobody sees in print. The direction marks
// and joiners that Arabic and Indic scripts need are not among them.
var hidden = map[rune]string{
	0x00ad: "soft hyphen", 0x034f: "combining grapheme joiner", 0x115f: "Hangul filler", 0x1160: "Hangul filler",
	0x180e: "Mongolian vowel separator", 0x200b: "zero width space", 0x2060: "word joiner", 0x2061: "function application",
	0x2062: "invisible times", 0x2063: "invisible separator", 0x2064: "invisible plus", 0x3164: "Hangul filler",
	0xfeff: "zero width no-break space", 0xffa0: "Hangul filler",
	0x202a: "left-to-right embedding", 0x202b: "right-to-left embedding", 0x202c: "pop directional formatting",
	0x202d: "left-to-right override", 0x202e: "right-to-left override", 0x2066: "left-to-right isolate",
	0x2067: "right-to-left isolate", 0x2068: "first strong isolate", 0x2069: "pop directional isolate",
}

// bidiControl reports whether r opens or closes a stretch of text with a
// direction of its own (UAX #9, section 2).
func bidiControl(r rune) bool { return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 }

// tally counts the places of one kind of character.
type tally struct {
	start, end int // the first
	n          int
}

// characters reports bytes that are not UTF-8, characters that are not shown,
// and mixed line ends.
func (v *validator) characters() {
	t := tallies{at: map[rune]*tally{}}
	if text := v.text; utf8.ValidString(text) {
		for i := 0; i < len(text); {
			i = t.skip(text, i)
		}
	} else {
		for i, r := range text {
			if _, w := utf8.DecodeRuneInString(text[i:]); r == utf8.RuneError && w == 1 || suspicious(r) {
				t.count(r, i, w)
			}
		}
	}
	for _, r := range t.order {
		v.character(r, t.at[r])
	}
	v.lineEnds()
}

// tallies are in the order in which the kinds were found.
type tallies struct {
	at    map[rune]*tally
	order []rune
}

// skip looks at the character at i of valid UTF-8 and returns where the next
// one starts. It decodes only where the first byte leaves a doubt.
func (t *tallies) skip(text string, i int) int {
	switch c := text[i]; {
	case ' ' <= c && c < 0x7f, '\t' <= c && c <= '\r':
		return i + 1
	case 0xc2 < c && c < 0xcd, 0xcd < c && c < 0xe1:
		return i + 2 + int(c>>5&1)
	case 0xe3 < c && c < 0xef:
		return i + 3
	}
	r, w := utf8.DecodeRuneInString(text[i:])
	if suspicious(r) && (r != 0xfeff || i > 0) {
		t.count(r, i, w)
	}
	return i + w
}

func (t *tallies) count(r rune, at, width int) {
	k := t.at[r]
	if k == nil {
		k = &tally{start: at, end: at + width}
		t.at[r] = k
		t.order = append(t.order, r)
	}
	k.n++
}

func suspicious(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' && (r < '\t' || '\r' < r) || r == 0x7f
	case r < 0xa0:
		return r != 0x85
	case 0xe0000 <= r && r <= 0xe007f:
		return true
	}
	_, ok := hidden[r]
	return ok
}

func (v *validator) character(r rune, t *tally) {
	more := ""
	if t.n > 1 {
		more = fmt.Sprintf(" (%d in the text)", t.n)
	}
	name := hidden[r]
	switch {
	case name != "":
	case r >= 0xe0000:
		name = "tag character"
	default:
		name = "control character"
	}
	switch {
	case r == utf8.RuneError:
		v.add(diag.Warning, "utf8", t.start, t.end, "convert the text to UTF-8", "a byte that is not UTF-8: 0x%02X%s", v.text[t.start], more)
	case bidiControl(r):
		v.add(diag.Warning, "char-bidi", t.start, t.end, "remove it, unless the direction of the text needs it",
			"a %s, U+%04X, changes what is shown%s", name, r, more)
	default:
		v.add(diag.Warning, "char-hidden", t.start, t.end, "remove it", "a %s, U+%04X, is not shown%s", name, r, more)
	}
}

// lineEnds reports the first line that ends in another way than most do.
func (v *validator) lineEnds() {
	text := v.text
	lf := strings.Count(text, "\n")
	crlf := strings.Count(text, "\r\n")
	cr := strings.Count(text, "\r") - crlf
	lf -= crlf
	kinds := 0
	for _, n := range []int{lf, crlf, cr} {
		if n > 0 {
			kinds++
		}
	}
	if kinds < 2 {
		return
	}
	for i := 0; i < len(text); i++ {
		odd, w := false, 1
		switch {
		case text[i] == '\r' && strings.HasPrefix(text[i:], "\r\n"):
			odd, w = crlf < max(lf, cr), 2
		case text[i] == '\r':
			odd = cr < max(lf, crlf)
		case text[i] == '\n':
			odd = lf < max(crlf, cr)
		}
		if odd || i == len(text)-1 {
			v.add(diag.Info, "line-ends", i, min(len(text), i+w), "",
				"lines end in different ways: %d with LF, %d with CR LF, %d with CR", lf, crlf, cr)
			return
		}
		i += w - 1
	}
}
