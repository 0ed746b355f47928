package instruction

import "strings"

// marks are the pairs of quotation marks, in the order in which they are
// tried for writing.
var marks = [...][2]string{{"«", "»"}, {"“", "”"}, {"「", "」"}, {"‹", "›"}, {"\"", "\""}, {"„", "“"}, {"‘", "’"}, {"'", "'"}}

// quoted reads a quotation at pos; it returns the words and where the closing
// mark ends, or -1. Marks of the same kind may nest. French guillemets may
// have a space on the inside of both.
func quoted(text string, pos int) (string, int) {
	for _, q := range marks {
		if !strings.HasPrefix(text[pos:], q[0]) {
			continue
		}
		depth, from := 1, pos+len(q[0])
		for i := from; i < len(text); i++ {
			switch {
			case strings.HasPrefix(text[i:], q[1]):
				if depth--; depth == 0 {
					return unpad(q[0], text[from:i]), i + len(q[1])
				}
			case strings.HasPrefix(text[i:], q[0]):
				depth++
			}
		}
	}
	return "", -1
}

var pads = [...]string{" ", "\u00a0", "\u202f"}

// unpad takes away the space inside guillemets.
func unpad(mark, s string) string {
	if mark != "«" {
		return s
	}
	for _, p := range pads {
		if len(s) > 2*len(p) && strings.HasPrefix(s, p) && strings.HasSuffix(s, p) {
			return s[len(p) : len(s)-len(p)]
		}
	}
	return s
}

// quote puts words in marks so that [quoted] reads them back.
func quote(s, prefer string) (string, bool) {
	for _, only := range []bool{true, false} {
		for _, q := range marks {
			if only != (q[0] == prefer) {
				continue
			}
			written := q[0] + s + q[1]
			if got, end := quoted(written+" ", 0); got == s && end == len(written) {
				return written, true
			}
		}
	}
	return "", false
}
