package clause

import "strings"

const (
	refOpen      = "[footnoteRef:"
	longestMark  = 8    // bytes
	longestNote  = 8192 // bytes that a note may run on over the lines after it
	noteOverhead = 2    // bytes of the bracket before a mark and the colon after it
)

// footnotes finds the marks and notes of word processors in a source. The
// note to a mark is the first after it that is not another mark's already.
func footnotes(src string) []Footnote {
	if !strings.Contains(src, refOpen) {
		return nil
	}
	var notes []Footnote
	opens := noteOpens(src)
	failed := 0
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
		places := opens[f.Mark]
		for len(places) > 0 && places[0] < i {
			places = places[1:]
		}
		if len(places) > 0 && failed < mostUnclosed {
			if end := noteEnd(src, places[0]); end > 0 {
				f.Note = Span{places[0], end}
				f.Body = noteBody(src, f)
			} else {
				failed++
			}
			places = places[1:]
		}
		opens[f.Mark] = places
		notes = append(notes, f)
	}
}

// mostUnclosed bounds how many notes without an end are gone through.
const mostUnclosed = 16

// noteOpens returns where the notes of each mark may start.
func noteOpens(src string) map[string][]int {
	opens := map[string][]int{}
	for i := 0; ; {
		at := strings.IndexByte(src[i:], '[')
		if at < 0 {
			return opens
		}
		i += at
		s := src[i+1 : min(len(src), i+1+longestMark)]
		if n := strings.Index(s, ": "); n > 0 {
			opens[s[:n]] = append(opens[s[:n]], i)
		}
		i++
	}
}

// noteBody returns where the words of a note stand.
func noteBody(src string, f Footnote) Span {
	body := src[:f.Note.End-1]
	start := f.Note.Start + noteOverhead + len(f.Mark)
	start += len(body[start:]) - len(trimLeft(body[start:]))
	return Span{start, start + len(trimRight(body[start:]))}
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
