// Package diff says what changed between two documents, or two texts.
//
// [Documents] names every change by its clause and its bytes on both sides:
// words inserted, deleted or replaced, clauses inserted, deleted, moved, split,
// joined or relabelled. [Align] is the layer under it: which stretch of one
// document became which of the other. [Text] compares two texts word by word.
//
// Words are those of Unicode Standard Annex #29 (package words), a run of
// white space counts as one. No boundary of a change ever lies inside a
// grapheme cluster. The result depends on the two texts alone: there is no
// clock and no random choice in it.
//
// # Cost
//
// What the two sides have in common at their ends, and what stands unchanged
// between unique clauses or unique runs of words, costs time in proportion to
// its length. Only what differs is compared word against word, in time
// proportional to its words times its differences. A region of more than
// [Bound] pairs of words without any run of words that is unique in it on both
// sides is taken as replaced as a whole.
package diff
