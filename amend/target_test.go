package amend

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
)

// tracked is a document whose every word is known by a number, so that a test
// knows where each word went, whatever it reads like.
type tracked struct {
	paras   []para
	next    int
	carried bool // whether words changed their clause or clauses their place
}

type para struct {
	id    clause.ID
	words []word
}

type word struct {
	n    int
	text string
}

var vocabulary = []string{"and", "the", "shall", "x", "وأن", "الأَمينِ", "和", "должен", "á", "a-b", "in", "inside"}

func (d *tracked) word(text string) word {
	d.next++
	return word{d.next, text}
}

func (d *tracked) fresh() word { return d.word(fmt.Sprintf("new%d", d.next+1)) }

func (d *tracked) clone() *tracked {
	c := &tracked{next: d.next}
	for _, p := range d.paras {
		c.paras = append(c.paras, para{p.id, slices.Clone(p.words)})
	}
	return c
}

func (d *tracked) document() *clause.Document {
	root := clause.New(clause.RootID, clause.Root, "")
	var kids []*clause.Clause
	for _, p := range d.paras {
		kids = append(kids, clause.New(p.id, clause.Paragraph, p.source()))
	}
	return clause.NewDocument(clause.Metadata{}, root.WithChildren(kids...))
}

func (p para) source() string {
	texts := make([]string, len(p.words))
	for i, w := range p.words {
		texts[i] = w.text
	}
	return strings.Join(texts, " ") + "\n"
}

// span returns the bytes of words i to j, exclusive.
func (p para) span(i, j int) clause.Span {
	start := 0
	for _, w := range p.words[:i] {
		start += len(w.text) + 1
	}
	end := start
	for _, w := range p.words[i:j] {
		end += len(w.text) + 1
	}
	return clause.Span{Start: start, End: max(start, end-1)}
}

func (p para) target(i, j int) Target {
	src, r := p.source(), p.span(i, j)
	return Target{
		Clause: p.id, Range: r, Quote: r.Of(src),
		Before: src[max(0, r.Start-40):r.Start], After: src[r.End:min(len(src), r.End+40)],
	}
}

// where returns where the words stand now, if they still stand together.
func (d *tracked) where(run []word) (clause.ID, clause.Span, bool) {
	for _, p := range d.paras {
		i := slices.Index(p.words, run[0])
		if i >= 0 && i+len(run) <= len(p.words) && slices.Equal(p.words[i:i+len(run)], run) {
			return p.id, p.span(i, i+len(run)), true
		}
	}
	return clause.ID{}, clause.Span{}, false
}

func drawTracked(t *rapid.T) *tracked {
	d := &tracked{}
	for i := range rapid.IntRange(1, 5).Draw(t, "paragraphs") {
		p := para{id: uuid.NewSHA1(clause.RootID, []byte{byte(i)})}
		for range rapid.IntRange(1, 30).Draw(t, "words") {
			p.words = append(p.words, d.word(rapid.SampledFrom(vocabulary).Draw(t, "word")))
		}
		d.paras = append(d.paras, p)
		if rapid.IntRange(0, 3).Draw(t, "twin") == 0 { // paragraphs that read alike
			twin := para{id: uuid.NewSHA1(clause.RootID, []byte{byte(i), 1})}
			for _, w := range p.words {
				twin.words = append(twin.words, d.word(w.text))
			}
			d.paras = append(d.paras, twin)
		}
	}
	return d
}

// edit makes one change and keeps account of every word.
func (d *tracked) edit(t *rapid.T) {
	k := rapid.IntRange(0, len(d.paras)-1).Draw(t, "paragraph")
	p := &d.paras[k]
	i := rapid.IntRange(0, len(p.words)).Draw(t, "from")
	j := rapid.IntRange(i, min(len(p.words), i+4)).Draw(t, "to")
	op := rapid.SampledFrom([]string{"insert", "delete", "replace", "retype", "move", "rename", "drop", "split", "join"}).Draw(t, "edit")
	d.carried = d.carried || op == "move" || op == "split" || op == "join"
	switch op {
	case "insert":
		p.words = slices.Insert(p.words, i, d.fresh())
	case "delete":
		p.words = slices.Delete(p.words, i, j)
	case "replace":
		p.words = slices.Replace(p.words, i, j, d.fresh())
	case "retype": // a word that stands elsewhere too, between new ones
		again := d.word(rapid.SampledFrom(vocabulary).Draw(t, "again"))
		p.words = slices.Insert(p.words, i, d.fresh(), again, d.fresh())
	case "move":
		moved := *p
		d.paras = slices.Delete(d.paras, k, k+1)
		d.paras = slices.Insert(d.paras, rapid.IntRange(0, len(d.paras)).Draw(t, "dest"), moved)
	case "rename": // as when a reworded paragraph is read from text again
		p.id = uuid.NewSHA1(p.id, []byte("again"))
	case "drop":
		if len(d.paras) > 1 {
			d.paras = slices.Delete(d.paras, k, k+1)
		}
	case "split":
		d.next++
		tail := para{uuid.NewSHA1(p.id, []byte(fmt.Sprint(d.next))), slices.Clone(p.words[i:])}
		p.words = slices.Clone(p.words[:i])
		d.paras = slices.Insert(d.paras, k+1, tail)
	case "join":
		if k+1 < len(d.paras) {
			p.words = append(p.words, d.paras[k+1].words...)
			d.paras = slices.Delete(d.paras, k+1, k+2)
		}
	}
}

// couldBe reports whether an account of what changed that keeps as many words
// as the true one has the run at words i and on of paragraph p. Texts alone
// cannot tell such accounts apart: which «and» of two was deleted.
func couldBe(before, after *tracked, run []word, id clause.ID, r clause.Span) bool {
	old, from := before.flat(run[0], clause.ID{}, 0)
	now, to := after.flat(word{}, id, r.Start)
	if from < 0 || to < 0 || to+len(run) > len(now) {
		return false
	}
	kept := 0
	for _, w := range old {
		if slices.Contains(now, w) {
			kept++
		}
	}
	n := len(run)
	return common(old[:from], now[:to])+n+common(old[from+n:], now[to+n:]) >= kept
}

// alike reports whether another paragraph reads like p.
func (d *tracked) alike(p para) bool {
	return slices.ContainsFunc(d.paras, func(q para) bool { return q.id != p.id && q.source() == p.source() })
}

// flat returns all words and the index of one, by itself or by its place.
func (d *tracked) flat(find word, id clause.ID, at int) (all []word, index int) {
	index = -1
	for _, p := range d.paras {
		for i, w := range p.words {
			if w == find || p.id == id && p.span(i, i+1).Start == at {
				index = len(all)
			}
			all = append(all, w)
		}
	}
	return all, index
}

// common returns the length of the longest common subsequence of the texts.
func common(a, b []word) int {
	row := make([]int, len(b)+1)
	for i := range a {
		diagonal := 0
		for j := range b {
			up := row[j+1]
			if a[i].text == b[j].text {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}

// checkFound is the law of targets: what is found is the same words by
// construction, or there is an error.
func checkFound(t *rapid.T, strict func(before, after *tracked, run []word) bool) {
	before := drawTracked(t)
	k := rapid.IntRange(0, len(before.paras)-1).Draw(t, "target paragraph")
	p := before.paras[k]
	i := rapid.IntRange(0, len(p.words)-1).Draw(t, "target from")
	j := rapid.IntRange(i+1, min(len(p.words), i+4)).Draw(t, "target to")
	run, target := p.words[i:j], p.target(i, j)
	after := before.clone()
	for range rapid.IntRange(0, 5).Draw(t, "edits") {
		after.edit(t)
	}
	f := NewFinder(before.document(), after.document())
	found, err := f.Find(target)
	if err != nil {
		return
	}
	_, c, ok := f.doc.Find(found.Clause)
	require.True(t, ok)
	require.Equal(t, target.Quote, found.Range.Of(c.Source()), "what is found reads like the target")
	id, r, stands := after.where(run)
	if stands && id == found.Clause && r == found.Range {
		return
	}
	if c.Source() == p.source() && found.Range == target.Range {
		return // the clause is, to the byte, what it was; under another id, the only one
	}
	if after.carried && before.alike(p) {
		return // a paragraph that reads the same took over id or words: no text shows it
	}
	if strict(before, after, run) {
		t.Fatalf("target %q at %v of\n%q\nwas found at %v of\n%q\nwhere other words stand (true place %v of %v, stands %v)",
			target.Quote, target.Range, p.source(), found.Range, c.Source(), r, id, stands)
	}
	if after.carried { // accounts with moves are beyond couldBe
		return
	}
	require.True(t, couldBe(before, after, run, found.Clause, found.Range),
		"target %q at %v of\n%q\nwas found at %v of\n%q", target.Quote, target.Range, p.source(), found.Range, c.Source())
}

// A target is found at its own words or not at all.
func TestFoundTargetIsTheRightOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkFound(t, func(_, after *tracked, run []word) bool {
			_, _, stands := after.where(run)
			return stands
		})
	})
}

// An untouched clause keeps its targets, wherever it went.
func TestTargetInUnchangedClauseIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := drawTracked(t)
		p := before.paras[rapid.IntRange(0, len(before.paras)-1).Draw(t, "target paragraph")]
		i := rapid.IntRange(0, len(p.words)-1).Draw(t, "target from")
		target := p.target(i, i+1)
		after := before.clone()
		for range 5 {
			after.edit(t)
		}
		after.paras = slices.DeleteFunc(after.paras, func(q para) bool { return q.id == p.id })
		after.paras = slices.Insert(after.paras, rapid.IntRange(0, len(after.paras)).Draw(t, "at"), p)
		found, err := NewFinder(before.document(), after.document()).Find(target)
		require.NoError(t, err)
		assert.Equal(t, ByPlace, found.How)
		assert.Equal(t, target.Range, found.Range)
	})
}

// A word that was edited round is found by its context, a repeated one by its
// context and occurrence.
func TestRepeatedWordIsFoundByContextAndOccurrence(t *testing.T) {
	const src = "The Council shall invite members, and the Secretary-General shall report on all that was done.\n"
	const now = "Further, the Council shall invite all members, and the Secretary-General shall report on all that was done.\n"
	id := uuid.NewSHA1(clause.RootID, []byte("p"))
	doc := func(src string) *clause.Document {
		return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", clause.New(id, clause.Paragraph, src)))
	}
	for n, want := range []int{strings.Index(now, "shall"), strings.LastIndex(now, "shall")} {
		at := []int{strings.Index(src, "shall"), strings.LastIndex(src, "shall")}[n]
		target := Target{Clause: id, Range: span(at, 5), Quote: "shall"}
		found, err := NewFinder(doc(src), doc(now)).Find(target)
		require.NoError(t, err)
		assert.Equal(t, want, found.Range.Start)
		assert.Equal(t, ByQuotation, found.How)
	}
}

// What nothing tells apart is an error that lists every place.
func TestAmbiguousTargetListsCandidates(t *testing.T) {
	id := uuid.NewSHA1(clause.RootID, []byte("p"))
	doc := func(src string) *clause.Document {
		return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", clause.New(id, clause.Paragraph, src)))
	}
	target := Target{Clause: id, Range: span(4, 3), Quote: "and"}
	_, err := NewFinder(doc("and and and\n"), doc("and and\n")).Find(target)
	var ambiguous *AmbiguousError
	require.ErrorAs(t, err, &ambiguous)
	require.Len(t, ambiguous.Candidates, 2)
	assert.Equal(t, span(0, 3), ambiguous.Candidates[0].Range)
	assert.Equal(t, "1:5", ambiguous.Candidates[1].Pos.String())
	assert.ErrorContains(t, err, "1:1")

	_, err = NewFinder(doc("and and and\n"), doc("other words\n")).Find(target)
	require.ErrorIs(t, err, ErrGone)
	_, err = NewFinder(doc("other words\n"), doc("and\n")).Find(target)
	require.ErrorIs(t, err, ErrStale)
}
