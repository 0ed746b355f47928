package refer

import (
	"maps"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
)

// Lost is a reference that could not be followed, and why.
type Lost struct {
	Reference
	Reason Reason
}

// Reason says why a reference could not be followed.
type Reason int

const (
	Unresolved  Reason = iota // it led to no clause, or to several, before
	TargetGone                // the clause that it named is not there any more
	SourceGone                // the clause that refers is not there any more
	TextChanged               // the label does not stand any more where it was found
	NoLabel                   // the clause that it names has no label any more
)

// String says the reason in English.
func (r Reason) String() string {
	return [...]string{
		"it led to no clause, or to several", "the clause that it named was removed", "the clause that refers was removed",
		"the text of the reference was changed", "the clause that it names has no label",
	}[r]
}

// Follow rewrites the labels by which the text of a document refers to its
// clauses. Refs were found in an earlier version, now is the later one, in
// which clauses may have been renumbered, moved or removed: each label is
// replaced by what the clause with the same id is labelled now, spelt in the
// manner of the reference. It returns the document, and the references that
// it could not follow; of these, the text stays as it is.
func Follow(refs []Reference, old, now *clause.Document) (*clause.Document, []Lost) {
	f := follower{old: old, now: now, before: newPlaces(old), after: newPlaces(now)}
	for len(refs) > 0 {
		n := 1 // refs[:n] are those of one clause
		for n < len(refs) && refs[n].From == refs[0].From {
			n++
		}
		f.clause(refs[:n])
		refs = refs[n:]
	}
	return f.now, f.lost
}

type follower struct {
	old, now      *clause.Document
	before, after *places
	lost          []Lost
}

// change is a label in the text of a clause and what it is to be.
type change struct {
	span clause.Span // in the old source
	text string
}

// clause rewrites the references of one clause. Their places are counted from
// the end of its source, for its own label may have another length now.
func (f *follower) clause(refs []Reference) {
	path, c, ok := f.now.Find(refs[0].From)
	_, was, _ := f.old.Find(refs[0].From)
	if !ok || was == nil {
		f.lose(SourceGone, refs...)
		return
	}
	changes := map[int]change{}
	for _, r := range refs {
		steps, reason, ok := f.steps(r, was.Source(), c.Source())
		if !ok {
			f.lose(reason, r)
			continue
		}
		for _, s := range steps {
			changes[s.span.Start] = s
		}
	}
	var b strings.Builder
	done, shift := 0, len(c.Source())-len(was.Source())
	for _, start := range slices.Sorted(maps.Keys(changes)) {
		one := changes[start]
		b.WriteString(c.Source()[done : start+shift])
		b.WriteString(one.text)
		done = one.span.End + shift
	}
	b.WriteString(c.Source()[done:])
	if src := b.String(); src != c.Source() {
		f.now, _ = f.now.Replace(path, c.WithSource(src)) // the path is good
	}
}

func (f *follower) lose(why Reason, refs ...Reference) {
	for _, r := range refs {
		f.lost = append(f.lost, Lost{r, why})
	}
}

// steps returns what the labels of a reference are to be.
func (f *follower) steps(r Reference, was, src string) (changes []change, why Reason, ok bool) {
	for _, s := range r.Steps {
		if s.Target == (clause.ID{}) {
			return nil, Unresolved, false
		}
		_, target, ok := f.now.Find(s.Target)
		if !ok {
			return nil, TargetGone, false
		}
		label, ok := f.label(s, target)
		if !ok {
			return nil, NoLabel, false
		}
		old := s.Span.Of(was)
		if end := len(src) - len(was) + s.Span.End; end < s.Span.Len() || end > len(src) || src[end-s.Span.Len():end] != old {
			return nil, TextChanged, false
		}
		changes = append(changes, change{s.Span, strings.Replace(old, s.Label.Printed, label.Printed, 1)})
	}
	return changes, 0, true
}

// label returns what a step should say of its target now.
func (f *follower) label(s Step, target *clause.Clause) (clause.Label, bool) {
	_, was, _ := f.old.Find(s.Target)
	if was == nil || was.Label().IsZero() {
		return f.recital(s)
	}
	now := target.Label()
	if now.IsZero() {
		return now, false
	}
	if now.Same(was.Label()) {
		return s.Label, true
	}
	l := s.Label
	l.Series = seriesOf(l, was.Label())
	l.Ordinal = was.Label().Ordinal
	return l.Counting(now), true
}

// seriesOf is the series in which a cited label counts: "(i)" is a Roman
// numeral where the clause that it names has one.
func seriesOf(cited, named clause.Label) clause.Series {
	if cited.Series <= clause.FullWidth {
		return cited.Series
	}
	return named.Series
}

// recital returns the number that a recital without a label has now.
func (f *follower) recital(s Step) (clause.Label, bool) {
	was, is := ordinal(f.before, s.Target), ordinal(f.after, s.Target)
	if was == 0 || is == 0 {
		return clause.Label{}, false
	}
	want := s.Label
	want.Ordinal = is
	return s.Label.Counting(want), true
}

func ordinal(p *places, id clause.ID) int {
	for _, run := range p.resolutions() {
		for i, c := range run {
			if c.ID() == id {
				return i + 1
			}
		}
	}
	return 0
}
