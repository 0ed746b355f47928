package bracket_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/bidi"

	"github.com/rollingtext/rollingtext/bracket"
)

// sides returns in which direction each bracket of a line is set, in the
// order of the text: 'R' or 'L'.
func sides(t *testing.T, line string, dir bidi.Direction) string {
	var p bidi.Paragraph
	_, err := p.SetString(line, bidi.DefaultDirection(dir))
	require.NoError(t, err)
	o, err := p.Order()
	require.NoError(t, err)
	runes := []rune(line)
	at := make([]byte, len(runes)) // runs count runes
	for i := range o.NumRuns() {
		run := o.Run(i)
		start, end := run.Pos()
		for k := start; k <= end; k++ {
			at[k] = 'L'
			if run.Direction() == bidi.RightToLeft {
				at[k] = 'R'
			}
		}
	}
	var out []byte
	for i, r := range runes {
		if r == '[' || r == ']' {
			out = append(out, at[i])
		}
	}
	return string(out)
}

func TestIsolatesKeepBracketsInTheDirectionOfTheLine(t *testing.T) {
	isolated := bracket.UN
	isolated.Style.Isolates = true
	for _, c := range []struct {
		text, want string
		dir        bidi.Direction
	}{
		{"تدعو [EU: the Council] [G77: the Committee] إلى", "RRRR", bidi.RightToLeft},
		{"invites [EU: المجلس] [G77: اللجنة] to", "LLLL", bidi.LeftToRight},
	} {
		written, lost := bracket.Write(bracket.Parse(c.text, bracket.Options{}), isolated)
		require.Empty(t, lost)
		require.Equal(t, c.want, sides(t, written, c.dir), "%q", written)
	}
	require.Equal(t, "RLLR", sides(t, "تدعو [EU: the Council] [G77: the Committee] إلى", bidi.RightToLeft), "without them two brackets move")
	plain, _ := bracket.Write(bracket.Parse("[EU: المجلس]", bracket.Options{}), bracket.UN)
	require.Equal(t, "[EU: المجلس]", plain, "no isolates unless asked for")
}
