package merge_test

import (
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Texts as they are negotiated: headings with items, preambles, blank lines,
// several scripts, marks that combine and spaces that do not break.
var paragraphs = rapid.SampledFrom([]string{
	"The Council,\n", "The General Assembly,\n\n", "recalling\n", "considering further\n\n", "ANNEX\n", "Article 5\n", "PART II – Voting\n",
	"resolves to instruct the Secretary-General\n", "invites Member States\n", "Have agreed as follows:\n",
	"a)\tits Resolution 1332 on the review;\n", "b)\tthat the review is open to all;\n", "c)\tthe report of the group, of 2019;\n",
	"1\tto continue the work on the review of the plan;\n", "2\tto report to the next session of the Council;\n",
	"3\tto report to the Council again, and again;\n", "2 bis\tto thank the Chair;\n", "1.\tEach Party shall take measures.\n",
	"(1) The words after the words are the words.\n", "(a) in the first case, the first option;\n", "(b) in the second case, the second.\n\n",
	"i)\tthe first of these;\n", "ii)\tthe second of these.\n", "\n", "\n\n", "- - -\n", "plain words without an end",
	"إن المجلس،\n", "إذ يذكّر\n", "يقرر أن يكلف الأمين العام\n", "1\tبِمواصلة العمل على استعراض الخطة؛\n", "2\tبأن يقدم تقريراً إلى المجلس؛\n", "أ )\tأن الاستعراض مفتوح للجميع؛\n",
	"大会，\n", "决定请秘书长\n", "1. 决定继续工作和审查计划。\n", "2. 请秘书长提交报告。\n", "Генеральная Ассамблея,\n", "1. постановляет продолжить работу;\n", "2. просит Генерального секретаря доложить;\n",
	"El Consejo,\n", "1\tque continúe la labor de examen;\n", "Le Conseil\u00a0:\n", "1°\u00a0de poursuivre l’examen\u00a0;\n", "का अध्ययन जारी रखने का निर्णय करता है;\n",
	"1\tto [continue] [stop] the work;\n", "2\tto report [again] to the Council;\n", "stray ] bracket [\n", "  indented   words  \n", "e\u0301te\u0301 d’abord;\n",
})

var wordings = rapid.SampledFrom([]string{
	"", "new", "new words", "\n", "new\n", "\n\n", "3\tnew", "جديد", "جديدٌ", "新", "新的", "новый", "e\u0301", "\u00a0", " ", "\t", ";", ",", "[new]", "the", "1", "new;\n3\tnewer", "again again",
})

// copied makes a copy of a text as a delegation would: paragraphs come, go and
// move, headings with what stands under them; words change, also in what was
// moved; paragraphs are split and joined.
func copied(t *rapid.T, list []string) string {
	out := slices.Clone(list)
	for range rapid.IntRange(0, 6).Draw(t, "edits") {
		if len(out) == 0 {
			out = append(out, paragraphs.Draw(t, "new"))
			continue
		}
		at := rapid.IntRange(0, len(out)-1).Draw(t, "at")
		end := min(len(out), at+rapid.IntRange(1, 4).Draw(t, "lines"))
		switch rapid.IntRange(0, 9).Draw(t, "op") {
		case 0:
			out = slices.Insert(out, at, paragraphs.Draw(t, "new"))
		case 1:
			out = slices.Delete(out, at, end)
		case 2:
			block := slices.Clone(out[at:end])
			if rapid.Bool().Draw(t, "reworded") {
				k := rapid.IntRange(0, len(block)-1).Draw(t, "line")
				block[k] = reworded(t, block[k])
			}
			out = slices.Delete(out, at, end)
			out = slices.Insert(out, rapid.IntRange(0, len(out)).Draw(t, "to"), block...)
		case 3, 4, 5:
			out[at] = reworded(t, out[at])
		case 6:
			out[at] = strings.Replace(out[at], " ", "\n", rapid.IntRange(1, 2).Draw(t, "splits"))
		case 7:
			out[at] = strings.TrimRight(out[at], "\n") + rapid.SampledFrom([]string{"", " ", "\n\n", "\r\n"}).Draw(t, "end")
		case 8:
			out[at] = strings.NewReplacer("[continue] [stop]", "continue", " [again]", "", "1", "2", "2", "3", "a)", "b)").Replace(out[at])
		case 9:
			out = slices.Insert(out, rapid.IntRange(0, len(out)).Draw(t, "to"), out[at:end]...)
		}
	}
	return strings.Join(out, "")
}

// reworded changes, deletes or inserts a run of words.
func reworded(t *rapid.T, p string) string {
	w := strings.Split(p, " ")
	from := rapid.IntRange(0, len(w)-1).Draw(t, "from")
	to := min(len(w), from+rapid.IntRange(0, 3).Draw(t, "words"))
	return strings.Join(slices.Concat(w[:from], []string{wordings.Draw(t, "for")}, w[to:]), " ")
}

// negotiated draws a base and what each of some parties makes of it.
func negotiated(t *rapid.T) (base string, copies map[string]string) {
	list := rapid.SliceOfN(paragraphs, 0, 16).Draw(t, "base")
	crlf := rapid.IntRange(0, 9).Draw(t, "crlf") == 0
	file := func(s string) string {
		if crlf {
			return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
		}
		return s
	}
	copies = map[string]string{}
	for _, name := range names[:rapid.IntRange(1, len(names)).Draw(t, "parties")] {
		copies[name] = file(copied(t, list))
	}
	return file(strings.Join(list, "")), copies
}
