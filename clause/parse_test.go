package clause_test

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause"
)

func TestRealResolutionHasItsStructure(t *testing.T) {
	raw, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	doc, diags := clause.Parse(string(raw), clause.Options{})
	require.Empty(t, diags)
	require.Equal(t, string(raw), doc.Render())
	counts := map[clause.Kind][]int{}
	var other []string
	for _, c := range doc.Root().Children() {
		if c.Kind() != clause.Resolution {
			continue
		}
		for _, k := range c.Children() {
			switch k.Kind() {
			case clause.Preambular, clause.Operative:
				counts[k.Kind()] = append(counts[k.Kind()], k.Len())
				for i, item := range k.Children() {
					require.Equal(t, clause.Item, item.Kind())
					require.Zero(t, item.Len())
					if k.Len() > 1 {
						require.Equal(t, i+1, item.Label().Ordinal, item.Source())
					}
				}
			default:
				other = append(other, k.Kind().String())
			}
		}
	}
	require.Equal(t, []int{11, 5, 8, 3, 6, 2, 4}, counts[clause.Preambular])
	require.Equal(t, []int{14, 1, 4, 4, 6}, counts[clause.Operative])
	require.Equal(t, []string{"title", "enacting"}, other)
	m := doc.Meta()
	require.Len(t, m.Contributors, 12)
	require.Equal(t, "جمهورية كوت ديفوار", m.Contributors[3])
	require.Equal(t, []string{"C23/71-A", "PL 2", "27 يونيو 2023", "en", "ar"},
		[]string{m.Symbol, m.AgendaItem, m.Date, m.Original, m.Language})
	require.NotEmpty(t, m.Title)
	require.Equal(t, "إن مجلس الاتحاد الدولي للاتصالات", m.Body)
	require.Equal(t, 90, strings.Count(doc.Render(), "\u00a0"))
	marks := 0
	for _, r := range doc.Render() {
		if unicode.Is(unicode.Mn, r) {
			marks++
		}
	}
	require.Equal(t, 73, marks)
}

func TestFootnoteBelongsToItsItem(t *testing.T) {
	raw, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	doc, _ := clause.Parse(string(raw), clause.Options{})
	found := 0
	for _, c := range doc.Walk() {
		for _, f := range c.Footnotes() {
			found++
			require.Equal(t, "2", c.Label().Printed)
			require.Equal(t, "1", f.Mark)
			require.Equal(t, "[footnoteRef:1]", f.Ref.Of(c.Source()))
			require.True(t, strings.HasSuffix(f.Note.Of(c.Source()), "12:15-11:15]"))
			require.True(t, strings.HasPrefix(f.Body.Of(c.Source()), "منتدى"))
		}
	}
	require.Equal(t, 1, found)
}

func TestSeveralNotesInOneClauseFindTheirMarks(t *testing.T) {
	src := "a[footnoteRef:1] b[footnoteRef:2] c[footnoteRef:3] [1: one [x]] [2: \t two] [4: four]"
	notes := clause.New(clause.ID{}, clause.Paragraph, src).Footnotes()
	var got []string
	for _, f := range notes {
		got = append(got, f.Mark+"="+f.Body.Of(src))
	}
	require.Equal(t, []string{"1=one [x]", "2=two", "3="}, got)
}

func TestOrdinaryWordsAreNotLabels(t *testing.T) {
	for _, s := range []string{"2023 was a year", "70/1 adopted", "A new era", "I think", "3 June 2023", "27 يونيو 2023", "و تونس"} {
		require.True(t, clause.New(clause.ID{}, clause.Item, s).Label().IsZero(), s)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("The General Assembly,\n\nRecalling x,\n\n1. Decides:\n(a) y;\n(i) z;\n")
	f.Add("[bookmark: x]a)\t[footnoteRef:1] [1: \n]\r\n")
	f.Add("Article 1\n\n1. x\n   wrapped\n\nContribution by A and B\n27 June 2023\nThe Council,\nnoting\na)\tx;\n")
	f.Fuzz(func(t *testing.T, src string) {
		doc, found := clause.Parse(src, clause.Options{})
		require.Equal(t, src, doc.Render())
		ids := map[clause.ID]bool{}
		for _, c := range doc.Walk() {
			require.False(t, ids[c.ID()], "ids are unique")
			ids[c.ID()] = true
			size := len(c.Source())
			l := c.Label()
			require.True(t, 0 <= l.Span.Start && l.Span.Start <= l.Span.End && l.Span.End <= size)
			require.Contains(t, l.Span.Of(c.Source()), l.Printed)
			require.True(t, 0 <= c.TextSpan().Start && c.TextSpan().Start <= c.TextSpan().End && c.TextSpan().End <= size)
			for _, n := range c.Footnotes() {
				require.True(t, n.Ref.End <= size && n.Note.End <= size && n.Note.Start <= n.Body.Start && n.Body.Start <= n.Body.End && n.Body.End <= n.Note.End)
			}
		}
		for _, d := range found {
			require.True(t, 0 <= d.Start.Offset && d.Start.Offset <= d.End.Offset && d.End.Offset <= len(src))
			require.NotEmpty(t, d.Code)
		}
		require.Equal(t, found, clause.Validate(doc, ""), "reading and validating find the same")
		again, _ := clause.Parse(src, clause.Options{})
		require.Equal(t, doc.Version(), again.Version(), "ids are the same for everybody")
	})
}

func TestLanguageOfTheCallerCounts(t *testing.T) {
	src := "The General Assembly,\n\nNoting x,\n\n1. Decides y.\n"
	for tag, kind := range map[string]clause.Kind{"en": clause.Resolution, "en-GB": clause.Resolution, "": clause.Resolution, "de": clause.Paragraph} {
		doc, _ := clause.Parse(src, clause.Options{Language: tag})
		require.Equal(t, kind, doc.Root().Child(0).Kind(), tag)
		require.Equal(t, src, doc.Render())
		if tag != "" {
			require.Equal(t, tag, doc.Meta().Language)
		}
	}
}
