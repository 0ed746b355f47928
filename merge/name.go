package merge

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/rollingtext/rollingtext/bracket"
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
	if err := checkLetters(name); err != nil {
		return err
	}
	var groups []bracket.Node
	for _, g := range bracket.Parse("We [shall] ["+name+": should] meet.\n", bracket.Options{Parties: []string{name}}).Groups {
		groups = append(groups, g)
	}
	if len(groups) == 1 {
		if o := groups[0].Options(); len(o) == 2 && slices.Equal(o[1].Sponsors, []string{name}) && o[1].Wording() == "should" {
			return nil
		}
	}
	return &NameError{name, "in brackets it would be read as something else"}
}

// checkLetters is the part of [CheckName] that looks at the letters alone.
func checkLetters(name string) error {
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
