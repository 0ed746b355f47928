package census

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/words"
)

// holders lists who holds groups, most first, then by name.
func (k *counter) holders() {
	for party, n := range k.holds {
		k.Holders = append(k.Holders, Holder{party, n})
	}
	slices.SortFunc(k.Holders, func(a, b Holder) int {
		if a.Groups != b.Groups {
			return b.Groups - a.Groups
		}
		return strings.Compare(a.Party, b.Party)
	})
}

// clauses counts the groups that open in each clause.
func (k *counter) clauses(t bracket.Tree) {
	if len(k.Groups) == 0 && len(k.Statuses) == 0 {
		return
	}
	doc, _ := clause.Parse(k.text, clause.Options{})
	at := map[*clause.Clause]int{} // index in Clauses
	group, status := 0, 0
	for _, n := range t.All {
		if n.Kind != bracket.Group && n.Kind != bracket.Status {
			continue
		}
		_, c, _ := doc.At(n.Start)
		i, seen := at[c]
		if !seen {
			i = len(k.Clauses)
			at[c] = i
			k.Clauses = append(k.Clauses, Clause{})
		}
		line := 0
		if n.Kind == bracket.Group {
			line = k.Groups[group].Line
			k.Clauses[i].Groups++
			group++
		} else {
			line = k.Statuses[status].Line
			k.Clauses[i].Status = n.Text
			status++
		}
		if !seen {
			k.Clauses[i].Line = line
		}
	}
}

// paragraphs counts the lines with words, and those that no group touches: a
// paragraph inside a bracket that opened further up is not agreed.
func (k *counter) paragraphs(t bracket.Tree) {
	reach := topGroups(t)
	start := 0
	for l := range strings.Lines(k.text) {
		end := start + len(l)
		for len(reach) > 0 && reach[0][1] <= start {
			reach = reach[1:]
		}
		if hasWord(l) {
			k.Paragraphs++
			if len(reach) == 0 || reach[0][0] >= end {
				k.Agreed++
			}
		}
		start = end
	}
}

// topGroups returns the byte ranges of the outermost groups.
func topGroups(t bracket.Tree) [][2]int {
	var out [][2]int
	for _, n := range t.Nodes {
		if n.Kind == bracket.Group {
			out = append(out, [2]int{n.Start, n.End})
		}
	}
	return out
}

func hasWord(s string) bool {
	for t := range words.All(s) {
		if t.Kind == words.Word {
			return true
		}
	}
	return false
}
