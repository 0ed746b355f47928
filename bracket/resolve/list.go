package resolve

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// listEndings are how the items of a list end; the longest come first. The
// kind tells how far the list has come.
var listEndings = []struct {
	text string
	kind ending
}{
	{"; and", next},
	{"; or", next},
	{"; et", next},
	{"; ou", next},
	{"; y", next},
	{"; o", next},
	{"; и", next},
	{"; или", next},
	{"؛ و", next},
	{"؛ أو", next},
	{"；和", next},
	{"；以及", next},
	{";", inside},
	{"؛", inside},
	{"；", inside},
	{".", last},
	{"。", last},
	{",", last}, // ITU ends its lists with a comma
	{"،", last},
	{"，", last},
}

type ending uint8

const (
	none ending = iota
	inside
	next // the item before the last
	last
)

func listEnding(s string) string {
	text, _ := endingOf(s)
	return text
}

func endingOf(s string) (string, ending) {
	s = strings.TrimRight(s, " \t\r\n")
	for _, e := range listEndings {
		if strings.HasSuffix(s, e.text) {
			return e.text, e.kind
		}
	}
	return "", none
}

// isLabel reports whether a line has only the label of a clause so far.
func isLabel(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || len(line) > 24 {
		return false
	}
	r, size := utf8.DecodeLastRuneInString(line)
	if !strings.ContainsRune(".)）、:-", r) {
		return strings.Trim(line, "0123456789") == ""
	}
	core := strings.Trim(line[:len(line)-size], "(（ ")
	letters := 0
	for _, r := range core {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != ' ' {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters <= 4 || strings.HasSuffix(core, "bis") || strings.HasSuffix(core, "alt")
}

// emptied removes a line of which only the label and punctuation is left, and
// lets the item before it end as the list now must.
func (j *joiner) emptied(s string) string {
	if !j.gone.words {
		return s
	}
	end := strings.IndexByte(s, '\n')
	tail := s
	if end >= 0 {
		tail = s[:end]
	}
	line := j.line()
	if strings.Trim(tail, " \t\r;.,،؛；。，") != "" && !isListTail(tail) || strings.TrimSpace(line) != "" && !isLabel(line) {
		return s
	}
	mark, kind := endingOf(tail)
	if kind == none {
		mark, kind = endingOf(j.gone.ending)
	}
	if line == "" && tail == "" && end < 0 && len(j.out) == 0 {
		return s
	}
	cut := len(s)
	if end >= 0 {
		cut = end + 1
	}
	before := line + s[:cut]
	j.drop(len(line))
	if end < 0 && len(j.out) > 0 && j.out[len(j.out)-1] == '\n' {
		before = j.drop(1) + before
	}
	s = s[cut:]
	j.edit(j.at, EmptyLine, before, "")
	if strings.HasSuffix(string(j.out), "\n\n") && (strings.HasPrefix(s, "\n") || strings.HasPrefix(s, "\r\n")) {
		cut := strings.IndexByte(s, '\n') + 1
		j.edit(j.at, EmptyLine, s[:cut], "")
		s = s[cut:]
	}
	j.relist(mark, kind)
	j.gone = removed{}
	return s
}

func isListTail(s string) bool {
	text, kind := endingOf(s)
	return kind != none && strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(s), text)) == ""
}

// relist makes the item that is now in the place of the removed one end like it.
func (j *joiner) relist(mark string, kind ending) {
	text := string(j.out[max(0, len(j.out)-200):])
	body := strings.TrimRight(text, " \t\r\n")
	space := text[len(body):]
	old, was := endingOf(body)
	if was == none || kind == none || was == last || kind <= was && kind != last {
		return
	}
	j.drop(len(old) + len(space))
	j.edit(j.at, ListMark, old, mark)
	j.out = append(append(j.out, mark...), space...)
}
