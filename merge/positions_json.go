package merge

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rollingtext/rollingtext/clause"
	"github.com/rollingtext/rollingtext/clause/diag"
)

// PositionsFormat is the name that a file of positions may carry as "format".
const PositionsFormat = "rollingtext/positions"

// DecodePositions reads positions from JSON. Name is for error messages, which
// are of type [diag.Diagnostic]; [Rolling.With] names the place in the file too.
//
//	{
//	 "format": "rollingtext/positions",
//	 "parties": [{"name": "G77", "weight": 134, "members": ["Samoa"]}],
//	 "positions": [
//	  {"party": "EU", "stance": "opposes", "redLine": true,
//	   "on": {"clause": "operative 3", "text": "shall"}},
//	  {"party": "EU", "stance": "supports", "on": {"clause": "operative 4", "asItStands": true}},
//	  {"party": "G77", "stance": "canLiveWith", "on": {"clause": "operative 5", "text": "may", "was": "will"},
//	   "if": [{"amendment": "6f1c…"}], "note": "said on Tuesday"}],
//	 "deals": [{"name": "budget", "parties": ["EU", "G77"], "all": [ref, ref]}],
//	 "votes": [{"on": ref, "for": 12, "against": 3, "abstained": 2, "present": 17}],
//	 "chair": [ref],
//	 "procedure": {"order": [ref], "divide": [ref], "paragraphs": ["operative 3"],
//	               "byParagraph": false, "whole": true}
//	}
//
// All members may be missing; others are refused. A ref is a [Ref], a stance
// one of proposes, supports, canLiveWith, silent, reserves, opposes.
func DecodePositions(r io.Reader, name string) (Positions, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return Positions{}, fmt.Errorf("merge: read %s: %w", name, err)
	}
	if err := diag.CheckUTF8(name, string(data)); err != nil {
		return Positions{}, err
	}
	in := positionReader{data: data, src: diag.NewSource(name, string(data)), dec: json.NewDecoder(bytes.NewReader(data)), what: "positions"}
	in.dec.DisallowUnknownFields()
	p := Positions{file: name, text: string(data)}
	return p, in.read(&p)
}

type positionReader struct {
	data []byte
	src  *diag.Source
	dec  *json.Decoder
	what string // positions or weights
}

func (in *positionReader) fail(start, end int, message string) error {
	start = max(0, min(start, len(in.data)))
	d := in.src.Diagnostic(diag.Error, in.what+"-json", start, max(start, min(end, len(in.data))), message)
	d.Advice = "the documentation of merge.Decode" + strings.ToUpper(in.what[:1]) + in.what[1:] + " says what the file holds"
	return d
}

func (in *positionReader) read(p *Positions) error {
	if t, err := in.dec.Token(); err != nil || t != json.Delim('{') {
		return in.fail(0, 1, "not the JSON of positions: expected an object")
	}
	for in.dec.More() {
		at := in.next()
		t, err := in.dec.Token()
		if err != nil {
			return in.wrong(at, err)
		}
		key, _ := t.(string)
		if err := in.member(p, key, at); err != nil {
			return err
		}
	}
	if _, err := in.dec.Token(); err != nil {
		return in.wrong(len(in.data), err)
	}
	if at := in.next(); at < len(in.data) {
		return in.fail(at, at+1, "something follows the object")
	}
	return nil
}

func (in *positionReader) member(p *Positions, key string, at int) error {
	switch key {
	case "format":
		var f string
		if err := in.decode(&f); err != nil {
			return err
		}
		if f != PositionsFormat {
			return in.fail(at, in.offset(), fmt.Sprintf("format is %q, expected %q", f, PositionsFormat))
		}
		return nil
	case "version":
		var v int
		if err := in.decode(&v); err != nil {
			return err
		}
		if v != 1 {
			return in.fail(at, in.offset(), fmt.Sprintf("version %d is not known, expected 1", v))
		}
		return nil
	case "parties":
		return in.decode(&p.Parties)
	case "positions":
		return each(in, func(x *Position, s clause.Span) { x.at = s; p.Positions = append(p.Positions, *x) })
	case "deals":
		return each(in, func(x *Deal, s clause.Span) { x.at = s; p.Deals = append(p.Deals, *x) })
	case "votes":
		return each(in, func(x *Figures, s clause.Span) { x.at = s; p.Votes = append(p.Votes, *x) })
	case "chair":
		return each(in, func(x *Ref, s clause.Span) { x.at = s; p.Chair = append(p.Chair, *x) })
	case "procedure":
		return in.decode(&p.Procedure)
	}
	return in.fail(at, in.offset(), fmt.Sprintf("%q is not known; expected one of %q", key,
		[]string{"format", "version", "parties", "positions", "deals", "votes", "chair", "procedure"}))
}

// each reads an array and calls f with every element and where it stands.
func each[T any](in *positionReader, f func(*T, clause.Span)) error {
	at := in.next()
	if t, err := in.dec.Token(); err != nil || t != json.Delim('[') {
		return in.fail(at, at+1, "expected an array")
	}
	for in.dec.More() {
		start := in.next()
		var x T
		if err := in.decode(&x); err != nil {
			return err
		}
		f(&x, clause.Span{Start: start, End: in.offset()})
	}
	if _, err := in.dec.Token(); err != nil {
		return in.wrong(in.offset(), err)
	}
	return nil
}

func (in *positionReader) decode(v any) error {
	at := in.next()
	if err := in.dec.Decode(v); err != nil {
		return in.wrong(at, err)
	}
	return nil
}

func (in *positionReader) offset() int { return int(in.dec.InputOffset()) }

// next is where the next value starts.
func (in *positionReader) next() int {
	at := in.offset()
	for at < len(in.data) && bytes.IndexByte([]byte(" \t\r\n,:"), in.data[at]) >= 0 {
		at++
	}
	return at
}

// wrong gives an error of the decoder its place, as near as it can be told.
func (in *positionReader) wrong(at int, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = max(at, int(syntax.Offset)-1)
	case errors.As(err, &kind):
		if k := int(kind.Offset) - 1; k > 0 {
			at += k
		}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		at = len(in.data)
	default:
		for _, word := range quoted(err.Error()) {
			if k := bytes.Index(in.data[min(at, len(in.data)):], []byte(`"`+word+`"`)); k >= 0 {
				return in.fail(at+k, at+k+len(word)+2, "not the JSON of "+in.what+": "+strings.TrimPrefix(err.Error(), "merge: "))
			}
		}
	}
	return in.fail(at, at+1, "not the JSON of "+in.what+": "+strings.TrimPrefix(err.Error(), "merge: "))
}

// quoted lists the words that stand in quotation marks.
func quoted(s string) []string {
	parts := bytes.Split([]byte(s), []byte(`"`))
	var out []string
	for k := 1; k < len(parts); k += 2 {
		out = append(out, string(parts[k]))
	}
	return slices.Clip(out)
}

// DecodeWeights reads the weights of parties from a JSON object of names and
// numbers, sorted by name. Known are those who take part; a weight for anybody
// else is refused, unless known is empty. Errors are of type [diag.Diagnostic].
func DecodeWeights(r io.Reader, name string, known []string) ([]Party, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("merge: read %s: %w", name, err)
	}
	if err := diag.CheckUTF8(name, string(data)); err != nil {
		return nil, err
	}
	in := positionReader{data: data, src: diag.NewSource(name, string(data)), dec: json.NewDecoder(bytes.NewReader(data)), what: "weights"}
	if t, err := in.dec.Token(); err != nil || t != json.Delim('{') {
		return nil, in.fail(0, 1, "not the JSON of weights: expected an object of names and numbers")
	}
	var out []Party
	for in.dec.More() {
		at := in.next()
		t, err := in.dec.Token()
		if err != nil {
			return nil, in.wrong(at, err)
		}
		key, _ := t.(string)
		if slices.ContainsFunc(out, func(p Party) bool { return p.Name == key }) {
			return nil, in.fail(at, in.offset(), fmt.Sprintf("%q is there twice", key))
		}
		if len(known) > 0 && !slices.Contains(known, key) {
			return nil, in.fail(at, in.offset(), fmt.Sprintf("%q takes no part; expected one of %q", key, known))
		}
		p := Party{Name: key}
		if err := in.decode(&p.Weight); err != nil {
			return nil, err
		}
		if p.Weight == 0 {
			return nil, in.fail(at, in.offset(), fmt.Sprintf("%q weighs nothing; leave it out, or give it more than 0", key))
		}
		out = append(out, p)
	}
	if _, err := in.dec.Token(); err != nil {
		return nil, in.wrong(len(data), err)
	}
	slices.SortFunc(out, func(x, y Party) int { return bytes.Compare([]byte(x.Name), []byte(y.Name)) })
	return out, nil
}
