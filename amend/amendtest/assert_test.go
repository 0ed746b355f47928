package amendtest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend/amendtest"
	"github.com/rollingtext/rollingtext/amend/policy"
)

// failing counts the failures of an assertion.
type failing struct{ n int }

func (*failing) Helper()                 {}
func (f *failing) Errorf(string, ...any) { f.n++ }
func (f *failing) FailNow()              {}

func TestAssertionsHoldAndFail(t *testing.T) {
	talks := amendtest.Begin(policy.UN())
	talks.Files["base"] = "The Council,\n\n1. Decides to convene a meeting;\n"
	require.NoError(t, talks.Say(`
		chair: open first reading
		chair: base base as L.1
		EU: table A: In operative paragraph 1, replace «a meeting» by «a conference».
	`))
	h := talks.History
	const base = "The Council,\n\n1. Decides to convene a meeting;\n"
	const brackets = "The Council,\n\n1. Decides to convene [a meeting][EU: a conference];\n"
	const status = "A replace «a meeting» → «a conference»: open; EU"
	blame, err := amendtest.Blame(h)
	require.NoError(t, err)

	amendtest.RequireText(t, h, base)
	amendtest.RequireBrackets(t, h, brackets)
	amendtest.RequireStatus(t, h, talks.Names, "\n"+status+" \n")
	amendtest.RequireBlame(t, h, blame)

	for name, assert := range map[string]func(amendtest.TB){
		"text":     func(f amendtest.TB) { amendtest.RequireText(f, h, base+"x") },
		"brackets": func(f amendtest.TB) { amendtest.RequireBrackets(f, h, base) },
		"status":   func(f amendtest.TB) { amendtest.RequireStatus(f, h, talks.Names, status+", US") },
		"blame":    func(f amendtest.TB) { amendtest.RequireBlame(f, h, "x"+blame) },
	} {
		f := new(failing)
		assert(f)
		require.Equal(t, 1, f.n, name)
	}
}
