// Package clause models a negotiated text as a tree of clauses with permanent
// ids: resolutions, treaties, bills, bylaws.
//
// # Reading
//
// [Parse] reads plain text in the six official languages of the United
// Nations; [Document.Render] gives the same bytes back, for every input. It
// knows both traditions of drafting: headings with lettered or numbered items
// (ITU), and recitals with operative paragraphs that are numbered through
// (General Assembly). What it does not understand becomes plain paragraphs;
// what is odd comes back as diagnostics (see [Validate] for their codes).
//
// # Values
//
// A [Document] and its clauses never change. Edits ([Document.Insert],
// [Document.Replace], [Document.Remove], [Document.Move], [Document.Split],
// [Document.Join]) return new documents that share what they did not touch,
// and every clause carries a Merkle hash, so comparing two versions costs the
// size of the difference. A clause is found by id ([Document.Find]), by byte
// offset ([Document.At]) and by label path ([Labels.Lookup]).
//
// # Numbers
//
// A [Label] keeps its printed spelling apart from what it counts. [Numbering]
// says which label every clause should have, [Renumber] puts labels in
// sequence. Package refer finds references in the text and lets them follow.
package clause
