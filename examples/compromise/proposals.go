package main

import (
	"embed"
	"fmt"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
)

//go:embed texts
var texts embed.FS

// illustrative is the rationale of every proposal below. The groups and what
// they propose are invented.
const illustrative = "illustrative; nobody's position"

// proposal is what one group would change in an embedded text.
type proposal struct {
	party string
	steps func(b *amend.Builder)
}

// embedded returns a text that comes with the program, and the amendments that
// the groups' edited copies of it amount to.
func embedded(lang string) (*clause.Document, []amend.Amendment, []string, error) {
	raw, err := texts.ReadFile("texts/" + lang + ".txt")
	if err != nil {
		return nil, nil, nil, fmt.Errorf("embedded text: %w", err)
	}
	base, _ := clause.Parse(string(raw), clause.Options{File: lang + ".txt"})
	proposals := arabic
	if lang == "en" {
		proposals = english
	}
	var all []amend.Amendment
	var parties []string
	for _, p := range proposals {
		like := amend.Amendment{Sponsors: []string{p.party}, Rationale: illustrative}
		copied, err := edited(base, p, like)
		if err != nil {
			return nil, nil, nil, fmt.Errorf("embedded proposals of %s: %w", p.party, err)
		}
		parties = append(parties, p.party)
		all = append(all, amend.Derive(base, copied, like)...)
	}
	return base, all, parties, nil
}

// edited is the whole text as a group would have it, with the clauses numbered
// anew.
func edited(base *clause.Document, p proposal, like amend.Amendment) (*clause.Document, error) {
	b := amend.Build(base, like)
	p.steps(b)
	list, err := b.Amendments()
	if err != nil {
		return nil, err
	}
	text, err := amend.Apply(base, list)
	if err != nil {
		return nil, err
	}
	doc, _ := clause.Parse(text, clause.Options{})
	return clause.Renumber(doc, clause.RenumberOptions{}).Document, nil
}

// The proposals on the Arabic text, document C23/71-A of the ITU Council:
// illustrative; nobody's position.
var arabic = []proposal{
	{"Coast Group", func(b *amend.Builder) {
		const sg = "يقرر أن يكلف الأمين العام/"
		b.In(sg+"1").Replace("الممكنة", "اللازمة")
		b.In(sg+"5").Replace("بكفاءة وفعالية", "بكفاءة وشفافية")
		b.In(sg+"9").InsertAfter("بعرض تقرير", "مرحلي")
		b.InsertAfter(sg+"12", "13\tبدعم مشاركة الشباب في العملية التحضيرية؛")
		pick(b, "باب المشاركة فيها مفتوح لجميع أصحاب المصلحة في القمة العالمية لمجتمع المعلومات")
	}},
	{"Delta Group", func(b *amend.Builder) {
		const sg = "يقرر أن يكلف الأمين العام/"
		b.In(sg+"5").Replace("بكفاءة وفعالية", "على نحو شامل")
		b.In(sg+"9").InsertAfter("بعرض تقرير", "مرحلي")
		b.InsertAfter(sg+"4", "5\tبإتاحة المعلومات المتعلقة بالأعمال التحضيرية باللغات الرسمية الست للاتحاد؛")
	}},
	{"Highland Group", func(b *amend.Builder) {
		const sg = "يقرر أن يكلف الأمين العام/"
		b.In(sg + "13").MoveAfter(sg + "6")
		b.InsertAfter(sg+"12", "13\tبالتشاور مع الدول الأعضاء بشأن تمويل العملية التحضيرية؛")
		pick(b, "ينبغي أن تكون حكومية دولية وشاملة لجميع أصحاب المصلحة، بحسب دور كلّ منهم")
	}},
	{"Island Group", func(b *amend.Builder) {
		const sg = "يقرر أن يكلف الأمين العام/"
		b.In(sg+"1").InsertAfter("بصورة كاملة", "وفعالة")
		b.In(sg + "10").Suppress()
		b.In("يشجع الدول الأعضاء على/4").InsertAfter("غير الحكوميين", "ومع الأوساط الأكاديمية")
	}},
}

// pick chooses one of the two alternatives that the Arabic text has itself.
func pick(b *amend.Builder, option string) {
	const first = "[باب المشاركة فيها مفتوح لجميع أصحاب المصلحة في القمة العالمية لمجتمع المعلومات]"
	const second = "[ينبغي أن تكون حكومية دولية وشاملة لجميع أصحاب المصلحة، بحسب دور كلّ منهم]"
	b.In("يدعو مدير مكتب تنمية الاتصالات/item 1").Exactly().Pick(first+" "+second, option)
}

// The proposals on the English text, which is invented too: illustrative;
// nobody's position.
var english = []proposal{
	{"Coast Group", func(b *amend.Builder) {
		const sg = "resolves to instruct the Secretary-General/"
		b.In(sg+"1").Replace("possible", "necessary")
		b.In(sg+"4").Replace("efficiently and effectively", "efficiently and openly")
		b.In(sg+"5").Replace("a report", "an interim report")
		b.InsertAfter(sg+"6", "7\tto support the participation of young people in the exercises;")
		b.In(bureau).Exactly().Pick(alternatives, "open to all users of the network")
	}},
	{"Delta Group", func(b *amend.Builder) {
		const sg = "resolves to instruct the Secretary-General/"
		b.In(sg+"4").Replace("efficiently and effectively", "without delay")
		b.In(sg+"5").Replace("a report", "an interim report")
		b.InsertAfter(sg+"2", "3\tto make the manual of the network available free of charge;")
	}},
	{"Highland Group", func(b *amend.Builder) {
		const sg = "resolves to instruct the Secretary-General/"
		b.In(sg + "7").MoveAfter(sg + "3")
		b.InsertAfter(sg+"7", "8\tto consult the member states on the financing of the network;")
		b.In(bureau).Exactly().Pick(alternatives, "of an intergovernmental nature, with all users attending as observers")
	}},
	{"Island Group", func(b *amend.Builder) {
		const sg = "resolves to instruct the Secretary-General/"
		b.In(sg+"1").Replace("2026", "2027")
		b.In(sg + "6").Suppress()
		b.In("encourages the member states/3").InsertAfter("to share", "with all members")
	}},
}

const (
	bureau       = "invites the Director of the Technical Bureau/item 1"
	alternatives = "[open to all users of the network] [of an intergovernmental nature, with all users attending as observers]"
)
