package history_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend/history"
)

// Whatever bytes come: an event that is read is given back byte for byte.
func FuzzParseEvent(f *testing.F) {
	for _, e := range twoHundred(f).All() {
		f.Add(e.JSON())
	}
	f.Add(`{"actor":"\u0000\"","body":{},"id":"00000000-0000-0000-0000-000000000000","kind":"x","prev":[],"time":"2023-01-01T00:00:00.5Z","v":1,"z":[1e9,{"a":null}]}`)
	f.Fuzz(func(t *testing.T, raw string) {
		e, err := history.ParseEvent(raw)
		if err == nil {
			require.Equal(t, raw, e.JSON())
			require.NotNil(t, e.Body)
		}
	})
}

// Whatever bytes come: a history that is read is written as it was.
func FuzzRead(f *testing.F) {
	k := begin(f, history.Options{})
	k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	f.Add(stored(f, k.h))
	f.Add(history.Header + "\n" + history.NewChain().Seal())
	f.Fuzz(func(t *testing.T, data string) {
		h, err := history.Read(data, history.Options{})
		if err == nil {
			var b bytes.Buffer
			require.NoError(t, h.Write(&b))
			require.Equal(t, data, b.String())
		}
	})
}

// Whatever bytes come: a snapshot that is read can be written.
func FuzzReadSnapshot(f *testing.F) {
	k := begin(f, history.Options{})
	k.table("EU", k.build("EU").In("operative 3").Replace("should", "shall"))
	snapshot, err := k.h.Tip().Snapshot()
	require.NoError(f, err)
	f.Add(snapshot)
	f.Fuzz(func(t *testing.T, data []byte) {
		tip, err := history.ReadSnapshot(data, history.Options{})
		if err == nil {
			_, err = tip.Snapshot()
			require.NoError(t, err)
		}
	})
}
