package clause_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
)

func TestRenderGivesBackEveryByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := string(rapid.SliceOf(rapid.Byte()).Draw(t, "src"))
		doc, _ := clause.Parse(src, clause.Options{})
		require.Equal(t, src, doc.Render())
	})
}
