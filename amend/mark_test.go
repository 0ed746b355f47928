package amend_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/amend"
)

func ExampleMarks() {
	base := parse(nil, draft)
	list, _ := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}).
		In("operative 1").Replace("a meeting", "a conference").
		InsertAfter("operative 1", "1 bis. Stresses the need for it;").
		In("operative 3").Suppress().
		Amendments()
	for _, m := range amend.Marks(base, list) {
		text := m.Text
		if m.Clause != nil {
			text = m.Clause.Source()
		}
		fmt.Printf("%s %s\n", m.Mark, strings.Join(strings.Fields(text)[:3], " "))
	}
	// Output:
	// NOC The General Assembly,
	// NOC Recalling its resolution
	// NOC Noting the report
	// MOD 1. Decides to
	// ADD 1 bis. Stresses
	// NOC 2. Invites members
	// SUP 3. Requests the
	// SUP (a) to report;
	// SUP (b) to submit
	// NOC 4. Decides to
}

// A join marks both paragraphs, and a text for the whole suppresses every one.
func TestMarksOfJoinAndAlternative(t *testing.T) {
	base := parse(t, draft)
	list, err := amend.Build(base, amend.Amendment{}).In("operative 1").Join().Amendments()
	require.NoError(t, err)
	var marks []string
	for _, m := range amend.Marks(base, list) {
		marks = append(marks, m.Mark.String())
	}
	assert.Equal(t, "NOC NOC NOC MOD MOD NOC NOC NOC NOC", strings.Join(marks, " "))
	list, err = amend.Build(base, amend.Amendment{}).Alternative("Other.\n").Amendments()
	require.NoError(t, err)
	marks = nil
	for _, m := range amend.Marks(base, list) {
		marks = append(marks, m.Mark.String())
	}
	assert.Equal(t, strings.Repeat("SUP ", 9)+"ADD", strings.Join(marks, " "))
}
