package clause_test

import (
	"bytes"
	"io"
	"os"
	"testing"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/html"
	"github.com/rollingtext/rollingtext/clause/internal/gen"
	"github.com/rollingtext/rollingtext/clause/markdown"
)

// BenchmarkWriters reports bytes of the document per second, allocations and
// the ratio of the time to the floor, for each format, and reads JSON again.
func BenchmarkWriters(b *testing.B) {
	raw, err := os.ReadFile("testdata/c23-71-ar.txt")
	if err != nil {
		b.Fatal(err)
	}
	for _, in := range []struct{ name, text string }{{"real", string(raw)}, {"10MB", gen.Text(gen.Mixed, 10<<20)}} {
		doc, _ := clause.Parse(in.text, clause.Options{})
		var asJSON bytes.Buffer
		if err := clause.EncodeJSON(&asJSON, doc); err != nil {
			b.Fatal(err)
		}
		least := gen.Floor(in.text)
		for _, f := range []struct {
			name string
			do   func() error
		}{
			{"text", func() error { _, err := doc.WriteTo(io.Discard); return err }},
			{"markdown", func() error { return markdown.Write(io.Discard, doc, markdown.Options{}) }},
			{"html", func() error { return html.Write(io.Discard, doc, html.Options{}) }},
			{"json", func() error { return clause.EncodeJSON(io.Discard, doc) }},
			{"readjson", func() error { _, err := clause.DecodeJSON(bytes.NewReader(asJSON.Bytes()), ""); return err }},
		} {
			b.Run(in.name+"/"+f.name, func(b *testing.B) {
				b.SetBytes(int64(len(in.text)))
				b.ReportAllocs()
				for b.Loop() {
					if err := f.do(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(least), "x-floor")
			})
		}
	}
}
