package merge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Notation writes nodes in the notation that package bracket reads: plain
// text, and for a bracket `[as it stands] [EU, G77: other words]`, with
// `[EU: delete]` where a party would have nothing. White space at the ends of
// options stands outside of the brackets.
func Notation(nodes []Node) string {
	var b strings.Builder
	notation(&b, nodes)
	return b.String()
}

func notation(b *strings.Builder, nodes []Node) {
	for _, n := range nodes {
		if len(n.Options) == 0 {
			b.WriteString(n.Text)
			continue
		}
		lead, options, trail := Spaced(n)
		b.WriteString(lead)
		for i, o := range options {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(o)
		}
		b.WriteString(trail)
	}
}

// Spaced returns the options of a bracket, each in brackets with its names, and
// the white space before and after that all of them share.
func Spaced(n Node) (lead string, options []string, trail string) {
	texts := make([]string, len(n.Options))
	shared := false
	for i, o := range n.Options {
		texts[i] = Notation(o.Content)
		if texts[i] == "" {
			continue
		}
		head := texts[i][:len(texts[i])-len(strings.TrimLeftFunc(texts[i], unicode.IsSpace))]
		tail := texts[i][len(strings.TrimRightFunc(texts[i], unicode.IsSpace)):]
		if !shared {
			lead, trail, shared = head, tail, true
			continue
		}
		lead, trail = commonPrefix(lead, head), commonSuffix(trail, tail)
	}
	for i, o := range n.Options {
		t := texts[i]
		if len(t) < len(lead)+len(trail) { // white space only
			t = ""
		} else if t != "" {
			t = t[len(lead) : len(t)-len(trail)]
		}
		if t == "" && o.Stands {
			continue
		}
		if t == "" {
			t = "delete"
		}
		if len(o.Sponsors) > 0 {
			t = Who(o.Sponsors) + ": " + t
		}
		options = append(options, "["+t+"]")
	}
	return lead, options, trail
}

func commonPrefix(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
		n--
	}
	return a[:n]
}

func commonSuffix(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return a[len(a)-n:]
}
