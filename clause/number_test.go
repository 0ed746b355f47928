package clause_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
)

// TestRenumberCases reads testdata/renumber/*.txtar: "input" must come out as
// "renumbered", with the mapping of label paths in "mapping", and with
// insertions merged as "merged". -update writes these anew.
func TestRenumberCases(t *testing.T) {
	files, err := filepath.Glob("testdata/renumber/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			archive := txtar.Parse(raw)
			src := section(archive, "input")
			doc, _ := clause.Parse(src, clause.Options{})
			plain := clause.Renumber(doc, clause.RenumberOptions{})
			merged := clause.Renumber(doc, clause.RenumberOptions{Merge: true})
			got := map[string]string{"renumbered": plain.Document.Render(), "merged": merged.Document.Render(), "mapping": ""}
			for _, c := range plain.Changes {
				got["mapping"] += c.OldName + " -> " + c.NewName + "\n"
			}
			names := []string{"renumbered", "mapping", "merged"}
			if *update {
				archive.Files = archive.Files[:1]
				for _, name := range names {
					archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
				}
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
				return
			}
			for _, name := range names {
				require.Equal(t, section(archive, name), got[name], name)
			}
		})
	}
}

func TestRealResolutionIsInSequence(t *testing.T) {
	doc := realResolution(t)
	numbering := clause.NewNumbering(doc)
	for _, c := range doc.Walk() {
		require.Equal(t, c.Label().Printed, numbering.Of(c.ID()).Printed)
	}
	require.Same(t, doc, clause.Renumber(doc, clause.RenumberOptions{}).Document)
}

func TestRemovedItemIsCountedOut(t *testing.T) {
	doc := realResolution(t)
	at := clause.NewLabels(doc).Lookup("إذ يذكِّر/د")
	require.Len(t, at, 1)
	shorter, err := doc.Remove(at[0])
	require.NoError(t, err)
	r := clause.Renumber(shorter, clause.RenumberOptions{})
	var labels []string
	for _, c := range r.Document.Clause(at[0].Parent()).Children() {
		labels = append(labels, c.Label().Span.Of(c.Source()))
	}
	// Each label keeps the spaces and brackets that it was printed with.
	require.Equal(t, []string{"أ )", "ب)", "ج)", "د\u00a0)", "هـ )", "و )", "ز)", "ح)", "ط)", "ي)"}, labels)
	require.Len(t, r.Changes, 7)
	require.Equal(t, "إذ يذكِّر/هـ", r.Changes[0].OldName)
	require.Equal(t, "إذ يذكِّر/د", r.Changes[0].NewName)
}

func TestRenumberOnlyWhatIsAsked(t *testing.T) {
	src := "The ITU Council,\nnoting\nb)\tx;\nresolves\n2\ty:\nii)\tz.\n"
	doc, _ := clause.Parse(src, clause.Options{})
	at := clause.NewLabels(doc).Lookup("resolves")[0]
	r := clause.Renumber(doc, clause.RenumberOptions{Under: []clause.ID{doc.Clause(at).ID()}})
	require.Equal(t, strings.Replace(src, "2\t", "1\t", 1), r.Document.Render())
	require.Len(t, r.Changes, 2, "the item, and the one under it by its path")
	require.Equal(t, r.Changes[1].Old.Printed, r.Changes[1].New.Printed)
	require.Same(t, doc, clause.Renumber(doc, clause.RenumberOptions{Under: []clause.ID{}}).Document)
	_, c, ok := r.Document.Find(r.Changes[0].ID)
	require.True(t, ok)
	require.Equal(t, c.Label(), r.Changes[0].New)
}

func TestLabelsKeepTheirMeaningInEdits(t *testing.T) {
	doc, _ := clause.Parse("The ITU Council,\nnoting\n1 that:\n(i)\tx;\n(ii)\ty;\n2 that z.\n", clause.Options{})
	roman := clause.NewLabels(doc).Lookup("noting/1/i")[0]
	c := doc.Clause(roman)
	require.Equal(t, clause.RomanLower, c.Label().Series)
	require.Equal(t, c.Label(), c.WithSource("(i)\tother;\n").Label())
	require.Equal(t, c.Label(), c.WithKind(clause.Operative).Label())
	spaced := doc.Clause(roman.Parent())
	require.Equal(t, "1", spaced.WithSource("1 which:\n").Label().Printed)
	require.Equal(t, "which:", spaced.WithSource("1 which:\n").Text())
}

func realResolution(t testing.TB) *clause.Document {
	raw, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	doc, diags := clause.Parse(string(raw), clause.Options{File: "c23-71-ar.txt"})
	require.Empty(t, diags)
	return doc
}

// A resolution whose labels are right in some series, before paragraphs are
// taken out of it.
func drawList(t *rapid.T) string {
	series := rapid.SampledFrom([]clause.Series{
		clause.Decimal, clause.ArabicIndic, clause.FullWidth, clause.LatinLower, clause.RomanLower,
		clause.Abjad, clause.Cyrillic, clause.Chinese,
	}).Draw(t, "series")
	n := rapid.IntRange(2, 30).Draw(t, "n")
	left, right := "", rapid.SampledFrom([]string{")\t", " )\u00a0", "\u00a0)\t"}).Draw(t, "right")
	if rapid.Bool().Draw(t, "wrapped") {
		left, right = "(", ") "
	}
	var b strings.Builder
	b.WriteString("The General Assembly,\n\nnoting\n")
	for i := 1; i <= n; i++ {
		b.WriteString(left + series.Format(i) + right + rapid.StringMatching(`x[a-z]{0,9}`).Draw(t, "text") + ";\n")
	}
	return b.String()
}

func TestRenumberRestoresASequence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := drawList(t)
		doc, diags := clause.Parse(src, clause.Options{})
		require.Empty(t, diags, src)
		require.Same(t, doc, clause.Renumber(doc, clause.RenumberOptions{}).Document, "in sequence: nothing to change\n%s", src)
		head := clause.Path{0, 1}
		n := doc.Clause(head).Len()
		require.Equal(t, strings.Count(src, "\n")-3, n)
		i := rapid.IntRange(0, n-1).Draw(t, "i")
		cut, err := doc.Remove(head.Child(i))
		require.NoError(t, err)
		r := clause.Renumber(cut, clause.RenumberOptions{})
		require.Len(t, r.Changes, n-1-i)
		again := clause.Renumber(r.Document, clause.RenumberOptions{})
		require.Same(t, r.Document, again.Document, "renumbering twice changes nothing")
		require.Empty(t, clause.Validate(r.Document, ""))
		for p, c := range r.Document.Walk() {
			was := cut.Clause(p)
			require.Equal(t, was.ID(), c.ID())
			require.Equal(t, was.Text(), c.Text(), "wording is not touched")
		}
		read, _ := clause.Parse(r.Document.Render(), clause.Options{})
		for p, c := range read.Walk() {
			require.Equal(t, r.Document.Clause(p).Label(), c.Label(), "the labels are found where they were written")
		}
	})
}

func TestNumeralsRoundTrip(t *testing.T) {
	for s := clause.Decimal; s <= clause.Chinese; s++ {
		for n := 1; s.Format(n) != ""; n++ {
			text := "(" + s.Format(n) + ")"
			l, ok := clause.ParseLabel(text)
			require.True(t, ok, text)
			if l.Series == clause.LatinLower && s == clause.RomanLower || l.Series == clause.LatinUpper && s == clause.RomanUpper {
				continue // a letter by itself; its run decides
			}
			if s == clause.LatinLower && l.Series == clause.RomanLower || s == clause.LatinUpper && l.Series == clause.RomanUpper {
				continue // "ii", "xx"
			}
			require.Equal(t, [2]int{int(s), n}, [2]int{int(l.Series), l.Ordinal}, text)
		}
	}
}

func TestLabelSpellings(t *testing.T) {
	type want struct {
		series              clause.Series
		ordinal, insert, al int
	}
	for spelling, w := range map[string]want{
		" أ )":             {clause.Abjad, 1, 0, 0},
		"ب)":               {clause.Abjad, 2, 0, 0},
		"د\u00a0)":         {clause.Abjad, 4, 0, 0},
		"هـ\u00a0)":        {clause.Abjad, 5, 0, 0},
		"ه)":               {clause.Abjad, 5, 0, 0},
		"(ا)":              {clause.Abjad, 1, 0, 0},
		"３.":               {clause.FullWidth, 3, 0, 0},
		"٣ -":              {clause.ArabicIndic, 3, 0, 0},
		"٣ مكرراً -":       {clause.ArabicIndic, 3, 2, 0},
		"3 مكرراً ثانياً)": {clause.Decimal, 3, 3, 0},
		"3 (مكررا))":       {clause.Decimal, 3, 2, 0},
		"（十二）":             {clause.Chinese, 12, 0, 0},
		"一、":               {clause.Chinese, 1, 0, 0},
		"3之二、":             {clause.Decimal, 3, 2, 0},
		"2-бис.":           {clause.Decimal, 2, 2, 0},
		"я)":               {clause.Cyrillic, 28, 0, 0},
		"(aa)":             {clause.LatinLower, 27, 0, 0},
		"xiv)":             {clause.RomanLower, 14, 0, 0},
		"IX.":              {clause.RomanUpper, 9, 0, 0},
		"PP5":              {clause.Decimal, 5, 0, 0},
		"OP7ter":           {clause.Decimal, 7, 3, 0},
		"OP3alt":           {clause.Decimal, 3, 0, 1},
		"OP 3 bis alt 2.":  {clause.Decimal, 3, 2, 2},
		"3 quater.":        {clause.Decimal, 3, 4, 0},
		"(a bis)":          {clause.LatinLower, 1, 2, 0},
		"2.10.":            {clause.Decimal, 10, 0, 0},
	} {
		l, ok := clause.ParseLabel(spelling)
		require.True(t, ok, spelling)
		require.Equal(t, w, want{l.Series, l.Ordinal, l.Insert, l.Alt}, spelling)
		src := spelling + "\ttext"
		c := clause.New(clause.ID{}, clause.Item, src)
		require.Equal(t, l.Printed, c.Label().Printed, spelling)
		require.Equal(t, "text", c.Text(), spelling)
	}
	for _, s := range []string{"", "3rd", "the", "2023", "70/1", "a-b", "(abc)", "و تونس", "3 June", "1.5"} {
		_, ok := clause.ParseLabel(s)
		require.Equal(t, s == "1.5", ok, s) // "1.5" is a label only by itself
	}
}
