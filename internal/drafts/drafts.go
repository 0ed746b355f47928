// Package drafts draws texts and edited copies of them for the properties that
// the other packages must have. Only tests import it.
package drafts

import (
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Lines are those of resolutions in several languages, of bare text and of
// texts with brackets. They are few, so that a draft holds some twice.
var Lines = rapid.SampledFrom([]string{
	"The Council,\n", "recalling\n", "a)\tthe first resolution of the Council;\n", "b)\tthe second resolution, of 2019;\n",
	"resolves to instruct the Secretary-General\n", "1\tto continue the work on the review;\n", "2\tto report to the Council;\n",
	"3\tto report to the Council again;\n", "2\tto continue the work;\n", "\n", "plain words\n", "plain words again", "plain words\n\n",
	"إن المجلس،\n", "يقرر أن يكلف الأمين العام\n", "1\tبِمواصلة العمل؛\n", "大会，\n", "1. 决定继续工作。\n", "Генеральная Ассамблея,\n", "1. постановляет продолжить;\r\n",
	"1\tto [continue] [stop] the work;\n", "2\tto report [again];\n", "stray ] bracket [\n",
})

// Edited makes a copy of a text as a delegation would, with so many edits at
// most: lines put in, left out, moved, reworded, broken, joined, resolved and
// numbered anew.
func Edited(t *rapid.T, list []string, edits int) string {
	out := slices.Clone(list)
	for range rapid.IntRange(0, edits).Draw(t, "edits") {
		if len(out) == 0 {
			out = append(out, Lines.Draw(t, "new"))
			continue
		}
		at := rapid.IntRange(0, len(out)-1).Draw(t, "at")
		p := out[at]
		switch rapid.IntRange(0, 7).Draw(t, "op") {
		case 0:
			out = slices.Insert(out, at, Lines.Draw(t, "new"))
		case 1:
			out = slices.Delete(out, at, at+1)
		case 2:
			out = slices.Delete(out, at, at+1)
			out = slices.Insert(out, rapid.IntRange(0, len(out)).Draw(t, "to"), p)
		case 3:
			w := strings.Split(p, " ")
			w[rapid.IntRange(0, len(w)-1).Draw(t, "word")] = rapid.SampledFrom([]string{"", "new", "\n", "جديد", "新", "new\n"}).Draw(t, "for")
			out[at] = strings.Join(w, " ")
		case 4:
			out[at] = strings.Replace(p, " ", "\n", 1)
		case 5:
			out[at] = strings.TrimSuffix(p, "\n")
		case 6:
			out[at] = strings.Replace(p, "[continue] [stop]", "continue", 1)
		case 7:
			out[at] = strings.Replace(p, "1", "2", 1)
		}
	}
	return strings.Join(out, "")
}
