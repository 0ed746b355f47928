package amend_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// TestReadingACopyIsExact draws long and short paragraphs of several scripts,
// under headings, as items, recitals, notes and cover, and changes stretches of
// them, mostly within a line.
func TestReadingACopyIsExact(t *testing.T) {
	words := map[string][]string{
		"en": strings.Fields("the of and to in information society summit, Member States report: annual progress; 2025 70/125 resolves noting (ITU) Original: English a) 1. [two] and"),
		"ar": strings.Fields("القمة العالمية لمجتمع المعلومات تنفيذ الاستعراضَ الشامل الذي تُجريه المتحدة، 2025 يقرر وإذ"),
		"ru": strings.Fields("информационного общества Всемирной встречи решений выполнение обзор, 2025 постановляет и"),
		"zh": {"信息社会", "世界峰会", "成果", "的", "落实", "审查，", "决定", "2025年", "。"},
	}
	opens := map[string][]string{
		"en": {"", "The General Assembly,\n", "recalling\n", "1.\t", "2.\t", "a)\t", "Noting that ", "Decides to ", "resolves to instruct the Secretary-General\n", "Agenda item 3: ", "Article 1\n", "[^1]: ", "* ", "    "},
		"ar": {"", "إن مجلس الاتحاد الدولي للاتصالات،\n", "يقرر أن يكلف الأمين العام\n", "1\t", "2\t", "وإذ يلاحظ "},
		"ru": {"", "Совет МСЭ,\n", "1. ", "2. ", "напоминая ", "постановляет "},
		"zh": {"", "大会，\n", "1. ", "忆及", "决定"},
	}
	var cases, little int
	rapid.Check(t, func(t *rapid.T) {
		tongue := rapid.SampledFrom([]string{"en", "en", "ar", "ru", "zh"}).Draw(t, "language")
		word := rapid.SampledFrom(words[tongue])
		space := " "
		if tongue == "zh" {
			space = ""
		}
		var b strings.Builder
		var bodies []int // where lines start
		for range rapid.IntRange(1, 6).Draw(t, "paragraphs") {
			b.WriteString(rapid.SampledFrom(opens[tongue]).Draw(t, "open"))
			bodies = append(bodies, b.Len())
			n := rapid.SampledFrom([]int{3, 12, 30, 60, 90, 150}).Draw(t, "words")
			for i := range n {
				if i > 0 {
					b.WriteString(space)
				}
				b.WriteString(words[tongue][(i*7+n)%len(words[tongue])])
			}
			b.WriteString(rapid.SampledFrom([]string{"\n", ".\n", ";\n", ",\n", " and\n", "\n\n", ".\r\n", ""}).Draw(t, "end"))
		}
		text := b.String()
		base, _ := clause.Parse(text, clause.Options{})
		l := amend.NewLayout(base)
		at := rapid.SampledFrom(bodies).Draw(t, "line") + rapid.IntRange(0, 700).Draw(t, "offset")
		for at = min(at, len(text)); at < len(text) && text[at]&0xc0 == 0x80; at++ {
		}
		end := min(len(text), at+rapid.SampledFrom([]int{0, 1, 5, 12, 40, 150}).Draw(t, "length"))
		for ; end < len(text) && text[end]&0xc0 == 0x80; end++ {
		}
		with := strings.Join(rapid.SliceOfN(word, 0, 8).Draw(t, "with"), space)
		edited := text[:at] + with + text[end:]
		like := amend.Amendment{Sponsors: []string{"A"}}
		doc, _ := clause.Parse(edited, clause.Options{})
		got := l.DeriveText(edited, clause.Options{}, like)
		require.Equal(t, amend.Derive(base, doc, like), got)
		if cases++; l.ReadsLittle(edited) {
			little++
		}
	})
	t.Logf("one clause is read in %d of %d cases", little, cases)
	require.Positive(t, little)
}
