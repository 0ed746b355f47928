package census

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
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

// clauses counts the brackets of each paragraph. A paragraph is a line with
// words; one inside a bracket that opened further up is not agreed.
func (k *counter) clauses(t bracket.Tree) {
	open, status := map[int]int{}, map[int]string{}
	for _, g := range k.Groups {
		open[g.Line]++
	}
	for _, s := range k.Statuses {
		status[s.Line] = s.Text
	}
	reach := topGroups(t)
	line, start := 0, 0
	for l := range strings.Lines(k.text) {
		line++
		end := start + len(l)
		for len(reach) > 0 && reach[0][1] <= start {
			reach = reach[1:]
		}
		inside := len(reach) > 0 && reach[0][0] < end
		if hasWord(l) {
			k.Paragraphs++
			if !inside {
				k.Agreed++
			}
		}
		if open[line] > 0 || status[line] != "" {
			k.Clauses = append(k.Clauses, Clause{line, open[line], status[line]})
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
