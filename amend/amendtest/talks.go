package amendtest

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/amend/instruction"
	"github.com/rollingtext/rollingtext/amend/policy"
	"github.com/rollingtext/rollingtext/clause"
)

// Talks is a negotiation in the making.
type Talks struct {
	History *history.History
	Files   map[string]string    // texts by name, for base and issue
	IDs     map[string]uuid.UUID // amendments by the names that the scenario gives them
	Names   map[uuid.UUID]string // and back
	Clock   time.Time            // of the next event
	Step    time.Duration        // what the clock goes on by
}

// Begin starts talks in which nothing was said yet, under a policy; nil is that
// of UN bodies. The clock starts at 2023-01-01T10:00:00Z.
func Begin(p policy.Policy) *Talks {
	return &Talks{
		History: history.New(history.Options{Policy: p}), Files: map[string]string{},
		IDs: map[string]uuid.UUID{}, Names: map[uuid.UUID]string{},
		Clock: time.Date(2023, 1, 1, 10, 0, 0, 0, time.UTC), Step: time.Minute,
	}
}

// LineError says which line of a scenario went wrong.
type LineError struct {
	Line int // from 1, of what was said at once
	Text string
	Err  error
}

func (e *LineError) Error() string {
	return fmt.Sprintf("amendtest: line %d: %q: %v", e.Line, e.Text, e.Err)
}

// Unwrap returns the cause.
func (e *LineError) Unwrap() error { return e.Err }

// Causes of a [LineError].
var (
	ErrSyntax  = errors.New(`expected "party: verb …"; see the package documentation`)
	ErrName    = errors.New("no amendment has this name")
	ErrFile    = errors.New("the scenario has no such file")
	ErrAllowed = errors.New("it was allowed, and should have been refused")
	ErrOther   = errors.New("it was refused, but for another reason")
)

// Say takes lines of a scenario, see the package. It stops at the first that
// goes wrong, with a *[LineError].
func (t *Talks) Say(lines string) error {
	for i, line := range strings.Split(lines, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := t.line(line); err != nil {
			return &LineError{i + 1, line, err}
		}
	}
	return nil
}

var refusal = regexp.MustCompile(`^refused \(([^)]*)\) (.*)$`)

func (t *Talks) line(line string) error {
	want, refused := "", false
	if m := refusal.FindStringSubmatch(line); m != nil {
		want, line, refused = m[1], m[2], true
	}
	actor, rest, ok := strings.Cut(line, ": ")
	if !ok {
		actor, ok = strings.CutSuffix(line, ":")
	}
	if !ok {
		return ErrSyntax
	}
	before := *t
	err := t.act(actor, strings.TrimSpace(rest))
	switch {
	case !refused:
		return err
	case err == nil:
		return ErrAllowed
	case !strings.Contains(err.Error(), want):
		return fmt.Errorf("%w: %w", ErrOther, err)
	}
	t.History = before.History
	return nil
}

// act takes what one party says.
func (t *Talks) act(actor, said string) error {
	verb, rest, _ := strings.Cut(said, " ")
	switch actor {
	case "policy":
		return t.policy(said)
	case "time":
		at, err := time.Parse(time.RFC3339, said)
		t.Clock = at
		return err
	}
	if verb == "take" {
		verb, rest = "take over", strings.TrimPrefix(rest, "over ")
	}
	switch verb {
	case "table", "correct", "merge", "amend":
		return t.text(actor, verb, rest)
	}
	body, err := t.body(verb, rest)
	if err != nil {
		return err
	}
	return t.Do(actor, body)
}

// Do appends one event at the time of the clock, which goes on.
func (t *Talks) Do(actor string, body history.Body) error {
	h, err := t.History.Append(history.Draft{Time: t.Clock, Actor: actor, Body: body})
	if err != nil {
		return err
	}
	t.History, t.Clock = h, t.Clock.Add(t.Step)
	return nil
}

func (t *Talks) policy(name string) error {
	rules := map[string]policy.Policy{"UN": policy.UN(), "ITU": policy.ITU(), "free": policy.Free{}}
	p, ok := rules[name]
	if !ok || t.History.Len() > 0 {
		return fmt.Errorf("%w: UN, ITU or free, before all else", ErrSyntax)
	}
	t.History = history.New(history.Options{Policy: p})
	return nil
}

// body makes the body of what has no text of an amendment.
func (t *Talks) body(verb, rest string) (history.Body, error) {
	switch verb {
	case "open":
		return history.SessionOpened{Name: rest}, nil
	case "close":
		return history.SessionClosed{}, nil
	case "base", "issue":
		return t.base(verb, rest)
	}
	head, comment, _ := strings.Cut(rest, ": ")
	words := strings.Fields(head)
	if len(words) == 0 {
		return nil, ErrSyntax
	}
	id, ok := t.IDs[words[0]]
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrName, words[0])
	}
	n, err := numbers(words[1:])
	if err != nil {
		return nil, err
	}
	count := history.Count{}
	for i, word := range words[1:] {
		switch word {
		case "yes":
			count.Yes = n[i+1]
		case "no":
			count.No = n[i+1]
		case "abstain":
			count.Abstain = n[i+1]
		}
	}
	switch verb {
	case "join":
		return history.Joined{Amendment: id}, nil
	case "leave":
		return history.Left{Amendment: id}, nil
	case "withdraw":
		return history.Withdrawn{Amendment: id}, nil
	case "take over":
		return history.TakenOver{Amendment: id}, nil
	case "support", "oppose", "reserve", "abstain":
		return history.PositionTaken{Amendment: id, Stance: history.Stance(verb), Comment: comment}, nil
	case "silent":
		return history.PositionTaken{Amendment: id}, nil
	case "agree":
		return history.Agreed{Amendment: id}, nil
	case "vote":
		return history.VoteBegun{Amendment: id}, nil
	case "count":
		return history.Voted{Amendment: id, Count: count}, nil
	case "adopt":
		b := history.Adopted{Amendment: id}
		for i := 2; i < len(words); i++ {
			b.Parts = append(b.Parts, n[i-1])
		}
		return b, nil
	case "reject":
		return history.Rejected{Amendment: id}, nil
	case "reopen":
		return history.Reopened{Amendment: id, Count: count}, nil
	case "resolve":
		return history.Resolved{Amendment: id, Text: strings.ReplaceAll(comment, `\n`, "\n")}, nil
	}
	return nil, fmt.Errorf("%w: nobody can %q", ErrSyntax, verb)
}

// numbers reads the words that are numbers; each word that names one must be
// followed by it.
func numbers(words []string) ([]int, error) {
	out := make([]int, len(words)+1)
	for i, w := range words {
		switch w {
		case "yes", "no", "abstain", "parts":
			if i+1 == len(words) {
				return nil, fmt.Errorf("%w: a number after %q", ErrSyntax, w)
			}
			continue
		}
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, fmt.Errorf("%w: a number, not %q", ErrSyntax, w)
		}
		out[i] = n
	}
	return out, nil
}

func (t *Talks) base(verb, rest string) (history.Body, error) {
	file, name, _ := strings.Cut(rest, " as ")
	text, ok := t.Files[file]
	if verb == "base" {
		if !ok {
			return nil, fmt.Errorf("%w: %q", ErrFile, file)
		}
		doc, _ := clause.Parse(text, clause.Options{File: file})
		return history.BaseTabled{Name: name, Document: doc}, nil
	}
	if file == "current" {
		doc, err := t.History.State().Revision()
		return history.BaseIssued{Name: name, Document: doc}, err
	}
	base, tabled := t.History.State().Base()
	switch {
	case !ok:
		return nil, fmt.Errorf("%w: %q", ErrFile, file)
	case !tabled:
		return nil, history.ErrNoBase
	}
	return history.BaseIssued{Name: name, Document: history.Reread(base.Document, text)}, nil
}

var (
	quoted = regexp.MustCompile(`^«([^»]*)» -> «([^»]*)»$`)
	merged = regexp.MustCompile(`^(.+) into (\S+)$`)
	amends = regexp.MustCompile(`^(\S+) as (\S+)$`)
)

// text takes what comes with the text of an amendment.
func (t *Talks) text(actor, verb, rest string) error {
	head, text, ok := strings.Cut(rest, ": ")
	if !ok {
		return ErrSyntax
	}
	if verb == "amend" {
		return t.amend(actor, head, text)
	}
	name, options := head, []uuid.UUID{}
	if m := merged.FindStringSubmatch(head); m != nil && verb == "merge" {
		for _, o := range strings.Fields(m[1]) {
			id, ok := t.IDs[o]
			if !ok {
				return fmt.Errorf("%w: %s", ErrName, o)
			}
			options = append(options, id)
		}
		name = m[2]
	}
	base, ok := t.History.State().Base()
	if !ok {
		return history.ErrNoBase
	}
	list, err := instruction.Parse(base.Document, text, instruction.Options{Like: amend.Amendment{Sponsors: []string{actor}}})
	if err != nil {
		return err
	}
	for i, a := range list {
		called := name
		if i > 0 {
			called = fmt.Sprintf("%s.%d", name, i+1)
		}
		body := history.Body(history.Tabled{Amendment: a})
		switch verb {
		case "merge":
			body = history.Merged{Options: options, Into: a}
		case "correct":
			p := t.History.State().Proposal(t.IDs[name])
			if p == nil {
				return fmt.Errorf("%w: %s", ErrName, name)
			}
			a.ID, a.Sponsors = p.Amendment.ID, p.Amendment.Sponsors
			body = history.Corrected{Amendment: a}
		}
		if err := t.Do(actor, body); err != nil {
			return err
		}
		t.name(called, a.ID)
	}
	return nil
}

func (t *Talks) amend(actor, head, text string) error {
	m, q := amends.FindStringSubmatch(head), quoted.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || q == nil {
		return fmt.Errorf("%w: amend A as B: «words» -> «words»", ErrSyntax)
	}
	parent := t.History.State().Proposal(t.IDs[m[1]])
	if parent == nil {
		return fmt.Errorf("%w: %s", ErrName, m[1])
	}
	a, err := amend.Sub(*parent.Amendment, amend.Amendment{Sponsors: []string{actor}}, q[1], q[2])
	if err != nil {
		return err
	}
	if err := t.Do(actor, history.Tabled{Amendment: a}); err != nil {
		return err
	}
	t.name(m[2], a.ID)
	return nil
}

func (t *Talks) name(name string, id uuid.UUID) { t.IDs[name], t.Names[id] = id, name }
