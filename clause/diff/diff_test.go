package diff_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diff"
	"github.com/rollingtext/rollingtext/internal/drafts"
)

func parse(s string) *clause.Document {
	doc, _ := clause.Parse(s, clause.Options{})
	return doc
}

// rebuild makes the new text from the old one and what an alignment says.
func rebuild(old, now string, a diff.Alignment) string {
	type edit struct {
		at, end int
		text    string
		owner   int // start of the pair: an edit at a seam belongs to the clause it is in
	}
	var edits []edit
	for _, p := range a.Pairs {
		for _, h := range p.Hunks() {
			edits = append(edits, edit{h.Old.Start, h.Old.End, h.New.Of(now), p.Old.Start})
		}
	}
	apply := func(s clause.Span) string { // stretches never cut through a pair
		var b strings.Builder
		at := s.Start
		for _, e := range edits {
			if e.owner >= s.Start && e.owner < s.End && e.end <= s.End {
				b.WriteString(old[at:e.at] + e.text)
				at = e.end
			}
		}
		return b.String() + old[at:s.End]
	}
	type arrival struct {
		order int
		text  string
	}
	arrivals := map[int][]arrival{}
	gone := []clause.Span{}
	for _, d := range a.Deleted {
		gone = append(gone, d.Old)
	}
	for _, in := range a.Inserted {
		arrivals[in.At] = append(arrivals[in.At], arrival{in.Order, in.New.Of(now)})
	}
	slices.SortStableFunc(edits, func(x, y edit) int { return x.at - y.at })
	for _, m := range a.Moved {
		gone = append(gone, m.Old)
		arrivals[m.At] = append(arrivals[m.At], arrival{m.Order, apply(m.Old)})
	}
	slices.SortFunc(gone, func(x, y clause.Span) int { return x.Start - y.Start })
	stops := []int{len(old)}
	for at := range arrivals {
		stops = append(stops, at)
	}
	slices.Sort(stops)
	var b strings.Builder
	at := 0
	for _, stop := range slices.Compact(stops) {
		for len(gone) > 0 && gone[0].Start < stop {
			b.WriteString(apply(clause.Span{Start: at, End: gone[0].Start}))
			at, gone = gone[0].End, gone[1:]
		}
		if at < stop {
			b.WriteString(apply(clause.Span{Start: at, End: stop}))
			at = stop
		}
		slices.SortFunc(arrivals[stop], func(x, y arrival) int { return x.order - y.order })
		for _, x := range arrivals[stop] {
			b.WriteString(x.text)
		}
	}
	return b.String()
}

func TestAlignmentAccountsForEveryByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(drafts.Lines, 0, 12).Draw(t, "base")
		old, now := strings.Join(list, ""), drafts.Edited(t, list, 4)
		a := diff.Align(parse(old), parse(now))
		require.Equal(t, now, rebuild(old, now, a), fmt.Sprintf("%q", old))
	})
}

func TestALabelBehindNewWordsIsNotTakenAwayInFront(t *testing.T) {
	old, now := "The Council,\ndecides\n(1) The bureau answers.\n", "The Council,\ndecides\nAt once (1) The bureau answers.\n"
	var got []string
	for _, p := range diff.Align(parse(old), parse(now)).Pairs {
		for _, h := range p.Hunks() {
			got = append(got, h.Old.Of(old)+">"+h.New.Of(now))
		}
	}
	require.Equal(t, []string{">At once "}, got)
}

func TestTextHunksMakeTheNewText(t *testing.T) {
	word := rapid.SampledFrom([]string{"a", "b", "the", " ", " ", "\n", "، ", "é", "e\u0301", "كِتاب", "词", "\u00a0", "\xff", ",", "123"})
	rapid.Check(t, func(t *rapid.T) {
		old := strings.Join(rapid.SliceOf(word).Draw(t, "old"), "")
		now := strings.Join(rapid.SliceOf(word).Draw(t, "now"), "")
		checkText(t, old, now)
	})
}

func checkText(t require.TestingT, old, now string) {
	at, b := 0, strings.Builder{}
	for _, h := range diff.Text(old, now) {
		require.LessOrEqual(t, at, h.Old.Start)
		require.NotEqual(t, h.Old.Of(old), h.New.Of(now))
		b.WriteString(old[at:h.Old.Start] + h.New.Of(now))
		at = h.Old.End
		for _, side := range []struct {
			s    string
			span clause.Span
		}{{old, h.Old}, {now, h.New}} {
			require.True(t, onCluster(side.s, side.span.Start) && onCluster(side.s, side.span.End))
		}
	}
	require.Equal(t, now, b.String()+old[at:])
}

func onCluster(s string, at int) bool {
	it := graphemes.FromString(s)
	for it.Next() {
		if it.Start() == at {
			return true
		}
	}
	return at == len(s)
}

func TestSameTextsGiveTheSameHunks(t *testing.T) {
	raw, err := os.ReadFile("../testdata/c23-71-ar.txt")
	require.NoError(t, err)
	words := strings.Fields(string(raw))
	slices.Reverse(words)
	shuffled := strings.Join(words, " ")
	want := diff.Text(string(raw), shuffled)
	for range 2 {
		require.Equal(t, want, diff.Text(string(raw), shuffled))
	}
}

func FuzzText(f *testing.F) {
	f.Add("a b c", "a x c")
	f.Add("\xff\u0301", "\xfe")
	f.Fuzz(func(t *testing.T, old, now string) {
		if len(old)+len(now) > 4096 || !utf8.ValidString(old) || !utf8.ValidString(now) {
			t.Skip()
		}
		checkText(t, old, now)
	})
}

func FuzzAlign(f *testing.F) {
	f.Add("The Council,\n1. a\n2. b\n", "The Council,\n1. b\n\n2. a")
	f.Fuzz(func(t *testing.T, old, now string) {
		a := diff.Align(parse(old), parse(now))
		require.Equal(t, now, rebuild(old, now, a))
	})
}
