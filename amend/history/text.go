package history

import (
	"github.com/rollingtext/rollingtext/amend"
)

// Text returns the current text: the base with what was adopted since. The
// error is that of [amend.Apply]; it is nil for every state that was reached
// under rules that refuse what competes. O(text).
func (s *State) Text() (string, error) {
	base, ok := s.Base()
	if !ok {
		return "", ErrNoBase
	}
	return amend.Apply(base.Document, s.AdoptedAmendments())
}
