package merge

import (
	"slices"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause/diff"
	"github.com/rollingtext/rollingtext/clause/words"
)

// Procedure is how votes are taken. The zero value is that of the United
// Nations: of the amendments to one place the one furthest removed in substance
// from the text is put to the vote first (General Assembly, rule 90).
type Procedure struct {
	// Order is set by the chair: what is named is put to the vote first, in
	// this order, and all else after it.
	Order []Ref `json:"order,omitempty"`
	// Divide names amendments that are put to the vote in parts (rule 89).
	Divide []Ref `json:"divide,omitempty"`
	// Paragraphs are the label paths of clauses that are put to the vote, as
	// amended, when their amendments have been; ByParagraph does so with all that
	// are amended (rule 89). What is not adopted stays as it is in the base.
	Paragraphs  []string `json:"paragraphs,omitempty"`
	ByParagraph bool     `json:"byParagraph,omitempty"`
	// Whole says that the text as amended is put to the vote at the end (rules
	// 89 and 90). If it fails, the base stands.
	Whole bool `json:"whole,omitempty"`
}

// divide tells the parts of amendments apart.
func (b *binder) divide() {
	if len(b.s.given.Procedure.Divide) == 0 {
		return
	}
	cut := map[int]bool{}
	for _, ref := range b.s.given.Procedure.Divide {
		if s, ok := b.find(ref, ref.at, "division"); ok {
			for _, i := range s.changes {
				cut[i] = true
			}
		}
	}
	ids := map[[16]byte]bool{}
	for i := range cut {
		for _, a := range b.was.changes[i].Tabled {
			ids[a.ID] = true
		}
	}
	var all []amend.Amendment
	for _, a := range b.was.Amendments() {
		if ids[a.ID] && a.Part == 0 {
			all = append(all, amend.Divide(a)...)
		} else {
			all = append(all, a)
		}
	}
	divided, err := MergeLayout(b.was.layout, all, Options{Parties: b.was.parties})
	if err != nil {
		b.errs = append(b.errs, err)
		return
	}
	divided.stand = b.s
	b.r = divided
}

// removed is how far a change is removed from the base in substance: the
// number of words that it takes out, puts in or moves, then of bytes.
func (r *Rolling) removed(i int) (count, bytes int) {
	c := r.changes[i]
	was := c.Span.Of(r.layout.Text())
	if c.Op == amend.Move {
		return countWords(was), len(was)
	}
	for _, h := range diff.Words(was, c.Text) {
		o, n := h.Old.Of(was), h.New.Of(c.Text)
		count += countWords(o) + countWords(n)
		bytes += len(o) + len(n)
	}
	return count, bytes
}

// turns returns the changes of some places in the order in which they are put
// to the vote.
func (r *Rolling) turns(changes []int) []int {
	type turn struct{ i, set, words, bytes int }
	list := make([]turn, len(changes))
	for k, i := range changes {
		list[k] = turn{i: i, set: len(r.changes) + 1}
		if len(changes) > 1 {
			list[k].words, list[k].bytes = r.removed(i)
		}
		if r.stand != nil && r.stand.order[i] > 0 {
			list[k].set = r.stand.order[i]
		}
	}
	slices.SortStableFunc(list, func(x, y turn) int {
		for _, d := range []int{x.set - y.set, y.words - x.words, y.bytes - x.bytes} {
			if d != 0 {
				return d
			}
		}
		return x.i - y.i
	})
	out := make([]int, len(list))
	for k, t := range list {
		out[k] = t.i
	}
	return out
}

func countWords(s string) int {
	n := 0
	for t := range words.All(s) {
		if t.Kind == words.Word {
			n++
		}
	}
	return n
}
