// Package sign signs events and keeps the keys of a party: ed25519 (RFC 8032)
// over the hash of what is signed, with rotation and revocation.
//
// A [Ring] is an immutable value. A party that rotates its key adds the new
// one, signed with the old; a revoked key vouches for nothing that comes after
// its revocation, while what it signed before stays signed.
package sign

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/rollingtext/rollingtext/clause"
)

// KeyID names a public key: the first eight bytes of its SHA-256 hash in
// lower-case hexadecimal.
type KeyID string

// IDOf returns the name of a public key.
func IDOf(public ed25519.PublicKey) KeyID {
	sum := sha256.Sum256(public)
	return KeyID(hex.EncodeToString(sum[:8]))
}

// Signature is a signature with the name of the key that made it. The zero
// value is none.
type Signature struct {
	Key   KeyID
	Bytes string // 64 bytes
}

// IsZero reports whether nothing was signed.
func (s Signature) IsZero() bool { return s.Key == "" }

// context keeps signatures of events apart from those of anything else that
// the same key may sign.
const context = "rollingtext event\x00\x01"

func message(h clause.Hash) []byte { return append([]byte(context), h[:]...) }

// Sign signs a hash.
func Sign(private ed25519.PrivateKey, h clause.Hash) Signature {
	return Signature{IDOf(private.Public().(ed25519.PublicKey)), string(ed25519.Sign(private, message(h)))}
}

// Causes of a refused key or signature.
var (
	ErrUnsigned = errors.New("it is not signed, and the party has a key; sign it with that key")
	ErrNoKey    = errors.New("the party has no such key; add the key first")
	ErrRevoked  = errors.New("the key was revoked; sign with another one")
	ErrForged   = errors.New("the signature does not fit what was signed")
	ErrKey      = errors.New("a public key of ed25519 has 32 bytes")
	ErrHasKey   = errors.New("the party has this key already")
)

// Is reports whether an error says that a signature is missing or bad.
func Is(err error) bool {
	for _, cause := range []error{ErrUnsigned, ErrNoKey, ErrRevoked, ErrForged} {
		if errors.Is(err, cause) {
			return true
		}
	}
	return false
}

// Ring holds the public keys of one party. The zero value holds none.
type Ring struct{ keys []entry }

type entry struct {
	public  ed25519.PublicKey
	revoked bool
}

// Add returns the ring with one more key.
func (r Ring) Add(public ed25519.PublicKey) (Ring, error) {
	if len(public) != ed25519.PublicKeySize {
		return r, fmt.Errorf("sign: %w, not %d", ErrKey, len(public))
	}
	if r.find(IDOf(public)) >= 0 {
		return r, fmt.Errorf("sign: key %s: %w", IDOf(public), ErrHasKey)
	}
	return Ring{append(slices.Clip(r.keys), entry{public: slices.Clone(public)})}, nil
}

// Revoke returns the ring without trust in a key.
func (r Ring) Revoke(id KeyID) (Ring, error) {
	i := r.find(id)
	if i < 0 {
		return r, fmt.Errorf("sign: key %s: %w", id, ErrNoKey)
	}
	keys := slices.Clone(r.keys)
	keys[i].revoked = true
	return Ring{keys}, nil
}

// Len returns the number of keys, revoked ones too.
func (r Ring) Len() int { return len(r.keys) }

// Active returns the names of the keys that may sign, oldest first.
func (r Ring) Active() []KeyID {
	var out []KeyID
	for _, k := range r.keys {
		if !k.revoked {
			out = append(out, IDOf(k.public))
		}
	}
	return out
}

// Keys yields every key, oldest first, with whether it was revoked.
func (r Ring) Keys(yield func(public ed25519.PublicKey, revoked bool) bool) {
	for _, k := range r.keys {
		if !yield(k.public, k.revoked) {
			return
		}
	}
}

// Check returns nil if the signature is by one of the keys and fits the hash.
// A party without keys need not sign; one whose keys are all revoked cannot.
func (r Ring) Check(h clause.Hash, s Signature) error {
	if s.IsZero() {
		if len(r.keys) == 0 {
			return nil
		}
		return fmt.Errorf("sign: %w", ErrUnsigned)
	}
	i := r.find(s.Key)
	switch {
	case i < 0:
		return fmt.Errorf("sign: key %s: %w", s.Key, ErrNoKey)
	case r.keys[i].revoked:
		return fmt.Errorf("sign: key %s: %w", s.Key, ErrRevoked)
	case !ed25519.Verify(r.keys[i].public, message(h), []byte(s.Bytes)):
		return fmt.Errorf("sign: key %s: %w", s.Key, ErrForged)
	}
	return nil
}

func (r Ring) find(id KeyID) int {
	return slices.IndexFunc(r.keys, func(k entry) bool { return IDOf(k.public) == id })
}
