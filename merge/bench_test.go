package merge_test

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

// The benchmarks print ratios measured in one run: merges against `git
// merge-file` folded over the same files, against the floor of splitting the
// amendments' bytes into words and hashing them, and against themselves at
// another size.

// book is a base for benchmarks: paragraphs of as many bytes each, one a line.
type book struct {
	text  string
	doc   *clause.Document
	lines []string
	ids   []clause.ID // by line
}

var billWords = strings.Fields(`the of and to in for on with that information society summit implementation outcomes
	review process stakeholders Member States development telecommunication networks capacity building access Geneva
	Tunis Agenda regional report annual progress achieved cooperation among agencies framework sustainable goals`)

func newBook(tb testing.TB, paragraphs, bytes int) *book {
	rng := rand.New(rand.NewPCG(1, 2))
	b := &book{}
	for p := range paragraphs {
		var s strings.Builder
		fmt.Fprintf(&s, "%d.\tParagraph %d", p+1, p+1)
		for s.Len() < bytes-14 {
			s.WriteString(" " + billWords[rng.IntN(len(billWords))])
		}
		s.WriteString(".\n")
		b.lines = append(b.lines, s.String())
	}
	b.text = strings.Join(b.lines, "")
	b.doc, _ = clause.Parse(b.text, clause.Options{})
	for _, c := range b.doc.Walk() {
		if c.Source() != "" {
			require.Equal(tb, b.lines[len(b.ids)], c.Source())
			b.ids = append(b.ids, c.ID())
		}
	}
	require.Len(tb, b.ids, paragraphs)
	return b
}

// word returns where the nth word after the number of a paragraph stands.
func (b *book) word(line, n int) clause.Span {
	s := b.lines[line]
	at := strings.IndexByte(s, '\t') + 1
	for ; n > 0; n-- {
		at += strings.IndexByte(s[at:], ' ') + 1
	}
	return clause.Span{Start: at, End: at + strings.IndexAny(s[at:], " .")}
}

// reword is an amendment of words of a paragraph.
func (b *book) reword(base clause.Hash, line int, r clause.Span, text, sponsor string) amend.Amendment {
	s := b.lines[line]
	a := amend.Amendment{
		Sponsors: []string{sponsor}, Base: base, Text: text,
		Target: amend.Target{
			Clause: b.ids[line], Range: r, Quote: r.Of(s),
			Before: s[max(0, r.Start-24):r.Start], After: s[r.End:min(len(s), r.End+24)],
		},
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(line, r, text, sponsor)))
	copy(a.ID[:], sum[:])
	return a
}

// copyOf is a whole copy of the book with an amendment in it.
func (b *book) copyOf(a amend.Amendment, line int) string {
	s := b.lines[line]
	s = s[:a.Target.Range.Start] + a.Text + s[a.Target.Range.End:]
	return strings.Join(b.lines[:line], "") + s + strings.Join(b.lines[line+1:], "")
}

func sponsor(i int) string { return fmt.Sprintf("S%04d", i) }

// floors are the times to split the amendments' bytes into words and to hash
// them once: all their bytes, as they are written down, and their wording alone,
// the words quoted and those put in their place.
func floors(tb testing.TB, list []amend.Amendment) (all, wording time.Duration) {
	var a, w strings.Builder
	for i := range list {
		text, err := json.Marshal(list[i])
		require.NoError(tb, err)
		a.Write(text)
		w.WriteString(list[i].Target.Quote)
		w.WriteString(list[i].Text)
	}
	once := func(text string) time.Duration {
		return least(3, func() {
			n := 0
			for it := words.FromString(text); it.Next(); {
				n++
			}
			sum := sha256.Sum256([]byte(text))
			binary.BigEndian.PutUint64(sum[:], uint64(n))
		})
	}
	return once(a.String()), once(w.String())
}

// least is the shortest of some runs: others use the machine too.
func least(runs int, f func()) time.Duration {
	var best time.Duration
	for i := range runs {
		begin := time.Now()
		f()
		if took := time.Since(begin); i == 0 || took < best {
			best = took
		}
	}
	return best
}

// fold merges copies one after another with git merge-file, as a user without
// the library would. It returns the time of one merge and how many of them
// reported a conflict.
func fold(b *testing.B, base string, n int, copyOf func(i int) string) (each time.Duration, conflicts int) {
	git, err := exec.LookPath("git")
	if err != nil {
		b.Skip("git is not installed: nothing to compare with")
	}
	dir := b.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(b, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	orig, current := write("base", base), write("current", copyOf(0))
	var took time.Duration
	for i := 1; i <= n; i++ {
		other := write("other", copyOf(i))
		begin := time.Now()
		err := exec.Command(git, "merge-file", "-q", current, orig, other).Run()
		took += time.Since(begin)
		if err != nil {
			conflicts++ // its marks stay in the file, as in the fold of a user
		}
	}
	return took / time.Duration(n), conflicts
}

func mergeAll(tb testing.TB, doc *clause.Document, list []amend.Amendment) *merge.Rolling {
	r, err := merge.Merge(doc, list, merge.Options{})
	require.NoError(tb, err)
	return r
}

func BenchmarkThousandSponsors(b *testing.B) {
	k := newBook(b, 1000, 520)
	var list []amend.Amendment
	for i := range 1000 {
		list = append(list, k.reword(k.doc.Version(), i, k.word(i, 5+i%40), "reworded", sponsor(i)))
	}
	each, _ := fold(b, k.text, 50, func(i int) string { return k.copyOf(list[i], i) })
	b.ReportAllocs()
	for b.Loop() {
		mergeAll(b, k.doc, list)
	}
	took := least(5, func() { mergeAll(b, k.doc, list) })
	b.ReportMetric(float64(each)/1e6, "ms/git-fold")
	b.ReportMetric(float64(999*each)/float64(took), "x-faster-than-fold")
}

// tail draws a wording with a long tail: few are proposed often, most once.
func tail(rng *rand.Rand, n int) int {
	return int(float64(n) * rng.Float64() * rng.Float64() * rng.Float64())
}

// rivalRewordings has the shape of the amendments to the French gas bill of
// 2006: n of them on as many articles, of which each deputy proposes at most one
// at a place; near-identical and rival rewordings of words, of phrases and of
// sentences, with a long tail of wordings.
func rivalRewordings(k *book, n, deputies int) []amend.Amendment {
	rng := rand.New(rand.NewPCG(3, 4))
	version := k.doc.Version()
	out := make([]amend.Amendment, 0, n)
	for slot := 0; len(out) < n; slot++ {
		line := slot % len(k.lines)
		first := 4 + slot/len(k.lines)*6 // six words to a slot, so that no deputy contradicts himself
		for d := range min(deputies, n-len(out)) {
			from := first + rng.IntN(3)
			r := clause.Span{Start: k.word(line, from).Start, End: k.word(line, from+rng.IntN(3)).End}
			text := fmt.Sprintf("the rate of %d per cent", tail(rng, 400))
			if rng.IntN(4) == 0 {
				text += " of the capital of the enterprise, as the State and the other shareholders may agree"
			}
			if rng.IntN(20) == 0 {
				text = ""
			}
			out = append(out, k.reword(version, line, r, text, sponsor(d)))
		}
	}
	return out
}

func BenchmarkGasBill(b *testing.B) {
	n := 137449
	if testing.Short() {
		n = 13745
	}
	k := newBook(b, 17, 8000)
	list := rivalRewordings(k, n, 577)
	all, wording := floors(b, list)
	b.ReportAllocs()
	for b.Loop() {
		mergeAll(b, k.doc, list)
	}
	took := float64(least(3, func() { mergeAll(b, k.doc, list) }))
	b.ReportMetric(took/float64(all), "x-floor")
	b.ReportMetric(took/float64(wording), "x-floor-of-wording")
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "amendments/s")
}

// growing returns n amendments of a hundredth as many words as there are
// sponsors' wordings: every word has many rivals.
func growing(k *book, n int, lines []int) []amend.Amendment {
	rng := rand.New(rand.NewPCG(5, 6))
	version := k.doc.Version()
	var words []clause.Span
	line := func(w int) int { return lines[w%len(lines)] }
	perLine := 1000 / len(lines)
	for w := range perLine * len(lines) {
		words = append(words, k.word(line(w), 3+w/len(lines)))
	}
	out := make([]amend.Amendment, 0, n)
	for i := range n {
		w := i % len(words)
		out = append(out, k.reword(version, line(w), words[w], fmt.Sprintf("wording %d", tail(rng, n/len(words))), sponsor(i/len(words))))
	}
	return out
}

func BenchmarkGrowth(b *testing.B) {
	small, large := 10_000, 1_000_000
	if testing.Short() {
		small, large = 1_000, 30_000
	}
	even := newBook(b, 200, 520)
	one := newBook(b, 1, 12_000)
	all := make([]int, 200)
	for i := range all {
		all[i] = i
	}
	for _, c := range []struct {
		name  string
		book  *book
		lines []int
	}{{"even", even, all}, {"one-paragraph", one, []int{0}}} {
		b.Run(c.name, func(b *testing.B) {
			few := growing(c.book, small, c.lines)
			runtime.GC()
			begin, work := time.Now(), cpu()
			for range 30 {
				mergeAll(b, c.book.doc, few)
			}
			first, firstWork := time.Since(begin)/30, (cpu()-work)/30
			many := growing(c.book, large, c.lines)
			runtime.GC()
			work = cpu()
			for b.Loop() {
				mergeAll(b, c.book.doc, many)
			}
			took := b.Elapsed() / time.Duration(b.N)
			b.ReportMetric(float64(cpu()-work)/float64(b.N)/float64(firstWork), fmt.Sprintf("x-cpu-for-x%d", large/small))
			b.ReportMetric(float64(took)/float64(first), fmt.Sprintf("x-time-for-x%d", large/small))
			b.ReportMetric(float64(large)/took.Seconds(), "amendments/s")
		})
	}
}

func BenchmarkOneMore(b *testing.B) {
	n := 100_000
	if testing.Short() {
		n = 10_000
	}
	k := newBook(b, 1000, 520)
	lines := make([]int, 1000)
	for i := range lines {
		lines[i] = i
	}
	list := growing(k, n, lines)
	full := least(5, func() { mergeAll(b, k.doc, list) })
	l := amend.NewLayout(k.doc)
	live, err := merge.NewLive(l, list, merge.Options{})
	require.NoError(b, err)
	for _, err := range live.Parts() {
		require.NoError(b, err)
	}
	i := 0
	var took []time.Duration
	b.ReportAllocs()
	for b.Loop() {
		line := i * 7 % 1000
		a := k.reword(k.doc.Version(), line, k.word(line, 20+i%20), fmt.Sprint("once more ", i), sponsor(i%10))
		i++
		begin := time.Now()
		next, err := live.With(a)
		if err == nil {
			_, err = next.Part(a.Target.Clause)
		}
		took = append(took, time.Since(begin))
		require.NoError(b, err)
	}
	slices.Sort(took)
	b.ReportMetric(float64(full)/float64(took[len(took)/2]), "full/one-more")
	b.ReportMetric(float64(full)/1e6, "ms/full")
}

// BenchmarkNoConflict merges what git cannot: edits of adjacent paragraphs, and
// of different words of one paragraph.
func BenchmarkNoConflict(b *testing.B) {
	k := newBook(b, 1000, 520)
	one := newBook(b, 1, 1500)
	for _, c := range []struct {
		name string
		book *book
		edit func(i int) (line, word int)
	}{
		{"adjacent", k, func(i int) (int, int) { return 400 + i, 10 }},
		{"one-paragraph", one, func(i int) (int, int) { return 0, 3 + i }},
	} {
		b.Run(c.name, func(b *testing.B) {
			var list []amend.Amendment
			var lines []int
			for i := range 100 {
				line, word := c.edit(i)
				list = append(list, c.book.reword(c.book.doc.Version(), line, c.book.word(line, word), "reworded", sponsor(i)))
				lines = append(lines, line)
			}
			_, conflicts := fold(b, c.book.text, 99, func(i int) string { return c.book.copyOf(list[i], lines[i]) })
			contested := 0
			for b.Loop() {
				contested = 0
				for _, p := range mergeAll(b, c.book.doc, list).Places() {
					if p.Contested {
						contested++
					}
				}
			}
			b.ReportMetric(float64(contested), "conflicts")
			b.ReportMetric(float64(conflicts), "git-conflicts-of-99")
		})
	}
}

// BenchmarkWholeCopies starts from the whole edited copies: each is read and
// its amendments derived, a few at a time on all cores.
func BenchmarkWholeCopies(b *testing.B) {
	n := 1000
	if testing.Short() {
		n = 20
	}
	k := newBook(b, 1000, 520)
	edit := func(i int) string {
		return k.copyOf(k.reword(k.doc.Version(), i, k.word(i, 5+i%40), "reworded", sponsor(i)), i)
	}
	each, _ := fold(b, k.text, min(n-1, 50), edit)
	var making time.Duration
	for b.Loop() {
		l := amend.NewLayout(k.doc)
		derived := make([][]amend.Amendment, n)
		var group sync.WaitGroup
		next := make(chan int)
		for range runtime.GOMAXPROCS(0) {
			group.Go(func() {
				for i := range next {
					derived[i] = l.DeriveText(edit(i), clause.Options{}, amend.Amendment{Sponsors: []string{sponsor(i)}})
				}
			})
		}
		for i := range n {
			next <- i
		}
		close(next)
		group.Wait()
		r, err := merge.MergeLayout(l, slices.Concat(derived...), merge.Options{})
		require.NoError(b, err)
		require.Len(b, r.Changes(), n)
	}
	begin := time.Now()
	for i := range min(n, 50) {
		edit(i)
	}
	making = time.Since(begin) / time.Duration(min(n, 50)) / time.Duration(runtime.GOMAXPROCS(0))
	took := b.Elapsed()/time.Duration(b.N) - making*time.Duration(n) // making the copies is not a part of it
	b.ReportMetric(float64(took)/1e6/float64(n), "ms/copy")
	b.ReportMetric(float64(each)/1e6, "ms/git-fold")
	b.ReportMetric(float64(each)*float64(n-1)/float64(took), "x-faster-than-fold")
	b.SetBytes(int64(n * len(k.text)))
}

var streamed = flag.Int("streamed", 0, "also merge a stream of this many amendments")

// senate yields amendments in the shape of those to the Italian constitutional
// bill of 2015: rival wordings of the words of a few paragraphs, in order.
func senate(k *book, n int) iter.Seq2[amend.Amendment, error] {
	return func(yield func(amend.Amendment, error) bool) {
		version := k.doc.Version()
		for line := range k.lines {
			mine := n*(line+1)/len(k.lines) - n*line/len(k.lines)
			for i := range mine {
				a := k.reword(version, line, k.word(line, 3+i%50), fmt.Sprintf("wording %d", i/50*7919%1000), sponsor(i/50))
				if !yield(a, nil) {
					return
				}
			}
		}
	}
}

func BenchmarkStream(b *testing.B) {
	sizes := []int{1_000_000}
	if testing.Short() {
		sizes = []int{20_000}
	}
	if *streamed > 0 {
		sizes = append(sizes, *streamed)
	}
	k := newBook(b, 205, 520)
	l := amend.NewLayout(k.doc)
	for _, n := range sizes {
		for _, dir := range []string{"", b.TempDir()} {
			b.Run(fmt.Sprintf("n=%d/spilled=%t", n, dir != ""), func(b *testing.B) {
				if dir != "" && n > 1_000_000 {
					b.Skip("one size is enough for the files")
				}
				var merged, places int
				for b.Loop() {
					merged, places = 0, 0
					o := merge.StreamOptions{Dir: dir, Progress: func(p merge.Progress) { merged, places = p.Amendments, p.Places }}
					for _, err := range merge.Stream(b.Context(), l, senate(k, n), o) {
						require.NoError(b, err)
					}
				}
				require.Equal(b, n, merged)
				require.Positive(b, places)
				rate := float64(n) * float64(b.N) / b.Elapsed().Seconds()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(rate, "amendments/s")
				b.ReportMetric(85e6/rate/60, "min-for-85M")
				b.ReportMetric(float64(m.Sys)/(1<<30), "GiB-from-system")
			})
		}
	}
}
