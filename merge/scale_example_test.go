package merge_test

import (
	"context"
	"fmt"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

func ExampleLive() {
	base, _ := clause.Parse("1\tto continue the review;\n2\tto report to the Council.\n", clause.Options{})
	l := amend.NewLayout(base)
	first := l.DeriveText("1\tto conclude the review;\n2\tto report to the Council.\n", clause.Options{}, amend.Amendment{Sponsors: []string{"EU"}})
	more := l.DeriveText("1\tto suspend the review;\n2\tto report to the Council.\n", clause.Options{}, amend.Amendment{Sponsors: []string{"G77"}})

	live, _ := merge.NewLive(l, first, merge.Options{})
	next, err := live.With(more[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	part, _ := next.Part(more[0].Target.Clause)
	for _, o := range part.Places()[0].Options {
		fmt.Println(o.Sponsors, o.Text)
	}
	// Output:
	// [EU] conclude
	// [G77] suspend
}

func ExampleStream() {
	base, _ := clause.Parse("1\tto continue the review;\n2\tto report to the Council.\n", clause.Options{})
	l := amend.NewLayout(base)
	list := l.DeriveText("1\tto conclude the review;\n2\tto report to the Assembly.\n", clause.Options{}, amend.Amendment{Sponsors: []string{"EU"}})

	source := func(yield func(amend.Amendment, error) bool) { // from a file or a database, say
		for _, a := range list {
			if !yield(a, nil) {
				return
			}
		}
	}
	for part, err := range merge.Stream(context.Background(), l, source, merge.StreamOptions{}) {
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, p := range part.Places() {
			fmt.Printf("%s: %s becomes %s\n", p.Label, p.Base, p.Options[0].Text)
		}
	}
	// Output:
	// 1: continue becomes conclude
	// 2: Council becomes Assembly
}
