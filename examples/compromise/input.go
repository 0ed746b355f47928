package main

import (
	"fmt"
	"io"
	"os"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
	"github.com/rollingtext/rollingtext/merge"
)

// load makes the rolling text that the flags ask for. Warnings are about texts
// that are odd, but usable.
func load(o options) (*merge.Rolling, diag.List, error) {
	if o.from != "" {
		f, err := os.Open(o.from)
		if err != nil {
			return nil, nil, unreadable(o.from, err)
		}
		defer f.Close()
		r, err := merge.DecodeJSON(f, o.from)
		return r, nil, err
	}
	if o.base == "" {
		base, amendments, parties, err := embedded(o.lang)
		if err != nil {
			return nil, nil, err
		}
		r, err := merge.Merge(base, amendments, merge.Options{Parties: parties})
		return r, nil, err
	}
	base, warnings, err := read(o.base)
	if err != nil {
		return nil, nil, err
	}
	layout := amend.NewLayout(base)
	var all []amend.Amendment
	var parties []string
	for _, s := range o.sponsors {
		edited, w, err := read(s.file)
		if err != nil {
			return nil, nil, err
		}
		warnings = append(warnings, w...)
		parties = append(parties, s.name)
		all = append(all, layout.Derive(edited, amend.Amendment{Sponsors: []string{s.name}})...)
	}
	r, err := merge.MergeLayout(layout, all, merge.Options{Parties: parties})
	return r, warnings, err
}

// read reads a text and says what is odd about it.
func read(name string) (*clause.Document, diag.List, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, unreadable(name, err)
	}
	text := string(raw)
	if err := diag.CheckUTF8(name, text); err != nil {
		return nil, nil, err
	}
	doc, odd := clause.Parse(text, clause.Options{File: name})
	odd = append(odd, bracket.Parse(text, bracket.Options{File: name}).Diagnostics...)
	odd.Sort()
	return doc, odd, nil
}

// unreadable gives the error of a file that cannot be read a position like all
// others.
func unreadable(name string, err error) error {
	return diag.Diagnostic{Severity: diag.Error, Code: "file", File: name, Message: cause(err).Error(), Start: diag.Pos{Line: 1, Column: 1}}
}

// warn prints what is odd.
func warn(w io.Writer, list diag.List) {
	for _, d := range list {
		if d.Severity == diag.Info {
			continue
		}
		fmt.Fprintf(w, "%s:%s: warning: %s\n", d.File, d.Start, d.Message)
	}
}
