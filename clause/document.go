package clause

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/google/uuid"
)

// Metadata is what a document says of itself. Values are kept as printed.
type Metadata struct {
	Symbol       string   `json:"symbol,omitempty"`       // "C23/71-A", "A/RES/70/125"
	Body         string   `json:"body,omitempty"`         // the body that is to adopt it
	Date         string   `json:"date,omitempty"`         // as printed: "27 يونيو 2023"
	Title        string   `json:"title,omitempty"`        // of the document
	AgendaItem   string   `json:"agendaItem,omitempty"`   // "PL 2"
	Language     string   `json:"language,omitempty"`     // BCP 47
	Original     string   `json:"original,omitempty"`     // original language, BCP 47
	Contributors []string `json:"contributors,omitempty"` // submitting parties
}

// Document is a text with its structure: metadata and a tree of clauses. It
// is immutable; every edit returns a new document that shares what it did not
// touch. The zero value is an empty document.
type Document struct {
	meta Metadata
	root *Clause
	idx  *index
}

// NewDocument returns a document with the given root.
func NewDocument(meta Metadata, root *Clause) *Document {
	if root == nil {
		root = New(RootID, Root, "")
	}
	return &Document{meta: meta, root: root, idx: new(index)}
}

// RootID is the id of the root of every document that is read from text.
var RootID = uuid.NewSHA1(namespace, []byte("root"))

// namespace is that of all ids made from text (UUID version 5, RFC 9562).
var namespace = uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/rollingtext/rollingtext"))

// Root returns the root clause.
func (d *Document) Root() *Clause {
	if d == nil || d.root == nil {
		return emptyRoot
	}
	return d.root
}

var emptyRoot = New(RootID, Root, "")

// Meta returns the metadata. Its slices must not be changed.
func (d *Document) Meta() Metadata {
	if d == nil {
		return Metadata{}
	}
	return d.meta
}

// WithMeta returns the document with other metadata.
func (d *Document) WithMeta(m Metadata) *Document {
	m.Contributors = slices.Clone(m.Contributors)
	if d == nil {
		return &Document{meta: m}
	}
	return &Document{meta: m, root: d.root, idx: d.idx}
}

// Render returns the text of the document, byte for byte as it was read.
func (d *Document) Render() string { return d.Root().Render() }

// WriteTo writes the text of the document.
func (d *Document) WriteTo(w io.Writer) (int64, error) {
	var total int64
	for _, c := range d.Walk() {
		n, err := io.WriteString(w, c.src)
		total += int64(n)
		if err != nil {
			return total, fmt.Errorf("clause: write document: %w", err)
		}
	}
	return total, nil
}

// Version returns the hash of the document: metadata and every clause.
func (d *Document) Version() Hash {
	meta, err := json.Marshal(d.Meta())
	if err != nil { // strings and slices of strings always marshal
		meta = nil
	}
	sum := sha256.Sum256(meta)
	root := d.Root().Hash()
	return sha256.Sum256(slices.Concat([]byte("document\x00\x01"), sum[:], root[:]))
}

// Walk yields every clause, parents before children, with its path.
func (d *Document) Walk() iter.Seq2[Path, *Clause] {
	return func(yield func(Path, *Clause) bool) {
		walk(Path{}, d.Root(), yield)
	}
}

func walk(p Path, c *Clause, yield func(Path, *Clause) bool) bool {
	if !yield(slices.Clone(p), c) {
		return false
	}
	for i, kid := range c.Children() {
		if !walk(append(p, i), kid, yield) {
			return false
		}
	}
	return true
}
