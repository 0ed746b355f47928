package history_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/instruction"
	"github.com/rollingtext/rollingtext/clause"
)

var update = flag.Bool("update", false, "rewrite the expected results under testdata")

// Law 8 for pairs of amendments that are kept as data.
func TestPinnedPairs(t *testing.T) {
	const file = "testdata/rebase/pairs.txtar"
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	ar := txtar.Parse(raw)
	part := map[string]string{}
	for i, f := range ar.Files {
		part[f.Name] = string(f.Data)
		name, ok := strings.CutSuffix(f.Name, "/result")
		if !ok {
			continue
		}
		t.Run(name, func(t *testing.T) {
			base, _ := clause.Parse(part[name+"/base"], clause.Options{})
			read := func(text string) amend.Amendment {
				list, err := instruction.Parse(base, text, instruction.Options{Like: amend.Amendment{Sponsors: []string{"EU"}}})
				require.NoError(t, err)
				require.Len(t, list, 1)
				return list[0]
			}
			a, b := read(part[name+"/adopt"]), read(part[name+"/carry"])
			r := pair(t, base, a, b)
			got := r.Outcome.String()
			if r.Conflict != nil {
				got += ": " + r.Conflict.Err.Error()
			}
			both, err := amend.Apply(base, []amend.Amendment{a, b})
			if got += "\n"; err == nil {
				got += both
			}
			if *update {
				ar.Files[i].Data = []byte(got)
				return
			}
			require.Equal(t, string(f.Data), got)
		})
	}
	if *update {
		require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o644))
	}
}
