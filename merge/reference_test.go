package merge_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

// This file merges changes of words a second time, slowly and straight from
// what was decided: replacements and deletions compete where they share a byte
// of a word, words inserted where they could stand at one point, and words
// inserted inside of others that are replaced. Every byte of the base is
// looked at by itself.

// edit puts words in the place of a stretch of the base.
type edit struct {
	party string
	span  clause.Span
	text  string
}

// excludes says whether two edits of one base exclude one another.
func excludes(base string, x, y edit) bool {
	if x.span == y.span && x.text == y.text {
		return false // the same
	}
	if x.span.Len() > 0 && y.span.Len() > 0 {
		for i := range len(base) {
			if holds(x.span, i) && holds(y.span, i) && !unicode.IsSpace(rune(base[i])) {
				return true
			}
		}
		return false
	}
	if x.span.Len() == 0 && y.span.Len() == 0 {
		for i := range len(base) + 1 {
			if couldStand(base, x, i) && couldStand(base, y, i) {
				return true
			}
		}
		return false
	}
	if x.span.Len() == 0 {
		x, y = y, x
	}
	for i := range len(base) + 1 { // y is inserted into the words of x, wherever it could stand
		if couldStand(base, y, i) && !insideWords(base, x.span, i) {
			return false
		}
	}
	return true
}

func holds(s clause.Span, i int) bool { return s.Start <= i && i < s.End }

// couldStand says whether an insertion at another point would give the same
// text.
func couldStand(base string, e edit, at int) bool {
	text := base[:e.span.Start] + e.text + base[e.span.Start:]
	return base[:at] == text[:at] && base[at:] == text[at+len(e.text):]
}

// insideWords says whether words stand in a stretch before a point and after it.
func insideWords(base string, s clause.Span, at int) bool {
	return s.Start < at && at < s.End && strings.TrimSpace(base[s.Start:at]) != "" && strings.TrimSpace(base[at:s.End]) != ""
}

// opposed lists who proposes something that excludes an edit. Nobody opposes
// what he proposes himself, nor do those who propose it with him.
func opposed(base string, edits []edit, x edit) []string {
	proposers := func(x edit) []string {
		var out []string
		for _, y := range edits {
			if y.span == x.span && y.text == x.text {
				out = append(out, y.party)
			}
		}
		return out
	}
	mine := proposers(x)
	var out []string
	for _, y := range edits {
		shared := slices.ContainsFunc(proposers(y), func(p string) bool { return slices.Contains(mine, p) })
		if !shared && excludes(base, x, y) {
			out = append(out, y.party)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// agreedText is the base with all edits that no other excludes. Words that
// could as well stand at the end of others that are replaced are put there.
func agreedText(base string, edits []edit) string {
	var agreed []edit
	for _, x := range edits {
		x.party = ""
		if len(opposed(base, edits, x)) == 0 && !slices.Contains(agreed, x) {
			agreed = append(agreed, x)
		}
	}
	slices.SortStableFunc(agreed, func(x, y edit) int { return x.span.Start - y.span.Start })
	gone := make([]bool, len(base))
	insert, replace := make([]string, len(base)+1), make([]string, len(base)+1)
	for _, x := range agreed {
		for i := x.span.Start; i < x.span.End; i++ {
			gone[i] = true
		}
		for _, y := range agreed {
			if x.span.Len() == 0 && y.span.Start < x.span.Start && x.span.Start < y.span.End && couldStand(base, x, y.span.End) {
				x = slid(base, x, y.span.End)
			}
		}
		if x.span.Len() == 0 {
			insert[x.span.Start] += x.text
		} else {
			replace[x.span.Start] += x.text
		}
	}
	var b strings.Builder
	for i := range len(base) + 1 {
		b.WriteString(insert[i] + replace[i])
		if i < len(base) && !gone[i] {
			b.WriteByte(base[i])
		}
	}
	return b.String()
}

// slid is the same insertion at another point.
func slid(base string, e edit, at int) edit {
	text := base[:e.span.Start] + e.text + base[e.span.Start:]
	e.text, e.span = text[at:at+len(e.text)], clause.Span{Start: at, End: at}
	return e
}

var vocabulary = rapid.SampledFrom([]string{"the", "report", "of", "work", "plan", "عمل", "الخطة", "работа", "e\u0301tude", "2019", "report"})

// wordEdits draws a paragraph and what some parties change in it: words
// replaced by one, deleted with the space after them, inserted before others.
func wordEdits(t *rapid.T) (base string, edits []edit) {
	list := rapid.SliceOfN(vocabulary, 1, 10).Draw(t, "words")
	base = strings.Join(list, " ") + " .\n"
	starts := []int{0}
	for _, w := range list {
		starts = append(starts, starts[len(starts)-1]+len(w)+1)
	}
	for _, party := range names[:rapid.IntRange(1, 4).Draw(t, "parties")] {
		at := 0 // what comes before is changed already
		for range rapid.IntRange(0, 3).Draw(t, "edits") {
			if at >= len(list) {
				break
			}
			from := rapid.IntRange(at, len(list)-1).Draw(t, "from")
			to := rapid.IntRange(from, min(len(list), from+4)).Draw(t, "to")
			e := edit{party: party, span: clause.Span{Start: starts[from], End: starts[to]}}
			switch {
			case from == to:
				e.text = rapid.SampledFrom([]string{"new ", "fresh ", "the ", "жаңа ", "report "}).Draw(t, "inserted")
			case rapid.Bool().Draw(t, "deleted"):
			default:
				e.span.End--
				e.text = rapid.SampledFrom([]string{"X", "Y", "Ж", "新"}).Draw(t, "replaced")
			}
			edits = append(edits, e)
			at = to + 1
		}
	}
	return base, edits
}

// mergedEdits merges the same edits with the package.
func mergedEdits(t require.TestingT, base string, edits []edit) *merge.Rolling {
	doc := parse(base)
	l := amend.NewLayout(doc)
	holder, _, start := l.Holder(0)
	var list []amend.Amendment
	for i, e := range edits {
		list = append(list, amend.Amendment{
			ID: clause.ID{15: byte(i)}, Sponsors: []string{e.party}, Base: doc.Version(), Text: e.text,
			Target: amend.Target{Clause: holder.ID(), Range: clause.Span{Start: e.span.Start - start, End: e.span.End - start}, Quote: e.span.Of(base)},
		})
	}
	r, err := merge.Merge(doc, list, merge.Options{Parties: names})
	require.NoError(t, err)
	return r
}

// tallies lists for each change who proposes something that excludes it.
func tallies(r *merge.Rolling) (out []merge.Tally, changes []merge.Change) {
	for _, d := range r.Decide(merge.Consensus).Decisions() {
		out = append(out, d.Tally)
		changes = append(changes, r.Changes()[d.Change])
	}
	return out, changes
}

func TestTheReferenceMergeAgreesOnWhatCompetes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, edits := wordEdits(t)
		r := mergedEdits(t, base, edits)
		got, changes := tallies(r)
		for i, c := range changes {
			x := edit{span: c.Span, text: c.Text}
			require.ElementsMatch(t, opposed(base, edits, x), got[i].Against, "%v %q", c.Span, c.Text)
		}
	})
}

func TestTheReferenceMergeAgreesOnWhatIsAgreed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, edits := wordEdits(t)
		r := mergedEdits(t, base, edits)
		got := shownFor(r.Decide(merge.Consensus).Nodes(), "nobody")
		require.Equal(t, agreedText(base, edits), got)
	})
}
