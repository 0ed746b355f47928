package bracket

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// verbs are what parties do with a wording, in six languages.
var verbs = map[string]Stance{
	"propose": Propose, "proposes": Propose, "proposed": Propose, "proposal": Propose, "proposing": Propose, "add": Propose, "adds": Propose, "insert": Propose, "inserts": Propose,
	"prefer": Support, "prefers": Support, "support": Support, "supports": Support, "supporting": Support,
	"oppose": Oppose, "opposes": Oppose, "opposed": Oppose, "opposing": Oppose, "objects": Oppose, "object": Oppose,
	"delete": Delete, "deletes": Delete, "deleted": Delete, "to delete": Delete, "bracket": Reserve, "brackets": Reserve,
	"retain": Retain, "retains": Retain, "keep": Retain, "keeps": Retain, "to retain": Retain, "to keep": Retain, "maintain": Retain, "maintains": Retain,
	"reserve": Reserve, "reserves": Reserve, "reserves its position": Reserve, "reserve its position": Reserve, "reserve their position": Reserve, "reserve their positions": Reserve,
	"reservation": Reserve, "considering": Reserve, "ad ref": Reserve, "scrutiny reservation": Reserve,

	"propose de": Propose, "proposent": Propose, "proposition": Propose, "appuie": Support, "appuient": Support, "soutient": Support, "soutiennent": Support,
	"s'oppose": Oppose, "s'opposent": Oppose, "s’oppose": Oppose, "s’opposent": Oppose, "supprimer": Delete, "supprime": Delete, "suppriment": Delete,
	"conserver": Retain, "maintenir": Retain, "conserve": Retain, "conservent": Retain, "réserve": Reserve, "réserve sa position": Reserve, "réservent leur position": Reserve,

	"propone": Propose, "proponen": Propose, "propuesta": Propose, "apoya": Support, "apoyan": Support, "se opone": Oppose, "se oponen": Oppose,
	"suprimir": Delete, "eliminar": Delete, "suprime": Delete, "mantener": Retain, "conservar": Retain, "mantiene": Retain, "reserva": Reserve, "reserva su posición": Reserve,

	"предлагает": Propose, "предлагают": Propose, "предложение": Propose, "поддерживает": Support, "поддерживают": Support,
	"возражает": Oppose, "возражают": Oppose, "против": Oppose, "исключить": Delete, "удалить": Delete, "снять": Delete,
	"сохранить": Retain, "оставить": Retain, "резервирует": Reserve, "резервирует позицию": Reserve, "резервирует свою позицию": Reserve, "оговорка": Reserve,

	"تقترح": Propose, "يقترح": Propose, "اقتراح": Propose, "مقترح": Propose, "تؤيد": Support, "يؤيد": Support, "تعارض": Oppose, "يعارض": Oppose,
	"حذف": Delete, "تحذف": Delete, "يحذف": Delete, "الإبقاء": Retain, "إبقاء": Retain, "تبقي": Retain, "تحتفظ": Retain, "تتحفظ": Reserve, "يتحفظ": Reserve, "تحفظ": Reserve,

	"提议": Propose, "建议": Propose, "提案": Propose, "支持": Support, "反对": Oppose, "删除": Delete, "删去": Delete, "保留": Retain, "保留立场": Reserve, "保留意见": Reserve,
}

// leading verbs stand before the names.
var leadingVerbs = map[string]Stance{
	"proposed by": Propose, "proposal by": Propose, "proposal of": Propose, "supported by": Support, "opposed by": Oppose,
	"تقترح": Propose, "يقترح": Propose, "اقتراح": Propose, "مقترح": Propose, "تعارض": Oppose, "يعارض": Oppose, "proposition de": Propose, "propuesta de": Propose, "предложение": Propose,
}

// longestFirst lists the verbs so that "reserves its position" is tried before "position".
var longestFirst, leadingFirst = byLength(verbs), byLength(leadingVerbs)

func byLength(m map[string]Stance) []string {
	out := make([]string, 0, len(m))
	for v := range m {
		out = append(out, v)
	}
	sort.Slice(out, func(i, j int) bool {
		if len(out[i]) != len(out[j]) {
			return len(out[i]) > len(out[j])
		}
		return out[i] < out[j]
	})
	return out
}

// lastWords are the last words of the verbs, so that most texts are told at
// one look to end without one. Chinese verbs are here by their last character.
var lastWords = func() map[string]bool {
	m := map[string]bool{}
	for v := range verbs {
		m[lastWord(v)] = true
	}
	return m
}()

// verbEnd strips blanks and a full stop behind a verb.
func verbEnd(s string) string {
	for s != "" {
		switch s[len(s)-1] {
		case ' ', '\t', '\r', '.':
			s = s[:len(s)-1]
		case 0xA0:
			if !strings.HasSuffix(s, "\u00a0") {
				return s
			}
			s = strings.TrimSuffix(s, "\u00a0")
		default:
			return s
		}
	}
	return s
}

// lastWord returns the last word of s; of a Chinese one the last character.
func lastWord(s string) string {
	s = s[max(0, len(s)-32):]
	if last, size := utf8.DecodeLastRuneInString(s); unicode.Is(unicode.Han, last) {
		return s[len(s)-size:]
	}
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// mayEndWithVerb is a quick test for cutVerb; lowering letters is for codes
// that run into the verb, as in CLpropose.
func (g *grammar) mayEndWithVerb(s string) bool {
	if len(g.verbList) > 0 {
		return true
	}
	w := lastWord(s)
	if lastWords[w] {
		return true
	}
	if w == "" || 'a' <= w[0] && w[0] <= 'z' { // no capitals, no code run into a verb
		return false
	}
	if lastWords[lower(w)] {
		return true
	}
	small := strings.TrimLeft(w, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+&-")
	return len(small) < len(w) && lastWords[small]
}

// cutVerb takes the verb off "US/AU propose", "MX/CLpropose", "US、欧盟反对".
func (g *grammar) cutVerb(s string) (names string, stance Stance) {
	s = verbEnd(s)
	lists := [][]string{g.verbList, longestFirst}
	if !g.mayEndWithVerb(s) {
		lists = nil
	}
	for _, list := range lists {
		for _, v := range list {
			if len(v) > len(s) || !foldSuffix(s, v) {
				continue
			}
			head := s[:len(s)-len(v)]
			if endsName(head, v) {
				return strings.TrimRight(head, " \t\u00a0"), g.stanceOf(v)
			}
		}
	}
	for _, v := range leadingFirst {
		if len(v) < len(s) && strings.EqualFold(s[:len(v)], v) && s[len(v)] == ' ' {
			return strings.TrimSpace(s[len(v):]), leadingVerbs[v]
		}
	}
	return s, ""
}

func foldSuffix(s, suffix string) bool {
	last := s[len(s)-1]
	return last|0x20 == suffix[len(suffix)-1]|0x20 && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}

// endsName reports whether a verb may follow head: after a blank, after a
// code without one, and in Chinese anywhere.
func endsName(head, verb string) bool {
	if head == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(head)
	first, _ := utf8.DecodeRuneInString(verb)
	return unicode.IsSpace(last) || unicode.Is(unicode.Han, first) ||
		unicode.IsLower(first) && first < utf8.RuneSelf && (unicode.IsUpper(last) || unicode.IsDigit(last))
}

func (g *grammar) stanceOf(verb string) Stance {
	if s, ok := g.conv.Verbs[verb]; ok {
		return s
	}
	return verbs[verb]
}

// verbAlone reads a wording that is only a verb: "delete", "retain.", "删除".
func (g *grammar) verbAlone(s string) (Stance, bool) {
	s = strings.Trim(s, " \t\r\n.\u00a0\u2066\u2067\u2068\u2069")
	if s == "" || len(s) > 60 {
		return "", false
	}
	for _, object := range []string{" paragraph", " para", " text", " the paragraph", " this paragraph", " all", " article"} {
		s = strings.TrimSuffix(s, object)
	}
	s = lower(s)
	stance, ok := g.conv.Verbs[s]
	if !ok {
		stance, ok = verbs[s]
	}
	return stance, ok && (stance == Delete || stance == Retain || stance == Reserve || stance == Oppose)
}
