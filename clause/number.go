package clause

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Numbering holds the label that every labelled clause of a document should
// have in its run.
//
// A run is the labels of one series among the children of one clause. It
// counts from 1. Insertions keep their place between two numbers and
// alternatives that of what they stand beside: 3, 3 bis, 3 ter, 3 alt, 4 is in
// sequence. A label that is printed as the first of a series starts a new run
// after a heading among the siblings.
type Numbering struct{ want map[ID]Label }

// NewNumbering counts through a document. O(clauses).
func NewNumbering(d *Document) *Numbering {
	n := &Numbering{map[ID]Label{}}
	n.under(d.Root(), Label{}, Label{}, false)
	return n
}

// Of returns the label that a clause should have, spelt in the manner of the
// one it has; its Span is empty. It is zero for a clause without a label, and
// the label as it stands where its series has no such numeral.
func (n *Numbering) Of(id ID) Label { return n.want[id] }

func (n *Numbering) under(c *Clause, old, now Label, merge bool) {
	count := counter{parent: old, parentNow: now, merge: merge}
	for _, kid := range c.kids.all() {
		want := count.next(kid)
		if !want.IsZero() {
			if _, double := n.want[kid.id]; !double {
				n.want[kid.id] = want
			}
		}
		n.under(kid, kid.parts.label, want, merge)
	}
}

// counter counts through the children of one clause.
type counter struct {
	parent    Label // label of the clause above, as printed
	parentNow Label // and as it should be
	merge     bool  // insertions become numbers
	runs      []counted
}

// counted is a run that is being counted.
type counted struct {
	printed Label // the last label, as printed
	want    Label // and as it should be
	gap     bool  // a heading came after it
}

// runOf returns the run that a label belongs to, nil if it starts one.
func (k *counter) runOf(l Label) *counted {
	for i := range k.runs {
		r := &k.runs[i]
		if kin(r.printed.Series, l.Series) && r.printed.Part == l.Part && (r.printed.Above == "") == (l.Above == "") {
			return r
		}
	}
	return nil
}

// next returns the label that the next child should have.
func (k *counter) next(c *Clause) Label {
	l := c.parts.label
	if l.IsZero() {
		if separates(c) {
			for i := range k.runs {
				k.runs[i].gap = true
			}
		}
		return Label{}
	}
	r := k.runOf(l)
	var want Label
	if r == nil {
		want = first(l)
		k.runs = append(k.runs, counted{})
		r = &k.runs[len(k.runs)-1]
	} else {
		want = r.after(l, k.merge)
	}
	want.Above = k.above(l)
	want = spell(l, want)
	want.Span = Span{}
	r.printed, r.want, r.gap = l, want, false
	return want
}

// first is the label that l should be at the start of a run.
func first(l Label) Label {
	l.Ordinal, l.Insert = 1, 0
	return l
}

// after is the label that l should be as the next of the run; its spelling is
// still that of l.
func (r *counted) after(l Label, merge bool) Label {
	want := l
	switch {
	case r.gap && l.Ordinal == 1 && l.Insert == 0 && l.Alt == 0:
		return first(l)
	case l.Alt > 0 && l.Ordinal == r.printed.Ordinal && l.Insert == r.printed.Insert:
		want.Ordinal, want.Insert, want.Alt = r.want.Ordinal, r.want.Insert, r.want.Alt+1
	case l.Insert > 0 && !merge:
		want.Ordinal, want.Insert = r.want.Ordinal, max(2, r.want.Insert+1)
	default:
		want.Ordinal, want.Insert = r.want.Ordinal+1, 0
	}
	return want
}

// above returns what a number of several steps repeats, after a change above.
func (k *counter) above(l Label) string {
	if l.Above != "" && l.Above == k.parent.Above+number(k.parent)+"." {
		return k.parentNow.Above + number(k.parentNow) + "."
	}
	return l.Above
}

// number returns the numeral of a label as printed.
func number(l Label) string {
	c, _ := scanCore(l.Printed)
	return c.numeral.Of(l.Printed)
}

// separates reports whether numbers may start again after a clause.
func separates(c *Clause) bool {
	return c.kind != Paragraph && c.kind != Item || !complete(c.Text())
}

// spell prints a label that should be want in the manner of l, changing no
// more than it must. It returns l where that cannot be said.
func spell(l, want Label) Label {
	if want.Ordinal == l.Ordinal && want.Insert == l.Insert && want.Alt == l.Alt && want.Above == l.Above && !foreign(l) {
		return l
	}
	c, n := scanCore(l.Printed)
	if n != len(l.Printed) {
		return l
	}
	numeral := c.numeral.Of(l.Printed)
	if want.Ordinal != l.Ordinal || foreign(l) {
		if numeral = numeralLike(numeral, l.Series, want.Ordinal); numeral == "" {
			return l
		}
	}
	head := l.Printed[:c.numeral.Start-len(c.Above)]
	rest := l.Printed[c.numeral.End:]
	if want.Insert != l.Insert {
		word := ""
		for _, in := range insertWords[c.words] {
			if in.n == want.Insert {
				word = in.word
			}
		}
		switch {
		case l.Insert == 0:
			return l
		case want.Insert == 0:
			rest = strings.TrimPrefix(l.Printed[c.insert.End:], ")")
		case word == "":
			return l
		default:
			rest = l.Printed[c.numeral.End:c.insert.Start] + word + l.Printed[c.insert.End:]
		}
	}
	if want.Alt != l.Alt {
		rest = strings.TrimRightFunc(rest, func(r rune) bool { return isDigit(r) || r == ' ' || r == '\u00a0' })
		if want.Alt > 1 {
			rest += " " + strconv.Itoa(want.Alt)
		} else if want.Alt == 0 {
			return l
		}
	}
	want.Printed = head + want.Above + numeral + rest
	return want
}

// foreign reports whether a letter is of another alphabet than its run and
// only looks like one of it.
func foreign(l Label) bool {
	switch l.Series {
	case LatinLower, LatinUpper, RomanLower, RomanUpper:
		return firstRune(l.Printed) >= utf8.RuneSelf
	case Cyrillic:
		return firstRune(l.Printed) < utf8.RuneSelf
	}
	return false
}

// numeralLike writes a number as another one is written: in capitals, in the
// brackets of one character.
func numeralLike(old string, s Series, n int) string {
	text := s.Format(n)
	r, _ := utf8.DecodeRuneInString(old)
	switch {
	case '㈠' <= r && r <= '㈩' && n <= 10:
		return string('㈠' + rune(n-1))
	case '㈠' <= r && r <= '㈩' && text != "":
		return "（" + text + "）"
	case s == Cyrillic && unicode.IsUpper(r):
		return strings.ToUpper(text)
	case s == Abjad && r == 'ا' && n == 1:
		return "ا"
	}
	return text
}
