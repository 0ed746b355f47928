package clause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark is a label with its form.
type mark struct {
	Label
	form form
}

// steps is how many numbers the label has: 2 in "2.3".
func (m mark) steps() int { return 1 + strings.Count(m.Above, ".") }

// follows reports whether m is the next label of a run after prev.
func (m mark) follows(prev mark) bool {
	switch {
	case m.Insert > 0 || m.Alt > 0:
		return m.Ordinal == prev.Ordinal
	}
	return m.Ordinal == prev.Ordinal+1
}

// kin reports whether two series may count in one run: the same, or digits of
// several scripts mixed up.
func kin(a, b Series) bool {
	return a == b || a != NoSeries && b != NoSeries && a <= FullWidth && b <= FullWidth
}

// levels knows the open runs of labels, the outermost first.
type levels struct {
	base int // depth of the first run
	open []mark
}

// mostLevels bounds how deep labels nest.
const mostLevels = 12

// letters reports whether the outermost run counts with letters.
func (v *levels) letters() bool {
	return len(v.open) > 0 && v.open[0].Series >= LatinLower && v.open[0].Series != Chinese
}

// place returns the depth of a clause with the label, after settling whether
// a letter is a Roman numeral from the run that it goes on with, and from the
// label that comes after it.
func (v *levels) place(m *mark, after mark) int {
	v.settle(m, after)
	at := v.find(*m)
	if at == len(v.open) && at < mostLevels {
		v.open = append(v.open, *m)
		return v.base + at
	}
	at = min(at, mostLevels-1)
	v.open = append(v.open[:at], *m)
	return v.base + at
}

// find returns the index of the open run that m goes on with or restarts;
// len(v.open) if it opens a new one.
func (v *levels) find(m mark) int {
	like, exact := -1, -1
	for i := len(v.open) - 1; i >= 0; i-- {
		o := v.open[i]
		if !kin(o.Series, m.Series) || o.Part != m.Part || o.steps() != m.steps() {
			continue
		}
		switch {
		case o.form == m.form && m.follows(o):
			return i
		case o.form == m.form && o.Series == m.Series && exact < 0:
			exact = i
		case m.follows(o) && like < 0:
			like = i
		}
	}
	switch {
	case exact >= 0:
		return exact
	case like >= 0 && m.Ordinal > 1:
		return like
	}
	return len(v.open)
}

// expects reports whether a letter, read as such or as a Roman numeral, goes
// on with an open run.
func (v *levels) expects(m mark) bool {
	w := levels{base: v.base, open: slices.Clone(v.open)}
	w.settle(&m, mark{})
	return w.find(m) < len(w.open)
}

// continuesAt returns the depth of the run whose next label m is.
func (v *levels) continuesAt(m mark) (depth int, ok bool) {
	for i := len(v.open) - 1; i >= 0; i-- {
		o := v.open[i]
		if o.Series == m.Series && o.Part == m.Part && o.form == m.form && m.follows(o) {
			return v.base + i, true
		}
	}
	return 0, false
}

// settle decides whether "i", "v", "x" and their like are letters, and to which
// alphabet a letter belongs that two of them share by its looks.
func (v *levels) settle(m *mark, after mark) {
	for i := len(v.open) - 1; i >= 0; i-- {
		if l, ok := lookAlike(m.Label, v.open[i].Series); ok && (mark{l, m.form}).follows(v.open[i]) && !m.follows(v.open[i]) {
			m.Label = l
			return
		}
	}
	letter, numeral, both := readings(m.Label)
	if !both {
		return
	}
	second := after.Ordinal == 2 && after.Series == numeral.Series && after.form == m.form
	for i := len(v.open) - 1; i >= 0; i-- {
		o := v.open[i]
		switch {
		case o.Series == numeral.Series && (mark{numeral, m.form}).follows(o):
			m.Label = numeral
			return
		case o.Series == letter.Series && (mark{letter, m.form}).follows(o) && !second:
			m.Label = letter
			return
		}
	}
	if numeral.Ordinal == 1 || len(v.open) > 0 && v.open[len(v.open)-1].Series == numeral.Series {
		m.Label = numeral
	}
}

// readings returns a label of Latin letters read as letters and as a Roman
// numeral, if it can be both: "c", "ii".
func readings(l Label) (letter, numeral Label, both bool) {
	if l.Series < LatinLower || l.Series > RomanUpper {
		return l, l, false
	}
	word := strings.ToLower(number(l))
	n := roman(word)
	ordinal, size := scanLetters(latinLetters, word, unicode.ToLower)
	letter, numeral = l, l
	letter.Series, letter.Ordinal = LatinLower, ordinal
	numeral.Series, numeral.Ordinal = RomanLower, n
	if l.Series == LatinUpper || l.Series == RomanUpper {
		letter.Series, numeral.Series = LatinUpper, RomanUpper
	}
	return letter, numeral, n > 0 && size == len(word)
}

// inSeries reads a label as one of the series, if it can be.
func inSeries(l Label, s Series) Label {
	if l.Series == s {
		return l
	}
	if letter, numeral, both := readings(l); both {
		if letter.Series == s {
			return letter
		}
		if numeral.Series == s {
			return numeral
		}
	}
	if other, ok := lookAlike(l, s); ok {
		return other
	}
	return l
}

// spaced reads a number that only a space sets off from its text, "3 that
// the", as what it is where it is the next of its run under a heading.
func (v *levels) spaced(k *block) (mark, bool) {
	l, ok := scanSpaced(k.src)
	if !ok {
		return mark{}, false
	}
	m := mark{l, bare}
	if len(v.open) == 0 {
		return m, l.Ordinal == 1 && l.Insert == 0
	}
	return m, v.open[0].Series == l.Series && m.follows(v.open[0])
}

// scanSpaced finds a number with only spaces after it.
func scanSpaced(src string) (Label, bool) {
	start := skipArtefacts(src)
	s := src[start:min(len(src), start+longestLabel)]
	c, n := scanCore(s)
	if n == 0 || c.Series > FullWidth || n == len(s) || !strings.ContainsRune(" \u00a0", rune(s[n])) && !strings.HasPrefix(s[n:], "\u00a0") {
		return Label{}, false
	}
	l := c.Label
	l.Span = Span{start, start + n}
	return l, true
}

// lookAlike reads a letter as the one of another alphabet that looks the same.
func lookAlike(l Label, in Series) (Label, bool) {
	const latin, cyrillic = "aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ"
	from, to, alphabet := latin, cyrillic, cyrillicLetters
	switch {
	case l.Series == Cyrillic && (in == LatinLower || in == LatinUpper):
		from, to, alphabet = cyrillic, latin, latinLetters
	case in == Cyrillic && (l.Series == LatinLower || l.Series == LatinUpper):
	default:
		return l, false
	}
	r, w := utf8.DecodeRuneInString(l.Printed)
	if w != len(l.Printed) && l.Insert == 0 && l.Alt == 0 {
		return l, false
	}
	at := indexRune([]rune(from), r)
	if at < 0 {
		return l, false
	}
	l.Series = in
	l.Ordinal = indexRune(alphabet, unicode.ToLower([]rune(to)[at])) + 1
	return l, l.Ordinal > 0
}
