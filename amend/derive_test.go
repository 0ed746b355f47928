package amend

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/internal/drafts"
)

func parse(s string) *clause.Document {
	doc, _ := clause.Parse(s, clause.Options{})
	return doc
}

func TestDerivedAmendmentsGiveTheCopy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(drafts.Lines, 0, 14).Draw(t, "base")
		base := parse(strings.Join(list, ""))
		copied := drafts.Edited(t, list, 5)
		d := deriver{l: NewLayout(base), edited: parse(copied), text: copied, like: Amendment{Base: base.Version()}}
		d.aligned()
		require.True(t, d.exact(), "without falling back on the bare text")
		got, err := Apply(base, Derive(base, parse(copied), Amendment{Sponsors: []string{"EU"}}))
		require.NoError(t, err)
		require.Equal(t, copied, got)
	})
}

func TestBareTextsAreComparedExactlyToo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(drafts.Lines, 0, 14).Draw(t, "base")
		base := parse(strings.Join(list, ""))
		copied := drafts.Edited(t, list, 5)
		d := deriver{l: NewLayout(base), edited: parse(copied), text: copied, like: Amendment{Base: base.Version()}}
		d.bare()
		require.True(t, d.exact())
	})
}

// Cases that were once derived by falling back on the bare text.
func TestAMovedParagraphLikeOthersIsFoundWhereItWent(t *testing.T) {
	base := parse("recalling\n1\tto continue the work on the review;\na)\tthe first resolution of the Council;\nrecalling\nrecalling\n2\tto continue the work;\n")
	copied := "recalling\nrecalling\na)\tthe first resolution of the Council;\n1\tto continue the work on the review;\nrecalling\n2\tto\ncontinue the work;\n"
	d := deriver{l: NewLayout(base), edited: parse(copied), text: copied, like: Amendment{Base: base.Version()}}
	d.aligned()
	require.True(t, d.exact())
}

func derived(t require.TestingT, base, copied string) []string {
	var out []string
	for _, a := range Derive(parse(base), parse(copied), Amendment{}) {
		s := a.Form()
		if a.Follows {
			s = "follows"
		}
		out = append(out, s)
	}
	got, err := Apply(parse(base), Derive(parse(base), parse(copied), Amendment{}))
	require.NoError(t, err)
	require.Equal(t, copied, got)
	return out
}

const council = "The Council,\n\nrecalling\na)\tits first resolution on the work of the review;\nb)\tits second resolution on the report of the group,\n\nresolves\n1\tto continue the work on the review of the plan;\n2\tto report to the next session of the Council;\n3\tto invite all Member States to take part,\n"

func TestEachEditIsOneAmendment(t *testing.T) {
	edit := func(old, new string) string { return strings.Replace(council, old, new, 1) }
	for _, c := range []struct {
		copied string
		want   []string
	}{
		{edit("continue", "extend"), []string{"replace"}},
		{edit("the next session", "the session"), []string{"delete words"}},
		{edit("the work on", "all the work on"), []string{"insert words"}},
		{edit("2\tto report to the next session of the Council;\n3", "2"), []string{"delete", "follows"}},
		{edit("2\tto report", "2\tto thank everybody;\n3\tto report"), []string{"follows", "insert"}},
		{edit("\n\nresolves", "\nc)\tits third decision,\n\nresolves"), []string{"insert"}},
		{edit("review of", "review;\n2\tof"), []string{"split"}},
	} {
		require.Equal(t, c.want, derived(t, council, c.copied), c.copied)
	}
}

func TestMovedAndRewordedIsOneMoveAndOneRewording(t *testing.T) {
	copied := strings.Replace(council, "b)\tits second resolution on the report of the group,\n", "", 1)
	copied = strings.Replace(copied, "a)\t", "a)\tits second decision on the report of the group,\nb)\t", 1)
	require.ElementsMatch(t, []string{"move", "replace", "follows", "follows"}, derived(t, council, copied))
}

func TestChoosingAnOptionOfTheBaseIsAPick(t *testing.T) {
	raw, err := os.ReadFile("../clause/testdata/c23-71-ar.txt")
	require.NoError(t, err)
	base := string(raw)
	const a = "[باب المشاركة فيها مفتوح لجميع أصحاب المصلحة في القمة العالمية لمجتمع المعلومات]"
	const b = "[ينبغي أن تكون حكومية دولية وشاملة لجميع أصحاب المصلحة، بحسب دور كلّ منهم]"
	for _, chosen := range []string{a, b} {
		copied := strings.Replace(base, a+" "+b, strings.Trim(chosen, "[]"), 1)
		require.NotEqual(t, base, copied)
		require.Equal(t, []string{"pick"}, derived(t, base, copied))
	}
	open, shut := strings.LastIndex(base, " ["), strings.LastIndex(base, "]")
	in, out := base[:open]+" "+base[open+2:shut]+base[shut+1:], base[:open]+base[shut+1:]
	require.Equal(t, []string{"pick"}, derived(t, base, in))
	require.Equal(t, []string{"pick"}, derived(t, base, out))
}

func FuzzDerive(f *testing.F) {
	f.Add(council, strings.Replace(council, "b)", "c)", 1))
	f.Add("a\nb", "a\nb\nc")
	f.Fuzz(func(t *testing.T, base, copied string) {
		got, err := Apply(parse(base), Derive(parse(base), parse(copied), Amendment{}))
		require.NoError(t, err)
		require.Equal(t, copied, got)
	})
}
