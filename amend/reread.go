package amend

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause"
)

// DeriveText returns what [Layout.Derive] returns for a copy that is read with
// [clause.Parse]: exactly the same amendments.
//
// Where words were changed far enough from the ends of one long paragraph, which
// is most of what is tabled, nothing else is read again: that costs no more than
// comparing the bytes of the two texts. All else costs what Parse and Derive do.
func (l *Layout) DeriveText(edited string, read clause.Options, like Amendment) []Amendment {
	if edited == l.text {
		return nil
	}
	if r, ok := l.rewording(edited); ok && l.readsAs(read) {
		if out, ok := r.derive(like); ok {
			return out
		}
	}
	doc, _ := clause.Parse(edited, read)
	return l.Derive(doc, like)
}

// readsAs reports whether the base is what its text is read as.
func (l *Layout) readsAs(read clause.Options) bool {
	l.rereadOnce.Do(func() {
		doc, _ := clause.Parse(l.text, read)
		l.reread, l.rereadAs = doc.Root().Hash() == l.base.Root().Hash(), read
	})
	return l.reread && l.rereadAs == read
}

// rewording says that the source of one clause became another.
type rewording struct {
	l   *Layout
	c   *clause.Clause
	now string
}

// What the reader looks at: the first bytes of a line open a heading or a
// recital, the last ones end a sentence, a long line is a whole paragraph, and
// a short one may be a heading or a field of the cover.
const (
	headBytes = 100 // with some to spare
	tailBytes = 64
	longBytes = 600 // no bound that the reader knows is higher, but hugeBytes
	longRunes = 130
	hugeBytes = 4000
)

// rewording finds the one clause that differs, if the reader cannot tell its
// new wording from the old one but by its words.
func (l *Layout) rewording(edited string) (rewording, bool) {
	none := rewording{}
	if len(l.blocks) == 0 {
		return none, false
	}
	start := commonPrefix(l.text, edited)
	if start == len(l.text) {
		return none, false
	}
	b := l.blocks[l.blockAt(start)]
	grown := len(edited) - len(l.text)
	if b.end+grown < start || edited[b.end+grown:] != l.text[b.end:] {
		return none, false
	}
	was, now := b.c.Source(), edited[b.start:b.end+grown]
	from := start - b.start
	end := commonSuffix(was[from:], now[from:])
	for from > 0 && !utf8.RuneStart(was[from]) {
		from--
	}
	gone, come := was[from:len(was)-end], now[from:len(now)-end]
	if len(gone)+len(come) > min(len(was), len(now))/4 || strings.ContainsAny(gone+come, "\n\r\v\f\u0085\u2028\u2029[]:：") || !utf8.ValidString(come) {
		return none, false
	}
	if strings.ContainsAny(b.c.Text(), "\n\r[") || strings.ContainsRune(now, '[') || len(b.c.Footnotes()) > 0 {
		return none, false
	}
	text := b.c.TextSpan()
	head := len(was) - len(strings.TrimLeft(was, "*_[>#\" \t\u00a0"))
	if from < max(text.Start, head)+headBytes || len(was)-end > text.End-tailBytes {
		return none, false
	}
	if sizeClass(len(was)) != sizeClass(len(now)) || runes(was) < longRunes || runes(now) < longRunes {
		return none, false
	}
	return rewording{l, b.c, now}, true
}

// sizeClass tells apart the lengths between which the reader makes a
// difference.
func sizeClass(n int) int {
	for k, bound := range []int{120, 160, 400, longBytes, hugeBytes} {
		if n-1 <= bound && bound <= n+1 { // too near to tell
			return -n
		}
		if n < bound {
			return k
		}
	}
	return 5
}

// runes counts the characters that take a column at least.
func runes(s string) int {
	n := 0
	for _, r := range s {
		if r >= ' ' && !unicode.In(r, unicode.M, unicode.Cf) {
			n++
		}
	}
	return n
}

// derive compares the two wordings as the whole documents would be.
func (r rewording) derive(like Amendment) ([]Amendment, bool) {
	alone := func(id clause.ID, src string) (*clause.Document, bool) {
		c := clause.New(id, r.c.Kind(), src)
		root := r.l.base.Root()
		doc := clause.NewDocument(r.l.base.Meta(), clause.New(root.ID(), clause.Root, "", c))
		return doc, c.Label() == r.c.Label() && c.TextSpan().Start == r.c.TextSpan().Start
	}
	other := r.c.ID()
	other[0] ^= 0xff
	was, ok := alone(r.c.ID(), r.c.Source())
	now, same := alone(other, r.now)
	if !ok || !same {
		return nil, false
	}
	l := NewLayout(was)
	l.version = r.l.version
	out := l.Derive(now, like)
	for _, a := range out {
		if a.Op != Replace {
			return nil, false
		}
	}
	return out, len(out) > 0
}

// commonPrefix returns how many bytes two texts have in common at their start.
func commonPrefix(a, b string) int {
	const step = 1 << 12
	n := 0
	for n+step <= len(a) && n+step <= len(b) && a[n:n+step] == b[n:n+step] {
		n += step
	}
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// commonSuffix returns how many bytes two texts have in common at their end,
// whole characters only.
func commonSuffix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return n
}
