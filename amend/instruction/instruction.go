package instruction

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// Verb is what an instruction does.
type Verb uint8

const (
	NoChange     Verb = iota // NOC
	Replace                  // words by words
	DeleteWords              //
	InsertAfter              // words after words
	InsertBefore             // words before words
	Reword                   // a paragraph by another text
	Suppress                 // a paragraph
	AddAfter                 // a new paragraph after one
	AddBefore                // a new paragraph before one
	MoveAfter                // a paragraph after another
	MoveBefore               // a paragraph before another
	Split                    // a paragraph after words
	Join                     // a paragraph with the next
	Renumber                 // a paragraph
	Pick                     // an option of square brackets
	Whole                    // another text for all
	Add                      // ADD 3 bis: a new paragraph in its place by number
)

// Instruction is one amending instruction as it was said.
type Instruction struct {
	Do       Verb
	At       string // label path of the clause: "operative 3(b)"
	To       string // label path of the other clause, or the new label
	Quote    string
	Text     string
	Nth      int  // which occurrence of Quote, from 1; 0: the only one
	Exactly  bool // to the letter
	Language string
	Span     clause.Span // where it stands in the text that was read
}

// Options says how [Parse] reads.
type Options struct {
	File string // name for diagnostics
	// Like gives sponsors, rationale, metadata and attachments to every
	// amendment.
	Like amend.Amendment
}

// Parse reads instructions that amend base, one after the other. What cannot
// be understood or does not fit the base comes back as a [diag.List] with one
// error each, and the others are still read. O(clauses + text), where a
// quotation without an end costs the rest of the text each time.
func Parse(base *clause.Document, text string, opt Options) ([]amend.Amendment, error) {
	list, errs := Read(opt.File, text)
	src := diag.NewSource(opt.File, text)
	b := &applier{labels: clause.NewLabels(base), base: base, b: amend.Build(base, opt.Like)}
	var out []amend.Amendment
	for _, in := range list {
		b.apply(in)
		made, err := b.b.Amendments()
		if err != nil {
			d := src.Diagnostic(diag.Error, "instruction-target", in.Span.Start, in.Span.End, err.Error())
			var step *amend.StepError
			if errors.As(err, &step) {
				d.Message, d.Advice = step.Err.Error(), step.Advice
			}
			errs = append(errs, d)
			b.b.Forget()
		}
		out = made
	}
	errs.Sort()
	return out, errs.Err()
}

// Read reads instructions without a base. The list holds one error for every
// stretch that was not understood.
func Read(file, text string) ([]Instruction, diag.List) {
	src := diag.NewSource(file, text)
	var out []Instruction
	var errs diag.List
	if err := diag.CheckUTF8(file, text); err != nil {
		var d diag.Diagnostic
		errors.As(err, &d)
		return nil, diag.List{d}
	}
	for pos := skipSpace(text, 0); pos < len(text); pos = skipSpace(text, pos) {
		in, end, err := readOne(text, pos)
		if err == nil {
			out = append(out, in)
			pos = end
			continue
		}
		line := text[pos:]
		if i := strings.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		d := src.Diagnostic(diag.Error, "instruction", err.at, max(err.at, pos+len(line)), "expected "+strings.Join(err.want, " or "))
		d.Advice = "see the forms that the package reads"
		errs = append(errs, d)
		pos = max(pos+len(line), err.at)
		if i := strings.IndexByte(text[pos:], '\n'); i >= 0 {
			pos += i
		} else {
			pos = len(text)
		}
	}
	return out, errs
}

type applier struct {
	base   *clause.Document
	labels *clause.Labels
	b      *amend.Builder
}

// path returns the spelling of a label path that the base knows.
func (a *applier) path(p string) string {
	if p == "" || len(a.labels.Lookup(p)) > 0 {
		return p
	}
	for _, alt := range []string{strings.Join(strings.Fields(p), ""), spaceSuffix(p)} {
		head, rest, ok := strings.Cut(p, " ")
		if ok && strings.HasPrefix(alt, head) && !strings.HasPrefix(alt, head+" ") {
			alt = head + " " + strings.Join(strings.Fields(rest), "")
		}
		if len(a.labels.Lookup(alt)) > 0 {
			return alt
		}
	}
	return p
}

// spaceSuffix sets a Latin suffix off from its number: "operative 3bis"
// becomes "operative 3 bis".
func spaceSuffix(p string) string {
	i := strings.LastIndexFunc(p, unicode.IsDigit)
	if i < 0 || i+1 >= len(p) || !unicode.IsLetter(rune(p[i+1])) {
		return p
	}
	return p[:i+1] + " " + p[i+1:]
}

func (a *applier) apply(in Instruction) {
	at, to := a.path(in.At), a.path(in.To)
	b := a.b.Exactly(in.Exactly)
	step := func() *amend.Step {
		s := b.In(at)
		if in.Nth > 0 {
			s = s.Nth(in.Nth)
		}
		if in.Exactly {
			s = s.Exactly()
		}
		return s
	}
	switch in.Do {
	case NoChange:
	case Replace:
		step().Replace(in.Quote, in.Text)
	case DeleteWords:
		step().Delete(in.Quote)
	case InsertAfter:
		step().InsertAfter(in.Quote, in.Text)
	case InsertBefore:
		step().InsertBefore(in.Quote, in.Text)
	case Reword:
		step().Reword(in.Text)
	case Suppress:
		step().Suppress()
	case AddAfter:
		b.InsertAfter(at, in.Text)
	case AddBefore:
		b.InsertBefore(at, in.Text)
	case MoveAfter:
		step().MoveAfter(to)
	case MoveBefore:
		step().MoveBefore(to)
	case Split:
		step().Split(in.Quote)
	case Join:
		step().Join()
	case Renumber:
		step().Relabel(in.To)
	case Pick:
		step().Pick(in.Quote, in.Text)
	case Whole:
		b.Alternative(in.Text)
	case Add:
		a.add(in)
	}
}

// add puts a paragraph where its number belongs: ADD 3 bis after 3, with the
// label set as that of 3 is.
func (a *applier) add(in Instruction) {
	number := strings.TrimPrefix(strings.TrimPrefix(in.At, "operative "), "preambular ")
	part := strings.TrimSuffix(in.At, number)
	digits := number
	if i := strings.IndexFunc(number, func(r rune) bool { return !unicode.IsDigit(r) }); i > 0 {
		digits = number[:i]
	}
	before := a.path(part + digits)
	if digits == number { // ADD 5 after 4
		n := 0
		for _, r := range digits {
			n = n*10 + digitValue(r)
		}
		before = a.path(fmt.Sprint(part, n-1))
	}
	text := in.Text
	if at := a.labels.Lookup(before); len(at) == 1 {
		c := a.base.Clause(at[0])
		if l := c.Label(); !l.IsZero() {
			text = strings.Replace(c.Source()[:c.TextSpan().Start], l.Printed, number, 1) + text
		}
	}
	a.b.InsertAfter(before, text)
}
