// Package compare says what became of the groups of one bracketed draft in
// the next: resolved and to which option, changed, moved, new.
package compare

import (
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// Fate is what became of a group.
type Fate string

// The fates.
const (
	Unchanged Fate = "unchanged" // same options, same place
	Moved     Fate = "moved"     // same options, another place
	Changed   Fate = "changed"   // options or sponsors came or went
	Resolved  Fate = "resolved"  // one option stands without brackets
	Dropped   Fate = "dropped"   // no option stands
	New       Fate = "new"       // was not in the older draft
)

// Entry is one group with what became of it.
type Entry struct {
	Fate   Fate     `json:"fate"`
	Before *Place   `json:"before,omitempty"` // in the older draft; nil when New
	After  *Place   `json:"after,omitempty"`  // in the newer draft; nil when Dropped
	Option int      `json:"option"`           // when Resolved: index of the option, from 0; else -1
	Text   string   `json:"text"`             // the wording that stands, or all options as written
	Added  []string `json:"added,omitempty"`  // when Changed: options that came, with their sponsors
	Gone   []string `json:"gone,omitempty"`   // when Changed: options that went
}

// Place is where a group, or the text that it became, starts.
type Place struct {
	Line   int `json:"line"`
	Column int `json:"column"` // code points
	Offset int `json:"offset"` // bytes
}

// Drafts compares two drafts, by their outermost groups; the groups in one
// that was resolved follow it. Entries come in the order of the older draft,
// then what is new in that of the newer. Paragraphs that are equal are aligned
// first, then words within those that differ; a stretch of more than about
// 2,000 words without an equal paragraph is compared as a whole. The cost is
// that of a diff by paragraphs plus one by words where they differ.
func Drafts(before, after bracket.Tree) []Entry {
	c := comparison{
		old: tokens(before), new: tokens(after),
		oldText: bracket.Render(before), newText: bracket.Render(after),
	}
	c.align()
	c.neighbours()
	c.moves()
	c.judge()
	return c.entries()
}

// token is a word, a mark, a line end or a whole group.
type token struct {
	key   string
	start int
	group *bracket.Node
}

// match is what is known of an old group so far.
type match struct {
	fate   Fate
	option int
	at     int // index of a token in the newer draft
	length int // tokens, when resolved
}

type comparison struct {
	old, new         []token
	oldText, newText string
	partner          []int // of each old token: its equal in the newer draft, or -1
	taken            []bool
	partnerBefore    []int // of each old token: the partner of the nearest one before it that has one
	partnerAfter     []int
	matches          map[int]match // by old token
}

// align finds equal tokens: by lines first, then within lines that differ.
func (c *comparison) align() {
	c.partner = make([]int, len(c.old))
	for i := range c.partner {
		c.partner[i] = -1
	}
	c.taken = make([]bool, len(c.new))
	a, b := lines(c.old), lines(c.new)
	oldAt, newAt := 0, 0
	var oldGap, newGap []token
	oldGapAt, newGapAt := 0, 0
	flush := func() {
		if len(oldGap) > 0 && len(newGap) > 0 && len(oldGap)+len(newGap) < 4000 {
			c.words(oldGap, newGap, oldGapAt, newGapAt)
		}
		oldGap, newGap = nil, nil
	}
	for _, op := range diff(keys(a, lineKey), keys(b, lineKey)) {
		switch {
		case op.equal:
			flush()
			for range op.n {
				for k := range a[0] {
					c.pair(oldAt+k, newAt+k)
				}
				oldAt, newAt = oldAt+len(a[0]), newAt+len(b[0])
				a, b = a[1:], b[1:]
			}
			oldGapAt, newGapAt = oldAt, newAt
		case op.old:
			for range op.n {
				oldGap = c.old[oldGapAt : oldAt+len(a[0])]
				oldAt += len(a[0])
				a = a[1:]
			}
		default:
			for range op.n {
				newGap = c.new[newGapAt : newAt+len(b[0])]
				newAt += len(b[0])
				b = b[1:]
			}
		}
	}
	flush()
}

func (c *comparison) words(a, b []token, oldAt, newAt int) {
	for _, op := range diff(keys(a, tokenKey), keys(b, tokenKey)) {
		switch {
		case op.equal:
			for k := range op.n {
				c.pair(oldAt+k, newAt+k)
			}
			oldAt, newAt = oldAt+op.n, newAt+op.n
		case op.old:
			oldAt += op.n
		default:
			newAt += op.n
		}
	}
}

func (c *comparison) pair(i, j int) {
	c.partner[i] = j
	c.taken[j] = true
}

// moves pairs equal groups that stand elsewhere, in order.
func (c *comparison) moves() {
	c.matches = map[int]match{}
	free := map[string][]int{}
	for j, t := range c.new {
		if t.group != nil && !c.taken[j] {
			free[t.key] = append(free[t.key], j)
		}
	}
	for i, t := range c.old {
		switch {
		case t.group == nil:
		case c.partner[i] >= 0:
			c.matches[i] = match{fate: Unchanged, at: c.partner[i], option: -1}
		case len(free[t.key]) > 0:
			j := free[t.key][0]
			free[t.key] = free[t.key][1:]
			c.taken[j] = true
			c.matches[i] = match{fate: Moved, at: j, option: -1}
		}
	}
}

// judge says of the other old groups whether an option of theirs stands in
// their place, or a group that has something in common with them.
func (c *comparison) judge() {
	for i, t := range c.old {
		if _, done := c.matches[i]; t.group == nil || done {
			continue
		}
		from, to := c.window(i)
		if m, ok := c.standing(t.group, from, to); ok {
			c.matches[i] = m
			continue
		}
		c.matches[i] = match{fate: Dropped, at: -1, option: -1}
		for j := from; j < to; j++ {
			if g := c.new[j].group; g != nil && !c.taken[j] && related(*t.group, *g) {
				c.taken[j] = true
				c.matches[i] = match{fate: Changed, at: j, option: -1}
				break
			}
		}
	}
}

// maxWindow bounds how far an option is looked for, in tokens.
const maxWindow = 2000

// window returns the tokens of the newer draft between the neighbours of an
// old token that have partners, no more than maxWindow of them.
func (c *comparison) window(i int) (from, to int) {
	from, to = c.partnerBefore[i]+1, c.partnerAfter[i]
	return from, min(max(from, to), from+maxWindow)
}

// neighbours notes for each old token the nearest partner on either side.
func (c *comparison) neighbours() {
	c.partnerBefore, c.partnerAfter = make([]int, len(c.old)), make([]int, len(c.old))
	last := -1
	for i := range c.old {
		c.partnerBefore[i] = last
		if c.partner[i] >= 0 {
			last = c.partner[i]
		}
	}
	last = len(c.new)
	for i := len(c.old) - 1; i >= 0; i-- {
		c.partnerAfter[i] = last
		if c.partner[i] >= 0 {
			last = c.partner[i]
		}
	}
}

// standing looks for the longest option whose words stand at from or behind
// it, before to; they may reach over tokens that were aligned by chance.
func (c *comparison) standing(g *bracket.Node, from, to int) (match, bool) {
	best := match{fate: Resolved, option: -1}
	for k, o := range g.Options() {
		words := tokens(bracket.Tree{Nodes: o.Content()})
		for j := max(0, from-len(words)+1); len(words) > best.length && j <= to && j+len(words) <= len(c.new); j++ {
			if equal(words, c.new[j:j+len(words)]) && c.someFree(j, len(words)) {
				best.option, best.at, best.length = k, j, len(words)
				break
			}
		}
	}
	if best.option < 0 {
		return best, false
	}
	for j := best.at; j < best.at+best.length; j++ {
		c.taken[j] = true
	}
	return best, true
}

// someFree reports whether some of the tokens were not in the older draft.
func (c *comparison) someFree(at, n int) bool {
	for j := at; j < at+n; j++ {
		if !c.taken[j] {
			return true
		}
	}
	return false
}

// related reports whether two groups have a wording or a sponsor in common.
func related(a, b bracket.Node) bool {
	has := map[string]bool{}
	for _, o := range a.Options() {
		has["w"+strings.TrimSpace(o.Wording())] = true
		for _, p := range o.Positions {
			for _, name := range p.Parties {
				has["p"+name] = true
			}
		}
	}
	for _, o := range b.Options() {
		if w := strings.TrimSpace(o.Wording()); w != "" && has["w"+w] {
			return true
		}
		for _, p := range o.Positions {
			for _, name := range p.Parties {
				if has["p"+name] {
					return true
				}
			}
		}
	}
	return false
}

func (c *comparison) entries() []Entry {
	var out []Entry
	olds, news := c.places()
	for i, t := range c.old {
		if t.group == nil {
			continue
		}
		m := c.matches[i]
		e := Entry{Fate: m.fate, Before: place(olds[t.start]), Option: m.option, Text: strings.TrimSpace(c.oldText[t.group.Start:t.group.End])}
		if m.at >= 0 {
			e.After = place(news[c.new[m.at].start])
		}
		switch m.fate {
		case Resolved:
			e.Text = strings.TrimSpace(t.group.Options()[m.option].Wording())
		case Changed:
			e.Added, e.Gone = optionChanges(*t.group, *c.new[m.at].group, c.oldText, c.newText)
			e.Text = strings.TrimSpace(c.newText[c.new[m.at].group.Start:c.new[m.at].group.End])
		}
		out = append(out, e)
		if m.fate == Resolved {
			out = append(out, c.inner(t.group, m, olds, news)...)
		}
	}
	for j, t := range c.new {
		if t.group != nil && !c.taken[j] {
			out = append(out, Entry{Fate: New, After: place(news[t.start]), Option: -1, Text: strings.TrimSpace(c.newText[t.group.Start:t.group.End])})
		}
	}
	return out
}

// inner says what became of the groups in a resolved one: those in the option
// that stands are still open, the others went with their options.
func (c *comparison) inner(g *bracket.Node, m match, olds, news map[int]diag.Pos) []Entry {
	var out []Entry
	for k, o := range g.Options() {
		for i, t := range tokens(bracket.Tree{Nodes: o.Content()}) {
			if t.group == nil {
				continue
			}
			e := Entry{Fate: Dropped, Before: place(olds[t.start]), Option: -1, Text: strings.TrimSpace(c.oldText[t.group.Start:t.group.End])}
			if k == m.option {
				e.Fate, e.After = Unchanged, place(news[c.new[m.at+i].start])
			}
			out = append(out, e)
		}
	}
	return out
}

// optionChanges lists the options of which wording and stances came or went.
func optionChanges(a, b bracket.Node, oldText, newText string) (added, gone []string) {
	before, after := options(a, oldText), options(b, newText)
	for _, o := range after {
		if !before.has(o.key) {
			added = append(added, o.text)
		}
	}
	for _, o := range before {
		if !after.has(o.key) {
			gone = append(gone, o.text)
		}
	}
	return added, gone
}

type option struct{ key, text string }

type optionList []option

func (l optionList) has(key string) bool {
	for _, o := range l {
		if o.key == key {
			return true
		}
	}
	return false
}

func options(g bracket.Node, text string) optionList {
	var out optionList
	for _, o := range g.Options() {
		key := bracket.Meaning(bracket.Tree{Nodes: []bracket.Node{bracket.NewGroup(o)}})
		out = append(out, option{key, strings.TrimSpace(text[o.Start:o.End])})
	}
	return out
}

// places looks up where tokens stand that are shown.
func (c *comparison) places() (olds, news map[int]diag.Pos) {
	var a, b []int
	for _, t := range c.old {
		if t.group != nil {
			for _, g := range (bracket.Tree{Nodes: []bracket.Node{*t.group}}).Groups {
				a = append(a, g.Start)
			}
		}
	}
	for _, t := range c.new {
		b = append(b, t.start)
	}
	return positions(c.oldText, a), positions(c.newText, b)
}

func positions(text string, offsets []int) map[int]diag.Pos {
	out := make(map[int]diag.Pos, len(offsets))
	for i, p := range bracket.Positions(text, offsets) {
		out[offsets[i]] = p
	}
	return out
}

func place(p diag.Pos) *Place { return &Place{p.Line, p.Column, p.Offset} }
