package amend_test

import (
	"fmt"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

func ExampleDerive() {
	base, _ := clause.Parse("The Council,\nresolves\n1\tto continue the work;\n2\tto report every year.\n", clause.Options{})
	copied, _ := clause.Parse("The Council,\nresolves\n1\tto extend the work;\n2\tto thank the host;\n3\tto report every year.\n", clause.Options{})
	list := amend.Derive(base, copied, amend.Amendment{Sponsors: []string{"EU"}})
	for _, a := range list {
		fmt.Printf("%s: %q -> %q\n", a.Form(), a.Target.Quote, a.Text)
	}
	text, err := amend.Apply(base, list)
	fmt.Println(text == copied.Render(), err)
	// Output:
	// replace: "continue" -> "extend"
	// relabel: "2\t" -> "3\t"
	// insert: "" -> "2\tto thank the host;\n"
	// true <nil>
}
