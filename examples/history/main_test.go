package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend/amendtest"
)

var update = flag.Bool("update", false, "write the built-in history and what the program prints of it anew")

func call(args ...string) (status int, stdout, stderr string) {
	var out, err bytes.Buffer
	status = run(args, &out, &err)
	return status, out.String(), err.String()
}

// TestBuiltInHistoryIsThatOfTheScenario makes the history from the scenario
// and the text of the real resolution.
func TestBuiltInHistoryIsThatOfTheScenario(t *testing.T) {
	data, err := os.ReadFile("testdata/c23-71.txtar")
	require.NoError(t, err)
	base, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	talks := amendtest.Begin(nil)
	talks.Files["c23-71-ar.txt"] = string(base)
	_, lines, _ := strings.Cut(string(data), "-- history --\n")
	require.NoError(t, talks.Say(lines))
	amendtest.CheckHistory(t, talks.History)
	var b bytes.Buffer
	require.NoError(t, talks.History.Write(&b))
	if *update {
		require.NoError(t, os.WriteFile("testdata/c23-71.jsonl", b.Bytes(), 0o644))
		builtIn = b.String()
	}
	require.Equal(t, builtIn, b.String(), "run the test with -update")
}

// The pages that the program prints are kept as files.
func TestPages(t *testing.T) {
	file := filepath.Join(t.TempDir(), "h.jsonl")
	status, _, _ := call("export", file)
	require.Zero(t, status)
	for name, args := range map[string][]string{
		"tour": {}, "verify": {"verify", file}, "log": {"log", file}, "show": {"show", file, "-at", "3"},
		"blame": {"blame", file}, "diff": {"diff", file, "2", "21"}, "log.json": {"log", "-json", file}, "verify.json": {"verify", file, "-json"},
	} {
		status, out, stderr := call(args...)
		require.Zero(t, status, stderr)
		require.Empty(t, stderr)
		if strings.HasSuffix(name, ".json") {
			require.True(t, json.Valid([]byte(out)))
		}
		page := filepath.Join("testdata", "page-"+name+".txt")
		if *update {
			require.NoError(t, os.WriteFile(page, []byte(out), 0o644))
		}
		want, err := os.ReadFile(page)
		require.NoError(t, err)
		require.Equal(t, string(want), out, name)
	}
	base, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	_, out, _ := call("show", file, "-at", "2023-07-11T09:01:00Z")
	require.Equal(t, string(base), out, "the first base is shown byte for byte")
}

func TestADamagedFileIsRefusedAtItsFirstBadEvent(t *testing.T) {
	file := filepath.Join(t.TempDir(), "h.jsonl")
	lines := strings.SplitAfter(builtIn, "\n")
	lines[7] = strings.Replace(lines[7], `"v":1`, `"v":2`, 1)
	require.NoError(t, os.WriteFile(file, []byte(strings.Join(lines, "")), 0o644))
	for _, args := range [][]string{{"verify", file}, {"log", file}, {"blame", file}} {
		status, out, stderr := call(args...)
		require.Equal(t, 1, status)
		require.Empty(t, out)
		require.Contains(t, stderr, "h.jsonl:8:1: event 7, byte ")
	}
	status, out, _ := call("verify", "-json", file)
	require.Equal(t, 1, status)
	require.Contains(t, out, `"event": 7`)
}

func TestWrongCallsSayHow(t *testing.T) {
	for _, args := range [][]string{{"blame"}, {"sing", "x"}, {"diff", "x", "1"}, {"-color", "red"}, {"log", "x", "-rules", "none"}} {
		status, _, stderr := call(args...)
		require.Equal(t, 2, status, args)
		require.Contains(t, stderr, "usage")
	}
	status, _, stderr := call("log", filepath.Join(t.TempDir(), "none"))
	require.Equal(t, 1, status)
	require.Contains(t, stderr, "none")
	file := filepath.Join(t.TempDir(), "h.jsonl")
	_, _, _ = call("export", file)
	status, _, stderr = call("show", file, "-at", "zzz")
	require.Equal(t, 1, status)
	require.Contains(t, stderr, `not "zzz"`)
	_, out, _ := call("log", "-color", "always", file)
	require.Contains(t, out, "\x1b[1m")
}

func TestProgressBarFillsUp(t *testing.T) {
	var b bytes.Buffer
	c := &command{rules: rules["itu"], out: printer{progress: &b, bar: true}}
	_, err := c.check(builtIn, "x")
	require.NoError(t, err)
	step := c.out.progressBar(100)
	for i := range 101 {
		step(i)
	}
	require.Contains(t, b.String(), "\r["+strings.Repeat("#", 20)+strings.Repeat(".", 20)+"]")
	require.True(t, strings.HasSuffix(b.String(), "\r["+strings.Repeat("#", 40)+"]"))
}
