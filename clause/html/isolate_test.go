package html

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

// reference gives the runs of the other direction by the bidi algorithm of
// x/text. It serves for right-to-left paragraphs, and for left-to-right ones
// without numbers: it does not tell their levels apart from plain text. It
// does not serve for brackets: x/text v0.44.0 compares an opening with its
// closing bracket by code point, so none pair and rule N0 never applies.
func reference(t require.TestingT, s string, base Dir) []string {
	var p bidi.Paragraph
	const mark = "\u200e"
	opt := bidi.DefaultDirection(bidi.RightToLeft)
	if base == LTR {
		s = mark + s
		opt = bidi.DefaultDirection(bidi.LeftToRight)
	}
	_, err := p.SetString(s, opt)
	require.NoError(t, err)
	o, err := p.Order()
	require.NoError(t, err)
	var out []string
	for i := range o.NumRuns() {
		r := o.Run(i)
		if (r.Direction() == bidi.RightToLeft) != (base == RTL) && strings.Trim(r.String(), "0123456789١٢٣") != "" {
			out = append(out, r.String())
		}
	}
	return out
}

func isolated(s string, base Dir) []string {
	var r resolver
	found, _ := r.find(s, base)
	var out []string
	for _, f := range found {
		out = append(out, s[f.start:f.end])
	}
	return out
}

func TestIsolatedRunsAreThoseOfTheUnicodeBidiAlgorithm(t *testing.T) {
	for _, base := range []Dir{RTL, LTR} {
		pieces := []string{"a", "WSIS", "ع", "نص", "ש", " ", " ", "،", ",", ".", "-", "+", "/", ":", "%", "$", "–", "\u200f"}
		if base == RTL {
			pieces = append(pieces, "1", "20", "٣", "١٢")
		}
		t.Run(base.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 14).Draw(t, "s"), "")
				require.Equal(t, reference(t, s, base), isolated(s, base), "%q", s)
			})
		})
	}
}

func TestWhatIsIsolated(t *testing.T) {
	for _, c := range []struct {
		s    string
		base Dir
		want []string
	}{
		{"القمة العالمية (WSIS+10) بشأن", RTL, []string{"WSIS+10"}},
		{"فريق CWG-WSIS&SDG (UN Women) في 2025", RTL, []string{"CWG-WSIS&SDG (UN Women)"}},
		{"للفترة 2023-2022 في", RTL, nil}, // in one stretch the years would change places
		{"قرارها 70/125 ، قد", RTL, []string{"70/125"}},
		{"الساعة 12:15-11:15]", RTL, []string{"12:15", "11:15"}},
		{"في عام 2025", RTL, nil},
		{"the Arabic “نص ٣” here", LTR, []string{"نص ٣"}},
		{"in עברית 10% more", LTR, []string{"עברית 10%"}},
		{"article ١٢-١٣ here", LTR, []string{"١٢-١٣"}},
		{"in 2023-2022 only", LTR, nil},
		{"مُذكِّر e\u0301a\u0301 نص", RTL, []string{"e\u0301a\u0301 "[:6]}},
		{"中文，文本", LTR, nil},
		// Brackets, rule N0: with the word before them, with the paragraph, or apart.
		{"ع a(b) ع", RTL, []string{"a(b)"}},
		{"ع (a) b ع", RTL, []string{"a", "b"}},
		{"ع a(ع b) ع", RTL, []string{"a", "b"}},
		{"a ע(ש) b", LTR, []string{"ע(ש)"}},
		{"a ע[ש(ע)] b", LTR, []string{"ע[ש(ע)]"}},
		{"a (ע) ש b", LTR, []string{"ע", "ש"}},
		{"a ע〈ש〉 b", LTR, []string{"ע〈ש〉"}},
		{"a ע(ש] b", LTR, []string{"ע(ש"}},
		{"ש $10 ש 5% ש", RTL, []string{"$10", "5%"}},
		{"", RTL, nil},
		{"\xffنص\xff", LTR, []string{"نص"}},
		{"نص\u2029abc נ", RTL, []string{"abc"}},
	} {
		require.Equal(t, c.want, isolated(c.s, c.base), c.s)
	}
}

func TestExplicitDirectionsAreLeftToTheAuthor(t *testing.T) {
	var r resolver
	for _, s := range []string{"a\u202eb", "نص \u2066abc\u2069"} {
		_, ok := r.find(s, RTL)
		require.False(t, ok, s)
	}
}
