package instruction

import (
	"errors"
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/words"
)

// Causes of an error from [Write].
var (
	ErrLanguage = errors.New("instructions can be written in ar, en, es, fr, ru and zh")
	ErrSay      = errors.New("no instruction says exactly this; table the edited text instead")
	ErrTarget   = errors.New("the amendment does not fit this base")
)

// Write says an amendment to base as an instruction in the language of a
// BCP 47 tag. The instruction says exactly this amendment: it is read again
// before it is returned, and where the usual words would change a space too
// much it says «exactly». Errors wrap [ErrLanguage], [ErrSay] or [ErrTarget].
func Write(base *clause.Document, a amend.Amendment, tag string) (string, error) {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	lang := writable[primary]
	if lang == nil {
		return "", fmt.Errorf("instruction: %w, not %q", ErrLanguage, tag)
	}
	w := &writer{base: base, labels: clause.NewLabels(base), a: a}
	if err := w.candidates(); err != nil {
		return "", err
	}
	for _, in := range w.out {
		for _, in.Exactly = range []bool{false, true} {
			if !w.says(in) {
				continue
			}
			if s, ok := lang.say(in); ok {
				return s, nil
			}
		}
	}
	return "", fmt.Errorf("instruction: amendment %s (%s): %w", a.ID, a.Form(), ErrSay)
}

type writer struct {
	base   *clause.Document
	labels *clause.Labels
	a      amend.Amendment
	out    []Instruction
}

// says reports whether an instruction makes the amendment and nothing else.
func (w *writer) says(in Instruction) bool {
	ap := &applier{labels: w.labels, base: w.base, b: amend.Build(w.base, amend.Amendment{})}
	ap.apply(in)
	made, err := ap.b.Amendments()
	if err != nil || len(made) != 1 {
		return false
	}
	got := made[0]
	return got.Op == w.a.Op && got.Text == w.a.Text && got.To.After == w.a.To.After &&
		got.To.Under == w.a.To.Under && got.To.Close == w.a.To.Close &&
		got.Target.Clause == w.a.Target.Clause && got.Target.Range == w.a.Target.Range &&
		got.Target.Quote == w.a.Target.Quote && got.Target.Alone == w.a.Target.Alone
}

func (w *writer) add(in Instruction) { w.out = append(w.out, in) }

// candidates collects the instructions that could say the amendment, the most
// natural first.
func (w *writer) candidates() error {
	a := w.a
	switch a.Op {
	case amend.Alternative:
		w.add(Instruction{Do: Whole, Text: a.Text})
		return nil
	case amend.Insert:
		return w.place(AddAfter, AddBefore, Instruction{Text: strings.Trim(a.Text, "\r\n")}, Instruction{Text: a.Text})
	}
	path, c, ok := w.base.Find(a.Target.Clause)
	if !ok {
		return fmt.Errorf("instruction: %w: it has no clause %s", ErrTarget, a.Target.Clause)
	}
	at := w.labels.Of(path)
	switch a.Op {
	case amend.Delete:
		w.add(Instruction{Do: Suppress, At: at})
		return nil
	case amend.Move:
		return w.place(MoveAfter, MoveBefore, Instruction{At: at})
	case amend.Relabel:
		l := c.Label()
		head, tail, _ := strings.Cut(c.Source()[:c.TextSpan().Start], l.Printed)
		if n := len(a.Text) - len(tail); n >= len(head) {
			w.add(Instruction{Do: Renumber, At: at, To: a.Text[len(head):n]})
		}
		return nil
	}
	r := a.Target.Range
	if r.Start < 0 || r.Start > r.End || r.Start > len(c.Source()) {
		return fmt.Errorf("instruction: %w: bytes %d to %d", ErrTarget, r.Start, r.End)
	}
	w.add(Instruction{Do: Join, At: at})
	if r.End > len(c.Source()) {
		return nil
	}
	w.words(at, c, r)
	return nil
}

// place says where a paragraph goes: after one, or before the first under it.
func (w *writer) place(after, before Verb, forms ...Instruction) error {
	_, c, ok := w.base.Find(w.a.To.After)
	if !ok {
		return fmt.Errorf("instruction: %w: it has no clause %s", ErrTarget, w.a.To.After)
	}
	// The clause whose text ends at the point, and all that end with it.
	path, _, _ := w.base.Find(c.ID())
	next := path.Child(0)
	if c.Len() == 0 {
		for p := path; len(p) > 0; p = p.Parent() {
			w.at(after, p, forms)
			next = p.Parent().Child(p.Index() + 1)
			if w.base.Clause(next) != nil {
				break
			}
		}
	}
	if w.base.Clause(next) != nil {
		w.at(before, next, forms)
	}
	return nil
}

func (w *writer) at(do Verb, p clause.Path, forms []Instruction) {
	for _, in := range forms {
		in.Do = do
		if do == MoveAfter || do == MoveBefore {
			in.To = w.labels.Of(p)
		} else {
			in.At = w.labels.Of(p)
		}
		w.add(in)
	}
}

// words says a change to words of one clause.
func (w *writer) words(at string, c *clause.Clause, r clause.Span) {
	src, text := c.Source(), w.a.Text
	in := Instruction{At: at, Quote: w.a.Target.Quote, Text: text}
	if w.a.Op == amend.Pick {
		in.Do = Pick
		w.nth(in, src, r.Start)
		return
	}
	if r == c.TextSpan() && r.Len() > 0 {
		w.add(Instruction{Do: Reword, At: at, Text: text})
	}
	if text == "" {
		in.Do = DeleteWords
		for _, trim := range []clause.Span{{Start: 0, End: 0}, {Start: 0, End: 1}, {Start: 1, End: 0}} {
			if cut := (clause.Span{Start: r.Start + trim.Start, End: r.End - trim.End}); cut.Len() > 0 {
				in.Quote = cut.Of(src)
				w.nth(in, src, cut.Start)
			}
		}
		return
	}
	if r.Len() > 0 {
		in.Do = Replace
		w.nth(in, src, r.Start)
	}
	w.anchored(in, src, r)
}

// anchored says a change at a point by the words before or after it.
func (w *writer) anchored(in Instruction, src string, r clause.Span) {
	var starts, ends []int
	for t := range words.All(src) {
		if t.Kind == words.Word && t.End <= r.Start {
			starts = append(starts, t.Start)
		}
		if t.Kind == words.Word && t.Start >= r.End && len(ends) < 4 {
			ends = append(ends, t.End)
		}
	}
	split := strings.Contains(w.a.Text, "\n")
	for i := len(starts) - 1; i >= max(0, len(starts)-4); i-- {
		in.Quote = src[starts[i]:r.Start]
		if split {
			in.Do = Split
			w.nth(in, src, starts[i])
		}
		if in.Do = InsertAfter; r.Len() == 0 {
			w.spaced(in, src, starts[i])
		}
	}
	for _, end := range ends {
		in.Do, in.Quote = InsertBefore, src[r.End:end]
		if r.Len() == 0 {
			w.spaced(in, src, r.Start)
		}
	}
	if r.Len() == 0 { // no words near: whatever stands next to the point
		in.Do, in.Quote = InsertBefore, src[r.Start:]
		w.spaced(in, src, r.Start)
		in.Do, in.Quote = InsertAfter, src[:r.Start]
		w.spaced(in, src, 0)
	}
}

// spaced adds an insertion with and without the space that reading adds.
func (w *writer) spaced(in Instruction, src string, at int) {
	text := in.Text
	in.Text = strings.TrimPrefix(text, " ")
	if in.Do == InsertBefore {
		in.Text = strings.TrimSuffix(text, " ")
	}
	w.nth(in, src, at)
	if in.Text != text {
		in.Text = text
		w.nth(in, src, at)
	}
}

// nth adds an instruction whose quotation starts at a byte of src: as the
// only one, or by which occurrence it is, of whole words or of all.
func (w *writer) nth(in Instruction, src string, at int) {
	if in.Quote == "" {
		return
	}
	w.add(in)
	for from, n := 0, 0; ; {
		i := strings.Index(src[from:], in.Quote)
		if i < 0 || from+i > at {
			return
		}
		n++
		in.Nth = n
		if from += i + 1; n > 1 || from > at {
			w.add(in)
		}
	}
}

// say puts an instruction into words; ok is false if something in it cannot
// be quoted.
func (l *language) say(in Instruction) (s string, ok bool) {
	template, ok := l.write[in.Do]
	if !ok {
		return "", false
	}
	all := true
	q := func(s string) string {
		out, ok := quote(s, l.mark)
		all = all && ok
		return out
	}
	nth, exactly := "", ""
	if in.Nth > 0 {
		nth = fmt.Sprintf(" (%s %d)", l.occurrence, in.Nth)
		if l == &chinese {
			nth = fmt.Sprintf("（第%d处）", in.Nth)
		}
	}
	if in.Exactly {
		exactly = l.exactly + " "
		if l == &chinese {
			exactly = l.exactly
		}
	}
	s = strings.NewReplacer(
		"{p}", l.paragraph(in.At, q), "{o}", l.paragraph(in.To, q), "{l}", q(in.To),
		"{q}", q(in.Quote), "{t}", q(in.Text), "{T}", q(in.Text), "{n}", nth, "{x}", exactly,
	).Replace(template)
	return s, all
}

// paragraph names a clause by its label path.
func (l *language) paragraph(path string, q func(string) string) string {
	for _, part := range []struct{ prefix, form string }{{"operative ", l.operative}, {"preambular ", l.preambular}} {
		if n, ok := strings.CutPrefix(path, part.prefix); ok {
			m := &matcher{text: n, lang: l}
			if s, end := m.number(0); end == len(n) && s == n {
				return fmt.Sprintf(part.form, n)
			}
		}
	}
	return fmt.Sprintf(l.other, q(path))
}
