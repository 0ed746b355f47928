package merge

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// StreamOptions are the choices of [Stream]. The zero value merges amendments
// that come in the order of the base.
type StreamOptions struct {
	// Parties take part in the negotiation. A stream is not read twice, so
	// that without this list only those count as silent, or as agreeing, who
	// propose something in the same part.
	Parties []string
	// Dir is a directory for temporary files; amendments may then come in any
	// order. Stream takes its files away again. Empty: they come in the order of
	// the clauses that they concern.
	Dir string
	// Progress is called after every part, from the goroutine that reads the
	// result.
	Progress func(Progress)
}

// Progress says how far a stream is.
type Progress struct {
	Amendments     int // merged, with those that were left out
	Clause, Of     int // the last clause that was done, of how many with text of their own
	Places, Errors int // so far
}

// OrderError says that an amendment came after the clause that it concerns was
// done. It is left out.
type OrderError struct {
	Amendment uuid.UUID
	Clause    clause.ID
	Range     clause.Span
}

func (e *OrderError) Error() string {
	return fmt.Sprintf("merge: amendment %s on clause %s, bytes %d to %d, came after that clause was done; "+
		"give the stream in the order of the base, or name a directory for temporary files", e.Amendment, e.Clause, e.Range.Start, e.Range.End)
}

// Stream merges amendments that an iterator yields and yields one rolling text
// for every part of the base that somebody proposes to change, in the order of
// the base: the same changes and places as [Merge] makes of all of them. A part
// is a stretch that no amendment reaches out of, mostly one clause.
//
// In memory is what concerns a few parts, one for each core and those that
// wait; a clause that is moved makes one part of all from its old place to its
// new one. With StreamOptions.Dir all amendments are first written to at most
// 256 files, each for a stretch of the base, and one of these is in memory too.
//
// What does not fit is left out and comes as an error beside a part or without
// one. The iteration ends with an error of the iterator, of the files, or with
// that of ctx. The result is the same on every machine.
func Stream(ctx context.Context, l *amend.Layout, amendments iter.Seq2[amend.Amendment, error], o StreamOptions) iter.Seq2[*Rolling, error] {
	return func(yield func(*Rolling, error) bool) {
		inner, cancel := context.WithCancel(ctx)
		defer cancel()
		s := &streamer{
			ctx: inner, layout: l, labels: clause.NewLabels(l.Base()), options: o,
			queue: make(chan *job, runtime.GOMAXPROCS(0)), work: make(chan *job, runtime.GOMAXPROCS(0)),
		}
		for range runtime.GOMAXPROCS(0) {
			go s.merge()
		}
		go s.read(amendments)
		progress := Progress{Of: l.Clauses()}
		for j := range s.queue {
			if j.work != nil {
				<-j.done
			}
			progress.Amendments += j.count
			progress.Errors += len(j.errs)
			if j.rolling != nil {
				progress.Places += len(j.rolling.places)
				progress.Clause = j.last + 1
			}
			if !yield(j.rolling, errors.Join(j.errs...)) {
				return
			}
			if o.Progress != nil {
				o.Progress(progress)
			}
		}
		if err := ctx.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// job is a part to be merged, or an error to be passed on.
type job struct {
	work    []Change
	count   int // amendments
	last    int // clause
	done    chan struct{}
	rolling *Rolling
	errs    []error
}

type streamer struct {
	ctx     context.Context
	layout  *amend.Layout
	labels  *clause.Labels
	options StreamOptions
	queue   chan *job // in order
	work    chan *job
}

// merge does the jobs that come.
func (s *streamer) merge() {
	for j := range s.work {
		p := s.options.Parties
		if p = parties(p, j.work); s.ctx.Err() == nil {
			var errs []error
			j.rolling, errs = newPart(s.layout, s.labels, p, j.work)
			j.errs = append(j.errs, errs...)
		}
		close(j.done)
	}
}

// send queues a job; it reports whether there is more to do.
func (s *streamer) send(j *job) bool {
	select {
	case <-s.ctx.Done():
		return false
	case s.queue <- j:
	}
	if j.work != nil {
		s.work <- j // there is a worker for it sooner or later
	}
	return true
}

// read puts what the iterator yields into parts.
func (s *streamer) read(amendments iter.Seq2[amend.Amendment, error]) {
	defer close(s.queue)
	defer close(s.work)
	if s.options.Dir != "" {
		s.sorted(amendments)
		return
	}
	g := gatherer{s: s, last: -1, done: -1}
	for a, err := range amendments {
		if err != nil {
			if g.flush() {
				s.send(&job{errs: []error{err}})
			}
			return
		}
		if s.ctx.Err() != nil || !g.add(a) {
			return
		}
	}
	g.flush()
}

// gatherer gathers the changes of one part.
type gatherer struct {
	s     *streamer
	list  []Change
	errs  []error
	count int
	last  int // clause that the part reaches
	done  int // last clause of the parts before
}

// add takes an amendment that comes in order.
func (g *gatherer) add(a amend.Amendment) bool {
	list, extents, errs := locate(g.s.layout, []amend.Amendment{a})
	if len(errs) > 0 {
		g.count++
		g.errs = append(g.errs, errs...)
		return len(g.errs) < 1024 || g.flush() // they take memory too
	}
	first, last := int(extents[0].first), int(extents[0].last)
	if first <= g.done {
		g.count++
		g.errs = append(g.errs, &OrderError{a.ID, a.Target.Clause, a.Target.Range})
		return len(g.errs) < 1024 || g.flush()
	}
	return g.put(list[0], first, last)
}

func (g *gatherer) put(c Change, first, last int) bool {
	if len(g.list) > 0 && first > g.last && !g.flush() {
		return false
	}
	if len(g.list) == 0 {
		g.last = last
	}
	g.list = append(g.list, c)
	g.last = max(g.last, last)
	g.count++
	return true
}

// flush sends the part.
func (g *gatherer) flush() bool {
	if len(g.list) == 0 && len(g.errs) == 0 {
		return true
	}
	j := &job{work: g.list, errs: g.errs, count: g.count, last: g.last, done: make(chan struct{})}
	if len(g.list) > 0 {
		g.done = g.last
	}
	g.list, g.errs, g.count = nil, nil, 0
	return g.s.send(j)
}

// sorted spills all amendments to files and reads these in the order of the
// base.
func (s *streamer) sorted(amendments iter.Seq2[amend.Amendment, error]) {
	fail := func(err error) { s.send(&job{errs: []error{err}}) }
	spill, err := newSpill(s.options.Dir, s.layout.Clauses())
	if err != nil {
		fail(err)
		return
	}
	defer spill.remove()
	g := gatherer{s: s, last: -1, done: -1}
	for a, err := range amendments {
		if err == nil {
			err = s.ctx.Err()
		}
		if err != nil {
			fail(err)
			return
		}
		_, extents, errs := locate(s.layout, []amend.Amendment{a})
		if len(errs) > 0 {
			g.count++
			if g.errs = append(g.errs, errs...); len(g.errs) == 1024 && !g.flush() {
				return
			}
			continue
		}
		if err := spill.write(int(extents[0].first), &a); err != nil {
			fail(err)
			return
		}
	}
	if !g.flush() {
		return
	}
	for k := range spill.files {
		read, err := spill.read(k)
		if err != nil {
			fail(err)
			return
		}
		list, extents, errs := locate(s.layout, read)
		g.errs = append(g.errs, errs...)
		order := make([]int, len(list))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(extents[i].first, extents[j].first) })
		for _, i := range order {
			if !g.put(list[i], int(extents[i].first), int(extents[i].last)) {
				return
			}
		}
	}
	g.flush()
}
