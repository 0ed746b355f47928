package amendtest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
)

// CheckHistory holds a history to the laws of the library that can be told
// from a history alone:
//
//   - 1, lossless reading: all its texts, read as documents and as brackets,
//     are given back byte for byte;
//   - 6, replay: every prefix replays to the same versions and state, and a line
//     changed, dropped, doubled or swapped in its stored form is found there;
//   - 7, provenance: blame covers every byte once;
//   - 8, rebase: adopting one of two open amendments and carrying the other
//     over equals applying both, where they do not compete; left out are
//     clauses put somewhere or moved where the last line of the base does not
//     end;
//   - 9, withdrawal: what was withdrawn, and nothing built on, could as well
//     not have been tabled;
//   - 10, round trip: stored and read again it is the same; what was adopted is
//     found again as the difference of the texts;
//   - 11, no silent change: an amendment whose words look like those that it
//     replaces is flagged.
//
// Laws 2 to 5 and 12 are about merging; see package merge. The cost is
// O(events²) for short histories and is bounded for long ones.
func CheckHistory(t TB, h *history.History) {
	t.Helper()
	checkLossless(t, h)
	checkStored(t, h)
	checkReplay(t, h)
	checkDamage(t, h)
	checkBlame(t, h)
	checkRebase(t, h)
	checkNewBases(t, h)
	checkWithdrawal(t, h)
	checkRoundTrip(t, h)
	checkSilent(t, h)
}

func checkLossless(t TB, h *history.History) {
	texts := []string{}
	for _, b := range h.State().Bases() {
		texts = append(texts, b.Document.Render())
	}
	for _, p := range h.State().Proposals() {
		texts = append(texts, p.Amendment.Text)
	}
	for _, s := range texts {
		doc, _ := clause.Parse(s, clause.Options{})
		require.Equal(t, s, doc.Render(), "law 1: a text that is read is given back")
		require.Equal(t, s, bracket.Render(bracket.Parse(s, bracket.Options{})), "law 1: brackets that are read are given back")
	}
}

func stored(t TB, h *history.History) string {
	var b bytes.Buffer
	require.NoError(t, h.Write(&b))
	return b.String()
}

func checkStored(t TB, h *history.History) {
	text := stored(t, h)
	again, err := history.Read(text, h.Options())
	require.NoError(t, err, "law 10: what was stored is read")
	require.Equal(t, h.Version(), again.Version(), "law 10: what is read is what was stored")
	require.Equal(t, text, stored(t, again), "law 10: storing again gives the same bytes")
	sameState(t, h, again, "law 6: replay gives the same state")
}

// sameState compares what people see of two states.
func sameState(t TB, a, b *history.History, why string) {
	require.Equal(t, Status(a, nil), Status(b, nil), why)
	require.Equal(t, Excluded(a), Excluded(b), why)
	x, errX := a.State().Text()
	y, errY := b.State().Text()
	require.Equal(t, errX == nil, errY == nil, why)
	require.Equal(t, x, y, why)
}

// some returns up to n indexes below max, evenly spread.
func some(n, max int) []int {
	var out []int
	for i := 0; i < max; i += (max + n - 1) / n {
		out = append(out, i)
	}
	return out
}

func checkReplay(t TB, h *history.History) {
	for _, i := range some(20, h.Len()) {
		at, err := h.At(h.Event(i).Hash())
		require.NoError(t, err)
		require.Equal(t, h.Event(i).Hash(), at.Version(), "law 6: a version is named by its event")
		again, err := history.Read(stored(t, at), h.Options())
		require.NoError(t, err, "law 6: a prefix is a history")
		require.Equal(t, at.Version(), again.Version())
		sameState(t, at, again, "law 6: replaying a prefix gives the same state")
	}
}

func checkDamage(t TB, h *history.History) {
	lines := strings.SplitAfter(stored(t, h), "\n")
	lines = lines[:len(lines)-1]
	for _, i := range some(10, h.Len()) {
		n := i + 1 // the line
		flip := []byte(lines[n])
		flip[len(flip)*(i+1)/(h.Len()+1)] ^= 1
		damaged := map[string][]string{
			"changed": slices.Concat(lines[:n], []string{string(flip)}, lines[n+1:]),
			"dropped": slices.Concat(lines[:n], lines[n+1:]),
			"swapped": slices.Concat(lines[:n], lines[n+1:n+2], lines[n:n+1], lines[n+2:]),
		}
		for how, bad := range damaged {
			_, err := history.Read(strings.Join(bad, ""), h.Options())
			var damage *history.DamageError
			require.ErrorAs(t, err, &damage, "law 6: a line that was %s is caught", how)
			require.Equal(t, n, damage.Event, "law 6: a line that was %s is found at its event", how)
		}
	}
}

func checkBlame(t TB, h *history.History) {
	text, err := h.State().Text()
	if errors.Is(err, history.ErrNoBase) {
		return
	}
	require.NoError(t, err)
	list, err := h.Blame()
	require.NoError(t, err)
	at := 0
	for _, b := range list {
		require.Equal(t, at, b.Span.Start, "law 7: no gaps, no overlaps")
		require.Equal(t, b.Span.Of(text), b.Text, "law 7: blame is of the text")
		require.NotEmpty(t, b.Sponsors, "law 7: somebody said it")
		_, ok := h.Index(b.Event)
		require.True(t, ok, "law 7: by an event of the history")
		at = b.Span.End
	}
	require.Equal(t, len(text), at, "law 7: every byte")
}

func checkRebase(t TB, h *history.History) {
	base, ok := h.State().Base()
	if !ok {
		return
	}
	// After a last line that does not end, a paragraph brings its line end with
	// it, and one that is moved takes none along: the text alone cannot tell
	// whose it is.
	openEnd := !strings.HasSuffix(base.Document.Render(), "\n")
	open := h.State().OpenAmendments()
	open = open[:min(len(open), 8)]
	for i, a := range open {
		for j, b := range open {
			if i == j || a.ID == b.ID || openEnd && placed(a) && placed(b) || openEnd && (a.Op == amend.Move || b.Op == amend.Move) {
				continue
			}
			both, err := amend.Apply(base.Document, []amend.Amendment{a, b})
			together := err == nil
			next, err := history.Revise(base.Document, []amend.Amendment{a})
			require.NoError(t, err)
			r := amend.Rebase(base.Document, next, []amend.Amendment{a}, []amend.Amendment{b})[0]
			if r.Conflict != nil || !together {
				continue
			}
			got, err := amend.Apply(next, r.Now)
			require.NoError(t, err, "law 8: what was carried over can be applied")
			require.Equal(t, both, got, "law 8: adopting %v and carrying %v over equals applying both", a, b)
		}
	}
}

// checkNewBases compares what became of open amendments at every new base with
// carrying them over one by one.
func checkNewBases(t TB, h *history.History) {
	for i, e := range h.All() {
		b, ok := e.Body.(history.BaseIssued)
		if !ok {
			continue
		}
		after, err := h.At(e.Hash())
		require.NoError(t, err)
		if i == 0 || len(e.Prev) != 1 || len(after.State().Excluded()) > 0 {
			continue
		}
		before, err := h.At(e.Prev[0])
		require.NoError(t, err)
		old, _ := before.State().Base()
		conflicts := 0
		var want, got []string
		for _, r := range amend.Rebase(old.Document, b.Document, before.State().AdoptedAmendments(), before.State().OpenAmendments()) {
			for _, a := range r.Now {
				want = append(want, place(a))
			}
			if r.Conflict != nil {
				conflicts++
			}
		}
		for _, p := range before.State().Proposals() {
			conflicts += len(p.Conflicts)
		}
		for _, a := range after.State().OpenAmendments() {
			got = append(got, place(a))
		}
		for _, p := range after.State().Proposals() {
			if p.Amendment.Parent == uuid.Nil {
				conflicts -= len(p.Conflicts)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		require.Equal(t, want, got, "law 8: open amendments are carried over as they are one by one")
		require.LessOrEqual(t, conflicts, 0, "law 8: no conflict is lost")
	}
}

func place(a amend.Amendment) string {
	return fmt.Sprintln(a.ID, a.Part, a.Base, a.Op, a.Target.Clause, a.Target.Range, a.To, a.Text)
}

// placed reports whether whole clauses are put somewhere.
func placed(a amend.Amendment) bool { return a.Op == amend.Insert || a.Op == amend.Move }

func checkWithdrawal(t TB, h *history.History) {
	for _, p := range h.State().Proposals() {
		if p.Status != history.StatusWithdrawn || p.Amendment.Parent != uuid.Nil {
			continue
		}
		without, ok := Without(h, p.Amendment.ID)
		if !ok {
			continue
		}
		want, err := h.State().Text()
		require.NoError(t, err)
		got, err := without.State().Text()
		require.NoError(t, err)
		require.Equal(t, want, got, "law 9: what was withdrawn could as well not have been tabled")
	}
}

// Without returns the history as it would be had an amendment, and those to it,
// never been tabled: all other events, made anew. ok is false if one of these
// is then refused, because something was built on the amendment, or if the
// history has branches.
func Without(h *history.History, id uuid.UUID) (out *history.History, ok bool) {
	gone := map[uuid.UUID]bool{id: true}
	out = history.New(h.Options())
	for i, e := range h.All() {
		if len(e.Prev) > 1 || i > 0 && e.Prev[0] != h.Event(i-1).Hash() {
			return nil, false
		}
		if b, ok := e.Body.(history.Tabled); ok && gone[b.Amendment.Parent] {
			gone[b.Amendment.ID] = true
		}
		if gone[history.Subject(e.Body)] {
			continue
		}
		var err error
		if out, err = out.Append(history.Draft{Time: e.Time, Actor: e.Actor, Body: e.Body}); err != nil {
			return nil, false
		}
	}
	return out, true
}

func checkRoundTrip(t TB, h *history.History) {
	base, ok := h.State().Base()
	if !ok {
		return
	}
	text, err := h.State().Text()
	require.NoError(t, err)
	next, err := h.State().Revision()
	require.NoError(t, err)
	require.Equal(t, text, next.Render(), "law 10: a revision has the text")
	next = history.Reread(base.Document, text)
	require.Equal(t, text, next.Render(), "law 10: a text that is read again is the same")
	again, err := amend.Apply(base.Document, amend.Derive(base.Document, next, amend.Amendment{}))
	require.NoError(t, err)
	require.Equal(t, text, again, "law 10: the difference of two texts gives the second again")
}

func checkSilent(t TB, h *history.History) {
	for _, p := range h.State().Proposals() {
		a := p.Amendment
		if a.Op != amend.Replace || a.Target.Quote == a.Text {
			continue
		}
		class, flags := diff.Classify(a.Target.Quote, a.Text)
		if looks(a.Target.Quote) == looks(a.Text) {
			require.True(t, flags != 0 || class.Editorial(), "law 11: %q in the place of %q is flagged", a.Text, a.Target.Quote)
		}
	}
}

// looks is what a reader sees of a text, as far as this law is concerned:
// every space alike, no format characters.
func looks(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		switch r {
		case '\u00a0', '\u202f':
			return ' '
		case '\u200e', '\u200f', '\u061c', '\u200b', '\u2060', '\ufeff', '\u00ad':
			return -1
		}
		return r
	}, s)), " ")
}
