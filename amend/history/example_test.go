package history_test

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
)

// adopted is a short history: an amendment is tabled, joined and adopted.
func adopted() *history.History {
	at := time.Date(2023, 6, 27, 10, 0, 0, 0, time.UTC)
	base, _ := clause.Parse("The Council,\n\n1. Decides to convene a meeting;\n", clause.Options{})
	list, _ := amend.Build(base, amend.Amendment{Sponsors: []string{"EU"}}).
		In("operative 1").Replace("a meeting", "a conference").Amendments()
	h := history.New(history.Options{})
	for _, d := range []history.Draft{
		{Actor: "chair", Body: history.SessionOpened{Name: "first reading"}},
		{Actor: "chair", Body: history.BaseTabled{Name: "L.1", Document: base}},
		{Actor: "EU", Body: history.Tabled{Amendment: list[0]}},
		{Actor: "JP", Body: history.Joined{Amendment: list[0].ID}},
		{Actor: "chair", Body: history.Adopted{Amendment: list[0].ID}},
	} {
		at = at.Add(time.Minute)
		d.Time = at
		h, _ = h.Append(d)
	}
	return h
}

func ExampleHistory_Blame() {
	list, _ := adopted().Blame()
	for _, b := range list {
		fmt.Printf("%q %v %s\n", b.Text, b.Sponsors, b.Time.Format("15:04"))
	}
	// Output:
	// "The Council,\n\n1. Decides to convene " [chair] 10:02
	// "a conference" [EU JP] 10:03
	// ";\n" [chair] 10:02
}

func ExampleHistory_Why() {
	h := adopted()
	text, _ := h.State().Text()
	i := strings.Index(text, "conference")
	events, _ := h.Why(clause.Span{Start: i, End: i + len("conference")})
	for _, e := range events {
		fmt.Println(e.Actor, e.Body.Kind())
	}
	// Output:
	// EU tabled
	// JP joined
	// chair adopted
}

func ExampleRead() {
	var b bytes.Buffer
	_ = adopted().Write(&b)
	_, err := history.Read(strings.Replace(b.String(), "a conference", "a Conference", 1), history.Options{File: "talks.jsonl"})
	fmt.Println(err)
	// Output:
	// history: talks.jsonl:4:1: event 3, byte 1123: the line does not follow from the lines before it: it was changed, or one before it was dropped, added or moved
}

func ExampleJoin() {
	h := adopted()
	h, _ = h.At(h.Event(3).Hash()) // before the decision
	id := h.State().Proposals()[0].Amendment.ID
	say := func(actor string, minute int) *history.History {
		out, _ := h.Append(history.Draft{Time: time.Date(2023, 6, 27, 11, minute, 0, 0, time.UTC), Actor: actor, Body: history.PositionTaken{Amendment: id, Stance: history.Support}})
		return out
	}
	dz, za := say("DZ", 1), say("ZA", 2) // each on its own, offline
	one, other := history.Join(dz, za), history.Join(za, dz)
	fmt.Println(one.Len(), one.Version() == other.Version(), len(one.State().Excluded()))
	// Output:
	// 6 true 0
}
