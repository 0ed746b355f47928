package amend

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/rollingtext/rollingtext/clause"
)

// Conflict is an amendment whose words are no longer in the base as they were.
// It is a value: it can be kept, shown, and resolved.
type Conflict struct {
	Amendment Amendment
	Base      string // the clause as the amendment knew it
	New       string // the clause as it is in the new base; empty if it is gone
	Proposed  string // the clause as the amendment would have it
	Err       error  // why: *AmbiguousError, *LostError, ErrSuppressed …

	version clause.Hash
	clause  clause.ID // in the new base; zero if it is gone
	after   clause.ID // where it would stand if it is gone
}

// conflictJSON is the stored form of a [Conflict].
type conflictJSON struct {
	Amendment Amendment   `json:"amendment"`
	Base      string      `json:"base,omitempty"`
	New       string      `json:"new,omitempty"`
	Proposed  string      `json:"proposed,omitempty"`
	Why       string      `json:"why"`
	Version   clause.Hash `json:"version"`
	Clause    clause.ID   `json:"clause,omitzero"`
	After     clause.ID   `json:"after,omitzero"`
}

// MarshalJSON writes the conflict so that it can be resolved where it is read.
func (c Conflict) MarshalJSON() ([]byte, error) {
	return json.Marshal(conflictJSON{c.Amendment, c.Base, c.New, c.Proposed, fmt.Sprint(c.Err), c.version, c.clause, c.after})
}

// UnmarshalJSON reads a conflict. Err says why in the same words and is no
// longer one of the causes.
func (c *Conflict) UnmarshalJSON(data []byte) error {
	var j conflictJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return fmt.Errorf("amend: conflict: %w", err)
	}
	*c = Conflict{j.Amendment, j.Base, j.New, j.Proposed, errors.New(j.Why), j.Version, j.Clause, j.After}
	return nil
}

// Causes of a [Conflict].
var (
	ErrSuppressed = errors.New("the new base suppresses the clause")
	ErrReworded   = errors.New("the new base rewords the same words")
	ErrElsewhere  = errors.New("the new base moves the clause to another place")
	ErrTorn       = errors.New("the new base changes the clause or takes it apart")
	ErrWhole      = errors.New("the base of the other whole text has changed")
)

// Resolve returns the amendment with text as the whole source of the clause,
// against the new base, under its old ID. ok is false if nothing is left to
// propose because text is what the new base has.
func (c Conflict) Resolve(text string) (a Amendment, ok bool) {
	if text == c.New {
		return Amendment{}, false
	}
	a = c.Amendment
	a.Base, a.Text = c.version, text
	if c.clause == (clause.ID{}) {
		a.Op, a.Target, a.To = Insert, Target{}, Place{After: c.after}
		return a, true
	}
	a.Op, a.To = Replace, Place{}
	a.Target = Target{Clause: c.clause, Range: span(0, len(c.New)), Quote: c.New}
	return a, true
}

// excluded says why an adopted amendment leaves no room for an open one.
func excluded(y Located) error {
	switch {
	case y.suppresses():
		return ErrSuppressed
	case y.Op == Move:
		return ErrElsewhere
	}
	return ErrReworded
}

func (r *rebaser) conflict(a Amendment, old *clause.Clause, err error) Rebased {
	c := &Conflict{Amendment: a, Err: err, version: r.is, Proposed: a.Text}
	if a.Op == Insert {
		c.after, _ = r.anchor(a.To.After)
	}
	if old != nil {
		c.Base, c.Proposed = old.Source(), ""
		if t := a.Target.Range; a.Op != Delete && a.Op != Move && t.End <= len(c.Base) {
			c.Proposed = c.Base[:t.Start] + a.Text + c.Base[t.End:]
		}
		if a.Op == Move {
			c.Proposed = c.Base
		}
		c.after, _ = r.anchor(old.ID())
		if _, now, ok := r.next.Find(old.ID()); ok {
			c.New, c.clause = now.Source(), now.ID()
		} else if errors.As(err, new(*LostError)) {
			c.Err = ErrSuppressed
		}
		if c.Err == err && c.New != "" && errors.As(err, new(*LostError)) {
			c.Err = fmt.Errorf("%w: %w", ErrReworded, err)
		}
	}
	return Rebased{Was: a, Outcome: Conflicting, Conflict: c}
}
