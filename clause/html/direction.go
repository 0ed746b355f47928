package html

import (
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"
)

// Dir is the direction of text. The zero value, Auto, is that of its first
// strong character.
type Dir uint8

const (
	Auto Dir = iota
	LTR      // left to right
	RTL      // right to left
)

// String returns the value of the attribute dir of HTML.
func (d Dir) String() string {
	switch d {
	case LTR:
		return "ltr"
	case RTL:
		return "rtl"
	}
	return "auto"
}

func (d Dir) other() Dir { return LTR + RTL - d }

// DirOf returns the direction in which a language is written, by its BCP 47
// tag: that of the script that the tag names or implies. It is Auto where the
// tag is empty or unknown.
func DirOf(tag string) Dir {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return Auto
	}
	script, _ := t.Script()
	switch script.String() {
	case "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return RTL
	}
	return LTR
}

// FirstStrong returns the direction of the first strong character of s that
// does not stand in an isolate, rules P2 and P3 of UAX #9; LTR if there is
// none.
func FirstStrong(s string) Dir {
	isolates := 0
	for i := 0; i < len(s); {
		p, size := bidi.LookupString(s[i:])
		switch p.Class() {
		case bidi.L:
			if isolates == 0 && size > 0 {
				return LTR
			}
		case bidi.R, bidi.AL:
			if isolates == 0 {
				return RTL
			}
		case bidi.LRI, bidi.RLI, bidi.FSI:
			isolates++
		case bidi.PDI:
			isolates = max(0, isolates-1)
		case bidi.B:
			isolates = 0
		}
		i += max(1, size)
	}
	return LTR
}
