package bracket

import (
	"fmt"
	"strings"
)

// MaxDepth is how deep brackets are read as nested; deeper ones stay text.
const MaxDepth = 128

// pair finds the partner of every bracket: partner[i] is the offset of the
// closing bracket of an opening one. Pairs are sought within a line first. What is
// left pairs across lines only where a bracket opens a paragraph (or a
// footnote) and another closes one, so a slip never reaches further. O(n).
func pair(s string) (map[int]int, []finding) {
	partner := map[int]int{}
	var found []finding
	var open, left []int
	line := 0
	flush := func(end int) {
		for _, o := range open {
			if !opensParagraph(s, line, o) {
				found = append(found, unbalanced(s, o, end, "no ] follows in its paragraph; one was probably meant"))
				continue
			}
			left = append(left, o)
		}
		open = open[:0]
		line = end + 1
	}
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\n':
			flush(i)
		case '[':
			open = append(open, i)
		case ']':
			if n := len(open); n > 0 {
				if n <= MaxDepth {
					partner[open[n-1]] = i
				} else {
					found = append(found, finding{
						code: "bracket-depth", start: open[n-1], end: i + 1, meant: -1,
						message: fmt.Sprintf("brackets nest deeper than %d; this pair is kept as text", MaxDepth),
					})
				}
				open = open[:n-1]
			} else if n := len(left); n > 0 && n <= MaxDepth && closesParagraph(s, i) {
				partner[left[n-1]] = i
				left = left[:n-1]
			} else {
				found = append(found, unbalanced(s, i, line, "no [ precedes it in its paragraph; one was probably meant"))
			}
		}
	}
	flush(len(s))
	for _, o := range left {
		found = append(found, unbalanced(s, o, o+1, "no ] closes a later paragraph; one was probably meant after the text it opens,"))
	}
	return partner, found
}

func unbalanced(s string, at, meant int, what string) finding {
	return finding{
		code: "bracket-unbalanced", start: at, end: at + 1, meant: meant,
		message: s[at:at+1] + " has no partner: " + what + " at ",
		advice:  "add the partner or remove the bracket",
	}
}

// opensParagraph looks no further back than the white space before the bracket's line.
func opensParagraph(s string, line, at int) bool {
	rest := s[at+1:]
	digits := countDigits(rest)
	if digits > 0 && digits < len(rest) && rest[digits] == ':' {
		return true
	}
	return at-line < 16 && strings.TrimSpace(s[line:at]) == ""
}

func closesParagraph(s string, at int) bool {
	for _, r := range s[at+1:] {
		switch r {
		case '\n':
			return true
		case ' ', '\t', '\r', ';', '.', ',', '،', '؛':
		default:
			return false
		}
	}
	return true
}

func countDigits(s string) int {
	n := 0
	for n < len(s) && n < 6 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}
