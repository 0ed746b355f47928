package history

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// wire is the stored form of all bodies; each kind uses some of its members.
type wire struct {
	Abstain   int           `json:"abstain,omitempty"`
	Amendment any           `json:"amendment,omitempty"` // an id, or the whole amendment
	Clause    clause.ID     `json:"clause,omitzero"`
	Comment   string        `json:"comment,omitempty"`
	Document  *wireDocument `json:"document,omitempty"`
	Key       sign.KeyID    `json:"key,omitempty"`
	Name      string        `json:"name,omitempty"`
	No        int           `json:"no,omitempty"`
	Options   []uuid.UUID   `json:"options,omitempty"`
	Parts     []int         `json:"parts,omitempty"`
	Public    string        `json:"public,omitempty"` // hexadecimal
	Stance    Stance        `json:"stance,omitempty"`
	Text      string        `json:"text,omitempty"`
	Yes       int           `json:"yes,omitempty"`
	raw       string        // of Unknown
	id        uuid.UUID     // Amendment as read
	whole     *amend.Amendment
	doc       *clause.Document
}

func (b SessionOpened) wire() wire { return wire{Name: b.Name} }
func (SessionClosed) wire() wire   { return wire{} }
func (b BaseTabled) wire() wire    { return wire{Name: b.Name, Document: toWire(b.Document)} }
func (b BaseIssued) wire() wire    { return wire{Name: b.Name, Document: toWire(b.Document)} }
func (b Tabled) wire() wire        { return wire{Amendment: b.Amendment} }
func (b Corrected) wire() wire     { return wire{Amendment: b.Amendment} }
func (b Joined) wire() wire        { return wire{Amendment: b.Amendment} }
func (b Left) wire() wire          { return wire{Amendment: b.Amendment} }
func (b Withdrawn) wire() wire     { return wire{Amendment: b.Amendment} }
func (b TakenOver) wire() wire     { return wire{Amendment: b.Amendment} }
func (b Agreed) wire() wire        { return wire{Amendment: b.Amendment} }
func (b VoteBegun) wire() wire     { return wire{Amendment: b.Amendment} }
func (b Rejected) wire() wire      { return wire{Amendment: b.Amendment} }
func (b Adopted) wire() wire       { return wire{Amendment: b.Amendment, Parts: b.Parts} }
func (b Merged) wire() wire        { return wire{Amendment: b.Into, Options: b.Options} }
func (b Resolved) wire() wire      { return wire{Amendment: b.Amendment, Text: b.Text} }
func (b KeyAdded) wire() wire      { return wire{Public: hex.EncodeToString(b.Public)} }
func (b KeyRevoked) wire() wire    { return wire{Key: b.Key} }
func (b Unknown) wire() wire       { return wire{raw: b.Raw} }

func (b PositionTaken) wire() wire {
	return wire{Amendment: b.Amendment, Stance: b.Stance, Comment: b.Comment}
}

func (b Voted) wire() wire {
	return wire{Amendment: b.Amendment, Yes: b.Count.Yes, No: b.Count.No, Abstain: b.Count.Abstain}
}

func (b Reopened) wire() wire {
	w := wire{Clause: b.Clause, Yes: b.Count.Yes, No: b.Count.No, Abstain: b.Count.Abstain}
	if b.Amendment != uuid.Nil {
		w.Amendment = b.Amendment
	}
	return w
}

// body makes the body of a kind of what was read.
func (w *wire) body(kind Kind, raw string) (Body, error) {
	count := Count{w.Yes, w.No, w.Abstain}
	switch kind {
	case KindBaseTabled, KindBaseIssued:
		if w.doc == nil {
			return nil, fmt.Errorf("history: %s: expected a document", kind)
		}
	case KindTabled, KindSubAmended, KindCorrected, KindMerged:
		if w.whole == nil {
			return nil, fmt.Errorf("history: %s: expected a whole amendment", kind)
		}
	}
	switch kind {
	case KindSessionOpened:
		return SessionOpened{w.Name}, nil
	case KindSessionClosed:
		return SessionClosed{}, nil
	case KindBaseTabled:
		return BaseTabled{w.Name, w.doc}, nil
	case KindBaseIssued:
		return BaseIssued{w.Name, w.doc}, nil
	case KindTabled, KindSubAmended:
		b := Tabled{*w.whole}
		if b.Kind() != kind {
			return nil, fmt.Errorf("history: %s: expected %s for this amendment", kind, b.Kind())
		}
		return b, nil
	case KindCorrected:
		return Corrected{*w.whole}, nil
	case KindMerged:
		return Merged{w.Options, *w.whole}, nil
	case KindJoined:
		return Joined{w.id}, nil
	case KindLeft:
		return Left{w.id}, nil
	case KindWithdrawn:
		return Withdrawn{w.id}, nil
	case KindTakenOver:
		return TakenOver{w.id}, nil
	case KindPosition:
		return PositionTaken{w.id, w.Stance, w.Comment}, nil
	case KindAgreed:
		return Agreed{w.id}, nil
	case KindVoteBegun:
		return VoteBegun{w.id}, nil
	case KindVoted:
		return Voted{w.id, count}, nil
	case KindAdopted:
		return Adopted{w.id, w.Parts}, nil
	case KindRejected:
		return Rejected{w.id}, nil
	case KindReopened:
		return Reopened{w.id, w.Clause, count}, nil
	case KindResolved:
		return Resolved{w.id, w.Text}, nil
	case KindKeyAdded:
		public, err := hex.DecodeString(w.Public)
		if err != nil {
			return nil, fmt.Errorf("history: %s: public key: %w", kind, err)
		}
		return KeyAdded{ed25519.PublicKey(public)}, nil
	case KindKeyRevoked:
		return KeyRevoked{w.Key}, nil
	}
	return Unknown{kind, raw}, nil
}

// read reads the members of a body, whatever its kind.
func (w *wire) read(s *scanner) {
	for name, ok := s.begin(); ok; name, ok = s.more(name) {
		w.member(s, name)
	}
}

func (w *wire) member(s *scanner, name string) {
	switch name {
	case "abstain":
		w.Abstain = s.int()
	case "amendment":
		if s.peek() == '{' {
			w.whole = new(amend.Amendment)
			readAmendment(s, w.whole)
		} else {
			w.id = s.uuid()
		}
	case "clause":
		w.Clause = s.uuid()
	case "comment":
		w.Comment = s.string()
	case "document":
		w.doc = readDocument(s)
	case "key":
		w.Key = sign.KeyID(s.string())
	case "name":
		w.Name = s.string()
	case "no":
		w.No = s.int()
	case "options":
		s.array(func() { w.Options = append(w.Options, s.uuid()) })
	case "parts":
		s.array(func() { w.Parts = append(w.Parts, s.int()) })
	case "public":
		w.Public = s.string()
	case "stance":
		w.Stance = Stance(s.string())
	case "text":
		w.Text = s.string()
	case "yes":
		w.Yes = s.int()
	default:
		s.value() // of a later version
	}
}

// uuid reads an id in its canonical form: lower case, with hyphens.
func (s *scanner) uuid() (id uuid.UUID) {
	start := s.at
	text := s.string()
	if s.err != nil {
		return id
	}
	if len(text) != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' ||
		!decodeHex(id[0:4], text[0:8]) || !decodeHex(id[4:6], text[9:13]) || !decodeHex(id[6:8], text[14:18]) ||
		!decodeHex(id[8:10], text[19:23]) || !decodeHex(id[10:16], text[24:36]) {
		s.at = start
		s.fail("an id in lower case")
	}
	return id
}

func readAmendment(s *scanner, a *amend.Amendment) {
	s.object(func(name string) {
		switch name {
		case "attachments":
			s.array(func() { a.Attachments = append(a.Attachments, readAttachment(s)) })
		case "base":
			s.hex(a.Base[:])
		case "follows":
			a.Follows = s.bool()
		case "id":
			a.ID = s.uuid()
		case "meta":
			a.Meta = map[string]string{}
			s.object(func(name string) { a.Meta[name] = s.string() })
		case "op":
			s.text(&a.Op)
		case "parent":
			a.Parent = s.uuid()
		case "part":
			a.Part = s.int()
		case "rationale":
			a.Rationale = s.string()
		case "sponsors":
			s.array(func() { a.Sponsors = append(a.Sponsors, s.string()) })
		case "target":
			readTarget(s, &a.Target)
		case "text":
			a.Text = s.string()
		case "to":
			s.object(func(name string) {
				switch name {
				case "after":
					a.To.After = s.uuid()
				case "close":
					a.To.Close = s.bool()
				case "order":
					a.To.Order = s.int()
				case "under":
					a.To.Under = s.uuid()
				default:
					s.value()
				}
			})
		default:
			s.value()
		}
	})
}

// text reads a string by a value's own text form.
func (s *scanner) text(v interface{ UnmarshalText([]byte) error }) {
	text := s.string()
	if s.err != nil {
		return
	}
	if err := v.UnmarshalText([]byte(text)); err != nil {
		s.err = fmt.Errorf("byte %d: %w", s.at, err)
	}
}

func readTarget(s *scanner, t *amend.Target) {
	s.object(func(name string) {
		switch name {
		case "after":
			t.After = s.string()
		case "alone":
			t.Alone = s.bool()
		case "before":
			t.Before = s.string()
		case "clause":
			t.Clause = s.uuid()
		case "quote":
			t.Quote = s.string()
		case "range":
			s.object(func(name string) {
				switch name {
				case "end":
					t.Range.End = s.int()
				case "start":
					t.Range.Start = s.int()
				default:
					s.value()
				}
			})
		default:
			s.value()
		}
	})
}

func readAttachment(s *scanner) (a amend.Attachment) {
	s.object(func(name string) {
		switch name {
		case "hash":
			s.hex(a.Hash[:])
		case "name":
			a.Name = s.string()
		case "type":
			a.Type = s.string()
		default:
			s.value()
		}
	})
	return a
}

// wireDocument is the stored form of a document: its clauses in order, each
// with its depth, so that ids and structure do not depend on how text is read.
type wireDocument struct {
	Meta    clause.Metadata `json:"meta"`
	Clauses []wireClause    `json:"clauses"`
	Version clause.Hash     `json:"version"`
}

type wireClause struct {
	Depth int         `json:"depth"` // the root's is 0
	ID    clause.ID   `json:"id"`
	Kind  clause.Kind `json:"kind"`
	Text  string      `json:"text"` // the clause's own source
}

func toWire(doc *clause.Document) *wireDocument {
	d := &wireDocument{Meta: doc.Meta(), Version: doc.Version()}
	for p, c := range doc.Walk() {
		d.Clauses = append(d.Clauses, wireClause{len(p), c.ID(), c.Kind(), c.Source()})
	}
	return d
}

func readDocument(s *scanner) *clause.Document {
	var meta clause.Metadata
	var list []wireClause
	var version clause.Hash
	start := s.at
	s.object(func(name string) {
		switch name {
		case "clauses":
			s.array(func() { list = append(list, readClause(s)) })
		case "meta":
			raw := s.value()
			if s.err == nil {
				if err := json.Unmarshal([]byte(raw), &meta); err != nil {
					s.err = fmt.Errorf("byte %d: metadata: %w", s.at, err)
				}
			}
		case "version":
			s.hex(version[:])
		default:
			s.value()
		}
	})
	if s.err != nil {
		return nil
	}
	doc, err := fromWire(&wireDocument{meta, list, version})
	if err != nil {
		s.at = start
		s.fail(err.Error())
	}
	return doc
}

// fromWire makes the document that was stored.
func fromWire(w *wireDocument) (*clause.Document, error) {
	if w == nil || len(w.Clauses) == 0 || w.Clauses[0].Depth != 0 {
		return nil, errors.New("a document that starts with its root")
	}
	at := 0
	doc := clause.NewDocument(w.Meta, grow(w.Clauses, &at))
	if at != len(w.Clauses) || doc.Version() != w.Version {
		return nil, fmt.Errorf("a document that has the version it states, %s", w.Version)
	}
	return doc, nil
}

func readClause(s *scanner) (c wireClause) {
	s.object(func(name string) {
		switch name {
		case "depth":
			c.Depth = s.int()
		case "id":
			c.ID = s.uuid()
		case "kind":
			s.text(&c.Kind)
		case "text":
			c.Text = s.string()
		default:
			s.value()
		}
	})
	return c
}

// grow makes the clause at list[*at] with all under it.
func grow(list []wireClause, at *int) *clause.Clause {
	c := list[*at]
	*at++
	var kids []*clause.Clause
	for *at < len(list) && list[*at].Depth == c.Depth+1 {
		kids = append(kids, grow(list, at))
	}
	return clause.New(c.ID, c.Kind, c.Text, kids...)
}
