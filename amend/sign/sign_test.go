package sign_test

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

func ExampleRing() {
	var ring sign.Ring
	ring, _ = ring.Add(public(key(1)))
	ring, _ = ring.Add(public(key(2))) // rotated
	ring, _ = ring.Revoke(sign.IDOf(public(key(1))))
	said := clause.Hash{1, 2, 3}
	fmt.Println(ring.Check(said, sign.Sign(key(2), said)))
	fmt.Println(ring.Check(said, sign.Sign(key(1), said)))
	fmt.Println(ring.Check(said, sign.Signature{}))
	// Output:
	// <nil>
	// sign: key 34750f98bd59fcfc: the key was revoked; sign with another one
	// sign: it is not signed, and the party has a key; sign it with that key
}

func TestEveryByteOfASignatureAndOfWhatIsSignedCounts(t *testing.T) {
	ring, err := sign.Ring{}.Add(public(key(1)))
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		h := clause.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "hash"))
		s := sign.Sign(key(1), h)
		require.NoError(t, ring.Check(h, s))
		other := byte(rapid.IntRange(1, 255).Draw(t, "change"))
		if rapid.Bool().Draw(t, "in the signature") {
			b := []byte(s.Bytes)
			b[rapid.IntRange(0, 63).Draw(t, "at")] ^= other
			s.Bytes = string(b)
		} else {
			h[rapid.IntRange(0, 31).Draw(t, "at")] ^= other
		}
		require.ErrorIs(t, ring.Check(h, s), sign.ErrForged)
	})
}

func TestKeysOfOthersAreRefused(t *testing.T) {
	ring, err := sign.Ring{}.Add(public(key(1)))
	require.NoError(t, err)
	require.ErrorIs(t, ring.Check(clause.Hash{}, sign.Sign(key(2), clause.Hash{})), sign.ErrNoKey)
	_, err = ring.Add(public(key(1)))
	require.ErrorIs(t, err, sign.ErrHasKey)
	_, err = ring.Add(nil)
	require.ErrorIs(t, err, sign.ErrKey)
	_, err = ring.Revoke("none")
	require.ErrorIs(t, err, sign.ErrNoKey)
	require.NoError(t, sign.Ring{}.Check(clause.Hash{}, sign.Signature{}), "a party without keys need not sign")
}
