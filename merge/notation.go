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
	shut := false // a bracket has just been shut
	for _, n := range nodes {
		if len(n.Options) == 0 {
			b.WriteString(n.Text)
			shut = shut && n.Text == ""
			continue
		}
		lead, trail := Margins(n)
		if shut && lead == "" {
			b.WriteByte('\n') // side by side they would read as options of each other
		}
		b.WriteString(lead)
		shut = trail == ""
		first := true
		for _, o := range n.Options {
			t := inner(Notation(o.Content), lead, trail)
			if t == "" && o.Stands {
				continue
			}
			if !first {
				b.WriteByte(' ')
			}
			first = false
			b.WriteByte('[')
			if len(o.Sponsors) > 0 {
				b.WriteString(Who(o.Sponsors) + ": ")
			}
			if t == "" {
				t = "delete"
			}
			b.WriteString(t + "]")
		}
		b.WriteString(trail)
	}
}

// inner is an option without the margins of its bracket.
func inner(t, lead, trail string) string {
	if len(t) < len(lead)+len(trail) {
		return ""
	}
	return t[len(lead) : len(t)-len(trail)]
}

// Margins returns the white space that all options of a bracket begin and end
// with, but for empty ones. It is written outside of the brackets.
func Margins(n Node) (lead, trail string) {
	var texts []string
	adds := len(n.Options) > 0 && n.Options[0].Stands && len(n.Options[0].Content) == 0
	for _, o := range n.Options {
		t := Notation(o.Content)
		if adds && t != "" && strings.TrimSpace(t) == "" {
			return "", "" // spaces are what it is about
		}
		if t != "" {
			texts = append(texts, t)
		}
	}
	for i, t := range texts {
		head := t[:len(t)-len(strings.TrimLeftFunc(t, unicode.IsSpace))]
		tail := t[len(strings.TrimRightFunc(t, unicode.IsSpace)):]
		if i == 0 {
			lead, trail = head, tail
		}
		lead, trail = commonPrefix(lead, head), commonSuffix(trail, tail)
	}
	for _, t := range texts {
		if len(t) < len(lead)+len(trail) { // the same spaces at both ends
			trail = ""
		}
	}
	return lead, trail
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
