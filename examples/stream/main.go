// Command stream merges as many amendments as were tabled to the Italian
// constitutional bill of 2015, 85 million, without ever holding them: they are
// made up as they are read, in the shape of those, which is rival wordings of
// the words of a few hundred paragraphs.
//
//	go run ./examples/stream
//	go run ./examples/stream -n 1000000 -dir /tmp   # in any order, through files
//
// It prints how far it is, and at the end how many were merged in a second and
// how much memory that took.
package main

import (
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/merge"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "stream:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out, log io.Writer) error {
	flags := flag.NewFlagSet("stream", flag.ContinueOnError)
	flags.SetOutput(log)
	n := flags.Int("n", 85_000_000, "how many amendments")
	paragraphs := flags.Int("paragraphs", 205, "of the bill")
	dir := flags.String("dir", "", "directory for temporary files; the amendments then come in no order")
	memory := flags.Int64("memory", 7, "GiB that the collector of garbage aims to stay below")
	if err := flags.Parse(args); err != nil {
		return err
	}
	debug.SetMemoryLimit(*memory << 30)

	b := newBill(*paragraphs)
	source := b.inOrder(*n)
	if *dir != "" {
		source = b.mixed(*n)
	}
	begin, shown := time.Now(), time.Now()
	var last merge.Progress
	var peak uint64
	o := merge.StreamOptions{Dir: *dir, Progress: func(p merge.Progress) {
		if last = p; time.Since(shown) > 10*time.Second {
			shown = time.Now()
			fmt.Fprintf(log, "%v: %d of %d paragraphs, %d amendments, %d places\n",
				time.Since(begin).Round(time.Second), p.Clause, p.Of, p.Amendments, p.Places)
		}
	}}
	for _, err := range merge.Stream(ctx, b.layout, source, o) {
		if err != nil {
			return err
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		peak = max(peak, m.Sys)
	}
	took := time.Since(begin)
	_, err := fmt.Fprintf(out, "%d amendments to %d paragraphs: %d places, %v, %.0f amendments/s, %.2f GiB\n",
		last.Amendments, last.Of, last.Places, took.Round(time.Millisecond), float64(last.Amendments)/took.Seconds(), float64(peak)/(1<<30))
	return err
}

// bill is what is amended.
type bill struct {
	layout *amend.Layout
	list   []paragraph
}

type paragraph struct {
	id    clause.ID
	src   string
	words []clause.Span
}

func newBill(paragraphs int) *bill {
	words := strings.Fields("the Senate of the Republic represents the territorial institutions and ensures the link between the State " +
		"and the other constituent entities of the Republic and takes part in the exercise of the legislative function")
	var text strings.Builder
	for i := range paragraphs {
		fmt.Fprintf(&text, "%d.\tParagraph %d:", i+1, i+1)
		for w := range 60 {
			text.WriteString(" " + words[(w*7+i*11)%len(words)])
		}
		text.WriteString(".\n")
	}
	doc, _ := clause.Parse(text.String(), clause.Options{})
	b := &bill{layout: amend.NewLayout(doc)}
	for _, c := range doc.Walk() {
		if c.Source() == "" {
			continue
		}
		p := paragraph{id: c.ID(), src: c.Source()}
		for at := strings.IndexByte(p.src, ':') + 2; at < len(p.src)-2; {
			n := strings.IndexAny(p.src[at:], " .")
			p.words = append(p.words, clause.Span{Start: at, End: at + n})
			at += n + 1
		}
		b.list = append(b.list, p)
	}
	return b
}

// amendment returns the kth amendment to a paragraph: another wording of one of
// its words by another senator.
func (b *bill) amendment(line, k int) amend.Amendment {
	p := &b.list[line]
	r := p.words[k%len(p.words)]
	turn := k / len(p.words)
	a := amend.Amendment{
		Base: b.layout.Version(), Sponsors: []string{"S" + strconv.Itoa(turn)},
		Target: amend.Target{
			Clause: p.id, Range: r, Quote: r.Of(p.src),
			Before: p.src[max(0, r.Start-24):r.Start], After: p.src[r.End:min(len(p.src), r.End+24)],
		},
		Text: "wording " + strconv.Itoa(turn*7919%5000),
	}
	binary.BigEndian.PutUint64(a.ID[:], uint64(line+1))
	binary.BigEndian.PutUint64(a.ID[8:], uint64(k+1))
	return a
}

// share is how many of n amendments are to a paragraph.
func (b *bill) share(n, line int) int {
	return n*(line+1)/len(b.list) - n*line/len(b.list)
}

func (b *bill) inOrder(n int) iter.Seq2[amend.Amendment, error] {
	return func(yield func(amend.Amendment, error) bool) {
		for line := range b.list {
			for k := range b.share(n, line) {
				if !yield(b.amendment(line, k), nil) {
					return
				}
			}
		}
	}
}

// mixed yields one amendment to every paragraph in turn.
func (b *bill) mixed(n int) iter.Seq2[amend.Amendment, error] {
	return func(yield func(amend.Amendment, error) bool) {
		for k := 0; k <= n/len(b.list); k++ {
			for line := range b.list {
				if k < b.share(n, line) && !yield(b.amendment(line, k), nil) {
					return
				}
			}
		}
	}
}
