package merge

import (
	"cmp"
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
	p := newProposals(l, list)
	parts := make([][]Change, len(list))
	parallel(len(list), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			c := &list[i]
			if c.Op != amend.Replace || strings.ContainsRune(c.Text, '\n') || strings.ContainsRune(c.Target.Quote, '\n') || !p.mayHold(c) {
				continue
			}
			cuts := cutOut(c, func(s clause.Span, text string) bool { return p.texts[wording{s, text}] })
			if cut, err := apart(l, c, cuts); err == nil {
				parts[i] = cut
			}
		}
	})
	if !slices.ContainsFunc(parts, func(p []Change) bool { return len(p) > 0 }) {
		return list
	}
	out := make([]Change, 0, len(list))
	for i := range list {
		if len(parts[i]) > 0 {
			out = append(out, parts[i]...)
		} else {
			out = append(out, list[i])
		}
	}
	sortChanges(out)
	return unite(out)
}

// cutOut cuts a change into the steps of it that somebody else proposes and
// what lies between them; nil if there are none.
func cutOut(c *Change, proposed func(clause.Span, string) bool) []diff.Hunk {
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

// proposals are all replacements that are proposed.
type proposals struct {
	base  string
	texts map[wording]bool
	spans []clause.Span // each once, by place
	heads []uint64      // by span: a set of hashes of how its texts begin
}

type wording struct {
	span clause.Span
	text string
}

func newProposals(l *amend.Layout, list []Change) *proposals {
	p := &proposals{base: l.Text(), texts: make(map[wording]bool, len(list))}
	for i := range list {
		c := &list[i]
		if c.Op != amend.Replace {
			continue
		}
		p.texts[wording{c.Span, c.Text}] = true
		if k := len(p.spans); k == 0 || p.spans[k-1] != c.Span {
			p.spans, p.heads = append(p.spans, c.Span), append(p.heads, 0)
		}
		p.heads[len(p.heads)-1] |= head(c.Text)
	}
	return p
}

// head hashes the first two bytes of a text to one bit; a shorter text has
// them all, for it may go on in any way.
func head(text string) uint64 {
	if len(text) < 2 {
		return ^uint64(0)
	}
	return 1 << ((uint(text[0])*31 + uint(text[1])) % 64)
}

// mayHold reports whether another proposal can be a part of a change. It is
// cheaper than a comparison of words and only errs on the side of saying yes.
func (p *proposals) mayHold(c *Change) bool {
	const enough = 64
	first, _ := slices.BinarySearchFunc(p.spans, c.Span.Start, func(s clause.Span, at int) int { return cmp.Compare(s.Start, at) })
	for k := first; k < len(p.spans) && p.spans[k].Start <= c.Span.End; k++ {
		if k-first == enough {
			return true
		}
		if s := p.spans[k]; s.End <= c.Span.End && s != c.Span && p.stands(s, p.heads[k], c) {
			return true
		}
	}
	return false
}

// stands reports whether a text that is proposed for a stretch stands in the
// text of a change of more, with the same byte before and after it.
func (p *proposals) stands(s clause.Span, heads uint64, c *Change) bool {
	t := c.Text
	for i := 0; i <= len(t); i++ {
		switch {
		case s.Start == c.Span.Start:
			if i > 0 {
				return false
			}
		case i == 0 || t[i-1] != p.base[s.Start-1]:
			continue
		}
		if heads&head(t[i:]) == 0 {
			continue
		}
		for j := i; j <= len(t); j++ {
			if s.End == c.Span.End {
				j = len(t)
			} else if j == len(t) || t[j] != p.base[s.End] {
				continue
			}
			if p.texts[wording{s, t[i:j]}] {
				return true
			}
		}
	}
	return false
}

// apart makes one change of each cut of a change. The amendments that it came
// from stay whole.
func apart(l *amend.Layout, c *Change, cuts []diff.Hunk) ([]Change, error) {
	if len(cuts) == 0 {
		return nil, nil
	}
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
		if holder, _, start := l.Holder(c.Owner()); x.Span.Len() == 0 && (x.Span.Start == start || x.Span.Start == start+len(holder.Source())) {
			return nil, nil // at the edge of a clause the party may insert something else
		}
		out = append(out, Change{Located: x, Sponsors: c.Sponsors, Tabled: c.Tabled})
	}
	return out, nil
}
