package merge

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// Place is a stretch of the base that somebody proposes to change: one change,
// or several of which each competes with another.
type Place struct {
	// Label is the label path of its clause, as printed.
	Label string
	// Clause is its clause in the base; for what is put after a clause, that.
	Clause clause.ID
	// Span is what it covers, in bytes of the base's text. It is empty where
	// something is put between.
	Span clause.Span
	// Base is the wording as it stands, possibly empty.
	Base string
	// Changes are those that make it, by their index in Rolling.Changes.
	Changes []int
	// Options are the wordings proposed, each once, the base's not among them.
	Options []Option
	// Silent are the parties whose text leaves the place as it stands, sorted.
	Silent []string
	// Contested says that some of the changes exclude one another.
	Contested bool
	// Agreed says that all parties, two at least, propose the same.
	Agreed bool
}

// Option is what one or more parties would have at a place.
type Option struct {
	Text     string
	Sponsors []string // sorted
	// To is the label path of the clause after which a clause is to stand that
	// they move; Moved says that they do.
	To    string
	Moved bool

	changes []int
}

// findPlaces groups the changes into places.
func (r *Rolling) findPlaces() []Place {
	groups := slices.DeleteFunc(r.rivals.components(), func(group []int) bool {
		return r.changes[group[0]].Follows // no proposal of its own
	})
	if len(groups) == 0 {
		return nil
	}
	out := make([]Place, len(groups))
	parallel(len(groups), func(lo, hi int) {
		for k := lo; k < hi; k++ {
			out[k] = r.place(groups[k])
		}
	})
	slices.SortStableFunc(out, func(x, y Place) int {
		return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(r.phase(x), r.phase(y)), cmp.Compare(x.Span.End, y.Span.End))
	})
	return out
}

// place makes a place of changes that are connected by competing.
func (r *Rolling) place(group []int) Place {
	p := Place{Changes: group, Contested: len(group) > 1}
	p.Span = r.hull(group)
	p.Base = p.Span.Of(r.layout.Text())
	first := r.changes[group[0]]
	head := first
	head.Span = p.Span
	p.Label, p.Clause = r.Label(head)
	r.findOptions(&p)
	p.Agreed = len(group) == 1 && len(r.parties) > 1 && len(first.Sponsors) == len(r.parties)
	return p
}

// phase puts places that start at one point in the order in which they are
// composed.
func (r *Rolling) phase(p Place) int { return phase(r.changes[p.Changes[0]].Located) }

// hull is the stretch within which changes compete. Where a clause is moved
// into it from elsewhere, its old place is not a part of it.
func (r *Rolling) hull(group []int) clause.Span {
	var s clause.Span
	first := true
	add := func(c Change) {
		if first {
			s, first = c.Span, false
			return
		}
		s.Start, s.End = min(s.Start, c.Span.Start), max(s.End, c.Span.End)
	}
	for _, i := range group {
		if c := r.changes[i]; c.Op != amend.Move {
			add(c)
		}
	}
	for _, i := range group {
		if c := r.changes[i]; c.Op == amend.Move && (first || !far(c, s)) {
			add(c)
		}
	}
	return s
}

// far reports whether a clause is moved from outside of a stretch.
func far(c Change, s clause.Span) bool {
	return c.Op == amend.Move && (c.Span.End <= s.Start || s.End <= c.Span.Start)
}

// findOptions lists what each party would have at a place. O(changes and
// sponsors of the place): parties of one mind are worded once.
func (r *Rolling) findOptions(p *Place) {
	type stand struct {
		changes []int
		parties []string
	}
	var stands []stand
	apart, names := true, 0 // no party makes two of the changes
	for _, i := range p.Changes {
		names += len(r.changes[i].Sponsors)
	}
	if len(p.Changes) > 1 {
		seen := make(map[string]bool, names)
		for _, i := range p.Changes {
			for _, s := range r.changes[i].Sponsors {
				seen[s] = true
			}
		}
		apart = len(seen) == names
	}
	if apart {
		stands = make([]stand, len(p.Changes))
		for k, i := range p.Changes {
			stands[k] = stand{p.Changes[k : k+1 : k+1], r.changes[i].Sponsors}
		}
	} else {
		by := map[string][]int{}
		for _, i := range p.Changes {
			for _, s := range r.changes[i].Sponsors {
				by[s] = append(by[s], i)
			}
		}
		at := map[string]int{}
		var key []byte
		for _, party := range slices.Sorted(maps.Keys(by)) {
			key = key[:0]
			for _, i := range by[party] {
				key = binary.AppendUvarint(key, uint64(i))
			}
			k, ok := at[string(key)]
			if !ok {
				k = len(stands)
				at[string(key)] = k
				stands = append(stands, stand{changes: by[party]})
			}
			stands[k].parties = append(stands[k].parties, party)
		}
	}
	type what struct {
		text, to string
		moved    bool
	}
	at := make(map[what]int, len(stands))
	p.Options = make([]Option, 0, len(stands))
	for _, s := range stands {
		o := Option{changes: s.changes}
		if c := &r.changes[s.changes[0]]; len(s.changes) == 1 && c.Op != amend.Insert && c.Op != amend.Move && c.Span.Len() > 0 {
			base := r.layout.Text() // words alone: what they stand in does not change
			o.Text = base[p.Span.Start:c.Span.Start] + c.Text + base[c.Span.End:p.Span.End]
		} else {
			o.Text, o.To, o.Moved = r.wording(p.Span, s.changes)
		}
		w := what{o.Text, o.To, o.Moved}
		k, ok := at[w]
		if !ok {
			k = len(p.Options)
			at[w] = k
			p.Options = append(p.Options, o)
		}
		if p.Options[k].Sponsors == nil {
			p.Options[k].Sponsors = slices.Clip(s.parties)
			continue
		}
		p.Options[k].Sponsors = append(p.Options[k].Sponsors, s.parties...)
		slices.Sort(p.Options[k].Sponsors)
	}
	p.trim()
	slices.SortFunc(p.Options, func(x, y Option) int {
		if c := slices.Compare(x.Sponsors, y.Sponsors); c != 0 {
			return c
		}
		return strings.Compare(x.Text, y.Text)
	})
}

// trim leaves out what all wordings begin and end with.
func (p *Place) trim() {
	texts := []string{p.Base}
	for _, o := range p.Options {
		if o.Moved {
			return
		}
		texts = append(texts, o.Text)
	}
	head, tail := alikeAtEnds(texts)
	p.Span.Start += head
	p.Span.End -= tail
	p.Base = p.Base[head : len(p.Base)-tail]
	for i := range p.Options {
		t := &p.Options[i].Text
		*t = (*t)[head : len(*t)-tail]
	}
}

// fillSilent lists for every place who is silent there. The lists can be much
// longer than all that is proposed, so they are made when somebody looks.
func (r *Rolling) fillSilent() {
	for k := range r.places {
		p := &r.places[k]
		n := len(r.parties)
		for _, o := range p.Options {
			n -= len(o.Sponsors)
		}
		if n == 0 {
			continue
		}
		p.Silent = make([]string, 0, n)
		speaks := map[string]bool{}
		for _, o := range p.Options {
			for _, s := range o.Sponsors {
				speaks[s] = true
			}
		}
		for _, party := range r.parties {
			if !speaks[party] {
				p.Silent = append(p.Silent, party)
			}
		}
	}
}

// wording is what some changes make of a stretch, and where they move it. A
// clause that is moved within it or away from it is worded in its old place;
// one that is moved into it from elsewhere is a part of it.
func (r *Rolling) wording(s clause.Span, changes []int) (wording, to string, moved bool) {
	var acts []act
	var list []amend.Located
	var index []int
	for _, i := range changes {
		c := r.changes[i]
		if into := far(c, s) && s.Start <= c.At && c.At <= s.End; c.Op == amend.Move && !into {
			moved = true
			to = r.Destination(c)
			continue
		}
		index = append(index, len(acts))
		acts = append(acts, act{c.Located, i, -1})
		list = append(list, c.Located)
	}
	pieces, err := r.layout.Compose(list)
	if err != nil { // they are one party's, which speaks with one voice
		return s.Of(r.layout.Text()), to, moved
	}
	var b strings.Builder
	for _, p := range cut(strand(pieces, index, 0), []int{s.Start, s.End}) {
		if at := p.point(acts); s.Start <= at && at+p.base.Len() <= s.End {
			p.write(&b)
		}
	}
	return b.String(), to, moved
}

// Label returns the label path and the id of the clause of the base that a
// change is about; for what is put after a clause, of that.
func (r *Rolling) Label(c Change) (string, clause.ID) {
	at := c.Span.Start
	if c.Span.Len() == 0 && (c.Op == amend.Insert || c.Owner() < at) {
		at = max(0, at-1) // it belongs to what stands before
	}
	holder, path, _ := r.layout.Holder(at)
	if holder == nil {
		return "", r.layout.Base().Root().ID()
	}
	return r.labels.Of(path), holder.ID()
}

// Destination returns the label path of the clause after which a change puts
// what it moves or inserts; empty at the start of the text.
func (r *Rolling) Destination(c Change) string {
	if c.At == 0 {
		return ""
	}
	_, path, _ := r.layout.Holder(c.At - 1)
	return r.labels.Of(path)
}
