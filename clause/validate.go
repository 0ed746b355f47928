package clause

import (
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// Validate reports what is odd in a document, with positions in its text. File
// names it in the diagnostics. These are the codes:
//
//	code            severity  what was found
//	id              error     two clauses have the same id
//	utf8            warning   bytes that are not UTF-8
//	label-double    warning   two clauses of a run have the same label
//	label-sequence  warning   a label does not follow the one before it in its run
//	label-start     info      a run does not start at its beginning
//	label-script    warning   a letter of another script that only looks like that of its run
//	heading-order   info      a preambular heading or recital stands in the operative part
//	heading-empty   info      a heading has no items, or a recital lacks its comma
//	note-missing    warning   a footnote mark has no note
//	note-unmarked   warning   a note has no footnote mark
//	note-open       warning   the bracket of a note is not closed
//	char-bidi       warning   a control character that changes the direction in which text is shown
//	char-hidden     warning   a character that is not shown
//	line-ends       info      lines end in different ways
//
// Characters are reported once for each kind, with how often they occur, and
// no more than 100 diagnostics of one code. A
// clause cannot contain itself, for it is immutable and its children exist
// before it. O(len(text)).
func Validate(d *Document, file string) diag.List {
	return validate(d, file, d.Render(), make(map[ID]bool, d.Root().Count()))
}

// validate checks a document with the given text; without ids, these are
// known to be unique.
func validate(d *Document, file, text string, ids map[ID]bool) diag.List {
	v := validator{text: text, ids: ids, counts: map[string]codeCount{}}
	v.characters()
	v.clause(d.Root())
	for _, at := range v.counts {
		if at.n > mostOfACode {
			v.found[at.last].Message += fmt.Sprintf(" (and %d more of these)", at.n-mostOfACode)
		}
	}
	if len(v.found) > 0 {
		diag.NewSource(file, text).Locate(v.found)
	}
	return v.found
}

// mostOfACode bounds how often the same is said of one text.
const mostOfACode = 100

type validator struct {
	text   string
	found  diag.List
	counts map[string]codeCount
	ids    map[ID]bool
	at     int // where the source of the clause starts
}

// codeCount says how often a code was found, and which was the last kept.
type codeCount struct{ n, last int }

func (v *validator) add(sev diag.Severity, code string, start, end int, advice, format string, args ...any) {
	at := v.counts[code]
	if at.n++; at.n <= mostOfACode {
		at.last = len(v.found)
		v.found = append(v.found, diag.Diagnostic{
			Severity: sev, Code: code, Message: fmt.Sprintf(format, args...), Advice: advice,
			Start: diag.Pos{Offset: start}, End: diag.Pos{Offset: end},
		})
	}
	v.counts[code] = at
}

func (v *validator) clause(c *Clause) {
	if v.ids[c.id] {
		v.add(diag.Error, "id", v.at, v.at+len(c.src), "give one of them an id of its own",
			"two clauses have the id %s", c.id)
	}
	if v.ids != nil {
		v.ids[c.id] = true
	}
	v.notes(c)
	v.at += len(c.src)
	var run counter
	operative := false
	for _, kid := range c.kids.all() {
		v.label(&run, kid)
		v.heading(kid, operative)
		operative = operative || kid.kind == Operative
		v.clause(kid)
	}
}

// label checks a label against the one before it in its run.
func (v *validator) label(run *counter, c *Clause) {
	l := c.parts.label
	if l.IsZero() {
		run.next(c)
		return
	}
	start, end := v.at+l.Span.Start, v.at+l.Span.End
	if foreign(l) {
		v.add(diag.Warning, "label-script", start, end, "type the letter in the alphabet of the others",
			"the letter %q is of another alphabet than the labels round it", l.Printed)
	}
	before := run.runOf(l)
	switch {
	case before == nil || before.gap && l.Ordinal == 1:
		if l.Ordinal > 1 {
			v.add(diag.Info, "label-start", start, end, "", "the first label is %q; expected %q", l.Printed, spell(l, first(l)).Printed)
		}
	default:
		v.follows(before.printed, l, start, end)
	}
	run.next(c)
}

// follows checks a label against prev, the one before it in its run.
func (v *validator) follows(prev, l Label, start, end int) {
	alone := counted{printed: prev, want: prev}
	want := alone.after(l, false)
	switch {
	case l.Ordinal == prev.Ordinal && l.Insert == prev.Insert && l.Alt == prev.Alt:
		v.add(diag.Warning, "label-double", start, end, "renumber, or join the two", "the label %q stands twice in its run", l.Printed)
	case l.Ordinal == want.Ordinal && l.Insert == want.Insert && l.Alt == want.Alt,
		l.Ordinal == prev.Ordinal && (l.Insert > prev.Insert || l.Alt > prev.Alt):
	default:
		v.add(diag.Warning, "label-sequence", start, end, "renumber, or check whether a paragraph is missing",
			"the label %q follows %q; expected %q", l.Printed, prev.Printed, spell(l, want).Printed)
	}
}

func (v *validator) heading(c *Clause, operative bool) {
	if c.kind != Preambular && c.kind != Operative || c.src == "" {
		return
	}
	start := v.at + c.parts.text.Start
	end := v.at + c.parts.text.End
	if i := strings.IndexByte(c.Text(), '\n'); i >= 0 {
		end = start + i
	}
	if c.kind == Preambular && operative {
		v.add(diag.Info, "heading-order", start, end, "move it to the preamble",
			"%q belongs to the preamble, but stands in the operative part", excerpt(c.Text()))
	}
	if c.kind == Preambular && c.Len() == 0 && !complete(c.Text()) && !strings.HasSuffix(c.Text(), ":") {
		v.add(diag.Info, "heading-empty", start, end, "end a recital with a comma",
			"nothing stands under the heading %q", excerpt(c.Text()))
	}
}

// excerpt gives the start of a text on one line, for a message.
func excerpt(s string) string {
	const longest = 40
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	n := 0
	for i := range s {
		if n++; n > longest {
			return s[:i] + "…"
		}
	}
	return s
}

func (v *validator) notes(c *Clause) {
	end := 0 // of the last note
	for _, f := range c.parts.notes {
		if f.Note.Len() == 0 {
			v.add(diag.Warning, "note-missing", v.at+f.Ref.Start, v.at+f.Ref.End, "", "the footnote mark %q has no note", f.Mark)
			if v.counts["note-missing"].n > mostOfACode {
				continue
			}
			if at := strings.Index(c.src[f.Ref.End:], "["+f.Mark+": "); at >= 0 {
				open := v.at + f.Ref.End + at
				v.add(diag.Warning, "note-open", open, open+1, "close it with a bracket", "the bracket of the note %q is not closed", f.Mark)
			}
		}
		end = max(end, f.Note.End)
	}
	at := skipArtefacts(c.src)
	if mark, ok := noteMark(c.src[at:]); ok && end <= at {
		v.add(diag.Warning, "note-unmarked", v.at+at, v.at+at+len(mark)+2, "", "the note %q has no mark in the text before it", mark)
	}
}
