package amendtest

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
)

// Script is a way of writing that generated texts are in.
type Script struct {
	Name  string
	words []string
	space string
	stop  string
}

// Scripts are those of generated texts.
var Scripts = []Script{
	{"Latin", strings.Fields("the members should shall report on plans costed yearly façade Übung e\u0301tat and, 10\u00a0000"), " ", ";"},
	{"Arabic", strings.Fields("يُقرِّر الدُّوَلُ الأعضاءُ إِلَى تقديمِ تقريرٍ سنوياً وَأَنْ مُدَّة ١٠ القمّة العالميةـ"), " ", "؛"},
	{"Chinese", strings.Fields("决定 会员国 应当 提交 报告 每年 计划 成本 和 十 秘书长 请"), "", "；"},
	{"Cyrillic", strings.Fields("постановляет государства-члены должны следует доклад ежегодно план и й\u0306 10 просит"), " ", ";"},
	{"Devanagari", strings.Fields("निर्णय सदस्य राज्य करेंगे रिपोर्ट वार्षिक योजना और १० महासचिव अनुरोध क्षि"), " ", "।"},
	{"mixed", strings.Fields("القرار ITU-T 70/125 דו״ח WSIS+10 الذكاء \u200fAI\u200e الدول (2023) יש «shall» members"), " ", "؛"},
}

// Documents generates documents in all [Scripts]: a preamble and numbered
// paragraphs, some with repeated words, CRLF or no line at their end.
func Documents() *rapid.Generator[*clause.Document] {
	return rapid.Custom(func(t *rapid.T) *clause.Document {
		script := rapid.SampledFrom(Scripts).Draw(t, "script")
		end := rapid.SampledFrom([]string{"\n", "\n\n", "\r\n"}).Draw(t, "line end")
		var kids []*clause.Clause
		n := rapid.IntRange(1, 7).Draw(t, "clauses")
		for i := range n {
			src := fmt.Sprintf("%d. %s%s%s", i+1, script.sentence(t), script.stop, end)
			if i == n-1 && rapid.Bool().Draw(t, "no line end") {
				src = strings.TrimRight(src, "\r\n")
			}
			kids = append(kids, clause.New(uuid.NewSHA1(clause.RootID, fmt.Append(nil, i)), clause.Operative, src))
		}
		return clause.NewDocument(clause.Metadata{Title: script.Name}, clause.New(clause.RootID, clause.Root, "", kids...))
	})
}

func (s Script) sentence(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(s.words), 3, 12).Draw(t, "words"), s.space)
}

// Amendments generates valid amendments of one sponsor to a base: words
// replaced, inserted or deleted at any characters, clauses inserted, deleted
// and moved.
func Amendments(base *clause.Document, sponsor string) *rapid.Generator[amend.Amendment] {
	return rapid.Custom(func(t *rapid.T) amend.Amendment {
		var clauses []*clause.Clause
		for p, c := range base.Walk() {
			if len(p) > 0 && c.Source() != "" {
				clauses = append(clauses, c)
			}
		}
		script := rapid.SampledFrom(Scripts).Draw(t, "script")
		b := amend.Build(base, amend.Amendment{Sponsors: []string{sponsor}})
		if len(clauses) == 0 {
			return first(b.Exactly(true).InsertAfter("", script.sentence(t)+"\n"))
		}
		c := rapid.SampledFrom(clauses).Draw(t, "clause")
		op := rapid.SampledFrom([]string{"words", "words", "words", "insert", "delete", "move"}).Draw(t, "op")
		labels := clause.NewLabels(base)
		path, _, _ := base.Find(c.ID())
		switch op {
		case "insert":
			if a := first(b.InsertAfter(labels.Of(path), script.sentence(t))); a.ID != uuid.Nil {
				return a
			}
		case "delete":
			return first(b.At(c.ID()).Suppress())
		case "move":
			to := rapid.SampledFrom(clauses).Draw(t, "to")
			at, _, _ := base.Find(to.ID())
			if a := first(b.At(c.ID()).MoveAfter(labels.Of(at))); a.ID != uuid.Nil {
				return a
			}
		}
		return words(t, b.Forget(), c, script)
	})
}

// words changes words of a clause, some of them to the letter.
func words(t *rapid.T, b *amend.Builder, c *clause.Clause, script Script) amend.Amendment {
	fields := strings.Fields(c.Text())
	if len(fields) == 0 {
		return first(b.At(c.ID()).Suppress())
	}
	i := rapid.IntRange(0, len(fields)-1).Draw(t, "word")
	nth := 1
	for _, f := range fields[:i] {
		nth += strings.Count(f, fields[i])
	}
	with := rapid.SampledFrom(append([]string{"x", script.sentence(t)}, script.words...)).Draw(t, "with")
	step := func() *amend.Step { return b.At(c.ID()).Exactly().Nth(nth) }
	var a amend.Amendment
	switch rapid.SampledFrom([]string{"replace", "delete", "after", "before"}).Draw(t, "change") {
	case "replace":
		a = first(step().Replace(fields[i], with))
	case "delete":
		a = first(step().Delete(fields[i]))
	case "after":
		a = first(step().InsertAfter(fields[i], " "+with))
	case "before":
		a = first(step().InsertBefore(fields[i], with+" "))
	}
	if a.ID == uuid.Nil {
		return first(b.Forget().At(c.ID()).Suppress())
	}
	return a
}

func first(b *amend.Builder) amend.Amendment {
	if list, _ := b.Amendments(); len(list) > 0 {
		return list[0]
	}
	return amend.Amendment{}
}

// Histories generates histories under the rules of opt: a session, a base, and
// whatever parties and the chair may do in any order, up to max events.
func Histories(opt history.Options, max int) *rapid.Generator[*history.History] {
	return rapid.Custom(func(t *rapid.T) *history.History {
		talks := Begin(opt.Policy)
		talks.History = history.New(opt)
		doc := Documents().Draw(t, "base")
		if talks.Do("chair", history.SessionOpened{Name: "reading"}) != nil || talks.Do("chair", history.BaseTabled{Name: "L.1", Document: doc}) != nil {
			t.Fatalf("the policy allows neither session nor base")
		}
		Extend(t, talks, rapid.IntRange(0, max-2).Draw(t, "events"))
		return talks.History
	})
}

// Extend lets parties and the chair do up to n more things, at random. What is
// refused is not done.
func Extend(t *rapid.T, talks *Talks, n int) {
	for range n {
		actor := rapid.SampledFrom([]string{"EU", "JP", "الجزائر", "中国", "chair"}).Draw(t, "actor")
		if body := event(t, talks.History, actor); body != nil {
			_ = talks.Do(actor, body)
		}
		talks.Clock = talks.Clock.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "pause")) * time.Minute)
	}
}

func event(t *rapid.T, h *history.History, actor string) history.Body {
	base, _ := h.State().Base()
	list := h.State().Proposals()
	kind := rapid.SampledFrom([]string{
		"table", "table", "table", "sub", "join", "leave", "withdraw", "take over", "position", "agree",
		"vote", "count", "adopt", "adopt", "part", "reject", "reopen", "issue", "resolve",
	}).Draw(t, "kind")
	if kind == "table" || len(list) == 0 {
		return history.Tabled{Amendment: Amendments(base.Document, actor).Draw(t, "amendment")}
	}
	p := list[rapid.IntRange(0, len(list)-1).Draw(t, "which")]
	id := p.Amendment.ID
	count := history.Count{Yes: rapid.IntRange(0, 9).Draw(t, "yes"), No: rapid.IntRange(0, 9).Draw(t, "no")}
	switch kind {
	case "sub":
		return sub(t, p, actor)
	case "join":
		return history.Joined{Amendment: id}
	case "leave":
		return history.Left{Amendment: id}
	case "withdraw":
		return history.Withdrawn{Amendment: id}
	case "take over":
		return history.TakenOver{Amendment: id}
	case "agree":
		return history.Agreed{Amendment: id}
	case "vote":
		return history.VoteBegun{Amendment: id}
	case "count":
		return history.Voted{Amendment: id, Count: count}
	case "adopt":
		return history.Adopted{Amendment: id}
	case "part":
		return history.Adopted{Amendment: id, Parts: []int{1}}
	case "reject":
		return history.Rejected{Amendment: id}
	case "reopen":
		return history.Reopened{Amendment: id, Count: count}
	case "resolve":
		return history.Resolved{Amendment: id, Text: "1. x;\n"}
	case "issue":
		doc, err := h.State().Revision()
		if err != nil {
			t.Fatalf("no revision: %v", err)
		}
		return history.BaseIssued{Name: fmt.Sprint("Rev.", len(h.State().Bases())), Document: doc}
	}
	stance := rapid.SampledFrom([]history.Stance{history.Support, history.Oppose, history.Reserve, history.Abstain, history.Silent}).Draw(t, "stance")
	return history.PositionTaken{Amendment: id, Stance: stance, Comment: actor}
}

// sub amends the first word of an amendment's text.
func sub(t *rapid.T, p *history.Proposal, actor string) history.Body {
	fields := strings.Fields(p.Amendment.Text)
	if len(fields) == 0 {
		return nil
	}
	word := rapid.SampledFrom(fields).Draw(t, "word")
	a, err := amend.Sub(*p.Amendment, amend.Amendment{Sponsors: []string{actor}}, word, rapid.SampledFrom(Scripts[1].words).Draw(t, "with"))
	if err != nil {
		return nil
	}
	return history.Tabled{Amendment: a}
}
