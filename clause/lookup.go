package clause

import (
	"fmt"
	"strconv"
	"strings"
)

// Labels are the label paths of all clauses of a document, as it prints them:
// "resolves to instruct the Secretary-General/3", "operative 3(b)",
// "preambular 2". Where several
// clauses have the same one, each carries its number at the end: "noting/a#2". Made in O(clauses).
type Labels struct {
	paths map[string]string // by Path in print
	at    map[string][]Path // by label path in lower case
}

// NewLabels names all clauses of a document.
func NewLabels(d *Document) *Labels {
	l := &Labels{map[string]string{}, map[string][]Path{}}
	l.under(Path{}, d.Root(), "")
	l.number()
	return l
}

// Of returns the label path of the clause at a path, "" if there is none.
func (l *Labels) Of(p Path) string { return l.paths[fmt.Sprint([]int(p))] }

// Lookup returns where a label path leads, without regard to case: nothing,
// one place, or several if the label path is ambiguous.
func (l *Labels) Lookup(name string) []Path { return l.at[strings.ToLower(name)] }

// under names what is under c. Raw is the prefix without the numbers that
// tell like names apart; a look-up of a raw name finds all that bear it.
func (l *Labels) under(p Path, c *Clause, raw string) {
	nth := map[Kind]int{}
	for i, kid := range c.Children() {
		nth[kid.kind]++
		name, at := l.name(kid, nth[kid.kind], raw), p.Child(i)
		l.at[strings.ToLower(name)] = append(l.at[strings.ToLower(name)], at)
		l.paths[fmt.Sprint([]int(at))] = name
		below := name + "/"
		if kid.kind == Resolution {
			below = raw
		}
		l.under(at, kid, below)
	}
}

// number tells clauses with the same name apart.
func (l *Labels) number() {
	numbered := map[string][]Path{}
	for _, places := range l.at {
		for i, p := range places {
			if len(places) > 1 {
				own := l.Of(p) + "#" + strconv.Itoa(i+1)
				l.paths[fmt.Sprint([]int(p))] = own
				numbered[strings.ToLower(own)] = []Path{p}
			}
		}
	}
	for name, places := range numbered {
		l.at[name] = append(l.at[name], places...)
	}
}

// name returns the label path of a clause that is the nth of its kind.
func (l *Labels) name(c *Clause, nth int, prefix string) string {
	printed := c.Label().Printed
	switch {
	case c.kind == Operative && printed != "":
		return prefix + "operative " + printed
	case c.kind == Item && printed != "" && strings.HasPrefix(lastStep(prefix), "operative "):
		return strings.TrimSuffix(prefix, "/") + "(" + printed + ")"
	case printed != "":
		return prefix + printed
	case (c.kind == Preambular || c.kind == Operative || c.kind == Annex) && !complete(c.Text()) && len(c.Text()) < 200:
		return prefix + strings.Join(strings.Fields(c.Text()), " ")
	}
	return prefix + c.kind.String() + " " + strconv.Itoa(nth)
}

// lastStep returns what stands after the last slash but the closing one.
func lastStep(prefix string) string {
	prefix = strings.TrimSuffix(prefix, "/")
	return prefix[strings.LastIndexByte(prefix, '/')+1:]
}
