// Package lexicon holds the words by which the parts of a resolution are
// known, in the six official languages of the United Nations.
package lexicon

import "strings"

// Language is what the reader knows of one language.
type Language struct {
	Tag         string
	Preambular  []string // openings of preambular headings and recitals, lower case
	Operative   []string // openings of operative headings and paragraphs
	Enacting    []string // openings of the enacting words
	Draft       []string // openings of the line before a resolution's title
	Annex       []string
	Sections    []string // openings of the cover's own headings
	Agenda      []string // openings of cover fields, without colon
	Document    []string
	Original    []string
	Contributor []string
	Months      []string
	And         string   // joins the last of several names
	Compounds   []string // names of states that hold the conjunction themselves
	Names       []string // names of the six languages, in the order of Tags
}

// Tags are the tags of the six languages, in the order of Names.
var Tags = []string{"ar", "zh", "en", "fr", "ru", "es"}

// HasPrefix reports whether line opens with one of the words, at a word's end.
// Line must be in lower case.
func HasPrefix(line string, words []string, spaced bool) bool {
	for _, w := range words {
		if rest, ok := strings.CutPrefix(line, w); ok {
			if !spaced || rest == "" || strings.ContainsRune(" \t,.:;،؛'’\u00a0\r\n", []rune(rest[:min(4, len(rest))])[0]) {
				return true
			}
		}
	}
	return false
}
