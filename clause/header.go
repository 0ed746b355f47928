package clause

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

var (
	symbolForm = regexp.MustCompile(`[A-Z][A-Z0-9]*(?:/[A-Z0-9][A-Z0-9.\-]*)+`)
	dateForm   = regexp.MustCompile(`^(?:\p{Nd}{1,4}(?:er)?[ \x{a0}年]|\p{L}+ \p{Nd}{1,2}, \p{Nd}{4}$)`)
)

// field reads a line of the cover; false if it is not one.
func (r *reader) field(line, lower string) bool {
	l := r.lang
	value := func(w lexicon.Words) string {
		if _, after, ok := strings.Cut(strings.Replace(line, "：", ":", 1), ":"); ok {
			return strings.Trim(after, blanks)
		}
		return strings.Trim(line[min(w.Match(lower), len(line)):], blanks)
	}
	if len(line) > 4096 || complete(line) && !strings.Contains(line, ":") {
		return false
	}
	switch short := len(line) < 120; {
	case short && l.Agenda.Open(lower) && hasDigit(line):
		r.meta.AgendaItem = value(l.Agenda)
		for _, w := range l.AgendaTail {
			r.meta.AgendaItem = strings.TrimSuffix(r.meta.AgendaItem, w)
		}
	case short && l.Document.Open(lower) && symbolForm.MatchString(line):
		r.meta.Symbol = symbolForm.FindString(line)
	case short && l.Original.Open(lower):
		for i, name := range l.Names {
			if strings.Contains(strings.ToLower(value(l.Original)), name) {
				r.meta.Original = lexicon.Tags[i]
			}
		}
	case l.Contributor.Open(lower):
		r.meta.Contributors = names(value(l.Contributor), l)
	case tabled(line, l) != "":
		r.meta.Contributors = names(tabled(line, l), l)
	case len(line) < 60 && dateForm.MatchString(line) && containsAny(lower, l.Months):
		r.meta.Date = line
	case len(line) < 40 && symbolForm.FindString(line) == line && line != "":
		r.meta.Symbol = line
	default:
		return false
	}
	return true
}

// tabled returns the names before ": draft resolution", "" if line does not
// end so.
func tabled(line string, l *lexicon.Language) string {
	at := max(strings.LastIndex(line, ":"), strings.LastIndex(line, "："))
	if at < 0 {
		return ""
	}
	what := strings.ToLower(strings.Trim(line[at:], ":："+blanks+"*"))
	if !slices.Contains(l.Tabled, what) {
		return ""
	}
	return line[:at]
}

func hasDigit(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) >= 0 }

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
