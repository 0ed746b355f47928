package amend

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
)

// Outcome says what became of an open amendment when a new base was issued.
// The zero value is Unchanged.
type Outcome uint8

const (
	Unchanged      Outcome = iota // it stands where it stood
	MovedPosition                 // the same words, at another position
	ChangedContext                // the same words, but others next to them
	Incorporated                  // its effect is in the new base; nothing is left of it
	Partly                        // some of it is in the new base; the rest lives on in parts
	Conflicting                   // see the Conflict
)

// String returns the outcome in words.
func (o Outcome) String() string {
	names := [...]string{"unchanged", "moved", "changed context", "incorporated", "partly incorporated", "conflict"}
	if int(o) < len(names) {
		return names[o]
	}
	return fmt.Sprintf("outcome(%d)", uint8(o))
}

// Rebased is an amendment carried over to a new base.
type Rebased struct {
	Was     Amendment
	Outcome Outcome
	// Now is what is left of it against the new base: one amendment, none
	// where it was incorporated or conflicts, or the parts that were not
	// adopted, under the same ID and told apart by Part.
	Now      []Amendment
	Conflict *Conflict // for Conflicting
}

// Rebase carries open amendments of base over to next, one result for each in
// their order. Clauses are paired by their ids, words found by a [Finder], so
// that nothing is ever put at a wrong place: what is not certain is a
// conflict.
//
// Adopted are the amendments of base that made next of it, as far as they are
// known. They say what the texts alone may not: which of two like words was
// deleted. With all of them known, an amendment that competes with none is
// never a conflict.
//
// [Open] does the same at a cost in proportion to what changed.
func Rebase(base, next *clause.Document, adopted, open []Amendment) []Rebased {
	r := newRebaser(base, next, adopted)
	r.router = newRouter(base, next, adopted, open)
	out := make([]Rebased, len(open))
	for i, a := range open {
		out[i] = r.rebase(a)
	}
	return out
}

type rebaser struct {
	base, next *clause.Document
	is         clause.Hash // version of next
	finder     *Finder
	adopted    map[clause.ID][]Amendment // by the clause that they change or stand after
	compared   map[clause.ID]comparison
	router     *router // nil: clauses are found by their ids and neighbours
}

type comparison struct {
	hunks []hunk
	exact bool
}

func newRebaser(base, next *clause.Document, adopted []Amendment) *rebaser {
	r := &rebaser{
		base: base, next: next, is: next.Version(), finder: NewFinder(base, next),
		adopted: map[clause.ID][]Amendment{}, compared: map[clause.ID]comparison{},
	}
	for _, a := range adopted {
		r.adopted[home(a)] = append(r.adopted[home(a)], a)
	}
	return r
}

// home is the clause that an amendment changes, or that it stands after.
func home(a Amendment) clause.ID {
	if a.Op == Insert {
		return a.To.After
	}
	return a.Target.Clause
}

// compare finds what changed in a clause: what was adopted, if that explains
// its new wording, else by comparing the words.
func (r *rebaser) compare(id clause.ID, old, now string) comparison {
	if c, ok := r.compared[id]; ok {
		return c
	}
	c := comparison{exact: true}
	for _, a := range r.adopted[id] {
		if a.Op != Insert && a.Op != Delete && a.Op != Move {
			c.hunks = append(c.hunks, hunk{a: a.Target.Range, b: span(0, len(a.Text))})
		}
	}
	if !explain(c.hunks, r.adopted[id], old, now) {
		c.hunks, c.exact = compare(old, now)
	}
	r.compared[id] = c
	return c
}

func (r *rebaser) rebase(was Amendment) Rebased {
	now := was
	now.Base = r.is
	out := r.carry(now)
	out.Was = was
	if out.Conflict != nil {
		out.Conflict.Amendment = was
	}
	return out
}

func (r *rebaser) carry(a Amendment) Rebased {
	if r.router != nil {
		if out, ok := r.routed(a); ok {
			return out
		}
	}
	switch a.Op {
	case Insert:
		return r.inserted(a)
	case Delete, Move:
		return r.whole(a)
	case Alternative:
		return r.alternative(a)
	}
	_, old, ok := r.base.Find(a.Target.Clause)
	if !ok {
		return r.conflict(a, nil, &LostError{a.Target, ErrStale})
	}
	_, now, here := r.next.Find(a.Target.Clause)
	runsOn := a.Target.Range.End > len(old.Source())
	if here && !runsOn && now.Source() == old.Source() {
		return Rebased{Was: a, Now: []Amendment{a}}
	}
	if here && !runsOn && a.Target.Range.End <= len(old.Source()) {
		if out, done := r.words(a, old.Source(), now); done {
			return out
		}
	}
	if out, ok := r.kept(a); ok {
		return out
	}
	return r.found(a, old)
}

// kept carries a change of words over to where these stand now, if all that was
// adopted is known and left them alone.
func (r *rebaser) kept(a Amendment) (Rebased, bool) {
	if r.router == nil {
		return Rebased{}, false
	}
	was := a
	was.Base = r.router.l.version
	x, err := r.router.l.Locate(was)
	if err != nil || r.router.rival(x) != nil {
		return Rebased{}, false
	}
	at, ok := r.router.words(x)
	if !ok {
		return Rebased{}, false
	}
	holder := at.Start
	if at.Len() == 0 && x.Span.Start > x.owner {
		holder-- // it goes with the byte before it
	}
	c, path, start := r.router.next.Holder(holder)
	b := a
	b.Target = (&Builder{base: r.next}).target(path, c, clause.Span{Start: at.Start - start, End: at.End - start})
	b.Target.Alone = a.Target.Alone
	return r.moved(a, b), true
}

// routed carries an amendment over where all that was adopted is known, by what
// it competes with and where it arrives. ok is false if its place must be found
// otherwise; that is so for all changes of words, which may be adopted in part.
func (r *rebaser) routed(a Amendment) (out Rebased, ok bool) {
	was := a
	was.Base = r.router.l.version
	x, err := r.router.l.Locate(was)
	if err != nil {
		return Rebased{}, false
	}
	_, old, _ := r.base.Find(a.Target.Clause)
	if r.router.has(x) {
		return Rebased{Was: a, Outcome: Incorporated}, true
	}
	if x.isText() && !x.suppresses() {
		y := r.router.near(x, func(y Located) bool { return !y.isText() && r.router.l.Compete(y, x) })
		if y == nil {
			return Rebased{}, false
		}
		return r.conflict(a, old, excluded(*y)), true
	}
	if y := r.router.rival(x); y != nil {
		return r.conflict(a, old, excluded(*y)), true
	}
	b := a
	if a.Op != Insert {
		if _, _, here := r.next.Find(a.Target.Clause); !here {
			return Rebased{}, false
		}
		if b.Target, ok = r.router.stretch(a); !ok {
			return r.conflict(a, old, ErrTorn), true
		}
	}
	if a.Op != Delete {
		if b.To, ok = r.router.place(a); !ok {
			return Rebased{}, false
		}
	}
	now := []Amendment{b}
	if a.Op == Move {
		now = r.movedParts(b)
	}
	if len(now) == 1 && b.To == a.To && b.Target == a.Target {
		return Rebased{Was: a, Now: now}, true
	}
	return Rebased{Was: a, Outcome: MovedPosition, Now: now}, true
}

// movedParts moves a clause that was split in all its parts.
func (r *rebaser) movedParts(a Amendment) []Amendment {
	heirs := r.router.heirs(a.Target.Clause, a.Target.Alone)
	out := make([]Amendment, len(heirs))
	for i, id := range heirs {
		out[i] = a
		out[i].Target.Clause = id
		if len(heirs) > 1 {
			out[i].Part = i + 1
		}
	}
	return out
}

// words carries a change of words over to a later wording of the same clause
// by comparing the two word by word.
func (r *rebaser) words(a Amendment, old string, now *clause.Clause) (Rebased, bool) {
	c := r.compare(now.ID(), old, now.Source())
	if !c.exact {
		return Rebased{}, false
	}
	parts := Divide(a)
	var left []Amendment
	adopted := 0
	for _, p := range parts {
		at, state := carry(p, old, now.Source(), c.hunks)
		switch state {
		case carried:
			left = append(left, r.retarget(p, now, at))
		case adoptedAlready:
			adopted++
		default:
			return Rebased{}, false
		}
	}
	switch {
	case adopted == len(parts):
		return Rebased{Was: a, Outcome: Incorporated}, true
	case adopted > 0:
		return Rebased{Was: a, Outcome: Partly, Now: left}, true
	}
	whole := clause.Span{Start: left[0].Target.Range.Start, End: left[len(left)-1].Target.Range.End}
	if whole.Of(now.Source()) != a.Target.Quote {
		return Rebased{Was: a, Outcome: ChangedContext, Now: left}, true // words came between its parts
	}
	return r.moved(a, r.retarget(a, now, whole)), true
}

// found carries a change of words over by its quotation and context.
func (r *rebaser) found(a Amendment, old *clause.Clause) Rebased {
	f, err := r.finder.Find(a.Target)
	if err != nil {
		return r.conflict(a, old, err)
	}
	b := a
	b.Target.Clause, b.Target.Range = f.Clause, f.Range
	if c := r.next.Clause(f.Path); f.Range.End <= len(c.Source()) {
		b = r.retarget(b, c, f.Range)
	}
	return r.moved(a, b)
}

func (r *rebaser) retarget(a Amendment, c *clause.Clause, at clause.Span) Amendment {
	b := &Builder{base: r.next}
	alone := a.Target.Alone
	a.Target = b.target(nil, c, at)
	a.Target.Alone = alone
	return a
}

// moved classes a carried amendment by what is different about it.
func (r *rebaser) moved(a, b Amendment) Rebased {
	out := Rebased{Was: a, Now: []Amendment{b}, Outcome: ChangedContext}
	before := strings.HasSuffix(b.Target.Before, a.Target.Before) || strings.HasSuffix(a.Target.Before, b.Target.Before) && b.Target.Before != ""
	after := strings.HasPrefix(b.Target.After, a.Target.After) || strings.HasPrefix(a.Target.After, b.Target.After) && b.Target.After != ""
	switch {
	case !before || !after:
	case a.Target.Clause == b.Target.Clause && a.Target.Range == b.Target.Range && a.To == b.To:
		out.Outcome = Unchanged
	default:
		out.Outcome = MovedPosition
	}
	return out
}

// inserted carries a new clause over: it keeps the clause that it stands
// after, or takes the last one before it that is left.
func (r *rebaser) inserted(a Amendment) Rebased {
	anchor, ok := r.anchor(a.To.After)
	if !ok {
		return r.conflict(a, nil, &LostError{Target{Clause: a.To.After}, ErrStale})
	}
	b := a
	b.To.After = anchor
	path, _, _ := r.next.Find(anchor)
	for c := following(r.next, path); c != nil; c = following(r.next, path) {
		if m := r.move(c.ID()); m != nil && r.arrivesFirst(*m, a) {
			// A clause that was moved to the same point stands before a new one.
			b.To.After = lastUnder(c).ID()
			path, _, _ = r.next.Find(b.To.After)
			continue
		}
		if _, _, was := r.base.Find(c.ID()); was {
			break
		}
		switch { // a new clause at the same point
		case c.Source() == a.Text:
			return Rebased{Was: a, Outcome: Incorporated}
		case r.comesFirst(c.Source(), a):
			b.To.After = c.ID()
		}
		path, _, _ = r.next.Find(c.ID())
	}
	return r.moved(a, b)
}

// comesFirst reports whether a clause with this source was adopted at the
// point of a and stands before it: by Order, then by text.
func (r *rebaser) comesFirst(src string, a Amendment) bool {
	first := func(b Amendment) bool { return b.Op == Insert && b.Text == src && r.arrivesFirst(b, a) }
	if slices.ContainsFunc(r.adopted[a.To.After], first) {
		return true
	}
	if r.move(a.To.After) == nil {
		return false
	}
	for _, list := range r.adopted { // where what a stands after was moved away, earlier points came next to it
		if slices.ContainsFunc(list, first) {
			return true
		}
	}
	return false
}

// arrivesFirst reports whether what b puts somewhere stands before what a
// does: at an earlier point of base, else by Order, else by text.
func (r *rebaser) arrivesFirst(b, a Amendment) bool {
	if b.To.After != a.To.After {
		return r.point(b.To.After) < r.point(a.To.After)
	}
	return b.To.Order < a.To.Order || b.To.Order == a.To.Order && b.Text < a.Text
}

// point returns where in base a clause's own source ends, in bytes.
func (r *rebaser) point(after clause.ID) int {
	path, c, ok := r.base.Find(after)
	if !ok {
		return -1
	}
	return r.base.Offset(path) + len(c.Source())
}

// anchor returns the clause of next that a point of base stands after.
func (r *rebaser) anchor(after clause.ID) (clause.ID, bool) {
	path, c, ok := r.base.Find(after)
	for ok {
		block, left := r.movedBlock(path, c)
		if _, _, here := r.next.Find(c.ID()); here && !left {
			return c.ID(), true
		}
		if len(path) == 0 {
			return r.next.Root().ID(), true
		}
		before := (&Builder{base: r.base}).before(block)
		path, c, ok = r.base.Find(before.ID())
	}
	return clause.ID{}, false
}

// movedBlock returns the outermost clause that was moved away and ends with c;
// the point after it stays where it was. Otherwise it returns c's own path.
func (r *rebaser) movedBlock(path clause.Path, c *clause.Clause) (block clause.Path, left bool) {
	block = path
	for p := path; len(p) > 0; p = p.Parent() {
		up := r.base.Clause(p)
		if lastUnder(up) != c {
			break
		}
		if r.move(up.ID()) != nil {
			block, left = p, true
		}
	}
	return block, left
}

// move returns the adopted move of a clause, or nil.
func (r *rebaser) move(id clause.ID) *Amendment {
	for i, a := range r.adopted[id] {
		if a.Op == Move && !a.Target.Alone {
			return &r.adopted[id][i]
		}
	}
	return nil
}

// following returns the clause that comes next in document order, or nil.
func following(doc *clause.Document, p clause.Path) *clause.Clause {
	if c := doc.Clause(p); c.Len() > 0 {
		return c.Child(0)
	}
	for ; len(p) > 0; p = p.Parent() {
		if c := doc.Clause(p.Parent().Child(p.Index() + 1)); c != nil {
			return c
		}
	}
	return nil
}

// whole carries a suppression or a move of a clause over.
func (r *rebaser) whole(a Amendment) Rebased {
	_, old, ok := r.base.Find(a.Target.Clause)
	if !ok {
		return r.conflict(a, nil, &LostError{a.Target, ErrStale})
	}
	_, now, here := r.next.Find(a.Target.Clause)
	switch {
	case !here && a.Op == Delete:
		return Rebased{Was: a, Outcome: Incorporated}
	case !here:
		return r.conflict(a, old, ErrSuppressed)
	case a.Op == Delete && a.Target.Alone && now.Source() != old.Source():
		return r.conflict(a, old, ErrReworded)
	case a.Op == Delete && !a.Target.Alone && now.Hash() != old.Hash():
		return r.conflict(a, old, ErrReworded)
	case a.Op == Delete:
		return Rebased{Was: a, Now: []Amendment{a}}
	}
	if m := r.move(a.Target.Clause); m != nil {
		if m.To.After == a.To.After {
			return Rebased{Was: a, Outcome: Incorporated}
		}
		return r.conflict(a, old, ErrElsewhere)
	}
	b := a
	if b.To.After, ok = r.anchor(a.To.After); !ok {
		return r.conflict(a, old, &LostError{Target{Clause: a.To.After}, ErrStale})
	}
	if b.To != a.To {
		return Rebased{Was: a, Outcome: MovedPosition, Now: []Amendment{b}}
	}
	return Rebased{Was: a, Now: []Amendment{b}}
}

func (r *rebaser) alternative(a Amendment) Rebased {
	text := r.next.Render()
	switch {
	case text == a.Text:
		return Rebased{Was: a, Outcome: Incorporated}
	case text == a.Target.Quote:
		return Rebased{Was: a, Now: []Amendment{a}}
	}
	return Rebased{Was: a, Outcome: Conflicting, Conflict: &Conflict{
		Amendment: a, Base: a.Target.Quote, New: text, Proposed: a.Text, Err: ErrWhole,
		version: r.is, clause: r.next.Root().ID(),
	}}
}
