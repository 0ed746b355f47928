package merge_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/merge"
)

// Two red lines block two proposals; a package deal unlocks both.
func ExampleRolling_Optimum() {
	base, all := tabled()
	rolling, _ := merge.Merge(base, all, merge.Options{})
	positions, err := merge.DecodePositions(strings.NewReader(`{
		"parties": [{"name": "G77", "weight": 134}, {"name": "EU", "weight": 27}],
		"positions": [
			{"party": "EU", "stance": "opposes", "redLine": true, "on": {"clause": "paragraph 1", "text": "two years"}}],
		"deals": [{"name": "rhythm", "parties": ["EU", "G77"], "all": [
			{"clause": "paragraph 1", "text": "should"}, {"clause": "paragraph 1", "text": "two years"}]}]}`), "positions.json")
	if err != nil {
		fmt.Println(err)
	}
	rolling, err = rolling.With(positions)
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(merge.Notation(rolling.Decide(merge.Unanimity).Nodes()))
	best := rolling.Optimum(context.Background(), merge.OptimumOptions{})
	fmt.Print(merge.Notation(best.Outcome.Nodes()))
	fmt.Println(best.Exact, best.Value)
	for _, s := range best.Shares {
		fmt.Printf("%s: %d of %d\n", s.Party, s.Gain, s.Most)
	}
	for _, d := range best.Deals {
		fmt.Println(d.Name, d.Made, len(d.Unlocks))
	}
	for _, c := range rolling.Decide(merge.Consensus).Concessions() {
		fmt.Printf("%q: %v\n", rolling.Places()[c.Place].Base, c.Parties)
	}
	// Output:
	// The Parties [shall] [AU: may] [EU, G77: should] report every [year] [G77: two years] to the Conference.
	// The Parties should report every two years to the Conference.
	// true 912
	// AU: 0 of 3
	// EU: 4 of 4
	// G77: 6 of 6
	// deal "rhythm" true 1
	// "shall": [AU]
	// "year": [EU]
}
