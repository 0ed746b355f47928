// Package history keeps what happened in a negotiation as events that prove
// themselves, and says what they amount to.
//
// A [History] is a set of events, each with who, when, what, and the hashes of
// what it comes after. [History.Append] adds one if the [policy.Policy] allows
// it; a refusal names the rule. [State] is a pure fold over the events: bases,
// amendments with sponsors, positions, votes and status, and the current text.
// [History.At], [History.AtTime] and [History.Between] look back;
// [History.Blame] says of every byte which event brought it in,
// [History.Attribute] the same of a rolling text, and
// [History.Why], [History.LifeOf] and [History.LifeOfClause] tell the story.
//
// Two parties may extend one history offline: [Join] unites the branches, in
// whatever order they are joined, and lists what excludes what.
//
// A [Tip] is the end of a history without its events; as a snapshot it makes
// going on independent of how long the history is. Events can be signed
// ([Draft]): once a party has added a key, all its events must be, and reading
// checks it.
//
// # Stored form
//
// A history is stored as JSON Lines ([History.Write], [Read]). Every event is
// one JSON object in the canonical form of RFC 8785, which is what is hashed
// (SHA-256):
//
//	actor  the party that acts
//	body   what it says; its members depend on kind, see below
//	id     of the event, a UUID
//	kind   what happened
//	prev   hashes of the events that it comes after, ascending; none for the first
//	time   RFC 3339, in UTC
//	v      version of the schema, 1
//
// The bodies, with the members that may be left out in parentheses:
//
//	session-opened        (name)
//	session-closed
//	base-tabled           document (name)
//	base-issued           document (name)
//	tabled                amendment: an object
//	sub-amended           amendment: an object with parent
//	corrected             amendment: an object
//	joined, left, withdrawn, taken-over, agreed-ad-referendum, vote-begun, rejected
//	                      amendment: an id
//	position-taken        amendment (comment) (stance: support, oppose, reserve, abstain)
//	voted                 amendment (yes) (no) (abstain)
//	adopted               amendment (parts)
//	merged                amendment: an object; options: ids
//	reopened              amendment or clause (yes) (no) (abstain)
//	conflict-resolved     amendment, text
//	key-added             public: 64 hexadecimal digits
//	key-revoked           key: 16 hexadecimal digits
//
// A document is {"clauses":[{"depth","id","kind","text"}…],"meta","version"}
// with its clauses in order; an amendment has the members of
// [amend.Amendment]. Members and kinds that a later version adds are kept and
// hashed as they are. For the lines round the events see [Chain].
package history
