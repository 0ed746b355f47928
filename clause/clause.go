package clause

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"strings"

	"github.com/google/uuid"
)

// ID is the permanent name of a clause.
type ID = uuid.UUID

// Hash is a SHA-256 content hash.
type Hash [sha256.Size]byte

// String returns the hash in lower-case hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Span is a half-open range of bytes, [Start, End).
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len returns the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Of returns the part of text that the span covers.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Footnote is a note attached to a place in a clause. In text exported from
// word processors the note itself stands inside the clause's source, where
// Body says.
type Footnote struct {
	Mark string // as printed, without brackets: "1"
	Ref  Span   // the mark in the clause's source: "[footnoteRef:1]"; empty if only the note was found
	Note Span   // the whole note in the clause's source, from its bracket to its bracket
	Body Span   // the words of the note within Note
}

// Clause is a node of a document: its own text and the clauses under it.
//
// A clause is immutable and may be shared by any number of documents. Its own
// source comes before that of its children; a document's text is the sources
// of all its clauses, in order, and nothing else. The zero value is an empty
// paragraph.
type Clause struct {
	id    ID
	kind  Kind
	src   string
	parts parts
	kids  list
	hash  Hash
}

// parts says what stands where in a clause's own source.
type parts struct {
	label Label
	text  Span // without layout and label before it and line end after it
	notes []Footnote
}

// New returns a clause with the given source (all of its own bytes, with
// layout, label and line end) and children. Label, text and footnotes are
// found in the source.
func New(id ID, kind Kind, source string, children ...*Clause) *Clause {
	return newClause(id, kind, source, dissect(kind, source), newList(children))
}

func newClause(id ID, kind Kind, src string, p parts, kids list) *Clause {
	c := &Clause{id: id, kind: kind, src: src, parts: p, kids: kids}
	c.hash = c.sum()
	return c
}

// sum hashes id, kind, own source and the hashes of the children. What stands
// where in the source follows from these, so it is not hashed again.
func (c *Clause) sum() Hash {
	head := make([]byte, 0, 512)
	head = append(head, "clause\x00\x01"...)
	head = append(head, c.id[:]...)
	head = append(head, byte(c.kind))
	head = binary.BigEndian.AppendUint64(head, uint64(len(c.src)))
	kids := c.kids.sum()
	if len(c.src) <= cap(head)-len(head)-len(kids) {
		return sha256.Sum256(append(append(head, c.src...), kids[:]...))
	}
	h := sha256.New()
	h.Write(head)
	_, _ = h.Write([]byte(c.src))
	h.Write(kids[:])
	return Hash(h.Sum(nil))
}

// ID returns the clause's permanent id.
func (c *Clause) ID() ID { return c.id }

// Kind returns the clause's role.
func (c *Clause) Kind() Kind { return c.kind }

// Source returns the clause's own bytes: layout, label, text and line end,
// without the children.
func (c *Clause) Source() string { return c.src }

// Label returns the clause's label; it is zero where the clause has none.
func (c *Clause) Label() Label { return c.parts.label }

// Text returns the clause's own wording: its source without layout and label
// before it and white space after it. Footnotes stay where they stand.
func (c *Clause) Text() string { return c.parts.text.Of(c.src) }

// TextSpan returns where Text stands in Source.
func (c *Clause) TextSpan() Span { return c.parts.text }

// Footnotes returns the notes in the clause's source, in order. The slice
// must not be changed.
func (c *Clause) Footnotes() []Footnote { return c.parts.notes }

// Len returns the number of children.
func (c *Clause) Len() int { return c.kids.n }

// Child returns the child at index i, 0 ≤ i < Len, else nil. O(log Len).
func (c *Clause) Child(i int) *Clause { return c.kids.at(i) }

// Children yields the children with their indexes.
func (c *Clause) Children() iter.Seq2[int, *Clause] { return c.kids.all() }

// Hash returns the Merkle hash of the clause: two clauses with the same hash
// have the same ids, kinds and sources throughout. O(1).
func (c *Clause) Hash() Hash {
	if c.hash == (Hash{}) { // the zero Clause
		return c.sum()
	}
	return c.hash
}

// Size returns the number of bytes in the clause and all under it. O(1).
func (c *Clause) Size() int { return len(c.src) + c.kids.bytes }

// Count returns the number of clauses: this one and all under it. O(1).
func (c *Clause) Count() int { return 1 + c.kids.count }

// Render returns the text of the clause and all under it, byte for byte.
func (c *Clause) Render() string {
	var b strings.Builder
	b.Grow(c.Size())
	c.render(&b)
	return b.String()
}

func (c *Clause) render(b *strings.Builder) {
	b.WriteString(c.src)
	for _, kid := range c.kids.all() {
		kid.render(b)
	}
}

// WithSource returns the clause with other own bytes; id, kind and children
// stay.
func (c *Clause) WithSource(source string) *Clause {
	return newClause(c.id, c.kind, source, redissect(c, c.kind, source), c.kids)
}

// WithID returns the clause under another id.
func (c *Clause) WithID(id ID) *Clause {
	return newClause(id, c.kind, c.src, c.parts, c.kids)
}

// WithKind returns the clause in another role.
func (c *Clause) WithKind(kind Kind) *Clause {
	return newClause(c.id, kind, c.src, redissect(c, kind, c.src), c.kids)
}

// WithChildren returns the clause with other children.
func (c *Clause) WithChildren(children ...*Clause) *Clause {
	return newClause(c.id, c.kind, c.src, c.parts, newList(children))
}

// MarshalText writes the hash in hexadecimal.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads a hash from 64 hexadecimal digits.
func (h *Hash) UnmarshalText(text []byte) error {
	if hex.DecodedLen(len(text)) != len(h) {
		return fmt.Errorf("clause: %q is not a hash; expected %d hexadecimal digits", text, 2*len(h))
	}
	if _, err := hex.Decode(h[:], text); err != nil {
		return fmt.Errorf("clause: %q is not a hash: %w", text, err)
	}
	return nil
}
