package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/words"
)

// Kind says what happened to a clause or to words in it.
type Kind uint8

const (
	Reworded   Kind = iota // words inserted, deleted or replaced; line ends and layout too
	Inserted               // a clause is new
	Deleted                // a clause is gone
	Moved                  // a clause stands elsewhere
	Split                  // a clause became several here
	Joined                 // several clauses became one here
	Relabelled             // a clause's label, or the layout before its text
)

var kindNames = [...]string{"reworded", "inserted", "deleted", "moved", "split", "joined", "relabelled"}

// String returns the kind in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// MarshalText writes the kind by its name.
func (k Kind) MarshalText() ([]byte, error) {
	if int(k) >= len(kindNames) {
		return nil, fmt.Errorf("diff: %v is not a kind of change", k)
	}
	return []byte(k.String()), nil
}

// Side is where a change stands in one of the two documents.
type Side struct {
	Clause clause.ID   `json:"clause"`
	Path   clause.Path `json:"path"`
	// Span is in bytes of the clause's own source. It runs on past its end
	// where the change reaches into the clauses after it.
	Span  clause.Span `json:"span"`
	Start int         `json:"start"` // offset in the document's text, bytes
	Text  string      `json:"text"`
}

// Change is one difference between two documents. For Inserted the old side is
// the point at which the clause was put, for Deleted the new side is zero,
// for Moved it is the point of the old text to which the clause went.
type Change struct {
	Kind   Kind  `json:"kind"`
	Old    Side  `json:"old"`
	New    Side  `json:"new"`
	Class  Class `json:"class"`
	Unseen Flags `json:"unseen,omitempty"` // what of it a reader would not see
	// Letters refines the change of one word into another, in bytes of the two
	// sides' texts; no boundary lies inside a grapheme cluster.
	Letters []Hunk `json:"letters,omitempty"`
}

// Documents returns every change from one document to another, in the order of
// the old text; what was put at one point comes in the order of the new.
func Documents(old, now *clause.Document) []Change {
	l := lister{old: old, now: now}
	a := Align(old, now)
	for _, p := range a.Pairs {
		l.pair(p)
	}
	for _, d := range a.Deleted {
		c := Change{Kind: Deleted, Old: l.side(d.Ref, d.Old, old)}
		c.Class, c.Unseen = Classify(c.Old.Text, "")
		l.out = append(l.out, c)
	}
	for _, in := range a.Inserted {
		c := Change{Kind: Inserted, Old: l.point(in.At), New: l.side(in.Ref, in.New, now)}
		c.Class, c.Unseen = Classify("", c.New.Text)
		l.out = append(l.out, c)
	}
	for _, m := range a.Moved {
		c := Change{Kind: Moved, Old: l.side(m.Ref, m.Old, old), New: l.point(m.At)}
		l.out = append(l.out, c)
	}
	slices.SortStableFunc(l.out, func(x, y Change) int { return cmp.Compare(x.Old.Start, y.Old.Start) })
	return l.out
}

type lister struct {
	old, now         *clause.Document
	oldText, nowText string // rendered at need
	out              []Change
}

func (l *lister) side(r Ref, s clause.Span, doc *clause.Document) Side {
	text := &l.oldText
	if doc == l.now {
		text = &l.nowText
	}
	if *text == "" {
		*text = doc.Render()
	}
	return Side{r.Clause.ID(), r.Path, shift(s, -r.Start), s.Start, s.Of(*text)}
}

// point is a place between two clauses of the old document: the end of the
// clause that comes before it.
func (l *lister) point(at int) Side {
	if at == 0 {
		return Side{Clause: l.old.Root().ID(), Path: clause.Path{}}
	}
	path, c, within := l.old.At(at - 1)
	return Side{Clause: c.ID(), Path: path, Span: clause.Span{Start: within + 1, End: within + 1}, Start: at}
}

func (l *lister) pair(p Pair) {
	for _, h := range p.Hunks() {
		c := Change{Old: l.side(at(p.OldRefs, h.Old), h.Old, l.old), New: l.side(at(p.NewRefs, h.New), h.New, l.now)}
		was, is := strings.Count(c.Old.Text, "\n"), strings.Count(c.New.Text, "\n")
		switch {
		case len(p.NewRefs) > 1 && is > was:
			c.Kind = Split
		case len(p.OldRefs) > 1 && was > is:
			c.Kind = Joined
		case h.Part == Head:
			c.Kind = Relabelled
		}
		c.Class, c.Unseen = Classify(c.Old.Text, c.New.Text)
		if c.Kind == Reworded && words.Count(c.Old.Text) == 1 && words.Count(c.New.Text) == 1 {
			c.Letters = Letters(c.Old.Text, c.New.Text)
		}
		l.out = append(l.out, c)
	}
}

// at returns the clause in which a stretch starts; a point between two belongs
// to the first.
func at(refs []Ref, s clause.Span) Ref {
	r := refs[0]
	for _, next := range refs[1:] {
		if next.Start < s.Start || next.Start == s.Start && s.Len() > 0 {
			r = next
		}
	}
	return r
}

// Letters returns what changed from one word to another, by grapheme clusters.
func Letters(old, now string) []Hunk {
	in := interner{}
	a, b := in.clusters(old), in.clusters(now)
	h := hunks{a: a, b: b, list: gaps(match(a.ids, b.ids), len(a.ids), len(b.ids))}
	return h.spans()
}

func (in interner) clusters(s string) tokens {
	t := tokens{text: s}
	it := graphemes.FromString(s)
	for it.Next() {
		t.at = append(t.at, words.Token{Start: it.Start(), End: it.End()})
		t.ids = append(t.ids, in.intern(s[it.Start():it.End()]))
	}
	return t
}
