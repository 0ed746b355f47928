package main

import (
	"fmt"
	"io"

	"github.com/rollingtext/rollingtext/bracket"
)

// rewrite prints the text in another convention.
func (r *request) rewrite(t bracket.Tree) error {
	to, _ := bracket.Named(r.write)
	to.Style.Isolates = r.isolates
	text, lost := bracket.Write(t, to)
	if len(lost) > 0 && r.report {
		_, _ = fmt.Fprintln(r.stderr, lost.Error())
	}
	_, err := io.WriteString(r.stdout, text)
	return err
}
