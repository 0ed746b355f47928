package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the expected outputs in testdata")

// call runs the program.
func call(args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	status = run(args, &out, &errs)
	return out.String(), errs.String(), status
}

// A case in testdata is a txtar file: its comment is the command line, one
// argument a line; want/stdout, want/stderr and want/status are what it must
// give; all other files are there when it runs.
func TestCommandLineCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			require.NoError(t, err)
			full, err := filepath.Abs(name)
			require.NoError(t, err)
			t.Chdir(t.TempDir())
			for _, f := range a.Files {
				if !strings.HasPrefix(f.Name, "want/") {
					require.NoError(t, os.WriteFile(f.Name, f.Data, 0o644))
				}
			}
			out, errs, status := call(strings.Fields(string(a.Comment))...)
			got := map[string]string{"want/stdout": out, "want/stderr": errs, "want/status": string(rune('0'+status)) + "\n"}
			if *update {
				a.Files = slices.DeleteFunc(a.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want/") })
				for _, k := range []string{"want/status", "want/stdout", "want/stderr"} {
					a.Files = append(a.Files, txtar.File{Name: k, Data: []byte(got[k])})
				}
				require.NoError(t, os.WriteFile(full, txtar.Format(a), 0o644))
				return
			}
			for _, f := range a.Files {
				if want, ok := got[f.Name]; ok {
					require.Equal(t, string(f.Data), strings.TrimSuffix(want, "\n")+strings.Repeat("\n", min(1, len(want))), f.Name)
				}
			}
		})
	}
}

// inFiles writes texts to files and returns the flags that name them.
func inFiles(t interface {
	require.TestingT
	Helper()
}, dir, base string, copies []string,
) []string {
	name := filepath.Join(dir, "base.txt")
	require.NoError(t, os.WriteFile(name, []byte(base), 0o644))
	args := []string{"-base", name}
	for i, text := range copies {
		name := filepath.Join(dir, string(rune('a'+i))+".txt")
		require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
		args = append(args, "-sponsor", parties[i]+"="+name)
	}
	return args
}

var parties = []string{"EU", "G77 and China", "Группа", "المجموعة العربية", "集团"}

func TestAnyTextsComeBackToTheByte(t *testing.T) {
	piece := rapid.OneOf(rapid.StringN(0, 12, 40), rapid.SampledFrom([]string{
		"", "\n", "\r\n", "\n\n", "The Council,\n", "1\tto report;\n", "2\tto report again;\n", "[a] [b]", "]", "[",
		"a)\tالنص العربي؛\n", "第一段。", "слово ", "word ", "e\u0301", "\u00a0", "\ufeff", "\u200f", "[EU: x]", "\x00",
	}))
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(piece, 0, 10).Draw(t, "base")
		base := strings.Join(list, "")
		var copies []string
		for range rapid.IntRange(1, 4).Draw(t, "sponsors") {
			mine := slices.Clone(list)
			for range rapid.IntRange(0, 3).Draw(t, "edits") {
				at := rapid.IntRange(0, len(mine)).Draw(t, "at")
				if rapid.Bool().Draw(t, "insert") || at == len(mine) {
					mine = slices.Insert(mine, at, piece.Draw(t, "new"))
				} else {
					mine = slices.Delete(mine, at, at+1)
				}
			}
			copies = append(copies, strings.Join(mine, ""))
		}
		args := inFiles(t, dir, base, copies)
		saved, errs, status := call(append(args, "-show", "rolling", "-format", "json")...)
		require.Zero(t, status, errs)
		from := filepath.Join(dir, "rolling.json")
		require.NoError(t, os.WriteFile(from, []byte(saved), 0o644))
		for _, in := range [][]string{args, {"-from", from}} {
			got, _, _ := call(append(slices.Clone(in), "-show", "base")...)
			require.Equal(t, base, got)
			for i, text := range copies {
				got, _, _ = call(append(slices.Clone(in), "-show", "as:"+parties[i])...)
				require.Equal(t, text, got)
			}
		}
		for _, view := range []string{"rolling", "compromise", "why", "conflicts", "changes", "table", "stats", "balance"} {
			a, _, _ := call(append(slices.Clone(args), "-show", view)...)
			b, _, _ := call("-from", from, "-show", view)
			require.Equal(t, a, b, view)
		}
		turned := slices.Clone(args[:2])
		for i := len(args) - 2; i >= 2; i -= 2 {
			turned = append(turned, args[i], args[i+1])
		}
		for _, format := range []string{"text", "json", "html", "markdown"} {
			a, _, _ := call(append(slices.Clone(args), "-show", "rolling", "-format", format)...)
			b, _, _ := call(append(turned, "-show", "rolling", "-format", format)...)
			require.Equal(t, a, b, format)
		}
	})
}

func TestEmbeddedExamplesShowWhatTheyAreFor(t *testing.T) {
	for _, lang := range []string{"ar", "en"} {
		out, errs, status := call("-lang", lang, "-show", "conflicts", "-format", "json")
		require.Zero(t, status)
		require.Empty(t, errs)
		var places []struct {
			Clause, ID, Base string
			Options          []struct {
				Text     string
				Sponsors []string
			}
			Silent []string
		}
		require.NoError(t, json.Unmarshal([]byte(out), &places))
		require.Len(t, places, 2)
		for _, p := range places {
			require.Len(t, p.Options, 2)
			require.Len(t, p.Silent, 2)
		}
		out, _, _ = call("-lang", lang, "-show", "changes")
		for _, kind := range []string{": replace\n", ": insert\n", ": insert words\n", ": delete\n", ": move\n", ": pick\n", "follows from other changes", "by: Coast Group, Delta Group", illustrative} {
			require.Contains(t, out, kind, lang)
		}
		var changes []struct{ Kind, ID string }
		out, _, _ = call("-lang", lang, "-show", "changes", "-format", "json")
		require.NoError(t, json.Unmarshal([]byte(out), &changes))
		at := map[string]int{}
		for _, c := range changes {
			if c.Kind == "insert" {
				at[c.ID]++
			}
		}
		require.Contains(t, slices.Collect(maps.Values(at)), 2, "two groups put a paragraph at one point")
		raw, err := fs.ReadFile(texts, "texts/"+lang+".txt")
		require.NoError(t, err)
		out, _, _ = call("-lang", lang, "-show", "base")
		require.Equal(t, string(raw), out)
	}
}

func TestNothingIsWrittenWhereAnInputCannotBeUsed(t *testing.T) {
	dir := t.TempDir()
	bad, out := filepath.Join(dir, "bad.txt"), filepath.Join(dir, "out")
	require.NoError(t, os.WriteFile(bad, []byte("a\nb\xffc\n"), 0o644))
	stdout, stderr, status := call("-base", bad, "-sponsor", "EU="+bad, "-o", out)
	require.Equal(t, 1, status)
	require.Empty(t, stdout)
	require.Contains(t, stderr, bad+":2:2: ")
	require.NoFileExists(t, out)
	_, stderr, status = call("-base", filepath.Join(dir, "none"), "-sponsor", "EU="+bad)
	require.Equal(t, 1, status)
	require.Contains(t, stderr, "none:1:1: ")
	require.NoError(t, os.WriteFile(bad, []byte("{\n \"format\": 3}"), 0o644))
	_, stderr, status = call("-from", bad)
	require.Equal(t, 1, status)
	require.Contains(t, stderr, bad+":2:")
}

func TestWrongUsageIsStatusTwo(t *testing.T) {
	for _, args := range [][]string{
		{"-show", "all"},
		{"-rule", "chance"},
		{"-rule", "optimum", "-objective", "luck"},
		{"-rule", "optimum", "-steps", "0"},
		{"-objective", "nash"},
		{"-weights", ""},
		{"-format", "pdf"},
		{"-base", "x"},
		{"-sponsor", "EU=x"},
		{"-base", "x", "-sponsor", "EU"},
		{"-base", "x", "-sponsor", "=x"},
		{"-base", "x", "-sponsor", "a: b=x"},
		{"-base", "x", "-sponsor", "EU=x", "-sponsor", "EU=y"},
		{"-from", "x", "-base", "y", "-sponsor", "EU=z"},
		{"-lang", "fr"},
		{"-unknown"},
		{"more"},
		{"-show", "as:Nobody"},
	} {
		out, errs, status := call(args...)
		require.Equal(t, 2, status, args)
		require.Empty(t, out)
		require.NotEmpty(t, errs)
	}
	_, errs, status := call("-help")
	require.Zero(t, status)
	require.Contains(t, errs, "-sponsor")
}
