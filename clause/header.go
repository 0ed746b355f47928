package clause

import (
	"regexp"
	"strings"

	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

var (
	symbolForm = regexp.MustCompile(`[A-Z][A-Z0-9]*(?:/[A-Z0-9][A-Z0-9.\-]*)+`)
	dateForm   = regexp.MustCompile(`^\p{Nd}{1,4}[ \x{a0}年]`)
)

// field reads a line of the cover; false if it is not one.
func (r *reader) field(line, lower string) bool {
	value := line
	if _, after, ok := strings.Cut(strings.Replace(line, "：", ":", 1), ":"); ok {
		value = strings.Trim(after, blanks)
	}
	l := r.lang
	spaced := l.Tag != "zh"
	switch {
	case lexicon.HasPrefix(lower, l.Agenda, spaced):
		r.meta.AgendaItem = value
	case lexicon.HasPrefix(lower, l.Document, spaced):
		r.meta.Symbol = symbolForm.FindString(line)
	case lexicon.HasPrefix(lower, l.Original, spaced):
		for i, name := range l.Names {
			if strings.Contains(fold(value), name) {
				r.meta.Original = lexicon.Tags[i]
			}
		}
	case lexicon.HasPrefix(lower, l.Contributor, spaced):
		r.meta.Contributors = names(value, l)
	case len(line) < 60 && dateForm.MatchString(line) && containsAny(lower, l.Months):
		r.meta.Date = line
	case len(line) < 40 && symbolForm.FindString(line) == line && line != "":
		r.meta.Symbol = line
	default:
		return false
	}
	return true
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// names splits a list of states. Names that hold the conjunction stay whole.
func names(s string, l *lexicon.Language) []string {
	const kept = "\x00"
	for _, c := range l.Compounds {
		s = strings.ReplaceAll(s, c, strings.ReplaceAll(c, l.And, kept))
	}
	for _, sep := range []string{l.And, "،", "、", "，"} {
		s = strings.ReplaceAll(s, sep, ",")
	}
	var out []string
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.Trim(strings.ReplaceAll(name, kept, l.And), blanks+"."); name != "" {
			out = append(out, name)
		}
	}
	return out
}
