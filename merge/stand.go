package merge

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// stand is where everybody stands, by change.
type stand struct {
	given   Positions
	names   []string // all who take part, sorted
	voices  []voice
	own     map[string]map[int]Stance    // by party and change
	base    map[string]map[int]Stance    // by party and place, of the text as it stands
	whole   map[string]map[string]Stance // by party and clause; "" is the whole text
	ifs     []condition
	ifsOn   map[ifKey][]int // the conditions of a party on a change, by index
	lines   []redLine
	deals   []deal
	figures map[int]Figures // of votes taken elsewhere, by change
	ended   map[string]Figures
	chair   []subject
	order   map[int]int // by change: its turn, as the chair set it
}

// condition is a stance on some changes that holds if others are adopted.
type condition struct {
	party  string
	on     []int
	stance Stance
	needs  []int
	deal   int // index of the deal that it comes from, or -1
}

type ifKey struct {
	party  string
	change int
}

// redLine is what a party must have, or must not have.
type redLine struct {
	party   string
	changes []int // each of them
	must    bool  // must be adopted; else must not
	place   int   // or: the base of a place must stand (must), or must not; else -1
	name    string
}

type deal struct {
	name    string
	parties []string
	all     []int
}

// With returns a rolling text of the same places with the positions that
// parties take. They replace any taken before. A text that is merged anew has
// none until they are given to it too.
//
// A position that names what does not exist is left out and reported, by a
// *[PositionError] in err; all others count. O(positions · changes).
func (r *Rolling) With(p Positions) (*Rolling, error) {
	out := *r
	out.places, out.silence = slices.Clone(r.places), new(sync.Once)
	b := binder{was: r, r: &out, src: diag.NewSource(p.file, p.text), s: &stand{
		given: p, own: map[string]map[int]Stance{}, base: map[string]map[int]Stance{},
		whole: map[string]map[string]Stance{}, figures: map[int]Figures{}, ended: map[string]Figures{}, order: map[int]int{},
	}}
	out.stand = b.s
	b.takePart()
	b.divide()
	b.positions()
	b.bargains()
	b.procedure()
	b.s.sort()
	b.s.ifsOn = map[ifKey][]int{}
	for k, c := range b.s.ifs {
		for _, i := range c.on {
			key := ifKey{c.party, i}
			b.s.ifsOn[key] = append(b.s.ifsOn[key], k)
		}
	}
	b.s.voices = findVoices(b.s.names, p.Parties, b.outspoken())
	return b.r, errors.Join(b.errs...)
}

// Positions returns what [Rolling.With] was given.
func (r *Rolling) Positions() Positions {
	if r.stand == nil {
		return Positions{}
	}
	return r.stand.given
}

// sort makes the order in which things were said not matter.
func (s *stand) sort() {
	slices.SortFunc(s.ifs, func(x, y condition) int {
		return cmp.Or(slices.Compare(x.needs, y.needs), slices.Compare(x.on, y.on), cmp.Compare(x.party, y.party),
			cmp.Compare(x.stance, y.stance), cmp.Compare(s.nameOf(x.deal), s.nameOf(y.deal)))
	})
	slices.SortFunc(s.lines, func(x, y redLine) int {
		return cmp.Or(cmp.Compare(x.party, y.party), slices.Compare(x.changes, y.changes), cmp.Compare(x.place, y.place), cmp.Compare(x.name, y.name))
	})
}

func (s *stand) nameOf(deal int) string {
	if deal < 0 {
		return ""
	}
	return s.deals[deal].name
}

type binder struct {
	was  *Rolling // before division
	r    *Rolling
	s    *stand
	src  *diag.Source
	errs []error
}

func (b *binder) fail(at clause.Span, item, name string, known []string, cause error) {
	e := &PositionError{Item: item, Name: name, Known: known, Err: cause}
	if b.src.Name != "" {
		e.Where = b.src.Diagnostic(diag.Error, "position", at.Start, at.End, "")
	}
	b.errs = append(b.errs, e)
}

// takePart collects the names and refuses groups that hold themselves.
func (b *binder) takePart() {
	p := &b.s.given
	names := slices.Clone(b.r.parties)
	kept := make([]Party, 0, len(p.Parties))
	for _, q := range p.Parties {
		if slices.ContainsFunc(kept, func(k Party) bool { return k.Name == q.Name }) {
			b.fail(clause.Span{}, "party "+q.Name, "", nil, ErrTwice)
			continue
		}
		kept = append(kept, q)
		if b.circular(kept, q.Name) {
			b.fail(clause.Span{}, "party "+q.Name, "", nil, ErrCircle)
			kept = kept[:len(kept)-1]
			continue
		}
		names = append(append(names, q.Name), q.Members...)
	}
	p.Parties = kept
	b.s.names = sorted(names)
}

func (b *binder) circular(parties []Party, name string) bool {
	todo, seen := []string{name}, map[string]bool{}
	for len(todo) > 0 {
		n := todo[0]
		todo = todo[1:]
		for _, p := range parties {
			if p.Name != n || seen[n] {
				continue
			}
			if slices.Contains(p.Members, name) {
				return true
			}
			todo = append(todo, p.Members...)
		}
		seen[n] = true
	}
	return false
}

func (b *binder) known(at clause.Span, item, party string) bool {
	if _, ok := slices.BinarySearch(b.s.names, party); ok {
		return true
	}
	b.fail(at, item, fmt.Sprintf("party %q", party), b.s.names, ErrNoParty)
	return false
}

// find resolves a Ref, in the text as divided or else as it was before.
func (b *binder) find(ref Ref, at clause.Span, item string) (subject, bool) {
	s, known, err := b.r.resolve(ref)
	if err != nil && b.r.places != nil && &b.was.changes != &b.r.changes {
		if t, _, e := b.was.resolve(ref); e == nil {
			s, err = b.afterDivision(t), nil
		}
	}
	if err != nil {
		if ref.at.Len() > 0 {
			at = ref.at
		}
		b.fail(at, item, ref.String(), known, err)
		return s, false
	}
	return s, true
}

func (b *binder) findAll(refs []Ref, at clause.Span, item string) ([]int, bool) {
	var out []int
	all := true
	for _, ref := range refs {
		s, ok := b.find(ref, at, item)
		if ok && len(s.changes) == 0 {
			b.fail(at, item, ref.String(), nil, ErrNotAChange)
			ok = false
		}
		all = all && ok
		out = append(out, s.changes...)
	}
	slices.Sort(out)
	out = slices.Compact(out)
	for _, i := range out {
		for _, j := range b.r.rivals.of(i) {
			if slices.Contains(out, j) && all {
				b.fail(at, item, "", nil, ErrRival)
				return out, false
			}
		}
	}
	return out, all
}

// ErrNotAChange says that something must be a change, and is a text as it
// stands or as a whole.
var ErrNotAChange = errors.New("expected what somebody proposes")

// ErrTwoStances says that a party says two things of one change. The less
// favourable counts.
var ErrTwoStances = errors.New("the party says two things of this; withdraw one of them")

// ErrCondition says that a condition would make a party accept less.
var ErrCondition = errors.New("a condition can only make a party accept more; say without it what the party says otherwise")

func (b *binder) positions() {
	for k, p := range b.s.given.Positions {
		item := fmt.Sprintf("position %d of %s", k+1, p.Party)
		if !b.known(p.at, item, p.Party) {
			continue
		}
		s, ok := b.find(p.On, p.at, item)
		needs, all := b.findAll(p.If, p.at, item+", condition")
		if !ok || !all {
			continue
		}
		if len(needs) > 0 && worth[min(p.Stance, Opposes)] <= worth[Silent] {
			b.fail(p.at, item, p.Stance.String(), nil, ErrCondition)
			continue
		}
		b.take(p, s, needs)
	}
}

// take notes one position.
func (b *binder) take(p Position, s subject, needs []int) {
	for _, i := range s.changes {
		if len(needs) > 0 {
			break
		}
		stance := p.Stance
		if was, said := b.s.own[p.Party][i]; said && was != stance {
			b.fail(p.at, "position of "+p.Party, p.On.String(), []string{"«" + was.String() + "»", "«" + stance.String() + "»"}, ErrTwoStances)
			if worth[was] < worth[stance] {
				stance = was
			}
		}
		set(b.s.own, p.Party, i, stance)
	}
	for _, k := range s.places {
		set(b.s.base, p.Party, k, p.Stance)
	}
	switch {
	case s.whole || s.clause != "":
		set(b.s.whole, p.Party, s.clause, p.Stance)
		return
	case len(needs) > 0 && len(s.changes) > 0:
		b.s.ifs = append(b.s.ifs, condition{p.Party, s.changes, p.Stance, needs, -1})
	}
	for_, against := p.Stance == Proposes || p.Stance == Supports, p.Stance == Opposes
	if !p.RedLine || !for_ && !against || len(needs) > 0 {
		return
	}
	if len(s.changes) > 0 {
		b.s.lines = append(b.s.lines, redLine{p.Party, s.changes, for_, -1, p.On.String()})
	}
	for _, k := range s.places {
		b.s.lines = append(b.s.lines, redLine{p.Party, nil, for_, k, p.On.String()})
	}
}

func set[K comparable](m map[string]map[K]Stance, party string, key K, s Stance) {
	if m[party] == nil {
		m[party] = map[K]Stance{}
	}
	m[party][key] = s
}

// bargains notes the package deals, each as a condition for every party to it.
func (b *binder) bargains() {
	for k, d := range b.s.given.Deals {
		item := fmt.Sprintf("deal %q", d.Name)
		if d.Name == "" {
			item = fmt.Sprintf("deal %d", k+1)
		}
		all, ok := b.findAll(d.All, d.at, item)
		for _, p := range d.Parties {
			ok = b.known(d.at, item, p) && ok
		}
		if !ok || len(all) == 0 {
			continue
		}
		n := len(b.s.deals)
		b.s.deals = append(b.s.deals, deal{item, sorted(d.Parties), all})
		for _, p := range b.s.deals[n].parties {
			b.s.ifs = append(b.s.ifs, condition{p, all, CanLiveWith, all, n})
		}
	}
}

func (b *binder) procedure() {
	g := b.s.given
	for k, f := range g.Votes {
		item := fmt.Sprintf("vote %d", k+1)
		s, ok := b.find(f.On, f.at, item)
		sum := f.For + f.Against + f.Abstained
		switch {
		case !ok:
			continue
		case f.Present == 0:
			f.Present = sum
		case f.Present < sum:
			b.fail(f.at, item, f.On.String(), nil, ErrFigures)
			continue
		}
		for _, i := range s.changes {
			b.s.figures[i] = f
		}
		if s.whole || s.clause != "" {
			b.s.ended[s.clause] = f
		}
	}
	for _, ref := range g.Chair {
		if s, ok := b.find(ref, ref.at, "chair's choice"); ok {
			b.s.chair = append(b.s.chair, s)
		}
	}
	for k, ref := range g.Procedure.Order {
		s, ok := b.find(ref, ref.at, fmt.Sprintf("order %d", k+1))
		for _, i := range s.changes {
			if _, dup := b.s.order[i]; ok && !dup {
				b.s.order[i] = k + 1
			}
		}
	}
	for _, label := range g.Procedure.Paragraphs {
		b.find(Ref{Clause: label, Whole: true}, clause.Span{}, "paragraphs")
	}
}

func (b *binder) outspoken() map[string]bool {
	out := map[string]bool{}
	for _, c := range b.r.changes {
		for _, s := range c.Sponsors {
			out[s] = true
		}
	}
	for p := range b.s.own {
		out[p] = true
	}
	for p := range b.s.base {
		out[p] = true
	}
	for p := range b.s.whole {
		out[p] = true
	}
	for _, c := range b.s.ifs {
		out[c.party] = true
	}
	return out
}

// says returns what a party itself says of a change. Met tells which
// conditions hold, by index. Ok is false if it says nothing.
func (r *Rolling) says(party string, i, place int, met func(int) bool) (s Stance, ok bool) {
	st := r.stand
	conditional := false
	best := Silent
	for _, k := range st.ifsOn[ifKey{party, i}] {
		conditional = true
		if met(k) {
			best, ok = max2(best, ok, st.ifs[k].stance), true
		}
	}
	own, explicit := st.own[party][i]
	if !explicit && slices.Contains(r.changes[i].Sponsors, party) {
		own, explicit = Proposes, true
	}
	if explicit && !ok {
		return own, true
	}
	if ok {
		if explicit && worth[own] > worth[best] {
			return own, true
		}
		return best, true
	}
	if b, has := st.base[party][place]; has && (b == Supports || b == Proposes) {
		return Opposes, true
	}
	if conditional {
		return Opposes, true
	}
	return Silent, false
}

// worth orders stances from the worst to the best for a change.
var worth = [...]int{Silent: 3, Proposes: 6, Supports: 5, CanLiveWith: 4, Reserves: 2, Opposes: 1}

func max2(x Stance, has bool, y Stance) Stance {
	if has && worth[x] > worth[y] {
		return x
	}
	return y
}

// stance is what a voice says of a change, itself or through its groups.
func (r *Rolling) stance(v voice, i, place int, met func(int) bool) Stance {
	if s, ok := r.says(v.name, i, place, met); ok || len(v.groups) == 0 {
		return s
	}
	found := Silent
	for k, g := range spokenFor(v, r.stand.given.Parties) {
		s, ok := r.says(g, i, place, met)
		switch {
		case !ok:
		case k < len(v.groups) && found != Silent && s != found:
			return Silent // its groups differ
		case found == Silent:
			found = s
		}
	}
	return found
}

// placeOf returns the place of each change, or -1.
func (r *Rolling) placeOf() []int {
	out := make([]int, len(r.changes))
	for i := range out {
		out[i] = -1
	}
	for p, place := range r.places {
		for _, i := range place.Changes {
			out[i] = p
		}
	}
	return out
}

// afterDivision is what a subject of the text before it was divided is now.
func (b *binder) afterDivision(s subject) subject {
	out := subject{whole: s.whole, clause: s.clause}
	for _, i := range s.changes {
		for j, c := range b.r.changes {
			if sharesTabled(b.was.changes[i], c) {
				out.changes = append(out.changes, j)
			}
		}
	}
	for _, k := range s.places {
		for p, place := range b.r.places {
			if b.was.places[k].Span.Start <= place.Span.Start && place.Span.End <= b.was.places[k].Span.End {
				out.places = append(out.places, p)
			}
		}
	}
	slices.SortFunc(out.changes, cmp.Compare[int])
	out.changes = slices.Compact(out.changes)
	return out
}

func sharesTabled(x, y Change) bool {
	for _, a := range x.Tabled {
		for _, b := range y.Tabled {
			if a.ID == b.ID {
				return true
			}
		}
	}
	return false
}
