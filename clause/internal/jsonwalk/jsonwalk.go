// Package jsonwalk reads JSON (RFC 8259) with positions: encoding/json checks
// the syntax, and a [Cursor] walks the valid text and says where each value
// stands.
//
// It is stricter than encoding/json where that would change or lose text:
// invalid UTF-8, lone surrogates and a member given twice are errors.
package jsonwalk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
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
		if strings.Contains(why, "max depth") {
			return nil, c.Errorf(at, "json-depth", "values are nested more than 10,000 deep; expected at most that many levels")
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
		name, err := c.Bytes()
		if err != nil {
			return err
		}
		i := Index(names, name)
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

// Index returns the index of a name, -1 if it is not among the names.
func Index(names []string, name []byte) int {
	for i := range names {
		if names[i] == string(name) {
			return i
		}
	}
	return -1
}

// String reads a string.
func (c *Cursor) String() (string, error) {
	b, err := c.Bytes()
	return string(b), err
}

// Bytes reads a string into bytes that must not be changed.
func (c *Cursor) Bytes() ([]byte, error) {
	if err := c.expect('"', "a string"); err != nil {
		return nil, err
	}
	start := c.pos
	escaped := c.skipString()
	raw := c.data[start:c.pos]
	defer c.space()
	if !escaped {
		return raw[1 : len(raw)-1], nil
	}
	text := make([]byte, 0, len(raw))
	for i := 1; i < len(raw)-1; {
		end := bytes.IndexByte(raw[i:len(raw)-1], '\\')
		if end < 0 {
			text = append(text, raw[i:len(raw)-1]...)
			break
		}
		text = append(text, raw[i:i+end]...)
		i += end
		r, n := escape(raw[i:])
		if n == 0 {
			return nil, c.Errorf(start+i, "json-surrogate", "half of a surrogate pair in a string; expected both halves or U+FFFD")
		}
		text = utf8.AppendRune(text, r)
		i += n
	}
	return text, nil
}

// escape reads an escape of valid JSON, and returns its length; 0 for half
// of a surrogate pair without the other half, which encoding/json would
// replace.
func escape(b []byte) (rune, int) {
	if i := strings.IndexByte("bfnrt", b[1]); i >= 0 {
		return rune("\b\f\n\r\t"[i]), 2
	}
	if b[1] != 'u' { // one of " \\ /
		return rune(b[1]), 2
	}
	r := hex4(b[2:])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(b) < 12 || b[6] != '\\' || b[7] != 'u' {
		return 0, 0
	}
	if r = utf16.DecodeRune(r, hex4(b[8:])); r == utf8.RuneError {
		return 0, 0
	}
	return r, 12
}

func hex4(b []byte) rune {
	n, _ := strconv.ParseUint(string(b[:4]), 16, 16) // four hexadecimal digits: the syntax was checked
	return rune(n)
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
