package clause

import "strings"

const (
	refOpen      = "[footnoteRef:"
	longestMark  = 8    // bytes
	longestNote  = 8192 // bytes that a note may run on over the lines after it
	noteOverhead = 2    // bytes between bracket and mark, and mark and words
)

// footnotes finds the marks and notes of word processors in a source.
func footnotes(src string) []Footnote {
	if !strings.Contains(src, refOpen) {
		return nil
	}
	var notes []Footnote
	missing := false // no note is sought after one was not found: O(len(src))
	for i := 0; ; {
		at := strings.Index(src[i:], refOpen)
		if at < 0 {
			return notes
		}
		start := i + at
		i = start + len(refOpen)
		n := strings.IndexByte(src[i:min(len(src), i+longestMark)], ']')
		if n <= 0 {
			continue
		}
		f := Footnote{Mark: src[i : i+n], Ref: Span{start, i + n + 1}}
		i += n + 1
		if !missing {
			at, end := strings.Index(src[i:], "["+f.Mark+": "), 0
			if at >= 0 {
				end = noteEnd(src, i+at)
			}
			if missing = end == 0; !missing {
				f.Note = Span{i + at, end}
				body := i + at + noteOverhead + len(f.Mark)
				body += len(src[body:end-1]) - len(strings.TrimLeft(src[body:end-1], blanks))
				f.Body = Span{body, body + len(strings.TrimRight(src[body:end-1], blanks))}
				i = end
			}
		}
		notes = append(notes, f)
	}
}

// noteEnd returns the end of the note whose bracket opens at start, or 0. A
// note holds no marks of other notes, so no byte is looked at for two marks.
func noteEnd(src string, start int) int {
	depth := 0
	limit := min(len(src), start+longestNote)
	for i := start; i < limit; i++ {
		switch src[i] {
		case '[':
			if i > start && strings.HasPrefix(src[i:], refOpen) {
				return 0
			}
			depth++
		case ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// openNote returns the end of the note that starts in line [start, end) of
// src and runs on over the lines after it, or 0.
func openNote(src string, start, end int) int {
	at := strings.LastIndexByte(src[start:end], '[')
	if at < 0 {
		return 0
	}
	if at = strings.LastIndex(src[start:end], refOpen); at >= 0 {
		from := start + at + len(refOpen)
		n := strings.IndexByte(src[from:min(end, from+longestMark)], ']')
		if n <= 0 {
			return 0
		}
		open := strings.Index(src[from:end], "["+src[from:from+n]+": ")
		if open < 0 {
			return 0
		}
		return noteEnd(src, from+open)
	}
	return 0
}

// noteMark returns the mark of the note that text opens with: "[1: ".
func noteMark(text string) (mark string, ok bool) {
	end := strings.IndexByte(text[:min(len(text), longestMark+2)], ':')
	if end < 2 || text[0] != '[' || !strings.HasPrefix(text[end:], ": ") {
		return "", false
	}
	mark = text[1:end]
	return mark, strings.Trim(mark, "0123456789") == ""
}
