package amend

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/clause"
)

// Op is what an amendment does. The zero value, Replace, changes words.
type Op uint8

const (
	// Replace puts Text in the place of the quoted words. An empty quotation
	// inserts words, an empty Text deletes them. A paragraph that is split or
	// joined with the next is a replacement too: a line end comes or goes.
	Replace Op = iota
	// Insert puts one whole clause, Text, at the place To.
	Insert
	// Delete suppresses a clause with all under it.
	Delete
	// Move takes a clause with all under it to the place To.
	Move
	// Relabel changes the label of a clause.
	Relabel
	// Pick chooses one of the options that the base itself has in square
	// brackets: the quoted group becomes the option's text.
	Pick
	// Alternative puts Text in the place of the whole document. Its target is
	// the root, and the quotation all of the base's text.
	Alternative
)

var opNames = [...]string{"replace", "insert", "delete", "move", "relabel", "pick", "alternative"}

// String returns the name of the operation in lower case.
func (o Op) String() string {
	if int(o) < len(opNames) {
		return opNames[o]
	}
	return fmt.Sprintf("op(%d)", uint8(o))
}

// MarshalText writes the operation by its name.
func (o Op) MarshalText() ([]byte, error) {
	if int(o) >= len(opNames) {
		return nil, fmt.Errorf("amend: %v is not an operation", o)
	}
	return []byte(opNames[o]), nil
}

// UnmarshalText reads the name of an operation.
func (o *Op) UnmarshalText(text []byte) error {
	for i, name := range opNames {
		if name == string(text) {
			*o = Op(i)
			return nil
		}
	}
	return fmt.Errorf("amend: %q is not an operation; expected one of %q", text, opNames)
}

// Target is what an amendment is about: a clause, and a quotation in it with
// its context, so that it can be found again after the base moved on.
type Target struct {
	Clause clause.ID `json:"clause"`
	// Range is where the quotation stands in the clause's source, in bytes of
	// the base version. For a join it runs on into the clauses that follow. For
	// Delete and Move it is empty, or ends before blank lines that stay.
	Range  clause.Span `json:"range"`
	Quote  string      `json:"quote,omitempty"`
	Before string      `json:"before,omitempty"` // up to contextBytes before the quotation
	After  string      `json:"after,omitempty"`  // up to contextBytes after it
	// Alone limits Delete and Move to the clause's own source; what is under
	// it stays.
	Alone bool `json:"alone,omitempty"`
}

// Place is a point between two clauses.
type Place struct {
	// After is the clause whose own source ends at the point;
	// [clause.RootID] is the start of the document. The first item under a
	// heading stands after the heading, the next after that item.
	After clause.ID `json:"after"`
	// Close puts the point right under the last line of the clause's text,
	// before the blank lines that its source ends with.
	Close bool `json:"close,omitempty"`
	// Under is the clause, one of those above the point, that it stands under
	// as an item does under its heading: where that is moved it goes along.
	// Zero is the document.
	Under clause.ID `json:"under,omitzero"`
	// Order tells apart what the same sponsors put at the same point, from 0.
	Order int `json:"order"`
}

// Amendment is one proposed change.
type Amendment struct {
	ID       uuid.UUID   `json:"id"`
	Sponsors []string    `json:"sponsors"` // in order of joining; the first tabled it
	Base     clause.Hash `json:"base"`     // version of the document that it amends
	Op       Op          `json:"op"`
	Target   Target      `json:"target"`
	To       Place       `json:"to,omitzero"` // for Insert and Move
	Text     string      `json:"text,omitempty"`
	// Follows marks a Relabel that only follows from clauses inserted,
	// deleted or moved by the same sponsors: it is no proposal of its own.
	Follows bool      `json:"follows,omitempty"`
	Parent  uuid.UUID `json:"parent,omitzero"` // the amendment that this one amends
	// Part tells apart what is left of an amendment of which some was adopted,
	// from 1; the parts share its ID. 0 is the whole amendment.
	Part        int               `json:"part,omitempty"`
	Rationale   string            `json:"rationale,omitempty"`
	Meta        map[string]string `json:"meta,omitempty"`
	Attachments []Attachment      `json:"attachments,omitempty"`
}

// Attachment is a file that goes with an amendment. The amendment holds its
// hash; the bytes are kept elsewhere.
type Attachment struct {
	Name string      `json:"name"`
	Type string      `json:"type,omitempty"` // media type, RFC 6838
	Hash clause.Hash `json:"hash"`           // SHA-256 of the bytes
}

// Error says why an amendment could not be placed. It names the amendment and
// the place; no other amendment is affected.
type Error struct {
	Amendment uuid.UUID
	Clause    clause.ID
	Range     clause.Span
	Err       error
}

func (e *Error) Error() string {
	return fmt.Sprintf("amend: amendment %s on clause %s, bytes %d to %d: %v",
		e.Amendment, e.Clause, e.Range.Start, e.Range.End, e.Err)
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
