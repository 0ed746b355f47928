package merge_test

import (
	"fmt"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

// tabled makes the amendments of three parties to one sentence.
func tabled() (*clause.Document, []amend.Amendment) {
	base, _ := clause.Parse("The Parties shall report every year to the Conference.\n", clause.Options{})
	var all []amend.Amendment
	for party, text := range map[string]string{
		"EU":  "The Parties should report every year to the Conference.\n",
		"G77": "The Parties should report every two years to the Conference.\n",
		"AU":  "The Parties may report every year to the Conference.\n",
	} {
		copied, _ := clause.Parse(text, clause.Options{})
		all = append(all, amend.Derive(base, copied, amend.Amendment{Sponsors: []string{party}})...)
	}
	return base, all
}

func ExampleMerge() {
	base, all := tabled()
	rolling, err := merge.Merge(base, all, merge.Options{Parties: []string{"RCC"}})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(merge.Notation(rolling.Nodes()))
	text, _ := rolling.As("G77")
	fmt.Print(text)
	for _, p := range rolling.Places() {
		fmt.Printf("%q contested: %t, silent: %v\n", p.Base, p.Contested, p.Silent)
	}
	// Output:
	// The Parties [shall] [AU: may] [EU, G77: should] report every [year] [G77: two years] to the Conference.
	// The Parties should report every two years to the Conference.
	// "shall" contested: true, silent: [RCC]
	// "year" contested: false, silent: [AU EU RCC]
}

func ExampleRolling_Decide() {
	base, all := tabled()
	rolling, _ := merge.Merge(base, all, merge.Options{})
	for _, rule := range []merge.Rule{merge.Consensus, merge.Majority} {
		outcome := rolling.Decide(rule)
		fmt.Print(merge.Notation(outcome.Nodes()))
		for _, d := range outcome.Decisions() {
			fmt.Printf("  %q %s: %s\n", rolling.Changes()[d.Change].Text, d.Verdict, d.Reason)
		}
	}
	// Output:
	// The Parties [shall] [AU: may] [EU, G77: should] report every two years to the Conference.
	//   "may" open: competing proposals: no consensus
	//   "should" open: competing proposals: no consensus
	//   "two years" adopted: nobody objects
	// The Parties should report every two years to the Conference.
	//   "may" rejected: not put to the vote: what was adopted implies its rejection (rule 90)
	//   "should" adopted: 2 for, 1 against, 0 abstaining
	//   "two years" adopted: 1 for, 0 against, 2 abstaining
}
