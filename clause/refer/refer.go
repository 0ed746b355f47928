// Package refer finds where a document refers to its own clauses: "paragraph
// 3 above", "operative paragraph 2 (b)", "resolves 3", "OP7", "الفقرة 3 من
// يقرر", "上文第3段". It reports references that lead nowhere, and lets
// references follow when clauses are renumbered, moved or removed.
//
// Paragraphs of other documents ("paragraph 109 of the Tunis Agenda") are not
// references in this sense. The words of the six official languages of the
// United Nations are known.
package refer

import (
	"fmt"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// Reference is one mention of one clause. A list such as "paragraphs 3 and 4"
// makes several with the same Mention.
type Reference struct {
	From    clause.ID   // the clause whose text refers
	Path    clause.Path // where it is
	Mention clause.Span // the whole phrase in its source: "operative paragraphs 3 and 4 (b) above"
	Steps   []Step      // the labels of this reference, the outermost first: "4", "(b)"
	Certain bool        // the phrase says that it means this document
}

// Step is one label of a reference.
type Step struct {
	Span       clause.Span // of the label in the source, with its brackets
	Label      clause.Label
	Target     clause.ID   // the clause that it names; zero if there is none, or several
	Candidates []clause.ID // the clauses that it may name, if there are several
}

// Target returns the clause that the reference leads to; ok is false if there
// is none, or several.
func (r Reference) Target() (id clause.ID, ok bool) {
	last := r.Steps[len(r.Steps)-1]
	return last.Target, last.Target != clause.ID{}
}

// Dangling reports whether the reference leads nowhere.
func (r Reference) Dangling() bool {
	for _, s := range r.Steps {
		if s.Target == (clause.ID{}) {
			return len(s.Candidates) == 0
		}
	}
	return false
}

// Find returns the references in a document, in the order of the text.
// O(len(text)). Of clauses with the same label no more than 64 are told apart.
func Find(d *clause.Document) []Reference {
	f := newFinder(d)
	for p, c := range d.Walk() {
		if c.Source() != "" {
			f.clause(p, c)
		}
	}
	return f.found
}

// Check reports references that lead nowhere (code reference-dangling: a
// warning if the phrase says that it means this document, else an info) and
// those that may mean several clauses (reference-ambiguous, an info). File
// names the document in the diagnostics.
func Check(d *clause.Document, file string) diag.List {
	var found diag.List
	for _, r := range Find(d) {
		for _, s := range r.Steps {
			if s.Target != (clause.ID{}) {
				continue
			}
			at := d.Offset(r.Path)
			one := diag.Diagnostic{
				Severity: diag.Info, Code: "reference-dangling",
				Message: fmt.Sprintf("there is no clause %q", s.Label.Printed),
				Advice:  "correct the number, or name the document that is meant",
				Start:   diag.Pos{Offset: at + s.Span.Start}, End: diag.Pos{Offset: at + s.Span.End},
			}
			switch n := len(s.Candidates); {
			case n > 0:
				one.Code = "reference-ambiguous"
				one.Message = fmt.Sprintf("%q may mean %d clauses", s.Label.Printed, n)
				one.Advice = "name the heading too"
			case r.Certain:
				one.Severity = diag.Warning
			}
			found = append(found, one)
			break
		}
	}
	if len(found) > 0 {
		diag.NewSource(file, d.Render()).Locate(found)
	}
	return found
}
