package amendtest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/amend/history"
)

// Read reads a scenario, see the package. The talks are at its end, with all
// branches joined.
func Read(data []byte) (*Talks, error) {
	t := Begin(nil)
	archive := txtar.Parse(data)
	for _, f := range archive.Files {
		t.Files[f.Name] = string(f.Data)
	}
	if err := t.Say(t.Files["history"]); err != nil {
		return t, fmt.Errorf("history: %w", err)
	}
	start, joined := t.History, t.History
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "branch/") {
			continue
		}
		t.History = start
		if err := t.Say(string(f.Data)); err != nil {
			return t, fmt.Errorf("%s: %w", f.Name, err)
		}
		joined = history.Join(joined, t.History)
	}
	t.History = joined
	return t, nil
}

// want are the files of a scenario that say what it comes to.
var want = map[string]func(*Talks) (string, error){
	"want/text":     func(t *Talks) (string, error) { return t.History.State().Text() },
	"want/status":   func(t *Talks) (string, error) { return Status(t.History, t.Names), nil },
	"want/blame":    func(t *Talks) (string, error) { return Blame(t.History) },
	"want/brackets": func(t *Talks) (string, error) { return Brackets(t.History.State()) },
	"want/excluded": func(t *Talks) (string, error) { return Excluded(t.History), nil },
	"want/log":      func(t *Talks) (string, error) { return Log(t.History, t.Names), nil },
}

// Run runs every scenario that a pattern such as "testdata/*.txtar" finds: what
// its want/ files say is what it comes to, and it keeps the laws
// ([CheckHistory]). With update it rewrites the want/ files that are there.
func Run(t *testing.T, pattern string, update bool) {
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, files, "no scenario at %s", pattern)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			require.NoError(t, err)
			talks, err := Read(data)
			require.NoError(t, err, "%s", file)
			archive := txtar.Parse(data)
			checked := 0
			for i, f := range archive.Files {
				make, ok := want[f.Name]
				if !ok {
					require.False(t, strings.HasPrefix(f.Name, "want/"), "%s: %s is none of %v", file, f.Name, wants())
					continue
				}
				checked++
				got, err := make(talks)
				require.NoError(t, err)
				if got != "" && !strings.HasSuffix(got, "\n") {
					got += "\n" // a file of an archive ends with a line
				}
				if update {
					archive.Files[i].Data = []byte(got)
					continue
				}
				require.Equal(t, string(f.Data), got, "%s: %s", file, f.Name)
			}
			require.NotZero(t, checked, "%s says nothing of what it comes to; add one of %v", file, wants())
			if update {
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o644))
			}
			CheckHistory(t, talks.History)
		})
	}
}

func wants() []string {
	var out []string
	for name := range want {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}
