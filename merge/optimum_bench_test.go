package merge_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/merge"
)

// manyPlaces is a text of n clauses of which two parties reword one word each
// in their own way, and a third another word.
func manyPlaces(t require.TestingT, n int) *merge.Rolling {
	lines := map[string]*strings.Builder{"": {}, "EU": {}, "G77": {}, "RCC": {}}
	for k := range n {
		for name, b := range lines {
			verb, when := "shall", "every year"
			switch name {
			case "EU":
				verb = "should"
			case "G77":
				verb = "may"
			case "RCC":
				when = "on request"
			}
			fmt.Fprintf(b, "%d\tThe Parties %s report on item %d %s;\n", k+1, verb, k+1, when)
		}
	}
	copies := map[string]string{}
	for name, b := range lines {
		if name != "" {
			copies[name] = b.String()
		}
	}
	return rolling(t, lines[""].String(), copies)
}

func BenchmarkOptimumWithoutDeals(b *testing.B) {
	r := manyPlaces(b, 5000) // two places a clause
	r, err := r.With(merge.Positions{Parties: []merge.Party{{Name: "EU", Weight: 27 * merge.One}, {Name: "G77", Weight: 134 * merge.One}}})
	require.NoError(b, err)
	require.Len(b, r.Places(), 10_000)
	b.ReportAllocs()
	for b.Loop() {
		o := r.Optimum(context.Background(), merge.OptimumOptions{})
		require.True(b, o.Exact)
		b.ReportMetric(float64(o.Steps), "nodes")
		b.ReportMetric(o.Gap, "gap")
	}
	b.ReportMetric(float64(len(r.Places())), "places")
}

func BenchmarkOptimumWithDeals(b *testing.B) {
	for _, o := range []merge.Objective{merge.SumOfWeights, merge.Leximin, merge.Nash} {
		b.Run(o.String(), func(b *testing.B) {
			r := manyPlaces(b, 100)
			require.Len(b, r.Places(), 200)
			rng := rand.New(rand.NewPCG(40, 200))
			parties := []string{"EU", "G77", "RCC"}
			var p merge.Positions
			for _, c := range r.Changes() {
				p.Positions = append(p.Positions, merge.Position{
					Party: parties[rng.IntN(3)], On: merge.RefTo(c),
					Stance: []merge.Stance{merge.Opposes, merge.Opposes, merge.CanLiveWith, merge.Supports}[rng.IntN(4)],
				})
			}
			for len(p.Deals) < 40 {
				d := merge.Deal{Name: fmt.Sprint(len(p.Deals)), Parties: parties[rng.IntN(2):]}
				for range 2 + rng.IntN(3) {
					d.All = append(d.All, merge.RefTo(r.Changes()[rng.IntN(len(r.Changes()))]))
				}
				if _, err := r.With(merge.Positions{Deals: []merge.Deal{d}}); err == nil {
					p.Deals = append(p.Deals, d)
				}
			}
			r, err := r.With(p)
			require.NoError(b, err)
			b.ReportAllocs()
			for b.Loop() {
				found := r.Optimum(context.Background(), merge.OptimumOptions{Objective: o, Nodes: 100_000})
				b.ReportMetric(float64(found.Steps), "nodes")
				b.ReportMetric(found.Gap, "gap")
			}
		})
	}
}
