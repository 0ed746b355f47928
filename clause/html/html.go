// Package html writes documents, and text for the HTML of others, as HTML
// fragments that are safe to put into any page: everything is escaped, and
// text of either direction is shown as it would be alone.
//
// [Write] writes a document. [Text], [AppendText] and [Escape] serve those who
// write HTML of their own, such as reports of differences.
//
// The output is at once HTML and well-formed XML 1.0. Characters that neither
// can hold, which are control characters, noncharacters and bytes that are not
// UTF-8, become U+FFFD; vertical tab, form feed and next line become a space,
// and CR LF a line feed. Nothing else is changed.
package html

import (
	"io"
	"strings"
	"sync"

	"github.com/rollingtext/rollingtext/clause/internal/layout"
)

// Escape makes text safe as the content of an element and as the value of an
// attribute in quotes of either sort.
func Escape(s string) string { return escaper.Replace(layout.Clean(s)) }

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// Text writes text as the content of an element whose direction is base, as
// [AppendText] does.
func Text(w io.Writer, s string, base Dir) error {
	_, err := w.Write(AppendText(nil, s, base))
	return err
}

// AppendText appends text, escaped, to dst and returns it. Each stretch of the
// other direction is isolated by <bdi dir="…">: Latin names in Arabic, Hebrew
// words in English. So they stay in one piece whatever stands beside them, be
// it a bracket, a mark or an element of yours, and look as by the Unicode
// Bidirectional Algorithm (UAX #9).
//
// Digits alone are not isolated, for the letters round them say how a range
// such as "2023-2022" is shown. Text with explicit embeddings, overrides or
// isolates is put into one <bdi dir="…"> of direction base, out of which they
// do not reach. Auto takes the direction of the first strong character; give
// the element dir="auto" then. Time is linear in the text.
func AppendText(dst []byte, s string, base Dir) []byte {
	s = layout.Clean(s)
	if base == Auto {
		base = FirstStrong(s)
	}
	if base == LTR && !hasRTL(s) {
		return appendEscaped(dst, s)
	}
	r := resolvers.Get().(*resolver)
	defer resolvers.Put(r)
	found, ok := r.find(s, base)
	if !ok {
		dst = append(dst, openBdi(base)...)
		return append(appendEscaped(dst, s), "</bdi>"...)
	}
	at := 0
	for _, f := range found {
		dst = appendEscaped(dst, s[at:f.start])
		dst = append(dst, openBdi(base.other())...)
		dst = append(appendEscaped(dst, s[f.start:f.end]), "</bdi>"...)
		at = f.end
	}
	return appendEscaped(dst, s[at:])
}

var resolvers = sync.Pool{New: func() any { return new(resolver) }}

func openBdi(d Dir) string {
	if d == RTL {
		return `<bdi dir="rtl">`
	}
	return `<bdi dir="ltr">`
}

func appendEscaped(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		var esc string
		switch s[i] {
		case '&':
			esc = "&amp;"
		case '<':
			esc = "&lt;"
		case '>':
			esc = "&gt;"
		case '"':
			esc = "&#34;"
		case '\'':
			esc = "&#39;"
		default:
			continue
		}
		dst = append(append(dst, s[start:i]...), esc...)
		start = i + 1
	}
	return append(dst, s[start:]...)
}

// hasRTL reports whether s may hold a right-to-left character or a directional
// control, by the bytes that these start with.
func hasRTL(s string) bool {
	for i := 0; i < len(s); i++ {
		b := s[i]
		if b < 0xD6 {
			continue
		}
		switch {
		case b <= 0xDF: // U+0580 to U+07FF
			return true
		case b == 0xE0 && s[i+1] <= 0xA3: // U+0800 to U+08FF
			return true
		case b == 0xE2 && s[i+1] <= 0x81: // U+2000 to U+207F: marks, embeddings, isolates
			c := s[i+2]
			if s[i+1] == 0x80 && (c == 0x8F || 0xAA <= c && c <= 0xAE) || s[i+1] == 0x81 && 0xA6 <= c && c <= 0xA9 {
				return true
			}
		case b == 0xEF && s[i+1] >= 0xAC && s[i+1] <= 0xBB: // U+FB00 to U+FEFF: presentation forms
			return true
		case b == 0xF0 && (s[i+1] == 0x90 || s[i+1] == 0x9E): // U+10000 to U+10FFF, U+1E000 to U+1EFFF
			return true
		}
	}
	return false
}
