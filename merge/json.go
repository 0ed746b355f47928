package merge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/rollingtext/rollingtext/amend"
	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// The name and version of the JSON that holds a rolling text.
const (
	JSONFormat  = "rollingtext/rolling"
	JSONVersion = 1
)

// rollingJSON is a rolling text as it is stored: the base, who takes part, and
// what everybody tabled. Places follows from these and is there for readers in
// other languages.
type rollingJSON struct {
	Format     string            `json:"format"`
	Version    int               `json:"version"`
	Base       json.RawMessage   `json:"base"` // a document, see clause.EncodeJSON
	Parties    []string          `json:"parties"`
	Amendments []amend.Amendment `json:"amendments"`
	Places     []PlaceJSON       `json:"places"`
}

// PlaceJSON is a place as it is written for readers in other languages.
type PlaceJSON struct {
	Clause  string       `json:"clause"` // label path, as printed
	ID      clause.ID    `json:"id"`
	Base    string       `json:"base"`
	Options []OptionJSON `json:"options"`
	Silent  []string     `json:"silent"`
}

// OptionJSON is one distinct wording that somebody proposes at a place. For a
// clause that is moved To is the label path of the clause that it is to stand
// after.
type OptionJSON struct {
	Text     string   `json:"text"`
	Sponsors []string `json:"sponsors"`
	To       *string  `json:"to,omitempty"`
}

// JSON returns a place as it is written.
func (p Place) JSON() PlaceJSON {
	out := PlaceJSON{Clause: p.Label, ID: p.Clause, Base: p.Base, Options: []OptionJSON{}, Silent: p.Silent}
	if out.Silent == nil {
		out.Silent = []string{}
	}
	for _, o := range p.Options {
		j := OptionJSON{Text: o.Text, Sponsors: o.Sponsors}
		if o.Moved {
			j.To = &o.To
		}
		out.Options = append(out.Options, j)
	}
	return out
}

// EncodeJSON writes a rolling text with all that is needed to read it again.
// The same rolling text gives the same bytes on every machine.
func EncodeJSON(w io.Writer, r *Rolling) error {
	var base bytes.Buffer
	if err := clause.EncodeJSON(&base, r.layout.Base()); err != nil {
		return fmt.Errorf("merge: write base: %w", err)
	}
	out := rollingJSON{
		Format: JSONFormat, Version: JSONVersion, Base: base.Bytes(),
		Parties: r.parties, Amendments: r.Amendments(), Places: []PlaceJSON{},
	}
	for _, p := range r.Places() {
		out.Places = append(out.Places, p.JSON())
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("merge: write rolling text: %w", err)
	}
	return nil
}

// Amendments returns everything that was tabled, in the order of the base.
func (r *Rolling) Amendments() []amend.Amendment {
	type key struct {
		id   clause.ID
		part int
	}
	seen := map[key]bool{}
	out := []amend.Amendment{}
	for _, c := range r.changes {
		for _, a := range c.Tabled {
			if k := (key{a.ID, a.Part}); !seen[k] {
				seen[k] = true
				out = append(out, a)
			}
		}
	}
	return out
}

// DecodeJSON reads a rolling text that [EncodeJSON] wrote. Name is for error
// messages. What cannot be read is a [diag.Diagnostic] with its position.
func DecodeJSON(r io.Reader, name string) (*Rolling, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("merge: read %s: %w", name, err)
	}
	if err := diag.CheckUTF8(name, string(data)); err != nil {
		return nil, err
	}
	src := diag.NewSource(name, string(data))
	fail := func(start, end int, message, advice string) error {
		d := src.Diagnostic(diag.Error, "rolling-json", start, end, message)
		d.Advice = advice
		return d
	}
	var in rollingJSON
	if err := json.Unmarshal(data, &in); err != nil {
		at := len(data)
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax):
			at = int(syntax.Offset)
		case errors.As(err, &kind):
			at = int(kind.Offset)
		}
		at = max(0, min(at, len(data))-1)
		return nil, fail(at, at+1, "not the JSON of a rolling text: "+err.Error(), "name a file that was written with -show rolling -format json")
	}
	if in.Format != JSONFormat {
		return nil, fail(0, 0, fmt.Sprintf("format is %q, expected %q", in.Format, JSONFormat), "name a file that was written with -show rolling -format json")
	}
	if in.Version != JSONVersion {
		return nil, fail(0, 0, fmt.Sprintf("version %d is not known, expected %d", in.Version, JSONVersion), "update the library")
	}
	if in.Base == nil || in.Parties == nil || in.Amendments == nil {
		return nil, fail(0, 0, "base, parties or amendments are missing", "write the file anew with -show rolling -format json")
	}
	for _, p := range in.Parties {
		if err := CheckName(p); err != nil {
			at := max(0, bytes.Index(data, []byte(`"parties"`)))
			return nil, fail(at, at, err.Error(), "")
		}
	}
	at := max(0, bytes.Index(data, in.Base))
	base, err := clause.DecodeJSON(bytes.NewReader(in.Base), name)
	if err != nil {
		var d diag.Diagnostic
		if errors.As(err, &d) {
			start := at + d.Start.Offset
			return nil, fail(start, at+d.End.Offset, d.Message, d.Advice)
		}
		return nil, fail(at, at, err.Error(), "")
	}
	rolling, err := Merge(base, in.Amendments, Options{Parties: in.Parties})
	if err != nil {
		start := max(0, bytes.Index(data, []byte(`"amendments"`)))
		message, more, _ := strings.Cut(err.Error(), "\n")
		if more != "" {
			message += fmt.Sprintf(" (and %d more)", 1+strings.Count(more, "\n"))
		}
		return nil, fail(start, start, message, "the base and the amendments do not belong together; write the file anew")
	}
	return rolling, nil
}
