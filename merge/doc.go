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
// [Rolling.With] adds what parties say of each other's proposals: [Positions]
// with stances, conditions, package deals, red lines, weights, groups and their
// members, and the figures of votes. [DecodePositions] reads them from JSON.
// Whoever says nothing is silent: silence does not object under consensus, and
// abstains in a vote.
//
// A [Rule] decides: [Consensus], [Unanimity], [Majority], [TwoThirds],
// [Weighted], [Chair] or one of your own. [Rolling.Decide] applies it to every
// change and returns an [Outcome]: the compromise, what stays in brackets, and
// for every decided place the reason. Votes are taken by the [Procedure] of the
// General Assembly of the United Nations (A/520, rules 82 to 95).
//
// [Rolling.Optimum] goes beyond rules: it finds the choice that is best by a
// stated [Objective]. [Outcome.Concessions] says who would have to move to clear
// what is still open.
//
// [Live] merges again after one more amendment at the cost of the clause that it
// concerns. [Stream] merges more amendments than fit into memory.
//
// Whether two changes compete is decided on the changes themselves
// ([amend.Layout.Compete]) and never by how they are shown. Competing is a
// relation: of three changes in a row the first and the last may both stand.
package merge
