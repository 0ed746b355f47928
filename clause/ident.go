package clause

import (
	"crypto/sha1"
	"strconv"

	"github.com/google/uuid"
)

// identifier gives clauses that are read from text their ids: UUID version 5
// of the wording without its label, and of how many clauses with the same
// wording came before. So two parties that read the same file get the same
// ids, and a clause that was only moved or renumbered keeps its id.
type identifier map[ID]int

func (seen identifier) next(kind Kind, text string) ID {
	first := nameID(kind, text, 0)
	n := seen[first]
	seen[first] = n + 1
	if n == 0 {
		return first
	}
	return nameID(kind, text, n)
}

// nameID is uuid.NewSHA1 of "clause", from the second on the number, kind and
// wording, without its copies (RFC 9562, section 5.5).
func nameID(kind Kind, text string, n int) ID {
	var room [1024]byte
	name := append(room[:0], namespace[:]...)
	name = append(name, "clause"...)
	if n > 0 {
		name = append(name, '#')
		name = strconv.AppendInt(name, int64(n), 10)
	}
	name = append(name, 0)
	name = append(name, kind.String()...)
	name = append(name, 0)
	name = append(name, text...)
	sum := sha1.Sum(name)
	id := uuid.UUID(sum[:16])
	id[6] = id[6]&0x0f | 0x50
	id[8] = id[8]&0x3f | 0x80
	return id
}
