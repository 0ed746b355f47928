package clause

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Labels are the label paths of all clauses of a document, as it prints them:
// "resolves to instruct the Secretary-General/3", "operative 3(b)",
// "preambular 2". Where several clauses have the same one, each carries its
// number at the end: "noting/a#2".
type Labels struct {
	root named
	at   map[string][]Path // by key of the label path
}

// named is a clause with its label path, and those under it.
type named struct {
	name string
	kids []named
}

// NewLabels names all clauses of a document. O(clauses × depth).
func NewLabels(d *Document) *Labels {
	root := d.Root()
	l := &Labels{at: make(map[string][]Path, root.Count())}
	l.under(&l.root, Path{}, root, "")
	l.number()
	return l
}

// Of returns the label path of the clause at a path, "" if there is none.
func (l *Labels) Of(p Path) string {
	if n := l.find(p); n != nil {
		return n.name
	}
	return ""
}

func (l *Labels) find(p Path) *named {
	n := &l.root
	for _, i := range p {
		if i < 0 || i >= len(n.kids) {
			return nil
		}
		n = &n.kids[i]
	}
	return n
}

// Lookup returns where a label path leads: nothing, one place, or several if
// the label path is ambiguous. Case, Arabic vowel signs, the script of digits
// and how much space there is do not matter.
func (l *Labels) Lookup(name string) []Path { return l.at[key(name)] }

// under names what is under c. Raw is the prefix without the numbers that
// tell like names apart; a look-up of a raw name finds all that bear it.
func (l *Labels) under(n *named, p Path, c *Clause, raw string) {
	if c.Len() == 0 {
		return
	}
	var nth [len(kindNames)]int
	n.kids = make([]named, c.Len())
	for i, kid := range c.Children() {
		count := 0
		if int(kid.kind) < len(nth) {
			nth[kid.kind]++
			count = nth[kid.kind]
		}
		name, at := nameOf(kid, count, raw), p.Child(i)
		l.at[key(name)] = append(l.at[key(name)], at)
		n.kids[i].name = name
		below := name + "/"
		if kid.kind == Resolution {
			below = raw
		}
		l.under(&n.kids[i], at, kid, below)
	}
}

// number tells clauses with the same name apart.
func (l *Labels) number() {
	numbered := map[string][]Path{}
	for _, places := range l.at {
		if len(places) == 1 {
			continue
		}
		for i, p := range places {
			n := l.find(p)
			n.name += "#" + strconv.Itoa(i+1)
			numbered[key(n.name)] = append(numbered[key(n.name)], p)
		}
	}
	for name, places := range numbered {
		l.at[name] = append(l.at[name], places...)
	}
}

// nameOf returns the label path of a clause that is the nth of its kind.
func nameOf(c *Clause, nth int, prefix string) string {
	printed := c.Label().Printed
	switch {
	case c.Label().Part != NoPart:
		return prefix + printed
	case c.kind == Operative && printed != "":
		return prefix + "operative " + printed
	case c.kind == Item && printed != "" && numberedStep(lastStep(prefix)):
		return strings.TrimSuffix(prefix, "/") + "(" + printed + ")"
	case printed != "":
		return prefix + printed
	case c.heads() && len(c.Text()) < 200 && !complete(c.Text()):
		return prefix + strings.Join(strings.Fields(c.Text()), " ")
	}
	return prefix + c.kind.String() + " " + strconv.Itoa(nth)
}

// numberedStep reports whether a step names a numbered paragraph, whose items
// follow it in brackets: "operative 3", "OP3".
func numberedStep(step string) bool {
	if strings.HasPrefix(step, "operative ") {
		return true
	}
	l, n := ScanLabel(step)
	return n > 0 && l.Part != NoPart
}

// heads reports whether a clause of this kind is known by its words.
func (c *Clause) heads() bool {
	return c.src != "" && (c.kind == Preambular || c.kind == Operative || c.kind == Annex || c.kind == Section)
}

// lastStep returns what stands after the last slash but the closing one.
func lastStep(prefix string) string {
	prefix = strings.TrimSuffix(prefix, "/")
	return prefix[strings.LastIndexByte(prefix, '/')+1:]
}

// key is what label paths are compared by.
func key(name string) string {
	plain := true
	for i := 0; i < len(name) && plain; i++ {
		c := name[i]
		plain = c < utf8.RuneSelf && (c < 'A' || 'Z' < c) && (c != ' ' || i > 0 && i+1 < len(name) && name[i+1] > ' ' && name[i+1] != '(')
	}
	if plain {
		return name
	}
	var b strings.Builder
	b.Grow(len(name))
	space := false
	for _, r := range name {
		if d, _ := digit(r); d >= 0 {
			r = '0' + rune(d)
		}
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case 'ً' <= r && r <= 'ْ', r == 'ـ':
			continue
		}
		if space && r != '(' {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
