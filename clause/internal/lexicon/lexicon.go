// Package lexicon holds the words by which the parts of a resolution are
// known, and by which texts refer to them, in the six official languages of
// the United Nations.
//
// All words are in lower case and without Arabic vowel signs.
package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Language is what the reader knows of one language.
type Language struct {
	Tag         string   // BCP 47
	Preambular  Words    // openings of preambular headings and recitals
	Operative   Words    // openings of operative headings and paragraphs
	Enacting    Words    // openings of the enacting words
	Draft       Words    // openings of the line before a resolution's title
	Annex       Words    // openings of the heading of an annex
	Sections    Words    // openings of the cover's own headings
	Articles    Words    // openings of the headings of bylaws and treaties: "article", followed by a number
	Agenda      Words    // openings of cover fields, without colon
	AgendaTail  []string // what may follow the number of an agenda item
	Document    Words
	Original    Words
	Contributor Words
	Tabled      []string // what follows the names of sponsors: ": draft resolution"
	Months      []string
	And         string   // joins the last of several names
	Compounds   []string // names of states that hold the conjunction themselves
	Names       []string // names of the six languages, in the order of Tags
	Refer       Refer    // how the text refers to its own paragraphs
}

// Tags are the tags of the six languages, in the order of Names.
var Tags = []string{"ar", "zh", "en", "fr", "ru", "es"}

// ByTag returns the language of a BCP 47 tag, nil if it is none of the six.
func ByTag(tag string) *Language {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for i := range All {
		if All[i].Tag == base {
			return &All[i]
		}
	}
	return nil
}

// Words are openings of a line. The zero value opens none.
type Words struct {
	by      map[rune][]string // by first letter
	adverbs []string          // what may stand before them: "also", "deeply"
	spaced  bool              // the language sets words off with spaces
}

// words reads openings, and adverbs before them, separated by bars.
func words(spaced bool, openings, adverbs string) Words {
	w := Words{by: map[rune][]string{}, spaced: spaced}
	for word := range strings.SplitSeq(openings, "|") {
		r, _ := utf8.DecodeRuneInString(word)
		w.by[r] = append(w.by[r], word)
	}
	if adverbs != "" {
		w.adverbs = strings.Split(adverbs, "|")
	}
	return w
}

// Open reports whether line, in lower case, opens with one of the words, up
// to a word's end, with up to two adverbs before it.
func (w Words) Open(line string) bool { return w.Match(line) > 0 }

// Match returns how many bytes of line the opening takes with the adverbs
// before it, 0 if there is none. The longest opening counts.
func (w Words) Match(line string) int {
	skipped := 0
	for range 3 {
		if n := w.match(line[skipped:]); n > 0 {
			return skipped + n
		}
		n := w.adverb(line[skipped:])
		if n == 0 {
			return 0
		}
		skipped += n
	}
	return 0
}

func (w Words) match(line string) int {
	r, _ := utf8.DecodeRuneInString(line)
	best := 0
	for _, word := range w.by[r] {
		if len(word) > best && strings.HasPrefix(line, word) && w.ends(line[len(word):]) {
			best = len(word)
		}
	}
	return best
}

func (w Words) adverb(line string) int {
	for _, a := range w.adverbs {
		if rest, ok := strings.CutPrefix(line, a); ok && w.ends(rest) {
			return len(line) - len(strings.TrimLeft(rest, " ,\u00a0"))
		}
	}
	return 0
}

// ends reports whether a word may end before rest.
func (w Words) ends(rest string) bool {
	if !w.spaced || rest == "" {
		return true
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-'
}
