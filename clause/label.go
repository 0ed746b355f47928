package clause

// Label is the number or letter of a clause: as printed, and what it counts.
//
// The printed spelling is never changed by reading; Ordinal and the fields
// after it are what the spelling means.
type Label struct {
	Printed string    // core as printed, without space and punctuation round it: "3", "a", "هـ", "3 bis"
	Span    Span      // where the whole label stands in the clause's source, with its punctuation: " أ )"
	Series  Series    // the script and system that it counts in
	Ordinal int       // what it counts, from 1
	Insert  int       // 0, or 2 for bis, 3 for ter, 4 for quater …
	Alt     int       // 0, or the number of the alternative ("alt", "3 alt 2")
	Part    LabelPart // the part that the label itself names: PP, OP
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

// Series is a system of counting clauses.
type Series uint8

const (
	NoSeries    Series = iota
	Decimal            // 1, 2, 3 in ASCII digits
	ArabicIndic        // ١، ٢، ٣
	FullWidth          // １, ２, ３
	LatinLower         // a, b, … z, aa
	LatinUpper         // A, B, … Z, AA
	RomanLower         // i, ii, iii
	RomanUpper         // I, II, III
	Abjad              // أ، ب، ج، د، هـ
	Cyrillic           // а, б, в
	Chinese            // 一, 二, 三
)
