// Package html writes a bracketed text as a page on which every party has a
// colour, a kind of underline and its name, so that the page also holds for
// colour-blind readers and on black-and-white paper.
//
// Names and wordings are isolated with bdi elements (HTML, section 4.5.24), so
// that a Latin name in an Arabic line, or the other way round, leaves the
// brackets where they are: by rule N0 of the Unicode bidirectional algorithm
// (UAX #9) a pair of brackets takes its direction from what is inside, and an
// isolate counts as neutral.
package html

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause/html"
)

// Options are the choices of a page. The zero value makes a page without
// title, of unknown language.
type Options struct {
	Title string
	Lang  string // BCP 47, for hyphenation and speech; empty when not known
}

// Write writes a page: a legend of the parties and the text. The text content
// of the element with class "text" is the text, character for character, with what
// HTML cannot hold replaced as package clause/html says.
func Write(w io.Writer, t bracket.Tree, o Options) error {
	p := page{parties: parties(t)}
	p.head(o)
	p.legend()
	p.b.WriteString(`<div class="text">`)
	p.nodes(t.Nodes)
	p.b.WriteString("</div>\n</body>\n</html>\n")
	_, err := io.WriteString(w, p.b.String())
	if err != nil {
		return fmt.Errorf("bracket/html: write page: %w", err)
	}
	return nil
}

// parties lists all sponsors in the order in which they first appear.
func parties(t bracket.Tree) map[string]int {
	out := map[string]int{}
	for _, n := range t.All {
		for _, p := range n.Positions {
			for _, name := range p.Parties {
				if _, ok := out[name]; !ok {
					out[name] = len(out)
				}
			}
		}
	}
	return out
}

// colours are those of Okabe and Ito, darkened where they were too light for
// text on white (contrast at least 4.5:1); readers with any common form of
// colour blindness tell them apart.
var colours = []string{"#005a8c", "#a84300", "#006b4e", "#9a3f78", "#6b5b00", "#3d3d3d", "#5b2a86"}

// underlines tell apart what the colours do not; with 7 colours 35
// combinations come before one repeats.
var underlines = []string{"solid", "double", "dotted", "dashed", "wavy"}

type page struct {
	b       strings.Builder
	parties map[string]int
}

func (p *page) head(o Options) {
	lang := ""
	if o.Lang != "" {
		lang = ` lang="` + html.Escape(o.Lang) + `"`
	}
	fmt.Fprintf(&p.b, "<!DOCTYPE html>\n<html%s>\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n<style>\n%s", lang, html.Escape(o.Title), style)
	for i := range len(p.parties) {
		fmt.Fprintf(&p.b, ".p%d { color: %s; text-decoration: underline %s %s; }\n", i, colours[i%len(colours)], underlines[i%len(underlines)], colours[i%len(colours)])
	}
	p.b.WriteString("</style>\n</head>\n<body>\n")
}

const style = `body { font-family: serif; line-height: 1.9; max-width: 48em; margin: 2em auto; padding: 0 1em; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; overflow-wrap: anywhere; }
.group { background: #f4f4f4; }
.b { font-weight: bold; }
.who { font-size: 80%; font-weight: bold; }
.against { text-decoration-line: underline line-through; }
.o1 { text-underline-offset: .35em; } .o2 { text-underline-offset: .55em; } .o3 { text-underline-offset: .75em; }
.blank, .note, .status, .artefact { color: #555; font-style: italic; }
.legend { list-style: none; padding: 0; } .legend li { display: inline-block; margin-inline-end: 1.5em; }
@media print { .group { background: none; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`

// legend shows each party in its colour and underline.
func (p *page) legend() {
	if len(p.parties) == 0 {
		return
	}
	names := make([]string, len(p.parties))
	for name, i := range p.parties {
		names[i] = name
	}
	p.b.WriteString("<ul class=\"legend\">\n")
	for i, name := range names {
		fmt.Fprintf(&p.b, "<li><bdi class=\"p%d\">%s</bdi></li>\n", i, html.Escape(name))
	}
	p.b.WriteString("</ul>\n")
}

func (p *page) nodes(nodes []bracket.Node) {
	for _, n := range nodes {
		p.node(n)
	}
}

func (p *page) node(n bracket.Node) {
	switch n.Kind {
	case bracket.Group:
		p.b.WriteString(`<span class="group">`)
		for _, c := range n.Children {
			if c.Kind == bracket.Option {
				p.option(c)
			} else {
				p.node(c)
			}
		}
		p.b.WriteString("</span>")
	case bracket.Text, bracket.Number, bracket.Connector:
		for line := range strings.Lines(n.Text) { // each is a paragraph of its own in the bidirectional algorithm
			p.b.Write(html.AppendText(nil, line, html.Auto))
		}
	case bracket.Delimiter:
		p.span("b", n.Text)
	case bracket.Attribution:
		p.attribution(n)
	case bracket.Placeholder, bracket.Deletion:
		p.span("blank", n.Text)
	default:
		p.span(n.Kind.String(), n.Text)
	}
}

func (p *page) span(class, text string) {
	fmt.Fprintf(&p.b, `<span class="%s">%s</span>`, class, html.Escape(text))
}

// option writes the wording in one isolate, underlined once for each sponsor;
// delimiters and names stay outside of it.
func (p *page) option(o bracket.Node) {
	inside := func(k bracket.Kind) bool {
		return k != bracket.Delimiter && k != bracket.Attribution && k != bracket.Label
	}
	for i := 0; i < len(o.Children); {
		if !inside(o.Children[i].Kind) {
			p.node(o.Children[i])
			i++
			continue
		}
		end := i
		for end < len(o.Children) && inside(o.Children[end].Kind) {
			end++
		}
		classes := p.classes(o)
		fmt.Fprintf(&p.b, `<bdi class="w%s">`, first(classes))
		for _, c := range classes[min(1, len(classes)):] {
			fmt.Fprintf(&p.b, `<span class="%s">`, c)
		}
		p.nodes(o.Children[i:end])
		p.b.WriteString(strings.Repeat("</span>", max(0, len(classes)-1)))
		p.b.WriteString("</bdi>")
		i = end
	}
}

// classes are those of an option's sponsors, one for each underline.
func (p *page) classes(o bracket.Node) []string {
	var out []string
	for _, pos := range o.Positions {
		for _, name := range pos.Parties {
			c := fmt.Sprintf("p%d", p.parties[name])
			if k := len(out); k > 0 {
				c += fmt.Sprintf(" o%d", min(k, 3))
			}
			if pos.Stance.Against() {
				c += " against"
			}
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

func first(classes []string) string {
	if len(classes) == 0 {
		return ""
	}
	return " " + classes[0]
}

// attribution writes names, each isolated and in its colour, and what stands
// between them.
func (p *page) attribution(n bracket.Node) {
	p.b.WriteString(`<span class="who">`)
	rest := n.Text
	for _, pos := range n.Positions {
		for _, name := range pos.Parties {
			before, after, ok := strings.Cut(rest, name)
			if !ok {
				continue
			}
			p.b.WriteString(html.Escape(before))
			fmt.Fprintf(&p.b, `<bdi class="p%d">%s</bdi>`, p.parties[name], html.Escape(name))
			rest = after
		}
	}
	p.b.WriteString(html.Escape(rest) + "</span>")
}
