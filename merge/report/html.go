package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause/html"
	"github.com/rollingtext/rollingtext/merge"
)

// palette are colours that stay apart for readers who do not see red and green
// (after Okabe and Ito); the style of the line under the words tells parties
// apart in print.
var palette = []struct{ colour, line string }{
	{"#0072b2", "solid"},
	{"#d55e00", "dashed"},
	{"#009e73", "dotted"},
	{"#cc79a7", "double"},
	{"#56b4e9", "wavy"},
	{"#e69f00", "solid"},
	{"#000000", "dashed"},
	{"#8a6d00", "dotted"},
}

const style = `body{max-width:52rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 serif}
.text{white-space:pre-wrap;tab-size:3}
.text[dir=auto]{unicode-bidi:plaintext}
.group{background:#f6f6f6}
.option{text-decoration-line:underline;text-decoration-thickness:2px;text-underline-offset:3px}
.stands{text-decoration:none}
.who{font:600 .75em sans-serif}
.delete{font-style:italic}
.entry{margin:0 0 1rem;border-inline-start:3px solid #ddd;padding-inline-start:.7rem}
dt{font:600 .8em sans-serif;float:inline-start;clear:both;margin-inline-end:.5em}
dd{margin:0}
@media print{.group{background:none}}
`

// gridStyle is added where there is a table.
const gridStyle = `table{border-collapse:collapse}
th,td{border:1px solid #ddd;padding:.3rem .5rem;vertical-align:top;text-align:start;white-space:pre-wrap}
`

type page struct {
	b       *bytes.Buffer
	parties []string
	dir     html.Dir
}

// writeHTML writes a whole page that needs nothing else.
func writeHTML(b *bytes.Buffer, sections []Section, o Options) {
	p := page{b: b, dir: html.DirOf(o.Language)}
	title := o.Title
	for _, s := range sections {
		p.parties = append(p.parties, s.Parties...)
		if title == "" {
			title = s.Title
		}
	}
	look := style
	if slices.ContainsFunc(sections, func(s Section) bool { return s.Grid != nil }) {
		look += gridStyle
	}
	slices.Sort(p.parties)
	p.parties = slices.Compact(p.parties)
	fmt.Fprintf(b, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		html.Escape(title), look)
	lang := ""
	if o.Language != "" {
		lang = fmt.Sprintf(` lang="%s"`, html.Escape(o.Language))
	}
	for _, s := range sections {
		fmt.Fprintf(b, "<section id=\"%s\">\n<h2>%s</h2>\n", html.Escape(s.Name), html.Escape(s.Title))
		if s.Nodes != nil {
			fmt.Fprintf(b, "<div class=\"text\" dir=\"%s\"%s>", p.dirName(), lang)
			p.nodes(s.Nodes)
			b.WriteString("</div>\n")
		} else if s.Grid != nil {
			p.grid(s.Grid)
		} else if len(s.Entries) == 0 {
			fmt.Fprintf(b, "<p>%s</p>\n", html.Escape(s.Empty))
		}
		for _, e := range s.Entries {
			p.entry(e, lang)
		}
		b.WriteString("</section>\n")
	}
	b.WriteString("</body>\n</html>\n")
}

// dirName is the direction of the text: known from its language, or that of the
// first strong character of each paragraph.
func (p *page) dirName() string {
	switch p.dir {
	case html.RTL:
		return "rtl"
	case html.LTR:
		return "ltr"
	}
	return "auto"
}

// dirAttr gives an option the direction of the text, where that is known.
func (p *page) dirAttr() string {
	if p.dir == html.Auto {
		return ""
	}
	return ` dir="` + p.dirName() + `"`
}

func (p *page) entry(e Entry, lang string) {
	fmt.Fprintf(p.b, "<div class=\"entry\">\n<p><bdi>%s</bdi>: %s</p>\n<dl>\n", html.Escape(head(e.Head)), html.Escape(e.Note))
	for _, l := range e.Lines {
		v, attrs := l.Value, ` dir="auto"`
		if l.Quote {
			v, attrs = strings.Trim(v, "\r\n"), ` dir="`+p.dirName()+`"`+lang
		}
		fmt.Fprintf(p.b, "<dt><bdi>%s</bdi></dt><dd%s>", html.Escape(l.Name), attrs)
		p.text(v)
		p.b.WriteString("</dd>\n")
	}
	p.b.WriteString("</dl>\n</div>\n")
}

func (p *page) text(s string) {
	p.b.Write(html.AppendText(nil, s, p.dir))
}

func (p *page) nodes(nodes []merge.Node) {
	for _, n := range nodes {
		if len(n.Options) == 0 {
			p.text(n.Text)
			continue
		}
		lead, trail := merge.Margins(n)
		p.text(lead)
		p.b.WriteString(`<span class="group">`)
		first := true
		for _, o := range n.Options {
			content := trimmed(o.Content, lead, trail)
			nothing := merge.Notation(content) == ""
			if nothing && o.Stands {
				continue
			}
			if !first {
				p.b.WriteByte(' ')
			}
			first = false
			p.option(o, content, nothing)
		}
		p.b.WriteString(`</span>`)
		p.text(trail)
	}
}

// option writes one option, isolated as a whole, so that a name in the other
// direction never moves its brackets.
func (p *page) option(o merge.Wording, content []merge.Node, nothing bool) {
	if len(o.Sponsors) == 0 {
		p.b.WriteString(`<bdi class="option stands"` + p.dirAttr() + `>[`)
	} else {
		look := palette[p.colour(o.Sponsors[0])]
		fmt.Fprintf(p.b, `<bdi class="option"%s style="text-decoration-color:%s;text-decoration-style:%s">[<bdi class="who" style="color:%s">%s</bdi>: `,
			p.dirAttr(), look.colour, look.line, look.colour, html.Escape(merge.Who(o.Sponsors)))
	}
	if nothing {
		p.b.WriteString(`<span class="delete">delete</span>`)
	}
	p.nodes(content)
	p.b.WriteString(`]</bdi>`)
}

func (p *page) colour(party string) int {
	i, _ := slices.BinarySearch(p.parties, party)
	return i % len(palette)
}
