package main

import "github.com/rollingtext/rollingtext/bracket"

func (r *request) compareDrafts(before, after bracket.Tree) error { return nil }
