// Command embed is the smallest program that uses the library: two parties, one
// sentence, a rolling text and a vote.
package main

import (
	"fmt"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

func main() {
	parse := func(s string) *clause.Document { d, _ := clause.Parse(s, clause.Options{}); return d }
	base := parse("The Parties shall report every year.\n")
	eu := amend.Derive(base, parse("The Parties should report every year.\n"), amend.Amendment{Sponsors: []string{"EU"}})
	g77 := amend.Derive(base, parse("The Parties may report.\n"), amend.Amendment{Sponsors: []string{"G77"}})
	rolling, err := merge.Merge(base, append(eu, g77...), merge.Options{})
	if err != nil {
		panic(err)
	}
	fmt.Print(merge.Notation(rolling.Nodes()))
	fmt.Print(merge.Notation(rolling.Decide(merge.Majority).Nodes()))
}
