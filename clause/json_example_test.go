package clause_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
)

const noting = "The Council,\n\nnoting\n\na)\tthe report;\n"

func ExampleEncodeJSON() {
	doc, _ := clause.Parse("One paragraph.\n", clause.Options{Language: "en"})
	if err := clause.EncodeJSON(os.Stdout, doc); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"schema":"rollingtext/document","version":"1.0",
	// "meta":{"language":"en"},
	// "hash":"b3cf295957fa1228364674afbf25cb6f9350a00023a5683428c2472a4feefc69",
	// "root":{"id":"1ab65d84-f37b-5eab-9cc2-710c701f88b4","kind":"root","source":"","text":{"start":0,"end":0},"hash":"0a61f99b614d83cd699d6981d4d0ca688ccb617bdc545e83dd46e79bdb741c99","children":[
	// {"id":"026770ef-b546-546d-9765-801412f23407","kind":"paragraph","source":"One paragraph.\n","text":{"start":0,"end":14},"hash":"f0ef1be5d6c9c0de9262310bfb96db3d6a49f68769fffdda5b07229dc393e32d"}
	// ]}}
}

func ExampleDecodeJSON() {
	doc, _ := clause.Parse(noting, clause.Options{})
	var stored bytes.Buffer
	if err := clause.EncodeJSON(&stored, doc); err != nil {
		fmt.Println(err)
		return
	}
	again, err := clause.DecodeJSON(&stored, "draft.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(again.Version() == doc.Version(), again.Render() == noting)
	// Output: true true
}

// Whoever changes a word in the JSON by hand is told which clause it was.
func ExampleHashError() {
	doc, _ := clause.Parse(noting, clause.Options{})
	var stored bytes.Buffer
	if err := clause.EncodeJSON(&stored, doc); err != nil {
		fmt.Println(err)
		return
	}
	forged := strings.Replace(stored.String(), "the report", "no  report", 1)
	_, err := clause.DecodeJSON(strings.NewReader(forged), "draft.json")
	var wrong *clause.HashError
	if errors.As(err, &wrong) {
		_, c, _ := doc.Find(wrong.ID)
		fmt.Printf("line %d, %s %s\n", wrong.At.Start.Line, c.Kind(), c.Label().Printed)
	}
	// Output: line 8, item a
}
