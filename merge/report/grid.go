package report

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/rollingtext/rollingtext/clause/html"
	"github.com/rollingtext/rollingtext/clause/markdown"
)

// Grid is a table. Every row has a cell for each column.
type Grid struct {
	Columns []string
	Rows    [][]Box
}

// Box is a cell of a table.
type Box struct {
	Value string
	Quote bool // the value is wording of the document
}

// column is how many columns of a terminal a cell of plain text has.
const column = 28

// writeGrid writes a table of plain text, each cell broken into lines. Cells
// are isolated (U+2068, U+2069; UAX #9), so that wording from right to left
// stays in its column.
func (g *Grid) writeText(b *bytes.Buffer) {
	rows := [][]Box{{}}
	for _, c := range g.Columns {
		rows[0] = append(rows[0], Box{Value: c})
	}
	rows = append(rows, g.Rows...)
	widths := make([]int, len(g.Columns))
	for _, row := range rows {
		for k, c := range row {
			for _, line := range wrap(c.Value) {
				widths[k] = max(widths[k], cells(line))
			}
		}
	}
	rule := func(r string) {
		for k, w := range widths {
			if k > 0 {
				b.WriteString("+")
			}
			b.WriteString(strings.Repeat(r, w+2))
		}
		b.WriteString("\n")
	}
	for n, row := range rows {
		if n == 1 {
			rule("=")
		} else if n > 1 {
			rule("-")
		}
		parts := make([][]string, len(row))
		high := 0
		for k, c := range row {
			parts[k] = wrap(c.Value)
			high = max(high, len(parts[k]))
		}
		for line := range high {
			var s strings.Builder
			for k := range row {
				if k > 0 {
					s.WriteString("|")
				}
				text := ""
				if line < len(parts[k]) {
					text = parts[k][line]
				}
				pad := strings.Repeat(" ", widths[k]-cells(text))
				if rightToLeft(text) {
					text = "\u2068" + text + "\u2069"
				}
				s.WriteString(" " + text + pad + " ")
			}
			b.WriteString(strings.TrimRight(s.String(), " ") + "\n")
		}
	}
}

// wrap breaks a value into lines that fit a column.
func wrap(s string) []string {
	var out []string
	for _, paragraph := range strings.Split(strings.TrimSpace(s), "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			for cells(word) > column {
				head := cut(word)
				if line != "" {
					out = append(out, line)
					line = ""
				}
				out = append(out, head)
				word = word[len(head):]
			}
			switch {
			case line == "":
				line = word
			case cells(line)+1+cells(word) <= column:
				line += " " + word
			default:
				out = append(out, line)
				line = word
			}
		}
		out = append(out, line)
	}
	return out
}

// cut returns as much of a long word as fits a column, between characters.
func cut(word string) string {
	n, end := 0, len(word)
	for at, r := range word {
		if w := runeCells(r); n+w > column && w > 0 {
			end = at
			break
		} else {
			n += w
		}
	}
	return word[:end]
}

// cells is how many columns of a terminal a text takes (UAX #11).
func cells(s string) int {
	n := 0
	for _, r := range s {
		n += runeCells(r)
	}
	return n
}

func runeCells(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Arabic, unicode.Hebrew) })
}

func (g *Grid) writeMarkdown(b *bytes.Buffer) {
	cell := func(s string) string {
		return strings.ReplaceAll(markdown.Escape(strings.Join(strings.Fields(s), " ")), "|", "\\|")
	}
	row := func(values []string) { b.WriteString("| " + strings.Join(values, " | ") + " |\n") }
	var head, rule []string
	for _, c := range g.Columns {
		head, rule = append(head, cell(c)), append(rule, "---")
	}
	row(head)
	row(rule)
	for _, r := range g.Rows {
		var values []string
		for _, c := range r {
			values = append(values, cell(c.Value))
		}
		row(values)
	}
}

func (p *page) grid(g *Grid) {
	p.b.WriteString("<table>\n<thead><tr>")
	for _, c := range g.Columns {
		fmt.Fprintf(p.b, "<th scope=\"col\"><bdi>%s</bdi></th>", html.Escape(c))
	}
	p.b.WriteString("</tr></thead>\n<tbody>\n")
	for _, r := range g.Rows {
		p.b.WriteString("<tr>")
		for k, c := range r {
			tag := "td"
			if k == 0 {
				tag = "th"
			}
			fmt.Fprintf(p.b, "<%s dir=\"auto\">", tag)
			p.text(strings.TrimSpace(c.Value))
			fmt.Fprintf(p.b, "</%s>", tag)
		}
		p.b.WriteString("</tr>\n")
	}
	p.b.WriteString("</tbody>\n</table>\n")
}
