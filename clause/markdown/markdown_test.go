package markdown_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/internal/layout"
	"github.com/rollingtext/rollingtext/clause/markdown"
)

var update = flag.Bool("update", false, "rewrite the expected Markdown under testdata")

func write(t require.TestingT, doc *clause.Document, opt markdown.Options) string {
	var b bytes.Buffer
	require.NoError(t, markdown.Write(&b, doc, opt))
	return b.String()
}

// TestGolden reads testdata/*.txtar: file "in" is plain text, file "markdown"
// what is written for it, and "wrapped" the same with a wrapper and a table.
// Names between { and } in "in" stand for what an editor would not keep.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			require.NoError(t, err)
			require.GreaterOrEqual(t, len(ar.Files), 1)
			doc, _ := clause.Parse(unescape(string(ar.Files[0].Data)), clause.Options{})
			got := []txtar.File{
				{Name: "markdown", Data: []byte(write(t, doc, markdown.Options{}))},
				{Name: "wrapped", Data: []byte(write(t, doc, markdown.Options{Wrap: true, Table: true, Level: 2}))},
			}
			if *update {
				ar.Files = append(ar.Files[:1], got...)
				require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o644))
				return
			}
			require.Len(t, ar.Files, 3)
			for i, f := range got {
				require.Equal(t, string(ar.Files[i+1].Data), string(f.Data), f.Name)
			}
		})
	}
}

func unescape(s string) string {
	return strings.NewReplacer(`{\r}`, "\r", `{\xff}`, "\xff", `{\x00}`, "\x00", `{\x0c}`, "\f", `{nbsp}`, "\u00a0").Replace(s)
}

var renderer = goldmark.New(
	goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList),
	goldmark.WithRendererOptions(html.WithXHTML(), html.WithUnsafe()),
)

// rendered gives the words that a renderer shows, and how often it used each
// element.
func rendered(t require.TestingT, md string) (words []string, elements map[string]int) {
	var out bytes.Buffer
	require.NoError(t, renderer.Convert([]byte(md), &out))
	dec := xml.NewDecoder(strings.NewReader("<all>" + strings.ReplaceAll(out.String(), "&nbsp;", " ") + "</all>"))
	dec.Entity = xml.HTMLEntity
	var b strings.Builder
	elements = map[string]int{}
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return strings.Fields(strings.ReplaceAll(b.String(), "\u21a9\ufe0e", "")), elements
		}
		require.NoError(t, err, "%s\n%s", md, out.String())
		switch tok := tok.(type) {
		case xml.CharData:
			b.Write(tok)
		case xml.StartElement:
			elements[tok.Name.Local]++
		}
	}
}

// wordsOf gives the words that formatted text must hold, with footnotes
// numbered through as renderers do.
func wordsOf(doc *clause.Document) []string {
	var body, notes strings.Builder
	n := 0
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
			mark := "[" + f.Mark + "]"
			if strings.TrimSpace(layout.Clean(f.Body.Of(src))) != "" {
				n++
				mark = strconv.Itoa(n)
				notes.WriteString(" " + f.Body.Of(src) + " ")
			}
			body.WriteString(src[at:f.Ref.Start] + mark + src[f.Ref.End:f.Note.Start])
			at = f.Note.End
		}
		body.WriteString(src[at:end])
	}
	return strings.Fields(layout.Clean(body.String() + notes.String()))
}

// allowed are the elements that what we write may become. A link is that of a
// footnote: requireOnly counts them.
var allowed = []string{"all", "p", "em", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "li", "br", "sup", "a", "div", "hr", "ol"}

func requireOnlyOurs(t require.TestingT, md string, elements map[string]int) {
	for name := range elements {
		require.Contains(t, allowed, name, "%s", md)
	}
	require.Equal(t, 2*elements["sup"], elements["a"], "a link in\n%s", md)
	require.LessOrEqual(t, elements["ol"], 1, "a renumbered list in\n%s", md)
}

func TestARendererShowsTheWordsOfTheDocumentAndNothingElse(t *testing.T) {
	raw, err := os.ReadFile("../testdata/c23-71-ar.txt")
	require.NoError(t, err)
	doc, _ := clause.Parse(string(raw), clause.Options{})
	md := write(t, doc, markdown.Options{})
	words, elements := rendered(t, md)
	require.Equal(t, wordsOf(doc), words)
	requireOnlyOurs(t, md, elements)
	require.Equal(t, 12, elements["em"], "a heading each")
	require.Equal(t, 68+1, elements["li"], "items and a footnote")
}

func TestNothingIsInterpretedWhateverTheTextIs(t *testing.T) {
	pieces := []string{
		"The General Assembly,\n\n", "The Council,\n", "noting\n", "Recalling x,\n\n", "1. Decides:\n", "(a) y;\n", "a)\tz;\n", "(i) w;\n",
		"Annex\n", "[3. ", "2.3 ", "<b>", "<!--", "-->", "&amp;", "&#60;", "[x](y)", "![", "[^1]", "[^1]: ", "[x]: /y", "[footnoteRef:1]", "[footnoteRef:1]: ", "![footnoteRef:1](", "[1: note\nline]", "[1: note]", "[1: ", "[footnoteRef:*]", "[*: n]",
		"\r\n", "\n", "\n", "\n\n", "\r", "\x00", "\xff", "*", "_", "**", "`", "```\n", "~~", "# ", "## ", " #", "> ", "- ", "+ ", "12. ", "12) ", "---", "===", "|", "|---|", ":--", ": ",
		"http://x.org", "www.x.org", "\\", "!", "$", "    ", "\t", "  ", "نص ", "word ", "中文，", "\u00a0", "x", " ", "{#a}", "]",
	}
	rapid.Check(t, func(t *rapid.T) {
		src := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 24).Draw(t, "pieces"), "")
		doc, _ := clause.Parse(src, clause.Options{})
		if rapid.Bool().Draw(t, "by hand") {
			kid := clause.New(clause.ID{1}, clause.Kind(rapid.IntRange(0, 12).Draw(t, "kind")), src, doc.Root().WithKind(clause.Item))
			doc = clause.NewDocument(doc.Meta(), clause.New(clause.RootID, clause.Root, src, kid))
		}
		md := write(t, doc, markdown.Options{})
		require.True(t, utf8.ValidString(md))
		words, elements := rendered(t, md)
		require.Equal(t, wordsOf(doc), words, "%s", md)
		requireOnlyOurs(t, md, elements)
	})
}

func TestEscapedTextIsTextWhereverItIsPut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching("[-+=#*_`~\\[\\]()<>&|:!.0-9a-c \n]*").Draw(t, "s")
		for _, around := range []string{"%", "- %", "# %", "x\n%", "| a |\n|---|\n| % |"} {
			words, elements := rendered(t, strings.ReplaceAll(around, "%", markdown.Escape(s)))
			delete(elements, "table")
			for _, name := range []string{"thead", "tbody", "tr", "th", "td"} {
				delete(elements, name)
			}
			if strings.Contains(around, "|") {
				words = words[1:]
			} else if strings.HasPrefix(around, "x") {
				words = strings.Fields(strings.TrimPrefix(strings.Join(words, " "), "x"))
			}
			require.Equal(t, strings.Fields(s), words)
			requireOnlyOurs(t, s, elements)
		}
	})
}

func TestItemsAreNestedAsInTheDocument(t *testing.T) {
	doc, _ := clause.Parse("The General Assembly,\n\n1. Decides:\n\n(a) x:\n\n(i) y;\n\n(ii) z;\n\n(b) w;\n\n2. Ends.\n", clause.Options{})
	require.Equal(t, "The General Assembly,\n\n1\\. Decides:\n\n- (a) x:\n  - (i) y;\n  - (ii) z;\n- (b) w;\n\n2\\. Ends.\n", write(t, doc, markdown.Options{}))
}

func TestTheErrorOfTheWriterIsReported(t *testing.T) {
	r, w := io.Pipe()
	require.NoError(t, r.CloseWithError(io.ErrNoProgress))
	doc, _ := clause.Parse("x", clause.Options{})
	require.ErrorIs(t, markdown.Write(w, doc, markdown.Options{}), io.ErrNoProgress)
}
