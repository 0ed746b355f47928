package merge_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/merge"
)

func TestALabelBehindTheBlankLineOfAnotherPartyIsCounted(t *testing.T) {
	r := rolling(t, "", map[string]string{"A": "2\tto report again;\n", "B": "\n"})
	require.Equal(t, "\n1\tto report again;\n", merge.Notation(r.Decide(merge.Consensus).Nodes()))
}
