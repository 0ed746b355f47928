package diag_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/clause/diag"
)

var update = flag.Bool("update", false, "write the expected files anew")

// TestPrintCases reads testdata/*.txtar. In the section "input" the range of
// each diagnostic stands between « and », which are taken out; escapes such as
// \u200b are replaced first. "printed" is what comes out.
func TestPrintCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			archive := txtar.Parse(raw)
			text, list := marked(string(archive.Files[0].Data))
			src := diag.NewSource("draft.txt", text)
			src.Locate(list)
			var b strings.Builder
			require.NoError(t, diag.Print(&b, src, list))
			if *update {
				archive.Files = append(archive.Files[:1], txtar.File{Name: "printed", Data: []byte(b.String())})
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
				return
			}
			require.Equal(t, string(archive.Files[1].Data), b.String())
		})
	}
}

// marked takes the ranges out of a text.
func marked(in string) (string, diag.List) {
	in = strings.NewReplacer(`\u200b`, "\u200b", `\u202e`, "\u202e", `\u0301`, "\u0301", `\xff`, "\xff", `\r`, "\r").Replace(in)
	var b strings.Builder
	var list diag.List
	for {
		before, rest, ok := strings.Cut(in, "«")
		b.WriteString(before)
		if !ok {
			return b.String(), list
		}
		d := diag.Diagnostic{Code: "test", Message: "something is odd", Start: diag.Pos{Offset: b.Len()}}
		inside, rest, _ := strings.Cut(rest, "»")
		b.WriteString(inside)
		d.End.Offset = b.Len()
		list = append(list, d)
		in = rest
	}
}

func TestLocateAgreesWithPos(t *testing.T) {
	text := "abc\nكلُّ 中文 abc\r\n\nlast"
	src := diag.NewSource("f", text)
	var list diag.List
	ends := []int{len(text)}
	for i := range text {
		ends = append(ends, i)
	}
	for k, i := range ends {
		list = append(list, diag.Diagnostic{Start: diag.Pos{Offset: i}, End: diag.Pos{Offset: max(i, ends[len(ends)-1-k/2])}})
	}
	src.Locate(list)
	for _, d := range list {
		require.Equal(t, src.Pos(d.Start.Offset), d.Start)
		require.Equal(t, src.Pos(d.End.Offset), d.End)
		require.Equal(t, "f", d.File)
	}
}

func TestErrorsOfAListAreReached(t *testing.T) {
	list := diag.List{{Severity: diag.Warning, Message: "w"}}
	require.NoError(t, list.Err())
	err := diag.CheckUTF8("f.txt", "ok\nn\xffo")
	require.EqualError(t, err, "f.txt:2:2: invalid UTF-8: byte 0xFF at offset 4; convert the file to UTF-8")
	var d diag.Diagnostic
	require.ErrorAs(t, err, &d)
	list = append(list, d)
	require.True(t, errors.As(list.Err(), &d))
	require.NoError(t, diag.CheckUTF8("", "\ufffd"))
}

func FuzzExcerpt(f *testing.F) {
	f.Add("a\tb", 1, 2)
	f.Add("كلُّ abc 中文\u0301\n\xff", 3, 9)
	f.Add(strings.Repeat("中", 200), 300, 301)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		got := diag.NewSource("", text).Excerpt(start, end)
		require.True(t, utf8.ValidString(got))
		require.LessOrEqual(t, strings.Count(got, "\n"), 2)
		require.Less(t, utf8.RuneCountInString(got), 5000+len(text))
	})
}
