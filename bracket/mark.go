package bracket

import "strings"

// Provision is ITU's mark before a provision and the number of the proposal:
// "MOD EUR/44A5/1" is number 1 of addendum 5 to document 44, by EUR.
type Provision struct {
	Mark     string // "MOD", "ADD", "SUP" or "NOC"
	Moved    bool   // the mark has an asterisk: the text was moved
	Editor   bool   // the mark is in parentheses: an editorial change
	Sponsor  string // "EUR"; empty without a proposal number
	Document string // "44A5"
	Serial   string // "1"
}

// ParseMark reads the text of a node of kind [Mark].
func ParseMark(text string) (Provision, bool) {
	var p Provision
	for f := range strings.FieldsSeq(text) {
		word := strings.Trim(f, "()*")
		if isMark(word) && p.Mark == "" {
			p.Mark, p.Moved, p.Editor = word, strings.Contains(f, "*"), f[0] == '('
			continue
		}
		if parts := strings.Split(f, "/"); len(parts) >= 3 {
			p.Sponsor = strings.Join(parts[:len(parts)-2], "/")
			p.Document, p.Serial = parts[len(parts)-2], parts[len(parts)-1]
		}
	}
	return p, p.Mark != ""
}

func isMark(s string) bool { return s == "MOD" || s == "ADD" || s == "SUP" || s == "NOC" }

// markLen reads a mark with its proposal number at the start of a line, in
// either order, where a provision, a proposal or nothing follows.
func markLen(line string) (length int, form string) {
	i := 0
	lead := proposalLen(line)
	if lead > 0 {
		i = skipBlanks(line, lead, len(line))
	}
	rest := line[i:]
	open := strings.HasPrefix(rest, "(")
	if open {
		rest = rest[1:]
	}
	if len(rest) < 3 || !isMark(rest[:3]) {
		return 0, ""
	}
	form, rest = rest[:3], rest[3:]
	rest = strings.TrimPrefix(rest, "*")
	if open {
		var ok bool
		if rest, ok = strings.CutPrefix(rest, ")"); !ok {
			return 0, ""
		}
	}
	rest = strings.TrimPrefix(rest, "*")
	i = len(line) - len(rest)
	after := strings.TrimLeft(rest, " \t\r\u00a0")
	if after == "" {
		return i, form
	}
	if len(after) == len(rest) {
		return 0, ""
	}
	if n := proposalLen(after); n > 0 {
		return len(line) - len(after) + n, form
	}
	provision := strings.HasPrefix(rest, "\t") || lead > 0 || after[0] >= '0' && after[0] <= '9' || after[0] == '*' || after[0] == '['
	for _, w := range []string{"ARTICLE", "Article", "RESOLUTION", "Resolution", "DRAFT", "DECISION", "ANNEX", "APPENDIX", "CHAPTER", "SECTION", "RECOMMENDATION", "PP", "OP"} {
		provision = provision || strings.HasPrefix(after, w)
	}
	if !provision {
		return 0, ""
	}
	return i, form
}

// proposalLen returns the length of a proposal number such as USA/16/47 or
// IAP/11A13/2 at the start of s: two slashes, a document and a serial in digits.
func proposalLen(s string) int {
	end := strings.IndexAny(s, " \t\r\n")
	if end < 0 {
		end = len(s)
	}
	if end > 60 || end < 5 || s[0] < 'A' || s[0] > 'Z' || strings.Count(s[:end], "/") < 2 {
		return 0
	}
	serial := s[strings.LastIndexByte(s[:end], '/')+1 : end]
	rest := s[:end-len(serial)-1]
	document := rest[strings.LastIndexByte(rest, '/')+1:]
	if n := countDigits(serial); n == 0 || n < len(serial)-1 || countDigits(document) == 0 {
		return 0
	}
	return end
}
