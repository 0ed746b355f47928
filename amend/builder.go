package amend

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// Builder makes amendments of one base by saying them: in operative 3(b),
// replace «should» by «shall». A step that cannot be taken is kept as a
// [StepError] and the others go on; [Builder.Amendments] reports all.
//
// Clauses are named by label path ([clause.Labels.Lookup]).
type Builder struct {
	base   *clause.Document
	labels *clause.Labels
	like   Amendment
	order  map[clause.ID]int // how many were put at each point so far
	exact  bool              // texts of new clauses are whole sources
	out    []Amendment
	errs   []error
}

// Build returns a builder on base. Sponsors, rationale, metadata and
// attachments of like go into every amendment. O(clauses).
func Build(base *clause.Document, like Amendment) *Builder {
	like.Base = base.Version()
	return &Builder{base: base, labels: clause.NewLabels(base), like: like, order: map[clause.ID]int{}}
}

// StepError says which step of a builder could not be taken and why.
type StepError struct {
	Step   string   // as one would say it: "in operative 3(b), replace «should»"
	Pos    diag.Pos // of the clause in the base's text; zero if there is none
	Advice string
	Err    error // may be an *[AmbiguousError]
}

func (e *StepError) Error() string {
	s := "amend: " + e.Step + ": " + e.Err.Error()
	if e.Pos.Line > 0 {
		s = "amend: " + e.Pos.String() + ": " + e.Step + ": " + e.Err.Error()
	}
	if e.Advice != "" {
		s += "; " + e.Advice
	}
	return s
}

// Unwrap returns the cause.
func (e *StepError) Unwrap() error { return e.Err }

// Causes of a [StepError].
var (
	ErrNoLabel   = errors.New("the base has no such clause")
	ErrTwoLabels = errors.New("several clauses have this label")
	ErrNoWords   = errors.New("the words do not stand in this clause")
	ErrOccurs    = errors.New("the words do not occur so often in this clause")
	ErrNoNext    = errors.New("no clause follows that it could be joined with")
	ErrUnder     = errors.New("the clause has others under it; move or suppress them first")
	ErrInto      = errors.New("a clause cannot be moved into itself")
	ErrUnlabeled = errors.New("the clause has no label")
)

// Amendments returns what was built, in the order of the steps. err joins the
// errors of all steps that could not be taken; their amendments are missing.
func (b *Builder) Amendments() ([]Amendment, error) { return b.out, errors.Join(b.errs...) }

// Forget drops the errors of the steps so far.
func (b *Builder) Forget() *Builder {
	b.errs = nil
	return b
}

// Exactly makes the steps after it take the texts of new clauses to the byte:
// no layout is added.
func (b *Builder) Exactly(on bool) *Builder {
	b.exact = on
	return b
}

// In turns to the clause with a label path.
func (b *Builder) In(label string) *Step {
	s := &Step{b: b, said: "in " + label}
	s.path, s.c = b.lookup(s, label)
	return s
}

// At turns to the clause with an id.
func (b *Builder) At(id clause.ID) *Step {
	s := &Step{b: b, said: "in clause " + id.String()}
	path, c, ok := b.base.Find(id)
	if !ok {
		s.fail(ErrNoLabel, "name a clause of the base version")
		return s
	}
	s.path, s.c = path, c
	return s
}

// Alternative proposes another text for the whole document.
func (b *Builder) Alternative(text string) *Builder {
	all := b.base.Render()
	return b.add(Amendment{
		Op: Alternative, Text: text,
		Target: Target{Clause: b.base.Root().ID(), Range: span(0, len(all)), Quote: all},
	})
}

// InsertAfter puts a new clause after the named one and all under it. Without
// a label the clause comes first in the document. Layout that text lacks is
// taken from the clause before it.
func (b *Builder) InsertAfter(label, text string) *Builder {
	s := &Step{b: b, said: "after " + label + " insert"}
	if label == "" {
		root := b.base.Root()
		return b.insertAt(b.place(root.ID(), clause.Path{}), root, text)
	}
	if s.path, s.c = b.lookup(s, label); s.c == nil {
		return b
	}
	return b.insertAt(b.place(lastUnder(s.c).ID(), s.path), s.c, text)
}

// InsertBefore puts a new clause before the named one.
func (b *Builder) InsertBefore(label, text string) *Builder {
	s := &Step{b: b, said: "before " + label + " insert"}
	if s.path, s.c = b.lookup(s, label); s.c == nil {
		return b
	}
	return b.insertAt(b.place(b.before(s.path).ID(), s.path), s.c, text)
}

// place is the next point after a clause, for what is to stand beside the
// clause at a path: under the same heading.
func (b *Builder) place(after clause.ID, beside clause.Path) Place {
	to := Place{After: after, Order: b.order[after]}
	b.order[after]++
	for p := beside; len(p) > 0; {
		p = p.Parent()
		if up := b.base.Clause(p); up.Source() != "" {
			to.Under = up.ID()
			break
		}
	}
	return to
}

func (b *Builder) insertAt(to Place, like *clause.Clause, text string) *Builder {
	_, prev, _ := b.base.Find(to.After)
	if !b.exact {
		text = paragraph(text, like, prev)
	}
	return b.add(Amendment{Op: Insert, To: to, Text: text})
}

// paragraph gives a text the layout of a clause that it is to stand next to.
func paragraph(text string, like, prev *clause.Clause) string {
	src := like.Source()
	body := strings.Trim(text, "\r\n")
	lead := src[:len(src)-len(strings.TrimLeft(src, " \t"))]
	if strings.TrimLeft(body, " \t") == body {
		body = lead + body
	}
	end := src[like.TextSpan().End:]
	if !strings.Contains(end, "\n") {
		end = "\n"
	}
	if before := prev.Source(); before != "" && !strings.HasSuffix(before, "\n") {
		return end + body // after a last line that does not end
	}
	return body + end
}

// before returns the clause whose own source ends where the clause at p starts.
func (b *Builder) before(p clause.Path) *clause.Clause {
	if p.Index() == 0 {
		return b.base.Clause(p.Parent())
	}
	return lastUnder(b.base.Clause(p.Parent().Child(p.Index() - 1)))
}

// lastUnder returns the last clause in document order of c and all under it.
func lastUnder(c *clause.Clause) *clause.Clause {
	for c.Len() > 0 {
		c = c.Child(c.Len() - 1)
	}
	return c
}

func (b *Builder) lookup(s *Step, label string) (clause.Path, *clause.Clause) {
	switch at := b.labels.Lookup(label); len(at) {
	case 0:
		s.fail(fmt.Errorf("%w: %q", ErrNoLabel, label), "write it as the document prints it, such as \"operative 3(b)\" or \"heading/3\"")
	case 1:
		return at[0], b.base.Clause(at[0])
	default:
		names := make([]string, len(at))
		for i, p := range at {
			names[i] = fmt.Sprintf("%q", b.labels.Of(p))
		}
		s.fail(ErrTwoLabels, "name one of "+strings.Join(names, ", "))
	}
	return nil, nil
}

func (b *Builder) add(a Amendment) *Builder {
	common := b.like
	common.Op, common.Target, common.To, common.Text = a.Op, a.Target, a.To, a.Text
	common.ID = contentID(common)
	b.out = append(b.out, common)
	return b
}
