package bracket_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/bracket"
)

func ExampleWrite() {
	t := bracket.Parse("Funds are [new - EU, G77 retain / old - US].", bracket.Options{})
	text, lost := bracket.Write(t, bracket.Treaty)
	fmt.Println(text, len(lost))
	text, lost = bracket.Write(t, bracket.UNFCCC)
	fmt.Println(text)
	fmt.Println(lost)
	// Output:
	// Funds are [EU/G77 retain: new] [US: old]. 0
	// Funds are [new] [old].
	// 1:12: the convention UNFCCC does not name sponsors; lost: EU, G77 retain
	// 1:35: the convention UNFCCC does not name sponsors; lost: US
}

var sixScripts = map[string]struct{ words, parties []string }{
	"latin":    {[]string{"Parties", "report", "each year,", "à temps;"}, []string{"EU", "G77 and China", "African Group", "US"}},
	"arabic":   {[]string{"الدول", "تقدم", "تقريراً،", "والمجلس"}, []string{"الاتحاد الأوروبي", "المجموعة العربية", "EU"}},
	"han":      {[]string{"各国", "提交", "报告，", "每年"}, []string{"欧盟", "77国集团和中国", "US"}},
	"cyrillic": {[]string{"Стороны", "сообщают,", "ежегодно"}, []string{"ЕС", "Япония", "Группа 77 и Китай"}},
	"indic":    {[]string{"पक्ष", "रिपोर्ट", "करें"}, []string{"EU", "JP"}},
	"thai":     {[]string{"ภาคี", "รายงาน", "ทุกปี"}, []string{"EU", "JP"}},
}

// value draws a bracketed text as nodes, without any notation.
func value(t *rapid.T, words, parties []string, depth int) []bracket.Node {
	var out []bracket.Node
	for i := range rapid.IntRange(1, 3).Draw(t, "parts") {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 4).Draw(t, "words"), " ")
		if i > 0 {
			text = " " + text
		}
		if depth == 0 {
			out = append(out, bracket.NewText(text))
			break
		}
		out = append(out, bracket.NewText(text+" "))
		var options []bracket.Node
		for range rapid.IntRange(1, 3).Draw(t, "options") {
			options = append(options, bracket.NewOption(positions(t, parties), value(t, words, parties, depth-1)...))
		}
		out = append(out, bracket.NewGroup(options...))
	}
	return out
}

func positions(t *rapid.T, parties []string) []bracket.Position {
	names := rapid.SliceOfNDistinct(rapid.SampledFrom(parties), 0, 2, rapid.ID[string]).Draw(t, "sponsors")
	if len(names) == 0 {
		return nil
	}
	stances := []bracket.Stance{"", bracket.Propose, bracket.Retain, bracket.Oppose, bracket.Delete, bracket.Support}
	first := bracket.Position{Parties: names[:1], Stance: rapid.SampledFrom(stances).Draw(t, "stance")}
	if len(names) == 1 {
		return []bracket.Position{first}
	}
	second := bracket.Position{Parties: names[1:], Stance: rapid.SampledFrom(stances).Draw(t, "stance")}
	if second.Stance == first.Stance {
		first.Parties = names
		return []bracket.Position{first}
	}
	return []bracket.Position{first, second}
}

func TestReadingWhatWasWrittenGivesTheSame(t *testing.T) {
	isolated := bracket.UN
	isolated.Style.Isolates = true
	dashed := bracket.UN
	dashed.Style.Place = bracket.Dashed
	parens := bracket.UN
	parens.Style.Place = bracket.Bracket
	for script, s := range sixScripts {
		for _, c := range append(bracket.Conventions(), isolated, dashed, parens) {
			t.Run(script+" "+c.Name, rapid.MakeCheck(func(t *rapid.T) {
				v := bracket.Tree{Nodes: value(t, s.words, s.parties, 2)}
				text, lost := bracket.Write(v, c)
				read := bracket.Parse(text, bracket.Options{Convention: c})
				require.Empty(t, read.Unbalanced)
				require.Equal(t, text, bracket.Render(read))
				if c.Style.Place == bracket.Nowhere {
					for _, d := range lost {
						require.Equal(t, "convention-sponsors", d.Code, "%s in %q", d.Message, text)
					}
					return
				}
				require.Empty(t, lost, "%q", text)
				require.Equal(t, bracket.Meaning(v), bracket.Meaning(read), "%q", text)
			}))
		}
	}
}

func TestWhatCannotBeExpressedIsReported(t *testing.T) {
	for _, c := range []struct {
		text string
		from bracket.Convention
		to   bracket.Convention
		code string
	}{
		{"pay [EU: soon]", bracket.UN, bracket.EUFourColumn, "convention-sponsors"},
		{"The fund [ ] pays.", bracket.EUFourColumn, bracket.UN, "convention-deletion"},
		{"MOD\n5.1", bracket.ITU, bracket.EUFourColumn, "convention-mark"},
		{"[a / b]", bracket.EUFourColumn, bracket.UN, "convention-reading"},
	} {
		_, lost := bracket.Write(bracket.Parse(c.text, bracket.Options{Convention: c.from}), c.to)
		require.NotEmpty(t, lost, c.text)
		require.Equal(t, c.code, lost[0].Code, c.text)
	}
}

func TestEveryShapeSurvivesWriting(t *testing.T) {
	for _, s := range []string{
		"[below X] [or] [well] [below Y]", "[A / B] and [C/D]", "[word - US; G77 delete]", "[US/AU/NZ propose: 5. Each Party [SG oppose: (a) acts].]",
		"Option 1: a [b]\nOption 2: No text\n", "3. a\n3 alt. b\n", "[always] [EU: delete]", "x [...] [^1] {note} y",
	} {
		for _, c := range []bracket.Convention{bracket.UN, bracket.CBD, bracket.Chinese} {
			tree := bracket.Parse(s, bracket.Options{Convention: c})
			text, lost := bracket.Write(tree, c)
			require.Empty(t, lost, s)
			require.Equal(t, bracket.Meaning(tree), bracket.Meaning(bracket.Parse(text, bracket.Options{Convention: c})), "%s: %s", c.Name, text)
		}
	}
}
