package amendtest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
)

// Status lists all amendments in the order of tabling, one a line: what it is
// called, what it says, how it stands, who sponsors it, and who takes which
// position. Names come from [Talks.Names]; nil numbers the amendments.
func Status(h *history.History, names map[uuid.UUID]string) string {
	var b strings.Builder
	for _, p := range h.State().Proposals() {
		fmt.Fprintf(&b, "%s %s: %s", called(p, names), says(*p.Amendment, names), p.Status)
		if p.With != uuid.Nil {
			fmt.Fprintf(&b, " with %s", called(h.State().Proposal(p.With), names))
		}
		if p.Outcome != amend.Unchanged {
			fmt.Fprintf(&b, " (%s)", p.Outcome)
		}
		if p.Agreed {
			b.WriteString(", agreed ad referendum")
		}
		fmt.Fprintf(&b, "; %s", strings.Join(p.Sponsors, ", "))
		for _, stance := range []history.Stance{history.Support, history.Oppose, history.Reserve, history.Abstain} {
			var who []string
			for _, pos := range p.Positions {
				if pos.Stance == stance {
					who = append(who, pos.Party)
				}
			}
			if len(who) > 0 {
				fmt.Fprintf(&b, "; %s: %s", stance, strings.Join(who, ", "))
			}
		}
		for _, v := range p.Votes {
			fmt.Fprintf(&b, "; vote %d–%d–%d", v.Yes, v.No, v.Abstain)
		}
		for _, c := range p.Conflicts {
			fmt.Fprintf(&b, "; conflict: base %q, new %q, proposed %q", c.Base, c.New, c.Proposed)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func called(p *history.Proposal, names map[uuid.UUID]string) string {
	if name, ok := names[p.Amendment.ID]; ok {
		return name
	}
	return fmt.Sprintf("#%d", p.Order+1)
}

// says puts an amendment on one line.
func says(a amend.Amendment, names map[uuid.UUID]string) string {
	s := a.Form()
	if a.Parent != uuid.Nil {
		s += " in " + cmp.Or(names[a.Parent], "its parent")
	}
	if a.Target.Quote != "" {
		s += " «" + a.Target.Quote + "»"
	}
	if a.Text != "" {
		s += " → «" + a.Text + "»"
	}
	return strings.ReplaceAll(s, "\n", "⏎")
}

// Blame lists the current text stretch by stretch: who brought it in, by which
// event, and the words. Index 0 is the first event.
func Blame(h *history.History) (string, error) {
	list, err := h.Blame()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, p := range list {
		fmt.Fprintf(&b, "%s, %s %d | %s\n", strings.Join(p.Sponsors, "+"), p.Kind, p.Index, strings.ReplaceAll(p.Text, "\n", "⏎"))
	}
	return b.String(), nil
}

// Brackets shows the current base with all that is open in square brackets:
// the words as they stand first, then what each amendment puts in their
// place, with its sponsors. Amendments that touch the same words are in one
// place. It is a view for people; package merge makes the rolling text proper.
func Brackets(s *history.State) (string, error) {
	base, ok := s.Base()
	if !ok {
		return "", history.ErrNoBase
	}
	l := base.Layout()
	var open []amend.Located
	for _, a := range s.OpenAmendments() {
		x, err := l.Locate(a)
		if err != nil {
			return "", err
		}
		if x.Op == amend.Insert {
			x.Span = clause.Span{Start: x.At, End: x.At}
		}
		open = append(open, x)
	}
	slices.SortStableFunc(open, func(x, y amend.Located) int {
		return cmp.Or(cmp.Compare(x.Span.Start, y.Span.Start), cmp.Compare(x.Span.End, y.Span.End))
	})
	var b strings.Builder
	text, at := l.Text(), 0
	for i := 0; i < len(open); {
		place, end := open[i].Span, i+1
		for end < len(open) && (open[end].Span.Start < place.End || open[end].Span == place) {
			place.End = max(place.End, open[end].Span.End)
			end++
		}
		b.WriteString(text[at:place.Start])
		if place.Len() > 0 {
			fmt.Fprintf(&b, "[%s]", place.Of(text))
		}
		for _, x := range open[i:end] {
			fmt.Fprintf(&b, "[%s: %s]", strings.Join(x.Sponsors, "+"), proposed(x, place, text))
		}
		at, i = place.End, end
	}
	return b.String() + text[at:], nil
}

func proposed(x amend.Located, place clause.Span, text string) string {
	switch x.Op {
	case amend.Delete:
		return "delete"
	case amend.Move:
		return "move"
	}
	if out := text[place.Start:x.Span.Start] + x.Text + text[x.Span.End:place.End]; out != "" {
		return out
	}
	return "delete"
}

// Excluded lists the events that have no effect, with why.
func Excluded(h *history.History) string {
	var b strings.Builder
	for _, x := range h.State().Excluded() {
		e := h.Event(x.Index)
		fmt.Fprintf(&b, "%s: %s: %v", e.Actor, e.Body.Kind(), x.Err)
		for _, with := range x.With {
			if i, ok := h.Index(with); ok {
				fmt.Fprintf(&b, "; at the same time %s: %s", h.Event(i).Actor, h.Event(i).Body.Kind())
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Log lists the events, one a line.
func Log(h *history.History, names map[uuid.UUID]string) string {
	var b strings.Builder
	for i, e := range h.All() {
		fmt.Fprintf(&b, "%d %s %s %s%s\n", i, e.Time.Format("2006-01-02 15:04"), e.Actor, e.Body.Kind(), about(h, e.Body, names))
	}
	return b.String()
}

func about(h *history.History, b history.Body, names map[uuid.UUID]string) string {
	if p := h.State().Proposal(history.Subject(b)); p != nil {
		return " " + called(p, names)
	}
	switch b := b.(type) {
	case history.SessionOpened:
		return " " + b.Name
	case history.BaseTabled:
		return " " + b.Name
	case history.BaseIssued:
		return " " + b.Name
	}
	return ""
}
