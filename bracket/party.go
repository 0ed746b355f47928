package bracket

import "strings"

type parties map[string]bool

func newParties(names []string) parties {
	p := parties{}
	for _, n := range names {
		p[n] = true
	}
	return p
}

type attribution struct {
	length         int
	names, unknown []string
	stance         string
}

// maxAttribution bounds the search for the colon, in bytes, so that nested
// brackets stay linear.
const maxAttribution = 400

// front reads "US/AU propose: " or "EU, G77: " at the start of an option. At
// least one name must be known, else the colon belongs to the sentence.
func (p parties) front(inside string) (attribution, bool) {
	var a attribution
	window := inside[:min(len(inside), maxAttribution)]
	colon := strings.IndexAny(window, ":[]\n")
	if colon < 0 || window[colon] != ':' {
		return a, false
	}
	names := strings.TrimSpace(window[:colon])
	for _, v := range []string{"propose", "oppose", "delete", "retain", "reserve"} {
		if cut, ok := strings.CutSuffix(strings.TrimSuffix(names, "s"), v); ok {
			names, a.stance = strings.TrimSpace(cut), v
			break
		}
	}
	for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return strings.ContainsRune(",/;،؛、，", r) }) {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		a.names = append(a.names, name)
		if !p.known(name) {
			a.unknown = append(a.unknown, name)
		}
	}
	if len(a.names) == len(a.unknown) {
		return a, false
	}
	a.length = skipBlanks(inside, colon+1, len(inside))
	if rest := inside[a.length:]; a.stance == "" && (rest == "delete" || rest == "retain") {
		a.stance, a.length = rest, len(inside)
	}
	return a, true
}

// known accepts a listed name or a short code: capitals, digits and "+", at
// most six, the first two a capital and a capital or digit.
func (p parties) known(name string) bool {
	if p[name] || name == "G77 and China" || strings.HasSuffix(name, " Group") {
		return true
	}
	if len(name) < 2 || len(name) > 6 || name[0] < 'A' || name[0] > 'Z' {
		return false
	}
	for i := 1; i < len(name); i++ {
		c := name[i]
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') && (c != '+' || i == 1) {
			return false
		}
	}
	return true
}
