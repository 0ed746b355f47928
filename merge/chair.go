package merge

import (
	"errors"
	"slices"
)

// Chair is the rule of the chair's choice: what choose adopts or rejects is
// decided so, and of all that it leaves open [Consensus] decides. Choose gets a
// change by its index in Rolling.Changes.
func Chair(choose func(change int) Verdict) Rule { return chair{choose} }

type chair struct{ choose func(int) Verdict }

func (chair) Name() string { return "chair" }
func (chair) Steady()      {}

func (c chair) Decide(t Tally) (Verdict, string) {
	if t.Change >= 0 {
		switch c.choose(t.Change) {
		case Adopted:
			return Adopted, "chosen by the chair"
		case Rejected:
			return Rejected, "the chair chose otherwise"
		}
	}
	v, reason := Consensus.Decide(t)
	return v, "left by the chair to consensus: " + reason
}

// Choose returns the chair's choice of some options, or of texts as they
// stand. At each place that is named what is not chosen is rejected; all other
// places are left to consensus. Without options it takes those of
// [Positions].Chair. Errors are *[PositionError], also where options are chosen
// that exclude one another.
func (r *Rolling) Choose(options ...Ref) (Rule, error) {
	var subjects []subject
	var errs []error
	for _, ref := range options {
		s, known, err := r.resolve(ref)
		if err != nil {
			errs = append(errs, &PositionError{Item: "chair's choice", Name: ref.String(), Known: known, Err: err})
			continue
		}
		subjects = append(subjects, s)
	}
	if len(options) == 0 && r.stand != nil {
		subjects = r.stand.chair
	}
	verdicts := map[int]Verdict{}
	at := r.placeOf()
	for _, s := range subjects {
		touched := slices.Clone(s.places)
		for _, i := range s.changes {
			touched = append(touched, at[i])
		}
		for _, p := range touched {
			if p < 0 {
				continue
			}
			for _, j := range r.places[p].Changes {
				if verdicts[j] != Adopted {
					verdicts[j] = Rejected
				}
			}
		}
		for _, i := range s.changes {
			if slices.ContainsFunc(r.rivals.of(i), func(j int) bool { return verdicts[j] == Adopted }) {
				errs = append(errs, &PositionError{Item: "chair's choice", Name: RefTo(r.changes[i]).String(), Err: ErrRival})
				continue
			}
			verdicts[i] = Adopted
		}
	}
	return Chair(func(i int) Verdict { return verdicts[i] }), errors.Join(errs...)
}
