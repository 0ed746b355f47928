package clause_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/rollingtext/rollingtext/clause"
)

const small = "The Council,\ndecides\n1\tto meet;\n2\tto report,\n"

func TestADocumentWithOtherMetadataIsAnotherVersionOfTheSameText(t *testing.T) {
	doc, _ := clause.Parse(small, clause.Options{})
	by := []string{"EU"}
	other := doc.WithMeta(clause.Metadata{Symbol: "C1", Contributors: by})
	by[0] = "changed behind its back"
	require.Equal(t, []string{"EU"}, other.Meta().Contributors)
	require.Empty(t, doc.Meta().Symbol)
	require.NotEqual(t, doc.Version(), other.Version())
	require.Equal(t, "C1", (*clause.Document)(nil).WithMeta(clause.Metadata{Symbol: "C1"}).Meta().Symbol)
	var b strings.Builder
	n, err := other.WriteTo(&b)
	require.NoError(t, err)
	require.Equal(t, small, b.String())
	require.Equal(t, int64(len(small)), n)
}

func TestAClauseUnderAnotherIDKeepsItsWording(t *testing.T) {
	doc, _ := clause.Parse(small, clause.Options{})
	_, c, _ := doc.At(strings.Index(small, "to meet"))
	other := c.WithID(clause.ID(uuid.UUID{7}))
	require.NotEqual(t, c.ID(), other.ID())
	require.Equal(t, c.Render(), other.Render())
	require.Equal(t, c.Label(), other.Label())
}
