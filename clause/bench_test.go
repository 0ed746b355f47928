package clause_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/internal/gen"
)

const tenMB = 10 << 20

// texts are the real resolution and 10 MB of every script.
func texts(b *testing.B, run func(b *testing.B, text string)) {
	raw, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(b, err)
	b.Run("real", func(b *testing.B) { run(b, string(raw)) })
	for _, s := range gen.Scripts {
		b.Run("10MB-"+s.String(), func(b *testing.B) { run(b, gen.Text(s, tenMB)) })
	}
}

// BenchmarkRead reports how many times the floor reading takes.
func BenchmarkRead(b *testing.B) {
	texts(b, func(b *testing.B, text string) {
		least := gen.Floor(text)
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			clause.Parse(text, clause.Options{})
		}
		b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(least), "x-floor")
	})
}

// BenchmarkHash hashes every clause of a document anew.
func BenchmarkHash(b *testing.B) {
	texts(b, func(b *testing.B, text string) {
		doc, _ := clause.Parse(text, clause.Options{})
		least := gen.Floor(text)
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			rebuild(doc.Root())
		}
		b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(least), "x-floor")
	})
}

// rebuild makes a clause and all under it anew, hashes and all.
func rebuild(c *clause.Clause) *clause.Clause {
	kids := make([]*clause.Clause, 0, c.Len())
	for _, kid := range c.Children() {
		kids = append(kids, rebuild(kid))
	}
	return c.WithChildren(kids...)
}

// BenchmarkEdit replaces the text of one clause and takes the new hash, in
// documents of 100,000 clauses that branch in several ways and in the others.
func BenchmarkEdit(b *testing.B) {
	for _, fan := range []int{10, 47, 317, 100_000} {
		doc := uniform(fan, 100_000)
		b.Run(fmt.Sprintf("fan-out-%d", fan), func(b *testing.B) { edit(b, doc) })
	}
	texts(b, func(b *testing.B, text string) {
		doc, _ := clause.Parse(text, clause.Options{})
		edit(b, doc)
	})
}

func edit(b *testing.B, doc *clause.Document) {
	var at clause.Path
	for c := doc.Root(); c.Len() > 0; c = c.Child(at.Index()) {
		most := c.Len() / 2
		for i, kid := range c.Children() {
			if kid.Count() > c.Child(most).Count() {
				most = i
			}
		}
		at = at.Child(most)
	}
	old := doc.Clause(at)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		next, err := doc.Replace(at, old.WithSource(old.Source()+strings.Repeat(".", i%7)))
		if err != nil {
			b.Fatal(err)
		}
		next.Version()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(at)), "µs/level")
}

// BenchmarkInsert puts a clause in and finds another by id after it: the first
// look-up after an insertion.
func BenchmarkInsert(b *testing.B) {
	for _, fan := range []int{10, 317} {
		doc := uniform(fan, 100_000)
		b.Run(fmt.Sprintf("fan-out-%d", fan), func(b *testing.B) {
			at := clause.Path{doc.Root().Len() / 2}
			id := doc.Clause(at).ID()
			fresh := clause.New(uuid.UUID{1}, clause.Paragraph, "New.\n")
			doc.Find(id)
			b.ReportAllocs()
			for b.Loop() {
				next, err := doc.Insert(at, fresh)
				if err != nil {
					b.Fatal(err)
				}
				if _, _, ok := next.Find(id); !ok {
					b.Fatal("lost")
				}
			}
		})
	}
}

// uniform is a document of n clauses in which every clause that has children
// has fan of them.
func uniform(fan, n int) *clause.Document {
	id := 0
	next := func(kids []*clause.Clause) *clause.Clause {
		id++
		return clause.New(uuid.NewSHA1(clause.RootID, fmt.Append(nil, id)), clause.Paragraph, "Text of a clause that is edited.\n", kids...)
	}
	level := make([]*clause.Clause, n)
	for i := range level {
		level[i] = next(nil)
	}
	for len(level) > fan {
		var up []*clause.Clause
		for i := 0; i < len(level); i += fan {
			up = append(up, next(level[i:min(len(level), i+fan)]))
		}
		level = up
	}
	return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", level...))
}
