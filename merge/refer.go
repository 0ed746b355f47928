package merge

import (
	"slices"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
	"github.com/rollingtext/rollingtext/clause/refer"
)

// LostReference is a reference in the base that no longer says what it said,
// and that could not be made to.
type LostReference struct {
	Label string // label path of the clause that refers
	Text  string // the phrase: "paragraph 3 above"
	refer.Lost
}

// LostReferences returns the references of the base that could not follow what
// was adopted: what they name is gone, or their own words are changed or open.
// All others are written with the new labels.
func (o *Outcome) LostReferences() []LostReference { return o.lost }

// follow lets the references of the base follow labels that changed.
func (r *Rolling) follow(verdicts []Verdict, re *relabelling) []LostReference {
	base := r.layout.Base()
	f := follower{r: r, verdicts: verdicts}
	if re.sole || len(re.ops) == 0 && !f.deletes() {
		return nil
	}
	refs := refer.Find(base)
	if len(refs) == 0 {
		return nil
	}
	labelled := base
	for _, op := range re.ops {
		c, path, start := r.layout.Holder(op.Span.Start)
		src := labelled.Clause(path).Source()
		if c == nil || src != c.Source() {
			continue // its label is changed already
		}
		next, err := labelled.Replace(path, c.WithSource(src[:op.Span.Start-start]+op.Text+src[op.Span.End-start:]))
		if err == nil {
			labelled = next
		}
	}
	refs = slices.DeleteFunc(refs, f.gone)
	followed, lost := refer.Follow(refs, base, labelled)
	for _, l := range lost {
		if l.Reason != refer.Unresolved { // it led nowhere before either
			f.lose(l)
		}
	}
	seen := map[clause.ID]bool{}
	for _, ref := range refs {
		if seen[ref.From] {
			continue
		}
		seen[ref.From] = true
		f.rewrite(ref, labelled.Clause(ref.Path), followed.Clause(ref.Path))
	}
	re.ops = append(re.ops, f.ops...)
	return f.lost
}

type follower struct {
	r        *Rolling
	verdicts []Verdict
	ops      []amend.Located
	lost     []LostReference
}

func (f *follower) deletes() bool {
	for i, c := range f.r.changes {
		if c.Op == amend.Delete && f.verdicts[i] == Adopted {
			return true
		}
	}
	return false
}

func (f *follower) lose(l refer.Lost) {
	c := f.r.layout.Base().Clause(l.Path)
	f.lost = append(f.lost, LostReference{f.r.labels.Of(l.Path), l.Mention.Of(c.Source()), l})
}

// gone reports whether what a reference names, or what holds it, was deleted.
func (f *follower) gone(ref refer.Reference) bool {
	id, ok := ref.Target()
	if !ok {
		return false
	}
	base := f.r.layout.Base()
	path, _, ok := base.Find(id)
	target, from := base.Offset(path), base.Offset(ref.Path)
	named, holds := false, false
	for i, c := range f.r.changes {
		if c.Op == amend.Delete && f.verdicts[i] == Adopted {
			named = named || c.Span.Start <= target && target < c.Span.End
			holds = holds || c.Span.Start <= from && from < c.Span.End
		}
	}
	if ok && named && !holds {
		f.lose(refer.Lost{Reference: ref, Reason: refer.TargetGone})
	}
	return holds || named
}

// rewrite writes the new labels into a clause that refers, unless somebody
// changes or would change the words.
func (f *follower) rewrite(ref refer.Reference, was, is *clause.Clause) {
	base := f.r.layout.Base().Clause(ref.Path)
	if was.Source() == is.Source() {
		return
	}
	// The label of the clause itself may differ from the base's, its text not.
	start := f.r.layout.Base().Offset(ref.Path) + base.TextSpan().Start
	for _, h := range diff.Words(was.Text(), is.Text()) {
		s := clause.Span{Start: start + h.Old.Start, End: start + h.Old.End}
		touched := slices.ContainsFunc(f.r.changes, func(c Change) bool {
			return c.Op != amend.Insert && c.Op != amend.Move && !c.Follows && c.Span.Start <= s.End && s.Start <= c.Span.End
		})
		if touched {
			f.lose(refer.Lost{Reference: ref, Reason: refer.TextChanged})
			continue
		}
		f.ops = append(f.ops, f.r.layout.Over(s, h.New.Of(is.Text())))
	}
}
