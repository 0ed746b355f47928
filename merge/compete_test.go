package merge

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// tabled draws amendments of all kinds to one base, in the hand of few
// sponsors, so that they overlap, nest, touch and move often.
func tabled(t *rapid.T) (*amend.Layout, []amend.Amendment) {
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{
		"The Council,\n", "recalling\n", "a)\tone two  two three;\n", "b)\tone two;\n\n", "resolves\n", "1\tto do one;\n", "2\tto do two two;\n", "plain\n", "قرار جديد\n",
	}), 1, 8).Draw(t, "base")
	base, _ := clause.Parse(strings.Join(lines, ""), clause.Options{})
	l := amend.NewLayout(base)
	var clauses []*clause.Clause
	for _, c := range base.Walk() {
		if c.Source() != "" {
			clauses = append(clauses, c)
		}
	}
	pick := func(what string) *clause.Clause { return clauses[rapid.IntRange(0, len(clauses)-1).Draw(t, what)] }
	var out []amend.Amendment
	for n := range rapid.IntRange(1, 30).Draw(t, "amendments") {
		c := pick("clause")
		a := amend.Amendment{Base: base.Version(), Target: amend.Target{Clause: c.ID()}}
		a.Sponsors = rapid.SliceOfNDistinct(rapid.SampledFrom(strings.Split("ABCDEFGHIJKLMNOPQRST", "")), 1, 2, rapid.ID).Draw(t, "sponsors")
		binary.BigEndian.PutUint64(a.ID[:], uint64(n+1))
		to := amend.Place{After: pick("after").ID(), Close: rapid.Bool().Draw(t, "close"), Under: pick("under").ID(), Order: rapid.IntRange(0, 1).Draw(t, "order")}
		switch rapid.IntRange(0, 11).Draw(t, "op") {
		case 0:
			a.Op, a.Target.Alone = amend.Delete, rapid.Bool().Draw(t, "alone")
		case 1, 2:
			a.Op, a.To = amend.Move, to
		case 3:
			a.Op, a.To, a.Text = amend.Insert, to, rapid.SampledFrom([]string{"new\n", "other\n"}).Draw(t, "text")
		case 4:
			if rapid.IntRange(0, 5).Draw(t, "whole") == 0 {
				a.Op, a.Text, a.Target = amend.Alternative, "all other\n", amend.Target{Clause: base.Root().ID(), Quote: l.Text()}
				break
			}
			a.Follows = true
			fallthrough
		default:
			at := func(name string) int {
				k := rapid.IntRange(0, len(c.Source())).Draw(t, name)
				for k < len(c.Source()) && c.Source()[k]&0xc0 == 0x80 {
					k++
				}
				return k
			}
			i, j := at("from"), at("to")
			a.Target.Range = clause.Span{Start: min(i, j), End: max(i, j)}
			if rapid.IntRange(0, 2).Draw(t, "words") == 0 {
				a.Target.Range.End = a.Target.Range.Start
			}
			a.Target.Quote = a.Target.Range.Of(c.Source())
			a.Text = rapid.SampledFrom([]string{"", "", "one", "two", " two", "one two", "x", "\n"}).Draw(t, "text")
			a.Op = rapid.SampledFrom([]amend.Op{amend.Replace, amend.Replace, amend.Relabel, amend.Pick}).Draw(t, "kind")
			if a.Text == a.Target.Quote {
				a.Text += "y"
			}
		}
		out = append(out, a)
	}
	return l, out
}

func parseLines(lines ...string) *clause.Document {
	doc, _ := clause.Parse(strings.Join(lines, ""), clause.Options{})
	return doc
}

func TestSweepFindsWhatComparingEveryTwoFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, all := tabled(t)
		r, _ := MergeLayout(l, all, Options{})
		want := pairwise(l, r.changes)
		for i := range r.changes {
			require.Equal(t, want[i], r.rivals.of(i))
		}
		require.Equal(t, connected(want), r.rivals.components())
	})
}

func TestEachPartySpeaksWithOneVoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, all := tabled(t)
		var list []Change
		for _, a := range all {
			x, err := l.Locate(a)
			require.NoError(t, err)
			list = append(list, Change{Located: x, Sponsors: sorted(a.Sponsors), Tabled: []amend.Amendment{a}})
		}
		want, wantErrs := voiceOfEveryTwo(l, slices.Clone(list))
		got, gotErrs := oneVoice(l, list)
		require.Equal(t, want, got)
		require.Equal(t, wantErrs, gotErrs)
	})
}

func TestPartsMergedByThemselvesGiveTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, all := tabled(t)
		r, _ := MergeLayout(l, all, Options{})
		list, _, _ := locate(l, all)
		list, _ = oneVoice(l, list)
		list = arrangeAll(agree(l, unite(list)))
		require.Equal(t, list, append([]Change{}, r.changes...))
	})
}

func TestOneMoreAmendmentGivesWhatMergingAllGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, all := tabled(t)
		half := rapid.IntRange(0, len(all)).Draw(t, "half")
		live, err := NewLive(l, all[:half], Options{})
		require.NoError(t, err)
		in := slices.Clone(all[:half])
		for _, a := range all[half:] {
			before := live
			next, err := live.With(a)
			if err != nil {
				require.Same(t, before, next)
				continue
			}
			live, in = next, append(in, a)
		}
		want, _ := MergeLayout(l, in, Options{})
		got, _ := live.Rolling()
		require.Equal(t, want.Changes(), got.Changes())
		require.Equal(t, want.Places(), got.Places())
		var changes int
		for part := range live.Parts() {
			changes += len(part.Changes())
		}
		require.Len(t, want.Changes(), changes)
		if len(in) == 0 {
			return
		}
		out := rapid.IntRange(0, len(in)-1).Draw(t, "out")
		less := live.Without(in[out].ID)
		want, _ = MergeLayout(l, slices.Delete(slices.Clone(in), out, out+1), Options{Parties: live.Parties()})
		got, _ = less.Rolling()
		require.Equal(t, want.Changes(), got.Changes())
		require.Equal(t, want.Places(), got.Places())
	})
}

func TestNoPartThatIsSharedIsOverlooked(t *testing.T) {
	words := rapid.SampledFrom([]string{"one", "two", "two two", "x", ",", "ii", "قرار"})
	rapid.Check(t, func(t *rapid.T) {
		phrase := func(name string, least int) string {
			return strings.Join(rapid.SliceOfN(words, least, 5).Draw(t, name), " ")
		}
		base, _ := clause.Parse(phrase("base", 1), clause.Options{})
		l := amend.NewLayout(base)
		var list []Change
		for range rapid.IntRange(2, 12).Draw(t, "changes") {
			cuts := []int{0, len(l.Text())}
			for i := range l.Text() {
				cuts = append(cuts, i)
			}
			i, j := rapid.SampledFrom(cuts).Draw(t, "from"), rapid.SampledFrom(cuts).Draw(t, "to")
			x := l.Over(clause.Span{Start: min(i, j), End: max(i, j)}, phrase("text", 0))
			x.Target.Quote = x.Span.Of(l.Text())
			list = append(list, Change{Located: x})
		}
		sortChanges(list)
		p := newProposals(l, list)
		for i := range list {
			cuts := cutOut(&list[i], func(s clause.Span, text string) bool { return p.texts[wording{s, text}] })
			require.False(t, len(cuts) > 0 && !p.mayHold(&list[i]))
		}
	})
}

func voiceOfEveryTwo(l *amend.Layout, list []Change) ([]Change, []error) {
	slices.SortFunc(list, func(x, y Change) int { return compareChanges(&x, &y) })
	bad := map[int]bool{}
	var errs []error
	everyTwo(list, func(i, j int) {
		i, j = min(i, j), max(i, j)
		if bad[i] || bad[j] || !clash(&list[i], &list[j]) || !l.Compete(list[i].Located, list[j].Located) {
			return
		}
		for _, s := range list[i].Sponsors {
			if slices.Contains(list[j].Sponsors, s) {
				bad[j] = true
				errs = append(errs, &SelfError{s, list[i].Tabled[0], list[j].Tabled[0]})
				return
			}
		}
	})
	var out []Change
	for i, c := range list {
		if !bad[i] {
			out = append(out, c)
		}
	}
	return out, errs
}

// everyTwo calls f with every two changes whose places touch, each change
// by its index. One sweep over the base.
func everyTwo(list []Change, f func(i, j int)) {
	type entry struct{ lo, hi, i int }
	entries := make([]entry, 0, len(list))
	for i, c := range list {
		s := c.Reach()
		entries = append(entries, entry{s.Start, s.End, i})
		if c.Op == amend.Move {
			entries = append(entries, entry{c.At, c.At, i})
		}
	}
	slices.SortFunc(entries, func(x, y entry) int { return cmp.Or(cmp.Compare(x.lo, y.lo), cmp.Compare(x.i, y.i)) })
	var open []entry
	for _, e := range entries {
		open = slices.DeleteFunc(open, func(o entry) bool { return o.hi < e.lo })
		for _, o := range open {
			if o.i != e.i {
				f(o.i, e.i)
			}
		}
		open = append(open, e)
	}
}

// pairwise lists for each change those that compete with it, in order. Nobody
// competes with himself: what one party proposes was made of one text.
func pairwise(l *amend.Layout, list []Change) [][]int {
	out := make([][]int, len(list))
	everyTwo(list, func(i, j int) {
		if l.Compete(list[i].Located, list[j].Located) && !slices.Contains(out[i], j) && !sharesSponsor(list[i], list[j]) {
			out[i] = append(out[i], j)
			out[j] = append(out[j], i)
		}
	})
	for i := range out {
		slices.Sort(out[i])
	}
	return out
}

// connected groups changes that are connected by competing, each group in
// order, the groups by their first change.
func connected(rivals [][]int) [][]int {
	seen := make([]bool, len(rivals))
	var out [][]int
	for i := range rivals {
		if seen[i] {
			continue
		}
		group := []int{i}
		seen[i] = true
		for k := 0; k < len(group); k++ {
			for _, j := range rivals[group[k]] {
				if !seen[j] {
					seen[j] = true
					group = append(group, j)
				}
			}
		}
		slices.Sort(group)
		out = append(out, group)
	}
	return out
}

func sharesSponsor(x, y Change) bool {
	return slices.ContainsFunc(x.Sponsors, func(s string) bool { return slices.Contains(y.Sponsors, s) })
}
