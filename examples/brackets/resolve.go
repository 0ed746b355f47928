package main

import (
	"io"
	"math/big"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/resolve"
)

// resolveFor prints the text as the party would have it.
func (r *request) resolveFor(t bracket.Tree) error {
	res := resolve.Resolve(t, resolve.For(r.resolve), resolve.Options{Exact: !r.tidy})
	if r.report {
		w := &printer{w: r.stderr, file: t.Options.File}
		for _, d := range res.Decisions {
			w.at(d.At.Line, d.At.Column, "%s: [%s]", d.Choice.Why, flat(d.Text))
		}
		for _, e := range res.Edits {
			w.at(e.At.Line, e.At.Column, "editorial change, %s: %q became %q", e.Rule, e.Before, e.After)
		}
	}
	_, err := io.WriteString(r.stdout, res.Text)
	return err
}

// listReadings prints how many readings there are and the first of them.
func (r *request) listReadings(t bracket.Tree) error {
	all := resolve.ReadingsOf(t)
	w := &printer{w: r.stdout}
	w.printf("%s: %s readings", t.Options.File, all.Count())
	limit := big.NewInt(int64(r.readings))
	for k, text := range all.All() {
		if k.Cmp(limit) >= 0 || w.err != nil {
			break
		}
		w.printf("--- reading %s\n%s", k.Add(k, big.NewInt(1)), text)
	}
	return w.err
}
