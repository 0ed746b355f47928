// Package amend holds what parties propose to change in a document: the
// amendment as a value, how it is made, applied, found again, amended in its
// turn and carried over to a new base.
//
// An [Amendment] is one change at one target. What a party's edited copy of a
// document changes is a list of them; [Derive] finds the list, and [Apply]
// gives the copy back byte for byte. [Build] makes amendments by saying them,
// and package instruction reads them from the words in which they were tabled.
// A [Finder] finds a target in a later version, exactly or not at all.
//
// [Fold] applies amendments to amendments, [Withdraw] takes one out with all
// that amends it, [Marks] gives every clause its ADD, MOD, SUP or NOC.
// [Rebase] and [Open] carry open amendments over to a new base; [Divide] tells
// the parts of one apart, so that some can be adopted and the rest lives on.
//
// Package history keeps what parties and the chair do with amendments as events
// that prove themselves, policy says who may do what, sign and store keep
// events safe, and amendtest tests all of it.
package amend
