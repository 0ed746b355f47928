package diff_test

import (
	"fmt"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
)

func ExampleDocuments() {
	old, _ := clause.Parse("The Council,\nresolves\n1\tto continue the work;\n2\tto report every year.\n", clause.Options{})
	now, _ := clause.Parse("The Council,\nresolves\n1\tto report every year;\n2\tto continue all the work.\n", clause.Options{})
	for _, c := range diff.Documents(old, now) {
		fmt.Printf("%s, %s: %q -> %q\n", c.Kind, c.Class, c.Old.Text, c.New.Text)
	}
	// Output:
	// relabelled, substantive: "1\t" -> "2\t"
	// moved, substantive: "1\tto continue the work;\n" -> ""
	// reworded, substantive: "" -> " all"
	// reworded, punctuation: ";" -> "."
	// relabelled, substantive: "2\t" -> "1\t"
	// reworded, punctuation: "." -> ";"
}

func ExampleText() {
	old, now := "The Parties shall report every year.", "The Parties should report every two years."
	for _, h := range diff.Text(old, now) {
		fmt.Printf("%q -> %q\n", h.Old.Of(old), h.New.Of(now))
	}
	// Output:
	// "shall" -> "should"
	// "year" -> "two years"
}

func ExampleClassify() {
	class, unseen := diff.Classify("10 000 francs", "10\u00a0000 francs")
	fmt.Println(class, unseen)
	class, unseen = diff.Classify("scope", "sc\u043epe")
	fmt.Println(class, unseen)
	// Output:
	// unseen no-break-space
	// substantive look-alike
}
