package merge

import (
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

// Node is a part of a text as it is shown: plain text, or a bracket with
// options.
type Node struct {
	// Text is plain text; empty for a bracket.
	Text string
	// Base is where the text stands in the base, in bytes; empty for what a
	// change brought.
	Base clause.Span
	// Change is the index of the change that brought the text, or -1: it is
	// the base's, or a number that follows from others.
	Change int
	// Options make a bracket.
	Options []Wording
	// Places are those that a bracket shows, by index in Rolling.Places. Places
	// with nothing but spaces between them are shown in one bracket, for two
	// brackets side by side would read as options of each other.
	Places []int
	// From says that the bracket shows a clause where it would be moved to: the
	// label path of the clause that it is moved from. To says that it shows one
	// where it would be moved from: the label path of the clause after which it
	// is to stand.
	From, To string
}

// Wording is an option of a bracket as it is shown.
type Wording struct {
	Sponsors []string // none: the base's own
	Content  []Node   // none: the text would be deleted
	Stands   bool     // the text as it stands
}

// Nodes returns the rolling text: every place in brackets with all its
// options, but for what all parties agree on. Who reads the options of one
// party, and where it has none the text as it stands, reads that party's text,
// but for the labels that follow from its other changes: nothing is counted
// through before it is decided what comes and goes. These are shown where all
// parties have them and no clause is open to come or go.
func (r *Rolling) Nodes() []Node {
	verdicts := make([]Verdict, len(r.changes))
	for _, p := range r.places {
		if p.Agreed {
			verdicts[p.Changes[0]] = Adopted
		}
	}
	return r.show(verdicts, relabelling{ops: r.agreedLabels(verdicts)})
}

// agreedLabels returns the labels that all parties have, unless something is
// open from which labels follow.
func (r *Rolling) agreedLabels(verdicts []Verdict) []amend.Located {
	var out []amend.Located
	for i, c := range r.changes {
		switch {
		case !c.Follows && isStructural(c) && verdicts[i] != Adopted:
			return nil
		case c.Follows && len(r.parties) > 1 && len(c.Sponsors) == len(r.parties):
			out = append(out, c.Located)
		}
	}
	return out
}

// Nodes returns the compromise: what was adopted as text, what is open in
// brackets.
func (o *Outcome) Nodes() []Node {
	return o.rolling.apart(o.rolling.show(o.verdicts, o.relabel))
}

// show writes a text with brackets.
//
// It is made of readings: what the text would be with the open changes of one
// party, or with none. Each is composed by itself ([amend.Layout.Compose]); all
// of them are laid over one another (superpose); and where they differ, there
// is a bracket (shower.nodes). So whoever reads for one party cannot but read
// that party's text, however places lie in each other. The readings are
// composed cell by cell, for most changes have nothing to do with one another.
func (r *Rolling) show(verdicts []Verdict, re relabelling) []Node {
	base := r.layout.Text()
	var out []Node
	at := 0
	plain := func(end int) {
		if at < end {
			out = append(out, Node{Text: base[at:end], Base: clause.Span{Start: at, End: end}, Change: -1})
		}
	}
	for _, w := range r.windows(r.acts(verdicts, re)) {
		plain(w.span.Start)
		out = append(out, w.nodes...)
		at = w.span.End
	}
	plain(len(base))
	return closed(out)
}

// closed makes one node of stretches of the base that follow on each other.
func closed(nodes []Node) []Node {
	out := nodes[:0:0]
	for _, n := range nodes {
		if k := len(out) - 1; k >= 0 && n.Base.Len() > 0 && out[k].Base.Len() > 0 && out[k].Base.End == n.Base.Start {
			out[k].Text += n.Text
			out[k].Base.End = n.Base.End
			continue
		}
		out = append(out, n)
	}
	return out
}

// apart keeps paragraphs apart that changes of several parties would run into
// one: one that was put after a last line without an end.
func (r *Rolling) apart(nodes []Node) []Node {
	end := "\n"
	if strings.Contains(r.layout.Text(), "\r\n") {
		end = "\r\n"
	}
	whole := func(n Node) bool {
		return n.Change >= 0 && r.changes[n.Change].Op == amend.Insert || len(n.Options) > 0 && r.isArrival(n)
	}
	var out []Node
	for i, n := range nodes {
		if i > 0 {
			before, after := last(nodes[i-1]), first(n)
			if before != "" && after != "" && !strings.HasSuffix(before, "\n") && !strings.HasPrefix(strings.TrimLeft(after, " \t\r"), "\n") &&
				(whole(nodes[i-1]) || whole(n)) {
				out = append(out, Node{Text: end, Change: -1})
			}
		}
		out = append(out, n)
	}
	return out
}

func (r *Rolling) isArrival(n Node) bool {
	return len(n.Options) == 2 && len(n.Options[0].Content) == 0 && len(n.Places) == 1 &&
		slices.ContainsFunc(r.places[n.Places[0]].Changes, func(i int) bool {
			return r.changes[i].Op == amend.Insert || r.changes[i].Op == amend.Move
		})
}

// last and first return the text at either end of a node, as far as it is sure.
func last(n Node) string {
	if len(n.Options) == 0 {
		return n.Text
	}
	for _, o := range slices.Backward(n.Options) {
		if k := len(o.Content); k > 0 {
			return last(o.Content[k-1])
		}
	}
	return ""
}

func first(n Node) string {
	if len(n.Options) == 0 {
		return n.Text
	}
	for _, o := range n.Options {
		if len(o.Content) > 0 {
			return first(o.Content[0])
		}
	}
	return ""
}
