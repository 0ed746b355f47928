package amendtest

import (
	"strings"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend/history"
)

// TB is what assertions need of a test; *[testing.T], *[testing.B] and
// *rapid.T are one.
type TB interface {
	require.TestingT
	Helper()
}

// RequireText fails unless the current text is what is wanted; the failure
// shows both line by line.
func RequireText(t TB, h *history.History, want string) {
	t.Helper()
	got, err := h.State().Text()
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// RequireBrackets fails unless [Brackets] gives what is wanted.
func RequireBrackets(t TB, h *history.History, want string) {
	t.Helper()
	got, err := Brackets(h.State())
	require.NoError(t, err)
	require.Equal(t, want, got)
}

// RequireStatus fails unless [Status] gives what is wanted, without regard to
// empty lines and space at the ends of lines.
func RequireStatus(t TB, h *history.History, names map[uuid.UUID]string, want string) {
	t.Helper()
	require.Equal(t, trimmed(want), trimmed(Status(h, names)))
}

// RequireBlame fails unless [Blame] gives what is wanted, without regard to
// empty lines and space at the ends of lines.
func RequireBlame(t TB, h *history.History, want string) {
	t.Helper()
	got, err := Blame(h)
	require.NoError(t, err)
	require.Equal(t, trimmed(want), trimmed(got))
}

func trimmed(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
