package clause

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// The JSON of a document, described in schema.md.
const (
	jsonSchema = "rollingtext/document"
	jsonMajor  = 1
	jsonMinor  = 0
)

// MaxDepth is how deep clauses may lie under the root in JSON. Readers in
// other languages recurse, and so does ours.
const MaxDepth = 1000

// ErrTooDeep is the cause of an error of [EncodeJSON] for a document with a
// clause deeper than [MaxDepth].
var ErrTooDeep = errors.New("too deep for JSON")

// HashError says that the hash of a clause, or of the whole document, in JSON
// is not that of what stands there: it was changed after it was written, or
// not as it should be. It unwraps to the [diag.Diagnostic] with the position.
type HashError struct {
	ID      ID   // the clause; the root's where the hash of the document disagrees
	Whole   bool // the hash is that of the document, over its metadata and all clauses
	Written Hash
	Found   Hash
	At      diag.Diagnostic
}

func (e *HashError) Error() string { return e.At.Error() }

// Unwrap returns the diagnostic.
func (e *HashError) Unwrap() error { return e.At }

// EncodeJSON writes a document as JSON: the same document gives the same
// bytes on every machine, and [DecodeJSON] gives the document back with ids,
// kinds, sources, labels and metadata as they were, hence with the same
// [Document.Version]. The schema, with its version, is in schema.md.
//
// It writes as it walks and holds no more than a buffer of the text:
// O(size of the document) time, O(depth) memory. The error is that of w, or
// wraps [ErrTooDeep].
func EncodeJSON(w io.Writer, d *Document) error {
	e := newJSONWriter(w)
	if err := e.document(d); err != nil {
		return fmt.Errorf("clause: write JSON: %w", err)
	}
	return nil
}

// DecodeJSON reads a document that [EncodeJSON], or a program in another
// language, wrote. The name is that of the file, for errors.
//
// An error about the JSON is a [diag.Diagnostic], or a [*HashError] that
// unwraps to one: file:line:column, what was expected, what was found. Nothing
// is repaired. Newer minor versions are read and what they add is ignored;
// newer major versions are refused. O(size of the JSON) time and memory.
func DecodeJSON(r io.Reader, name string) (*Document, error) {
	var data bytes.Buffer
	if sized, ok := r.(interface{ Len() int }); ok {
		data.Grow(sized.Len() + bytes.MinRead)
	}
	if _, err := data.ReadFrom(r); err != nil {
		return nil, fmt.Errorf("clause: read JSON from %s: %w", name, err)
	}
	return decodeJSON(name, data.Bytes())
}

// MarshalJSON gives what [EncodeJSON] writes. Inside [json.Marshal] it is
// compacted, and < > & are escaped unless the encoder is told not to; the
// document that is read back is the same.
func (d *Document) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.Grow(2 * d.Root().Size())
	err := EncodeJSON(&b, d)
	return b.Bytes(), err
}

// UnmarshalJSON reads what [EncodeJSON] writes. As is the custom, null leaves
// the document as it is.
func (d *Document) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	read, err := decodeJSON("", data)
	if err != nil {
		return err
	}
	*d = *read
	return nil
}
