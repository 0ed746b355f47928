package merge

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NameError says why a party cannot be called so.
type NameError struct {
	Name   string
	Reason string
}

func (e *NameError) Error() string {
	return fmt.Sprintf("merge: %q is not a name for a party: %s", e.Name, e.Reason)
}

// CheckName returns nil if a party can be called so in the notation of
// brackets, in JSON and on paper, else a *[NameError].
func CheckName(name string) error {
	fail := func(reason string) error { return &NameError{name, reason} }
	switch {
	case !utf8.ValidString(name):
		return fail("it is not valid UTF-8")
	case strings.TrimSpace(name) == "":
		return fail("it is empty")
	case strings.TrimSpace(name) != name:
		return fail("it begins or ends with a space")
	case strings.ContainsAny(name, "[]［］【】:：;；؛,，،、/"):
		return fail("brackets, colon, semicolon, comma and slash have a meaning in the text")
	case strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)
	}):
		return fail("it holds a character that cannot be seen")
	case !norm.NFC.IsNormalString(name):
		return fail("its letters are not composed (NFC), so that it could look like another name")
	}
	return nil
}
