package resolve

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/bracket"
)

// removed is what went at a seam, so far as tidying needs to know.
type removed struct {
	words   bool   // a wording went and nothing came
	capital bool   // it began with a capital
	ending  string // the list punctuation that it ended with: ";", "; and", "."
}

func removedBy(g bracket.Node) removed {
	r := removed{words: true}
	for _, o := range g.Options() {
		w := strings.TrimSpace(o.Wording())
		if w == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(w)
		r.capital = unicode.IsUpper(first)
		r.ending = listEnding(w)
		break
	}
	return r
}

type edit struct {
	offset        int
	rule          Rule
	before, after string
}

// joiner puts the pieces of a text together and tidies at the seams.
type joiner struct {
	exact   bool
	out     []byte
	edits   []edit
	pending bool    // a seam lies before what is written next
	at      int     // its offset in the source
	gone    removed // what went there, of all seams that met
}

func (j *joiner) edit(offset int, rule Rule, before, after string) {
	j.edits = append(j.edits, edit{offset, rule, before, after})
}

// seam marks a place where notation or words went.
func (j *joiner) seam(at int, r removed) {
	if j.exact {
		return
	}
	if !j.pending {
		j.pending, j.at, j.gone = true, at, removed{}
	}
	if r.words {
		if j.gone.words {
			r.capital = r.capital || j.gone.capital
		}
		j.gone = r
	}
}

// write appends text, tidying where a seam lies before it.
func (j *joiner) write(s string) {
	if s == "" {
		return
	}
	if j.pending {
		j.pending = false
		s = j.join(s)
	}
	j.out = append(j.out, s...)
}

func (j *joiner) finish() (string, []edit) {
	if j.pending {
		j.pending = false
		j.out = append(j.out, j.join("")...)
	}
	return string(j.out), j.edits
}

// join applies the rules between what is written and s, and returns the rest of s.
func (j *joiner) join(s string) string {
	s = j.emptied(s)
	s = j.marks(s)
	s = j.connectors(s)
	s = j.marks(s)
	s = j.ownLine(s)
	s = j.spaces(s)
	return j.capital(s)
}

// line returns what is written of the current line.
func (j *joiner) line() string {
	return string(j.out[strings.LastIndexByte(string(j.out[max(0, len(j.out)-4096):]), '\n')+1+max(0, len(j.out)-4096):])
}

// drop removes the last n bytes that were written.
func (j *joiner) drop(n int) string {
	cut := string(j.out[len(j.out)-n:])
	j.out = j.out[:len(j.out)-n]
	return cut
}

func (j *joiner) spaces(s string) string {
	left := trailingBlanks(j.out)
	right := len(s) - len(strings.TrimLeft(s, " \t"))
	rest := s[right:]
	atStart := left == len(j.out) || j.out[len(j.out)-left-1] == '\n'
	next, _ := utf8.DecodeRuneInString(rest)
	last, _ := utf8.DecodeLastRune(j.out[:len(j.out)-left])
	switch {
	case left+right == 0:
	case rest == "" && s != "" && left == 0: // the blanks may still meet something
		return s
	case atStart && j.gone.words:
		if right > 0 {
			j.edit(j.at, SpaceAtEdge, s[:right], "")
		}
		return rest
	case (rest == "" && s == "" || next == '\n' || next == '\r') && left > 0 && j.gone.words:
		j.edit(j.at, SpaceAtEdge, j.drop(left), "")
		return s
	case han(last) && han(next) && next != utf8.RuneError:
		j.edit(j.at, HanSpace, j.drop(left)+s[:right], "")
		return rest
	case strings.ContainsRune(",.)،؛؟，。；：、）", next) && rest != "":
		if right > 0 && left == 0 && !j.gone.words {
			return s // as it was typed
		}
		j.edit(j.at, SpaceBefore, j.drop(left)+s[:right], "")
		return rest
	case strings.ContainsRune(";:!?", next) && rest != "" && right == 0:
		j.edit(j.at, SpaceBefore, j.drop(left), "")
		return rest
	case left == 0 && right > 0 && j.gone.words && loneWaw(j.out) && unicode.Is(unicode.Arabic, next):
		j.edit(j.at, SpaceBefore, s[:right], "") // و is written on to its word
		return rest
	case left > 0 && right > 0:
		j.edit(j.at, DoubleSpace, string(j.out[len(j.out)-left:])+s[:right], string(j.out[len(j.out)-left:]))
		return rest
	}
	return s
}

// loneWaw reports whether a text ends with the Arabic "and" and nothing before
// it in its word.
func loneWaw(out []byte) bool {
	rest, ok := bytes.CutSuffix(out, []byte("و"))
	last, _ := utf8.DecodeLastRune(rest)
	return ok && (len(rest) == 0 || unicode.IsSpace(last))
}

// ownLine removes the line end of a bracket that stood on a line of its own.
func (j *joiner) ownLine(s string) string {
	rest := strings.TrimLeft(s, " \t\r")
	if j.gone.words || len(j.out) == 0 || j.out[len(j.out)-1] != '\n' || !strings.HasPrefix(rest, "\n") {
		return s
	}
	cut := len(s) - len(rest) + 1
	j.edit(j.at, EmptyLine, s[:cut], "")
	return s[cut:]
}

func trailingBlanks(b []byte) int {
	n := 0
	for n < len(b) && (b[len(b)-1-n] == ' ' || b[len(b)-1-n] == '\t') {
		n++
	}
	return n
}

func han(r rune) bool {
	return unicode.Is(unicode.Han, r) || 0x3000 <= r && r <= 0x303F || 0xFF01 <= r && r <= 0xFF65
}

const (
	weakMarks = ",،，、"
	marks     = ",;.:،؛.，；。、"
)

// marks removes a comma that the words it belonged to left behind.
func (j *joiner) marks(s string) string {
	if !j.gone.words {
		return s
	}
	right := strings.TrimLeft(s, " \t")
	next, size := utf8.DecodeRuneInString(right)
	if right == "" || !strings.ContainsRune(marks+")）", next) {
		return s
	}
	left := strings.TrimRight(j.line(), " \t")
	if left == "" || isLabel(left) {
		if strings.ContainsRune(weakMarks, next) {
			cut := len(s) - len(right) + size
			j.edit(j.at, OrphanMark, s[:cut], "")
			return s[cut:]
		}
		return s
	}
	last, n := utf8.DecodeLastRuneInString(left)
	switch {
	case !strings.ContainsRune(marks, last):
	case strings.ContainsRune(weakMarks, last) || last == next:
		blanks := len(j.line()) - len(left)
		j.edit(j.at, OrphanMark, j.drop(n+blanks), "")
	case strings.ContainsRune(weakMarks, next):
		cut := len(s) - len(right) + size
		j.edit(j.at, OrphanMark, s[:cut], "")
		return s[cut:]
	}
	return s
}

var connectorWords = map[string]bool{
	"and": true, "or": true, "and/or": true, "et": true, "ou": true, "et/ou": true, "y": true, "o": true, "e": true, "u": true, "y/o": true,
	"и": true, "или": true, "и/или": true, "و": true, "أو": true, "و/أو": true, "和": true, "或": true, "、": true, "及": true, "以及": true, "/": true,
}

func isConnector(s string) bool {
	return len(s) < 24 && connectorWords[strings.ToLower(strings.TrimSpace(s))] && !strings.Contains(s, "\n")
}

// connectors removes "and" where the words on one side of it went: before a
// mark or the end of the line, or at the start of a sentence.
func (j *joiner) connectors(s string) string {
	if !j.gone.words {
		return s
	}
	right := strings.TrimLeft(s, " \t")
	next, _ := utf8.DecodeRuneInString(right)
	line := j.line()
	if right == "" || next == '\n' || next == '\r' || strings.ContainsRune(marks+")）", next) {
		left := strings.TrimRight(line, " \t")
		word := left[strings.LastIndexAny(left, " \t")+1:]
		if len(word) < len(left) && connectorWords[strings.ToLower(word)] && word != "、" {
			if before := strings.TrimRight(left[:len(left)-len(word)], " \t"); !hasListMark(before) {
				n := len(line) - len(before)
				j.edit(j.at, OrphanConnector, j.drop(n), "")
			}
		} else if strings.HasSuffix(left, "和") || strings.HasSuffix(left, "或") || strings.HasSuffix(left, "、") {
			_, n := utf8.DecodeLastRuneInString(left)
			j.edit(j.at, OrphanConnector, j.drop(n+len(line)-len(left)), "")
		}
		return s
	}
	left := strings.TrimRight(line, " \t")
	if left != "" && !isLabel(left) && !strings.ContainsAny(left[len(left)-1:], ".(:") {
		return s
	}
	word, _, ok := strings.Cut(right, " ")
	if ok && connectorWords[strings.ToLower(word)] {
		cut := len(s) - len(right) + len(word)
		j.edit(j.at, OrphanConnector, s[:cut], "")
		return s[cut:]
	}
	if rest, ok := strings.CutPrefix(right, "和"); ok {
		j.edit(j.at, OrphanConnector, "和", "")
		return rest
	}
	return s
}

func hasListMark(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(";؛；", last) && s != ""
}

// capital writes a capital where a sentence lost its opening.
func (j *joiner) capital(s string) string {
	if !j.gone.words || !j.gone.capital {
		return s
	}
	left := strings.TrimRight(j.line(), " \t")
	if left != "" && !isLabel(left) && !strings.HasSuffix(left, ".") {
		return s
	}
	blanks := len(s) - len(strings.TrimLeft(s, " \t"))
	first, size := utf8.DecodeRuneInString(s[blanks:])
	if !unicode.IsLower(first) {
		return s
	}
	upper := string(unicode.ToUpper(first))
	j.edit(j.at, Capital, string(first), upper)
	return s[:blanks] + upper + s[blanks+size:]
}
