// Package diag holds the one diagnostic type of the library: what was found,
// where it stands and what to do about it.
//
// Diagnostics are values. A reader that meets something odd goes on and
// returns a [List]; only input that cannot be used at all becomes an error,
// and then the error is a [Diagnostic] too, so that a program prints both the
// same way: file:line:column: message.
package diag

import (
	"fmt"
	"slices"
	"strings"
)

// Severity says how much a diagnostic matters. The zero value is Warning.
type Severity uint8

const (
	Warning Severity = iota // odd, but the text is processed as it stands
	Error                   // the input, or the part named, cannot be used
	Info                    // worth knowing; nothing is wrong
)

// String returns the severity in lower case, as it is printed.
func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Error:
		return "error"
	case Info:
		return "info"
	}
	return fmt.Sprintf("severity(%d)", uint8(s))
}

// Diagnostic is one finding about a stretch of text.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`             // stable, for programs: "utf8", "bracket-unbalanced"
	Message  string   `json:"message"`          // one line: what was found, what was expected
	Advice   string   `json:"advice,omitempty"` // what to do about it; may be empty
	File     string   `json:"file,omitempty"`   // name as the caller gave it; may be empty
	Start    Pos      `json:"start"`
	End      Pos      `json:"end"` // exclusive; equal to Start for a point
}

// Error makes a Diagnostic usable as an error: "file:line:column: message".
func (d Diagnostic) Error() string {
	var b strings.Builder
	if d.File != "" {
		b.WriteString(d.File)
		b.WriteByte(':')
	}
	fmt.Fprintf(&b, "%s: %s", d.Start, d.Message)
	if d.Advice != "" {
		b.WriteString("; ")
		b.WriteString(d.Advice)
	}
	return b.String()
}

// List is any number of diagnostics, in the order in which they were found.
type List []Diagnostic

// Error returns all diagnostics, one a line.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Err returns the list as an error if it holds an Error, and nil otherwise.
func (l List) Err() error {
	if slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error }) {
		return l
	}
	return nil
}

// Unwrap lets [errors.As] and [errors.Is] reach every diagnostic.
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, d := range l {
		errs[i] = d
	}
	return errs
}

// Sort orders the list by file, position and code, so that it prints alike
// whatever the order of discovery.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Start.Offset != b.Start.Offset {
			return a.Start.Offset - b.Start.Offset
		}
		return strings.Compare(a.Code, b.Code)
	})
}
