package instruction_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/instruction"
)

// built are the cases of testdata/ways/operations.txtar through the builder.
var built = map[string]func(b *amend.Builder){
	"insert a paragraph":        func(b *amend.Builder) { b.InsertAfter("operative 2", "2 bis. Stresses the need for it;") },
	"insert an item":            func(b *amend.Builder) { b.InsertAfter("operative 3(b)", "(c) to publish it;") },
	"insert words":              func(b *amend.Builder) { b.In("operative 3(a)").InsertAfter("report", "yearly") },
	"delete a paragraph":        func(b *amend.Builder) { b.In("preambular 2").Suppress() },
	"delete words":              func(b *amend.Builder) { b.In("operative 2").Delete("and to share data") },
	"replace words":             func(b *amend.Builder) { b.In("operative 3(b)").Replace("should", "shall") },
	"replace a whole paragraph": func(b *amend.Builder) { b.In("operative 1").Reword("Convenes everybody tomorrow in Geneva;") },
	"move a paragraph":          func(b *amend.Builder) { b.In("operative 1").MoveAfter("operative 2") },
	"split a paragraph":         func(b *amend.Builder) { b.In("operative 2").Split("to report,") },
	"join two paragraphs":       func(b *amend.Builder) { b.In("operative 1").Join() },
	"relabel a paragraph":       func(b *amend.Builder) { b.In("operative 4").Relabel("3 bis") },
	"another whole text":        func(b *amend.Builder) { b.Alternative("The Council,\n\n1. Resolves otherwise.\n") },
	"pick an option":            func(b *amend.Builder) { b.In("operative 2").Pick("[each year]", "each year") },
}

// An amendment is the same value whether it is built, read from an instruction
// in any of the languages, or derived from an edited copy. Where the copy alone
// cannot say as much, the case lists what is derived from it; that has the same
// effect.
func TestThreeWaysGiveTheSameValues(t *testing.T) {
	const file = "testdata/ways/operations.txtar"
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	ar := txtar.Parse(raw)
	require.Equal(t, "base", ar.Files[0].Name)
	base := parse(string(ar.Files[0].Data))
	like := amend.Amendment{Sponsors: []string{"EU"}, Rationale: "why"}
	seen := map[string]bool{}
	for i := 1; i+2 < len(ar.Files); i += 3 {
		name, ok := strings.CutSuffix(ar.Files[i].Name, "/said")
		require.True(t, ok, "three files a case: said, edited, derived; not %s", ar.Files[i].Name)
		seen[name] = true
		t.Run(name, func(t *testing.T) {
			require.Contains(t, built, name)
			b := amend.Build(base, like)
			built[name](b)
			want, err := b.Amendments()
			require.NoError(t, err)
			require.Len(t, want, 1)
			for line := range strings.Lines(string(ar.Files[i].Data)) {
				lang, said, _ := strings.Cut(strings.TrimSpace(line), ": ")
				said = strings.ReplaceAll(said, `\n`, "\n")
				got, err := instruction.Parse(base, said, instruction.Options{Like: like})
				require.NoError(t, err, lang)
				require.Equal(t, want, got, lang)
			}
			for _, lang := range []string{"ar", "en", "es", "fr", "ru", "zh"} {
				said, err := instruction.Write(base, want[0], lang)
				require.NoError(t, err, lang)
				if lang == "ru" || lang == "zh" {
					continue // written, not read
				}
				got, err := instruction.Parse(base, said, instruction.Options{Like: like})
				require.NoError(t, err, said)
				require.Equal(t, want, got, said)
			}
			edited, err := amend.Apply(base, want)
			require.NoError(t, err)
			list := amend.Derive(base, parse(edited), like)
			derived := "the same\n"
			if len(list) != 1 || list[0].ID != want[0].ID {
				derived = show(base, list)
			} else {
				require.Equal(t, want, list)
			}
			again, err := amend.Apply(base, list)
			require.NoError(t, err)
			require.Equal(t, edited, again)
			if *update {
				ar.Files[i+1].Data, ar.Files[i+2].Data = []byte(edited), []byte(derived)
			}
			require.Equal(t, string(ar.Files[i+1].Data), edited)
			require.Equal(t, string(ar.Files[i+2].Data), derived)
		})
	}
	require.Len(t, seen, len(built), "every operation has its case")
	if *update {
		require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o644))
	}
}
