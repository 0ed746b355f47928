package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func Example() {
	main()
	// Output:
	// The Parties [shall] [EU: should] [G77: may] report [every year] [G77: delete].
	// The Parties shall report.
}

func TestReadmeShowsThisProgram(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	code, err := os.ReadFile("main.go")
	require.NoError(t, err)
	require.Contains(t, string(readme), string(code[strings.Index(string(code), "package main"):]))
}
