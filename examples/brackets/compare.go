package main

import (
	"fmt"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/census"
	"github.com/rollingtext/rollingtext/bracket/compare"
)

// comparison is what -compare -format json prints.
type comparison struct {
	Before  string          `json:"before"`
	After   string          `json:"after"`
	Open    [2]int          `json:"open"` // groups before and after
	Words   [2]int          `json:"bracketedWords"`
	Entries []compare.Entry `json:"groups"`
}

// compareDrafts says what became of each group of the older draft.
func (r *request) compareDrafts(before, after bracket.Tree) error {
	a, b := census.Take(before), census.Take(after)
	change := census.Compare(a, b)
	entries := compare.Drafts(before, after)
	if r.format == "json" {
		if entries == nil {
			entries = []compare.Entry{}
		}
		return r.json(comparison{a.File, b.File, [2]int{a.Open, b.Open}, [2]int{a.BracketedWords, b.BracketedWords}, entries})
	}
	w := &printer{w: r.stdout}
	w.printf("open groups %s; words in brackets %d -> %d; paragraphs without brackets %d -> %d", census.Trend(a, b), a.BracketedWords, b.BracketedWords, a.Agreed, b.Agreed)
	for _, h := range change.Holders {
		w.printf("holder %s: %d -> %d", h.Party, h.Before, h.Now)
	}
	counts := map[compare.Fate]int{}
	for _, e := range entries {
		counts[e.Fate]++
		at := ""
		if e.Before != nil {
			at = fmt.Sprintf("%s:%d:%d: ", a.File, e.Before.Line, e.Before.Column)
		}
		if e.After != nil {
			at += fmt.Sprintf("%s:%d:%d: ", b.File, e.After.Line, e.After.Column)
		}
		switch e.Fate {
		case compare.Resolved:
			w.printf("%s%s to option %d: %s", at, e.Fate, e.Option+1, flat(e.Text))
		case compare.Changed:
			w.printf("%s%s: %s", at, e.Fate, flat(e.Text))
			for _, o := range e.Gone {
				w.printf("    - %s", flat(o))
			}
			for _, o := range e.Added {
				w.printf("    + %s", flat(o))
			}
		default:
			w.printf("%s%s: %s", at, e.Fate, flat(e.Text))
		}
	}
	w.printf("unchanged %d, moved %d, changed %d, resolved %d, dropped %d, new %d", counts[compare.Unchanged], counts[compare.Moved],
		counts[compare.Changed], counts[compare.Resolved], counts[compare.Dropped], counts[compare.New])
	return w.err
}
