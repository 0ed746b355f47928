package amend

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// How says by what a target was found again.
type How uint8

const (
	ByPlace     How = iota // same clause, same bytes
	ByQuotation            // same clause, elsewhere in it
	ByWords                // in another clause, to which the words moved
)

// String returns the way in words.
func (h How) String() string {
	names := [...]string{"by place", "by quotation", "by words"}
	if int(h) < len(names) {
		return names[h]
	}
	return fmt.Sprintf("how(%d)", uint8(h))
}

// Found is where a target stands in a later version.
type Found struct {
	Clause clause.ID
	Path   clause.Path
	Range  clause.Span // in the clause's source, bytes
	How    How
	// Context says that words next to the quotation are not what they were.
	Context bool
}

// Candidate is a place that a target could mean.
type Candidate struct {
	Clause clause.ID
	Path   clause.Path
	Range  clause.Span // in the clause's source, bytes
	Pos    diag.Pos    // in the text of the document
	Line   string      // the line it stands in, without its end
}

// AmbiguousError says that a target may mean any of several places, or that
// its words stand somewhere but nothing proves that it is the same place.
type AmbiguousError struct {
	Target     Target
	Candidates []Candidate
}

func (e *AmbiguousError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "amend: %q in clause %s can no longer be told apart; it stands at", e.Target.Quote, e.Target.Clause)
	for i, c := range e.Candidates {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %s (clause %s, bytes %d to %d)", c.Pos, c.Clause, c.Range.Start, c.Range.End)
	}
	b.WriteString("; name the one that is meant")
	return b.String()
}

// LostError says that nothing in the document reads like the target.
type LostError struct {
	Target Target
	Err    error // ErrGone, or what is wrong with the target in its own base
}

func (e *LostError) Error() string {
	return fmt.Sprintf("amend: %q in clause %s cannot be found: %v", e.Target.Quote, e.Target.Clause, e.Err)
}

// Unwrap returns the cause.
func (e *LostError) Unwrap() error { return e.Err }

// Causes of a [LostError].
var (
	ErrGone  = errors.New("the words are gone or were reworded; put the proposal anew against this version")
	ErrStale = errors.New("the target does not fit the base it was made for; check which version it amends")
)

// Finder finds targets of one version in a later one. It is exact: a place is
// found where the words and what stands round them prove that it is the same,
// otherwise the answer is an *[AmbiguousError] or a *[LostError], never a
// guess.
//
// The base says how much context tells the target from all like it. It may be
// nil; then only the context that the target itself quotes counts, and words
// that left their clause are not looked for.
type Finder struct {
	base, doc         *clause.Document
	baseText, docText string
	lines             *diag.Source // of docText; nil until rendered
}

// NewFinder returns a finder from base to doc. Texts are rendered at the
// first target that needs them. A Finder is for one goroutine.
func NewFinder(base, doc *clause.Document) *Finder { return &Finder{base: base, doc: doc} }

func (f *Finder) render() {
	if f.lines == nil {
		f.baseText, f.docText = f.base.Render(), f.doc.Render()
		f.lines = diag.NewSource("", f.docText)
	}
}

// Find returns where quoted words or a point between words stand now: by
// clause and range where the clause is as it was, else by quotation and
// context within the clause, else where the words moved to.
//
// Where the clause is as it was O(depth), else O(clause), else O(document).
func (f *Finder) Find(t Target) (Found, error) {
	if f.base == nil {
		return f.findAlone(t)
	}
	path, old, ok := f.base.Find(t.Clause)
	if !ok {
		return Found{}, &LostError{t, fmt.Errorf("%w: no clause %s", ErrStale, t.Clause)}
	}
	src, runsOn := old.Source(), t.Range.End > len(old.Source())
	if runsOn {
		f.render()
		at := f.base.Offset(path)
		src = f.baseText[at:min(len(f.baseText), at+t.Range.End)]
	}
	if t.Range.Start < 0 || t.Range.Start > t.Range.End || t.Range.End > len(src) || t.Range.Of(src) != t.Quote {
		return Found{}, &LostError{t, fmt.Errorf("%w: %q is not at bytes %d to %d", ErrStale, t.Quote, t.Range.Start, t.Range.End)}
	}
	w := wanted{src: src, at: t.Range}
	npath, now, ok := f.doc.Find(t.Clause)
	if !ok {
		return f.moved(t, w)
	}
	nsrc := now.Source()
	if runsOn {
		at := f.doc.Offset(npath)
		nsrc = f.docText[at:min(len(f.docText), at+t.Range.End)]
	}
	if nsrc == src {
		return Found{Clause: t.Clause, Path: npath, Range: t.Range}, nil
	}
	f.render()
	w.base, w.doc = f.baseText, f.docText
	hits, context := w.within(nsrc)
	if len(hits) == 1 && !runsOn {
		found := Found{t.Clause, npath, span(hits[0], t.Range.Len()), ByQuotation, context}
		if found.Range == t.Range {
			found.How = ByPlace
		}
		return found, nil
	}
	if len(hits) > 1 {
		return Found{}, f.ambiguous(t, npath, hits)
	}
	return f.moved(t, w)
}

// findAlone finds a target by its own quotation and context only.
func (f *Finder) findAlone(t Target) (Found, error) {
	path, c, ok := f.doc.Find(t.Clause)
	if !ok {
		return Found{}, &LostError{t, fmt.Errorf("%w: no clause %s", ErrGone, t.Clause)}
	}
	w := wanted{
		src: t.Before + t.Quote + t.After,
		at:  span(len(t.Before), len(t.Quote)),
	}
	hits := w.full(c.Source(), len(w.src))
	switch {
	case len(hits) == 1:
		found := Found{Clause: t.Clause, Path: path, Range: span(hits[0], len(t.Quote)), How: ByQuotation}
		if found.Range == t.Range {
			found.How = ByPlace
		}
		return found, nil
	case len(hits) == 0:
		hits = w.bare(c.Source())
	}
	return Found{}, f.ambiguous(t, path, hits)
}

// moved looks for the words anywhere in the document. What proves the place
// must be the only one of its kind before and after.
func (f *Finder) moved(t Target, w wanted) (Found, error) {
	f.render()
	runsOn := t.Range.End > len(w.src) || strings.Contains(strings.TrimSuffix(t.Quote, "\n"), "\n")
	size := w.alone(f.baseText)
	if repeats(w.pattern(size).Of(w.src)) && len(w.bare(f.baseText)) != len(w.bare(f.docText)) {
		size = 0
	}
	var places []Candidate
	for _, hit := range w.full(f.docText, max(size, enough)) {
		if c, ok := f.place(hit, t, runsOn); ok && w.edges(c, f.doc.Clause(c.Path).Source(), max(size, enough)) {
			places = append(places, c)
		}
	}
	if size > 0 && len(places) == 1 {
		return Found{Clause: places[0].Clause, Path: places[0].Path, Range: places[0].Range, How: ByWords}, nil
	}
	if len(places) == 0 {
		for _, hit := range w.bare(f.docText) {
			if c, ok := f.place(hit, t, runsOn); ok {
				places = append(places, c)
			}
		}
	}
	if len(places) == 0 {
		return Found{}, &LostError{t, ErrGone}
	}
	return Found{}, &AmbiguousError{t, places}
}

// place names an offset of the document's text by clause and range.
func (f *Finder) place(offset int, t Target, runsOn bool) (Candidate, bool) {
	path, c, within := f.doc.At(offset)
	if within == 0 && t.Range.Start > 0 && t.Quote == "" && offset > 0 { // at the end of the clause before
		path, c, within = f.doc.At(offset - 1)
		within++
	}
	r := span(within, t.Range.Len())
	pos := f.lines.Pos(offset)
	return Candidate{c.ID(), path, r, pos, f.lines.Line(pos.Line)}, runsOn || r.End <= len(c.Source())
}

func (f *Finder) ambiguous(t Target, p clause.Path, hits []int) error {
	if len(hits) == 0 {
		return &LostError{t, ErrGone}
	}
	f.render()
	at := f.doc.Offset(p)
	e := &AmbiguousError{Target: t}
	for _, hit := range hits {
		pos := f.lines.Pos(at + hit)
		e.Candidates = append(e.Candidates, Candidate{t.Clause, p, span(hit, t.Range.Len()), pos, f.lines.Line(pos.Line)})
	}
	return e
}

func span(start, n int) clause.Span { return clause.Span{Start: start, End: start + n} }
