package merge_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

var update = flag.Bool("update", false, "write what the scenarios give into their files")

// A scenario is a file with base.txt, one text for each party (EU.txt, or
// EU.alternative.txt where it is tabled as a whole), and what follows from them: the rolling text, what consensus and a majority make
// of it, and a line for each place that is contested.
var results = []string{"rolling.txt", "consensus.txt", "majority.txt", "conflicts.txt"}

func TestScenarios(t *testing.T) {
	files, err := filepath.Glob("testdata/scenarios/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { scenario(t, file) })
	}
}

func scenario(t *testing.T, file string) {
	ar, err := txtar.ParseFile(file)
	require.NoError(t, err)
	base, copies, want := "", map[string]string{}, map[string]string{}
	var inputs []txtar.File
	for _, f := range ar.Files {
		name := strings.TrimSuffix(f.Name, ".txt")
		switch {
		case slices.Contains(results, f.Name):
			want[f.Name] = string(f.Data)
			continue
		case name == "base":
			base = string(f.Data)
		default:
			copies[name] = string(f.Data)
		}
		inputs = append(inputs, f)
	}
	doc := parse(base)
	var tabled [][]amend.Amendment
	for name, text := range copies {
		party, whole := strings.CutSuffix(name, ".alternative")
		if whole {
			delete(copies, name)
			copies[party] = text
			tabled = append(tabled, []amend.Amendment{{
				ID: uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)), Sponsors: []string{party}, Base: doc.Version(), Op: amend.Alternative, Text: text,
				Target: amend.Target{Clause: doc.Root().ID(), Range: clause.Span{End: len(base)}, Quote: base},
			}})
			continue
		}
		tabled = append(tabled, amend.Derive(doc, parse(text), amend.Amendment{Sponsors: []string{name}}))
	}
	r, err := merge.Merge(doc, slices.Concat(tabled...), merge.Options{Parties: slices.Collect(maps.Keys(copies))})
	require.NoError(t, err)
	require.Equal(t, base, r.Base())
	nodes := r.Nodes()
	for name, text := range copies {
		got, err := r.As(name)
		require.NoError(t, err)
		require.Equal(t, text, got, name)
		if !silentOnOptionsOfBase(r, name) {
			require.Equal(t, proposedBy(t, r, name), shownFor(nodes, name), name)
		}
	}
	inEveryOrder(t, doc, tabled, r)
	got := map[string]string{
		"rolling.txt":   merge.Notation(nodes),
		"consensus.txt": merge.Notation(r.Decide(merge.Consensus).Nodes()),
		"majority.txt":  merge.Notation(r.Decide(merge.Majority).Nodes()),
		"conflicts.txt": contested(r),
	}
	if *update {
		ar.Files = inputs
		for _, name := range results {
			ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
		require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o644))
		return
	}
	for _, name := range results {
		require.Equal(t, want[name], ended(got[name]), name)
	}
}

// ended is a text as a file of an archive holds it.
func ended(s string) string {
	if s != "" && !strings.HasSuffix(s, "\n") {
		s += "\n"
	}
	return s
}

// contested describes each contested place in a line.
func contested(r *merge.Rolling) string {
	var b strings.Builder
	for _, p := range r.Places() {
		if !p.Contested {
			continue
		}
		fmt.Fprintf(&b, "%s: base %q", p.Label, p.Base)
		for _, o := range p.Options {
			fmt.Fprintf(&b, "; %s %q", merge.Who(o.Sponsors), o.Text)
			if o.Moved {
				fmt.Fprintf(&b, " moved to after %s", o.To)
			}
		}
		if len(p.Silent) > 0 {
			fmt.Fprintf(&b, "; silent %s", merge.Who(p.Silent))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// inEveryOrder merges the same amendments in every order of the parties, and
// each party's own in reverse.
func inEveryOrder(t *testing.T, doc *clause.Document, lists [][]amend.Amendment, want *merge.Rolling) {
	for _, list := range lists {
		slices.Reverse(list)
	}
	permutations(len(lists), func(order []int) {
		var all []amend.Amendment
		for _, i := range order {
			all = append(all, lists[i]...)
		}
		got, err := merge.Merge(doc, all, merge.Options{Parties: want.Parties()})
		require.NoError(t, err)
		require.Equal(t, want.Changes(), got.Changes())
		require.Equal(t, want.Places(), got.Places())
		require.Equal(t, want.Nodes(), got.Nodes())
	})
}

// permutations calls f with every order of n numbers.
func permutations(n int, f func([]int)) {
	order := make([]int, n)
	var put func(k int)
	used := make([]bool, n)
	put = func(k int) {
		if k == n {
			f(order)
			return
		}
		for i := range n {
			if !used[i] {
				used[i], order[k] = true, i
				put(k + 1)
				used[i] = false
			}
		}
	}
	put(0)
}
