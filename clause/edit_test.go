package clause_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
)

// fresh returns an id that was not given before.
func fresh(next *int) clause.ID {
	*next++
	return uuid.NewSHA1(clause.RootID, fmt.Append(nil, *next))
}

// drawTree draws a tree of clauses with ids of its own, some with many
// children.
func drawTree(t *rapid.T, next *int, depth int) *clause.Clause {
	id := fresh(next)
	n := 0
	if depth > 0 {
		n = rapid.SampledFrom([]int{0, 0, 1, 1, 2, 3, 4, 20}).Draw(t, "n")
	}
	var kids []*clause.Clause
	for range n {
		kids = append(kids, drawTree(t, next, depth-1))
	}
	src := rapid.SampledFrom([]string{"", "a\n", "1. two words\n", "(a) d\u00e9ja\u0301\n", " أ )\tكلُّ\n", "一、中文\r\n", "\xff\n"}).Draw(t, "src")
	kind := rapid.SampledFrom([]clause.Kind{clause.Paragraph, clause.Item, clause.Operative}).Draw(t, "kind")
	return clause.New(id, kind, src, kids...)
}

func drawDocument(t *rapid.T) (*clause.Document, *int) {
	next := 0
	var kids []*clause.Clause
	for range rapid.IntRange(1, 6).Draw(t, "top") {
		kids = append(kids, drawTree(t, &next, 2))
	}
	return clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", kids...)), &next
}

func drawPath(t *rapid.T, d *clause.Document) clause.Path {
	var all []clause.Path
	for p := range d.Walk() {
		if len(p) > 0 {
			all = append(all, p)
		}
	}
	if len(all) == 0 {
		return clause.Path{0}
	}
	return rapid.SampledFrom(all).Draw(t, "path")
}

// anyEdit makes one edit; the document comes back as it was if it cannot be
// made.
func anyEdit(t *rapid.T, d *clause.Document, next *int) *clause.Document {
	p := drawPath(t, d)
	var out *clause.Document
	var err error
	switch rapid.IntRange(0, 5).Draw(t, "edit") {
	case 0:
		out, err = d.Insert(p, drawTree(t, next, 1))
	case 1:
		out, err = d.Remove(p)
	case 2:
		out, err = d.Move(p, drawPath(t, d))
	case 3:
		c := d.Clause(p)
		if c == nil {
			return d
		}
		out, err = d.Replace(p, c.WithSource("new "+c.Source()))
	case 4:
		c := d.Clause(p)
		if c == nil {
			return d
		}
		out, err = d.Split(p, rapid.IntRange(0, len(c.Source())).Draw(t, "within"), fresh(next))
	default:
		out, err = d.Join(p)
	}
	if err != nil {
		var edit *clause.EditError
		require.ErrorAs(t, err, &edit)
		require.Nil(t, out)
		return d
	}
	return out
}

// rebuilt is the same document made anew, clause by clause.
func rebuilt(d *clause.Document) *clause.Document {
	var again func(c *clause.Clause) *clause.Clause
	again = func(c *clause.Clause) *clause.Clause {
		var kids []*clause.Clause
		for _, kid := range c.Children() {
			kids = append(kids, again(kid))
		}
		return clause.New(c.ID(), c.Kind(), c.Source(), kids...)
	}
	return clause.NewDocument(d.Meta(), again(d.Root()))
}

func TestHashDependsOnContentNotOnHistory(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, next := drawDocument(t)
		for range rapid.IntRange(0, 12).Draw(t, "edits") {
			d = anyEdit(t, d, next)
		}
		again := rebuilt(d)
		require.Equal(t, again.Version(), d.Version())
		require.Equal(t, again.Render(), d.Render())
		require.Equal(t, again.Root().Size(), d.Root().Size())
		require.Equal(t, again.Root().Count(), d.Root().Count())
		other := again.Root().Child(0)
		if other != nil {
			changed, err := again.Replace(clause.Path{0}, other.WithSource(other.Source()+"x"))
			require.NoError(t, err)
			require.NotEqual(t, again.Version(), changed.Version())
		}
	})
}

func TestLongListsAreCutByIdsAlone(t *testing.T) {
	d := uniform(5000, 5000)
	next := 1 << 20
	rapid.Check(t, func(t *rapid.T) {
		for range rapid.IntRange(1, 20).Draw(t, "edits") {
			at := clause.Path{rapid.IntRange(0, d.Root().Len()-1).Draw(t, "at")}
			var err error
			if rapid.Bool().Draw(t, "insert") {
				d, err = d.Insert(at, clause.New(fresh(&next), clause.Paragraph, "x\n"))
			} else {
				d, err = d.Remove(at)
			}
			require.NoError(t, err)
		}
		require.Equal(t, rebuilt(d).Version(), d.Version())
	})
}

func TestEveryClauseIsFoundAfterAnyEdits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, next := drawDocument(t)
		first := map[clause.ID]bool{}
		for range rapid.IntRange(0, 25).Draw(t, "edits") {
			if rapid.Bool().Draw(t, "look") {
				d.Find(d.Root().Child(0).ID()) // make the index, so that edits go on from it
			}
			d = anyEdit(t, d, next)
			if d.Root().Len() == 0 {
				return
			}
			for _, c := range d.Walk() {
				first[c.ID()] = true
			}
		}
		d.Find(d.Root().Child(0).ID())
		present := map[clause.ID]bool{}
		offset := 0
		for p, c := range d.Walk() {
			present[c.ID()] = true
			at, found, ok := d.Find(c.ID())
			require.True(t, ok)
			require.Equal(t, p, at)
			require.Same(t, c, found)
			require.Equal(t, offset, d.Offset(p))
			if c.Source() != "" {
				at, found, within := d.At(offset + len(c.Source()) - 1)
				require.Equal(t, p, at)
				require.Same(t, c, found)
				require.Equal(t, len(c.Source())-1, within)
			}
			offset += len(c.Source())
		}
		for id := range first {
			_, _, ok := d.Find(id)
			require.Equal(t, present[id], ok)
		}
	})
}

func TestSplitJoinAndMoveKeepTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, next := drawDocument(t)
		p := drawPath(t, d)
		c := d.Clause(p)
		within := rapid.IntRange(0, len(c.Source())).Draw(t, "within")
		split, err := d.Split(p, within, fresh(next))
		if err == nil {
			require.Equal(t, d.Render(), split.Render())
			require.Equal(t, c.ID(), split.Clause(p).ID())
			joined, err := split.Join(p)
			require.NoError(t, err)
			require.Equal(t, d.Version(), joined.Version(), "joining undoes splitting")
		} else {
			require.ErrorIs(t, err, clause.ErrOffset)
		}
		to := drawPath(t, d)
		moved, err := d.Move(p, to)
		if err != nil {
			require.ErrorIs(t, err, clause.ErrIntoItself)
			return
		}
		require.Equal(t, d.Root().Count(), moved.Root().Count())
		require.Equal(t, d.Root().Size(), moved.Root().Size())
		at, same, ok := moved.Find(c.ID())
		require.True(t, ok)
		require.Same(t, c, same, "a move shares what it moves")
		back := p
		if at.Parent().Equal(p.Parent()) && at.Index() < p.Index() {
			back = p.Parent().Child(p.Index() + 1)
		}
		if at.Parent().Equal(p.Parent()) {
			returned, err := moved.Move(at, back)
			require.NoError(t, err)
			require.Equal(t, d.Version(), returned.Version())
		}
	})
}

func TestEditsShareWhatTheyDoNotTouch(t *testing.T) {
	doc := realResolution(t)
	at := clause.NewLabels(doc).Lookup("يقرر أن يكلف الأمين العام/3")[0]
	c := doc.Clause(at)
	next, err := doc.Replace(at, c.WithSource(c.Source()+"\n"))
	require.NoError(t, err)
	same := 0
	for p, k := range doc.Walk() {
		if next.Clause(p) == k {
			same++
		}
	}
	require.Equal(t, doc.Root().Count()-1-len(at), same)
}

func TestSplitStaysOutOfGraphemes(t *testing.T) {
	pieces := rapid.SampledFrom([]string{
		"a", " ", "\r", "\n", "كلُّ", "中", "e\u0301", "\u0301", "👩\u200d👩", "🇫🇷", "\u0600", "1", "\u200d", "क्ष", "각", "\xff", "é",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(pieces).Draw(t, "text"), "")
		doc := clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", clause.New(uuid.UUID{2}, clause.Paragraph, text)))
		between := map[int]bool{0: true, len(text): true}
		for it := graphemes.FromString(text); it.Next(); {
			between[it.Start()] = true
		}
		for i := -1; i <= len(text)+1; i++ {
			_, err := doc.Split(clause.Path{0}, i, uuid.UUID{1})
			require.Equal(t, between[i], err == nil, "%q at %d", text, i)
		}
	})
}
