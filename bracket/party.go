package bracket

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/bracket/internal/names"
)

// known says how well a name is known as that of a party.
type known uint8

const (
	unknown known = iota
	shaped        // looks like a party: short code, "… Group"
	listed        // in a list: the user's, the convention's, or the built-in ones
)

// parties recognises names.
type parties struct {
	user   map[string]bool
	listed []string // of these, the names with a comma or slash in them
}

func newParties(lists ...[]string) parties {
	n := 0
	for _, l := range lists {
		n += len(l)
	}
	p := parties{}
	if n > 0 {
		p.user = make(map[string]bool, n)
	}
	for _, l := range lists {
		for _, name := range l {
			p.user[name] = true
			if strings.ContainsAny(name, ",/،、，;") {
				p.listed = append(p.listed, name)
			}
		}
	}
	return p
}

// leading takes names with separators in them, such as "Korea, Republic of",
// off the start of a list.
func (p parties) leading(list string) (names []string, rest string) {
	for found := true; found; {
		found = false
		head := strings.TrimLeft(list, " \t,/،、，")
		for _, name := range p.listed {
			after, ok := strings.CutPrefix(trim(head), name)
			if ok && (trim(after) == "" || strings.ContainsAny(after[:1], " ,/") || !isLetterStart(after)) {
				names, list, found = append(names, name), after, true
				break
			}
		}
	}
	return names, list
}

func isLetterStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

var groupOpenings = []string{
	"Group of ", "Groupe ", "Grupo ", "Группа ", "المجموعة ", "مجموعة ", "بلدان ", "الدول العربية",
}

var groupEndings = []string{" Group", " group", " Groups", " States", "集团", "国家集团", "小组", "组"}

// level says how well a name is known.
func (p parties) level(name string) known {
	if p.user[name] {
		return listed
	}
	ascii := isCode(name)
	if ascii && (names.Acronym(name) || names.Code(name)) || !ascii && len(name) <= 100 && names.Known(name) {
		return listed
	}
	if whole, _, ok := strings.Cut(name, "+"); ok && whole != "" && p.level(strings.TrimSpace(whole)) > unknown {
		return listed // EU+3
	}
	for _, tail := range []string{" and its Member States", " and its member States", " and its Member States,", " and China", " et la Chine", " y China", " и Китай", " والصين", "和中国", "加中国"} {
		if head, ok := strings.CutSuffix(name, tail); ok && p.level(head) > unknown {
			return listed
		}
	}
	if ascii {
		return shaped
	}
	if len(name) > 80 {
		return unknown
	}
	for _, o := range groupOpenings {
		if strings.HasPrefix(name, o) && nameLike(name) {
			return shaped
		}
	}
	for _, e := range groupEndings {
		if strings.HasSuffix(name, e) && len(name) > len(e) && nameLike(name) {
			return shaped
		}
	}
	return unknown
}

// isCode accepts a short code: capitals, digits, "+", "&" and "-", two to
// eight of them, the first a capital and the second a capital or digit.
func isCode(name string) bool {
	if len(name) < 2 || len(name) > 8 || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	for i := 1; i < len(name); i++ {
		c := name[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && (i == 1 || c != '+' && c != '&' && c != '-') {
			return false
		}
	}
	return true
}

// nameLike reports whether an unknown name is written like a name: up to five
// words, the first with a capital where the script has them.
func nameLike(name string) bool {
	if name == "" || len(name) > 60 || strings.Count(name, " ") > 4 || strings.ContainsAny(name, "[]()［］【】〔〕（）\n\"") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(name)
	return unicode.IsUpper(r) || unicode.Is(unicode.Lo, r)
}

// properName is stricter: all words but short ones start with a capital, and
// it is no word that opens a clause or a heading.
func properName(name string) bool {
	if !nameLike(name) || strings.Count(name, " ") > 2 {
		return false
	}
	for w := range strings.FieldsSeq(name) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(r) && len(w) > 3 {
			return false
		}
		if strings.HasSuffix(w, "ing") || notNames[lower(w)] {
			return false
		}
	}
	return true
}

var notNames = map[string]bool{
	"option": true, "alternative": true, "note": true, "article": true, "section": true, "paragraph": true,
	"annex": true, "chapter": true, "part": true, "title": true, "rule": true, "example": true, "table": true,
	"figure": true, "decides": true, "requests": true, "invites": true, "urges": true, "notes": true,
	"calls": true, "encourages": true, "recommends": true, "welcomes": true, "reaffirms": true,
	"recognizes": true, "emphasizes": true, "stresses": true, "agrees": true, "instructs": true,
	"resolves": true, "directs": true, "appeals": true, "source": true, "heading": true, "chapeau": true,
	"definition": true, "objective": true, "scope": true, "principles": true, "the": true, "members": true,
	"parties": true, "states": true, "all": true, "each": true, "any": true, "no": true, "this": true, "these": true,
}

// bare strips what is around a name but no part of it: isolates, directional
// marks, blanks, markup and a full stop at the end.
func bare(name string) string {
	name = trim(name)
	if !strings.Contains(name, " ") || strings.Count(name, ".") == 1 {
		name = strings.TrimSuffix(name, ".")
	}
	return name
}

const trimmed = " \t\r\n*_\u00a0\u200e\u200f\u2066\u2067\u2068\u2069"

// trim strips blanks, markup, isolates and directional marks.
func trim(s string) string {
	for s != "" && s[0] < utf8.RuneSelf && strings.IndexByte(trimmed, s[0]) >= 0 {
		s = s[1:]
	}
	for s != "" && s[len(s)-1] < utf8.RuneSelf && strings.IndexByte(trimmed, s[len(s)-1]) >= 0 {
		s = s[:len(s)-1]
	}
	if s == "" || s[0] != 0xC2 && s[0] != 0xE2 && !mayEndTrimmed(s[len(s)-1]) {
		return s
	}
	return strings.Trim(s, trimmed)
}

// mayEndTrimmed reports whether a byte is the last of one of the trimmed
// characters outside ASCII.
func mayEndTrimmed(c byte) bool {
	return c == 0xA0 || c == 0x8E || c == 0x8F || 0xA6 <= c && c <= 0xA9
}

// lower is strings.ToLower, which is slow in scripts without capitals.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'A' <= c && c <= 'Z', 0xC3 <= c && c <= 0xD5, c == 0xE1, c == 0xE2, c >= 0xEA:
			return strings.ToLower(s)
		}
	}
	return s
}
