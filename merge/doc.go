// Package merge makes one rolling text of the amendments of any number of
// parties to one base, and decides what of it stands.
//
// [Merge] is symmetric: it takes all amendments at once, and their order does
// not matter. What several parties propose in the same words is one [Change]
// with their names; what excludes one another makes a [Place] with several
// options. [Rolling.As] resolves everything in favour of one party, which gives
// the text that this party proposed, byte for byte; [Rolling.Base] gives the
// base.
//
// A [Rule] decides: [Consensus], [Majority], [TwoThirds] or one of your own.
// [Rolling.Decide] applies it to every change and returns an [Outcome]: the
// compromise, what stays in brackets, and for every decided place the reason.
//
// [Live] merges again after one more amendment at the cost of the clause that it
// concerns. [Stream] merges more amendments than fit into memory.
//
// Whether two changes compete is decided on the changes themselves
// ([amend.Layout.Compete]) and never by how they are shown. Competing is a
// relation: of three changes in a row the first and the last may both stand.
package merge
