package history_test

import (
	"crypto/sha256"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// long makes a history of n events on a text of 200 clauses: one in ten tables
// an amendment, one in ten joins one, the others are positions.
func long(t testing.TB, n int) *history.History {
	const clauses = 200
	var kids []*clause.Clause
	for i := range clauses {
		src := fmt.Sprintf("%d. يدعو الدول الأعضاء إلى تقديم تقرير رقم %d إلى المجلس، وإلى اتخاذ ما يلزم من تدابير؛\n", i+1, i)
		kids = append(kids, clause.New(uuid.NewSHA1(clause.RootID, []byte(src)), clause.Operative, src))
	}
	base := clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", kids...))
	k := &talks{t: t, h: history.New(history.Options{})}
	k.do("chair", history.SessionOpened{Name: "reading"})
	k.do("chair", history.BaseTabled{Name: "L.1", Document: base})
	parties := make([]string, 60)
	for i := range parties {
		parties[i] = fmt.Sprint("الطرف ", i)
	}
	var ids []uuid.UUID
	for i := 0; k.h.Len() < n; i++ {
		actor := parties[i%len(parties)]
		switch {
		case i%10 == 0:
			list, err := amend.Build(base, amend.Amendment{Sponsors: []string{actor}, Rationale: fmt.Sprint("سبب ", i)}).
				At(kids[i/10%clauses].ID()).Replace("تدابير", fmt.Sprint("تدابير عاجلة ", i)).Amendments()
			require.NoError(t, err)
			ids = append(ids, list[0].ID)
			k.do(actor, history.Tabled{Amendment: list[0]})
		case i%10 == 1:
			k.do(actor, history.Joined{Amendment: ids[len(ids)-1]})
		default:
			k.do(actor, history.PositionTaken{Amendment: ids[(i*7919)%len(ids)], Stance: history.Support, Comment: "نؤيد هذا الاقتراح"})
		}
	}
	return k.h
}

// floor returns how long one SHA-256 hash of the data takes, the best of some.
func floor(data string) time.Duration {
	best := time.Hour
	b := []byte(data)
	for range 5 {
		start := time.Now()
		sha256.Sum256(b)
		best = min(best, time.Since(start))
	}
	return best
}

func sizes() []int {
	if testing.Short() {
		return []int{1_000, 10_000}
	}
	return []int{1_000, 10_000, 100_000, 1_000_000}
}

// BenchmarkReplay reads stored histories with all checks and folds them. The
// ratio is to hashing the same bytes with SHA-256 once, the best of several
// runs of each.
func BenchmarkReplay(b *testing.B) {
	for _, n := range sizes() {
		h := long(b, n)
		text := stored(b, h)
		h = nil
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			best := time.Hour
			for b.Loop() {
				start := time.Now()
				var err error
				h, err = history.Read(text, history.Options{})
				require.NoError(b, err)
				best = min(best, time.Since(start))
			}
			perEvent := float64(best.Nanoseconds()) / float64(n)
			b.ReportMetric(perEvent, "ns/event")
			b.ReportMetric(1e9/perEvent, "events/s")
			b.ReportMetric(perEvent*float64(n)/float64(floor(text).Nanoseconds()), "ratio-to-sha256")
			runtime.GC()
			runtime.ReadMemStats(&after)
			b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(n), "heap-bytes/event")
			b.ReportMetric(float64(len(text))/float64(n), "stored-bytes/event")
			runtime.KeepAlive(h)
		})
	}
}

// BenchmarkReplaySigned reads stored histories in which every event of one party
// is signed, so that replay checks an ed25519 signature for each. The floor is
// that check alone, of one event after the other.
func BenchmarkReplaySigned(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		k := begin(b, history.Options{})
		require.NoError(b, k.signed("EU", history.KeyAdded{Public: public(key(1))}, key(1)))
		a := k.table("US", k.build("US").In("operative 3").Replace("should", "shall"))
		for k.h.Len() < n {
			require.NoError(b, k.signed("EU", history.PositionTaken{Amendment: a.ID, Stance: history.Support}, key(1)))
		}
		text := stored(b, k.h)
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			best := time.Hour
			for b.Loop() {
				start := time.Now()
				_, err := history.Read(text, history.Options{})
				require.NoError(b, err)
				best = min(best, time.Since(start))
			}
			ring, err := sign.Ring{}.Add(public(key(1)))
			require.NoError(b, err)
			last := k.h.Event(n - 1)
			start := time.Now()
			for range n {
				require.NoError(b, ring.Check(last.Hash(), last.Sig))
			}
			checks := time.Since(start)
			b.ReportMetric(float64(n)/best.Seconds(), "events/s")
			b.ReportMetric(float64(best)/float64(checks), "ratio-to-ed25519")
			b.ReportMetric(float64(best)/float64(floor(text)), "ratio-to-sha256")
		})
	}
}

// BenchmarkAt asks for the state at versions all over a history.
func BenchmarkAt(b *testing.B) {
	for _, n := range sizes() {
		h := long(b, n)
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				i = (i + 7919) % n
				at, err := h.At(h.Event(i).Hash())
				require.NoError(b, err)
				require.Equal(b, i+1, at.State().Events())
			}
		})
	}
}

// BenchmarkAppend goes on from histories of any length.
func BenchmarkAppend(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		h := long(b, n)
		id := h.State().Proposals()[0].Amendment.ID
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			at := h.Event(h.Len() - 1).Time
			for b.Loop() {
				var err error
				h, err = h.Append(history.Draft{Time: at, Actor: "JP", Body: history.PositionTaken{Amendment: id, Stance: history.Oppose}})
				require.NoError(b, err)
			}
		})
	}
}

// decided is a history of a text of n clauses with an amendment adopted to each
// and two new bases.
func decided(t testing.TB, n int) *history.History {
	var kids []*clause.Clause
	for i := range n {
		src := fmt.Sprintf("%d. Requests the parties to report on item %d each year;\n", i+1, i)
		kids = append(kids, clause.New(uuid.NewSHA1(clause.RootID, []byte(src)), clause.Operative, src))
	}
	base := clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", kids...))
	k := &talks{t: t, h: history.New(history.Options{})}
	k.do("chair", history.SessionOpened{Name: "reading"})
	k.do("chair", history.BaseTabled{Name: "L.1", Document: base})
	for round, word := range []string{"parties", "report", "year"} {
		if round > 0 {
			next, err := k.h.State().Revision()
			require.NoError(t, err)
			k.do("chair", history.BaseIssued{Name: fmt.Sprint("Rev.", round), Document: next})
		}
		now, _ := k.h.State().Base()
		b := amend.Build(now.Document, amend.Amendment{Sponsors: []string{"EU"}})
		for _, c := range kids {
			b.At(c.ID()).Replace(word, "new "+word)
		}
		list, err := b.Amendments()
		require.NoError(t, err)
		for _, a := range list {
			k.do("EU", history.Tabled{Amendment: a})
		}
		for _, a := range list {
			k.do("chair", history.Adopted{Amendment: a.ID})
		}
	}
	return k.h
}

// BenchmarkBlame blames the whole text, through two bases.
func BenchmarkBlame(b *testing.B) {
	for _, n := range []int{100, 300, 1000} {
		h := decided(b, n)
		text, err := h.State().Text()
		require.NoError(b, err)
		b.Run(fmt.Sprintf("clauses=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				list, err := h.Blame()
				require.NoError(b, err)
				require.Greater(b, len(list), 3*n)
			}
		})
	}
}

// BenchmarkNewBase carries open amendments over to a base that changes one
// clause in a hundred.
func BenchmarkNewBase(b *testing.B) {
	for _, open := range []int{1_000, 10_000, 100_000} {
		const clauses = 1000
		var kids []*clause.Clause
		for i := range clauses {
			src := fmt.Sprintf("%d. Requests the parties to report on item %d each year;\n", i+1, i)
			kids = append(kids, clause.New(uuid.NewSHA1(clause.RootID, []byte(src)), clause.Operative, src))
		}
		base := clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", kids...))
		k := &talks{t: b, h: history.New(history.Options{})}
		k.do("chair", history.SessionOpened{Name: "reading"})
		k.do("chair", history.BaseTabled{Name: "L.1", Document: base})
		build := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}})
		for i := range open {
			build.At(kids[i%clauses].ID()).Replace("report", fmt.Sprint("report ", i))
		}
		list, err := build.Amendments()
		require.NoError(b, err)
		for _, a := range list {
			k.do("EU", history.Tabled{Amendment: a})
		}
		next := base
		for i := 0; i < clauses; i += 100 {
			p := clause.Path{i}
			c := next.Clause(p)
			next, err = next.Replace(p, c.WithSource(c.Source()[:len(c.Source())-2]+" or sooner;\n"))
			require.NoError(b, err)
		}
		b.Run(fmt.Sprintf("open=%d", open), func(b *testing.B) {
			b.ReportAllocs()
			tip, draft := k.h.Tip(), k.draft("chair", history.BaseIssued{Name: "Rev.1", Document: next})
			for b.Loop() {
				_, _, err := tip.Append(draft)
				require.NoError(b, err)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(open), "ns/open")
		})
	}
}
