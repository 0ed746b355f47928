package history

import (
	"crypto/ed25519"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// Kind names what happened; it is the "kind" of the stored event.
type Kind string

// The kinds of events.
const (
	KindSessionOpened Kind = "session-opened"
	KindSessionClosed Kind = "session-closed"
	KindBaseTabled    Kind = "base-tabled"
	KindBaseIssued    Kind = "base-issued"
	KindTabled        Kind = "tabled"
	KindSubAmended    Kind = "sub-amended"
	KindCorrected     Kind = "corrected"
	KindJoined        Kind = "joined"
	KindLeft          Kind = "left"
	KindWithdrawn     Kind = "withdrawn"
	KindTakenOver     Kind = "taken-over"
	KindPosition      Kind = "position-taken"
	KindAgreed        Kind = "agreed-ad-referendum"
	KindVoteBegun     Kind = "vote-begun"
	KindVoted         Kind = "voted"
	KindAdopted       Kind = "adopted"
	KindRejected      Kind = "rejected"
	KindMerged        Kind = "merged"
	KindReopened      Kind = "reopened"
	KindResolved      Kind = "conflict-resolved"
	KindKeyAdded      Kind = "key-added"
	KindKeyRevoked    Kind = "key-revoked"
)

// Body is what an event says: one of the types of this file. What a body
// points to must not be changed.
type Body interface {
	Kind() Kind
	wire() wire
}

// SessionOpened opens a session; the actor presides until it is closed.
type SessionOpened struct{ Name string }

// SessionClosed closes the session.
type SessionClosed struct{}

// BaseTabled brings in the first text.
type BaseTabled struct {
	Name     string // "C23/71"
	Document *clause.Document
}

// BaseIssued puts a new base in the place of the current one, as Rev.1 does.
// Open amendments are carried over ([amend.Rebase]).
type BaseIssued struct {
	Name     string // "C23/71 (Rev.1)"
	Document *clause.Document
}

// Tabled brings in an amendment. Its first sponsor is the actor, and others
// that are named are asked to join by themselves. With a Parent it amends an
// amendment, and the event is called sub-amended.
type Tabled struct{ Amendment amend.Amendment }

// Corrected puts another wording in the place of an open amendment, under the
// same id.
type Corrected struct{ Amendment amend.Amendment }

// Joined makes the actor a co-sponsor.
type Joined struct{ Amendment uuid.UUID }

// Left takes the actor out of the sponsors; the amendment stays.
type Left struct{ Amendment uuid.UUID }

// Withdrawn takes an amendment out, with all that amends it.
type Withdrawn struct{ Amendment uuid.UUID }

// TakenOver makes a withdrawn amendment the actor's.
type TakenOver struct{ Amendment uuid.UUID }

// Stance is a position on an amendment. The zero value takes a position back.
type Stance string

const (
	Silent  Stance = ""
	Support Stance = "support"
	Oppose  Stance = "oppose"
	Reserve Stance = "reserve" // a reservation
	Abstain Stance = "abstain"
)

// PositionTaken says where the actor stands on an amendment.
type PositionTaken struct {
	Amendment uuid.UUID
	Stance    Stance
	Comment   string
}

// Agreed notes that the amendment is agreed ad referendum: by delegations,
// subject to their capitals. The amendment stays open.
type Agreed struct{ Amendment uuid.UUID }

// VoteBegun puts an amendment to the vote.
type VoteBegun struct{ Amendment uuid.UUID }

// Count is the result of a vote.
type Count struct{ Yes, No, Abstain int }

// Voted announces the count of a vote. The decision is an event of its own.
type Voted struct {
	Amendment uuid.UUID
	Count     Count
}

// Adopted decides for an amendment, or for some of its parts
// ([amend.Divide]); the rest stays open.
type Adopted struct {
	Amendment uuid.UUID
	Parts     []int // none: all
}

// Rejected decides against an amendment.
type Rejected struct{ Amendment uuid.UUID }

// Merged puts a compromise in the place of several options.
type Merged struct {
	Options []uuid.UUID
	Into    amend.Amendment
}

// Reopened takes up again a decided amendment, or all that were decided at a
// clause since the base was issued. Count is that of the vote on reopening.
type Reopened struct {
	Amendment uuid.UUID
	Clause    clause.ID // if Amendment is zero
	Count     Count
}

// Resolved settles the conflict of an amendment with a new base: Text is the
// whole source of the clause as the amendment has it from now on.
type Resolved struct {
	Amendment uuid.UUID
	Text      string
}

// KeyAdded adds a key of the actor. The first needs no signature; others are
// signed with one that the actor has.
type KeyAdded struct{ Public ed25519.PublicKey }

// KeyRevoked revokes a key of the actor.
type KeyRevoked struct{ Key sign.KeyID }

// Unknown is an event of a later version of the schema: it is kept and hashed,
// and has no effect.
type Unknown struct {
	Name Kind
	Raw  string // the body, canonical JSON
}

// Kind returns the kind of event.
func (SessionOpened) Kind() Kind { return KindSessionOpened }

// Kind returns the kind of event.
func (SessionClosed) Kind() Kind { return KindSessionClosed }

// Kind returns the kind of event.
func (BaseTabled) Kind() Kind { return KindBaseTabled }

// Kind returns the kind of event.
func (BaseIssued) Kind() Kind { return KindBaseIssued }

// Kind returns the kind of event.
func (b Tabled) Kind() Kind {
	if b.Amendment.Parent != uuid.Nil {
		return KindSubAmended
	}
	return KindTabled
}

// Kind returns the kind of event.
func (Corrected) Kind() Kind { return KindCorrected }

// Kind returns the kind of event.
func (Joined) Kind() Kind { return KindJoined }

// Kind returns the kind of event.
func (Left) Kind() Kind { return KindLeft }

// Kind returns the kind of event.
func (Withdrawn) Kind() Kind { return KindWithdrawn }

// Kind returns the kind of event.
func (TakenOver) Kind() Kind { return KindTakenOver }

// Kind returns the kind of event.
func (PositionTaken) Kind() Kind { return KindPosition }

// Kind returns the kind of event.
func (Agreed) Kind() Kind { return KindAgreed }

// Kind returns the kind of event.
func (VoteBegun) Kind() Kind { return KindVoteBegun }

// Kind returns the kind of event.
func (Voted) Kind() Kind { return KindVoted }

// Kind returns the kind of event.
func (Adopted) Kind() Kind { return KindAdopted }

// Kind returns the kind of event.
func (Rejected) Kind() Kind { return KindRejected }

// Kind returns the kind of event.
func (Merged) Kind() Kind { return KindMerged }

// Kind returns the kind of event.
func (Reopened) Kind() Kind { return KindReopened }

// Kind returns the kind of event.
func (Resolved) Kind() Kind { return KindResolved }

// Kind returns the kind of event.
func (KeyAdded) Kind() Kind { return KindKeyAdded }

// Kind returns the kind of event.
func (KeyRevoked) Kind() Kind { return KindKeyRevoked }

// Kind returns the kind of event.
func (b Unknown) Kind() Kind { return b.Name }
