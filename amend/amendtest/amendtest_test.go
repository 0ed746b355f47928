package amendtest_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend/amendtest"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/amend/store"
)

var update = flag.Bool("update", false, "rewrite what the scenarios under testdata come to")

func TestScenarios(t *testing.T) { amendtest.Run(t, "testdata/*.txtar", *update) }

func TestStoresKeepWhatTheyPromise(t *testing.T) {
	memory := new(store.Memory)
	amendtest.CheckStore(t, func() store.Store { return memory })
	name := filepath.Join(t.TempDir(), "talks.jsonl")
	amendtest.CheckStore(t, func() store.Store {
		l, err := store.Open(name, store.Options{})
		require.NoError(t, err)
		return l
	})
}

func TestGeneratedHistoriesKeepTheLaws(t *testing.T) {
	for _, p := range []policy.Policy{policy.UN(), policy.ITU()} {
		rapid.Check(t, func(t *rapid.T) {
			amendtest.CheckHistory(t, amendtest.Histories(history.Options{Policy: p}, 25).Draw(t, "history"))
		})
	}
}

func ExampleTalks() {
	talks := amendtest.Begin(policy.UN())
	talks.Files["base"] = "The Council,\n\n1. Decides to convene a meeting;\n"
	err := talks.Say(`
		chair: open first reading
		chair: base base as L.1
		EU: table A: In operative paragraph 1, replace «a meeting» by «a conference».
		JP: join A
		US: table B: In operative paragraph 1, delete «convene».
		US: oppose A
	`)
	fmt.Println(err)
	fmt.Print(amendtest.Status(talks.History, talks.Names))
	text, _ := amendtest.Brackets(talks.History.State())
	fmt.Println(text)
	fmt.Println(talks.Say("US: withdraw A"))
	// Output:
	// <nil>
	// A replace «a meeting» → «a conference»: open; EU, JP; oppose: US
	// B delete words « convene»: open; US
	// The Council,
	//
	// 1. Decides to[ convene][US: delete] [a meeting][EU+JP: a conference];
	//
	// amendtest: line 1: "US: withdraw A": policy: US may not withdraw: UN General Assembly, rule 80 (withdrawal of motions); only its sponsors do that
}

// printed stands for the *testing.T of a test.
type printed struct{}

func (printed) Helper()                           {}
func (printed) Errorf(format string, args ...any) { fmt.Printf(format, args...) }
func (printed) FailNow()                          { panic("a law is broken") }

func ExampleCheckHistory() {
	talks := amendtest.Begin(policy.ITU())
	talks.Files["base"] = "The Council,\n\n1. Decides to convene a meeting;\n"
	_ = talks.Say(`
		chair: open first reading
		chair: base base as L.1
		EU: table A: In operative paragraph 1, replace «a meeting» by «a conference».
		chair: adopt A
	`)
	amendtest.CheckHistory(printed{}, talks.History)
	blame, _ := amendtest.Blame(talks.History)
	fmt.Print(strings.ReplaceAll(blame, " \n", "\n"))
	// Output:
	// chair, base-tabled 1 | The Council,⏎⏎1. Decides to convene
	// EU, tabled 2 | a conference
	// chair, base-tabled 1 | ;⏎
}
