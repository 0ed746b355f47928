package bracket

import "strings"

// Shape is a set of switches: which notations a convention reads besides
// plain brackets.
type Shape uint16

const (
	Slash     Shape = 1 << iota // [A / B] is a choice
	Front                       // [EU: …], [US/AU propose: …]
	Trailing                    // [… - EU], [… (EU)], […] EU reserves
	Blocks                      // Option 1:, Alt 1, 3 alt: alternatives made of whole paragraphs
	Braces                      // {…} is a note
	Marks                       // MOD, ADD, SUP, NOC before a provision
	Struck                      // [ ], [] and [...] mark a deletion
	FullWidth                   // ［ ］, 【 】 and 〔 〕 are brackets

	// Usual is what is read when a convention does not say.
	Usual = Slash | Front | Trailing | Blocks | Braces | Marks
)

// Suffix is what bis or alt after the number of a paragraph means.
type Suffix uint8

const (
	Version     Suffix = iota // another version of the paragraph: a choice between the two
	Insertion                 // a new paragraph after it: no choice
	Replacement               // a paragraph that replaces it: a choice between the two
)

// Place says where a writer puts an attribution.
type Place uint8

const (
	InFront  Place = iota // [EU, G77: words]
	Dashed                // [words - EU, G77]
	Bracket               // [words (EU, G77)]
	Nowhere               // the convention does not name sponsors
	PerSlash              // [words - EU / others - G77]: like Dashed, all options in one bracket
)

// Style is how a convention is written.
type Style struct {
	Place       Place
	Join        string // between parties; ", " when empty
	Open, Close string // "[" and "]" when empty
	Isolates    bool   // set names and wordings apart with U+2068 and U+2069, for mixed directions
}

// Convention is how a body uses its brackets. It is a small value: pick one,
// change a field, or combine several with [Convention.With]. The zero value
// reads the usual shapes, and bis and alt as another version, like [UN].
type Convention struct {
	Name     string
	Shapes   Shape             // 0 means Usual
	Bis, Alt Suffix            // by default Version, as in UN editorial practice
	Parties  []string          // names recognised besides the built-in ones
	Verbs    map[string]Stance // verbs recognised besides the built-in ones, in lower case
	Blanks   []string          // words that make a bracket a placeholder, in lower case
	Notes    []string          // openings of notes, in lower case: "editor's note"
	Statuses []string          // openings of statuses, in lower case: "agreed ad ref"
	Style    Style
}

// The conventions of the bodies that publish the most drafts.
var (
	// UN: names in front; bis and alt are other versions of a paragraph.
	UN = Convention{Name: "UN", Shapes: Usual}
	// ITU: marks before provisions; bis inserts, alt replaces.
	ITU = Convention{Name: "ITU", Shapes: Usual, Bis: Insertion, Alt: Replacement}
	// UNFCCC: options of whole paragraphs, braces for notes, sponsors not
	// named; bis inserts, alt is another version.
	UNFCCC = Convention{Name: "UNFCCC", Shapes: Usual, Bis: Insertion, Style: Style{Place: Nowhere}}
	// Treaty: attributed texts of trade and treaty talks; bis inserts, alt replaces.
	Treaty = Convention{Name: "Treaty", Shapes: Usual, Bis: Insertion, Alt: Replacement, Style: Style{Join: "/"}}
	// CBD: slash alternatives in one bracket, sponsors after a dash; bis and
	// alt are other versions.
	CBD = Convention{Name: "CBD", Shapes: Usual, Style: Style{Place: PerSlash}}
	// EUFourColumn: the table of Commission, Parliament, Council and draft
	// agreement; an empty bracket marks a deletion, a slash is a slash; bis
	// inserts, alt replaces.
	EUFourColumn = Convention{
		Name: "EUFourColumn", Shapes: Front | Trailing | Struck, Bis: Insertion, Alt: Replacement,
		Style: Style{Place: Nowhere},
	}
	// Chinese adds the full-width brackets ［ ］ 【 】 〔 〕; quotation marks
	// and parentheses are never brackets.
	Chinese = Convention{
		Name: "Chinese", Shapes: Usual | FullWidth, Style: Style{Join: "、", Open: "［", Close: "］"},
	}
)

// Conventions lists the conventions above.
func Conventions() []Convention {
	return []Convention{UN, ITU, UNFCCC, Treaty, CBD, EUFourColumn, Chinese}
}

// Named returns the convention of that name, or several joined with "+", in
// any case and with or without hyphens: "un", "EU-four-column", "UN+Chinese".
func Named(name string) (Convention, bool) {
	var out Convention
	for i, part := range strings.Split(name, "+") {
		c, ok := named(part)
		if !ok {
			return Convention{}, false
		}
		if i == 0 {
			out = c
		} else {
			out = out.With(c)
		}
	}
	return out, true
}

func named(name string) (Convention, bool) {
	squash := func(s string) string {
		return strings.ToLower(strings.NewReplacer("-", "", "_", "", " ", "").Replace(s))
	}
	for _, c := range Conventions() {
		if squash(c.Name) == squash(name) {
			return c, true
		}
	}
	return Convention{}, false
}

// With returns the convention that also reads what the others read. What can
// be said only once, such as the meaning of bis and the style, stays c's.
func (c Convention) With(others ...Convention) Convention {
	c.Shapes = c.shapes()
	for _, o := range others {
		if o.Name != "" {
			c.Name = strings.TrimPrefix(c.Name+"+"+o.Name, "+")
		}
		c.Shapes |= o.shapes()
		c.Parties = concat(c.Parties, o.Parties)
		c.Blanks = concat(c.Blanks, o.Blanks)
		c.Notes = concat(c.Notes, o.Notes)
		c.Statuses = concat(c.Statuses, o.Statuses)
		verbs := map[string]Stance{}
		for _, m := range []map[string]Stance{o.Verbs, c.Verbs} {
			for v, s := range m {
				verbs[v] = s
			}
		}
		if len(verbs) > 0 {
			c.Verbs = verbs
		}
	}
	return c
}

func concat(a, b []string) []string { return append(a[:len(a):len(a)], b...) }

func (c Convention) shapes() Shape {
	if c.Shapes == 0 {
		return Usual
	}
	return c.Shapes
}

func (c Convention) has(s Shape) bool { return c.shapes()&s != 0 }
