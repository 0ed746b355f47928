// Package gen makes resolutions of any size for tests and benchmarks. The
// text is invented, but has the shape of real ones: a cover, a preamble of
// headings with lettered items, an operative part with numbered ones, in long
// sentences.
package gen

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Script is what a text is written in.
type Script int

const (
	Latin    Script = iota // English
	Arabic                 // with vowel signs, direction from right to left
	Chinese                // without spaces
	Cyrillic               // Russian
	Mixed                  // paragraphs of all four, under English headings
)

// Scripts are all of them.
var Scripts = []Script{Latin, Arabic, Chinese, Cyrillic, Mixed}

func (s Script) String() string {
	return [...]string{"latin", "arabic", "chinese", "cyrillic", "mixed"}[s]
}

// voice is what a script has to say.
type voice struct {
	enacting   string
	preambular []string
	operative  []string
	letters    []string
	words      []string
	space      string
	semicolon  string
	comma      string
	stop       string
}

var voices = [...]voice{
	Latin: {
		enacting:   "The ITU Council,",
		preambular: strings.Split("recalling|considering|noting with satisfaction|recognizing further|bearing in mind", "|"),
		operative:  strings.Split("resolves to instruct the Secretary-General|invites Member States|encourages Sector Members|requests the Directors of the Bureaux", "|"),
		letters:    strings.Split("a|b|c|d|e|f|g|h|i|j|k|l|m|n", "|"),
		words: strings.Fields(`the of and to in for on with that information society summit implementation outcomes
			review process stakeholders Member States development telecommunication networks capacity building access
			Geneva Tunis Agenda 2015 2025 WSIS+20 (ITU) resolution 70/125 regional report annual progress achieved
			"digital divide" cooperation among agencies framework's follow-up, sustainable goals; technical assistance`),
		space: " ", semicolon: ";", comma: ",", stop: ".",
	},
	Arabic: {
		enacting:   "إن مجلس الاتحاد الدولي للاتصالات،",
		preambular: strings.Split("إذ يذكِّر|وإذ يضع في اعتباره|وإذ يلاحظ بارتياح|وإذ يقدِّر", "|"),
		operative:  strings.Split("يقرر أن يكلف الأمين العام|يدعو الدول الأعضاء|يشجع أعضاء القطاعات|يكلف مديري المكاتب", "|"),
		letters:    strings.Split("أ|ب|ج|د|هـ|و|ز|ح|ط|ي|ك|ل|م|ن", "|"),
		words: strings.Fields(`القمة العالمية لمجتمع المعلومات تنفيذ نواتج الاستعراضَ الشامل الذي تُجريه الجمعية العامة للأمم
			المتحدة أصحاب المصلحة المتعددين في عام 2025 و2015 (WSIS+20) دوراً قيادياً عملاً بقرار 70/125 الدول الأعضاء
			التحوُّل الرقمي، بناءً على التعاون والتنسيق المشترَك لأغراض التنمية المستدامة 23-22 سبتمبر بشأن الاتصالات`),
		space: " ", semicolon: "؛", comma: "،", stop: ".",
	},
	Chinese: {
		enacting:   "国际电信联盟理事会，",
		preambular: strings.Split("忆及|考虑到|注意到|认识到|铭记", "|"),
		operative:  strings.Split("做出决议，责成秘书长|请成员国|鼓励部门成员|责成各局主任", "|"),
		letters:    strings.Split("a|b|c|d|e|f|g|h|i|j|k|l|m|n", "|"),
		words: strings.Fields(`信息社会 世界峰会 成果 的 落实 审查 进程 利益攸关方 成员国 发展 电信 网络 能力建设 接入 日内瓦
			突尼斯议程 2015年 2025年 （WSIS+20） 第70/125号决议 区域 报告 每年 取得的进展 数字鸿沟 合作 各机构 框架 、 可持续发展目标`),
		semicolon: "；", comma: "，", stop: "。",
	},
	Cyrillic: {
		enacting:   "Совет МСЭ,",
		preambular: strings.Split("напоминая|учитывая далее|отмечая с удовлетворением|признавая также", "|"),
		operative:  strings.Split("решает поручить Генеральному секретарю|предлагает Государствам-Членам|настоятельно призывает Членов Секторов|поручает Директорам Бюро", "|"),
		letters:    strings.Split("a|b|c|d|e|f|g|h|i|j|k|l|m|n", "|"),
		words: strings.Fields(`и в на о по для с информационного общества Всемирной встречи решений выполнение обзор процесс
			заинтересованных сторон Государства-Члены развитие электросвязи сетей потенциала доступ Женева Тунисская
			программа 2015 2025 годах (ВВУИО+20) резолюция 70/125 региональный отчет ежегодный прогресс «цифровой разрыв»`),
		space: " ", semicolon: ";", comma: ",", stop: ".",
	},
}

// Text returns a resolution of about the number of bytes, the same for the
// same arguments.
func Text(s Script, bytes int) string {
	g := generator{rnd: rand.New(rand.NewPCG(uint64(s), 20230627))}
	g.text.Grow(bytes + 4096)
	main := voices[min(s, Cyrillic)]
	if s == Mixed {
		main = voices[Latin]
	}
	g.text.WriteString("C23/71\n27 June 2023\n\n" + main.enacting + "\n")
	for part := 0; g.text.Len() < bytes; part++ {
		headings, letters := main.preambular, main.letters
		if part >= 5 && part%3 != 0 || g.text.Len() > bytes/4 {
			headings, letters = main.operative, nil
		}
		g.heading(s, main, headings[g.rnd.IntN(len(headings))], letters)
	}
	return g.text.String()
}

type generator struct {
	rnd  *rand.Rand
	text strings.Builder
}

// heading writes a heading and its items, with letters or else numbers.
func (g *generator) heading(s Script, main voice, words string, letters []string) {
	g.text.WriteString(words + "\n")
	items := 2 + g.rnd.IntN(12)
	for i := range items {
		v := main
		if s == Mixed {
			v = voices[g.rnd.IntN(4)]
		}
		if letters != nil {
			g.text.WriteString(letters[i] + ")\t")
		} else {
			fmt.Fprintf(&g.text, "%d\t", i+1)
		}
		g.sentence(v)
		if i == items-1 {
			g.text.WriteString(v.comma + "\n")
		} else {
			g.text.WriteString(v.semicolon + "\n")
		}
	}
}

func (g *generator) sentence(v voice) {
	for i := range 12 + g.rnd.IntN(50) {
		if i > 0 {
			g.text.WriteString(v.space)
		}
		g.text.WriteString(v.words[g.rnd.IntN(len(v.words))])
	}
}
