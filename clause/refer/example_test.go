package refer_test

import (
	"fmt"
	"os"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
	"github.com/rollingtext/rollingtext/clause/refer"
)

const draft = `The General Assembly,

Recalling paragraph 109 of the Tunis Agenda,

1. Decides to wait;

2. Decides to meet;

3. Requests a report on paragraph 2 above, and on paragraph 9 above.
`

func ExampleFind() {
	doc, _ := clause.Parse(draft, clause.Options{})
	labels := clause.NewLabels(doc)
	for _, r := range refer.Find(doc) {
		at, _ := r.Target()
		p, _, ok := doc.Find(at)
		fmt.Println(r.Mention.Of(doc.Clause(r.Path).Source()), "->", labels.Of(p), ok)
	}
	// Output:
	// paragraph 2 above -> operative 2 true
	// paragraph 9 above ->  false
}

func ExampleCheck() {
	doc, _ := clause.Parse(draft, clause.Options{})
	_ = diag.Print(os.Stdout, diag.NewSource("draft.txt", draft), refer.Check(doc, "draft.txt"))
	// Output:
	// draft.txt:9:61: warning: there is no clause "9"; correct the number, or name the document that is meant
	//     9 | 3. Requests a report on paragraph 2 above, and on paragraph 9 above.
	//       |                                                             ^
}

func ExampleFollow() {
	doc, _ := clause.Parse(draft, clause.Options{})
	refs := refer.Find(doc)
	shorter, err := doc.Remove(clause.NewLabels(doc).Lookup("operative 1")[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	now, lost := refer.Follow(refs, doc, clause.Renumber(shorter, clause.RenumberOptions{}).Document)
	fmt.Println(now.Clause(clause.Path{0, 3}).Text())
	for _, l := range lost {
		fmt.Println(l.Steps[0].Label.Printed, l.Reason)
	}
	// Output:
	// Requests a report on paragraph 1 above, and on paragraph 9 above.
	// 9 it led to no clause, or to several
}
