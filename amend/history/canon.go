package history

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// canonical writes JSON in the form of RFC 8785: no white space, members
// sorted by UTF-16 code units, the shortest escapes. It takes any JSON text
// whose numbers are integers; others are kept as they were written.
func canonical(src []byte) ([]byte, error) {
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, err
	}
	return appendCanonical(make([]byte, 0, len(src)), v), nil
}

func appendCanonical(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	case json.Number:
		return append(b, v...)
	case string:
		return appendString(b, v)
	case []any:
		b = append(b, '[')
		for i, e := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendCanonical(b, e)
		}
		return append(b, ']')
	case map[string]any:
		keys := make([]string, 0, len(v))
		for k := range v {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, compareUTF16)
		b = append(b, '{')
		for i, k := range keys {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, k), ':')
			b = appendCanonical(b, v[k])
		}
		return append(b, '}')
	}
	return b
}

// appendString writes a JSON string with the escapes of RFC 8785.
func appendString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		start = i + 1
		if short := shortEscape(c); short != 0 {
			b = append(b, '\\', short)
		} else {
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
	}
	return append(append(b, s[start:]...), '"')
}

// shortEscape returns the letter of a two-character escape, or 0.
func shortEscape(c byte) byte {
	switch c {
	case '"', '\\':
		return c
	case '\b':
		return 'b'
	case '\t':
		return 't'
	case '\n':
		return 'n'
	case '\f':
		return 'f'
	case '\r':
		return 'r'
	}
	return 0
}

// compareUTF16 orders strings by UTF-16 code units, as RFC 8785 sorts members:
// characters beyond the basic plane come before U+E000.
func compareUTF16(a, b string) int {
	for a != "" && b != "" {
		r, n := utf8.DecodeRuneInString(a)
		q, m := utf8.DecodeRuneInString(b)
		if r != q {
			if (r > 0xffff) != (q > 0xffff) && r >= 0xe000 && q >= 0xe000 {
				return int(q - r)
			}
			return int(r - q)
		}
		a, b = a[n:], b[m:]
	}
	return len(a) - len(b)
}

// ErrCanonical says that text is not in the one form in which events are hashed.
var ErrCanonical = errors.New("not canonical JSON (RFC 8785)")

// scanner reads canonical JSON, and nothing else, from a string. Strings
// without escapes share the memory of src. After the first error every method
// returns zero values.
type scanner struct {
	src string
	at  int
	err error
}

func (s *scanner) fail(want string) {
	if s.err == nil {
		s.err = fmt.Errorf("%w: byte %d: expected %s", ErrCanonical, s.at, want)
		s.at = len(s.src)
	}
}

// skip takes the bytes of lit.
func (s *scanner) skip(lit byte) {
	if s.at < len(s.src) && s.src[s.at] == lit {
		s.at++
		return
	}
	s.fail(strconv.QuoteRune(rune(lit)))
}

func (s *scanner) peek() byte {
	if s.at < len(s.src) {
		return s.src[s.at]
	}
	return 0
}

// object calls member with each name, in ascending order; member takes the
// value.
func (s *scanner) object(member func(name string)) {
	for name, ok := s.begin(); ok; name, ok = s.more(name) {
		member(name)
	}
}

// begin takes the start of an object and the first name; more takes the next.
// ok is false after the last.
func (s *scanner) begin() (name string, ok bool) {
	s.skip('{')
	if s.peek() == '}' {
		s.at++
		return "", false
	}
	name = s.string()
	s.skip(':')
	return name, s.err == nil
}

func (s *scanner) more(last string) (name string, ok bool) {
	if s.peek() != ',' {
		s.skip('}')
		return "", false
	}
	s.at++
	name = s.string()
	s.skip(':')
	if s.err == nil && !(isASCII(last) && last < name) && compareUTF16(last, name) >= 0 {
		s.fail("members in ascending order, each once")
	}
	return name, s.err == nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// array calls element at each element; element takes the value.
func (s *scanner) array(element func()) {
	s.skip('[')
	if s.peek() == ']' {
		s.at++
		return
	}
	for s.err == nil {
		element()
		if s.peek() != ',' {
			break
		}
		s.at++
	}
	s.skip(']')
}

func (s *scanner) string() string {
	s.skip('"')
	if s.err != nil {
		return ""
	}
	start := s.at
	n := strings.IndexByte(s.src[start:], '"')
	if n < 0 {
		s.at = len(s.src)
		s.fail("the end of a string")
		return ""
	}
	if i := strings.IndexByte(s.src[start:start+n], '\\'); i >= 0 {
		return s.escaped(start, start+i)
	}
	s.at = start + n + 1
	return s.src[start : start+n]
}

// controls returns the index of the first control character, which a string
// may not hold as it is, or -1.
func controls(s string) int {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
			uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		if (w-0x20*ones)&^w&tops != 0 {
			break
		}
	}
	for ; i < len(s); i++ {
		if s[i] < 0x20 {
			return i
		}
	}
	return -1
}

// escaped reads on in a string that has its first escape at i.
func (s *scanner) escaped(start, i int) string {
	b := make([]byte, 0, len(s.src[start:i])+64)
	b = append(b, s.src[start:i]...)
	for i < len(s.src) {
		c := s.src[i]
		switch {
		case c == '"':
			s.at = i + 1
			return string(b)
		case c != '\\':
			end := i
			for end < len(s.src) && s.src[end] != '"' && s.src[end] != '\\' {
				end++
			}
			b = append(b, s.src[i:end]...)
			i = end
			continue
		}
		plain, n := unescape(s.src[i:])
		if n == 0 {
			s.at = i
			s.fail("the shortest escape")
			return ""
		}
		b = append(b, plain)
		i += n
	}
	s.at = len(s.src)
	s.fail("the end of a string")
	return ""
}

// unescape reads one escape in its canonical form; n is 0 if it is none.
func unescape(s string) (plain byte, n int) {
	if len(s) < 2 {
		return 0, 0
	}
	const letters, plains = "\"\\btnfr", "\"\\\b\t\n\f\r"
	for i := range len(letters) {
		if s[1] == letters[i] {
			return plains[i], 2
		}
	}
	if len(s) < 6 || s[1] != 'u' || s[2] != '0' || s[3] != '0' {
		return 0, 0
	}
	hi, lo := fromHex[s[4]], fromHex[s[5]]
	if hi > 1 || lo > 15 || shortEscape(hi<<4|lo) != 0 {
		return 0, 0
	}
	return hi<<4 | lo, 6
}

// fromHex gives the values of lower-case hexadecimal digits; of all other
// bytes, 255.
var fromHex = func() (t [256]byte) {
	for i := range t {
		t[i] = 255
	}
	for i, c := range []byte("0123456789abcdef") {
		t[c] = byte(i)
	}
	return t
}()

func (s *scanner) int() int {
	start := s.at
	for s.at < len(s.src) && ('0' <= s.src[s.at] && s.src[s.at] <= '9' || s.src[s.at] == '-') {
		s.at++
	}
	n, err := strconv.Atoi(s.src[start:s.at])
	if err != nil || s.at-start > 1 && (s.src[start] == '0' || s.src[start:start+2] == "-0") {
		s.at = start
		s.fail("an integer")
		return 0
	}
	return n
}

func (s *scanner) bool() bool {
	for _, v := range []bool{true, false} {
		if lit := strconv.FormatBool(v); len(s.src)-s.at >= len(lit) && s.src[s.at:s.at+len(lit)] == lit {
			s.at += len(lit)
			return v
		}
	}
	s.fail("true or false")
	return false
}

// hex reads a string of lower-case hexadecimal digits that fill dst.
func (s *scanner) hex(dst []byte) {
	start := s.at
	text := s.string()
	if s.err == nil && !decodeHex(dst, text) {
		s.at = start
		s.fail(fmt.Sprintf("%d lower-case hexadecimal digits", 2*len(dst)))
	}
}

func decodeHex(dst []byte, text string) bool {
	if len(text) != 2*len(dst) {
		return false
	}
	for i := range dst {
		hi, lo := fromHex[text[2*i]], fromHex[text[2*i+1]]
		if hi|lo > 15 {
			return false
		}
		dst[i] = hi<<4 | lo
	}
	return true
}

// value takes any value and returns its text.
func (s *scanner) value() string {
	start := s.at
	s.any(0)
	return s.src[start:s.at]
}

const maxNesting = 64

func (s *scanner) any(depth int) {
	if depth > maxNesting {
		s.fail(fmt.Sprintf("at most %d levels", maxNesting))
		return
	}
	switch c := s.peek(); {
	case c == '{':
		s.object(func(string) { s.any(depth + 1) })
	case c == '[':
		s.array(func() { s.any(depth + 1) })
	case c == '"':
		s.string()
	case c == 't' || c == 'f':
		s.bool()
	case c == 'n':
		for _, lit := range []byte("null") {
			s.skip(lit)
		}
	default:
		start := s.at
		for s.at < len(s.src) && bytes.IndexByte([]byte("+-.eE0123456789"), s.src[s.at]) >= 0 {
			s.at++
		}
		if !json.Valid([]byte(s.src[start:s.at])) {
			s.at = start
			s.fail("a value")
		}
	}
}
