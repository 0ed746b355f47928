package amend

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/clause"
)

// Rules are what a body allows. The zero value is parliamentary practice.
type Rules struct {
	// Depth is how deep amendments to amendments may go: 0 means 1, an
	// amendment to an amendment and no further; a negative Depth allows none.
	Depth int
}

func (r Rules) depth() int {
	if r.Depth == 0 {
		return 1
	}
	return max(0, r.Depth)
}

// SubError says why an amendment to an amendment cannot be used.
type SubError struct {
	Amendment, Parent uuid.UUID
	Range             clause.Span // in the parent's text, bytes
	Err               error
}

func (e *SubError) Error() string {
	return fmt.Sprintf("amend: amendment %s to amendment %s, bytes %d to %d of its text: %v",
		e.Amendment, e.Parent, e.Range.Start, e.Range.End, e.Err)
}

// Unwrap returns the cause.
func (e *SubError) Unwrap() error { return e.Err }

// Causes of a [SubError].
var (
	ErrDepth   = errors.New("amendments may not be amended so deep; propose a text of your own")
	ErrParent  = errors.New("the amendment that it amends is not there")
	ErrCircle  = errors.New("it amends itself by way of others")
	ErrWords   = errors.New("the quoted words do not stand there in the amendment's text")
	ErrOverlap = errors.New("another sub-amendment changes the same words; decide between them first")
	ErrSubOp   = errors.New("only words can be replaced in an amendment's text")
	ErrText    = errors.New("it was made for another wording of the amendment; correct it first")
)

// Sub proposes other words in the text of an amendment: quote, which must
// occur once, becomes with. Sponsors, rationale, metadata and attachments
// come from like.
//
// The target of the result names the parent as its clause, its range is in
// bytes of the parent's text, and its base is the hash of that text.
func Sub(parent Amendment, like Amendment, quote, with string) (Amendment, error) {
	c := clause.New(parent.ID, clause.Paragraph, parent.Text)
	doc := clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", c))
	made, err := Build(doc, like).At(parent.ID).Replace(quote, with).Amendments()
	if err != nil {
		return Amendment{}, err
	}
	a := made[0]
	a.Parent, a.Base = parent.ID, textHash(parent.Text)
	a.ID = contentID(a)
	return a, nil
}

func textHash(text string) clause.Hash { return sha256.Sum256([]byte(text)) }

// Fold applies amendments to amendments to the texts of those that they amend
// and returns the amendments to the base that this leaves, in their order,
// under their own ids. What cannot be used is reported, each by a *[SubError],
// and left out together with what amends it. The base is not touched.
//
// Changes to one text stand side by side; where they overlap all of them are
// refused. O(n log n + texts).
func Fold(amendments []Amendment, rules Rules) ([]Amendment, error) {
	f := folder{byID: map[uuid.UUID]int{}, kids: map[uuid.UUID][]int{}, all: amendments, rules: rules}
	for i, a := range amendments {
		f.byID[a.ID] = i
		if a.Parent != uuid.Nil {
			f.kids[a.Parent] = append(f.kids[a.Parent], i)
		}
	}
	var out []Amendment
	for _, a := range amendments {
		if a.Parent == uuid.Nil {
			a.Text = f.text(a, 0)
			out = append(out, a)
			continue
		}
		f.check(a)
	}
	return out, errors.Join(f.errs...)
}

type folder struct {
	all   []Amendment
	byID  map[uuid.UUID]int
	kids  map[uuid.UUID][]int
	rules Rules
	errs  []error
}

func (f *folder) refuse(a Amendment, err error) {
	f.errs = append(f.errs, &SubError{a.ID, a.Parent, a.Target.Range, err})
}

// check reports a chain of parents that does not end at an amendment to the
// base; what hangs on a good chain is reported by text.
func (f *folder) check(a Amendment) {
	seen := map[uuid.UUID]bool{a.ID: true}
	for at := a; at.Parent != uuid.Nil; {
		i, ok := f.byID[at.Parent]
		switch {
		case !ok:
			f.refuse(a, ErrParent)
			return
		case seen[at.Parent]:
			f.refuse(a, ErrCircle)
			return
		}
		seen[at.Parent] = true
		at = f.all[i]
	}
}

// text returns an amendment's text with all that amends it.
func (f *folder) text(a Amendment, depth int) string {
	var subs []Amendment
	for _, i := range f.kids[a.ID] {
		sub := f.all[i]
		if err := fits(a, sub); err != nil {
			f.refuse(sub, err)
			continue
		}
		if depth >= f.rules.depth() {
			f.refuse(sub, ErrDepth)
			continue
		}
		sub.Text = f.text(sub, depth+1)
		subs = append(subs, sub)
	}
	slices.SortFunc(subs, func(x, y Amendment) int {
		return cmp.Or(cmp.Compare(x.Target.Range.Start, y.Target.Range.Start),
			cmp.Compare(x.Target.Range.End, y.Target.Range.End), slices.Compare(x.ID[:], y.ID[:]))
	})
	bad := map[int]bool{}
	for i := range subs {
		for j := i + 1; j < len(subs) && subs[j].Target.Range.Start <= subs[i].Target.Range.End; j++ {
			x, y := subs[i].Target.Range, subs[j].Target.Range
			if x == y && subs[i].Text == subs[j].Text && x.Len() > 0 {
				continue // the same proposal twice
			}
			if y.Start < x.End || x == y {
				bad[i], bad[j] = true, true
			}
		}
	}
	var b strings.Builder
	pos := 0
	for i, sub := range subs {
		if bad[i] {
			f.refuse(sub, ErrOverlap)
			continue
		}
		if sub.Target.Range.Start < pos {
			continue // the same proposal twice
		}
		b.WriteString(a.Text[pos:sub.Target.Range.Start])
		b.WriteString(sub.Text)
		pos = sub.Target.Range.End
	}
	return b.String() + a.Text[pos:]
}

// fits reports whether sub can be applied to the text of a.
func fits(a, sub Amendment) error {
	r := sub.Target.Range
	switch {
	case sub.Op != Replace:
		return fmt.Errorf("%w, not %s", ErrSubOp, sub.Op)
	case sub.Base != textHash(a.Text):
		return ErrText
	case r.Start < 0 || r.Start > r.End || r.End > len(a.Text) || r.Of(a.Text) != sub.Target.Quote:
		return fmt.Errorf("%w: %q", ErrWords, sub.Target.Quote)
	}
	return nil
}

// Carried is an amendment that went with the one it amends.
type Carried struct {
	Amendment Amendment
	With      uuid.UUID // its parent, which went too
}

// Withdraw takes an amendment out, and with it all that amends it, at any
// depth. It returns what is left, in order, and what was carried along,
// parents before children. An id that is not there changes nothing. O(n).
func Withdraw(amendments []Amendment, id uuid.UUID) (left []Amendment, gone []Carried) {
	kids := map[uuid.UUID][]Amendment{}
	for _, a := range amendments {
		if a.Parent != uuid.Nil {
			kids[a.Parent] = append(kids[a.Parent], a)
		}
	}
	out := map[uuid.UUID]bool{id: true}
	for queue := []uuid.UUID{id}; len(queue) > 0; queue = queue[1:] {
		for _, a := range kids[queue[0]] {
			if !out[a.ID] {
				out[a.ID] = true
				gone = append(gone, Carried{a, queue[0]})
				queue = append(queue, a.ID)
			}
		}
	}
	for _, a := range amendments {
		if !out[a.ID] {
			left = append(left, a)
		}
	}
	return left, gone
}
