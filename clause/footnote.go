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

// noteEnd returns the end of the note whose bracket opens at start, or 0.
func noteEnd(src string, start int) int {
	depth := 0
	for i := start; i < min(len(src), start+longestNote); i++ {
		switch src[i] {
		case '[':
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
	at := strings.LastIndex(src[start:end], refOpen)
	if at < 0 {
		return 0
	}
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
