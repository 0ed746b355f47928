package instruction

// language is how instructions are said in one language.
type language struct {
	tag        string // BCP 47
	mark       string // opening quotation mark that is usual
	exactly    string
	occurrence string // "occurrence", before its number
	sample     string // of a paragraph, for messages
	operative  string // how a paragraph is named in writing, %s its number
	preambular string
	other      string // %s its label path in quotation marks
	ordinals   []string
	refs       []reference
	patterns   []pattern
	write      map[Verb]string // slots as in patterns
}

// reference is a way to name a paragraph. What it reads is the label path
// after prefix.
type reference struct{ pattern, prefix string }

type pattern struct {
	verb Verb
	text string
}

// readable are the languages that are read, in the order in which they are
// tried.
var readable = []*language{&itu, &english, &french, &spanish, &arabic}

// writable are the languages that are written, by tag.
var writable = map[string]*language{
	"en": &english, "fr": &french, "es": &spanish, "ar": &arabic, "ru": &russian, "zh": &chinese,
}

// itu are the marks of ITU practice, the same in all languages.
var itu = language{
	tag: "und", sample: "MOD 3",
	refs: []reference{
		{"PP {#}", "preambular "}, {"OP {#}", "operative "}, {"{#}", "operative "}, {"{s}", ""},
	},
	patterns: []pattern{
		{NoChange, "NOC {p} .?"},
		{Suppress, "SUP {p} .?"},
		{Add, "ADD {p} :? {T}"},
		{Reword, "MOD {p} :? {T}"},
	},
}
