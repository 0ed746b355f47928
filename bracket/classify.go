package bracket

import (
	"strings"
	"unicode/utf8"
)

// class is what a bracket is, by its inside.
type class struct {
	kind Kind
	form string
}

// classify says what a bracket with this inside is; Option where it is
// contested text. It looks at no more than the first and last few bytes.
func (g *grammar) classify(inside string) class {
	if n := countDigits(inside); n > 0 && n < len(inside) && inside[n] == ':' {
		return class{Artefact, "footnote"}
	}
	if len(inside) > 64 && !g.mayOpen(inside) {
		return class{kind: Option}
	}
	head := trim(lower(inside[:min(len(inside), 64)]))
	if len(inside) > 64 {
		head = strings.ToValidUTF8(head, "")
	}
	if c, ok := g.opening(head); ok {
		return c
	}
	if len(inside) > 64 {
		return class{kind: Option}
	}
	mark := strings.TrimPrefix(head, "^")
	if n := countDigits(mark); n > 0 && n == len(mark) && (n <= 3 || mark != head) {
		return class{Artefact, "footnote mark"}
	}
	if g.shapes&Struck != 0 && (head == "" || head == "..." || head == "…") {
		return class{kind: Deletion}
	}
	if blankWords[head] || isCodeName(strings.TrimSpace(inside)) || isCross(head) || contains(g.conv.Blanks, head) {
		return class{kind: Placeholder}
	}
	if connectors[head] {
		return class{kind: Connector}
	}
	return class{kind: Option}
}

// mayOpen is a quick test for opening, by the first letter.
func (g *grammar) mayOpen(inside string) bool {
	inside = trim(inside[:32])
	if inside == "" || len(g.conv.Notes) > 0 || len(g.conv.Statuses) > 0 {
		return true
	}
	c := inside[0]
	if 'A' <= c && c <= 'Z' {
		c |= 0x20
	}
	return c >= 0xC3 || c == 'f' || c == 'b' || c == 'p' || noteFirst[c] || statusFirst[c]
}

// opening classes an inside by how it starts.
func (g *grammar) opening(head string) (class, bool) {
	for _, w := range []string{"footnoteref:", "bookmark:"} {
		if strings.HasPrefix(head, w) {
			form := "bookmark"
			if w[0] == 'f' {
				form = "footnote mark"
			}
			return class{Artefact, form}, true
		}
	}
	if noteHead(head) > 0 || hasPrefix(head, g.conv.Notes) {
		return class{kind: Note}, true
	}
	if statusHead(head) || hasPrefix(head, g.conv.Statuses) {
		return class{kind: Status}, true
	}
	if strings.HasPrefix(head, "placeholder") {
		return class{kind: Placeholder}, true
	}
	return class{}, false
}

func hasPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// blankWords make a bracket a blank to be filled in.
var blankWords = set(
	"", "...", "…", "....", "……", "..", "--", "---", "___", "____", "_____", "tbd", "tbc", "t.b.d.", "to be determined", "to be confirmed",
	"date", "number", "no.", "year", "month", "day", "place", "name", "title", "city", "country", "venue", "amount", "symbol", "name of country",
	"date and place", "place and date", "to be completed", "to be added", "to be inserted", "to be drafted", "to be developed", "to be updated",
	"insert date", "insert number", "insert name", "blank", "text to be added",
	"à compléter", "numéro", "nombre", "année", "lieu", "nom", "à déterminer", "à préciser",
	"fecha", "número", "año", "lugar", "nombre del país", "por completar", "por determinar", "a completar", "se completará",
	"дата", "номер", "число", "год", "место", "будет дополнено", "подлежит уточнению", "подлежит определению",
	"التاريخ", "تاريخ", "الرقم", "رقم", "عدد", "السنة", "المكان", "يستكمل لاحقاً", "يستكمل لاحقا", "يُستكمل لاحقاً", "يحدد لاحقاً", "يحدد لاحقا",
	"日期", "数目", "编号", "年份", "地点", "名称", "待定", "待补充", "待填", "待完成", "待确定",
)

// isCross accepts x, xx, xxx and the like, also with a per cent sign.
func isCross(head string) bool {
	head = strings.TrimRight(head, "% ")
	return head != "" && len(head) <= 6 && strings.Trim(head, "x") == "" || head == "●" || head == "•"
}

// isCodeName accepts the provisional name of a resolution: SEN-1, EUR-A12.
func isCodeName(s string) bool {
	head, tail, ok := strings.Cut(s, "-")
	if !ok || len(head) < 2 || len(head) > 6 || strings.Trim(head, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return false
	}
	tail = strings.TrimLeft(tail, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	n := countDigits(tail)
	return n > 0 && n <= 4 && n == len(tail)
}

// connectors stand in brackets of their own between two options.
var connectors = set(
	"or", "and", "and/or", "/", "ou", "et", "et/ou", "o", "u", "y", "y/o", "или", "и", "и/или", "أو", "و", "و/أو", "或", "和", "和/或", "或者",
)

var openSlots = set("other", "others", "autre", "autres", "otro", "otros", "другое", "иное", "أخرى", "غير ذلك", "其他")

// noteHeads open a note, before a colon.
var noteHeads = []string{
	"editor's note", "editors' note", "editorial note", "negotiator's note", "negotiators' note", "negotiators note", "drafting note", "drafter's note", "drafters' note", "note to drafters",
	"secretariat note", "secretariat's note", "note by the secretariat", "note from the secretariat", "chair's note", "co-chairs' note", "co-chairs note", "facilitator's note", "facilitators' note", "co-facilitators' note", "note by the chair", "note by the co-chairs", "note by the co-facilitators", "translator's note", "legal note", "technical note",
	"explanatory note", "note", "nb", "n.b.",
	"note de la rédaction", "note du secrétariat", "note du président", "nota del editor", "nota de la redacción", "nota de la secretaría", "nota",
	"примечание редактора", "примечание секретариата", "примечание", "ملاحظة المحرر", "ملاحظة من الأمانة", "ملاحظة", "编者注", "编者按", "秘书处说明", "注",
}

// noteFirst and statusFirst are the first bytes of notes and statuses.
var noteFirst, statusFirst = firstBytes(noteHeads), firstBytes(statusHeads)

func firstBytes(list []string) *[256]bool {
	var m [256]bool
	for _, l := range list {
		m[l[0]] = true
	}
	return &m
}

// noteHead returns the length of the opening of a note with its colon; s is
// in lower case.
func noteHead(s string) int {
	if s == "" || !noteFirst[s[0]] {
		return 0
	}
	s2 := s
	if strings.Contains(s, "’") {
		s2 = strings.ReplaceAll(s, "’", "'")
	}
	for _, h := range noteHeads {
		rest, ok := strings.CutPrefix(s2, h)
		if !ok {
			continue
		}
		trimmed := strings.TrimLeft(rest, " *_\u00a0")
		for _, colon := range []string{":", "："} {
			if strings.HasPrefix(trimmed, colon) {
				return len(s) - len(trimmed) + len(colon)
			}
		}
	}
	return 0
}

var statusHeads = []string{
	"agreed ad ref", "agreed ad-ref", "ad referendum", "ad ref", "agreed in ", "agreed pending", "agreed by ", "agreed at ", "agreed on ", "agreed subject to", "provisionally agreed", "tentatively agreed", "drafting group:", "drafting group :", "text agreed", "closed", "pending", "under discussion", "under negotiation",
	"convenu ad ref", "adopté ad ref", "accepté ad ref", "acordado ad ref", "convenido ad ref", "согласовано ад реф", "согласовано ad ref", "متفق عليه", "اتفق عليه", "تم الاتفاق", "暂定商定", "尚待核准", "商定",
}

var statusAlone = set("agreed", "agreed.", "agree", "convenu", "acordado", "согласовано", "متفق عليه", "商定", "已商定")

// statusHead reports whether an inside in lower case is the state of the talks.
func statusHead(head string) bool {
	if head == "" || !statusFirst[head[0]] {
		return false
	}
	if statusAlone[head] {
		return true
	}
	for _, h := range statusHeads {
		if !strings.HasPrefix(head, h) {
			continue
		}
		if rest := head[len(h):]; strings.HasSuffix(h, " ") || strings.HasSuffix(h, ":") || !startsWithLetter(rest) || strings.HasSuffix(h, "ref") || strings.HasSuffix(h, "реф") {
			return h != "closed" && h != "pending" || rest == "" || rest[0] == ':'
		}
	}
	return false
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && r != ' ' && r != '.' && r != ':' && r != ',' && r != '\u00a0' && r != ')' && r != ';' && r != '-'
}
