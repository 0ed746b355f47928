package merge

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
)

// agree finds what is shared by changes that are not the same as a whole: a
// change of several words, of which somebody else proposes a part to the
// letter, is told apart into that part and the rest. So a party that makes the
// same change as another and a further one beside it does not compete with it.
func agree(l *amend.Layout, list []Change) []Change {
	type what struct {
		span clause.Span
		text string
	}
	proposed := map[what]bool{}
	for _, c := range list {
		if c.Op == amend.Replace {
			proposed[what{c.Span, c.Text}] = true
		}
	}
	smaller := nested(list)
	var out []Change
	split := false
	for _, c := range list {
		if smaller(c) && !strings.ContainsRune(c.Text+c.Target.Quote, '\n') {
			cuts := cutOut(c, func(s clause.Span, text string) bool { return proposed[what{s, text}] })
			if parts, err := apart(l, c, cuts); err == nil && len(parts) > 0 {
				split = true
				out = append(out, parts...)
				continue
			}
		}
		out = append(out, c)
	}
	if !split {
		return list
	}
	return unite(out)
}

// cutOut cuts a change into the steps of it that somebody else proposes and
// what lies between them; nil if there are none.
func cutOut(c Change, proposed func(clause.Span, string) bool) []diff.Hunk {
	steps := diff.Words(c.Target.Quote, c.Text)
	var cuts []diff.Hunk
	from, found := 0, false
	rest := func(to int) {
		if from < to {
			cuts = append(cuts, diff.Hunk{
				Old: clause.Span{Start: steps[from].Old.Start, End: steps[to-1].Old.End},
				New: clause.Span{Start: steps[from].New.Start, End: steps[to-1].New.End},
			})
		}
	}
	for k, h := range steps {
		s := clause.Span{Start: c.Span.Start + h.Old.Start, End: c.Span.Start + h.Old.End}
		if len(steps) > 1 && proposed(s, h.New.Of(c.Text)) {
			rest(k)
			cuts = append(cuts, h)
			from, found = k+1, true
		}
	}
	if !found {
		return nil
	}
	rest(len(steps))
	return cuts
}

// nested returns a function that reports whether a replacement covers more
// than another one that lies within it: only then can that be a part of it.
func nested(list []Change) func(Change) bool {
	var spans []clause.Span // each once, by place
	for i := range list {
		if s := list[i].Span; list[i].Op == amend.Replace && (len(spans) == 0 || spans[len(spans)-1] != s) {
			spans = append(spans, s)
		}
	}
	// From each span on: the two that end first.
	type ends struct{ first, second clause.Span }
	far := clause.Span{Start: math.MaxInt, End: math.MaxInt}
	from := make([]ends, len(spans)+1)
	from[len(spans)] = ends{far, far}
	for i, s := range slices.Backward(spans) {
		e := from[i+1]
		switch {
		case s.End < e.first.End:
			e = ends{s, e.first}
		case s.End < e.second.End:
			e.second = s
		}
		from[i] = e
	}
	return func(c Change) bool {
		if c.Op != amend.Replace {
			return false
		}
		k, _ := slices.BinarySearchFunc(spans, c.Span.Start, func(s clause.Span, at int) int { return cmp.Compare(s.Start, at) })
		inner := from[k].first
		if inner == c.Span {
			inner = from[k].second
		}
		return inner.End <= c.Span.End
	}
}

// apart makes one change of each cut of a change. The amendments that it came
// from stay whole.
func apart(l *amend.Layout, c Change, cuts []diff.Hunk) ([]Change, error) {
	out := make([]Change, 0, len(cuts))
	for _, h := range cuts {
		a := c.Amendment
		a.Text = h.New.Of(c.Text)
		a.Target.Range = clause.Span{Start: a.Target.Range.Start + h.Old.Start, End: a.Target.Range.Start + h.Old.End}
		a.Target.Quote = h.Old.Of(c.Target.Quote)
		x, err := l.Locate(a)
		if err != nil {
			return nil, err
		}
		out = append(out, Change{Located: x, Sponsors: c.Sponsors, Tabled: c.Tabled})
	}
	return out, nil
}
