package amend_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

const draft = `The General Assembly,

Recalling its resolution 70/125,

Noting the report of the Secretary-General,

1. Decides to convene a meeting;

2. Invites members to report, and to report again;

3. Requests the Secretary-General:

(a) to report;

(b) to submit a plan that should be costed;

4. Decides to remain seized of the matter.
`

func parse(t testing.TB, src string) *clause.Document {
	doc, _ := clause.Parse(src, clause.Options{})
	if t != nil {
		require.Equal(t, src, doc.Render())
	}
	return doc
}

func ExampleBuild() {
	base := parse(nil, draft)
	list, err := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}).
		In("operative 3(b)").Replace("should", "shall").
		In("operative 2").Nth(2).Delete("report").
		InsertAfter("operative 1", "1 bis. Stresses the need for it;").
		In("operative 4").Suppress().
		In("operative 5").Suppress().
		Amendments()
	for _, a := range list {
		fmt.Printf("%s %q %q\n", a.Form(), a.Target.Quote, a.Text)
	}
	fmt.Println(err)
	// Output:
	// replace "should" "shall"
	// delete words " report" ""
	// insert "" "1 bis. Stresses the need for it;\n\n"
	// delete "" ""
	// amend: in operative 5: the base has no such clause: "operative 5"; write it as the document prints it, such as "operative 3(b)" or "heading/3"
}

// Words that occur twice are refused with both places.
func TestBuilderRefusesRepeatedWords(t *testing.T) {
	base := parse(t, draft)
	_, err := amend.Build(base, amend.Amendment{}).In("operative 2").Replace("report", "speak").Amendments()
	var step *amend.StepError
	require.ErrorAs(t, err, &step)
	assert.Equal(t, 9, step.Pos.Line)
	var ambiguous *amend.AmbiguousError
	require.ErrorAs(t, err, &ambiguous)
	assert.Len(t, ambiguous.Candidates, 2)
}

// Every step that cannot be taken says what to do.
func TestBuilderErrorsAreTyped(t *testing.T) {
	base := parse(t, draft)
	for _, c := range []struct {
		step func(*amend.Builder) *amend.Builder
		want error
	}{
		{func(b *amend.Builder) *amend.Builder { return b.In("operative 9").Suppress() }, amend.ErrNoLabel},
		{func(b *amend.Builder) *amend.Builder { return b.In("operative 1").Replace("meet", "x") }, amend.ErrNoWords},
		{func(b *amend.Builder) *amend.Builder { return b.In("operative 2").Nth(3).Delete("report") }, amend.ErrOccurs},
		{func(b *amend.Builder) *amend.Builder { return b.In("operative 4").Join() }, amend.ErrNoNext},
		{func(b *amend.Builder) *amend.Builder { return b.In("operative 3").Join() }, amend.ErrUnder},
		{func(b *amend.Builder) *amend.Builder { return b.In("operative 3").MoveAfter("operative 3(a)") }, amend.ErrInto},
		{func(b *amend.Builder) *amend.Builder { return b.In("preambular 1").Relabel("1") }, amend.ErrUnlabeled},
	} {
		list, err := c.step(amend.Build(base, amend.Amendment{})).Amendments()
		require.ErrorIs(t, err, c.want)
		assert.Empty(t, list)
		var step *amend.StepError
		assert.True(t, errors.As(err, &step))
	}
}

// A split or a join is named by what it does.
func TestFormNamesSplitAndJoin(t *testing.T) {
	base := parse(t, draft)
	list, err := amend.Build(base, amend.Amendment{}).
		In("operative 2").Split("members to report,").
		In("operative 1").Join().
		In("operative 1").Relabel("1 bis").
		In("operative 1").InsertAfter("convene", "soon").
		Alternative("Other.\n").
		Amendments()
	require.NoError(t, err)
	forms := make([]string, len(list))
	for i, a := range list {
		forms[i] = a.Form()
	}
	assert.Equal(t, []string{"split", "join", "relabel", "insert words", "alternative"}, forms)
	assert.Equal(t, "\n\n", list[0].Text)
	assert.Equal(t, "\n\n2.", list[1].Target.Quote)
	assert.Equal(t, "1 bis. ", list[2].Text)
}

// Words that only look like those of the base are not taken for them.
func TestBuilderDoesNotMatchWhatOnlyLooksAlike(t *testing.T) {
	base := parse(t, "1. Decides to pay 10\u00a0000 francs;\n")
	_, err := amend.Build(base, amend.Amendment{}).In("paragraph 1").Replace("10 000", "20 000").Amendments()
	if errors.Is(err, amend.ErrNoLabel) {
		_, err = amend.Build(base, amend.Amendment{}).In("operative 1").Replace("10 000", "20 000").Amendments()
	}
	require.ErrorIs(t, err, amend.ErrNoWords)
	assert.ErrorContains(t, err, "cannot be seen")
}

func ExampleDivide() {
	base := parse(nil, draft)
	list, _ := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}).
		In("operative 3(b)").Replace("submit a plan that should", "table a plan that shall").Amendments()
	for _, p := range amend.Divide(list[0]) {
		fmt.Printf("part %d: %q -> %q\n", p.Part, p.Target.Quote, p.Text)
	}
	// Output:
	// part 1: "submit" -> "table"
	// part 2: "should" -> "shall"
}
