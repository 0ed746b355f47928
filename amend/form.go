package amend

import (
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// Form says what an amendment does in the words of the drafters: its
// operation, and for a replacement whether words are inserted or deleted, or
// a paragraph is split or joined with the next.
func (a Amendment) Form() string {
	if a.Op != Replace {
		return a.Op.String()
	}
	ends, were := strings.Count(a.Text, "\n"), strings.Count(a.Target.Quote, "\n")
	switch {
	case ends > were:
		return "split"
	case ends < were:
		return "join"
	case a.Target.Quote == "":
		return "insert words"
	case a.Text == "":
		return "delete words"
	}
	return "replace"
}

// contentID makes an amendment's id from what it says (UUID version 5), so
// that the same proposal by the same sponsors always has the same.
func contentID(a Amendment) uuid.UUID {
	var b []byte
	str := func(s string) {
		b = binary.BigEndian.AppendUint64(b, uint64(len(s)))
		b = append(b, s...)
	}
	b = append(b, a.Base[:]...)
	b = append(b, a.Parent[:]...)
	b = append(b, byte(a.Op))
	b = append(b, a.Target.Clause[:]...)
	b = append(b, a.To.After[:]...)
	b = append(b, a.To.Under[:]...)
	for _, set := range []bool{a.To.Close, a.Target.Alone, a.Follows} {
		b = strconv.AppendBool(b, set)
	}
	for _, n := range []int{a.Target.Range.Start, a.Target.Range.End, a.To.Order, len(a.Sponsors)} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	for _, s := range a.Sponsors {
		str(s)
	}
	str(a.Text)
	return uuid.NewSHA1(uuid.NameSpaceURL, b)
}
