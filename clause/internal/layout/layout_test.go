package layout

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
)

func TestTextIsCutAtBlankLinesOrAtAllLineEnds(t *testing.T) {
	for _, c := range []struct {
		in         string
		soft, hard []string
	}{
		{"", nil, nil},
		{" \n\u00a0\n", nil, nil},
		{"a", []string{"a"}, []string{"a"}},
		{" a \n b\n\n\n c \n", []string{"a\nb", "c"}, []string{"a", "b", "c"}},
	} {
		require.Equal(t, c.soft, Cut(c.in, false), c.in)
		require.Equal(t, c.hard, Cut(c.in, true), c.in)
	}
}

func TestCleanTextStaysAndWhatIsReplacedIsReported(t *testing.T) {
	require.Equal(t, "a\nb\nc\td e\ufffdf\ufffdg\ufffd", Clean("a\r\nb\rc\td\fe\x00f\xffg\ufffe"))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "b")) })).Draw(t, "s")
		clean := Clean(s)
		require.True(t, utf8.ValidString(clean))
		require.Equal(t, clean, Clean(clean))
		n := 0
		Unfit(s, func(start, end int) {
			n++
			require.Less(t, start, end)
		})
		require.Equal(t, strings.Count(s, "\ufffd")+n, strings.Count(clean, "\ufffd"))
	})
}

func TestHeadingsAreThoseOfTheITU(t *testing.T) {
	item := clause.New(clause.ID{}, clause.Item, "x")
	for src, want := range map[string]bool{
		"recalling\n": true, "recalling:\n": false, "Recalling x,\n": false, "1. Decides\n": false,
		strings.Repeat("long ", 60): false,
	} {
		require.Equal(t, want, IsHeading(clause.New(clause.ID{}, clause.Operative, src, item)), src)
	}
	require.False(t, IsHeading(clause.New(clause.ID{}, clause.Operative, "recalling")), "nothing under it")
	require.False(t, IsHeading(clause.New(clause.ID{}, clause.Item, "recalling", item)), "an item")
}
