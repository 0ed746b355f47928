package instruction_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/instruction"
	"github.com/rollingtext/rollingtext/clause"
)

var update = flag.Bool("update", false, "rewrite the expected results under testdata")

const draft = `The General Assembly,

Recalling its resolution 70/125,

Noting the report of the Secretary-General,

1. Decides to convene a meeting;

2. Invites members to report, and to report again;

3. Requests the Secretary-General:

(a) to report;

(b) to submit a plan that should be costed;

4. Decides to remain seized of the matter.
`

func parse(src string) *clause.Document {
	doc, _ := clause.Parse(src, clause.Options{})
	return doc
}

func ExampleParse() {
	list, err := instruction.Parse(parse(draft), `In operative paragraph 3(b), replace "should" by "shall".
SUP 4
ADD 1bis Stresses the need for it;

Delete the fourth preambular paragraph.
`, instruction.Options{File: "eu.txt", Like: amend.Amendment{Sponsors: []string{"EU"}}})
	for _, a := range list {
		fmt.Printf("%s %q %q\n", a.Form(), a.Target.Quote, a.Text)
	}
	fmt.Println(err)
	// Output:
	// replace "should" "shall"
	// delete "" ""
	// insert "" "1bis. Stresses the need for it;\n\n"
	// eu.txt:5:1: the base has no such clause: "preambular 4"; write it as the document prints it, such as "operative 3(b)" or "heading/3"
}

func ExampleWrite() {
	base := parse(draft)
	list, _ := amend.Build(base, amend.Amendment{}).In("operative 3(b)").Replace("should", "shall").Amendments()
	for _, lang := range []string{"ar", "en", "es", "fr", "ru", "zh"} {
		s, _ := instruction.Write(base, list[0], lang)
		fmt.Println(s)
	}
	// Output:
	// في الفقرة 3(b) من المنطوق، يستعاض عن «should» بعبارة «shall».
	// In operative paragraph 3(b), replace “should” by “shall”.
	// En el párrafo 3(b) de la parte dispositiva, sustitúyase «should» por «shall».
	// Au paragraphe 3(b) du dispositif, remplacer «should» par «shall».
	// В пункте 3(b) постановляющей части заменить «should» на «shall».
	// 在执行部分第3(b)段中，将“should”改为“shall”。
}

// Every case is a text, instructions to it, and the amendments that they are.
func TestInstructionsAreRead(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			ar := txtar.Parse(raw)
			part := map[string]*txtar.File{}
			for i := range ar.Files {
				part[ar.Files[i].Name] = &ar.Files[i]
			}
			base := parse(string(part["base"].Data))
			list, perr := instruction.Parse(base, string(part["instructions"].Data), instruction.Options{File: "instructions"})
			got := show(base, list)
			if perr != nil {
				got += "errors:\n" + perr.Error() + "\n"
			}
			if *update {
				part["amendments"].Data = []byte(got)
				require.NoError(t, os.WriteFile(file, txtar.Format(ar), 0o644))
			}
			assert.Equal(t, string(part["amendments"].Data), got)
		})
	}
}

func show(base *clause.Document, list []amend.Amendment) string {
	labels := clause.NewLabels(base)
	at := func(id clause.ID) string {
		p, _, _ := base.Find(id)
		return labels.Of(p)
	}
	var b strings.Builder
	for _, a := range list {
		fmt.Fprintf(&b, "%s", a.Form())
		if a.Op != amend.Insert {
			fmt.Fprintf(&b, " in %s", at(a.Target.Clause))
		}
		if a.Op == amend.Insert || a.Op == amend.Move {
			fmt.Fprintf(&b, " after %s", at(a.To.After))
		}
		if a.Target.Quote != "" && a.Op != amend.Alternative {
			fmt.Fprintf(&b, " at %d %q", a.Target.Range.Start, a.Target.Quote)
		}
		if a.Text != "" {
			fmt.Fprintf(&b, " -> %q", a.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// What was written is read back as the same amendment, in every language that
// is read, and can be written in all six.
func TestWrittenInstructionReadsBackTheSame(t *testing.T) {
	base := parse(draft)
	var paths []string
	labels := clause.NewLabels(base)
	for p := range base.Walk() {
		if len(p) > 0 && base.Clause(p).Source() != "" {
			paths = append(paths, labels.Of(p))
		}
	}
	words := []string{"x", "new words", ", and", " spaced ", "«quoted»", "“so”", "الأمين العام", "é", "1. Decides", "会"}
	rapid.Check(t, func(t *rapid.T) {
		b := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}})
		path := rapid.SampledFrom(paths).Draw(t, "path")
		other := rapid.SampledFrom(paths).Draw(t, "other")
		text := rapid.SampledFrom(words).Draw(t, "text")
		c := base.Clause(labels.Lookup(path)[0])
		src := c.Source()[c.TextSpan().Start:c.TextSpan().End]
		i := rapid.IntRange(0, len(src)-1).Draw(t, "from")
		q := src[i:rapid.IntRange(i+1, len(src)).Draw(t, "to")]
		n := rapid.IntRange(1, 2).Draw(t, "nth")
		switch rapid.IntRange(0, 13).Draw(t, "what") {
		case 0:
			b.In(path).Exactly().Nth(n).Replace(q, text)
		case 1:
			b.In(path).Exactly().Nth(n).Delete(q)
		case 2:
			b.In(path).Exactly().Nth(n).InsertAfter(q, text)
		case 3:
			b.In(path).Nth(n).InsertBefore(q, text)
		case 4:
			b.In(path).Nth(n).Delete(q)
		case 5:
			b.In(path).Reword(text)
		case 6:
			b.In(path).Suppress()
		case 7:
			b.InsertAfter(path, text)
		case 8:
			b.InsertBefore(path, text)
		case 9:
			b.In(path).MoveAfter(other)
		case 10:
			b.In(path).Nth(n).Split(q)
		case 11:
			b.In(path).Join()
		case 12:
			b.In(path).Relabel(rapid.SampledFrom([]string{"3 bis", "7", "iv"}).Draw(t, "label"))
		case 13:
			b.Alternative(text + "\n")
		}
		list, err := b.Amendments()
		if err != nil {
			return
		}
		for _, lang := range []string{"en", "fr", "es", "ar", "ru", "zh"} {
			s, err := instruction.Write(base, list[0], lang)
			require.NoError(t, err)
			if lang == "ru" || lang == "zh" {
				continue
			}
			got, err := instruction.Parse(base, s, instruction.Options{Like: amend.Amendment{Sponsors: []string{"EU"}}})
			require.NoError(t, err, s)
			require.Equal(t, list, got, s)
		}
	})
}

// Reading never fails but by saying where and what was expected.
func FuzzParse(f *testing.F) {
	f.Add("In operative paragraph 3, delete «and».\nMOD 2 Other words\n")
	f.Add("بعد الفقرة 2 من الديباجة تدرج فقرة جديدة نصها: «نص»")
	f.Add("ADD 3bis «x\n\nSUP PP2 (b)")
	base := parse(draft)
	f.Fuzz(func(t *testing.T, text string) {
		_, err := instruction.Parse(base, text, instruction.Options{File: "f"})
		if err != nil && !strings.HasPrefix(err.Error(), "f:") {
			t.Fatalf("an error without a position: %v", err)
		}
	})
}
