package clause

import (
	"bufio"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"
)

var partNames = [...]string{NoPart: "none", PreambularPart: "preambular", OperativePart: "operative"}

// jsonWriter writes members in the fixed order of the schema. Errors of the
// underlying writer stay in the buffer until it is flushed.
type jsonWriter struct {
	*bufio.Writer
	buf []byte // for short values
}

func newJSONWriter(w io.Writer) *jsonWriter {
	return &jsonWriter{bufio.NewWriterSize(w, 1<<16), nil}
}

func (e *jsonWriter) raw(s string) { _, _ = e.WriteString(s) }

func (e *jsonWriter) document(d *Document) error {
	e.raw(`{"schema":"` + jsonSchema + `","version":"` + fmt.Sprintf("%d.%d", jsonMajor, jsonMinor) + "\",\n\"meta\":{")
	first := true
	meta := d.Meta()
	for _, f := range metaFields(&meta) {
		if *f.value != "" {
			e.member(&first, f.name)
			e.text(*f.value)
		}
	}
	if d.Meta().Contributors != nil {
		e.member(&first, contributors)
		e.raw("[")
		for i, c := range d.Meta().Contributors {
			if i > 0 {
				e.raw(",")
			}
			e.text(c)
		}
		e.raw("]")
	}
	e.raw("},\n\"hash\":\"" + d.Version().String() + "\",\n\"root\":")
	if err := e.clause(d.Root(), 0); err != nil {
		return err
	}
	e.raw("}\n")
	return e.Flush()
}

func (e *jsonWriter) member(first *bool, name string) {
	if !*first {
		e.raw(",")
	}
	*first = false
	e.raw(`"` + name + `":`)
}

const contributors = "contributors"

type metaField struct {
	name  string
	value *string
}

// metaFields gives the members of the metadata in their order, but for the
// contributors, which come last.
func metaFields(m *Metadata) []metaField {
	return []metaField{
		{"symbol", &m.Symbol},
		{"body", &m.Body},
		{"date", &m.Date},
		{"title", &m.Title},
		{"agendaItem", &m.AgendaItem},
		{"language", &m.Language},
		{"original", &m.Original},
	}
}

func (e *jsonWriter) clause(c *Clause, depth int) error {
	if depth > MaxDepth {
		return fmt.Errorf("clause %s lies more than %d levels under the root: %w", c.id, MaxDepth, ErrTooDeep)
	}
	e.raw(`{"id":"`)
	e.id(c.id)
	e.raw(`","kind":`)
	e.name(kindNames[:], int(c.kind))
	e.raw(`,"source":`)
	e.text(c.src)
	if l := c.parts.label; l != (Label{}) {
		e.label(l)
	}
	e.span(`,"text":`, c.parts.text)
	if c.parts.notes != nil {
		e.raw(`,"footnotes":[`)
		for i, n := range c.parts.notes {
			if i > 0 {
				e.raw(",")
			}
			e.raw(`{"mark":`)
			e.text(n.Mark)
			e.span(`,"ref":`, n.Ref)
			e.span(`,"note":`, n.Note)
			e.span(`,"body":`, n.Body)
			e.raw("}")
		}
		e.raw("]")
	}
	e.raw(`,"hash":"`)
	sum := c.Hash()
	e.buf = hex.AppendEncode(e.buf[:0], sum[:])
	e.put(`"`)
	if c.Len() > 0 {
		e.raw(`,"children":[`)
		for i, kid := range c.Children() {
			if i > 0 {
				e.raw(",")
			}
			e.raw("\n")
			if err := e.clause(kid, depth+1); err != nil {
				return err
			}
		}
		e.raw("\n]")
	}
	e.raw("}")
	return nil
}

func (e *jsonWriter) label(l Label) {
	e.raw(`,"label":{"printed":`)
	e.text(l.Printed)
	e.span(`,"span":`, l.Span)
	e.raw(`,"series":`)
	e.name(seriesNames[:], int(l.Series))
	e.number(`,"ordinal":`, l.Ordinal)
	if l.Insert != 0 {
		e.number(`,"insert":`, l.Insert)
	}
	if l.Alt != 0 {
		e.number(`,"alt":`, l.Alt)
	}
	if l.Part != NoPart {
		e.raw(`,"part":`)
		e.name(partNames[:], int(l.Part))
	}
	if l.Above != "" {
		e.raw(`,"above":`)
		e.text(l.Above)
	}
	e.raw("}")
}

// id writes a UUID, RFC 9562 section 4.
func (e *jsonWriter) id(id ID) {
	b := hex.AppendEncode(e.buf[:0], id[:4])
	for _, group := range [...][]byte{id[4:6], id[6:8], id[8:10], id[10:]} {
		b = hex.AppendEncode(append(b, '-'), group)
	}
	e.buf = b
	e.put("")
}

// name writes the name of a value, or its number where it has none.
func (e *jsonWriter) name(names []string, n int) {
	if n >= len(names) {
		e.number("", n)
		return
	}
	e.buf = append(append(e.buf[:0], '"'), names[n]...)
	e.put(`"`)
}

func (e *jsonWriter) number(before string, n int) {
	e.buf = strconv.AppendInt(append(e.buf[:0], before...), int64(n), 10)
	e.put("")
}

func (e *jsonWriter) span(before string, s Span) {
	b := append(e.buf[:0], before...)
	b = strconv.AppendInt(append(b, `{"start":`...), int64(s.Start), 10)
	e.buf = strconv.AppendInt(append(b, `,"end":`...), int64(s.End), 10)
	e.put("}")
}

// put writes what was put together, and what comes after it.
func (e *jsonWriter) put(after string) {
	e.buf = append(e.buf, after...)
	_, _ = e.Write(e.buf)
}

// text writes a string, or its bytes in base64 where it is not valid UTF-8
// and so cannot be a string of JSON.
func (e *jsonWriter) text(s string) {
	if !utf8.ValidString(s) {
		e.raw(`{"base64":"`)
		enc := base64.NewEncoder(base64.StdEncoding, e)
		_, _ = io.WriteString(enc, s)
		_ = enc.Close()
		e.raw(`"}`)
		return
	}
	const digits = "0123456789abcdef"
	e.raw(`"`)
	start := 0
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b >= ' ' && b != '"' && b != '\\' && b != 0xE2 {
			continue
		}
		var esc string
		switch {
		case b == 0xE2: // U+2028 and U+2029 end a line in scripts that the JSON is pasted into
			if s[i+1] != 0x80 || s[i+2]&^1 != 0xA8 {
				continue
			}
			esc = `\u202` + string('8'+rune(s[i+2]&1))
		case b == '"':
			esc = `\"`
		case b == '\\':
			esc = `\\`
		case b == '\n':
			esc = `\n`
		case b == '\r':
			esc = `\r`
		case b == '\t':
			esc = `\t`
		default:
			esc = `\u00` + string(digits[b>>4]) + string(digits[b&15])
		}
		e.raw(s[start:i])
		e.raw(esc)
		if b == 0xE2 {
			i += 2
		}
		start = i + 1
	}
	e.raw(s[start:])
	e.raw(`"`)
}
