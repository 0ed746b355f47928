package clause

// Label is the number or letter of a clause: as printed, and what it counts.
//
// The printed spelling is never changed by reading; Ordinal and the fields
// after it are what the spelling means.
type Label struct {
	Printed string    // core as printed, without space and punctuation round it: "3", "a", "هـ", "3 bis", "OP7 ter"
	Span    Span      // where the whole label stands in the clause's source, with its punctuation: " أ )"
	Series  Series    // the script and system that it counts in
	Ordinal int       // what it counts, from 1
	Insert  int       // 0, or 2 for bis, 3 for ter, 4 for quater …
	Alt     int       // 0, or the number of the alternative ("alt", "3 alt 2")
	Part    LabelPart // the part that the label itself names: PP, OP
	Above   string    // what the label repeats of the labels above it: "2." in "2.3"
}

// IsZero reports whether there is no label.
func (l Label) IsZero() bool { return l.Printed == "" }

// LabelPart is the part of a resolution that a label names by itself.
type LabelPart uint8

const (
	NoPart         LabelPart = iota
	PreambularPart           // PP5, preambular paragraph 5
	OperativePart            // OP5, operative paragraph 5
)

// ParseLabel reads a label that stands alone, with or without its punctuation:
// "3 bis", "(b)", "OP7", "هـ)", "（一）". It returns false if s is anything
// else. A letter that is also a Roman numeral is read as a letter.
func ParseLabel(s string) (Label, bool) {
	start, end := skipArtefacts(s), len(trimRight(s))
	if start >= end {
		return Label{}, false
	}
	l, _, ok := scanLabel(s[:end])
	if !ok {
		core, n := scanCore(s[start:end])
		if n != end-start {
			return Label{}, false
		}
		l = core.Label
		l.Span = Span{start, end}
	}
	return l, l.Span.End == end
}
