package clause_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

func encode(t require.TestingT, doc *clause.Document) string {
	var b bytes.Buffer
	require.NoError(t, clause.EncodeJSON(&b, doc))
	return b.String()
}

// requireSame requires that two documents agree in everything that can be
// asked of them.
func requireSame(t require.TestingT, want, got *clause.Document) {
	require.Equal(t, want.Meta(), got.Meta())
	require.Equal(t, want.Version(), got.Version())
	next := got.Root()
	stack := []*clause.Clause{}
	for _, c := range want.Walk() {
		require.Equal(t, c.ID(), next.ID())
		require.Equal(t, c.Kind(), next.Kind())
		require.Equal(t, c.Source(), next.Source())
		require.Equal(t, c.Label(), next.Label())
		require.Equal(t, c.TextSpan(), next.TextSpan())
		require.Equal(t, c.Footnotes(), next.Footnotes())
		require.Equal(t, c.Hash(), next.Hash())
		require.Equal(t, c.Len(), next.Len())
		for i := next.Len() - 1; i >= 0; i-- {
			stack = append(stack, next.Child(i))
		}
		if len(stack) > 0 {
			next, stack = stack[len(stack)-1], stack[:len(stack)-1]
		}
	}
}

func TestJSONRoundTripIsTheIdentityForDocumentsReadFromText(t *testing.T) {
	raw, err := os.ReadFile("testdata/c23-71-ar.txt")
	require.NoError(t, err)
	for _, src := range []string{
		"", "\n", "\xff\x00a)\tb", string(raw),
		"The General Assembly,\n\n1. Decides:\n\n(a) x:\n\n(i) y;\n\n(ii) z;\n\n(b) w.\n",
	} {
		doc, _ := clause.Parse(src, clause.Options{})
		got, err := clause.DecodeJSON(strings.NewReader(encode(t, doc)), "doc.json")
		require.NoError(t, err)
		requireSame(t, doc, got)
		require.Equal(t, src, got.Render())
	}
}

func TestJSONKeepsTheLabelThatTheReaderDecidedFromItsRun(t *testing.T) {
	doc, _ := clause.Parse("The General Assembly,\n\n1. Decides:\n\n(a) x:\n\n(i) y;\n\n(ii) z;\n", clause.Options{})
	got, err := clause.DecodeJSON(strings.NewReader(encode(t, doc)), "")
	require.NoError(t, err)
	found := 0
	for _, c := range got.Walk() {
		if l := c.Label(); l.Printed == "i" {
			found++
			require.Equal(t, clause.RomanLower, l.Series)
			require.Equal(t, 1, l.Ordinal)
			require.Equal(t, clause.LatinLower, clause.New(c.ID(), c.Kind(), c.Source()).Label().Series)
		}
	}
	require.Equal(t, 1, found)
}

// anySource draws sources of all sorts, among them invalid UTF-8, labels,
// footnotes and bookmarks.
func anySource() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.String(),
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")) }),
		rapid.Custom(func(t *rapid.T) string {
			pieces := []string{
				"a)\t", " أ )\t", "1.\t", "(iv) ", "3 bis\t", "PP5 ", "[bookmark: x]", "[3. ", "2.3\t", "OP7 ter: ", "[footnoteRef:1]", "[1: note]", "[1: ", "]",
				"\u00a0", "\r\n", "\n", "<b>&amp;", "\u2028", "\u2029", "\x00", "\\", "\"", "نص", "文本", "e\u0301", "\xff", "word ", "١- ",
			}
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "pieces"), "")
		}),
	)
}

func anyClause(depth int) *rapid.Generator[*clause.Clause] {
	return rapid.Custom(func(t *rapid.T) *clause.Clause {
		var kids []*clause.Clause
		if depth > 0 {
			kids = rapid.SliceOfN(anyClause(depth-1), 0, 4).Draw(t, "children")
		}
		id := clause.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
		kind := clause.Kind(rapid.IntRange(0, 12).Draw(t, "kind"))
		return clause.New(id, kind, anySource().Draw(t, "source"), kids...)
	})
}

func anyDocument() *rapid.Generator[*clause.Document] {
	return rapid.Custom(func(t *rapid.T) *clause.Document {
		s := anySource()
		meta := clause.Metadata{
			Symbol: s.Draw(t, "symbol"), Body: s.Draw(t, "body"), Date: s.Draw(t, "date"), Title: s.Draw(t, "title"),
			AgendaItem: s.Draw(t, "agenda"), Language: s.Draw(t, "language"), Original: s.Draw(t, "original"),
		}
		if rapid.Bool().Draw(t, "has contributors") {
			meta.Contributors = rapid.SliceOfN(s, 0, 3).Draw(t, "contributors")
		}
		return clause.NewDocument(meta, anyClause(3).Draw(t, "root"))
	})
}

func TestJSONRoundTripIsTheIdentityForDocumentsBuiltByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := anyDocument().Draw(t, "document")
		text := encode(t, doc)
		got, err := clause.DecodeJSON(strings.NewReader(text), "")
		require.NoError(t, err)
		requireSame(t, doc, got)
		require.Equal(t, text, encode(t, got), "the same document gives the same bytes")
		require.True(t, json.Valid([]byte(text)))
	})
}

func TestJSONRoundTripIsTheIdentityForZeroValues(t *testing.T) {
	var zero clause.Document
	for _, doc := range []*clause.Document{
		&zero,
		clause.NewDocument(clause.Metadata{}, &clause.Clause{}),
		clause.NewDocument(clause.Metadata{}, clause.New(clause.RootID, clause.Root, "", &clause.Clause{})),
	} {
		got, err := clause.DecodeJSON(strings.NewReader(encode(t, doc)), "")
		require.NoError(t, err)
		requireSame(t, doc, got)
	}
	require.Equal(t, clause.New(clause.ID{}, clause.Paragraph, "").Hash(), new(clause.Clause).Hash())
}

func TestJSONOfADocumentIsPartOfLargerJSON(t *testing.T) {
	doc, _ := clause.Parse("The Council,\n\nnoting\n\na)\t<x> & y;\n", clause.Options{})
	type holder struct{ Base *clause.Document }
	raw, err := json.Marshal(holder{doc})
	require.NoError(t, err)
	var got holder
	require.NoError(t, json.Unmarshal(raw, &got))
	requireSame(t, doc, got.Base)
}

func TestJSONIsTheSameOnEveryMachine(t *testing.T) {
	id := uuid.MustParse("00112233-4455-6677-8899-aabbccddeeff")
	item := clause.New(id, clause.Item, " a)\t<b> & \"c\" \\ \u2028\x01;\r\n")
	doc := clause.NewDocument(clause.Metadata{Symbol: "X/1", Contributors: []string{"A"}},
		clause.New(clause.RootID, clause.Root, "", item, clause.New(id, clause.Kind(77), "\xff")))
	want := fmt.Sprintf(`{"schema":"rollingtext/document","version":"1.0",
"meta":{"symbol":"X/1","contributors":["A"]},
"hash":"%s",
"root":{"id":"1ab65d84-f37b-5eab-9cc2-710c701f88b4","kind":"root","source":"","text":{"start":0,"end":0},"hash":"%s","children":[
{"id":"00112233-4455-6677-8899-aabbccddeeff","kind":"item","source":" a)\t<b> & \"c\" \\ \u2028\u0001;\r\n","label":{"printed":"a","span":{"start":1,"end":3},"series":"latin-lower","ordinal":1},"text":{"start":4,"end":21},"hash":"%s"},
{"id":"00112233-4455-6677-8899-aabbccddeeff","kind":77,"source":{"base64":"/w=="},"text":{"start":0,"end":1},"hash":"%s"}
]}}
`, doc.Version(), doc.Root().Hash(), item.Hash(), doc.Root().Child(1).Hash())
	require.Equal(t, want, encode(t, doc))
}

func TestJSONWithoutDerivedMembersIsReadFromTheSource(t *testing.T) {
	got, err := clause.DecodeJSON(strings.NewReader(`{"root": {"children": [{"source": "a)\tx", "kind": "item", "id": "00112233-4455-6677-8899-aabbccddeeff"}],
		"kind": "root", "id": "00112233-4455-6677-8899-aabbccddeefe", "source": ""}, "version": "1.0", "schema": "rollingtext/document"}`), "")
	require.NoError(t, err)
	c := got.Root().Child(0)
	require.Equal(t, "a", c.Label().Printed)
	require.Equal(t, "x", c.Text())
}

func TestBadJSONIsRefusedWithItsPosition(t *testing.T) {
	const id = `"id":"00112233-4455-6677-8899-aabbccddeeff"`
	clauseOf := func(members string) string {
		return `{"schema":"rollingtext/document","version":"1.0","root":` + "\n{" + members + "}}"
	}
	for name, c := range map[string]struct{ in, want string }{
		"nothing":            {"", "1:1: not JSON: unexpected end"},
		"a comma too many":   {"{\"a\":1,\n}", "2:1: not JSON: invalid character '}'"},
		"two values":         {"{}\n{}", "2:1: not JSON"},
		"a byte order mark":  {"\ufeff{}", "1:1: not JSON"},
		"invalid UTF-8":      {"{\"a\":\n\"x\xff\"}", "2:3: invalid UTF-8"},
		"not an object":      {"[]", "1:1: expected an object, found an array"},
		"another schema":     {`{"schema":"x","version":"1.0"}`, "1:1: expected a document with schema"},
		"no version":         {`{"schema":"rollingtext/document"}`, "1:1: expected a version"},
		"a bad version":      {`{"schema":"rollingtext/document","version":"one"}`, "1:44: expected a version"},
		"a newer version":    {`{"schema":"rollingtext/document","version":"2.0","root":3}`, "1:44: version 2.0 of the format"},
		"no root":            {`{"schema":"rollingtext/document","version":"1.0"}`, "1:1: the document has no member"},
		"an unknown member":  {clauseOf(`"soruce":""`), `2:2: unknown member "soruce"`},
		"a member twice":     {clauseOf(id + "," + id), `2:46: member "id" is given twice`},
		"no source":          {clauseOf(id + `,"kind":"item"`), "2:1: a clause must have"},
		"an unknown kind":    {clauseOf(`"kind":"itme"`), `2:9: "itme" is not known`},
		"a kind too large":   {clauseOf(`"kind":256`), "2:9: expected a name or a number"},
		"half a character":   {clauseOf(`"source":"a\ud800b"`), "2:13: half of a surrogate pair"},
		"bad base64":         {clauseOf(`"source":{"base64":"!"}`), "2:21: expected base64"},
		"empty base64":       {clauseOf(`"source":{}`), "2:11: expected a string or an object"},
		"a bad id":           {clauseOf(`"id":"{00112233-4455-6677-8899-aabbccddeeff}"`), "2:7: expected a UUID"},
		"a bad hash":         {clauseOf(`"hash":"00"`), "2:9: expected a hash"},
		"a fraction":         {clauseOf(`"text":{"start":0.5}`), "2:18: expected an integer"},
		"a reversed span":    {clauseOf(`"text":{"start":2,"end":1}`), "2:9: 2 to 1 is not a span"},
		"a hidden word":      {clauseOf(id + `,"kind":"item","source":"ab cd","text":{"start":0,"end":2}`), "leave out words"},
		"a word in a label":  {clauseOf(id + `,"kind":"item","source":"1. not x","text":{"start":7,"end":8},"label":{"printed":"1","span":{"start":0,"end":6}}`), "span of the label"},
		"label but no text":  {clauseOf(id + `,"kind":"item","source":"a) x","label":{"printed":"a","span":{"start":0,"end":2}}`), `no member "text"`},
		"a note elsewhere":   {clauseOf(id + `,"kind":"item","source":"a","text":{"start":0,"end":1},"footnotes":[{"note":{"start":0,"end":9}}]`), "footnotes do not lie"},
		"a wrong child hash": {clauseOf(id + `,"kind":"root","source":"","children":[` + "\n{" + id + `,"kind":"item","source":"x","hash":"` + strings.Repeat("0", 64) + `"}]`), "3:80: the hash of clause 00112233"},
	} {
		_, err := clause.DecodeJSON(strings.NewReader(c.in), "doc.json")
		require.Error(t, err, name)
		require.Contains(t, err.Error(), c.want, name)
		require.True(t, strings.HasPrefix(err.Error(), "doc.json:"), name)
		var d diag.Diagnostic
		require.ErrorAs(t, err, &d, name)
		require.Equal(t, diag.Error, d.Severity, name)
	}
}

func TestEveryChangedByteOfContentIsFoundByItsHash(t *testing.T) {
	doc, _ := clause.Parse("The Council,\n\nnoting\n\na)\tone;\n\nb)\ttwo;\n", clause.Options{})
	text := encode(t, doc)
	_, err := clause.DecodeJSON(strings.NewReader(strings.Replace(text, "one;", "oNe;", 1)), "doc.json")
	var wrong *clause.HashError
	require.ErrorAs(t, err, &wrong)
	p := clause.NewLabels(doc).Lookup("noting/a")
	require.Equal(t, doc.Clause(p[0]).ID(), wrong.ID)
	require.False(t, wrong.Whole)
	_, err = clause.DecodeJSON(strings.NewReader(strings.Replace(text, `"language":"en"`, `"language":"fr"`, 1)), "doc.json")
	require.ErrorAs(t, err, &wrong)
	require.True(t, wrong.Whole)
}

func TestALaterMinorVersionIsReadAndItsAdditionsIgnored(t *testing.T) {
	doc, _ := clause.Parse("The Council,\n\nnoting\n\na)\tone;\n", clause.Options{})
	later := strings.Replace(encode(t, doc), `"version":"1.0"`, `"new":[{"x":"}\"]"},1.5e3,true,false,null,{}],"version":"1.7"`, 1)
	later = strings.ReplaceAll(later, `{"id"`, `{"mood":{"a":[]},"id"`)
	got, err := clause.DecodeJSON(strings.NewReader(later), "")
	require.NoError(t, err)
	requireSame(t, doc, got)
}

func TestHostileNestingIsRefused(t *testing.T) {
	open := `{"id":"00112233-4455-6677-8899-aabbccddeeff","kind":"item","source":"","children":[`
	for _, levels := range []int{clause.MaxDepth + 1, 200_000} {
		in := `{"schema":"rollingtext/document","version":"1.0","root":` + strings.Repeat(open, levels+1) + strings.Repeat("]}", levels+1) + "}"
		_, err := clause.DecodeJSON(strings.NewReader(in), "")
		var d diag.Diagnostic
		require.ErrorAs(t, err, &d)
	}
	c := clause.New(clause.ID{}, clause.Item, "")
	for range clause.MaxDepth {
		c = clause.New(clause.ID{}, clause.Item, "", c)
	}
	doc := clause.NewDocument(clause.Metadata{}, c)
	got, err := clause.DecodeJSON(strings.NewReader(encode(t, doc)), "")
	require.NoError(t, err)
	require.Equal(t, doc.Version(), got.Version())
	deeper := clause.NewDocument(clause.Metadata{}, clause.New(clause.ID{}, clause.Item, "", c))
	require.ErrorIs(t, clause.EncodeJSON(new(bytes.Buffer), deeper), clause.ErrTooDeep)
}

type failing struct{}

var errDisk = errors.New("disk full")

func (failing) Write([]byte) (int, error) { return 0, errDisk }

func TestEncodeJSONReportsTheErrorOfTheWriter(t *testing.T) {
	require.ErrorIs(t, clause.EncodeJSON(failing{}, new(clause.Document)), errDisk)
}

// A field that is added to one of these types must be added to the schema.
func TestJSONHoldsAllFields(t *testing.T) {
	for v, n := range map[any]int{clause.Label{}: 8, clause.Footnote{}: 4, clause.Span{}: 2} {
		require.Equal(t, n, reflect.TypeOf(v).NumField(), "%T", v)
	}
	require.Equal(t, 8, reflect.TypeFor[clause.Metadata]().NumField())
}

func FuzzDecodeJSON(f *testing.F) {
	doc, _ := clause.Parse("The Council,\n\nnoting\n\na)\tone[footnoteRef:1]; [1: n]\n\n\xff", clause.Options{})
	f.Add([]byte(encode(f, doc)))
	f.Add([]byte(`{"version":"1.7","x":[{}],"schema":"rollingtext/document","root":{"id":"00112233-4455-6677-8899-aabbccddeeff","kind":9,"source":"a\u0301"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, err := clause.DecodeJSON(bytes.NewReader(data), "in.json")
		if err != nil {
			var d diag.Diagnostic
			require.ErrorAs(t, err, &d)
			return
		}
		text := encode(t, doc)
		again, err := clause.DecodeJSON(strings.NewReader(text), "out.json")
		require.NoError(t, err)
		requireSame(t, doc, again)
		require.Equal(t, text, encode(t, again))
	})
}
