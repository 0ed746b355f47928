package merge

import (
	"errors"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// Live is a rolling text that is merged again after every amendment. It is
// immutable: [Live.With] returns another one, which shares with the first all
// clauses that the amendment does not concern, with what was merged there.
//
// It is kept in parts, each a stretch of the base that no amendment reaches out
// of, mostly one clause. What [Live.Part] returns equals what [Merge] makes of
// the same amendments there.
type Live struct {
	layout  *amend.Layout
	labels  *clause.Labels
	parties []string
	chunks  []*chunk // of the clauses, in order
}

// chunkSize is how many clauses a chunk has: a new text copies one chunk and
// the list of chunks.
const chunkSize = 128

type chunk [chunkSize]*patch

// patch is a region with all that was tabled there.
type patch struct {
	first, last int
	list        []Change // one of each amendment
	made        atomic.Pointer[made]
}

// made is what a cell was merged to, for a list of parties.
type made struct {
	parties []string
	rolling *Rolling
	errs    []error
}

// NewLive makes a rolling text that can be merged again. What does not fit the
// base is left out and reported, as by [Merge]; what excludes something else of
// the same party is reported by [Live.Part].
func NewLive(l *amend.Layout, amendments []amend.Amendment, o Options) (*Live, error) {
	v := &Live{layout: l, labels: clause.NewLabels(l.Base()), chunks: make([]*chunk, l.Clauses()/chunkSize+1)}
	for k := range v.chunks {
		v.chunks[k] = &chunk{}
	}
	list, extents, errs := locate(l, amendments)
	v.parties = parties(o.Parties, list)
	for _, p := range divide(l, list, extents) {
		c := &patch{first: p.first, last: p.last, list: p.changes}
		for k := p.first; k <= p.last; k++ {
			v.chunks[k/chunkSize][k%chunkSize] = c
		}
	}
	return v, errors.Join(errs...)
}

// parties lists all who take part, sorted.
func parties(names []string, list []Change) []string {
	out := slices.Clone(names)
	known := map[string]bool{}
	for i := range list {
		for _, s := range list[i].Sponsors {
			if !known[s] {
				known[s] = true
				out = append(out, s)
			}
		}
	}
	return sorted(out)
}

// With returns the rolling text with one more amendment, merged again in the
// part that it concerns. If it does not fit, or excludes something that its
// sponsors propose already, that is the error; the text is then the same.
//
// O(clauses/128 + amendments of the part, merged); where a sponsor is new the
// other parts are merged again when somebody looks, for silence counts there.
func (v *Live) With(a amend.Amendment) (*Live, error) {
	list, extents, errs := locate(v.layout, []amend.Amendment{a})
	if len(errs) > 0 {
		return v, errs[0]
	}
	next := &Live{layout: v.layout, labels: v.labels, parties: v.parties, chunks: slices.Clone(v.chunks)}
	for _, s := range list[0].Sponsors {
		if _, found := slices.BinarySearch(next.parties, s); !found {
			next.parties = parties(next.parties, list)
			break
		}
	}
	c := &patch{first: int(extents[0].first), last: int(extents[0].last)}
	for k := c.first; k <= c.last; k++ {
		if old := v.cell(k); old != nil {
			c.first, c.last = min(c.first, old.first), max(c.last, old.last)
			c.list = append(c.list, old.list...)
			k = old.last
		}
	}
	c.list = append(c.list, list[0])
	for _, err := range next.make(c).errs {
		var self *SelfError
		if errors.As(err, &self) && (self.X.ID == a.ID || self.Y.ID == a.ID) {
			return v, err
		}
	}
	for k, copied := c.first, -1; k <= c.last; k++ {
		at := k / chunkSize
		if at != copied {
			fresh := *next.chunks[at]
			next.chunks[at], copied = &fresh, at
		}
		next.chunks[at][k%chunkSize] = c
	}
	return next, nil
}

// Without returns the rolling text without an amendment, merged again where it
// stood; the same text if it is not there. O(amendments) to find it.
func (v *Live) Without(id uuid.UUID) *Live {
	var keep []amend.Amendment
	var gone *patch
	for c := range v.cells() {
		if slices.ContainsFunc(c.list, func(x Change) bool { return x.ID == id }) {
			gone = c
			for _, x := range c.list {
				if x.ID != id {
					keep = append(keep, x.Tabled[0])
				}
			}
			break
		}
	}
	if gone == nil {
		return v
	}
	next := &Live{layout: v.layout, labels: v.labels, parties: v.parties, chunks: slices.Clone(v.chunks)}
	list, extents, _ := locate(v.layout, keep)
	for at := gone.first / chunkSize; at <= gone.last/chunkSize; at++ {
		fresh := *next.chunks[at]
		next.chunks[at] = &fresh
	}
	for k := gone.first; k <= gone.last; k++ {
		next.chunks[k/chunkSize][k%chunkSize] = nil
	}
	for _, p := range divide(v.layout, list, extents) {
		c := &patch{first: p.first, last: p.last, list: p.changes}
		for k := p.first; k <= p.last; k++ {
			next.chunks[k/chunkSize][k%chunkSize] = c
		}
	}
	return next
}

func (v *Live) cell(k int) *patch { return v.chunks[k/chunkSize][k%chunkSize] }

// cells yields every cell once, in the order of the base.
func (v *Live) cells() iter.Seq[*patch] {
	return func(yield func(*patch) bool) {
		for k := 0; k < max(1, v.layout.Clauses()); k++ {
			if c := v.cell(k); c != nil {
				if !yield(c) {
					return
				}
				k = c.last
			}
		}
	}
}

// make merges a cell, or returns what was made of it before.
func (v *Live) make(c *patch) *made {
	m := c.made.Load()
	if m != nil && len(m.parties) == len(v.parties) && (len(m.parties) == 0 || &m.parties[0] == &v.parties[0]) {
		return m
	}
	m = &made{parties: v.parties}
	m.rolling, m.errs = newPart(v.layout, v.labels, v.parties, slices.Clone(c.list))
	c.made.Store(m)
	return m
}

// newPart makes the rolling text of the changes of one part.
func newPart(l *amend.Layout, labels *clause.Labels, parties []string, list []Change) (*Rolling, []error) {
	p := region{changes: list}
	p.settle(l)
	r := &Rolling{layout: l, labels: labels, parties: parties, changes: p.changes, silence: new(sync.Once)}
	r.rivals = newRivalry(l, r.changes)
	r.places = r.findPlaces()
	return r, p.errs
}

// Parties returns all who take part, sorted. The slice must not be changed.
func (v *Live) Parties() []string { return v.parties }

// Part returns the rolling text of the part that a clause is in: the whole base
// with all that is proposed to that clause, and to those that it cannot be told
// apart from. It is nil where nobody proposes anything. What was left out is
// reported as by [Merge].
func (v *Live) Part(id clause.ID) (*Rolling, error) {
	k, ok := v.layout.Index(id)
	if !ok && v.layout.Clauses() > 0 {
		return nil, &amend.Error{Clause: id, Err: amend.ErrTarget}
	}
	c := v.cell(min(k, max(0, v.layout.Clauses()-1)))
	if c == nil {
		return nil, nil
	}
	m := v.make(c)
	return m.rolling, errors.Join(m.errs...)
}

// Parts yields the rolling text of every part, in the order of the base.
func (v *Live) Parts() iter.Seq2[*Rolling, error] {
	return func(yield func(*Rolling, error) bool) {
		for c := range v.cells() {
			if m := v.make(c); !yield(m.rolling, errors.Join(m.errs...)) {
				return
			}
		}
	}
}

// Rolling returns the whole rolling text. O(changes), plus what was not merged
// before.
func (v *Live) Rolling() (*Rolling, error) {
	r := &Rolling{layout: v.layout, labels: v.labels, parties: v.parties, silence: new(sync.Once)}
	var errs []error
	for c := range v.cells() {
		m := v.make(c)
		r.changes = append(r.changes, m.rolling.changes...)
		errs = append(errs, m.errs...)
	}
	sortChanges(r.changes)
	r.rivals = newRivalry(v.layout, r.changes)
	r.places = r.findPlaces()
	return r, errors.Join(errs...)
}
