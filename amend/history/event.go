package history

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// Schema is the version of the stored form that this package writes. Events of
// a later one are read too: members that are not known are kept as they are
// and hashed, kinds that are not known become [Unknown].
const Schema = 1

// Event is one thing that happened. It is immutable once sealed, which
// [History.Append] does: then its hash covers all that it says and, through
// Prev, all that came before.
type Event struct {
	ID    uuid.UUID
	Time  time.Time // in UTC
	Actor string    // the party that acts
	// Prev are the hashes of the events that it comes after, in ascending
	// order: one, none for the first, several where branches were joined.
	Prev []clause.Hash
	Body Body
	Sig  sign.Signature // over the hash

	raw  string // canonical JSON; empty until sealed
	hash clause.Hash
}

// Hash returns the SHA-256 hash of the event's canonical JSON; zero before it
// is sealed.
func (e Event) Hash() clause.Hash { return e.hash }

// JSON returns the canonical JSON of a sealed event (RFC 8785), without the
// signature.
func (e Event) JSON() string { return e.raw }

// Signed returns the sealed event with a signature.
func (e Event) Signed(by func(clause.Hash) sign.Signature) Event {
	e.Sig = by(e.hash)
	return e
}

// Causes of an event that cannot be written.
var (
	ErrUTF8 = errors.New("a text is not valid UTF-8; convert it first")
	ErrBody = errors.New("an event needs a body")
)

// envelope is the stored form of an event.
type envelope struct {
	Actor string          `json:"actor"`
	Body  json.RawMessage `json:"body"`
	ID    uuid.UUID       `json:"id"`
	Kind  Kind            `json:"kind"`
	Prev  []clause.Hash   `json:"prev"`
	Time  string          `json:"time"`
	V     int             `json:"v"`
}

// seal fixes what the event says. A zero ID becomes one made from it (UUID
// version 5), so that no source of random numbers is needed.
func (e Event) seal() (Event, error) {
	if e.Body == nil {
		return e, ErrBody
	}
	if e.Prev == nil {
		e.Prev = []clause.Hash{}
	}
	slices.SortFunc(e.Prev, compareHashes)
	e.Time = e.Time.UTC()
	w := e.Body.wire()
	if !validUTF8(reflect.ValueOf(w)) || !utf8.ValidString(e.Actor) {
		return e, ErrUTF8
	}
	body := []byte(w.raw)
	if w.raw == "" {
		var err error
		if body, err = json.Marshal(w); err != nil {
			return e, fmt.Errorf("history: %s: %w", e.Body.Kind(), err)
		}
	}
	env := envelope{e.Actor, body, e.ID, e.Body.Kind(), e.Prev, formatTime(e.Time), Schema}
	if e.ID == uuid.Nil {
		raw, err := encode(env)
		if err != nil {
			return e, err
		}
		e.ID = uuid.NewSHA1(uuid.NameSpaceURL, raw)
		env.ID = e.ID
	}
	raw, err := encode(env)
	if err != nil {
		return e, err
	}
	// Reading it back makes the value that everybody else will have.
	read, err := ParseEvent(string(raw))
	if err != nil {
		return e, err
	}
	read.Sig = e.Sig
	return read, nil
}

func encode(env envelope) ([]byte, error) {
	raw, err := json.Marshal(env)
	if err != nil {
		return nil, fmt.Errorf("history: %s: %w", env.Kind, err)
	}
	if raw, err = canonical(raw); err != nil {
		return nil, fmt.Errorf("history: %s: %w", env.Kind, err)
	}
	return raw, nil
}

// ParseEvent reads a sealed event from its canonical JSON; any other form of
// the same is an error that wraps [ErrCanonical]. O(len(raw)).
func ParseEvent(raw string) (Event, error) {
	e := Event{raw: raw, hash: sha256.Sum256([]byte(raw))}
	err := e.parse(new(scratch))
	return e, err
}

// scratch is memory that many events are made with: small things are cut from
// pieces of it instead of being made one by one.
type scratch struct {
	text   []byte // of one event at a time
	hashes []clause.Hash
	trails []trail
}

// hash returns room for one hash.
func (m *scratch) hash() []clause.Hash {
	if len(m.hashes) == cap(m.hashes) {
		m.hashes = make([]clause.Hash, 0, min(256, 1+2*cap(m.hashes)))
	}
	n := len(m.hashes)
	m.hashes = m.hashes[:n+1]
	return m.hashes[n : n+1 : n+1]
}

// trail returns a trail that is longer by one event.
func (m *scratch) trail(event int, before *trail) *trail {
	if m == nil {
		return &trail{event, before}
	}
	if len(m.trails) == cap(m.trails) {
		m.trails = make([]trail, 0, min(256, 1+2*cap(m.trails)))
	}
	m.trails = append(m.trails, trail{event, before})
	return &m.trails[len(m.trails)-1]
}

// parse fills in the event from its raw form.
func (e *Event) parse(mem *scratch) error {
	if !utf8.ValidString(e.raw) {
		return ErrUTF8
	}
	if i := controls(e.raw); i >= 0 {
		return fmt.Errorf("%w: byte %d: expected an escape for a control character", ErrCanonical, i)
	}
	s := scanner{src: e.raw}
	var kind Kind
	var w wire
	var bodyErr error
	body, version, seen := "", 0, 0
	for name, ok := s.begin(); ok; name, ok = s.more(name) {
		seen++
		switch name {
		case "actor":
			e.Actor = s.string()
		case "body":
			start := s.at
			w.read(&s)
			if bodyErr = s.err; bodyErr != nil { // fatal only if the kind is known
				s.err, s.at = nil, start
				s.value()
			}
			body = s.src[start:s.at]
		case "id":
			e.ID = s.uuid()
		case "kind":
			kind = Kind(s.string())
		case "prev":
			e.Prev = s.hashes(mem)
		case "time":
			start := s.at
			var ok bool
			if e.Time, ok = parseTime(s.string()); !ok {
				s.at = start
				s.fail("a time such as 2023-06-27T10:00:00Z")
			}
		case "v":
			version = s.int()
		default:
			seen--
			s.value()
		}
	}
	switch {
	case s.err != nil:
		return s.err
	case s.at != len(e.raw):
		s.fail("the end of the event")
		return s.err
	case seen != 7 || version < 1:
		return fmt.Errorf("%w: expected the members actor, body, id, kind, prev, time and v", ErrCanonical)
	case len(e.Prev) > 1 && !slices.IsSortedFunc(e.Prev, compareHashes):
		return fmt.Errorf("%w: expected prev in ascending order", ErrCanonical)
	}
	b, err := w.body(kind, body)
	if _, later := b.(Unknown); !later && bodyErr != nil {
		return bodyErr
	}
	e.Body = b
	return err
}

func (s *scanner) hashes(mem *scratch) []clause.Hash {
	s.skip('[')
	if s.peek() == ']' {
		s.at++
		return []clause.Hash{}
	}
	out := mem.hash()
	s.hex(out[0][:])
	for s.peek() == ',' && s.err == nil {
		s.at++
		out = append(out, clause.Hash{})
		s.hex(out[len(out)-1][:])
	}
	s.skip(']')
	return out
}

func compareHashes(a, b clause.Hash) int { return slices.Compare(a[:], b[:]) }

// timeForm is RFC 3339 in UTC, with as many decimals as are needed.
const timeForm = "2006-01-02T15:04:05.999999999Z"

func formatTime(t time.Time) string { return t.Format(timeForm) }

// parseTime reads what formatTime writes, and nothing else.
func parseTime(s string) (time.Time, bool) {
	n := len(s)
	if n < 20 || s[n-1] != 'Z' || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return time.Time{}, false
	}
	var f [6]int
	for i, at := range [6][2]int{{0, 4}, {5, 7}, {8, 10}, {11, 13}, {14, 16}, {17, 19}} {
		for _, c := range []byte(s[at[0]:at[1]]) {
			if c < '0' || c > '9' {
				return time.Time{}, false
			}
			f[i] = f[i]*10 + int(c-'0')
		}
	}
	nanos := 0
	if n > 20 {
		if s[19] != '.' || n == 21 || n > 30 || s[n-2] == '0' {
			return time.Time{}, false
		}
		scale := 100_000_000
		for _, c := range []byte(s[20 : n-1]) {
			if c < '0' || c > '9' {
				return time.Time{}, false
			}
			nanos += int(c-'0') * scale
			scale /= 10
		}
	}
	if f[1] < 1 || f[1] > 12 || f[2] < 1 || f[3] > 23 || f[4] > 59 || f[5] > 59 {
		return time.Time{}, false
	}
	t := time.Date(f[0], time.Month(f[1]), f[2], f[3], f[4], f[5], nanos, time.UTC)
	return t, t.Day() == f[2] // else the month has fewer days
}

// validUTF8 reports whether every string in a value is valid UTF-8;
// encoding/json would change the others without a word.
func validUTF8(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String:
		return utf8.ValidString(v.String())
	case reflect.Pointer, reflect.Interface:
		return v.IsNil() || validUTF8(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			if !validUTF8(v.Index(i)) {
				return false
			}
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			if !validUTF8(it.Key()) || !validUTF8(it.Value()) {
				return false
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !validUTF8(v.Field(i)) {
				return false
			}
		}
	}
	return true
}
