package resolve_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/bracket/resolve"
)

var update = flag.Bool("update", false, "rewrite the expected texts")

// chooser reads what stands behind the number of a case: "out", "stands",
// "for EU", or the numbers of options, one for each group and the last for
// all others; 0 is out.
func chooser(t *testing.T, how string) resolve.Chooser {
	if party, ok := strings.CutPrefix(how, "for "); ok {
		return resolve.For(party)
	}
	if how == "stands" {
		return resolve.AsItStands()
	}
	picks := strings.Fields(how)
	next := 0
	return func(bracket.Node) resolve.Choice {
		n, err := strconv.Atoi(picks[min(next, len(picks)-1)])
		require.NoError(t, err, how)
		next++
		return resolve.Choice{Option: n - 1}
	}
}

func TestTextIsTidiedAsATypistWould(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		require.NoError(t, err)
		for i := 0; i+1 < len(a.Files); i += 2 {
			_, how, _ := strings.Cut(a.Files[i].Name, " ")
			tree := bracket.Parse(string(a.Files[i].Data), bracket.Options{})
			r := resolve.Resolve(tree, chooser(t, how), resolve.Options{})
			got := r.Text
			for _, e := range r.Edits {
				got += fmt.Sprintf("# %s %s: %q became %q\n", e.At, e.Rule, e.Before, e.After)
			}
			if *update {
				a.Files[i+1].Data = []byte(got)
				continue
			}
			require.Equal(t, string(a.Files[i+1].Data), got, "%s %s", f, a.Files[i].Name)
			require.Zero(t, r.Open)
		}
		if *update {
			require.NoError(t, os.WriteFile(f, txtar.Format(a), 0o644))
		}
	}
}
