package census

import (
	"fmt"
	"strings"
)

// Change is what happened to the count from one draft to the next.
type Change struct {
	From, To       Census
	Open           int // groups more (or, negative, fewer)
	BracketedWords int
	Words          int
	Agreed         int
	Holders        []HolderChange // whose number of groups changed, as in To, then those who left
}

// HolderChange is how many groups a party held before and holds now.
type HolderChange struct {
	Party  string
	Before int
	Now    int
}

// Compare says how the count changed.
func Compare(from, to Census) Change {
	c := Change{
		From: from, To: to, Open: to.Open - from.Open, Words: to.Words - from.Words,
		BracketedWords: to.BracketedWords - from.BracketedWords, Agreed: to.Agreed - from.Agreed,
	}
	before := map[string]int{}
	for _, h := range from.Holders {
		before[h.Party] = h.Groups
	}
	for _, h := range to.Holders {
		if before[h.Party] != h.Groups {
			c.Holders = append(c.Holders, HolderChange{h.Party, before[h.Party], h.Groups})
		}
		delete(before, h.Party)
	}
	for _, h := range from.Holders {
		if n := before[h.Party]; n > 0 {
			c.Holders = append(c.Holders, HolderChange{h.Party, n, 0})
		}
	}
	return c
}

// Trend writes the number of open groups from draft to draft: "1,052 → 222 → 6".
func Trend(drafts ...Census) string {
	out := make([]string, len(drafts))
	for i, c := range drafts {
		out[i] = thousands(c.Open)
	}
	return strings.Join(out, " → ")
}

// Share returns the share of the words that stand in brackets, from 0 to 1.
func (c Census) Share() float64 {
	if c.Words == 0 {
		return 0
	}
	return float64(c.BracketedWords) / float64(c.Words)
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
