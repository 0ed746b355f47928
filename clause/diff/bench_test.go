package diff_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause/diff"
	"github.com/rollingtext/rollingtext/clause/internal/gen"
)

// changed returns a text with n of its words replaced, evenly spread.
func changed(text string, n int) string {
	words := strings.SplitAfter(text, " ")
	for i := range n {
		words[(2*i+1)*len(words)/(2*n)] = "altered "
	}
	return strings.Join(words, "")
}

// BenchmarkDocuments compares two documents that are read already. floor-ratio
// is the time in units of splitting one of them into words and hashing it.
func BenchmarkDocuments(b *testing.B) {
	raw, err := os.ReadFile("../testdata/c23-71-ar.txt")
	require.NoError(b, err)
	compare := func(name, text string, n int) {
		b.Run(name, func(b *testing.B) {
			floor := gen.Floor(text)
			old, now := parse(text), parse(changed(text, n))
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			places := 0
			for b.Loop() {
				places = len(diff.Documents(old, now))
			}
			report(b, floor)
			b.ReportMetric(float64(places), "changes")
		})
	}
	compare("real/50 places", string(raw), 50)
	for _, s := range gen.Scripts {
		if s != gen.Chinese { // it has no spaces to cut at
			compare("10MB-"+s.String()+"/1000 places", gen.Text(s, 10<<20), 1000)
		}
	}
}

// BenchmarkText compares texts without structure: one line of 10 MB, and the
// real resolution with all its words in another order.
func BenchmarkText(b *testing.B) {
	raw, err := os.ReadFile("../testdata/c23-71-ar.txt")
	require.NoError(b, err)
	line := strings.ReplaceAll(gen.Text(gen.Latin, 10<<20), "\n", " ")
	words := strings.Fields(string(raw))
	var turned strings.Builder
	for i := range words {
		turned.WriteString(words[(i*7919)%len(words)] + " ")
	}
	for _, c := range []struct{ name, old, now string }{
		{"10MB-line/1000 places", line, changed(line, 1000)},
		{"real/shuffled", string(raw), turned.String()},
		{"10MB/nothing in common", line, strings.ToUpper(line)},
	} {
		b.Run(c.name, func(b *testing.B) {
			floor := gen.Floor(c.old)
			b.SetBytes(int64(len(c.old)))
			b.ReportAllocs()
			for b.Loop() {
				diff.Text(c.old, c.now)
			}
			report(b, floor)
		})
	}
}

func report(b *testing.B, floor time.Duration) {
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(floor), "floor-ratio")
}
