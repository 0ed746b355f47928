package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause/diff"
)

// printer writes for people or, on request, JSON.
type printer struct {
	w, progress      io.Writer
	color, json, bar bool
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (p printer) paint(code, s string) string {
	if !p.color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p printer) red(s string) string   { return p.paint("31", s) }
func (p printer) green(s string) string { return p.paint("32", s) }
func (p printer) dim(s string) string   { return p.paint("2", s) }
func (p printer) bold(s string) string  { return p.paint("1", s) }

func (p printer) title(s string) { fmt.Fprintf(p.w, "%s\n", p.bold("\n== "+s)) }

// progressBar returns what draws a bar of n steps.
func (p printer) progressBar(n int) func(done int) {
	const width = 40
	last := -1
	return func(done int) {
		if now := done * width / max(n, 1); now != last {
			last = now
			fmt.Fprintf(p.progress, "\r[%s%s]", strings.Repeat("#", min(now, width)), strings.Repeat(".", max(0, width-now)))
		}
	}
}

func (p printer) clearBar() { fmt.Fprintf(p.progress, "\r%s\r", strings.Repeat(" ", 42)) }

func (p printer) value(v any) error {
	enc := json.NewEncoder(p.w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (p printer) exported(file string, n int) error {
	if p.json {
		return p.value(map[string]any{"file": file, "bytes": n})
	}
	_, err := fmt.Fprintf(p.w, "%s: %d bytes\n", file, n)
	return err
}

func (p printer) verified(h *history.History) error {
	s := h.State()
	if p.json {
		return p.value(map[string]any{
			"ok": true, "events": h.Len(), "version": h.Version(), "bases": len(s.Bases()),
			"amendments": len(s.Proposals()), "unsigned": len(h.Unsigned()), "excluded": len(s.Excluded()),
		})
	}
	_, err := fmt.Fprintf(p.w, "%s: %d events, %d bases, %d amendments, %d events without signature, %d without effect\nversion %s\n",
		p.green("ok"), h.Len(), len(s.Bases()), len(s.Proposals()), len(h.Unsigned()), len(s.Excluded()), h.Version())
	return err
}

// damaged says in JSON where a file is not what was written.
func (p printer) damaged(err error) error {
	out := map[string]any{"ok": false, "error": err.Error()}
	var d *history.DamageError
	if errors.As(err, &d) {
		out["event"], out["line"], out["offset"] = d.Event, d.Line, d.Offset
	}
	return p.value(out)
}

type logLine struct {
	Number int          `json:"number"`
	Hash   string       `json:"hash"`
	Time   string       `json:"time"`
	Actor  string       `json:"actor"`
	Kind   history.Kind `json:"kind"`
	Says   string       `json:"says,omitempty"`
	Key    string       `json:"key,omitempty"`
}

func (p printer) log(h *history.History) error {
	var lines []logLine
	for i, e := range h.All() {
		lines = append(lines, logLine{
			i + 1, e.Hash().String(), e.Time.Format("2006-01-02T15:04:05Z"), e.Actor, e.Body.Kind(), says(h, e.Body), string(e.Sig.Key),
		})
	}
	if p.json {
		return p.value(lines)
	}
	for _, l := range lines {
		line := fmt.Sprintf("%3d %s %s %s %s %s", l.Number, p.dim(l.Hash[:12]), l.Time, p.bold(l.Actor), p.green(string(l.Kind)), l.Says)
		if _, err := fmt.Fprintln(p.w, strings.TrimRight(line, " ")); err != nil {
			return err
		}
	}
	return nil
}

// says puts what an event says on one line.
func says(h *history.History, b history.Body) string {
	s := ""
	switch b := b.(type) {
	case history.SessionOpened:
		s = b.Name
	case history.BaseTabled:
		s = b.Name
	case history.BaseIssued:
		s = b.Name
	case history.PositionTaken:
		s = string(b.Stance) + " " + b.Comment
	case history.Voted:
		s = fmt.Sprintf("%d for, %d against, %d abstained", b.Count.Yes, b.Count.No, b.Count.Abstain)
	case history.Adopted:
		if len(b.Parts) > 0 {
			s = fmt.Sprint("parts ", b.Parts)
		}
	}
	if q := h.State().Proposal(history.Subject(b)); q != nil {
		return strings.TrimSpace(fmt.Sprintf("#%d %s", q.Order+1, s))
	}
	return s
}

type statusLine struct {
	Number   int            `json:"number"`
	Form     string         `json:"form"`
	Quote    string         `json:"quote,omitempty"`
	Text     string         `json:"text,omitempty"`
	Status   history.Status `json:"status"`
	Sponsors []string       `json:"sponsors"`
}

func (p printer) status(h *history.History) error {
	for _, q := range h.State().Proposals() {
		a := q.Amendment
		l := statusLine{q.Order + 1, a.Form(), a.Target.Quote, a.Text, q.Status, q.Sponsors}
		_, err := fmt.Fprintf(p.w, "#%d %s %s → %s: %s; %s\n", l.Number, l.Form, p.red("«"+l.Quote+"»"), p.green("«"+l.Text+"»"), p.bold(l.Status.String()), strings.Join(l.Sponsors, "، "))
		if err != nil {
			return err
		}
	}
	return nil
}

func (p printer) text(h *history.History, text string) error {
	if p.json {
		return p.value(map[string]any{"version": h.Version(), "events": h.Len(), "text": text})
	}
	_, err := io.WriteString(p.w, text)
	return err
}

type blameLine struct {
	Start    int          `json:"start"`
	End      int          `json:"end"`
	Event    string       `json:"event"`
	Number   int          `json:"number"`
	Time     string       `json:"time"`
	Kind     history.Kind `json:"kind"`
	Sponsors []string     `json:"sponsors"`
	Text     string       `json:"text"`
}

func (p printer) blame(list []history.Blame) error {
	lines := []blameLine{}
	for _, b := range list {
		lines = append(lines, blameLine{b.Span.Start, b.Span.End, b.Event.String(), b.Index + 1, b.Time.Format("2006-01-02T15:04:05Z"), b.Kind, b.Sponsors, b.Text})
	}
	if p.json {
		return p.value(lines)
	}
	for _, l := range lines {
		head := fmt.Sprintf("%6d–%-6d %3d %s %s", l.Start, l.End, l.Number, l.Time[:10], strings.Join(l.Sponsors, "، "))
		if _, err := fmt.Fprintf(p.w, "%s | %s\n", p.dim(head), strings.ReplaceAll(l.Text, "\n", "⏎")); err != nil {
			return err
		}
	}
	return nil
}

type change struct {
	Start int    `json:"start"` // in the older text, bytes
	Old   string `json:"old,omitempty"`
	New   string `json:"new,omitempty"`
	Class string `json:"class"`
	Flags string `json:"flags,omitempty"`
}

func (p printer) diff(events []history.Event, old, now string) error {
	changes := []change{}
	for _, h := range diff.Text(old, now) {
		x, y := h.Old.Of(old), h.New.Of(now)
		class, flags := diff.Classify(x, y)
		c := change{Start: h.Old.Start, Old: x, New: y, Class: class.String()}
		if flags != 0 {
			c.Flags = flags.String()
		}
		changes = append(changes, c)
	}
	if p.json {
		return p.value(map[string]any{"events": len(events), "changes": changes})
	}
	if _, err := fmt.Fprintf(p.w, "%d events, %d changes\n", len(events), len(changes)); err != nil {
		return err
	}
	for _, c := range changes {
		line := fmt.Sprintf("%6d ", c.Start)
		if c.Old != "" {
			line += p.red("[-" + strings.ReplaceAll(c.Old, "\n", "⏎") + "-]")
		}
		if c.New != "" {
			line += p.green("{+" + strings.ReplaceAll(c.New, "\n", "⏎") + "+}")
		}
		if c.Flags != "" {
			line += " (" + c.Flags + ")"
		}
		if _, err := fmt.Fprintln(p.w, line); err != nil {
			return err
		}
	}
	return nil
}
