package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/markdown"
	"github.com/rollingtext/rollingtext/merge"
)

// Options say how sections are written. The zero value is plain text.
type Options struct {
	Format   Format
	Language string // of the text, BCP 47; HTML says so
	Title    string // of the HTML page; default the first section's
}

// Write writes one section, or several each under its heading.
func Write(w io.Writer, sections []Section, o Options) error {
	var b bytes.Buffer
	var err error
	switch o.Format {
	case JSON:
		err = writeJSON(&b, sections)
	case HTML:
		writeHTML(&b, sections, o)
	case Markdown:
		writeMarkdown(&b, sections)
	default:
		writeText(&b, sections)
	}
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}

// writeJSON writes the data of one section, or an object of all by name.
func writeJSON(b *bytes.Buffer, sections []Section) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if len(sections) == 1 {
		return e.Encode(sections[0].Data)
	}
	all := map[string]any{}
	for _, s := range sections {
		all[s.Name] = s.Data
	}
	return e.Encode(all)
}

func writeText(b *bytes.Buffer, sections []Section) {
	for i, s := range sections {
		if len(sections) > 1 {
			if i > 0 {
				endLine(b)
				b.WriteByte('\n')
			}
			fmt.Fprintf(b, "%s\n%s\n\n", s.Title, strings.Repeat("=", utf8.RuneCountInString(s.Title)))
		}
		switch {
		case s.Nodes != nil:
			b.WriteString(merge.Notation(s.Nodes))
		case s.Grid != nil:
			s.Grid.writeText(b)
		case len(s.Entries) == 0 && s.Empty != "":
			b.WriteString(s.Empty + "\n")
		}
		for k, e := range s.Entries {
			if k > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(b, "%s: %s\n", head(e.Head), e.Note)
			for _, l := range e.Lines {
				v := l.Value
				if l.Quote {
					v = "«" + excerpt(v) + "»"
				}
				fmt.Fprintf(b, "  %s: %s\n", l.Name, v)
			}
		}
	}
	if len(sections) > 1 {
		endLine(b)
	}
}

func endLine(b *bytes.Buffer) {
	if n := b.Len(); n > 0 && b.Bytes()[n-1] != '\n' {
		b.WriteByte('\n')
	}
}

// head names a clause; the start of the document has no name of its own.
func head(label string) string {
	if label == "" {
		return "start of the text"
	}
	return excerpt(label)
}

// longest is how many characters of a wording a list shows.
const longest = 160

// excerpt makes one line of a wording, and leaves out the middle of a long one.
func excerpt(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= longest {
		return s
	}
	cut := func(k int) int { // to the space before
		for i := k; i > k-24; i-- {
			if r[i] == ' ' {
				return i
			}
		}
		return k
	}
	return string(r[:cut(longest*2/3)]) + " … " + strings.TrimSpace(string(r[cut(len(r)-longest/3):]))
}

func writeMarkdown(b *bytes.Buffer, sections []Section) {
	for i, s := range sections {
		if i > 0 {
			b.WriteByte('\n')
		}
		if len(sections) > 1 || s.Nodes == nil {
			fmt.Fprintf(b, "## %s\n\n", markdown.Escape(s.Title))
		}
		if s.Nodes != nil {
			lines := strings.Split(markdownNodes(s.Nodes), "\n")
			for _, line := range lines {
				if line = strings.TrimSpace(line); line != "" {
					b.WriteString(line + "\n\n")
				}
			}
			continue
		}
		if s.Grid != nil {
			s.Grid.writeMarkdown(b)
			continue
		}
		if len(s.Entries) == 0 {
			b.WriteString(markdown.Escape(s.Empty) + "\n")
		}
		for _, e := range s.Entries {
			fmt.Fprintf(b, "- **%s**: %s\n", markdown.Escape(head(e.Head)), markdown.Escape(e.Note))
			for _, l := range e.Lines {
				v := markdown.Escape(l.Value)
				if l.Quote {
					v = "«" + markdown.Escape(excerpt(l.Value)) + "»"
				}
				fmt.Fprintf(b, "  - %s: %s\n", markdown.Escape(l.Name), v)
			}
		}
	}
}

// markdownNodes writes nodes with the names of the sponsors in bold.
func markdownNodes(nodes []merge.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		if len(n.Options) == 0 {
			b.WriteString(markdownText(n.Text))
			continue
		}
		lead, trail := merge.Margins(n)
		b.WriteString(markdownText(lead))
		first := true
		for _, o := range n.Options {
			t := markdownNodes(trimmed(o.Content, lead, trail))
			if t == "" && o.Stands {
				continue
			}
			if !first {
				b.WriteByte(' ')
			}
			first = false
			if t == "" {
				t = "*delete*"
			}
			if len(o.Sponsors) > 0 {
				t = "**" + markdown.Escape(merge.Who(o.Sponsors)) + ":** " + t
			}
			b.WriteString("\\[" + t + "\\]")
		}
		b.WriteString(markdownText(trail))
	}
	return b.String()
}

// markdownText escapes a text line by line; spaces at the ends stay.
func markdownText(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		core := strings.TrimSpace(line)
		if core == "" {
			lines[i] = strings.Trim(line, "\r")
			continue
		}
		at := strings.Index(line, core)
		before, after := "", ""
		if at > 0 {
			before = " "
		}
		if strings.TrimRight(line[at+len(core):], "\r") != "" {
			after = " "
		}
		lines[i] = before + markdown.Escape(core) + after
	}
	return strings.Join(lines, "\n")
}

// trimmed takes the white space that all options of a bracket share off.
func trimmed(nodes []merge.Node, lead, trail string) []merge.Node {
	if len(nodes) == 0 {
		return nil
	}
	out := append([]merge.Node(nil), nodes...)
	if k := &out[0]; len(k.Options) == 0 {
		k.Text = strings.TrimPrefix(k.Text, lead)
	}
	if k := &out[len(out)-1]; len(k.Options) == 0 {
		k.Text = strings.TrimSuffix(k.Text, trail)
	}
	return out
}
