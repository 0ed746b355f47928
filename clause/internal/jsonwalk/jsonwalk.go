// Package jsonwalk reads JSON (RFC 8259) with positions: encoding/json checks
// the syntax, and a [Cursor] walks the valid text and says where each value
// stands.
//
// It is stricter than encoding/json where that would change or lose text:
// invalid UTF-8, lone surrogates and a member given twice are errors.
package jsonwalk

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// Cursor walks one JSON text, value by value. Each reading method consumes
// the value it stands on.
type Cursor struct {
	Lenient bool // members with unknown names are skipped, not refused

	name string
	data []byte
	pos  int
}

// New checks that data is one JSON value in valid UTF-8. The error is a
// [diag.Diagnostic]. It costs one pass over data.
func New(name string, data []byte) (*Cursor, error) {
	c := &Cursor{name: name, data: data}
	if !utf8.Valid(data) {
		return nil, diag.CheckUTF8(name, string(data))
	}
	if !json.Valid(data) {
		var raw json.RawMessage
		at, why := len(data), "the JSON ends too early"
		var syntax *json.SyntaxError
		if err := json.Unmarshal(data, &raw); errors.As(err, &syntax) {
			why = syntax.Error()
			if at = int(syntax.Offset); !strings.Contains(why, "unexpected end") {
				at = max(0, at-1)
			}
		}
		return nil, c.Errorf(at, "json-syntax", "not JSON: %s", why)
	}
	c.space()
	return c, nil
}

// Errorf makes the error of a value at a byte offset.
func (c *Cursor) Errorf(at int, code, format string, args ...any) diag.Diagnostic {
	s := diag.NewSource(c.name, string(c.data))
	return s.Diagnostic(diag.Error, code, at, at, fmt.Sprintf(format, args...))
}

// Pos returns the byte offset of the value that is read next.
func (c *Cursor) Pos() int { return c.pos }

// Seek goes to a value at an offset that Pos gave.
func (c *Cursor) Seek(pos int) { c.pos = pos }

// Peek returns the first byte of the next value: one of { [ " t f n - 0…9.
func (c *Cursor) Peek() byte { return c.data[c.pos] }

func (c *Cursor) space() {
	for c.pos < len(c.data) {
		switch c.data[c.pos] {
		case ' ', '\t', '\r', '\n', ',', ':':
			c.pos++
		default:
			return
		}
	}
}

func (c *Cursor) expect(first byte, what string) error {
	if c.Peek() == first {
		return nil
	}
	kinds := map[byte]string{'{': "an object", '[': "an array", '"': "a string", 't': "true", 'f': "false", 'n': "null"}
	found, ok := kinds[c.Peek()]
	if !ok {
		found = "a number"
	}
	return c.Errorf(c.pos, "json-type", "expected %s, found %s", what, found)
}

// Object reads an object. For each member whose name is in names it calls
// member with the index, and member must read the value. A name that is given
// twice is an error, as is an unknown one unless the cursor is lenient.
func (c *Cursor) Object(names []string, member func(i int) error) error {
	if err := c.expect('{', "an object"); err != nil {
		return err
	}
	c.pos++
	var seen uint64
	for c.space(); c.data[c.pos] != '}'; c.space() {
		at := c.pos
		name, err := c.String()
		if err != nil {
			return err
		}
		i := slices.Index(names, name)
		switch {
		case i < 0 && !c.Lenient:
			return c.Errorf(at, "json-member", "unknown member %q; expected one of %q", name, names)
		case i < 0:
			c.Skip()
			continue
		case seen&(1<<i) != 0:
			return c.Errorf(at, "json-member", "member %q is given twice", name)
		}
		seen |= 1 << i
		if err := member(i); err != nil {
			return err
		}
	}
	c.pos++
	c.space()
	return nil
}

// Array reads an array; element must read one element.
func (c *Cursor) Array(element func() error) error {
	if err := c.expect('[', "an array"); err != nil {
		return err
	}
	c.pos++
	for c.space(); c.data[c.pos] != ']'; c.space() {
		if err := element(); err != nil {
			return err
		}
	}
	c.pos++
	c.space()
	return nil
}

// Null reads null and reports whether it stood there.
func (c *Cursor) Null() bool {
	if c.Peek() != 'n' {
		return false
	}
	c.Skip()
	return true
}

// String reads a string.
func (c *Cursor) String() (string, error) {
	if err := c.expect('"', "a string"); err != nil {
		return "", err
	}
	start := c.pos
	escaped := c.skipString()
	raw := c.data[start:c.pos]
	defer c.space()
	if !escaped {
		return string(raw[1 : len(raw)-1]), nil
	}
	if at := loneSurrogate(raw); at >= 0 {
		return "", c.Errorf(start+at, "json-surrogate", "half of a surrogate pair in a string; expected both halves or U+FFFD")
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return "", c.Errorf(start, "json-syntax", "%v", err)
	}
	return s, nil
}

// skipString goes behind the string at the cursor and reports whether it
// holds escapes.
func (c *Cursor) skipString() (escaped bool) {
	for c.pos++; c.data[c.pos] != '"'; c.pos++ {
		if c.data[c.pos] == '\\' {
			escaped = true
			c.pos++
		}
	}
	c.pos++
	return escaped
}

// loneSurrogate returns the offset of the first escape of half a surrogate
// pair without the other half, which encoding/json would replace, or -1.
func loneSurrogate(raw []byte) int {
	for i := 0; i+5 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		if raw[i+1] != 'u' {
			i++
			continue
		}
		switch hi := hex4(raw[i+2:]); {
		case hi < 0xD800 || hi > 0xDFFF:
			i += 5
		case hi < 0xDC00 && i+11 < len(raw) && raw[i+6] == '\\' && raw[i+7] == 'u' && hex4(raw[i+8:])&^0x3FF == 0xDC00:
			i += 11
		default:
			return i
		}
	}
	return -1
}

func hex4(b []byte) uint64 {
	n, _ := strconv.ParseUint(string(b[:4]), 16, 16) // four hexadecimal digits: the syntax was checked
	return n
}

// Int reads an integer.
func (c *Cursor) Int() (int, error) {
	start := c.pos
	if b := c.Peek(); b != '-' && (b < '0' || b > '9') {
		return 0, c.expect('0', "a number")
	}
	c.number()
	n, err := strconv.Atoi(string(c.data[start:c.pos]))
	if err != nil {
		return 0, c.Errorf(start, "json-type", "expected an integer, found %s", c.data[start:min(c.pos, start+32)])
	}
	c.space()
	return n, nil
}

func (c *Cursor) number() {
	for c.pos < len(c.data) && strings.IndexByte("+-.0123456789eE", c.data[c.pos]) >= 0 {
		c.pos++
	}
}

// Skip goes behind the value, whatever it is.
func (c *Cursor) Skip() {
	depth := 0
	for {
		switch c.Peek() {
		case '{', '[':
			depth++
			c.pos++
		case '}', ']':
			depth--
			c.pos++
		case '"':
			c.skipString()
		case 't', 'n':
			c.pos += len("true")
		case 'f':
			c.pos += len("false")
		default:
			c.number()
		}
		c.space()
		if depth == 0 {
			return
		}
	}
}
