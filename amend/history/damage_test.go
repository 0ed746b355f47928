package history_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// twoHundred is a history of 200 events: amendments, sponsors, positions,
// signatures, decisions, and two branches that were joined.
func twoHundred(t testing.TB) *history.History {
	k := begin(t, history.Options{})
	require.NoError(t, k.signed("EU", history.KeyAdded{Public: public(key(1))}, key(1)))
	var ids []uuid.UUID
	for i := range 20 {
		a := k.table("US", k.build("US").In("operative 2").Nth(1+i%2).Replace("report", fmt.Sprintf("report إبلاغاً %d 报告", i)))
		ids = append(ids, a.ID)
	}
	parties := []string{"JP", "CI", "DZ", "ZA", "KE", "МОСКВА", "中国"}
	for i := 0; k.h.Len() < 150; i++ {
		id := ids[i%len(ids)]
		body := history.Body(history.PositionTaken{Amendment: id, Stance: history.Support, Comment: fmt.Sprint("№ ", i)})
		k.do(parties[i%len(parties)], body)
		if i%20 == 0 {
			require.NoError(t, k.signed("EU", body, key(1)))
		}
	}
	left := *k
	for i := 0; k.h.Len() < 175; i++ {
		k.do("JP", history.PositionTaken{Amendment: ids[i%20], Stance: history.Oppose})
	}
	left.n = k.n - 20
	for i := 0; left.h.Len() < 175; i++ {
		left.do("KE", history.PositionTaken{Amendment: ids[i%20], Stance: history.Reserve})
	}
	k.h = history.Join(k.h, left.h)
	k.n = max(k.n, left.n)
	require.Equal(t, 199, k.h.Len())
	k.do("chair", history.Adopted{Amendment: ids[0]})
	require.Empty(t, k.h.State().Excluded())
	return k.h
}

// located requires that a text is refused at the event that starts at or
// before a byte of the original, and no other.
func located(t testing.TB, damaged string, event int, why string) {
	_, err := history.Read(damaged, history.Options{})
	var damage *history.DamageError
	if !errors.As(err, &damage) {
		require.Fail(t, "not caught", why)
	}
	if damage.Event != event {
		require.Equal(t, event, damage.Event, "%s: %v", why, err)
	}
}

// Reading goes line by line and stops at the first that is wrong, so a line in
// a place where it does not belong is tried there alone, and in the whole file
// once in a while.
func TestEveryChangedByteOfAStoredHistoryIsCaughtAtItsEvent(t *testing.T) {
	h := twoHundred(t)
	text := stored(t, h)
	lines := strings.SplitAfter(text, "\n")
	require.Len(t, lines, 203) // header, events, seal, nothing
	chain, at := history.NewChain(), 0
	for n, line := range lines[:202] {
		event := n >= 1 && n <= 200
		for i := range len(line) {
			for _, c := range []byte{line[i] ^ 1, line[i] ^ byte(1<<(1+i%7)), '\n'} {
				if c == line[i] {
					continue
				}
				if event && i < len(line)-1 {
					b := []byte(line[:len(line)-1])
					b[i] = c
					_, _, err := chain.Next(string(b))
					require.Error(t, err)
				}
				if !event || i == len(line)-1 || (at+i)%61 == 0 {
					b := []byte(text)
					b[at+i] = c
					located(t, string(b), max(1, n), fmt.Sprintf("line %d, byte %d: %q became %q", n+1, i, line[i], c))
				}
			}
		}
		at += len(line)
		if event {
			_, chain = chain.Append(nil, h.Event(n-1))
		}
	}
}

func TestEveryDroppedDoubledOrSwappedLineIsCaughtAtItsEvent(t *testing.T) {
	h := twoHundred(t)
	lines := strings.SplitAfter(stored(t, h), "\n")
	lines = lines[:len(lines)-1]
	join := func(parts ...[]string) string { return strings.Join(slices.Concat(parts...), "") }
	chain := history.NewChain()
	for n := 1; n < len(lines); n++ { // line n is event n; the last is the seal
		one := lines[n : n+1]
		located(t, join(lines[:n], lines[n+1:]), n, "dropped")
		located(t, join(lines[:n], one, one, lines[n+1:]), min(n+1, len(lines)-1), "doubled")
		for m := n + 1; m < len(lines); m++ {
			if m == n+1 || m == len(lines)-1 || (n*m)%97 == 0 {
				located(t, join(lines[:n], lines[m:m+1], lines[n+1:m], one, lines[m+1:]), n, "swapped")
			}
			_, _, err := chain.Next(strings.TrimSuffix(lines[m], "\n"))
			require.Error(t, err)
		}
		if n <= h.Len() {
			_, chain = chain.Append(nil, h.Event(n-1))
		}
	}
	located(t, join(lines[1:]), 1, "no header")
	_, err := history.Read("", history.Options{})
	require.ErrorIs(t, err, history.ErrHeader)
	located(t, join(lines[:1]), 1, "only a header")
}

// An event that somebody invents is caught even if the chain is made anew,
// where its actor has a key.
func TestInventedEventsOfPartiesWithKeysAreCaught(t *testing.T) {
	h := twoHundred(t)
	for name, sig := range map[string]sign.Signature{
		"unsigned": {}, "with another key": sign.Sign(key(9), clause.Hash{}), "with a signature of something else": h.Event(2).Sig,
	} {
		last := h.Event(119)
		raw := fmt.Sprintf(`{"actor":"EU","body":{"amendment":%q,"stance":"oppose"},"id":%q,"kind":"position-taken","prev":[%q],"time":"2023-06-27T11:00:00Z","v":1}`,
			h.State().Proposals()[0].Amendment.ID, uuid.NewSHA1(uuid.Nil, nil), last.Hash())
		e, err := history.ParseEvent(raw)
		require.NoError(t, err)
		e.Sig = sig
		c, text := history.NewChain(), []byte(history.Header+"\n")
		for i := range 120 {
			text, c = c.Append(text, h.Event(i))
		}
		text, c = c.Append(text, e)
		located(t, string(text)+c.Seal(), 121, name)
		// Behind branches too: the invented event is the last of 201.
		last = h.Event(199)
		raw = strings.Replace(raw, h.Event(119).Hash().String(), last.Hash().String(), 1)
		e, err = history.ParseEvent(raw)
		require.NoError(t, err)
		e.Sig = sig
		c, text = history.NewChain(), []byte(history.Header+"\n")
		for i := range 200 {
			text, c = c.Append(text, h.Event(i))
		}
		text, c = c.Append(text, e)
		located(t, string(text)+c.Seal(), 201, name)
	}
}

// A stored event of a later version keeps the members that this one does not
// know, in the envelope and deep inside.
func TestUnknownMembersAndKindsOfALaterVersionSurvive(t *testing.T) {
	k := begin(t, history.Options{})
	a := k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	e := k.h.Event(2)
	raw := strings.Replace(e.JSON(), `"v":1`, `"v":2,"zone":{"a":[1.5e3,null,"x"]}`, 1)
	raw = strings.Replace(raw, `"op":"replace"`, `"colour":"red","op":"replace"`, 1)
	raw = strings.Replace(raw, `{"amendment":{`, `{"aaa":true,"amendment":{`, 1)
	_, err := history.ParseEvent(raw)
	require.ErrorIs(t, err, history.ErrCanonical, "members are in order")
	raw = strings.Replace(strings.Replace(raw, `"colour":"red",`, ``, 1), `"base":`, `"b":"red","base":`, 1)
	later, err := history.ParseEvent(raw)
	require.NoError(t, err)
	before, err := k.h.At(k.h.Event(1).Hash())
	require.NoError(t, err)
	h, err := before.Add(later)
	require.NoError(t, err)
	odd, err := history.ParseEvent(fmt.Sprintf(`{"actor":"X","body":{"z":1},"id":%q,"kind":"sung","prev":[%q],"time":"2023-06-27T11:00:00Z","v":7}`, uuid.NewSHA1(a.ID, nil), later.Hash()))
	require.NoError(t, err)
	h, err = h.Add(odd)
	require.NoError(t, err)
	again, err := history.Read(stored(t, h), history.Options{})
	require.NoError(t, err)
	require.Equal(t, raw, again.Event(2).JSON())
	require.Equal(t, history.Unknown{Name: "sung", Raw: `{"z":1}`}, again.Event(3).Body)
	require.Equal(t, h.Version(), again.Version())
	require.Equal(t, amend.Replace, again.State().Proposal(a.ID).Amendment.Op)
}
