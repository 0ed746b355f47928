package refer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/refer"
)

func TestAReferenceDanglesWhereItLeadsNowhere(t *testing.T) {
	doc, _ := clause.Parse("The Council,\n\nresolves\n\n1\tto meet;\n\n2\tto act on resolves 1 above and resolves 9 above.\n", clause.Options{})
	var got []bool
	for _, r := range refer.Find(doc) {
		got = append(got, r.Dangling())
	}
	require.Equal(t, []bool{false, true}, got)
}
