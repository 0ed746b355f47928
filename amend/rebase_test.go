package amend

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
)

// applied is a plain second opinion on what amendments without a move give:
// cut and paste by offsets of the base.
func applied(t require.TestingT, base *clause.Document, list ...Amendment) (string, bool) {
	type cut struct {
		at, end, rank, order int
		text                 string
	}
	var cuts []cut
	for _, a := range list {
		require.Equal(t, base.Version(), a.Base, "an amendment names its base")
		id := a.Target.Clause
		if a.Op == Insert {
			id = a.To.After
		}
		path, c, ok := base.Find(id)
		require.True(t, ok)
		at := base.Offset(path)
		switch a.Op {
		case Insert:
			end := at + len(c.Source())
			cuts = append(cuts, cut{end, end, 1, a.To.Order, a.Text})
		case Delete:
			cuts = append(cuts, cut{at, at + c.Size(), 3, 0, ""})
		default:
			r := a.Target.Range
			require.Equal(t, a.Target.Quote, r.Of(base.Render()[at:]))
			rank := 3
			if r.Len() == 0 && r.Start == 0 {
				rank = 2
			} else if r.Len() == 0 {
				rank = 0
			}
			cuts = append(cuts, cut{at + r.Start, at + r.End, rank, 0, a.Text})
		}
	}
	slices.SortFunc(cuts, func(a, b cut) int {
		return cmp.Or(a.at-b.at, a.rank-b.rank, a.order-b.order, strings.Compare(a.text, b.text))
	})
	var b strings.Builder
	text, pos := base.Render(), 0
	for i, c := range cuts {
		if c.at < pos || i > 0 && c.rank != 1 && c.at == c.end && cuts[i-1].at == c.at && cuts[i-1].rank == c.rank {
			return "", false // they compete
		}
		b.WriteString(text[pos:c.at] + c.text)
		pos = c.end
	}
	return b.String() + text[pos:], true
}

// adopt makes the new base that an amendment gives; ids stay.
func adopt(t require.TestingT, base *clause.Document, a Amendment) *clause.Document {
	id := a.Target.Clause
	if a.Op == Insert {
		id = a.To.After
	}
	path, c, ok := base.Find(id)
	require.True(t, ok)
	var err error
	next := base
	switch a.Op {
	case Insert:
		at := clause.Path{0}
		if len(path) > 0 {
			at = path.Parent().Child(path.Index() + 1)
		}
		next, err = base.Insert(at, clause.New(uuid.NewSHA1(a.ID, nil), clause.Paragraph, a.Text))
	case Delete:
		next, err = base.Remove(path)
	default:
		r := a.Target.Range
		next, err = base.Replace(path, c.WithSource(c.Source()[:r.Start]+a.Text+c.Source()[r.End:]))
	}
	require.NoError(t, err)
	return next
}

func drawAmendment(t *rapid.T, d *tracked, doc *clause.Document, sponsor string) Amendment {
	p := d.paras[rapid.IntRange(0, len(d.paras)-1).Draw(t, "clause")]
	i := rapid.IntRange(0, len(p.words)-1).Draw(t, "from")
	j := rapid.IntRange(i, min(len(p.words), i+5)).Draw(t, "to")
	b := &Builder{base: doc, like: Amendment{Base: doc.Version(), Sponsors: []string{sponsor}}}
	_, c, _ := doc.Find(p.id)
	texts := append([]string{"new", "old words", sponsor}, vocabulary...)
	text := rapid.SampledFrom(texts).Draw(t, "text")
	r := p.span(i, j)
	switch rapid.SampledFrom([]string{"replace", "replace", "insert words", "delete words", "insert", "delete"}).Draw(t, "op") {
	case "replace":
		if i == j {
			r = p.span(i, i+1)
		}
		b.add(Amendment{Target: b.target(nil, c, r), Text: text})
	case "insert words":
		r.End = r.Start
		b.add(Amendment{Target: b.target(nil, c, r), Text: text + " "})
	case "delete words":
		if i == j {
			r = p.span(i, i+1)
		}
		r.End = min(r.End+1, len(c.Source())-1)
		b.add(Amendment{Target: b.target(nil, c, r)})
	case "insert":
		b.add(Amendment{Op: Insert, To: Place{After: p.id}, Text: text + "\n"})
	case "delete":
		b.add(Amendment{Op: Delete, Target: Target{Clause: p.id}})
	}
	return b.out[0]
}

// Adopting A and rebasing B is merging {A, B} and deciding for A; where they
// do not go together it is a conflict with both sides in it.
func TestRebaseAfterAdoptionIsMerging(t *testing.T) {
	seen := map[Outcome]int{}
	rapid.Check(t, func(t *rapid.T) {
		d := drawTracked(t)
		base := d.document()
		a, b := drawAmendment(t, d, base, "A"), drawAmendment(t, d, base, "B")
		next := adopt(t, base, a)
		out := Rebase(base, next, []Amendment{a}, []Amendment{b})
		require.Len(t, out, 1)
		seen[out[0].Outcome]++
		merged, together := applied(t, base, a, b)
		switch out[0].Outcome {
		case Conflicting:
			c := out[0].Conflict
			require.False(t, together && a.Op != Delete && b.Op != Delete, "a conflict where nothing competes: %v", c.Err)
			require.Error(t, c.Err)
			require.Empty(t, out[0].Now)
		case Incorporated:
			require.Empty(t, out[0].Now)
			alone, _ := applied(t, base, b)
			both, ok := applied(t, base, a)
			require.True(t, ok)
			if !together || merged != both {
				require.True(t, alone == both || a.Op == Delete || b.Op == Delete || a.Op == Replace, "what is incorporated is there")
			}
		default:
			for _, n := range out[0].Now {
				require.Equal(t, b.ID, n.ID)
			}
			got, ok := applied(t, next, out[0].Now...)
			require.True(t, ok)
			if together && out[0].Outcome != Partly {
				require.Equal(t, merged, got)
			}
		}
	})
	t.Log(seen)
}

// What was built on nothing that changed is as it was.
func TestRebaseOntoTheSameBaseChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTracked(t)
		base := d.document()
		a := drawAmendment(t, d, base, "A")
		out := Rebase(base, base, nil, []Amendment{a})
		require.Equal(t, []Rebased{{Was: a, Now: []Amendment{a}}}, out)
	})
}

func onePara(src string) (*clause.Document, clause.ID) {
	id := uuid.NewSHA1(clause.RootID, []byte("p"))
	return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", clause.New(id, clause.Paragraph, src))), id
}

// Each outcome has its case.
func TestRebaseOutcomes(t *testing.T) {
	const src = "The Council invites all members to report on the plan in due course and to share data.\n"
	base, id := onePara(src)
	for _, c := range []struct {
		now  string
		want Outcome
	}{
		{src, Unchanged},
		{strings.Replace(src, "The Council", "The Council of the Union, at its session in Geneva,", 1), MovedPosition},
		{strings.Replace(src, "to report on", "to write on", 1), ChangedContext},
		{strings.Replace(src, "the plan", "the programme", 1), Incorporated},
		{strings.Replace(src, "the plan", "the budget", 1), Conflicting},
	} {
		next, _ := onePara(c.now)
		list, err := Build(base, Amendment{}).At(id).Replace("plan", "programme").Amendments()
		require.NoError(t, err)
		out := Rebase(base, next, nil, list)[0]
		assert.Equal(t, c.want, out.Outcome, c.now)
		if c.want == Conflicting {
			assert.Equal(t, src, out.Conflict.Base)
			assert.Equal(t, c.now, out.Conflict.New)
			assert.Equal(t, strings.Replace(src, "plan", "programme", 1), out.Conflict.Proposed)
			resolved := strings.Replace(c.now, "budget", "programme budget", 1)
			a, ok := out.Conflict.Resolve(resolved)
			require.True(t, ok)
			assert.Equal(t, list[0].ID, a.ID)
			got, ok := applied(t, next, a)
			require.True(t, ok)
			assert.Equal(t, resolved, got)
			_, ok = out.Conflict.Resolve(c.now)
			assert.False(t, ok)
		}
	}
}

// Part of an amendment is adopted and the rest lives on under the same id.
func TestPartialAdoptionLeavesTheRest(t *testing.T) {
	const src = "The Council invites all members to report on the plan in due course.\n"
	base, id := onePara(src)
	list, err := Build(base, Amendment{Sponsors: []string{"EU"}}).At(id).
		Replace("invites all members to report on the plan", "urges all members to report on the programme").Amendments()
	require.NoError(t, err)
	parts := Divide(list[0])
	require.Len(t, parts, 2)
	whole, _ := applied(t, base, list[0])
	both, ok := applied(t, base, parts...)
	require.True(t, ok)
	require.Equal(t, whole, both)

	next := adopt(t, base, parts[0])
	out := Rebase(base, next, nil, list)[0]
	assert.Equal(t, Partly, out.Outcome)
	require.Len(t, out.Now, 1)
	assert.Equal(t, list[0].ID, out.Now[0].ID)
	assert.Equal(t, 2, out.Now[0].Part)
	got, _ := applied(t, next, out.Now...)
	assert.Equal(t, whole, got)
}

func ExampleRebase() {
	base, id := onePara("The Council invites members to report.\n")
	next, _ := onePara("The Council also invites members to speak.\n")
	list, _ := Build(base, Amendment{Sponsors: []string{"EU"}}).
		At(id).Replace("invites", "urges").
		At(id).Replace("report", "report in full").
		At(id).Replace("report", "speak").
		Amendments()
	for _, r := range Rebase(base, next, nil, list) {
		fmt.Println(r.Was.Text, "-", r.Outcome)
		if r.Conflict != nil {
			fmt.Printf("%s%s%s", r.Conflict.Base, r.Conflict.New, r.Conflict.Proposed)
		}
	}
	// Output:
	// urges - changed context
	// report in full - conflict
	// The Council invites members to report.
	// The Council also invites members to speak.
	// The Council invites members to report in full.
	// speak - incorporated
}

// What was to stand after a clause that moved away stays where it was to
// stand; two moves of one clause are one, or a conflict.
func TestRebaseAfterAMove(t *testing.T) {
	d := &tracked{}
	for i := range 4 {
		d.paras = append(d.paras, para{uuid.NewSHA1(clause.RootID, []byte{byte(i)}), []word{d.fresh()}})
	}
	base := d.document()
	id := func(i int) clause.ID { return d.paras[i].id }
	like := Amendment{Base: base.Version()}
	made := func(a Amendment) Amendment { return (&Builder{base: base, like: like}).add(a).out[0] }
	move := made(Amendment{Op: Move, Target: Target{Clause: id(1)}, To: Place{After: id(3)}})
	next, err := base.Move(clause.Path{1}, clause.Path{4})
	require.NoError(t, err)

	open := []Amendment{
		made(Amendment{Op: Insert, To: Place{After: id(1)}, Text: "between\n"}),
		made(Amendment{Op: Move, Target: Target{Clause: id(1)}, To: Place{After: id(3)}}),
		made(Amendment{Op: Move, Target: Target{Clause: id(1)}, To: Place{After: clause.RootID}}),
		made(Amendment{Op: Move, Target: Target{Clause: id(2)}, To: Place{After: id(1)}}),
	}
	set, report := NewOpen(base, open).Rebase(next, []Amendment{move})
	require.Equal(t, 2, set.Len())
	got := map[uuid.UUID]Rebased{}
	for _, r := range report {
		got[r.Was.ID] = r
	}
	assert.Equal(t, id(0), got[open[0].ID].Now[0].To.After)
	assert.Equal(t, MovedPosition, got[open[0].ID].Outcome)
	assert.Equal(t, Incorporated, Rebase(base, next, []Amendment{move}, open[1:2])[0].Outcome)
	assert.ErrorIs(t, got[open[2].ID].Conflict.Err, ErrElsewhere)
	assert.Equal(t, id(0), got[open[3].ID].Now[0].To.After)
}

func ExampleFinder() {
	base, id := onePara("Members shall report, and observers shall listen.\n")
	next, _ := onePara("All members shall report, and observers shall listen.\n")
	f := NewFinder(base, next)
	found, err := f.Find(Target{Clause: id, Range: span(36, 5), Quote: "shall"})
	fmt.Println(found.Range, found.How, err)
	gone, _ := onePara("Members report.\n")
	_, err = NewFinder(base, gone).Find(Target{Clause: id, Range: span(8, 5), Quote: "shall"})
	fmt.Println(errors.Is(err, ErrGone))
	// Output:
	// {40 45} by quotation <nil>
	// true
}

func ExampleNewOpen() {
	base, id := onePara("The Council invites members to report.\n")
	next, _ := onePara("The Council of the Union invites members to report.\n")
	list, _ := Build(base, Amendment{Sponsors: []string{"EU"}}).At(id).Replace("report", "speak").Amendments()
	open, report := NewOpen(base, list).Rebase(next, nil)
	for a := range open.All() {
		fmt.Println(a.Target.Range, a.Base == next.Version(), report[0].Outcome)
	}
	// Output:
	// {44 50} true changed context
}
