// Package report presents rolling texts and decisions: as plain text, Markdown,
// HTML and JSON.
//
// A [Section] is one view of the matter: the rolling text, the compromise, the
// reasons, what competes, what was changed by whom. [Write] writes one or
// several of them in any [Format].
//
// Plain text of a single section is the text itself, to the byte, without a
// heading; brackets are in the notation that package bracket reads. Headings
// and names of lines are English, whatever the language of the text.
package report

import (
	"fmt"

	"github.com/rollingtext/rollingtext/merge"
)

// Format is a way of writing. The zero value is plain text.
type Format uint8

const (
	Text Format = iota
	Markdown
	HTML
	JSON
)

var formatNames = [...]string{"text", "markdown", "html", "json"}

// String returns the name of the format.
func (f Format) String() string {
	if int(f) < len(formatNames) {
		return formatNames[f]
	}
	return fmt.Sprintf("format(%d)", uint8(f))
}

// ParseFormat reads the name of a format.
func ParseFormat(name string) (Format, error) {
	for i, n := range formatNames {
		if n == name {
			return Format(i), nil
		}
	}
	return 0, fmt.Errorf("report: %q is not a format; expected one of %q", name, formatNames)
}

// Section is one view.
type Section struct {
	// Name is a short name: the member of the JSON that holds it.
	Name  string
	Title string
	// Nodes are a text with brackets, Entries a list, Grid a table. A section has
	// one of them.
	Nodes   []merge.Node
	Entries []Entry
	Grid    *Grid
	// Empty is said where there is nothing to list.
	Empty string
	// Data is what JSON holds.
	Data any
	// Parties are all who take part, so that each has one colour throughout.
	Parties []string
}

// Entry is an item of a list: a clause, and what is to be said of it.
type Entry struct {
	Head  string // label path
	Note  string // what happened, in a word or two
	Lines []Line
}

// Line is a name and what it stands for.
type Line struct {
	Name  string
	Value string
	Quote bool // the value is wording of the document
}
