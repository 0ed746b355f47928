package clause_test

import (
	"fmt"
	"os"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

const draft = `The General Assembly,

Recalling its resolution 70/125,

1. Decides to hold a meeting;

2. Requests the Secretary-General:

(a) To report;

(b) To consult.
`

func ExampleParse() {
	doc, oddities := clause.Parse(draft, clause.Options{File: "draft.txt"})
	for p, c := range doc.Walk() {
		if c.Source() != "" {
			fmt.Printf("%v %s %q %q\n", p, c.Kind(), c.Label().Printed, c.Text())
		}
	}
	fmt.Println(doc.Render() == draft, len(oddities))
	// Output:
	// [0 0] enacting "" "The General Assembly,"
	// [0 1] preambular "" "Recalling its resolution 70/125,"
	// [0 2] operative "1" "Decides to hold a meeting;"
	// [0 3] operative "2" "Requests the Secretary-General:"
	// [0 3 0] item "a" "To report;"
	// [0 3 1] item "b" "To consult."
	// true 0
}

func ExampleValidate() {
	text := "The ITU Council,\nresolves\n1\tto meet;\n3\tto report.\n"
	doc, _ := clause.Parse(text, clause.Options{})
	found := clause.Validate(doc, "draft.txt")
	_ = diag.Print(os.Stdout, diag.NewSource("draft.txt", text), found)
	// Output:
	// draft.txt:4:1: warning: the label "3" follows "1"; expected "2"; renumber, or check whether a paragraph is missing
	//     4 | 3   to report.
	//       | ^
}

func ExampleNewLabels() {
	doc, _ := clause.Parse(draft, clause.Options{})
	labels := clause.NewLabels(doc)
	for _, p := range labels.Lookup("operative 2(b)") {
		fmt.Println(p, doc.Clause(p).Text())
	}
	fmt.Println(labels.Of(clause.Path{0, 1}))
	// Output:
	// [0 3 1] To consult.
	// preambular 1
}

func ExampleDocument_Insert() {
	doc, _ := clause.Parse(draft, clause.Options{})
	at := clause.NewLabels(doc).Lookup("operative 2")[0]
	id := uuid.MustParse("8f3b2c1e-0d5a-4a1b-9c7d-2e6f4b8a1c3d") // from your own source of ids
	longer, err := doc.Insert(at, clause.New(id, clause.Operative, "1 bis. Invites States to contribute;\n\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	same := longer.Clause(clause.Path{0, 4}) == doc.Clause(clause.Path{0, 3})
	fmt.Println(longer.Clause(at).Text(), longer.Version() == doc.Version(), same)
	// Output: Invites States to contribute; false true
}

func ExampleDocument_At() {
	doc, _ := clause.Parse(draft, clause.Options{})
	path, c, within := doc.At(60)
	fmt.Println(path, c.Kind(), within, doc.Offset(path))
	// Output: [0 2] operative 3 57
}

func ExampleRenumber() {
	doc, _ := clause.Parse("The ITU Council,\nresolves\n1\tto meet;\n2\tto wait;\n2bis\tto talk;\n3\tto report.\n", clause.Options{})
	shorter, err := doc.Remove(clause.NewLabels(doc).Lookup("resolves/1")[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	r := clause.Renumber(shorter, clause.RenumberOptions{})
	fmt.Print(r.Document.Render())
	for _, c := range r.Changes {
		fmt.Println(c.OldName, "->", c.NewName)
	}
	// Output:
	// The ITU Council,
	// resolves
	// 1	to wait;
	// 1bis	to talk;
	// 2	to report.
	// resolves/2 -> resolves/1
	// resolves/2bis -> resolves/1bis
	// resolves/3 -> resolves/2
}

func ExampleNumbering() {
	doc, _ := clause.Parse("إن مجلس الاتحاد،\nإذ يذكِّر\n أ )\tبالقرار 73؛\nج)\tبالقرار 140،\n", clause.Options{})
	numbering := clause.NewNumbering(doc)
	for _, c := range doc.Clause(clause.Path{0, 1}).Children() {
		fmt.Println(c.Label().Printed, numbering.Of(c.ID()).Printed)
	}
	// Output:
	// أ أ
	// ج ب
}

func ExampleParseLabel() {
	for _, s := range []string{"3 bis", "(b)", "هـ )", "（十二）", "OP7ter", "a word"} {
		l, ok := clause.ParseLabel(s)
		fmt.Println(ok, l.Series, l.Ordinal, l.Insert)
	}
	// Output:
	// true decimal 3 2
	// true latin-lower 2 0
	// true abjad 5 0
	// true chinese 12 0
	// true decimal 7 3
	// false none 0 0
}
