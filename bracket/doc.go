// Package bracket reads, edits and writes the square brackets of negotiators.
//
// [Parse] gives every byte of a text exactly one leaf of a [Tree], so that
// [Render] of what was parsed is the text, for every string. A bracket without
// partner stays text and is reported; recovery never leaves its paragraph,
// except that a bracket which opens a paragraph may close another one.
//
// A [Group] is a place that is open: one [Option] alone is optional text, in
// or out; several are a choice. Options stand in brackets of their own,
// [A] [B], share one, [A / B], or are whole paragraphs, "Option 1: …". Each
// may have sponsors, with what they say of it. Blanks, notes, states of the
// talks, footnote marks and ITU's marks are leaves of their own kinds and no
// groups.
//
// What a sign means differs from body to body: a [Convention] says how to
// read and write, and [Detect] proposes one. The default is [UN]; there, bis
// and alt behind the number of a paragraph make another version of it, which
// is a choice. In conventions where bis inserts a paragraph it makes none.
//
// A tree is a value: edits such as [Tree.AddOption] return a new one. The
// packages under this one count (census), resolve and list readings
// (resolve), compare drafts (compare), and write pages (html).
package bracket
