package main

import (
	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/html"
)

// page prints the text as an HTML page.
func (r *request) page(t bracket.Tree) error {
	return html.Write(r.stdout, t, html.Options{Title: t.Options.File})
}
