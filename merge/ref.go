package merge

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// Causes of a [PositionError].
var (
	ErrNoParty   = errors.New("nobody of this name takes part")
	ErrNoClause  = errors.New("nobody proposes to change a clause with this label")
	ErrNoOption  = errors.New("nobody proposes these words there")
	ErrNoTabled  = errors.New("no such amendment was tabled")
	ErrAmbiguous = errors.New("it may mean several; add was or to")
	ErrEmptyRef  = errors.New("it names nothing; expected an amendment, a clause with text, or a clause as it stands")
	ErrRival     = errors.New("its options exclude one another, so it can never stand")
	ErrFigures   = errors.New("more votes than members present")
	ErrTwice     = errors.New("it is there twice")
	ErrCircle    = errors.New("a group is its own member")
)

// PositionError says what of some positions cannot be used. All others are
// kept.
type PositionError struct {
	// Where it stands in the file it was read from; without a file name it was
	// made by a program.
	Where diag.Diagnostic
	Item  string   // which one: "position 3 of EU", "deal budget"
	Name  string   // what it names
	Known []string // what there is instead
	Err   error    // one of the causes above
}

func (e *PositionError) Error() string {
	s := e.Item + ": "
	if e.Name != "" {
		s += e.Name + ": "
	}
	s += e.Err.Error()
	if len(e.Known) > 0 {
		s += "; there is " + strings.Join(e.Known, ", ")
	}
	if e.Where.File == "" {
		return "merge: " + s
	}
	d := e.Where
	d.Message = s
	return d.Error()
}

// Unwrap returns the cause.
func (e *PositionError) Unwrap() error { return e.Err }

// subject is what a Ref means.
type subject struct {
	changes []int // sorted; all together are the option
	places  []int // whose base wording it is, by index
	whole   bool
	clause  string // that is voted on as a whole
}

// Find returns the changes that a Ref names, by their index in
// Rolling.Changes; for a text as it stands none, and the places that it is
// about, by their index in Rolling.Places. The error is a *[PositionError].
// O(changes).
func (r *Rolling) Find(ref Ref) (changes, places []int, err error) {
	s, known, cause := r.resolve(ref)
	if cause != nil {
		return nil, nil, &PositionError{Item: "reference", Name: ref.String(), Known: known, Err: cause}
	}
	return s.changes, s.places, nil
}

func (r *Rolling) resolve(ref Ref) (s subject, known []string, err error) {
	switch {
	case ref.Amendment != uuid.Nil:
		for i, c := range r.changes {
			if slices.ContainsFunc(c.Tabled, func(a amend.Amendment) bool {
				return a.ID == ref.Amendment && (ref.Part == 0 || a.Part == ref.Part)
			}) && !c.Follows {
				s.changes = append(s.changes, i)
			}
		}
		if len(s.changes) == 0 {
			return s, nil, ErrNoTabled
		}
		return s, nil, nil
	case ref.Whole && ref.Clause == "":
		return subject{whole: true}, nil, nil
	case ref.Text == nil && ref.To == nil && !ref.AsItStands && !ref.Whole:
		return s, nil, ErrEmptyRef
	}
	labels := []string{ref.Clause}
	for _, p := range r.labels.Lookup(ref.Clause) { // other ways of writing it
		labels = append(labels, r.labels.Of(p))
	}
	var here []int
	for p, place := range r.places {
		if slices.Contains(labels, place.Label) {
			here = append(here, p)
		} else if !slices.Contains(known, fmt.Sprintf("%q", place.Label)) {
			known = append(known, fmt.Sprintf("%q", place.Label))
		}
	}
	if len(here) == 0 {
		return s, known, ErrNoClause
	}
	if ref.Whole {
		return subject{clause: r.places[here[0]].Label}, nil, nil
	}
	if ref.AsItStands {
		return r.resolveBase(ref, here)
	}
	return r.resolveWords(ref, here)
}

func (r *Rolling) resolveBase(ref Ref, here []int) (s subject, known []string, err error) {
	for _, p := range here {
		if ref.Was == nil || sameWording(*ref.Was, r.places[p].Base) {
			s.places = append(s.places, p)
		}
		known = append(known, "«"+squeeze(r.places[p].Base)+"»")
	}
	if len(s.places) == 0 {
		return s, known, ErrNoOption
	}
	return s, nil, nil
}

func (r *Rolling) resolveWords(ref Ref, here []int) (s subject, known []string, err error) {
	var found [][]int
	add := func(set []int, was, text, to string, moved, put bool) {
		name := "«" + squeeze(text) + "»"
		if moved {
			name = fmt.Sprintf("moved to after %q", to)
		}
		if was != "" {
			name += " for «" + squeeze(was) + "»"
		}
		if !slices.Contains(known, name) {
			known = append(known, name)
		}
		switch {
		case ref.Was != nil && !sameWording(*ref.Was, was),
			ref.To != nil && (!moved || *ref.To != to),
			ref.To == nil && moved,
			ref.Text != nil && !moved && !sameWording(*ref.Text, text) && !(put && sameWording(unlabelled(*ref.Text), unlabelled(text))):
			return
		}
		if !slices.ContainsFunc(found, func(f []int) bool { return slices.Equal(f, set) }) {
			found = append(found, set)
		}
	}
	base := r.layout.Text()
	for _, p := range here {
		for _, i := range r.places[p].Changes {
			c := r.changes[i]
			add([]int{i}, c.Span.Of(base), c.Text, r.destination(c), c.Op == amend.Move, c.Op == amend.Insert)
		}
		for _, o := range r.places[p].Options {
			add(slices.Sorted(slices.Values(o.changes)), r.places[p].Base, o.Text, o.To, o.Moved, false)
		}
	}
	switch len(found) {
	case 0:
		return s, known, ErrNoOption
	case 1:
		return subject{changes: found[0]}, nil, nil
	}
	return s, known, ErrAmbiguous
}

func (r *Rolling) destination(c Change) string {
	if c.Op != amend.Move {
		return ""
	}
	return r.Destination(c)
}

// sameWording compares wordings but for white space.
func sameWording(x, y string) bool { return x == y || squeeze(x) == squeeze(y) }

func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }

// unlabelled is a clause without the number that its party gave it, which
// changes with what else is put there.
func unlabelled(s string) string {
	_, n := clause.ScanLabel(s)
	return s[n:]
}
