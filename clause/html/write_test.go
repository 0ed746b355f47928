package html_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/html"
	"github.com/rollingtext/rollingtext/clause/internal/layout"
)

var update = flag.Bool("update", false, "rewrite the expected HTML under testdata")

func write(t require.TestingT, doc *clause.Document) string {
	var b bytes.Buffer
	require.NoError(t, html.Write(&b, doc, html.Options{}))
	return b.String()
}

// TestGolden reads testdata/*.txtar: file "in" is plain text, file "html" what
// is written for it. Escapes \xNN in "in" that stand alone between { and } are
// bytes: {\xff}.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			require.NoError(t, err)
			require.GreaterOrEqual(t, len(ar.Files), 1)
			in := unescape(string(ar.Files[0].Data))
			doc, _ := clause.Parse(in, clause.Options{})
			got := write(t, doc)
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "html", Data: []byte(got)})
				require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o644))
				return
			}
			require.Len(t, ar.Files, 2)
			require.Equal(t, string(ar.Files[1].Data), got)
		})
	}
}

// unescape lets data files hold what an editor would not keep.
func unescape(s string) string {
	return strings.NewReplacer(`{\r}`, "\r", `{\xff}`, "\xff", `{\x00}`, "\x00", `{\x0c}`, "\f", `{nbsp}`, "\u00a0").Replace(s)
}

// readBack gives the words of HTML, tags removed and entities decoded, after
// checking that it is well-formed XML.
func readBack(t require.TestingT, s string) []string {
	dec := xml.NewDecoder(strings.NewReader(s))
	var b strings.Builder
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return strings.Fields(b.String())
		}
		require.NoError(t, err, "%s", s)
		switch tok := tok.(type) {
		case xml.CharData:
			b.Write(tok)
		case xml.StartElement:
			if tok.Name.Local == "br" {
				b.WriteString(" ")
			}
		}
	}
}

// wordsOf gives the words that formatted text must hold, straight from labels,
// text spans and footnotes.
func wordsOf(doc *clause.Document) []string {
	var body, notes strings.Builder
	for _, c := range doc.Walk() {
		src := c.Source()
		if l := c.Label().Span; l.End <= c.TextSpan().Start || c.Text() == "" {
			body.WriteString(" " + l.Of(src))
		}
		body.WriteString(" ")
		at, end := c.TextSpan().Start, c.TextSpan().End
		for _, f := range c.Footnotes() {
			if f.Note.Len() == 0 || f.Ref.Start < at || f.Note.End > end {
				continue
			}
			body.WriteString(src[at:f.Ref.Start] + f.Mark + src[f.Ref.End:f.Note.Start])
			notes.WriteString(" " + f.Mark + " " + f.Body.Of(src) + " ")
			at = f.Note.End
		}
		body.WriteString(src[at:end])
	}
	return strings.Fields(layout.Clean(body.String() + notes.String()))
}

func TestTheWordsOfTheFragmentAreThoseOfTheDocument(t *testing.T) {
	raw, err := os.ReadFile("../testdata/c23-71-ar.txt")
	require.NoError(t, err)
	doc, _ := clause.Parse(string(raw), clause.Options{})
	got := readBack(t, write(t, doc))
	require.Equal(t, wordsOf(doc), got)
	require.Greater(t, len(got), 2000)
}

func anyDocument() *rapid.Generator[*clause.Document] {
	pieces := []string{
		"The General Assembly,\n\n", "The Council,\n", "إن المجلس،\n", "noting\n", "Recalling x,\n\n", "1. Decides:\n", "(a) y;\n", "a)\tz;\n", "(i) w;\n",
		"Annex\n", "[3. ", "2.3 ", "<script>alert(1)</script>", "&amp;", "'\"", "[x](y)", "[footnoteRef:1]", "[1: note\nline]", "[1: ", "[2: n]", "[footnoteRef:2]",
		"\r\n", "\n\n", "\r", "\x00", "\xff", "\xed\xa0\x80", "\ufffe", "\u0085", "\f", "\u202e", "\u2069", "نص ", "WSIS+10", "2023-2022 ", "word ", "中文，", "\u00a0", "]]>", "-->",
	}
	return rapid.Custom(func(t *rapid.T) *clause.Document {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 24).Draw(t, "pieces"), "")
		doc, _ := clause.Parse(src, clause.Options{Language: rapid.SampledFrom([]string{"", "en", "ar", "\"><x", "he"}).Draw(t, "language")})
		if rapid.Bool().Draw(t, "by hand") {
			kid := clause.New(clause.ID{1}, clause.Kind(rapid.IntRange(0, 12).Draw(t, "kind")), src, doc.Root().WithKind(clause.Item))
			doc = clause.NewDocument(doc.Meta(), clause.New(clause.RootID, clause.Root, src, kid))
		}
		return doc
	})
}

func TestAnyDocumentGivesWellFormedHTMLWithItsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := anyDocument().Draw(t, "document")
		out := write(t, doc)
		require.True(t, utf8.ValidString(out))
		require.Equal(t, wordsOf(doc), readBack(t, out), "%s", out)
	})
}

func TestReplacedCharactersAreReported(t *testing.T) {
	doc, _ := clause.Parse("a\x00b\r\n\n\xffc\fd", clause.Options{})
	var got []string
	err := html.Write(io.Discard, doc, html.Options{Replaced: func(id clause.ID, at clause.Span) {
		_, c, ok := doc.Find(id)
		require.True(t, ok)
		got = append(got, at.Of(c.Source()))
	}})
	require.NoError(t, err)
	require.Equal(t, []string{"\x00", "\xff"}, got)
}

func TestEscapedTextIsInertInElementsAndAttributes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`[<>&"'a/=\-!;#x ]*`)).Draw(t, "s")
		for _, quote := range []string{`"`, `'`} {
			dec := xml.NewDecoder(strings.NewReader("<p a=" + quote + html.Escape(s) + quote + ">" + html.Escape(s) + "</p>"))
			tok, err := dec.Token()
			require.NoError(t, err)
			require.Equal(t, strings.ReplaceAll(layout.Clean(s), "\r", "\n"), tok.(xml.StartElement).Attr[0].Value)
			if tok, err = dec.Token(); layout.Clean(s) != "" {
				require.NoError(t, err)
				require.Equal(t, layout.Clean(s), string(tok.(xml.CharData)))
			}
		}
	})
}

func TestDirectionOfALanguageIsThatOfItsScript(t *testing.T) {
	for tag, want := range map[string]html.Dir{
		"": html.Auto, "und": html.Auto, "not a tag": html.Auto, "ar": html.RTL, "ar-EG": html.RTL, "he": html.RTL, "fa": html.RTL, "ur": html.RTL,
		"az-Arab": html.RTL, "ar-Latn": html.LTR, "en": html.LTR, "zh-Hant": html.LTR, "ru": html.LTR, "dv": html.RTL,
	} {
		require.Equal(t, want, html.DirOf(tag), tag)
	}
}

func TestTextStandsInOnePieceWhateverStandsBesideIt(t *testing.T) {
	for _, c := range []struct {
		s    string
		dir  html.Dir
		want string
	}{
		{"قمة (WSIS+10) <b>", html.RTL, `قمة (<bdi dir="ltr">WSIS+10</bdi>) &lt;<bdi dir="ltr">b</bdi>&gt;`},
		{"the word نص & more", html.LTR, `the word <bdi dir="rtl">نص</bdi> &amp; more`},
		{"نص abc", html.Auto, `نص <bdi dir="ltr">abc</bdi>`},
		{"abc", html.Auto, "abc"},
		{"a\u202eb", html.LTR, "<bdi dir=\"ltr\">a\u202eb</bdi>"},
	} {
		require.Equal(t, c.want, string(html.AppendText(nil, c.s, c.dir)))
	}
}

func TestTheErrorOfTheWriterIsReported(t *testing.T) {
	r, w := io.Pipe()
	require.NoError(t, r.CloseWithError(io.ErrNoProgress))
	require.ErrorIs(t, html.Write(w, new(clause.Document), html.Options{}), io.ErrNoProgress)
}
