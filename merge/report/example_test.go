package report_test

import (
	"fmt"
	"os"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
	"github.com/rollingtext/rollingtext/merge/report"
)

func ExampleWrite() {
	base, _ := clause.Parse("The Parties shall report.\n", clause.Options{})
	copied, _ := clause.Parse("The Parties should report.\n", clause.Options{})
	rolling, err := merge.Merge(base, amend.Derive(base, copied, amend.Amendment{Sponsors: []string{"EU"}}), merge.Options{})
	if err != nil {
		fmt.Println(err)
	}
	outcome := rolling.Decide(merge.Consensus)
	sections := []report.Section{report.Compromise(rolling, outcome), report.Why(rolling, outcome)}
	if err := report.Write(os.Stdout, sections, report.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Compromise by consensus
	// =======================
	//
	// The Parties should report.
	//
	// Why
	// ===
	//
	// paragraph 1: adopted: replace
	//   was: «shall»
	//   new: «should»
	//   for: EU
	//   against: nobody
	//   silent: nobody
	//   why: consensus: nobody objects
}
