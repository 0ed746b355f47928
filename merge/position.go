package merge

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/clause"
)

// Stance is where a party stands on a change. The zero value is Silent.
type Stance uint8

const (
	Silent      Stance = iota // it says nothing: no objection, and an abstention in a vote
	Proposes                  // it tabled the change or joined it
	Supports                  // it is for the change
	CanLiveWith               // it is not for the change, and accepts it
	Reserves                  // it records a reservation, which blocks nothing
	Opposes                   // it is against the change
)

var stanceNames = [...]string{"silent", "proposes", "supports", "canLiveWith", "reserves", "opposes"}

// String returns the stance as JSON has it.
func (s Stance) String() string {
	if int(s) < len(stanceNames) {
		return stanceNames[s]
	}
	return fmt.Sprintf("stance(%d)", uint8(s))
}

// MarshalText writes the stance by its name.
func (s Stance) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the name of a stance.
func (s *Stance) UnmarshalText(b []byte) error {
	for i, n := range stanceNames {
		if n == string(b) {
			*s = Stance(i)
			return nil
		}
	}
	return fmt.Errorf("%q is not a stance; expected one of %q", b, stanceNames)
}

// Ref names what a position is about, so that a person can write it and it
// does not depend on the order of anything:
//
//   - one amendment, by its id;
//   - one wording, by the label path of its clause and the words proposed
//     (Text), and where that is not enough the words that they replace (Was) or
//     the clause after which a clause is to stand (To). Text is that of a
//     change, or all that a party would have at the place; an empty one is a
//     deletion. White space counts as one space, at the ends as nothing, and the label of a
//     clause that is put somewhere does not count;
//   - the base wording of a clause (AsItStands), of one place in it if Was is
//     given, else of all;
//   - the text as a whole (Whole), or with Clause that clause as amended: what
//     is put to the vote at the end.
type Ref struct {
	Amendment  uuid.UUID `json:"amendment,omitzero"`
	Part       int       `json:"part,omitempty"`
	Clause     string    `json:"clause,omitempty"`
	Was        *string   `json:"was,omitempty"`
	Text       *string   `json:"text,omitempty"`
	To         *string   `json:"to,omitempty"`
	AsItStands bool      `json:"asItStands,omitempty"`
	Whole      bool      `json:"whole,omitempty"`

	at clause.Span // in the file it was read from
}

// Words returns a Ref to the words that somebody proposes in a clause.
func Words(label, text string) Ref { return Ref{Clause: label, Text: &text} }

// BaseOf returns a Ref to a clause as it stands.
func BaseOf(label string) Ref { return Ref{Clause: label, AsItStands: true} }

// RefTo returns the Ref to a change of a rolling text, by its first amendment.
func RefTo(c Change) Ref { return Ref{Amendment: c.Tabled[0].ID, Part: c.Tabled[0].Part} }

// String names it for a reader.
func (r Ref) String() string {
	s := fmt.Sprintf("%q", r.Clause)
	switch {
	case r.Amendment != uuid.Nil:
		return "amendment " + r.Amendment.String()
	case r.Whole && r.Clause == "":
		return "the text as a whole"
	case r.Whole:
		return s + " as a whole"
	case r.AsItStands:
		s += " as it stands"
	case r.Text != nil:
		s += fmt.Sprintf(" «%s»", *r.Text)
	}
	if r.To != nil {
		s += fmt.Sprintf(" moved to after %q", *r.To)
	}
	if r.Was != nil {
		s += fmt.Sprintf(" for «%s»", *r.Was)
	}
	return s
}

// Position is what a party says of a wording. It counts for the group that
// the party is, with all members but those who speak for themselves.
//
// With conditions it holds where all of them are adopted. Where they are not,
// what the party says without a condition holds; if it says nothing else, it
// opposes.
type Position struct {
	Party  string `json:"party"`
	Stance Stance `json:"stance"`
	On     Ref    `json:"on"`
	If     []Ref  `json:"if,omitempty"`
	// RedLine says that the party leaves the table otherwise. With Opposes the
	// change must not be adopted, with Proposes or Supports it must; the same
	// holds of a text as it stands. Rules of voting take no notice; [Optimum]
	// never crosses one.
	RedLine bool   `json:"redLine,omitempty"`
	Note    string `json:"note,omitempty"`

	at clause.Span
}

// Deal is a package: some parties accept all of it together, each of them also
// what it would not accept alone. For [Optimum] it stands or falls as a whole.
type Deal struct {
	Name    string   `json:"name"`
	Parties []string `json:"parties"`
	All     []Ref    `json:"all"`

	at clause.Span
}

// Figures are those of a vote that was taken elsewhere. Present, if it is 0,
// is the sum of the others.
type Figures struct {
	On        Ref    `json:"on"`
	For       Weight `json:"for"`
	Against   Weight `json:"against"`
	Abstained Weight `json:"abstained"`
	Present   Weight `json:"present,omitempty"`

	at clause.Span
}

// Positions are all that parties say of a rolling text. The zero value is that
// nobody says more than what was tabled.
type Positions struct {
	Parties   []Party    `json:"parties,omitempty"`
	Positions []Position `json:"positions,omitempty"`
	Deals     []Deal     `json:"deals,omitempty"`
	Votes     []Figures  `json:"votes,omitempty"`
	// Chair are the options that the chair chooses, for [Chair].
	Chair []Ref `json:"chair,omitempty"`
	// Procedure is how votes are taken.
	Procedure Procedure `json:"procedure,omitzero"`

	file, text string // where they were read
}
