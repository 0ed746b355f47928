package amend

import "slices"

// Divide returns the parts of a change of words that can be adopted one by
// one (division of the question, UN General Assembly rule 89): each stretch of
// words that it changes, under the same ID, with Part counted from 1. An
// amendment that cannot be divided comes back as it is. O(words²) of the
// quotation, up to a bound.
func Divide(a Amendment) []Amendment {
	if a.Op != Replace || a.Part != 0 {
		return []Amendment{a}
	}
	hunks, exact := compare(a.Target.Quote, a.Text)
	if !exact || len(hunks) < 2 {
		return []Amendment{a}
	}
	parts := make([]Amendment, len(hunks))
	for i, h := range hunks {
		p := a
		p.Part, p.Text = i+1, h.b.Of(a.Text)
		p.Target.Range = span(a.Target.Range.Start+h.a.Start, h.a.Len())
		p.Target.Quote = h.a.Of(a.Target.Quote)
		before, after := a.Target.Before+a.Target.Quote[:h.a.Start], a.Target.Quote[h.a.End:]+a.Target.After
		p.Target.Before, p.Target.After = clipBefore(before), clipAfter(after)
		parts[i] = p
	}
	return slices.Clip(parts)
}
