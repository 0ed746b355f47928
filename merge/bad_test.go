package merge

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
)

// TestBadInputIsNamedAndTheOthersAreNotLost gives Merge one good amendment and
// one bad one of each kind.
func TestBadInputIsNamedAndTheOthersAreNotLost(t *testing.T) {
	l, good := threeLines()
	for name, c := range map[string]struct {
		spoil func(a *amend.Amendment)
		cause error
	}{
		"unknown clause":  {func(a *amend.Amendment) { a.Target.Clause = uuid.Max }, amend.ErrTarget},
		"older base":      {func(a *amend.Amendment) { a.Base[0]++ }, amend.ErrBase},
		"other words":     {func(a *amend.Amendment) { a.Target.Quote = "six" }, amend.ErrRange},
		"range too long":  {func(a *amend.Amendment) { a.Target.Range.End = 1000 }, amend.ErrRange},
		"range reversed":  {func(a *amend.Amendment) { a.Target.Range.Start = 4 }, amend.ErrRange},
		"negative range":  {func(a *amend.Amendment) { a.Target.Range.Start = -1 }, amend.ErrRange},
		"no such place":   {func(a *amend.Amendment) { a.Op, a.To.After = amend.Insert, uuid.Max }, amend.ErrPlace},
		"nobody proposes": {func(a *amend.Amendment) { a.Sponsors = nil }, ErrNoSponsor},
		"a sponsor twice": {func(a *amend.Amendment) { a.Sponsors = []string{"B", "A", "B"} }, ErrSponsorTwice},
	} {
		t.Run(name, func(t *testing.T) {
			bad := good[1]
			bad.ID = uuid.UUID{7}
			c.spoil(&bad)
			r, err := MergeLayout(l, []amend.Amendment{bad, good[0]}, Options{})
			var where *amend.Error
			require.ErrorAs(t, err, &where)
			require.ErrorIs(t, err, c.cause)
			require.Equal(t, bad.ID, where.Amendment)
			require.Equal(t, bad.Target.Clause, where.Clause)
			require.Equal(t, bad.Target.Range, where.Range)
			require.Len(t, r.Changes(), 1)
			require.Equal(t, good[0].ID, r.Changes()[0].ID)
		})
	}
}

func TestOverlappingPartsOfOneAmendmentAreNamed(t *testing.T) {
	l, good := threeLines()
	x, y := good[0], good[0]
	x.Part, y.Part = 1, 2
	y.Target.Range.Start, y.Target.Quote, y.Text = 1, "ne", "nly"
	r, err := MergeLayout(l, []amend.Amendment{x, y, good[1]}, Options{})
	var self *SelfError
	require.ErrorAs(t, err, &self)
	require.Equal(t, x.ID, self.X.ID)
	require.Equal(t, x.ID, self.Y.ID)
	require.NotEqual(t, self.X.Part, self.Y.Part)
	require.Len(t, r.Changes(), 2)
}

func TestParentsInACircleAreNamed(t *testing.T) {
	l, good := threeLines()
	x, y := good[0], good[1]
	x.ID, y.ID = uuid.UUID{1}, uuid.UUID{2}
	x.Parent, y.Parent = y.ID, x.ID
	r, err := MergeLayout(l, []amend.Amendment{x, y, good[2]}, Options{})
	var sub *amend.SubError
	require.ErrorAs(t, err, &sub)
	require.ErrorIs(t, err, amend.ErrCircle)
	require.Len(t, r.Changes(), 1)
}

func TestAnAmendmentToAnAmendmentIsAppliedToIt(t *testing.T) {
	l, good := threeLines()
	parent := good[0]
	parent.Text = "quite new"
	sub, err := amend.Sub(parent, amend.Amendment{Sponsors: []string{"B"}}, "quite", "very")
	require.NoError(t, err)
	r, err := MergeLayout(l, []amend.Amendment{sub, parent}, Options{})
	require.NoError(t, err)
	require.Len(t, r.Changes(), 1)
	require.Equal(t, "very new", r.Changes()[0].Text)
	_, err = MergeLayout(l, []amend.Amendment{sub, parent}, Options{Rules: amend.Rules{Depth: -1}})
	require.ErrorIs(t, err, amend.ErrDepth)
}
