// Package clause models a negotiated text as a tree of clauses with permanent
// ids: resolutions, treaties, bills, bylaws.
//
// [Parse] reads plain text in the six official languages of the United
// Nations; [Document.Render] gives the same bytes back, for every input. Edits
// return new documents that share what they did not touch, and every clause
// carries a Merkle hash, so comparing two versions costs the size of the
// difference.
package clause
