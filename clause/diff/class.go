package diff

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"github.com/rollingtext/rollingtext/clause/words"
)

// Class says whether a change of wording is one of substance. The zero value
// is Substantive; all others are editorial.
type Class uint8

const (
	Substantive Class = iota
	Unseen            // only characters without a shape, or another encoding of the same letters
	Spacing           // only white space
	Punctuation       // only punctuation, other than brackets and that within numbers and symbols
	Diacritics        // only marks on letters, such as tashkeel or accents
	Digits            // only the form of digits: 3, ٣, ３
	Case              // only capital and small letters
	Editorial         // several of the editorial classes together
)

var classNames = [...]string{
	"substantive", "unseen", "spacing", "punctuation", "diacritics", "digits", "case", "editorial",
}

// String returns the class in lower case.
func (c Class) String() string {
	if int(c) < len(classNames) {
		return classNames[c]
	}
	return fmt.Sprintf("class(%d)", uint8(c))
}

// MarshalText writes the class by its name.
func (c Class) MarshalText() ([]byte, error) {
	if int(c) >= len(classNames) {
		return nil, fmt.Errorf("diff: %v is not a class of change", c)
	}
	return []byte(c.String()), nil
}

// Editorial reports whether the change is not one of substance.
func (c Class) Editorial() bool { return c != Substantive }

// Flags tell of a change, or a part of one, that a reader would not see.
type Flags uint8

const (
	Invisible     Flags = 1 << iota // characters without a shape: zero-width, soft hyphen, tatweel
	BidiControl                     // marks, embeddings, overrides and isolates of UAX #9
	LookAlike                       // letters of another script or form that look the same (UTS #39)
	Normalisation                   // the same letters, composed otherwise (UAX #15)
	NoBreakSpace                    // a no-break space for a space, or the other way round
)

var flagNames = [...]string{"invisible", "bidi-control", "look-alike", "normalisation", "no-break-space"}

// Names returns the flags that are set, by name.
func (f Flags) Names() []string {
	var out []string
	for i, name := range flagNames {
		if f&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// String returns the names of the flags with commas between them.
func (f Flags) String() string { return strings.Join(f.Names(), ", ") }

// Classify says what kind of change it is to put now in the place of old, and
// what of it a reader would not see. O(len(old) + len(now)).
func Classify(old, now string) (Class, Flags) {
	flags := unseen(old, now)
	steps := []struct {
		class  Class
		reduce func(string) string
	}{
		{Unseen, func(s string) string { return norm.NFC.String(visible(s)) }},
		{Spacing, unspaced},
		{Punctuation, unpunctuated},
		{Diacritics, unmarked},
		{Digits, asciiDigits},
		{Case, strings.ToLower},
	}
	for _, s := range steps { // one class alone explains it
		if s.reduce(old) == s.reduce(now) {
			return s.class, flags
		}
	}
	a, b := old, now
	for _, s := range steps {
		a, b = s.reduce(a), s.reduce(b)
	}
	if a == b {
		return Editorial, flags
	}
	return Substantive, flags
}

// unseen finds what a reader would not see of a change.
func unseen(old, now string) (f Flags) {
	has := func(is func(rune) bool) bool {
		return strings.Map(keep(is), old) != strings.Map(keep(is), now)
	}
	if has(isBidiControl) {
		f |= BidiControl
	}
	if has(isInvisible) {
		f |= Invisible
	}
	if has(isNoBreak) {
		f |= NoBreakSpace
	}
	a, b := visible(old), visible(now)
	if a == b {
		return f
	}
	na, nb := norm.NFC.String(a), norm.NFC.String(b)
	if na == nb || norm.NFC.IsNormalString(a) != norm.NFC.IsNormalString(b) {
		f |= Normalisation
	}
	if na != nb && (alike(na, nb) || alike(lastWord(na), lastWord(nb))) {
		f |= LookAlike
	}
	return f
}

// alike reports whether two different texts look the same.
func alike(a, b string) bool { return a != b && skeleton(a) == skeleton(b) }

// lastWord is the text itself if it is one word, else nothing: of several
// words that were replaced none is compared alone.
func lastWord(s string) string {
	if words.Count(s) == 1 {
		return strings.Trim(s, " \t\r\n\u00a0")
	}
	return ""
}

// keep makes a mapping that drops all other characters.
func keep(is func(rune) bool) func(rune) rune {
	return func(r rune) rune {
		if is(r) {
			return r
		}
		return -1
	}
}

func isBidiControl(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }

func isInvisible(r rune) bool {
	switch {
	case isBidiControl(r):
		return false
	case r == '\u0640', r == '\u034f', r == '\u115f', r == '\u1160', r == '\u3164': // tatweel, joiner, fillers
		return true
	}
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		unicode.Is(unicode.Cc, r) && !unicode.IsSpace(r)
}

func isNoBreak(r rune) bool { return r == '\u00a0' || r == '\u202f' || r == '\u2007' || r == '\u2060' }

// visible drops what has no shape and makes one space of every space.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case isBidiControl(r), isInvisible(r):
			return -1
		case isNoBreak(r):
			return ' '
		}
		return r
	}, s)
}

func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || isNoBreak(r) {
			return -1
		}
		return r
	}, s)
}

// unpunctuated drops punctuation that stands for itself: not brackets, which
// say that a text is contested, and not what belongs to a number or a symbol.
func unpunctuated(s string) string {
	var b strings.Builder
	digitBefore := false
	for t := range words.All(s) {
		word := s[t.Start:t.End]
		r, _ := utf8.DecodeRuneInString(word)
		next, _ := utf8.DecodeRuneInString(s[t.End:])
		bound := digitBefore || unicode.IsDigit(next)
		quiet := t.Kind == words.Other && unicode.IsPunct(r) && !strings.ContainsRune("[]［］【】〔〕{}", r)
		last, _ := utf8.DecodeLastRuneInString(word)
		digitBefore = unicode.IsDigit(last)
		sentence := strings.ContainsRune(",;:.!?،؛؟。，；：、", r) && !unicode.IsDigit(next)
		if quiet && (!bound || sentence) {
			continue
		}
		b.WriteString(word)
	}
	return unspaced(b.String())
}

// unmarked drops the marks on letters.
func unmarked(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// asciiDigits writes every decimal digit in its ASCII form.
func asciiDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf || !unicode.Is(unicode.Nd, r) {
			return r
		}
		zero := r // decimal digits stand in runs of ten that start at a multiple of their zero
		for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
			zero--
		}
		return '0' + (r-zero)%10
	}, s)
}

// lookAlikes are letters that readers take for the Latin or the standard
// Arabic ones: a part of the confusables of UTS #39, those of the scripts in
// which the United Nations publish.
var lookAlikes = strings.NewReplacer(
	"А", "A", "В", "B", "Е", "E", "К", "K", "М", "M", "Н", "H", "О", "O", "Р", "P", "С", "C", "Т", "T", "Х", "X", "У", "Y", "Ѕ", "S", "І", "I", "Ј", "J",
	"а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "у", "y", "х", "x", "ѕ", "s", "і", "i", "ј", "j", "ԁ", "d", "һ", "h", "ԛ", "q", "ԝ", "w",
	"Α", "A", "Β", "B", "Ε", "E", "Ζ", "Z", "Η", "H", "Ι", "I", "Κ", "K", "Μ", "M", "Ν", "N", "Ο", "O", "Ρ", "P", "Τ", "T", "Υ", "Y", "Χ", "X",
	"ο", "o", "ν", "v", "ι", "i", "α", "a", "ρ", "p",
	"ی", "ي", "ى", "ي", "ک", "ك", "ہ", "ه", "ھ", "ه", "ە", "ه",
	"‐", "-", "‑", "-", "−", "-", "ʼ", "’",
)

// skeleton is what a text looks like.
func skeleton(s string) string { return lookAlikes.Replace(width.Fold.String(s)) }
