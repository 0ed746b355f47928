package markdown_test

import (
	"fmt"
	"os"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/markdown"
)

func ExampleWrite() {
	doc, _ := clause.Parse("The Council,\n\nresolves\n\n1\tto meet [in May] [in June];\n\n2.\tto report*.\n", clause.Options{})
	if err := markdown.Write(os.Stdout, doc, markdown.Options{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// The Council,
	//
	// *resolves*
	//
	// - 1 to meet \[in May\] \[in June\];
	// - 2\. to report\*.
}

func ExampleEscape() {
	fmt.Println("**EU:** " + markdown.Escape("1. [shall] [should]"))
	// Output: **EU:** 1\. \[shall\] \[should\]
}
