package history

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// Tip is the end of a history without its events: what is needed to go on. It
// is small where the state is, however long the history, and can be kept as a
// snapshot. It is immutable.
type Tip struct {
	opt    Options
	state  *State
	heads  []clause.Hash
	latest time.Time
}

// Tip returns the end of the history.
func (h *History) Tip() Tip {
	h = h.orEmpty()
	t := Tip{opt: h.opt, state: h.state, heads: h.heads}
	for _, hash := range h.heads {
		if i, ok := h.Index(hash); ok && h.events[i].Time.After(t.latest) {
			t.latest = h.events[i].Time
		}
	}
	return t
}

// State returns what the history amounts to.
func (t Tip) State() *State { return t.state }

// Heads returns the hashes of the events that nothing comes after.
func (t Tip) Heads() []clause.Hash { return t.heads }

// Version returns the hash that names the whole history; see
// [History.Version].
func (t Tip) Version() clause.Hash {
	switch len(t.heads) {
	case 0:
		return clause.Hash{}
	case 1:
		return t.heads[0]
	}
	return joined(t.heads)
}

// Append returns the tip after one more event, and the event. Errors are those
// of [History.Append].
func (t Tip) Append(d Draft) (Tip, Event, error) {
	e, err := d.seal(t.heads)
	if err != nil {
		return t, e, err
	}
	next, err := t.add(e)
	return next, e, err
}

// Follow returns the tip after the event of a stored line, and the chain after
// it. An event that does not come after all others is [ErrHeads]: then the
// history has branches, and has to be read as a whole.
func (t Tip) Follow(c Chain, line string) (Tip, Chain, error) {
	e, next, err := c.Next(line)
	if err != nil {
		return t, c, err
	}
	after, err := t.add(e)
	if err != nil {
		return t, c, err
	}
	return after, next, nil
}

func (t Tip) add(e Event) (Tip, error) {
	if !slices.Equal(e.Prev, t.heads) || e.raw == "" {
		return t, ErrHeads
	}
	if e.Time.Before(t.latest) && len(t.heads) > 0 {
		return t, fmt.Errorf("history: %w: %s", ErrClock, formatTime(t.latest))
	}
	if !e.Sig.IsZero() && (len(e.Sig.Bytes) != sigLen/2 || !decodeHex(make([]byte, keyLen/2), string(e.Sig.Key))) {
		return t, fmt.Errorf("history: key %q: %w", e.Sig.Key, sign.ErrNoKey)
	}
	next := t.state.copy()
	if err := (folder{next, t.opt.policy(), nil}).fold(&e, next.events); err != nil {
		return t, err
	}
	return Tip{t.opt, next.freeze(), []clause.Hash{e.hash}, e.Time}, nil
}

// ErrSnapshot says that a snapshot is damaged or of a later version; read the
// history instead.
var ErrSnapshot = errors.New("history: the snapshot cannot be used; read the whole history")

const snapshotHeader = `{"format":"rollingtext-snapshot","v":1}`

// tipJSON is the stored form of a tip.
type tipJSON struct {
	Heads     []clause.Hash       `json:"heads"`
	Latest    time.Time           `json:"latest"`
	Events    int                 `json:"events"`
	Session   string              `json:"session,omitempty"`
	Chair     string              `json:"chair,omitempty"`
	Bases     []baseJSON          `json:"bases,omitempty"`
	Proposals []proposalJSON      `json:"proposals,omitempty"`
	Taken     []uuid.UUID         `json:"taken,omitempty"`
	Keys      map[string][]string `json:"keys,omitempty"` // public keys, revoked ones with a minus
	Excluded  []exclusionJSON     `json:"excluded,omitempty"`
}

type baseJSON struct {
	Name     string        `json:"name,omitempty"`
	Document *wireDocument `json:"document"`
	Event    clause.Hash   `json:"event"`
	Index    int           `json:"index"`
	Time     time.Time     `json:"time"`
}

type exclusionJSON struct {
	Event clause.Hash   `json:"event"`
	Index int           `json:"index"`
	With  []clause.Hash `json:"with,omitempty"`
	Why   string        `json:"why"`
}

// proposalJSON is a proposal with all that is not exported. The trail is cut
// to its last event.
type proposalJSON struct {
	Proposal
	Open   []amend.Amendment `json:"open,omitempty"`
	Taken  []amend.Amendment `json:"taken,omitempty"`
	First  *amend.Amendment  `json:"first,omitempty"`
	OnBase int               `json:"onBase"`
	Subs   []uuid.UUID       `json:"subs,omitempty"`
	Since  int               `json:"since,omitempty"` // counts before voting began last
	Last   int               `json:"last"`            // event
}

// Snapshot writes the tip so that [ReadSnapshot] gives it back. What it leaves
// out are the lives of amendments, and the types of errors that were kept:
// they are in the history. The time and size are those of the state.
func (t Tip) Snapshot() ([]byte, error) {
	j := tipJSON{
		Heads: t.heads, Latest: t.latest, Events: t.state.events,
		Session: t.state.session, Chair: t.state.chair, Taken: t.state.taken, Keys: map[string][]string{},
	}
	for _, b := range t.state.bases {
		j.Bases = append(j.Bases, baseJSON{b.Name, toWire(b.Document), b.Event, b.Index, b.Time})
	}
	for _, p := range t.state.Proposals() {
		j.Proposals = append(j.Proposals, proposalJSON{*p, p.open, p.taken, p.first, p.base, p.subs, p.voted, p.trail.event})
	}
	for party, ring := range t.state.keys {
		for public, revoked := range ring.Keys {
			k := hex.EncodeToString(public)
			if revoked {
				k = "-" + k
			}
			j.Keys[party] = append(j.Keys[party], k)
		}
	}
	for _, x := range t.state.excluded {
		j.Excluded = append(j.Excluded, exclusionJSON{x.Event, x.Index, x.With, x.Err.Error()})
	}
	body, err := json.Marshal(j)
	if err != nil {
		return nil, fmt.Errorf("history: snapshot: %w", err)
	}
	sum := clause.Hash(sha256.Sum256(body))
	return slices.Concat([]byte(snapshotHeader+"\n"), body, []byte("\n"+sum.String()+"\n")), nil
}

// ReadSnapshot reads what [Tip.Snapshot] wrote. Whether it belongs to a history
// is for the chain to say that goes on from it. Errors wrap [ErrSnapshot].
func ReadSnapshot(data []byte, opt Options) (Tip, error) {
	lines := strings.Split(string(data), "\n")
	if len(lines) != 4 || lines[0] != snapshotHeader || lines[2] != clause.Hash(sha256.Sum256([]byte(lines[1]))).String() {
		return Tip{}, ErrSnapshot
	}
	var j tipJSON
	if err := json.Unmarshal([]byte(lines[1]), &j); err != nil {
		return Tip{}, fmt.Errorf("%w: %w", ErrSnapshot, err)
	}
	s := &State{events: j.Events, session: j.Session, chair: j.Chair, taken: j.Taken}
	f := folder{s, opt.policy(), nil}
	for _, b := range j.Bases {
		doc, err := fromWire(b.Document)
		if err != nil {
			return Tip{}, fmt.Errorf("%w: expected %w", ErrSnapshot, err)
		}
		f.setBase(&Event{hash: b.Event, Time: b.Time}, b.Index, b.Name, doc)
	}
	for _, p := range j.Proposals {
		q := p.Proposal
		if q.Amendment == nil || p.OnBase < 0 || p.OnBase >= len(j.Bases) {
			return Tip{}, fmt.Errorf("%w: an amendment to no base", ErrSnapshot)
		}
		q.open, q.taken, q.first, q.base, q.subs, q.voted = p.Open, p.Taken, p.First, p.OnBase, p.Subs, p.Since
		q.trail = &trail{event: p.Last}
		s.proposals.Set(q.Amendment.ID, &q)
	}
	for _, p := range s.Proposals() {
		if p.Pending() && p.Amendment.Parent == uuid.Nil {
			f.place(p)
		}
		if slices.ContainsFunc(p.subs, func(id uuid.UUID) bool { return s.Proposal(id) == nil }) {
			return Tip{}, fmt.Errorf("%w: an amendment to an amendment is missing", ErrSnapshot)
		}
	}
	if slices.ContainsFunc(s.taken, func(id uuid.UUID) bool { return s.Proposal(id) == nil }) {
		return Tip{}, fmt.Errorf("%w: an adopted amendment is missing", ErrSnapshot)
	}
	for party, keys := range j.Keys {
		if err := f.restore(party, keys); err != nil {
			return Tip{}, fmt.Errorf("%w: %w", ErrSnapshot, err)
		}
	}
	for _, x := range j.Excluded {
		s.excluded = append(s.excluded, Exclusion{x.Event, x.Index, x.With, errors.New(x.Why)})
	}
	if len(s.bases) > 0 {
		f.relocate()
	}
	return Tip{opt, s.freeze(), j.Heads, j.Latest}, nil
}

// restore puts the keys of a party back.
func (f folder) restore(party string, keys []string) error {
	if f.keys == nil {
		f.keys = map[string]sign.Ring{}
	}
	ring := sign.Ring{}
	for _, k := range keys {
		k, revoked := strings.CutPrefix(k, "-")
		public, err := hex.DecodeString(k)
		if err != nil {
			return err
		}
		if ring, err = ring.Add(ed25519.PublicKey(public)); err != nil {
			return err
		}
		if revoked {
			if ring, err = ring.Revoke(sign.IDOf(public)); err != nil {
				return err
			}
		}
	}
	f.keys[party] = ring
	return nil
}
