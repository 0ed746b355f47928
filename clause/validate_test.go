package clause_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// codes reads a text and returns the codes of its oddities with the words that
// they are about.
func codes(src string) map[string]string {
	_, found := clause.Parse(src, clause.Options{File: "f.txt"})
	out := map[string]string{}
	for _, d := range found {
		out[d.Code] += src[d.Start.Offset:d.End.Offset] + "|"
	}
	return out
}

func TestOdditiesAreReportedWhereTheyAre(t *testing.T) {
	head := "The ITU Council,\nnoting\n"
	for _, c := range []struct{ src, code, about string }{
		{head + "a)\tx;\nb)\ty;\nb)\tz.\n", "label-double", "b)"},
		{head + "a)\tx;\nc)\tz.\n", "label-sequence", "c)"},
		{head + "b)\tx;\nc)\tz.\n", "label-start", "b)"},
		{head + "a)\tx;\nb)\ty;\nс)\tz.\n", "label-script", "с)"}, // Cyrillic с after Latin b
		{"The ITU Council,\nresolves\n1\tx.\nrecalling\na)\tx.\n", "heading-order", "recalling"},
		{"The ITU Council,\nnoting\nrecalling that\nresolves\n1\tx.\n", "heading-empty", "noting|recalling that"},
		{head + "a)\tx[footnoteRef:1].\n", "note-missing", "[footnoteRef:1]"},
		{head + "a)\tx[footnoteRef:1] [1: note\n", "note-open", "["},
		{"Text.\n[1: a note]\n", "note-unmarked", "[1:"},
		{"a \u202eb\u202c c\n", "char-bidi", "\u202e|\u202c"},
		{"a\u200bb\u200b\n", "char-hidden", "\u200b"},
		{"a\x01b\n", "char-hidden", "\x01"},
		{"a\xffb\n", "utf8", "\xff"},
		{"a\nb\nc\r\n", "line-ends", "\r\n"},
		{"a\r\nb\r\nc\n", "line-ends", "\n"},
	} {
		got := codes(c.src)
		require.Equal(t, c.about+"|", got[c.code], "%q: %v", c.src, got)
	}
}

func TestOrdinaryTextsHaveNoOddities(t *testing.T) {
	for _, src := range []string{
		"", "\ufeffText with a mark at its start.\n", "a\u200fb \u200e(c)\n", "می\u200cخواهم\n", "one\r\ntwo\r\n", "👩\u200d👩\n",
		"The ITU Council,\nnoting\na)\tx;\na bis)\ty;\nb)\tz,\nresolves\n1\tx;\n2\ty.\n",
		"The General Assembly,\n\nI\n\n1. Decides x;\n\n2. Asks y;\n\nII\n\n1. Decides z;\n\n1 alt. Decides w;\n",
	} {
		_, found := clause.Parse(src, clause.Options{})
		require.Empty(t, found, "%q", src)
	}
}

func TestSameOddityIsNotToldWithoutEnd(t *testing.T) {
	_, found := clause.Parse("The ITU Council,\nnoting\n"+strings.Repeat("a)\tx;\n", 500), clause.Options{})
	require.Len(t, found, 100)
	require.Contains(t, found[99].Message, "and 399 more")
}

func TestRepeatedIDIsAnError(t *testing.T) {
	c := clause.New(uuid.UUID{1}, clause.Paragraph, "x\n")
	doc := clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", c, clause.New(uuid.UUID{2}, clause.Paragraph, "y\n", c)))
	found := clause.Validate(doc, "f.txt")
	require.Error(t, found.Err())
	require.Equal(t, "id", found[0].Code)
	require.Equal(t, diag.Pos{Offset: 4, Line: 3, Column: 1}, found[0].Start)
	require.Equal(t, "f.txt", found[0].File)
}

// Reading must stay lossless, and in time, whatever is repeated.
func TestRepetitiveTextsAreReadLosslessly(t *testing.T) {
	for _, piece := range []string{
		"\n", " ", "[", "a\r", "1.", "1. ", "[footnoteRef:1]", "[footnoteRef:1] [1: x\n", "[1: x]\n", "[bookmark: x", "[bookmark: x]\n",
		"The Council,\n", "noting\n", "1.\tx\r\n", "(a) x\n(i) y\n", "\u0301", "中文", "OP1 alt 2 ", "27 June 2023\n", "Annex\n", "\u200b",
		"  1. x\n (a) y\n    1) z\n\ti) w\nA. v\n  一、u\n أ) t\n1.1. s\n",
	} {
		for _, head := range []string{"", "The ITU Council,\nnoting\n", "x[footnoteRef:2]\n"} {
			src := head + strings.Repeat(piece, 50_000/len(piece))
			doc, _ := clause.Parse(src, clause.Options{})
			require.Equal(t, src, doc.Render())
			clause.Renumber(doc, clause.RenumberOptions{})
		}
	}
}
