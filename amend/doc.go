// Package amend holds what parties propose to change in a document: the
// amendment as a value, how it is found in an edited copy, and how it is
// applied.
//
// An [Amendment] is one change at one target. What a party's edited copy of a
// document changes is a list of them; [Derive] finds the list, and [Apply]
// gives the copy back byte for byte.
package amend
