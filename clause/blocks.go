package clause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// block is what becomes one clause: its lines with the blank ones after it.
type block struct {
	src   string
	line  string // first line without white space round it
	tail  string // last line without white space round it
	lower string // the start of line in lower case, without vowel signs and emphasis
	after bool   // a blank line stands before it
}

// opens reports whether the block opens with one of the words.
func (b *block) opens(l *lexicon.Language, words lexicon.Words) bool {
	return l != nil && words.Open(b.lower)
}

// heading reports whether the block may be a heading: short, and without the
// end of a sentence or a recital.
func (b *block) heading() bool { return !complete(b.tail) && len(b.src) < 400 }

// liner cuts a text into blocks, line by line.
type liner struct {
	src   string
	width int // column at which the lines of the text are broken; 0 if they are not
	out   []block
}

// line is a line of the text, [start, end) with its line feed.
type line struct {
	start, end int
	text       string // without white space round it
	indent     int    // columns
}

// blocks cuts the text into clauses' own sources: every line that is not
// blank starts one, unless it is the next line of a footnote or of a paragraph
// that was broken to a width. O(len(src)).
func blocks(src string) []block {
	l := liner{src: src, width: wrapWidth(src)}
	l.out = make([]block, 0, min(1+strings.Count(src, "\n"), len(src)/64+16))
	var first, last line // of the block that is open
	lines := 0
	for at := 0; at < len(src); {
		k := lineAt(src, at)
		if k.text != "" {
			if lines > 0 && !l.continues(first, last, k, lines) {
				l.close(first.start, k.start, last)
				lines = 0
			}
			if lines == 0 {
				first = k
				if len(l.out) == 0 {
					first.start = 0
				}
			}
			if note := l.noteFrom(first, k); note > k.end {
				k.end = lineEnd(src, note)
				k.text = lastLine(src[k.start:k.end])
			}
			last = k
			lines++
		}
		at = k.end
	}
	if first.start < len(src) {
		l.close(first.start, len(src), last)
	}
	return l.out
}

func (l *liner) close(start, end int, last line) {
	b := newBlock(l.src[start:end], last.text)
	if n := len(l.out); n > 0 {
		before := l.out[n-1].src
		b.after = strings.HasSuffix(trimSpaces(before), "\n")
	}
	l.out = append(l.out, b)
}

// trimSpaces takes the last line feed and the blanks before it off.
func trimSpaces(s string) string {
	return strings.TrimRight(strings.TrimSuffix(s, "\n"), " \t\r\u00a0")
}

func lineAt(src string, start int) line {
	end := lineEnd(src, start)
	text := trimLeft(src[start:end])
	k := line{start: start, end: end, text: trimRight(text)}
	if n := end - start - len(text); n > 0 && k.text != "" {
		k.indent = columns(src[start:start+n], n)
	}
	return k
}

func lineEnd(src string, at int) int {
	if i := strings.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

func lastLine(s string) string {
	s = trimRight(s)
	return trimLeft(s[strings.LastIndexByte(s, '\n')+1:])
}

func newBlock(src, tail string) block {
	head := src[skipArtefacts(src):]
	if i := strings.IndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	head = trimRight(trimLeft(head))
	return block{src: src, line: head, tail: tail, lower: fold(strings.TrimLeft(head, "*_[>#\" "))}
}

// fold gives the start of s in lower case without Arabic vowel signs, as the
// words of the lexicon are spelt.
func fold(s string) string {
	const enough = 96
	if len(s) > enough {
		s = s[:enough]
	}
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && (s[i] < 'A' || 'Z' < s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	var room [2 * enough]byte
	out := append(room[:0], s[:i]...)
	for _, r := range s[i:] {
		switch {
		case 'ً' <= r && r <= 'ْ', r == 'ـ':
			continue
		case r < 0x600:
			r = unicode.ToLower(r)
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}

const (
	narrowest = 50  // columns: lines broken to less are verse or tables
	widest    = 120 // columns: longer lines are whole paragraphs

	widestIndent = 16 // columns before the first line of a paragraph
)

// wrapWidth returns the column at which the paragraphs of a text are broken
// into lines, 0 if they stand on one line each.
//
// A line that was broken to width w is at most w wide and would be wider with
// the first word of the next. So each pair of lines without a stop between
// them names a range of widths. The one that most of the pairs agree on counts
// if they are at least half, and few lines are wider. It takes three pairs, or
// one where blank lines set paragraphs off: then lines that follow each other
// are likely to be one.
func wrapWidth(src string) int {
	var starts, ends, widths [2*widest + 4]int // of ranges, [start, end); of lines
	pairs, lines, blank := 0, 0, 0
	prev, open := 0, false // width of the line before, and whether it is long and has no stop
	for at := 0; at < len(src); {
		end := lineEnd(src, at)
		text := trimRight(src[at:end])
		word := trimLeft(text)
		w := columns(text, widest)
		if word == "" {
			blank++
		} else {
			lines++
			widths[min(w, widest+1)]++
		}
		if open && word != "" && !startsBlock(word) {
			pairs++
			starts[prev]++
			ends[prev+1+columns(firstWord(word), widest)]++
		}
		prev, open = w, narrowest <= w && w <= widest && !stops(text)
		at = end
	}
	need, share := 3, 10
	if blank*2 >= lines {
		need, share = 1, 4
	}
	best, most, now, wider := 0, 0, 0, lines
	for w := range starts {
		now += starts[w] - ends[w]
		wider -= widths[w]
		if now > most && wider*share <= lines {
			best, most = w, now
		}
	}
	if most*2 < pairs || most < need {
		return 0
	}
	return best
}

// startsBlock reports whether a line has a label.
func startsBlock(line string) bool {
	_, _, ok := scanLabel(line)
	return ok
}

// firstWord returns what would go to the end of the line before as a whole: up
// to a space, or one ideograph.
func firstWord(line string) string {
	if r, w := utf8.DecodeRuneInString(line); r >= 0x1100 && isWide(r) {
		return line[:w]
	}
	if i := strings.IndexAny(line, " \t"); i >= 0 {
		return line[:i]
	}
	return line
}

// columns counts the columns that s takes in print: two for a wide character,
// none for a mark. It stops beyond limit.
func columns(s string, limit int) int {
	n := 0
	for i := 0; i < len(s) && n <= limit; {
		if s[i] < utf8.RuneSelf {
			if n++; s[i] == '\t' {
				n = (n + 7) &^ 7
			}
			i++
			continue
		}
		r, w := utf8.DecodeRuneInString(s[i:])
		i += w
		switch {
		case r >= 0x1100 && isWide(r):
			n += 2
		case r < 0x300, 0x370 <= r && r < 0x483, 0x620 <= r && r < 0x64b:
			n++
		case !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
			n++
		}
	}
	return n
}

func isWide(r rune) bool {
	return r <= 0x115f || 0x2e80 <= r && r <= 0xa4cf || 0xac00 <= r && r <= 0xd7a3 ||
		0xf900 <= r && r <= 0xfaff || 0xfe30 <= r && r <= 0xfe6f || 0xff00 <= r && r <= 0xff60 ||
		0xffe0 <= r && r <= 0xffe6 || 0x20000 <= r && r <= 0x3fffd
}

// continues reports whether line k goes on with the paragraph whose first and
// last lines so far are given.
func (l *liner) continues(first, last, k line, lines int) bool {
	if l.isNote(first, k) {
		return true
	}
	if last.end != k.start {
		return false
	}
	if l.hangs(first, k) && !startsBlock(k.text) {
		return true
	}
	if l.width == 0 || !l.full(last, k) {
		return false
	}
	// A first line that is indented begins a paragraph; one that stands at the
	// right margin is all of it.
	if lines > 1 && k.indent > last.indent || last.indent > k.indent+widestIndent {
		return false
	}
	if label, _, ok := scanLabel(k.text); ok {
		// "in subparagraphs" / "(a) and (b) above" is no item: it goes on with
		// a sentence that has not come to any stop.
		return !stops(last.text) && !leadsOn(last.text) && k.indent <= last.indent && label.Series >= LatinLower
	}
	return !complete(last.text) || !l.starts(k)
}

// isNote reports whether k is the note to a mark in the block that is open,
// on a line of its own.
func (l *liner) isNote(first, k line) bool {
	if !strings.HasPrefix(k.text, "[") {
		return false
	}
	mark, ok := noteMark(k.text)
	return ok && strings.Contains(l.src[max(first.start, k.start-longestNote):k.start], refOpen+mark+"]")
}

// noteFrom returns the end of the note that starts in line k, or 0.
func (l *liner) noteFrom(first, k line) int {
	if first.start < k.start && l.isNote(first, k) {
		return noteEnd(l.src, k.start+strings.IndexByte(l.src[k.start:k.end], '['))
	}
	return openNote(l.src, k.start, k.end)
}

// full reports whether last could not have taken the first word of k too.
func (l *liner) full(last, k line) bool {
	w := last.indent + columns(last.text, widest)
	return w <= widest && w+1+columns(firstWord(k.text), widest) > l.width
}

// hangs reports whether k stands under the text of a label, not under the
// label itself.
func (l *liner) hangs(first, k line) bool {
	if k.indent < first.indent+2 {
		return false
	}
	label, _, ok := scanLabel(first.text)
	if !ok || label.Span.Start > 0 {
		return false
	}
	lead := first.text[:len(first.text)-len(trimLeft(first.text[label.Span.End:]))]
	return k.indent == columns(l.src[first.start:first.start+strings.Index(l.src[first.start:first.end], lead)]+lead, widest)
}

// starts reports whether a line opens as a heading or a recital does that no
// blank line sets off.
func (l *liner) starts(k line) bool {
	r, _ := utf8.DecodeRuneInString(k.text)
	if unicode.IsLower(r) && complete(k.text) || unicode.IsLower(r) && len(k.text) > 80 {
		return false
	}
	lower := fold(k.text)
	for i := range lexicon.All {
		w := &lexicon.All[i]
		if w.Preambular.Open(lower) || w.Operative.Open(lower) || w.Annex.Open(lower) {
			return true
		}
	}
	return false
}

// complete reports whether a line ends as a sentence or a recital does, so
// that nothing under it is needed.
func complete(line string) bool {
	line = strings.TrimSuffix(line, "[...]")
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(line, "*_]\"”»"))
	return slices.Contains([]rune{',', ';', '.', '،', '؛', '，', '；', '。'}, r)
}

// stops reports whether a line ends with punctuation.
func stops(line string) bool {
	r, _ := utf8.DecodeLastRuneInString(line)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// leadsOn reports whether a line ends with a word after which the next item of
// a list comes.
func leadsOn(line string) bool {
	last := line[strings.LastIndexAny(line, " \t\u00a0")+1:]
	return slices.Contains([]string{"and", "or", "et", "ou", "y", "o", "и", "или", "أو"}, last)
}
