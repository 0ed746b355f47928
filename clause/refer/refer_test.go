package refer_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/refer"
)

var update = flag.Bool("update", false, "write the expected files anew")

// TestReferenceCases reads testdata/*.txtar. The references in the section
// "input" must be as "references" says, the diagnostics as "warnings". A
// section "remove" names clauses by label path; they are taken out, the rest
// is renumbered, and references follow: "followed" is the text that must come
// out and "lost" what could not be followed. -update writes these anew.
func TestReferenceCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			archive := txtar.Parse(raw)
			in := map[string]string{}
			for _, f := range archive.Files {
				in[f.Name] = string(f.Data)
			}
			got, names := run(t, in)
			if *update {
				var files []txtar.File
				for _, f := range archive.Files {
					if f.Name == "input" || f.Name == "remove" {
						files = append(files, f)
					}
				}
				for _, name := range names {
					files = append(files, txtar.File{Name: name, Data: []byte(got[name])})
				}
				archive.Files = files
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
				return
			}
			for _, name := range names {
				require.Equal(t, in[name], got[name], name)
			}
		})
	}
}

func run(t *testing.T, in map[string]string) (got map[string]string, names []string) {
	doc, _ := clause.Parse(in["input"], clause.Options{})
	labels := clause.NewLabels(doc)
	refs := refer.Find(doc)
	got = map[string]string{}
	for _, r := range refs {
		got["references"] += describe(doc, labels, r) + "\n"
	}
	for _, d := range refer.Check(doc, "") {
		got["warnings"] += fmt.Sprintf("%s: %s: %s [%s]\n", d.Start, d.Severity, d.Message, d.Code)
	}
	names = []string{"references", "warnings"}
	if in["remove"] == "" {
		return got, names
	}
	shorter := doc
	for name := range strings.Lines(in["remove"]) {
		at := labels.Lookup(strings.TrimSpace(name))
		require.Len(t, at, 1, name)
		p, _, ok := shorter.Find(doc.Clause(at[0]).ID())
		require.True(t, ok)
		var err error
		shorter, err = shorter.Remove(p)
		require.NoError(t, err)
	}
	now, lost := refer.Follow(refs, doc, clause.Renumber(shorter, clause.RenumberOptions{}).Document)
	got["followed"] = now.Render()
	for _, l := range lost {
		got["lost"] += describe(doc, labels, l.Reference) + ": " + l.Reason.String() + "\n"
	}
	return got, append(names, "followed", "lost")
}

func describe(doc *clause.Document, labels *clause.Labels, r refer.Reference) string {
	src := doc.Clause(r.Path).Source()
	var steps []string
	for _, s := range r.Steps {
		at, _, ok := doc.Find(s.Target)
		switch {
		case ok:
			steps = append(steps, s.Span.Of(src)+" = "+labels.Of(at))
		case len(s.Candidates) > 0:
			steps = append(steps, fmt.Sprintf("%s = one of %d", s.Span.Of(src), len(s.Candidates)))
		default:
			steps = append(steps, s.Span.Of(src)+" = nothing")
		}
	}
	certain := ""
	if r.Certain {
		certain = " (certain)"
	}
	return labels.Of(r.Path) + ": " + strings.Join(strings.Fields(r.Mention.Of(src)), " ") + ": " + strings.Join(steps, ", ") + certain
}

func TestRealResolutionRefersOnlyToOtherDocuments(t *testing.T) {
	raw, err := os.ReadFile("../testdata/c23-71-ar.txt")
	require.NoError(t, err)
	doc, _ := clause.Parse(string(raw), clause.Options{})
	require.Empty(t, refer.Find(doc))
	require.Empty(t, refer.Check(doc, ""))
}

func FuzzFind(f *testing.F) {
	f.Add("The General Assembly,\nNoting paragraph 3 (b) above,\n1. Decides OP2;\n2. Asks as in 1, 2 and 3;\n")
	f.Add("إن الجمعية العامة،\nإذ تشير إلى الفقرة 3 من يقرر،\nيقرر\n1\tفي الفقرتين 2 و3 أعلاه؛\n2\tx.\n")
	f.Add("大会，\n1. 决定按上文第2段(b)分段；\n2. 请：\n(a) x；\n(b) y。\n")
	f.Fuzz(func(t *testing.T, src string) {
		doc, _ := clause.Parse(src, clause.Options{})
		refs := refer.Find(doc)
		for _, r := range refs {
			c := doc.Clause(r.Path)
			require.Equal(t, r.From, c.ID())
			size := len(c.Source())
			require.True(t, 0 <= r.Mention.Start && r.Mention.Start < r.Mention.End && r.Mention.End <= size)
			for _, s := range r.Steps {
				require.Contains(t, s.Span.Of(c.Source()), s.Label.Printed)
			}
		}
		same, _ := refer.Follow(refs, doc, doc)
		require.Equal(t, src, same.Render(), "nothing was renumbered, so nothing follows")
		refer.Check(doc, "")
	})
}
