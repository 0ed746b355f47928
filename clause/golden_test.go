package clause_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/clause"
)

var update = flag.Bool("update", false, "write the expected files anew")

// TestReadCases reads every testdata/read/*.txtar: the section "input" (or the
// file that a line "input: name" in the head names) must come out as the
// sections "outline", "meta" and "warnings" say. -update writes these anew.
func TestReadCases(t *testing.T) {
	files, err := filepath.Glob("testdata/read/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			archive := txtar.Parse(raw)
			src := section(archive, "input")
			if name, ok := strings.CutPrefix(strings.SplitN(string(archive.Comment), "\n", 2)[0], "input: "); ok {
				other, err := os.ReadFile(filepath.Join(filepath.Dir(file), name))
				require.NoError(t, err)
				src = string(other)
			}
			doc, diags := clause.Parse(src, clause.Options{})
			require.Equal(t, src, doc.Render())
			got := map[string]string{"outline": outline(doc), "meta": metaLines(doc.Meta()), "warnings": ""}
			for _, d := range diags {
				got["warnings"] += fmt.Sprintf("%s: %s: %s [%s]\n", d.Start, d.Severity, d.Message, d.Code)
			}
			if *update {
				files := archive.Files[:0]
				for _, f := range archive.Files {
					if f.Name == "input" {
						files = append(files, f)
					}
				}
				for _, name := range []string{"outline", "meta", "warnings"} {
					files = append(files, txtar.File{Name: name, Data: []byte(got[name])})
				}
				archive.Files = files
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
				return
			}
			for name, text := range got {
				require.Equal(t, section(archive, name), text, name)
			}
		})
	}
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// outline prints a clause a line: kind, label as it stands with what it
// counts, and the start of its text.
func outline(d *clause.Document) string {
	var b strings.Builder
	for p, c := range d.Walk() {
		if len(p) == 0 {
			continue
		}
		b.WriteString(strings.Repeat("  ", len(p)-1) + c.Kind().String())
		if l := c.Label(); !l.IsZero() {
			fmt.Fprintf(&b, " %s = %s %d", l.Printed, l.Series, l.Ordinal)
			if l.Insert > 0 {
				fmt.Fprintf(&b, " insert %d", l.Insert)
			}
			if l.Alt > 0 {
				fmt.Fprintf(&b, " alt %d", l.Alt)
			}
		}
		for _, f := range c.Footnotes() {
			fmt.Fprintf(&b, " note %s", f.Mark)
		}
		if text := c.Text(); text != "" {
			fmt.Fprintf(&b, " | %s", shorten(text))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= 48 {
		return s
	}
	r := []rune(s)
	return string(r[:30]) + " … " + string(r[len(r)-15:])
}

func metaLines(m clause.Metadata) string {
	var b strings.Builder
	for _, f := range [][2]string{
		{"symbol", m.Symbol},
		{"body", m.Body},
		{"date", m.Date},
		{"title", m.Title},
		{"agenda", m.AgendaItem},
		{"language", m.Language},
		{"original", m.Original},
	} {
		if f[1] != "" {
			b.WriteString(f[0] + ": " + f[1] + "\n")
		}
	}
	for _, c := range m.Contributors {
		b.WriteString("contributor: " + c + "\n")
	}
	return b.String()
}
