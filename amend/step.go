package amend

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// Step is a clause that a [Builder] has turned to. Every method returns the
// builder, whether or not the step could be taken.
type Step struct {
	b    *Builder
	said string
	path clause.Path
	c    *clause.Clause // nil once a step failed
	nth  int            // which occurrence is meant, from 1; 0: the only one

	exact bool // quotations may begin and end inside words; spaces as given
}

// Nth says which occurrence of the words is meant, from 1. Without it the
// words must occur once.
func (s *Step) Nth(n int) *Step {
	s.nth = n
	return s
}

// Exactly takes quotations and texts to the letter: no space is added or
// taken away, and a quotation may begin or end inside a word.
func (s *Step) Exactly() *Step {
	s.exact = true
	return s
}

// Pick chooses an option of the base's own square brackets: the quoted group
// becomes the option's text.
func (s *Step) Pick(group, option string) *Builder {
	n := len(s.b.out)
	s.words("pick from", group, func(r clause.Span) (clause.Span, string) { return r, option })
	if len(s.b.out) > n {
		a := &s.b.out[n]
		a.Op = Pick
		a.ID = contentID(*a)
	}
	return s.b
}

// Replace puts with in the place of the quoted words.
func (s *Step) Replace(quote, with string) *Builder {
	return s.words("replace", quote, func(r clause.Span) (clause.Span, string) { return r, with })
}

// Delete takes the quoted words out, and one of the spaces round them.
func (s *Step) Delete(quote string) *Builder {
	return s.words("delete", quote, func(r clause.Span) (clause.Span, string) {
		if s.exact {
			return r, ""
		}
		src := s.c.Source()
		before, after := r.Start > 0 && src[r.Start-1] == ' ', strings.HasPrefix(src[r.End:], " ")
		next, _ := utf8.DecodeRuneInString(src[r.End:])
		switch {
		case after && (before || r.Start == s.c.TextSpan().Start):
			r.End++
		case before && (unicode.IsPunct(next) || unicode.IsSpace(next) || r.End == len(src)):
			r.Start--
		}
		return r, ""
	})
}

// InsertAfter puts words after the quoted ones, InsertBefore before them. A
// space is put between where text has none at that end.
func (s *Step) InsertAfter(quote, text string) *Builder {
	return s.words("insert after", quote, func(r clause.Span) (clause.Span, string) {
		return span(r.End, 0), s.spaced(text, true)
	})
}

// InsertBefore puts words before the quoted ones.
func (s *Step) InsertBefore(quote, text string) *Builder {
	return s.words("insert before", quote, func(r clause.Span) (clause.Span, string) {
		return span(r.Start, 0), s.spaced(text, false)
	})
}

// spaced sets text off from the word that it follows or precedes. Punctuation
// and scripts without spaces between words stay closed up.
func (s *Step) spaced(text string, follows bool) string {
	if s.exact {
		return text
	}
	first, _ := utf8.DecodeRuneInString(text)
	last, _ := utf8.DecodeLastRuneInString(text)
	wide := func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || unicode.IsSpace(r)
	}
	switch {
	case follows && !wide(first) && !unicode.IsPunct(first):
		return " " + text
	case !follows && !wide(last):
		return text + " "
	}
	return text
}

// Reword puts another wording in the place of the clause's own; its label, its
// layout and what is under it stay. A text that starts with the clause's own
// label may repeat it.
func (s *Step) Reword(text string) *Builder {
	if s.c == nil {
		return s.b
	}
	text = strings.Trim(text, "\r\n")
	if l := strings.TrimSpace(s.c.Label().Span.Of(s.c.Source())); l != "" {
		text = strings.TrimLeft(strings.TrimPrefix(text, l), " \t")
	}
	return s.replace(s.c.TextSpan(), text)
}

// Suppress deletes the clause with all under it.
func (s *Step) Suppress() *Builder {
	if s.c == nil {
		return s.b
	}
	return s.b.add(Amendment{Op: Delete, Target: Target{Clause: s.c.ID()}})
}

// MoveAfter takes the clause with all under it to where the named one with
// all under it ends.
func (s *Step) MoveAfter(label string) *Builder {
	return s.move(label, func(p clause.Path, c *clause.Clause) *clause.Clause { return lastUnder(c) })
}

// MoveBefore takes the clause with all under it to where the named one starts.
func (s *Step) MoveBefore(label string) *Builder {
	return s.move(label, func(p clause.Path, c *clause.Clause) *clause.Clause { return s.b.before(p) })
}

func (s *Step) move(label string, anchor func(clause.Path, *clause.Clause) *clause.Clause) *Builder {
	s.said += ", move to " + label
	if s.c == nil {
		return s.b
	}
	path, c := s.b.lookup(s, label)
	if c == nil {
		return s.b
	}
	after := anchor(path, c)
	if at, _, ok := s.b.base.Find(after.ID()); ok && at.HasPrefix(s.path) {
		s.fail(ErrInto, "name a clause outside it")
		return s.b
	}
	return s.b.add(Amendment{Op: Move, Target: Target{Clause: s.c.ID()}, To: s.b.place(after.ID(), path)})
}

// Split makes two paragraphs of one: the first ends with the quoted words.
func (s *Step) Split(quote string) *Builder {
	return s.words("split after", quote, func(r clause.Span) (clause.Span, string) {
		src := s.c.Source()
		rest := src[r.End:s.c.TextSpan().End]
		space := len(rest) - len(strings.TrimLeft(rest, " \t\u00a0"))
		end := src[s.c.TextSpan().End:]
		if !strings.Contains(end, "\n") {
			end = "\n"
		}
		return span(r.End, space), end
	})
}

// Join makes one paragraph of the clause and the next: the line end between
// them, with the label of the second, becomes a space.
func (s *Step) Join() *Builder {
	s.said += ", join with the next"
	if s.c == nil {
		return s.b
	}
	next := s.b.base.Clause(s.path.Parent().Child(s.path.Index() + 1))
	switch {
	case next == nil || len(s.path) == 0:
		s.fail(ErrNoNext, "name the first of two clauses under the same heading")
		return s.b
	case s.c.Len() > 0:
		s.fail(ErrUnder, "")
		return s.b
	}
	r := clause.Span{Start: s.c.TextSpan().End, End: len(s.c.Source()) + next.TextSpan().Start}
	return s.replace(r, " ")
}

// Relabel gives the clause another label, written as it is to be printed
// without the punctuation round it: "3 bis".
func (s *Step) Relabel(label string) *Builder {
	s.said += ", relabel as " + label
	if s.c == nil {
		return s.b
	}
	l := s.c.Label()
	if l.IsZero() {
		s.fail(ErrUnlabeled, "only a clause with a label can be relabelled")
		return s.b
	}
	r := clause.Span{End: s.c.TextSpan().Start}
	old := r.Of(s.c.Source())
	a := Amendment{Op: Relabel, Target: s.b.target(s.path, s.c, r), Text: strings.Replace(old, l.Printed, label, 1)}
	return s.b.add(a)
}

// words adds a change at quoted words.
func (s *Step) words(verb, quote string, change func(clause.Span) (clause.Span, string)) *Builder {
	s.said += fmt.Sprintf(", %s «%s»", verb, quote)
	if s.c == nil {
		return s.b
	}
	src := s.c.Source()
	hits := occurrences(src, quote, s.exact)
	switch {
	case len(hits) == 0 && strings.Contains(src, quote) && quote != "":
		s.fail(ErrNoWords, "they stand there only as a part of other words; quote whole words")
	case len(hits) == 0 && strings.Contains(visible(src), visible(quote)):
		s.fail(ErrNoWords, "words that look the same do: they differ in spaces or in characters that cannot be seen; copy them from the base")
	case len(hits) == 0:
		s.fail(ErrNoWords, "quote them to the letter, with the same spaces and marks")
	case s.nth > len(hits):
		s.fail(ErrOccurs, fmt.Sprintf("they occur %d times", len(hits)))
	case s.nth == 0 && len(hits) > 1:
		t := Target{Clause: s.c.ID(), Quote: quote, Range: span(0, len(quote))}
		s.fail(NewFinder(nil, s.b.base).ambiguous(t, s.path, hits), "say which with Nth, or quote more words")
	default:
		r, text := change(span(hits[max(0, s.nth-1)], len(quote)))
		return s.replace(r, text)
	}
	return s.b
}

// visible is a text without what a reader does not see: every space alike, no
// format characters, no tatweel. It serves advice, never a match.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == '\u0640' || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

func (s *Step) replace(r clause.Span, text string) *Builder {
	return s.b.add(Amendment{Op: Replace, Target: s.b.target(s.path, s.c, r), Text: text})
}

// target quotes a range that starts in a clause.
func (b *Builder) target(p clause.Path, c *clause.Clause, r clause.Span) Target {
	src := c.Source()
	if r.End > len(src) {
		at := b.base.Offset(p)
		src = b.base.Render()[at : at+r.End]
	}
	return Target{Clause: c.ID(), Range: r, Quote: r.Of(src), Before: clipBefore(src[:r.Start]), After: clipAfter(src[r.End:])}
}

// clipBefore returns the last bytes of s that a target quotes before its
// words, whole characters only.
func clipBefore(s string) string {
	n := max(0, len(s)-enough)
	for n < len(s) && !utf8.RuneStart(s[n]) {
		n++
	}
	return s[n:]
}

// clipAfter returns the first bytes of s that a target quotes after its words.
func clipAfter(s string) string {
	n := min(len(s), enough)
	for n > 0 && n < len(s) && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// fail keeps an error for the step and ends it.
func (s *Step) fail(err error, advice string) {
	e := &StepError{Step: s.said, Advice: advice, Err: err}
	if s.c != nil {
		e.Pos = diag.NewSource("", s.b.base.Render()).Pos(s.b.base.Offset(s.path))
	}
	s.b.errs = append(s.b.errs, e)
	s.c = nil
}
