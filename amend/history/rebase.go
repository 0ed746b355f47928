package history

import (
	"crypto/sha256"
	"slices"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/clause"
)

// issued puts a new base in the place of the current one and carries over
// what is open, and what was adopted but is not in it.
func (f folder) issued(e *Event, index int, b BaseIssued) error {
	if len(f.bases) == 0 {
		return f.wrong(e, uuid.Nil, ErrNoBase)
	}
	if err := f.check(e, policy.Issue, nil); err != nil {
		return err
	}
	old := f.bases[len(f.bases)-1]
	adopted, open := f.AdoptedAmendments(), f.affected(old.Document, b.Document)
	expected, err := f.Text()
	complete := err == nil && expected == b.Document.Render()
	_, report := amend.NewOpen(old.Document, open).Rebase(b.Document, adopted)
	parts := map[uuid.UUID]map[int]amend.Rebased{}
	for _, r := range report {
		if parts[r.Was.ID] == nil {
			parts[r.Was.ID] = map[int]amend.Rebased{}
		}
		parts[r.Was.ID][r.Was.Part] = r
	}
	was := map[uuid.UUID][]amend.Amendment{}
	for id := range parts {
		was[id] = f.undecided(f.Proposal(id))
	}
	before := f.freeze()
	f.setBase(e, index, b.Name, b.Document)
	f.bases[len(f.bases)-1].before = before
	for id, report := range parts {
		f.carried(id, index, was[id], report)
	}
	f.settle(index, old.Document, adopted, complete)
	return nil
}

// place notes by which clauses a proposal is to be found when these change.
func (f folder) place(p *Proposal) {
	for _, a := range p.open {
		home, c := a.Target.Clause, (*clause.Clause)(nil)
		if a.Op == amend.Insert {
			home = a.To.After
		} else {
			_, c, _ = f.bases[len(f.bases)-1].Document.Find(home)
		}
		if a.Op == amend.Move || a.Op == amend.Alternative || c != nil && a.Target.Range.End > len(c.Source()) {
			f.loose = &ids{p.Amendment.ID, f.loose}
			continue
		}
		rest, _ := f.at.Get(home)
		f.at.Set(home, &ids{p.Amendment.ID, rest})
	}
}

// affected returns what is open on clauses that are not in next as they are in
// base, with the same neighbours; nothing else can be. It costs the clauses and
// those amendments, not all that are open.
func (f folder) affected(base, next *clause.Document) []amend.Amendment {
	found := map[uuid.UUID]bool{}
	take := func(l *ids) {
		for ; l != nil; l = l.rest {
			found[l.id] = true
		}
	}
	take(f.loose)
	was, now := neighbours(base), neighbours(next)
	for id, n := range was {
		if now[id] != n {
			l, _ := f.at.Get(id)
			take(l)
		}
	}
	var list []*Proposal
	for id := range found {
		if p := f.Proposal(id); p.Pending() && p.Amendment.Parent == uuid.Nil {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b *Proposal) int { return a.Order - b.Order })
	var out []amend.Amendment
	for _, p := range list {
		out = append(out, f.undecided(p)...)
	}
	return out
}

// neighbour is how a clause stands in its document.
type neighbour struct {
	source        string
	before, after clause.ID
}

func neighbours(doc *clause.Document) map[clause.ID]neighbour {
	out := make(map[clause.ID]neighbour, doc.Root().Count())
	var last *clause.Clause
	for _, c := range doc.Walk() {
		n := neighbour{source: c.Source()}
		if last != nil {
			n.before = last.ID()
			before := out[last.ID()]
			before.after = c.ID()
			out[last.ID()] = before
		}
		out[c.ID()] = n
		last = c
	}
	return out
}

// carried takes over what became of the open parts of an amendment.
func (f folder) carried(id uuid.UUID, index int, was []amend.Amendment, report map[int]amend.Rebased) {
	unchanged := true
	for _, r := range report {
		unchanged = unchanged && r.Outcome == amend.Unchanged
	}
	if unchanged {
		return
	}
	p := f.change(id)
	before := p.Status
	p.open, p.base, p.Outcome = nil, len(f.bases)-1, amend.Unchanged
	p.trail = f.mem.trail(index, p.trail)
	for _, part := range was {
		r, ok := report[part.Part]
		if !ok {
			p.open = append(p.open, part)
			continue
		}
		p.Outcome = max(p.Outcome, r.Outcome)
		p.open = append(p.open, r.Now...)
		if r.Conflict != nil {
			p.Conflicts = append(p.Conflicts[:len(p.Conflicts):len(p.Conflicts)], r.Conflict)
		}
		if r.Outcome == amend.Incorporated || r.Outcome == amend.Partly {
			p.Status = StatusPartly
		}
	}
	f.place(p)
	if len(p.open)+len(p.Conflicts) == 0 {
		p.Status = StatusIncorporated
	}
	if before == StatusOpen && p.whole() {
		f.rewritten(p, p.open[0])
	}
}

// rewritten makes a, which is p as the new base has it, what p says from now
// on: adopted amendments to p are in its text for good, open ones are carried
// over to it.
func (f folder) rewritten(p *Proposal, a amend.Amendment) {
	old, now := textDocument(*p.Amendment), textDocument(a)
	for _, id := range p.subs {
		sub := f.Proposal(id)
		switch {
		case sub.Status == StatusAdopted:
			f.change(id).Status = StatusIncorporated
		case sub.Pending() && p.Amendment.Text != a.Text:
			r := amend.Rebase(old, now, nil, []amend.Amendment{*sub.Amendment})[0]
			sub = f.change(id)
			sub.open, sub.Outcome = r.Now, r.Outcome
			if r.Conflict != nil {
				sub.Conflicts = append(sub.Conflicts, r.Conflict)
			} else if len(r.Now) == 1 {
				now := r.Now[0]
				now.Base = sha256.Sum256([]byte(a.Text))
				sub.Amendment, sub.open = &now, []amend.Amendment{now}
			} else {
				sub.Status = StatusIncorporated
			}
		}
	}
	if p.first == nil {
		p.first = p.Amendment
	}
	p.Amendment = &a
}

// textDocument is the text of an amendment as amendments to it see it.
func textDocument(a amend.Amendment) *clause.Document {
	return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", clause.New(a.ID, clause.Paragraph, a.Text)))
}

// settle looks for what was adopted in the new base. What is not in it stays
// adopted against the new base, or is open again with a conflict.
func (f folder) settle(index int, old *clause.Document, adopted []amend.Amendment, complete bool) {
	var results []amend.Rebased
	if !complete {
		results = amend.Rebase(old, f.bases[len(f.bases)-1].Document, adopted, adopted)
	}
	ids := f.taken
	f.taken = nil
	n := 0
	for _, id := range ids {
		p := f.change(id)
		p.trail = f.mem.trail(index, p.trail)
		parts := len(p.taken)
		p.taken, p.base = nil, len(f.bases)-1
		for i := range parts {
			if complete {
				continue
			}
			r := results[n+i]
			p.taken = append(p.taken, r.Now...)
			if r.Conflict != nil {
				p.Conflicts = append(p.Conflicts[:len(p.Conflicts):len(p.Conflicts)], r.Conflict)
				p.Status, p.Outcome = StatusPartly, amend.Conflicting
			}
		}
		n += parts
		switch {
		case len(p.taken) > 0:
			f.taken = append(f.taken, id)
		case p.Status == StatusAdopted:
			p.Status, p.Outcome = StatusIncorporated, amend.Incorporated
		}
	}
	f.relocate()
}

// carryOver carries the open parts of an amendment that was not open while
// bases were issued over to the current one.
func (f folder) carryOver(p *Proposal) {
	last := len(f.bases) - 1
	if p.Amendment.Parent != uuid.Nil {
		return
	}
	for ; p.base < last; p.base++ {
		was := p.open
		p.open = nil
		for _, a := range was {
			a.Base = f.bases[p.base].Version
			r := amend.Rebase(f.bases[p.base].Document, f.bases[p.base+1].Document, nil, []amend.Amendment{a})[0]
			p.open = append(p.open, r.Now...)
			p.Outcome = r.Outcome
			if r.Conflict != nil {
				p.Conflicts = append(p.Conflicts[:len(p.Conflicts):len(p.Conflicts)], r.Conflict)
			}
		}
	}
	f.place(p)
	if len(p.open)+len(p.Conflicts) == 0 {
		p.Status = StatusIncorporated
	}
}

// compatible locates what is to be adopted, or says what of that which was
// adopted it competes with. O(adopted).
func (f folder) compatible(more []amend.Amendment) ([]amend.Located, error) {
	base, _ := f.Base()
	l := base.Layout()
	var out []amend.Located
	moves := false
	for _, a := range more {
		x, err := l.Locate(a)
		if err != nil {
			return nil, err
		}
		for _, y := range f.located {
			if l.Compete(x, y) {
				return nil, &amend.CompeteError{X: x.ID, Y: y.ID, At: x.Span.Start}
			}
		}
		out, moves = append(out, x), moves || x.Op == amend.Move
	}
	if moves { // several may go round in a circle
		if _, err := l.Compose(append(slices.Clip(f.located), out...)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// relocate finds what is still adopted in the new base.
func (f folder) relocate() {
	base, _ := f.Base()
	f.located = nil
	for _, a := range f.AdoptedAmendments() {
		// Rebase found its place; it cannot be missed again.
		if x, err := base.Layout().Locate(a); err == nil {
			f.located = append(f.located, x)
		}
	}
}
