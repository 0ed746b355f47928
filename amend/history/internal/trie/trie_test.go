package trie_test

import (
	"maps"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend/history/internal/trie"
)

// Every version is a map of its own, whatever is set afterwards.
func TestVersionsStayAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m trie.Map[int]
		model := map[uuid.UUID]int{}
		type version struct {
			m     trie.Map[int]
			model map[uuid.UUID]int
		}
		var versions []version
		for i := range rapid.IntRange(0, 300).Draw(t, "steps") {
			id := uuid.UUID{15: byte(rapid.IntRange(0, 99).Draw(t, "id"))}
			if rapid.Bool().Draw(t, "front") {
				id[0], id[15] = id[15], 0
			}
			m.Set(id, i)
			model[id] = i
			if rapid.IntRange(0, 9).Draw(t, "freeze") == 0 {
				versions = append(versions, version{m.Freeze(), maps.Clone(model)})
				if rapid.Bool().Draw(t, "go on from a version") {
					v := rapid.SampledFrom(versions).Draw(t, "version")
					m, model = v.m.Freeze(), maps.Clone(v.model)
				}
			}
		}
		for _, v := range append(versions, version{m, model}) {
			require.Equal(t, len(v.model), v.m.Len())
			require.Equal(t, v.model, maps.Collect(v.m.All))
			for id, want := range v.model {
				got, ok := v.m.Get(id)
				require.True(t, ok)
				require.Equal(t, want, got)
			}
			_, ok := v.m.Get(uuid.UUID{7: 1})
			require.False(t, ok)
		}
	})
}
