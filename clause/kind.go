package clause

import "fmt"

// Kind is the role of a clause in its document. The zero value, Paragraph, is
// text whose role is not known; everything works on it too.
type Kind uint8

const (
	Paragraph  Kind = iota // text without a known role
	Root                   // the document itself; has no text of its own
	Field                  // a line of the cover: agenda item, symbol, date, original language, submitting parties
	Section                // a part kept apart from the resolution: summary, action required, references
	Resolution             // the resolution; its children are title, enacting words, preamble and operative part
	Title                  // title of the document, the resolution or an annex
	Enacting               // the body that speaks: "The General Assembly,"
	Preambular             // preambular heading with its items (ITU) or a recital (General Assembly)
	Operative              // operative heading with its items (ITU) or a numbered operative paragraph (General Assembly)
	Item                   // lettered or numbered item under a heading or a paragraph
	Annex                  // annex, appendix or attachment
)

var kindNames = [...]string{
	Paragraph: "paragraph", Root: "root", Field: "field", Section: "section",
	Resolution: "resolution", Title: "title", Enacting: "enacting",
	Preambular: "preambular", Operative: "operative", Item: "item", Annex: "annex",
}

// String returns the name of the kind in lower case.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// MarshalText writes the kind by its name.
func (k Kind) MarshalText() ([]byte, error) {
	if int(k) >= len(kindNames) {
		return nil, fmt.Errorf("clause: %v is not a kind", k)
	}
	return []byte(kindNames[k]), nil
}

// UnmarshalText reads the name of a kind.
func (k *Kind) UnmarshalText(text []byte) error {
	for i, name := range kindNames {
		if name == string(text) {
			*k = Kind(i)
			return nil
		}
	}
	return fmt.Errorf("clause: %q is not a kind of clause; expected one of %q", text, kindNames)
}
