package clause

import (
	"strconv"

	"github.com/google/uuid"
)

// identifier gives clauses that are read from text their ids: UUID version 5
// of the wording without its label, and of how many clauses with the same
// wording came before. So two parties that read the same file get the same
// ids, and a clause that was only moved or renumbered keeps its id.
type identifier map[string]int

func (seen identifier) next(text string) ID {
	n := seen[text]
	seen[text] = n + 1
	name := make([]byte, 0, len(text)+24)
	name = append(name, "clause\x00"...)
	name = append(name, text...)
	if n > 0 {
		name = append(name, 0)
		name = strconv.AppendInt(name, int64(n), 10)
	}
	return uuid.NewSHA1(namespace, name)
}
