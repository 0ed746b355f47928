package bracket

import (
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// grammar is a convention made ready for reading.
type grammar struct {
	conv     Convention
	shapes   Shape
	parties  parties
	verbList []string            // of the convention, longest first
	read     map[readKey]reading // what lists of names were read as; drafts repeat the same ones
}

// reading is the outcome of reading a list of names.
type reading struct {
	attribution
	ok bool
}

// Lists are remembered up to this length, in bytes, and this many.
const (
	maxRemembered = 200
	maxMemory     = 4096
)

func newGrammar(o Options) *grammar {
	return &grammar{
		conv: o.Convention, shapes: o.Convention.shapes(),
		parties:  newParties(o.Parties, o.Convention.Parties),
		verbList: byLength(o.Convention.Verbs),
	}
}

// attribution is who says what, and how many bytes say it.
type attribution struct {
	length    int
	positions []Position
	remarks   []remark
}

// remark is something about a name that the user should know.
type remark struct{ code, message string }

// Attributions are looked for within so many bytes, and behind so many dashes
// from the end, so that reading stays linear; 100 names of countries fit in.
const (
	maxAttribution = 4096
	maxDashes      = 4
)

// front reads "US/AU propose: " or "EU, G77: " at the start of an option, and
// all of "EU: delete". Where no name is known the colon belongs to the
// sentence, unless a verb stands before it or it follows a proper name.
func (g *grammar) front(inside string) (attribution, bool) {
	window := inside[:min(len(inside), maxAttribution)]
	if i := strings.IndexByte(window, '['); i >= 0 {
		window = window[:i]
	}
	colon := strings.IndexByte(window, ':')
	wide := strings.Index(window, "：")
	size := 1
	if wide >= 0 && (colon < 0 || wide < colon) {
		colon, size = wide, len("：")
	}
	if colon <= 0 || strings.ContainsAny(window[:colon], "[]\n") {
		return attribution{}, false
	}
	a, ok := g.positions(window[:colon], orProper)
	if !ok {
		return attribution{}, false
	}
	a.length = colon + size
	if a.length < len(inside) && inside[a.length] == ' ' {
		a.length++
	}
	if len(a.positions) == 1 && a.positions[0].Stance == "" {
		if stance, ok := g.verbAlone(inside[a.length:]); ok {
			a.positions, a.length = []Position{{a.positions[0].Parties, stance}}, len(inside)
		}
	}
	return a, true
}

// whole reads an inside that is nothing but names and a verb: "EU reserves".
func (g *grammar) whole(inside string) (attribution, bool) {
	if len(inside) > maxAttribution || len(inside) == 0 || !g.mayEndWithVerb(verbEnd(inside)) ||
		strings.ContainsAny(inside, "[]\n:") {
		return attribution{}, false
	}
	a, ok := g.positions(inside, onlyKnown)
	a.length = len(inside)
	return a, ok && a.allStanced()
}

func (a attribution) allStanced() bool {
	for _, p := range a.positions {
		if p.Stance == "" {
			return false
		}
	}
	return len(a.positions) > 0
}

// trailing reads " - EU, G77 retain", ". -G77; US delete." or " (EU)" at the
// end of an option. The length counts from the end.
func (g *grammar) trailing(text string) (attribution, bool) {
	from := max(0, len(text)-maxAttribution)
	window := text[from:]
	if a, ok := g.parenthesis(window); ok {
		return a, true
	}
	for _, dash := range []string{"-", "–", "—"} {
		if dash != "-" && strings.IndexByte(window, 0xE2) < 0 {
			break
		}
		end := len(window)
		for range maxDashes {
			at := strings.LastIndex(window[:end], dash)
			if at < 0 {
				break
			}
			end = at
			if at > 0 && window[at-1] != ' ' && window[at-1] != '\t' && !strings.HasSuffix(window[:at], "\u00a0") {
				continue
			}
			if at == 0 && from > 0 {
				break
			}
			a, ok := g.positions(window[at+len(dash):], orVerb)
			if ok {
				a.length = len(window) - len(strings.TrimSuffix(window[:at], " "))
				return a, true
			}
			if strings.ContainsAny(window[at:], "\n") {
				break
			}
		}
	}
	return attribution{}, false
}

// parenthesis reads " (EU, G77)" at the end of text; the names must be listed.
func (g *grammar) parenthesis(text string) (attribution, bool) {
	end := len(text)
	for end > 0 && strings.IndexByte(" \t\r\n.;,", text[end-1]) >= 0 {
		end--
	}
	if end == 0 || text[end-1] != ')' && text[end-1] != 0x89 { // the last byte of ）
		return attribution{}, false
	}
	trimmed := strings.TrimRight(text, " \t\r\n.;,")
	open, shut := "(", ")"
	if strings.HasSuffix(trimmed, "）") {
		open, shut = "（", "）"
	}
	inner, ok := strings.CutSuffix(trimmed, shut)
	at := strings.LastIndex(inner, open)
	if !ok || at < 0 || strings.ContainsAny(inner[at:], "\n[]") || len(trimmed) != len(strings.TrimRight(text, " \t\r\n")) {
		return attribution{}, false
	}
	a, ok := g.positions(inner[at+len(open):], onlyKnown)
	if !ok || !a.listed(g) {
		return attribution{}, false
	}
	a.length = len(text) - len(strings.TrimSuffix(inner[:at], " "))
	return a, true
}

func (a attribution) listed(g *grammar) bool {
	for _, p := range a.positions {
		for _, n := range p.Parties {
			if g.parties.level(n) < listed {
				return false
			}
		}
	}
	return true
}

// trust says when names are accepted of which none is known.
type trust uint8

const (
	onlyKnown trust = iota
	orVerb          // all have a verb
	orProper        // all have a verb, or all are proper names
)

// positions is readPositions that remembers short lists.
func (g *grammar) positions(s string, t trust) (attribution, bool) {
	if len(s) > maxRemembered {
		return g.readPositions(s, t)
	}
	k := readKey{s, t}
	r, seen := g.read[k]
	if !seen {
		r.attribution, r.ok = g.readPositions(s, t)
		if g.read == nil {
			g.read = map[readKey]reading{}
		}
		if len(g.read) < maxMemory {
			g.read[k] = r
		}
	}
	return r.attribution, r.ok
}

// readKey is a list of names and how they are trusted.
type readKey struct {
	list  string
	trust trust
}

// readPositions reads "US/AU propose; CL, MY oppose". Unknown names are kept and
// remarked on beside a known one; t says when they are accepted alone.
func (g *grammar) readPositions(s string, t trust) (attribution, bool) {
	var a attribution
	best, verbed, proper, total := unknown, true, true, 0
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " ")); strings.ContainsRune(",/;،؛、，；", first) {
		return a, false
	}
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ';' || r == '；' || r == '؛' }) {
		part = bare(part)
		if part == "" {
			continue
		}
		list, stance := g.cutVerb(part)
		pos := Position{Stance: stance}
		for _, name := range g.split(list) {
			name, level := g.name(name, &a)
			if level == unknown && !nameLike(name) {
				return a, false
			}
			best, proper = max(best, level), proper && properName(name)
			pos.Parties = append(pos.Parties, name)
		}
		if total += len(pos.Parties); len(pos.Parties) == 0 || total > maxNames {
			return a, false
		}
		verbed = verbed && stance != ""
		if n := len(a.positions); n > 0 && a.positions[n-1].Stance == stance {
			a.positions[n-1].Parties = append(a.positions[n-1].Parties, pos.Parties...)
			continue
		}
		a.positions = append(a.positions, pos)
	}
	return a, total > 0 && (best > unknown || t >= orVerb && verbed || t >= orProper && proper)
}

// maxNames bounds one attribution.
const maxNames = 400

// name looks a name up, takes a footnote mark off it, and remarks on what is odd.
func (g *grammar) name(name string, a *attribution) (string, known) {
	level := g.parties.level(name)
	if level == listed {
		return name, level
	}
	if code, mark := g.fused(name); code != "" {
		a.remarks = append(a.remarks, remark{
			"party-footnote", "party " + name + " is read as " + code + " with footnote mark " + mark,
		})
		return code, listed
	}
	if level == unknown {
		a.remarks = append(a.remarks, remark{
			"party-unknown", "party " + name + " is not in the list; it is kept as written",
		})
	}
	return name, level
}

// split separates names at commas, slashes and the word for "and".
func (g *grammar) split(list string) []string {
	var out []string
	out, list = g.parties.leading(list)
	for name := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(",/،、，", r) }) {
		name = bare(name)
		if name == "" {
			continue
		}
		out = g.splitAnd(out, name)
	}
	return out
}

var conjunctions = []string{" and ", " & ", " et ", " y ", " e ", " и ", " و", "和", "及", "与"}

// splitAnd separates "US and Japan", but keeps "G77 and China".
func (g *grammar) splitAnd(out []string, name string) []string {
	for _, lead := range []string{"and ", "& ", "et ", "y ", "и "} {
		name = strings.TrimPrefix(name, lead)
	}
	if g.parties.level(name) > unknown {
		return append(out, name)
	}
	for _, and := range conjunctions {
		head, tail, ok := strings.Cut(name, and)
		if !ok {
			continue
		}
		head, tail = bare(head), bare(tail)
		if head != "" && tail != "" && (g.parties.level(head) > unknown || g.parties.level(tail) > unknown) {
			return g.splitAnd(g.splitAnd(out, head), tail)
		}
	}
	return append(out, name)
}

// fused reads a code with a footnote mark run into it: MX14.
func (g *grammar) fused(name string) (code, mark string) {
	code = strings.TrimRight(name, "0123456789")
	mark = name[len(code):]
	if mark == "" || len(mark) > 3 || !isCode(code) || g.parties.level(code) < listed {
		return "", ""
	}
	return code, mark
}

func (p *parser) remark(a attribution, start, end int) {
	for _, r := range a.remarks {
		p.found = append(p.found, finding{
			severity: diag.Info, code: r.code, start: start, end: end, meant: -1, message: r.message,
		})
	}
}
