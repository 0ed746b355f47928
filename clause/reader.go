package clause

import (
	"strings"

	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// reader puts blocks into a tree.
type reader struct {
	src   string
	lang  *lexicon.Language
	meta  Metadata
	nodes []node
}

// node is a clause in the making; depth is that in the tree, the root's 0.
type node struct {
	kind  Kind
	src   string
	label *Label
	depth int
}

func (r *reader) add(depth int, k Kind, src string) {
	r.nodes = append(r.nodes, node{kind: k, src: src, depth: depth})
}

// cover reads what stands before the resolution and returns the rest. Without
// a resolution all is plain paragraphs.
func (r *reader) cover(b []block) []block {
	start := len(b)
	for i, k := range b {
		if enacts(k, r.lang) {
			start = i
			for j := i - 1; j >= max(0, i-5); j-- {
				if opens(b[j], r.lang, r.lang.Draft) {
					start = j
				}
			}
			break
		}
	}
	section := false
	for _, k := range b[:start] {
		field := start < len(b) && !section && r.field(k.line, k.lower)
		head := start < len(b) && opens(k, r.lang, r.lang.Sections) && len(k.line) < 80
		switch {
		case field:
			r.add(1, Field, k.src)
		case head:
			section = true
			r.add(1, Section, k.src)
		case section:
			r.add(2, Paragraph, k.src)
		case start < len(b) && r.meta.Title == "" && k.line != "":
			r.meta.Title = k.line
			r.add(1, Title, k.src)
		default:
			r.add(1, Paragraph, k.src)
		}
	}
	return b[start:]
}

// resolution reads title, enacting words, preamble, operative part, annexes.
func (r *reader) resolution(b []block) {
	r.add(1, Resolution, "")
	title := 0
	for title < len(b) && !enacts(b[title], r.lang) {
		title++
	}
	if title > 0 {
		var src strings.Builder
		for _, k := range b[:title] {
			src.WriteString(k.src)
		}
		r.add(2, Title, src.String())
	}
	r.meta.Body = strings.TrimRight(b[title].line, ",،，")
	r.add(2, Enacting, b[title].src)
	run := levels{base: 2}
	var head *block // the heading whose items come next, if any
	items, top := 0, 2
	for i := range b[title+1:] {
		k := &b[title+1+i]
		l, labelled := scanLabel(k.src)
		switch {
		case labelled && head != nil:
			r.item(Item, k.src, l, run.place(&l))
			items++
		case labelled:
			depth := run.place(&l)
			kind := Item
			if depth == run.base {
				kind = Operative
			}
			r.item(kind, k.src, l, depth)
		case opens(*k, r.lang, r.lang.Annex) && len(k.line) < 80:
			r.add(2, Annex, k.src)
			top, head = 3, nil
			run = levels{base: top}
		case opens(*k, r.lang, r.lang.Preambular), opens(*k, r.lang, r.lang.Operative):
			kind := Preambular
			if !opens(*k, r.lang, r.lang.Preambular) {
				kind = Operative
			}
			r.add(top, kind, k.src)
			head, items = nil, 0
			run = levels{base: top}
			if !complete(k.line) {
				head = k
				run.base++
			}
		case head != nil && items == 0:
			r.add(run.base, Item, k.src)
			items++
		default:
			r.add(top, Paragraph, k.src)
		}
	}
}

func (r *reader) item(kind Kind, src string, l Label, depth int) {
	r.nodes = append(r.nodes, node{kind, src, &l, depth})
}

// levels knows the open runs of labels under a heading.
type levels struct {
	base int // depth of the first run
	open []Label
}

// place returns the depth of a clause with the label, after settling whether
// a letter is a Roman numeral from the run that it goes on with.
func (v *levels) place(l *Label) int {
	if n := roman(l.Printed); n > 0 && l.Series == LatinLower {
		top := Label{}
		if len(v.open) > 0 {
			top = v.open[len(v.open)-1]
		}
		letter := top.Series == LatinLower && top.Ordinal == l.Ordinal-1
		if !letter && (n == 1 || top.Series == RomanLower) {
			l.Series, l.Ordinal = RomanLower, n
		}
	}
	for i := len(v.open) - 1; i >= 0; i-- {
		if v.open[i].Series == l.Series {
			v.open = append(v.open[:i], *l)
			return v.base + i
		}
	}
	v.open = append(v.open, *l)
	return v.base + len(v.open) - 1
}

// build makes the clauses, the last first, so that children are there before
// their parents; ids are given in the order of the text.
func (r *reader) build(ids identifier) *Clause {
	for i := range r.nodes { // no clause stands deeper than right under the one before it
		before := 0
		if i > 0 {
			before = r.nodes[i-1].depth
		}
		r.nodes[i].depth = min(r.nodes[i].depth, before+1)
	}
	parsed := make([]parts, len(r.nodes))
	names := make([]ID, len(r.nodes))
	for i, n := range r.nodes {
		parsed[i] = dissect(n.kind, n.src)
		if n.label != nil && parsed[i].label.Span == n.label.Span {
			parsed[i].label = *n.label
		}
		names[i] = ids.next(n.kind.String() + "\x00" + parsed[i].text.Of(n.src))
	}
	var under [64][]*Clause
	for i := len(r.nodes) - 1; i >= 0; i-- {
		n := r.nodes[i]
		d := min(n.depth, len(under)-2)
		kids := under[d+1]
		for a, z := 0, len(kids)-1; a < z; a, z = a+1, z-1 {
			kids[a], kids[z] = kids[z], kids[a]
		}
		under[d] = append(under[d], newClause(names[i], n.kind, n.src, parsed[i], newList(kids)))
		under[d+1] = nil
	}
	kids := under[1]
	for a, z := 0, len(kids)-1; a < z; a, z = a+1, z-1 {
		kids[a], kids[z] = kids[z], kids[a]
	}
	return newClause(RootID, Root, "", parts{}, newList(kids))
}
