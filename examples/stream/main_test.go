package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAStreamIsMergedInOrderAndThroughFiles(t *testing.T) {
	for _, args := range [][]string{{"-n", "30000"}, {"-n", "30000", "-dir", t.TempDir()}} {
		var out, log bytes.Buffer
		require.NoError(t, run(context.Background(), args, &out, &log))
		require.Contains(t, out.String(), "30000 amendments to 205 paragraphs: 12300 places")
	}
}

func TestAStreamEndsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, log bytes.Buffer
	require.ErrorIs(t, run(ctx, []string{"-n", "30000"}, &out, &log), context.Canceled)
}
