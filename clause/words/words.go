// Package words splits text into the tokens that the library compares:
// words as Unicode Standard Annex #29 draws their boundaries, with a run of
// white space as one token.
//
// Tokens partition the text: joined again they give it back byte for byte,
// also where it is not valid UTF-8. No token boundary lies inside a grapheme
// cluster.
package words

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Kind says what a token is made of.
type Kind uint8

const (
	Other Kind = iota // punctuation, symbols, brackets, control characters
	Word              // holds a letter, a digit or a mark
	Space             // white space only; a line feed is a token of its own
)

// Token is a stretch of text, by byte offsets.
type Token struct {
	Start, End int
	Kind       Kind
}

// All yields the tokens of s in order, in one pass.
//
// A run of white space is one token, but a line feed (with a carriage return
// before it) always stands alone, so that lines can be told apart by tokens.
// A no-break space counts as white space.
func All(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		it := words.FromString(s)
		var run Token // pending run of white space; empty when Start == End
		for it.Next() {
			t := Token{it.Start(), it.End(), kindOf(s[it.Start():it.End()])}
			if t.Kind == Space && s[t.End-1] != '\n' {
				if run.Start == run.End {
					run = t
				} else {
					run.End = t.End
				}
				continue
			}
			if run.Start != run.End {
				if !yield(run) {
					return
				}
				run = Token{}
			}
			if !yield(t) {
				return
			}
		}
		if run.Start != run.End {
			yield(run)
		}
	}
}

// Count returns how many tokens of kind Word s holds.
func Count(s string) int {
	n := 0
	for t := range All(s) {
		if t.Kind == Word {
			n++
		}
	}
	return n
}

// kindOf classes a token by its runes; white space only if all of it is.
func kindOf(tok string) Kind {
	if c := tok[0]; c < utf8.RuneSelf { // the common case, decided by one byte
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			return Word
		}
	}
	space := true
	for _, r := range tok {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) {
			return Word
		}
		space = space && unicode.IsSpace(r)
	}
	if space {
		return Space
	}
	return Other
}
