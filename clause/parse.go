package clause

import (
	"strings"
	"unicode/utf8"

	"github.com/rollingtext/rollingtext/clause/diag"
	"github.com/rollingtext/rollingtext/clause/internal/lexicon"
)

// Options says how [Parse] reads. The zero value works for every text.
type Options struct {
	File     string // name for diagnostics
	Language string // BCP 47; default: found from the words of the text
}

// Parse reads a document from plain text. It never fails: what it does not
// understand becomes plain paragraphs, and Render gives src back byte for byte
// whatever src is. Oddities come back as diagnostics. O(len(src)).
func Parse(src string, opt Options) (*Document, diag.List) {
	b := blocks(src)
	r := reader{src: src, lang: language(b, opt.Language)}
	r.meta.Language = opt.Language
	if r.lang != nil && opt.Language == "" {
		r.meta.Language = r.lang.Tag
	}
	if b = r.cover(b); len(b) > 0 {
		r.resolution(b)
	}
	return NewDocument(r.meta, r.build(identifier{})), nil
}

// block is what becomes one clause: its lines with the blank ones after it.
type block struct {
	src   string
	line  string // first line without white space round it
	lower string // the start of line in lower case, without vowel signs
}

// blocks cuts the text into clauses' own sources: every line that is not
// blank starts one, unless a footnote or a wrapped paragraph runs on.
func blocks(src string) []block {
	var out []block
	start, last := 0, ""
	for at := 0; at < len(src); {
		end := lineEnd(src, at)
		line := strings.Trim(src[at:end], blanks)
		if line != "" {
			if last != "" && !wraps(src[start:at], last, line) {
				out = append(out, newBlock(src[start:at]))
				start = at
			}
			if note := openNote(src, at, end); note > end {
				end = lineEnd(src, note)
			}
			last = line
		}
		at = end
	}
	if start < len(src) {
		out = append(out, newBlock(src[start:]))
	}
	return out
}

func lineEnd(src string, at int) int {
	if i := strings.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// wraps reports whether line goes on with the sentence of the line before: a
// full line of print without an end, and a small letter at the start.
func wraps(before, last, line string) bool {
	if !strings.HasSuffix(before, last+"\n") && !strings.HasSuffix(before, last+"\r\n") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(line)
	small := 'a' <= r && r <= 'z' || 'а' <= r && r <= 'я' || 'à' <= r && r <= 'ÿ'
	if !small || len(last) > 240 || strings.HasSuffix(last, ";") || strings.HasSuffix(last, ".") {
		return false
	}
	if _, labelled := scanLabel(line); labelled {
		return false
	}
	n := utf8.RuneCountInString(last)
	return 50 <= n && n <= 120
}

func newBlock(src string) block {
	head := src[skipArtefacts(src):]
	if i := strings.IndexByte(head, '\n'); i >= 0 {
		head = head[:i]
	}
	head = strings.Trim(head, blanks)
	return block{src, head, fold(head[:min(len(head), 96)])}
}

// fold gives the lower case of s without Arabic vowel signs.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if 'ً' <= r && r <= 'ْ' {
			return -1
		}
		return r
	}, strings.ToLower(s))
}

func opens(b block, l *lexicon.Language, words []string) bool {
	return l != nil && lexicon.HasPrefix(b.lower, words, l.Tag != "zh")
}

// language returns the language whose words open most blocks.
func language(b []block, tag string) *lexicon.Language {
	base, _, _ := strings.Cut(tag, "-")
	var best *lexicon.Language
	most := 0
	for i := range lexicon.All {
		l := &lexicon.All[i]
		if l.Tag == base {
			return l
		}
		n := 0
		for _, k := range b[:min(len(b), 512)] {
			if opens(k, l, l.Preambular) || opens(k, l, l.Operative) || opens(k, l, l.Sections) || enacts(k, l) {
				n++
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}

// enacts reports whether a block names the body that speaks.
func enacts(b block, l *lexicon.Language) bool {
	if l == nil || len(b.line) > 160 {
		return false
	}
	stop := strings.HasSuffix(b.line, ",") || strings.HasSuffix(b.line, "،") || strings.HasSuffix(b.line, "，")
	if !stop {
		return false
	}
	for _, w := range l.Enacting {
		if strings.HasPrefix(b.lower, fold(w)) {
			return true
		}
	}
	return false
}

// complete reports whether a line ends as a sentence or a recital does, so
// that nothing under it is needed.
func complete(line string) bool {
	for _, stop := range []string{",", ";", ".", "،", "؛", "，", "；", "。"} {
		if strings.HasSuffix(line, stop) {
			return true
		}
	}
	return false
}
