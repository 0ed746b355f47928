package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite what is expected of the program")

// TestProgram runs each archive in testdata: its comment has the line
// "args: …", its files are the inputs and what is expected: stdout, stderr
// and status.
func TestProgram(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, archives)
	for _, name := range archives {
		path, err := filepath.Abs(name)
		require.NoError(t, err)
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(path)
			require.NoError(t, err)
			t.Chdir(t.TempDir())
			kept := a.Files[:0]
			want := map[string]string{}
			for _, f := range a.Files {
				switch f.Name {
				case "stdout", "stderr", "status":
					want[f.Name] = string(f.Data)
				default:
					kept = append(kept, f)
					require.NoError(t, os.WriteFile(f.Name, unescape(f.Data), 0o644))
				}
			}
			var args []string
			for line := range strings.Lines(string(a.Comment)) {
				if rest, ok := strings.CutPrefix(line, "args:"); ok {
					args = strings.Fields(rest)
				}
			}
			var stdout, stderr bytes.Buffer
			status := run(args, strings.NewReader(want["stdin"]), &stdout, &stderr)
			got := map[string]string{"stdout": stdout.String(), "stderr": stderr.String(), "status": fmt.Sprintln(status)}
			if *update {
				a.Files = kept
				for _, f := range []string{"stdout", "stderr", "status"} {
					a.Files = append(a.Files, txtar.File{Name: f, Data: []byte(got[f])})
				}
				require.NoError(t, os.WriteFile(path, txtar.Format(a), 0o644))
				return
			}
			for _, f := range []string{"status", "stderr", "stdout"} {
				require.Equal(t, strings.TrimSuffix(want[f], "\n"), strings.TrimSuffix(got[f], "\n"), f)
			}
		})
	}
}

// unescape lets an archive hold bytes that are no UTF-8, as \xFF.
func unescape(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`\xFF`), []byte{0xFF}) }

func output(t *testing.T, args ...string) string {
	var stdout, stderr bytes.Buffer
	require.Zero(t, run(args, strings.NewReader(""), &stdout, &stderr), stderr.String())
	return stdout.String()
}

func TestRealResolutionGivesItsFewBrackets(t *testing.T) {
	var c struct {
		Groups []struct {
			Kind    string
			Options []struct{ Text string }
		}
		Placeholders, Notes []struct{ Text string }
		Artefacts           []struct{ Kind string }
		Unbalanced          []any
		Open                int
		Words               int
		BracketedWords      int
	}
	require.NoError(t, json.Unmarshal([]byte(output(t, "-format", "json")), &c))
	require.Equal(t, 2, c.Open)
	require.Equal(t, "alternatives", c.Groups[0].Kind)
	require.Len(t, c.Groups[0].Options, 2)
	require.Equal(t, "optional", c.Groups[1].Kind)
	require.Equal(t, "وكذلك مراعاة الإجراءات التي تقررها الجمعية\u00a0العامة", c.Groups[1].Options[0].Text)
	require.Len(t, c.Placeholders, 1)
	require.Empty(t, c.Notes)
	require.Empty(t, c.Unbalanced)
	var kinds []string
	for _, a := range c.Artefacts {
		kinds = append(kinds, a.Kind)
	}
	require.Equal(t, []string{"bookmark", "footnote mark", "footnote"}, kinds)
	require.Equal(t, 32, c.BracketedWords)
}

func TestRenderIsTheInput(t *testing.T) {
	require.Equal(t, resolution, output(t, "-render"))
	require.Equal(t, resolution, output(t, "-render", "-convention", "EU-four-column+chinese"))
}

func TestTheEmbeddedResolutionIsTheSharedOne(t *testing.T) {
	shared, err := os.ReadFile("../../clause/testdata/c23-71-ar.txt")
	require.NoError(t, err)
	require.Equal(t, string(shared), resolution)
}

// TestEveryModeTakesEveryText runs all that the program can do on broken and
// odd texts: it must end with status 0 and give back what it says.
func TestEveryModeTakesEveryText(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"[", "]", " ", "\n", "word", "EU: ", "[EU, G77: a]", "[or]", "[...]", "[1: ", "delete", " / ", " - US", "; ", "[other]",
		"Option 1: ", "\nOption 2: ", "\nOption (a): ", "\n3. ", "\n3 alt ", "No text", " (EU)", " EU reserves", "\nMOD ", "{", "}", "20XX",
		"［", "］", "(agreed ad referendum)", "\nNegotiators' Note: ", "كلمة", "و", "، ", "词", "слово", ".", ", ", " and ", "\r\n", "\u2068", "\u2069",
	})
	modes := [][]string{
		{},
		{"-format", "json"},
		{"-tree"},
		{"-resolve", "EU"},
		{"-resolve", "EU", "-tidy=false"},
		{"-readings", "3"},
		{"-html"},
		{"-write", "Treaty"},
		{"-write", "CBD", "-isolates"},
		{"-write", "UNFCCC"},
		{"-write", "Chinese"},
		{"-convention", "auto"},
		{"-convention", "EUFourColumn+Chinese"},
	}
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 25).Draw(t, "pieces"), "")
		for _, m := range modes {
			var stdout, stderr bytes.Buffer
			require.Zero(t, run(append(m, "-"), strings.NewReader(text), &stdout, &stderr), "%q %q", m, text)
		}
		var stdout, stderr bytes.Buffer
		require.Zero(t, run([]string{"-render", "-"}, strings.NewReader(text), &stdout, &stderr))
		require.Equal(t, text, stdout.String())
		other := filepath.Join(dir, "other.txt")
		require.NoError(t, os.WriteFile(other, []byte(strings.Join(rapid.SliceOfN(piece, 0, 25).Draw(t, "other"), "")), 0o644))
		require.Zero(t, run([]string{"-compare", "-", other}, strings.NewReader(text), &stdout, &stderr))
	})
}
