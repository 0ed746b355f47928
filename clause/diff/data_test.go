package diff_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/clause/diff"
)

var update = flag.Bool("update", false, "rewrite the expected changes in testdata")

var escape = regexp.MustCompile(`\\u\{[0-9a-f]+\}`)

func unescape(s string) string {
	s = escape.ReplaceAllStringFunc(s, func(e string) string {
		n, _ := strconv.ParseInt(e[3:len(e)-1], 16, 32)
		return string(rune(n))
	})
	return strings.ReplaceAll(s, `\s`, " ")
}

func TestEachChangeHasItsClassAndFlags(t *testing.T) {
	f, err := os.Open("testdata/classes.txt")
	require.NoError(t, err)
	defer f.Close()
	n := 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		col := strings.Split(line, "|")
		require.Len(t, col, 4, line)
		for i := range col {
			col[i] = strings.Trim(col[i], " ")
		}
		for _, way := range [][2]string{{col[0], col[1]}, {col[1], col[0]}} {
			class, flags := diff.Classify(unescape(way[0]), unescape(way[1]))
			require.Equal(t, col[2], class.String(), line)
			require.Equal(t, col[3], flags.String(), line)
		}
		n++
	}
	require.NotZero(t, n)
}

// A case in testdata/documents is a txtar file: old, new, and the changes from
// one to the other that are expected.
func TestDocumentsHaveTheChangesExpected(t *testing.T) {
	files, err := filepath.Glob("testdata/documents/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			require.NoError(t, err)
			data := map[string]string{}
			for _, f := range a.Files {
				data[f.Name] = string(f.Data)
			}
			var b strings.Builder
			for _, c := range diff.Documents(parse(data["old"]), parse(data["new"])) {
				fmt.Fprintf(&b, "%s %v %q -> %q", c.Kind, []int(c.Old.Path), c.Old.Text, c.New.Text)
				if c.Class.Editorial() {
					fmt.Fprintf(&b, " (%s)", c.Class)
				}
				if c.Unseen != 0 {
					fmt.Fprintf(&b, " {%s}", c.Unseen)
				}
				for _, h := range c.Letters {
					fmt.Fprintf(&b, " letters %q -> %q", h.Old.Of(c.Old.Text), h.New.Of(c.New.Text))
				}
				b.WriteByte('\n')
			}
			if *update {
				for i := range a.Files {
					if a.Files[i].Name == "want" {
						a.Files[i].Data = []byte(b.String())
					}
				}
				require.NoError(t, os.WriteFile(name, txtar.Format(a), 0o644))
				return
			}
			require.Equal(t, data["want"], b.String())
		})
	}
}
