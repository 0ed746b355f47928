package amend

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
)

// A set rebased where a change touches it holds what rebasing one by one
// gives, through any number of new bases.
func TestOpenRebasesLikeOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawTracked(t)
		base := d.document()
		var list []Amendment
		seen := map[uuid.UUID]bool{}
		for i := range rapid.IntRange(0, 6).Draw(t, "open") {
			if a := drawAmendment(t, d, base, fmt.Sprint("S", i)); !seen[a.ID] {
				seen[a.ID] = true
				list = append(list, a)
			}
		}
		open := NewOpen(base, list)
		for round := range rapid.IntRange(1, 20).Draw(t, "rounds") {
			a := drawAmendment(t, d, base, fmt.Sprint("A", round))
			next := adopt(t, base, a)
			one := map[string]int{}
			var left []Amendment
			for _, r := range Rebase(base, next, []Amendment{a}, list) {
				for _, now := range r.Now {
					left = append(left, now)
					one[fmt.Sprintf("%+v", now)]++
				}
			}
			var report []Rebased
			open, report = open.Rebase(next, []Amendment{a})
			for _, r := range report {
				require.Equal(t, base.Version(), r.Was.Base)
			}
			require.Equal(t, len(left), open.Len())
			for now := range open.All() {
				one[fmt.Sprintf("%+v", now)]--
			}
			for now, n := range one {
				require.Zero(t, n, now)
			}
			base, list = next, left
			if d = retrack(base); d == nil {
				return
			}
		}
	})
}

// retrack reads the words of a document again; nil if it has an empty paragraph.
func retrack(doc *clause.Document) *tracked {
	d := &tracked{}
	for _, c := range doc.Root().Children() {
		p := para{id: c.ID()}
		for _, text := range strings.Fields(c.Source()) {
			p.words = append(p.words, d.word(text))
		}
		if len(p.words) == 0 || p.source() != c.Source() {
			return nil
		}
		d.paras = append(d.paras, p)
	}
	if len(d.paras) == 0 {
		return nil
	}
	return d
}

// BenchmarkRebase carries 100,000 open amendments over to a new base that
// changes a share of 10,000 clauses. Time per touched amendment must not grow
// with the number of those that are not.
func BenchmarkRebase(b *testing.B) {
	const clauses, per = 10_000, 10
	var kids []*clause.Clause
	for i := range clauses {
		id := uuid.NewSHA1(clause.RootID, fmt.Append(nil, i))
		src := fmt.Sprintf("%d. Requests the parties to clause %d to report each year on what was done, to share the plan with others, and to meet in Geneva;\n", i, i)
		kids = append(kids, clause.New(id, clause.Paragraph, src))
	}
	base := clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", kids...))
	build := &Builder{base: base, like: Amendment{Base: base.Version(), Sponsors: []string{"EU"}}}
	words := []string{"parties", "report", "each", "year", "done", "share", "plan", "others", "meet", "Geneva"}
	for _, c := range kids {
		for _, w := range words[:per] {
			(&Step{b: build, c: c}).Replace(w, "x"+w)
		}
	}
	open := NewOpen(base, build.out)
	require.Equal(b, clauses*per, open.Len())
	for _, share := range []int{1, 10, 100, 1000} { // clauses changed
		next := base
		for i := range share {
			p := clause.Path{i * (clauses / share)}
			c := next.Clause(p)
			var err error
			next, err = next.Replace(p, c.WithSource(c.Source()[:len(c.Source())-2]+" in due course;\n"))
			require.NoError(b, err)
		}
		b.Run(fmt.Sprintf("changed=%d", share), func(b *testing.B) {
			touched := 0
			for b.Loop() {
				_, report := open.Rebase(next, nil)
				touched = len(report)
			}
			b.ReportMetric(float64(touched), "touched")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(max(1, touched)), "ns/touched")
		})
	}
	b.Run("all-one-by-one", func(b *testing.B) {
		all := slices.Collect(open.All())
		p := clause.Path{0}
		next, err := base.Replace(p, base.Clause(p).WithSource("other words\n"))
		require.NoError(b, err)
		for b.Loop() {
			Rebase(base, next, nil, all)
		}
	})
}
