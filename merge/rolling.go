package merge

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// Options are the choices of a merge. The zero value is right for most.
type Options struct {
	// Parties take part in the negotiation though they may have tabled
	// nothing. Every sponsor of an amendment takes part anyway.
	Parties []string
	// Rules say how deep amendments may be amended by others of the list: those
	// that have a Parent are applied to its text ([amend.Fold]) before the
	// merge, and what cannot be applied is reported by an *[amend.SubError].
	Rules amend.Rules
}

// Rolling is a rolling text: a base, and everything that anybody proposes to
// change in it. It is immutable.
type Rolling struct {
	layout  *amend.Layout
	parties []string
	changes []Change
	rivals  *rivalry
	places  []Place // use Places where Silent is needed
	silence *sync.Once
	labels  *clause.Labels
	stand   *stand // where everybody stands; nil if nobody says more than he tabled
}

// Merge makes one rolling text of amendments to one base. Any order of the
// amendments gives the same.
//
// An amendment that does not fit the base is left out and reported, by an
// *[amend.Error] in err; the rolling text of all others comes back with it. All
// must have been made for this very base ([amend.Rebase]). Amendments to
// amendments become a part of the text that they amend; see Options.Rules.
//
// O(text + n log n): what competes is found without comparing every two changes
// that overlap.
func Merge(base *clause.Document, amendments []amend.Amendment, o Options) (*Rolling, error) {
	return MergeLayout(amend.NewLayout(base), amendments, o)
}

// MergeLayout is [Merge] for a base that is laid out already.
func MergeLayout(l *amend.Layout, amendments []amend.Amendment, o Options) (*Rolling, error) {
	amendments, sub := fold(amendments, o.Rules)
	list, extents, errs := locate(l, amendments)
	errs = append(errs, sub...)
	r := &Rolling{layout: l, parties: parties(o.Parties, list), silence: new(sync.Once)}
	parts := divide(l, list, extents)
	parallel(len(parts), func(lo, hi int) {
		for k := lo; k < hi; k++ {
			parts[k].settle(l)
		}
	})
	n := 0
	for _, p := range parts {
		n += len(p.changes)
	}
	r.changes = slices.Grow(r.changes, n)
	inOrder := true // also where parts meet
	for _, p := range parts {
		if k := len(r.changes); k > 0 && len(p.changes) > 0 {
			inOrder = inOrder && compareChanges(&r.changes[k-1], &p.changes[0]) < 0
		}
		r.changes = append(r.changes, p.changes...)
		errs = append(errs, p.errs...)
	}
	if !inOrder {
		sortChanges(r.changes)
	}
	r.rivals = newRivalry(l, r.changes)
	r.labels = clause.NewLabels(l.Base())
	r.places = r.findPlaces()
	return r, errors.Join(errs...)
}

// locate makes a change of each amendment that can be placed, and tells which
// clauses it concerns.
func locate(l *amend.Layout, amendments []amend.Amendment) ([]Change, []extent, []error) {
	tabled := slices.Clone(amendments)
	list := make([]Change, len(tabled))
	extents := make([]extent, len(tabled))
	failed := make([]error, len(tabled))
	parallel(len(tabled), func(lo, hi int) {
		for i := lo; i < hi; i++ {
			a := &tabled[i]
			a.Sponsors = slices.Clone(a.Sponsors)
			x, err := l.Locate(*a)
			sponsors := sorted(a.Sponsors)
			fail := func(cause error) {
				err = &amend.Error{Amendment: a.ID, Clause: a.Target.Clause, Range: a.Target.Range, Err: cause}
			}
			switch {
			case err != nil:
			case len(sponsors) == 0:
				fail(ErrNoSponsor)
			case len(sponsors) != len(a.Sponsors):
				fail(ErrSponsorTwice)
			}
			for _, s := range a.Sponsors {
				if bad := checkLetters(s); bad != nil && err == nil {
					err = &amend.Error{Amendment: a.ID, Clause: a.Target.Clause, Range: a.Target.Range, Err: bad}
				}
			}
			if failed[i] = err; err == nil {
				list[i] = Change{Located: x, Sponsors: sponsors, Tabled: tabled[i : i+1 : i+1]}
				first, last := l.Extent(x)
				extents[i] = extent{int32(first), int32(last)}
			}
		}
	})
	var errs []error
	for _, err := range failed {
		if err != nil {
			errs = append(errs, err)
		}
	}
	if len(errs) == 0 {
		return list, extents, nil
	}
	n := 0
	for i, err := range failed {
		if err == nil {
			list[n], extents[n] = list[i], extents[i]
			n++
		}
	}
	return list[:n], extents[:n], errs
}

// Causes of an [amend.Error] of an amendment that cannot be merged.
var (
	ErrNoSponsor    = errors.New("it has no sponsor")
	ErrSponsorTwice = errors.New("a sponsor is named twice")
)

// fold applies amendments to amendments, if there are any.
func fold(amendments []amend.Amendment, rules amend.Rules) ([]amend.Amendment, []error) {
	if !slices.ContainsFunc(amendments, func(a amend.Amendment) bool { return a.Parent != uuid.Nil }) {
		return amendments, nil
	}
	out, err := amend.Fold(amendments, rules)
	if err != nil {
		return out, []error{err}
	}
	return out, nil
}

// SelfError says that a party proposes two things that exclude one another.
// The second is left out.
type SelfError struct {
	Party string
	X, Y  amend.Amendment
}

func (e *SelfError) Error() string {
	return fmt.Sprintf("merge: %s proposes amendments %s and %s, which exclude one another; withdraw one of them", e.Party, e.X.ID, e.Y.ID)
}

// arrangeAll settles the order at every point to which something is put.
func arrangeAll(list []Change) []Change {
	at := map[int][]Change{}
	seams := map[int]bool{}
	if !slices.ContainsFunc(list, func(c Change) bool { return c.Op == amend.Insert || c.Op == amend.Move }) {
		return list // in order already
	}
	out := make([]Change, 0, len(list))
	for _, c := range list {
		if c.Op == amend.Move {
			seams[c.Span.End] = true
		}
		if c.Op == amend.Insert || c.Op == amend.Move {
			at[c.At] = append(at[c.At], c)
		} else {
			out = append(out, c)
		}
	}
	for point, group := range at {
		out = append(out, arrange(group, seams[point])...)
	}
	sortChanges(out)
	return out
}

// Layout returns the base as it is laid out.
func (r *Rolling) Layout() *amend.Layout { return r.layout }

// Parties returns all who take part, sorted. The slice must not be changed.
func (r *Rolling) Parties() []string { return r.parties }

// Changes returns everything that is proposed, in the order of the base. The
// slice must not be changed.
func (r *Rolling) Changes() []Change { return r.changes }

// Places returns the places of the base that somebody proposes to change, in
// its order. The slice must not be changed.
func (r *Rolling) Places() []Place {
	r.silence.Do(r.fillSilent)
	return r.places
}

// Base returns the text with every place as it stands.
func (r *Rolling) Base() string {
	text, err := r.compose(nil)
	if err != nil { // nothing is applied, so nothing competes
		return r.layout.Text()
	}
	return text
}

// PartyError says that nobody of this name takes part.
type PartyError struct {
	Party   string
	Parties []string
}

func (e *PartyError) Error() string {
	return fmt.Sprintf("merge: %q takes no part; expected one of %q", e.Party, e.Parties)
}

// As returns the text with every place resolved in favour of one party: the
// base with that party's amendments alone, byte for byte.
func (r *Rolling) As(party string) (string, error) {
	if !slices.Contains(r.parties, party) {
		return "", &PartyError{party, r.parties}
	}
	var list []amend.Located
	for _, c := range r.changes {
		if slices.Contains(c.Sponsors, party) {
			list = append(list, c.of(party))
		}
	}
	return r.compose(list)
}

func (r *Rolling) compose(list []amend.Located) (string, error) {
	pieces, err := r.layout.Compose(list)
	return text(pieces), err
}

func text(pieces []amend.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
