package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/width"
)

// Print writes diagnostics, each with the line of the source that it is about
// and a mark at the place:
//
//	draft.txt:3:5: warning: the label "5" follows "3"; expected "4"; renumber
//	    3 | 5.	Decides to meet;
//	      | ^^
//
// Src may be nil; then, and for diagnostics of another file, the source line
// is left out. See [Source.Excerpt] for lines that run from right to left.
func Print(w io.Writer, src *Source, l List) error {
	for _, d := range l {
		text := d.String() + "\n"
		if src != nil && (d.File == "" || d.File == src.Name) {
			text += src.Excerpt(d.Start.Offset, d.End.Offset)
		}
		if _, err := io.WriteString(w, text); err != nil {
			return fmt.Errorf("diag: print: %w", err)
		}
	}
	return nil
}

// String returns the diagnostic on one line, with its severity:
// "file:line:column: warning: message".
func (d Diagnostic) String() string {
	where := d.Start.String()
	if d.File != "" {
		where = d.File + ":" + where
	}
	text := fmt.Sprintf("%s: %s: %s", where, d.Severity, d.Message)
	if d.Advice != "" {
		text += "; " + d.Advice
	}
	return text
}

const (
	longest  = 100 // columns of a line that are shown
	context  = 40  // columns before the place, where a line is cut
	tabWidth = 4
)

// Excerpt shows the line that holds the byte at start, with the bytes up to
// end marked by carets below it. Of a range over several lines the part on the
// first is marked; an empty range is a point. Long lines are cut round the
// place, tabs become spaces, and characters that are not shown are written
// out, as in ‹U+200B›.
//
// Columns are those of a terminal: two for a wide character, none for a mark
// (UAX #11). Where a line holds text from right to left, no column says where
// something is shown, with some terminals reordering and others not. Such a
// line has no carets; the range stands between ⟦ and ⟧ within it, and the line
// is isolated (U+2068, U+2069; UAX #9), so that it does not reorder what is
// round it.
func (s *Source) Excerpt(start, end int) string {
	at := s.Pos(start)
	from := s.lines[at.Line-1]
	line := s.Line(at.Line)
	a := min(at.Offset-from, len(line))
	z := max(a, min(end-from, len(line)))
	line, a, z, more := window(line, a, z)
	cells := layout(line)
	first, last := place(cells, a, z)
	cells, first, last, left, right := cut(cells, first, last)
	if more {
		left = "…"
	}
	gutter := fmt.Sprintf("%5d | ", at.Line)
	var b strings.Builder
	b.WriteString(gutter + left)
	if rightToLeft(line) {
		b.WriteString("\u2068" + shown(cells[:first]) + "⟦" + shown(cells[first:last]) + "⟧" + shown(cells[last:]) + "\u2069" + right + "\n")
		return b.String()
	}
	b.WriteString(shown(cells) + right + "\n")
	b.WriteString(strings.Repeat(" ", len(gutter)-2) + "| ")
	b.WriteString(strings.Repeat(" ", columns(cells[:first])+utf8.RuneCountInString(left)))
	b.WriteString(strings.Repeat("^", max(1, columns(cells[first:last]))) + "\n")
	return b.String()
}

// reach bounds how much of a line is looked at before and after a place, in
// bytes.
const reach = 4096

// window returns what of a line may be shown; more if it does not start with
// the line.
func window(line string, a, z int) (near string, from, to int, more bool) {
	start, end := max(0, a-reach), min(len(line), a+reach)
	for start > 0 && !utf8.RuneStart(line[start]) {
		start--
	}
	for end < len(line) && !utf8.RuneStart(line[end]) {
		end++
	}
	return line[start:end], a - start, min(z, end) - start, start > 0
}

// cell is a grapheme cluster as it is shown.
type cell struct {
	offset int // in the line
	text   string
	width  int
}

func layout(line string) []cell {
	var cells []cell
	column := 0
	for it := graphemes.FromString(line); it.Next(); {
		c := cell{offset: it.Start()}
		c.text, c.width = show(it.Value(), column)
		column += c.width
		cells = append(cells, c)
	}
	return cells
}

// show returns how a cluster is written and how many columns it takes.
func show(cluster string, column int) (string, int) {
	if cluster == "\t" {
		n := tabWidth - column%tabWidth
		return strings.Repeat(" ", n), n
	}
	var b strings.Builder
	n, base := 0, false
	for i, r := range cluster {
		_, size := utf8.DecodeRuneInString(cluster[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			name := fmt.Sprintf("‹%02X›", cluster[i])
			b.WriteString(name)
			n += utf8.RuneCountInString(name)
		case hiddenRune(r) && (r != '\u200d' && r != '\u200c' || !base):
			name := fmt.Sprintf("‹U+%04X›", r)
			b.WriteString(name)
			n += utf8.RuneCountInString(name)
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
			if !base && n == 0 {
				b.WriteRune('◌') // a mark with nothing to stand on
				n++
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
			if !base {
				n += runeWidth(r)
			}
			base = true
		}
	}
	return b.String(), n
}

// hiddenRune reports whether r changes the line or is not seen in it.
func hiddenRune(r rune) bool {
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == '\u00ad' || r == '\u2028' || r == '\u2029' || r == '\u3164'
}

func runeWidth(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// place returns the cells of a range of bytes: those that it touches.
func place(cells []cell, a, z int) (first, last int) {
	for first < len(cells) && first+1 < len(cells) && cells[first+1].offset <= a {
		first++
	}
	if len(cells) > 0 && a >= cells[len(cells)-1].offset+1 && z == a && atEnd(cells, a) {
		return len(cells), len(cells)
	}
	last = first
	for last < len(cells) && cells[last].offset < z {
		last++
	}
	return first, last
}

// atEnd reports whether a lies behind the first byte of the last cell; a point
// there is the end of the line.
func atEnd(cells []cell, a int) bool { return a > cells[len(cells)-1].offset }

// cut keeps what fits of a long line round a place.
func cut(cells []cell, first, last int) (kept []cell, a, z int, left, right string) {
	if columns(cells) <= longest {
		return cells, first, last, "", ""
	}
	from, n := first, 0
	for from > 0 && n+cells[from-1].width <= context {
		from--
		n += cells[from].width
	}
	to := from
	for n = 0; to < len(cells) && n+cells[to].width <= longest; to++ {
		n += cells[to].width
	}
	if from > 0 {
		left = "…"
	}
	if to < len(cells) {
		right = "…"
	}
	return cells[from:to], first - from, max(first, min(last, to)) - from, left, right
}

func shown(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}

func columns(cells []cell) int {
	n := 0
	for _, c := range cells {
		n += c.width
	}
	return n
}

// rightToLeft reports whether a line holds text that a bidirectional terminal
// would reorder.
func rightToLeft(line string) bool {
	for i := 0; i < len(line); {
		if line[i] < utf8.RuneSelf {
			i++
			continue
		}
		p, n := bidi.LookupString(line[i:])
		switch p.Class() {
		case bidi.R, bidi.AL, bidi.AN:
			return true
		}
		i += max(n, 1)
	}
	return false
}
