package bracket

import (
	"fmt"
	"sort"
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// Proposal is the convention that a text seems to follow, and why.
type Proposal struct {
	Convention Convention
	Reasons    []Reason // what speaks for it; empty when it is only the default
	Others     []Reason // what speaks for others, strongest first
}

// Reason is one kind of thing that was found and what it speaks for.
type Reason struct {
	Convention string   // name
	What       string   // "MOD, ADD, SUP or NOC before a provision"
	Count      int      // how often
	First      diag.Pos // where first
	weight     int
}

// String says the reason in one line: "ITU: 3 × MOD, ADD … (first at 1:1)".
func (r Reason) String() string {
	return fmt.Sprintf("%s: %d × %s (first at %s)", r.Convention, r.Count, r.What, r.First)
}

// Detect proposes a convention for a text. Each notation counts for the body
// that uses it; a text without any gets UN. Full-width brackets add Chinese to
// whatever else was found. It costs one reading of the text.
func Detect(s string) Proposal {
	d := detector{found: map[string]*Reason{}, text: s}
	for _, n := range Parse(s, Options{Convention: UN.With(Chinese)}).All {
		d.node(n)
	}
	d.lines()
	scores := map[string]int{}
	var reasons []Reason
	for _, r := range d.found {
		scores[r.Convention] += r.weight * r.Count
		reasons = append(reasons, *r)
	}
	sort.Slice(reasons, func(i, j int) bool {
		a, b := reasons[i], reasons[j]
		if x, y := a.weight*a.Count, b.weight*b.Count; x != y {
			return x > y
		}
		return a.Convention+a.What < b.Convention+b.What
	})
	if d.found[EUFourColumn.Name+emptyBracket] == nil || d.found[EUFourColumn.Name+tableRow] == nil {
		scores[EUFourColumn.Name] = 0 // either alone is found anywhere
	}
	best := UN
	for _, c := range Conventions() {
		if c.Name != Chinese.Name && scores[c.Name] > scores[best.Name] {
			best = c
		}
	}
	wide := scores[Chinese.Name] > 0
	p := Proposal{Convention: best}
	if wide {
		p.Convention = best.With(Chinese)
	}
	offsets := make([]int, len(reasons))
	for i, r := range reasons {
		offsets[i] = r.First.Offset
	}
	sort.Ints(offsets)
	at := map[int]diag.Pos{}
	for _, pos := range Positions(s, offsets) {
		at[pos.Offset] = pos
	}
	for _, r := range reasons {
		r.First = at[r.First.Offset]
		if r.Convention == best.Name || wide && r.Convention == Chinese.Name {
			p.Reasons = append(p.Reasons, r)
		} else {
			p.Others = append(p.Others, r)
		}
	}
	return p
}

const (
	emptyBracket = "empty bracket"
	tableRow     = "row of a table of four columns"
)

// bodies are named in their own drafts.
var bodies = []struct {
	convention Convention
	names      []string
}{
	{ITU, []string{"International Telecommunication Union", "ITU", "UIT", "МСЭ", "الاتحاد الدولي للاتصالات", "国际电联", "国际电信联盟"}},
	{UNFCCC, []string{"UNFCCC", "FCCC/", "Framework Convention on Climate Change"}},
	{CBD, []string{"Convention on Biological Diversity", "CBD/COP", "CBD/SBSTTA"}},
	{UN, []string{"General Assembly", "A/C.3/", "A/RES/"}},
}

// detector counts notations.
type detector struct {
	text  string
	found map[string]*Reason
}

func (d *detector) count(c Convention, what string, at, weight int) {
	r := d.found[c.Name+what]
	if r == nil {
		r = &Reason{Convention: c.Name, What: what, First: diag.Pos{Offset: at}, weight: weight}
		d.found[c.Name+what] = r
	}
	r.Count++
}

func (d *detector) node(n Node) {
	switch n.Kind {
	case Mark:
		d.count(ITU, "MOD, ADD, SUP or NOC before a provision", n.Start, 4)
	case Placeholder:
		if isCodeName(strings.Trim(n.Text, "[]")) {
			d.count(ITU, "provisional resolution name such as [SEN-1]", n.Start, 3)
		}
		if strings.TrimSpace(strings.Trim(n.Text, "[]")) == "" {
			d.count(EUFourColumn, emptyBracket, n.Start, 2)
		}
	case Note:
		switch head := strings.ToLower(n.Text); {
		case head[0] == '{':
			d.count(UNFCCC, "note in braces", n.Start, 3)
		case strings.Contains(head, "negotiator"):
			d.count(Treaty, "negotiators' note", n.Start, 4)
		}
	case Label:
		d.count(UNFCCC, "label of an option made of paragraphs", n.Start, 2)
	case Delimiter:
		if delimiterLen(n.Text) > 1 {
			d.count(Chinese, "full-width bracket", n.Start, 2)
		}
	case Connector:
		if strings.TrimSpace(n.Text) == "/" {
			d.count(CBD, "slash between alternatives", n.Start, 2)
		}
	case Attribution:
		d.attribution(n)
	}
}

func (d *detector) attribution(n Node) {
	head := strings.TrimSpace(n.Text)
	switch {
	case strings.HasPrefix(head, "-") || strings.HasPrefix(head, "–") || strings.HasPrefix(head, "—"):
		d.count(CBD, "sponsors after a dash", n.Start, 3)
	case strings.Contains(head, "/") && strings.HasSuffix(head, ":"):
		d.count(Treaty, "sponsors in front, joined with slashes", n.Start, 3)
	case n.Stance == Propose || n.Stance == Oppose:
		d.count(Treaty, "proposes or opposes in front", n.Start, 2)
	default:
		d.count(UN, "sponsors in front or in parentheses", n.Start, 2)
	}
}

// lines looks for what a tree does not show: OP3, and the columns of a table.
func (d *detector) lines() {
	for _, b := range bodies {
		for _, name := range b.names {
			if i := strings.Index(d.text, name); i >= 0 && !wordAround(d.text, i, i+len(name)) {
				d.count(b.convention, "naming the body", i, 1)
			}
		}
	}
	at := 0
	for l := range strings.Lines(d.text) {
		if (strings.HasPrefix(l, "OP") || strings.HasPrefix(l, "PP")) && countDigits(l[2:]) > 0 {
			d.count(UN, "paragraph numbered OP or PP", at, 2)
		}
		if strings.Count(l, "|") >= 4 || cells(l) >= 4 {
			d.count(EUFourColumn, tableRow, at, 2)
		}
		at += len(l)
	}
}

// cells counts the columns of a line that tabs part.
func cells(l string) int {
	n := 0
	for c := range strings.SplitSeq(l, "\t") {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}
