package clause

import (
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/clause/internal/jsonwalk"
)

// Members of the objects of the schema.
var (
	documentMembers = []string{"schema", "version", "meta", "hash", "root"}
	clauseMembers   = []string{"id", "kind", "source", "label", "text", "footnotes", "hash", "children"}
	labelMembers    = []string{"printed", "span", "series", "ordinal", "insert", "alt", "part", "above"}
	noteMembers     = []string{"mark", "ref", "note", "body"}
	spanMembers     = []string{"start", "end"}
)

type jsonReader struct{ *jsonwalk.Cursor }

func decodeJSON(name string, data []byte) (*Document, error) {
	c, err := jsonwalk.New(name, data)
	if err != nil {
		return nil, err
	}
	r := jsonReader{c}
	if err := r.version(); err != nil {
		return nil, err
	}
	return r.document()
}

// version reads schema and version, wherever they stand in the object, and
// stays at its start: all else depends on them.
func (r jsonReader) version() error {
	start := r.Pos()
	lenient := *r.Cursor
	lenient.Lenient = true
	look := jsonReader{&lenient}
	schema, version, versionAt := "", "", start
	err := look.Object(documentMembers, func(i int) (err error) {
		switch documentMembers[i] {
		case "schema":
			schema, err = look.String()
		case "version":
			versionAt = look.Pos()
			version, err = look.String()
		default:
			if schema == "" || version == "" {
				look.Skip()
				return nil
			}
			return errEnough
		}
		return err
	})
	if err != nil && err != errEnough {
		return err
	}
	if schema != jsonSchema {
		return r.Errorf(start, "json-schema", "expected a document with schema %q, found schema %q", jsonSchema, schema)
	}
	before, after, _ := strings.Cut(version, ".")
	major, err1 := strconv.ParseUint(before, 10, 31)
	minor, err2 := strconv.ParseUint(after, 10, 31)
	if err1 != nil || err2 != nil || major == 0 {
		return r.Errorf(versionAt, "json-version", "expected a version such as \"%d.%d\", found %q", jsonMajor, jsonMinor, version)
	}
	if major > jsonMajor {
		d := r.Errorf(versionAt, "json-version", "version %s of the format; this program reads version %d", version, jsonMajor)
		d.Advice = "read it with a newer version of the program"
		return d
	}
	r.Lenient = minor > jsonMinor
	return nil
}

// errEnough stops a look ahead.
var errEnough = enough{}

type enough struct{}

func (enough) Error() string { return "enough was read" }

func (r jsonReader) document() (*Document, error) {
	start, hashAt := r.Pos(), 0
	var meta Metadata
	var root *Clause
	var want *Hash
	err := r.Object(documentMembers, func(i int) (err error) {
		switch documentMembers[i] {
		case "meta":
			meta, err = r.meta()
		case "hash":
			hashAt = r.Pos()
			want, err = r.hash()
		case "root":
			root, err = r.clause(0)
		default: // read before
			r.Skip()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, r.Errorf(start, "json-member", "the document has no member \"root\"")
	}
	d := NewDocument(meta, root)
	if found := d.Version(); want != nil && *want != found {
		at := r.Errorf(hashAt, "json-hash", "the hash of the document is %s, not %s as written: it was changed after it was written", found, want)
		return nil, &HashError{root.id, true, *want, found, at}
	}
	return d, nil
}

func (r jsonReader) meta() (m Metadata, err error) {
	fields := metaFields(&m)
	names := make([]string, 0, len(fields)+1)
	for _, f := range fields {
		names = append(names, f.name)
	}
	names = append(names, contributors)
	err = r.Object(names, func(i int) (err error) {
		if i < len(fields) {
			*fields[i].value, err = r.text()
			return err
		}
		m.Contributors = []string{}
		return r.Array(func() error {
			c, err := r.text()
			m.Contributors = append(m.Contributors, c)
			return err
		})
	})
	return m, err
}

// draft is a clause as far as it is read.
type draft struct {
	id       ID
	kind     Kind
	src      string
	p        parts
	kids     []*Clause
	want     *Hash
	hashAt   int
	required int  // how many of id, kind and source were read
	derived  bool // text was there, so label and footnotes are as written too
}

func (r jsonReader) clause(depth int) (*Clause, error) {
	start := r.Pos()
	if depth > MaxDepth {
		return nil, r.Errorf(start, "json-depth", "clause more than %d levels under the root; expected at most that many", MaxDepth)
	}
	var c draft
	if err := r.Object(clauseMembers, func(i int) error { return r.member(&c, clauseMembers[i], depth) }); err != nil {
		return nil, err
	}
	if c.required < 3 {
		return nil, r.Errorf(start, "json-member", "a clause must have the members \"id\", \"kind\" and \"source\"")
	}
	if !c.derived {
		if c.p.label != (Label{}) || c.p.notes != nil {
			return nil, r.Errorf(start, "json-member", "clause %s has a label or footnotes but no member \"text\"; expected all or none of them", c.id)
		}
		c.p = dissect(c.kind, c.src)
	} else if why := c.p.wrong(c.src); why != "" {
		return nil, r.Errorf(start, "json-derived", "clause %s: %s", c.id, why)
	}
	made := newClause(c.id, c.kind, c.src, c.p, newList(c.kids))
	if c.want != nil && *c.want != made.hash {
		at := r.Errorf(c.hashAt, "json-hash", "the hash of clause %s (%s %s) is %s, not %s as written: it was changed after it was written",
			c.id, c.kind, c.p.label.Printed, made.hash, c.want)
		return nil, &HashError{c.id, false, *c.want, made.hash, at}
	}
	return made, nil
}

func (r jsonReader) member(c *draft, name string, depth int) (err error) {
	switch name {
	case "id":
		c.required++
		c.id, err = r.id()
	case "kind":
		c.required++
		var k uint8
		k, err = r.oneOf(kindNames[:])
		c.kind = Kind(k)
	case "source":
		c.required++
		c.src, err = r.text()
	case "label":
		c.p.label, err = r.label()
	case "text":
		c.derived = true
		c.p.text, err = r.span()
	case "footnotes":
		err = r.Array(func() error {
			f, err := r.footnote()
			c.p.notes = append(c.p.notes, f)
			return err
		})
	case "hash":
		c.hashAt = r.Pos()
		c.want, err = r.hash()
	case "children":
		err = r.Array(func() error {
			kid, err := r.clause(depth + 1)
			c.kids = append(c.kids, kid)
			return err
		})
	}
	return err
}

func (r jsonReader) id() (ID, error) {
	at := r.Pos()
	s, err := r.Bytes()
	if err != nil {
		return ID{}, err
	}
	id, err := uuid.ParseBytes(s)
	if err != nil || len(s) != 36 {
		return ID{}, r.Errorf(at, "json-type", "expected a UUID of 36 characters, found %q", s)
	}
	return id, nil
}

func (r jsonReader) hash() (*Hash, error) {
	at := r.Pos()
	s, err := r.Bytes()
	if err != nil {
		return nil, err
	}
	h := new(Hash)
	if err := h.UnmarshalText(s); err != nil {
		return nil, r.Errorf(at, "json-type", "expected a hash of %d hexadecimal digits, found %q", hex.EncodedLen(len(h)), s)
	}
	return h, nil
}

// oneOf reads a name out of a list, or the number of a value without one.
func (r jsonReader) oneOf(names []string) (uint8, error) {
	at := r.Pos()
	if r.Peek() != '"' {
		n, err := r.Int()
		if err == nil && (n < 0 || n > 255) {
			err = r.Errorf(at, "json-type", "expected a name or a number from 0 to 255, found %d", n)
		}
		return uint8(n), err
	}
	s, err := r.Bytes()
	if err != nil {
		return 0, err
	}
	i := jsonwalk.Index(names, s)
	if i < 0 {
		return 0, r.Errorf(at, "json-type", "%q is not known here; expected one of %q", s, names)
	}
	return uint8(i), nil
}

func (r jsonReader) label() (l Label, err error) {
	err = r.Object(labelMembers, func(i int) (err error) {
		var n uint8
		switch labelMembers[i] {
		case "printed":
			l.Printed, err = r.text()
		case "span":
			l.Span, err = r.span()
		case "series":
			n, err = r.oneOf(seriesNames[:])
			l.Series = Series(n)
		case "ordinal":
			l.Ordinal, err = r.Int()
		case "insert":
			l.Insert, err = r.Int()
		case "alt":
			l.Alt, err = r.Int()
		case "part":
			n, err = r.oneOf(partNames[:])
			l.Part = LabelPart(n)
		case "above":
			l.Above, err = r.text()
		}
		return err
	})
	return l, err
}

func (r jsonReader) footnote() (f Footnote, err error) {
	err = r.Object(noteMembers, func(i int) (err error) {
		switch noteMembers[i] {
		case "mark":
			f.Mark, err = r.text()
		case "ref":
			f.Ref, err = r.span()
		case "note":
			f.Note, err = r.span()
		case "body":
			f.Body, err = r.span()
		}
		return err
	})
	return f, err
}

func (r jsonReader) span() (s Span, err error) {
	at := r.Pos()
	err = r.Object(spanMembers, func(i int) (err error) {
		n, err := r.Int()
		if spanMembers[i] == "start" {
			s.Start = n
		} else {
			s.End = n
		}
		return err
	})
	if err == nil && (s.Start < 0 || s.End < s.Start) {
		err = r.Errorf(at, "json-derived", "%d to %d is not a span; expected 0 ≤ start ≤ end", s.Start, s.End)
	}
	return s, err
}

// text reads a string, or the bytes of one that is not valid UTF-8.
func (r jsonReader) text() (s string, err error) {
	if r.Peek() == '"' {
		return r.String()
	}
	at := r.Pos()
	found := false
	err = r.Object([]string{"base64"}, func(int) error {
		found, at = true, r.Pos()
		enc, err := r.String()
		if err != nil {
			return err
		}
		raw, err := base64.StdEncoding.Strict().DecodeString(enc)
		if err != nil {
			return r.Errorf(at, "json-type", "expected base64 (RFC 4648, section 4): %v", err)
		}
		s = string(raw)
		return nil
	})
	if err == nil && !found {
		err = r.Errorf(at, "json-type", "expected a string or an object with a member \"base64\"")
	}
	return s, err
}

// wrong says what of the parts cannot be true of a source, or nothing. Label
// and text together must cover every word, so that what readers show is what
// the hash vouches for.
func (p parts) wrong(src string) string {
	start, end := 0, len(trimRight(src))
	if l := p.label; l != (Label{}) {
		if l.Span.End > len(src) || l.Span.Len() > longestLabel {
			return "the label does not lie in the source"
		}
		before, after, ok := strings.Cut(l.Span.Of(src), l.Printed)
		if !ok || strings.ContainsFunc(before+after, isWordRune) {
			return "the span of the label is not that of the label as printed"
		}
		if l.Span.Start < p.text.Start { // else it is part of the text
			if l.Span.Start > skipArtefacts(src) {
				return "there are words before the label"
			}
			start = min(l.Span.End, end) // a label may end with a space
		}
	}
	if p.text.End > len(src) || p.text.Start < start {
		return "the text does not lie in the source behind the label"
	}
	if p.text.Start-start > skipArtefacts(src[start:]) || p.text.End < end {
		return "label and text leave out words of the source"
	}
	for _, f := range p.notes {
		if f.Ref.End > len(src) || f.Note.End > len(src) || f.Body.Start < f.Note.Start || f.Body.End > f.Note.End {
			return "the footnotes do not lie in the source"
		}
		if !strings.Contains(f.Ref.Of(src), f.Mark) && f.Ref.Len() > 0 {
			return "the mark of a footnote is not that in the source"
		}
	}
	return ""
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
