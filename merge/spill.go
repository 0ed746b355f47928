package merge

import (
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/rollingtext/rollingtext/amend"
)

// spill keeps amendments in temporary files, each for a stretch of the base.
type spill struct {
	dir     string
	clauses int // in a file
	files   []*spillFile
}

type spillFile struct {
	path string
	file *os.File
	buf  *bufio.Writer
	enc  *gob.Encoder
	n    int
}

// maxSpillFiles is how many files are open at a time.
const maxSpillFiles = 256

func newSpill(dir string, clauses int) (*spill, error) {
	own, err := os.MkdirTemp(dir, "rollingtext-")
	if err != nil {
		return nil, fmt.Errorf("merge: make a temporary directory: %w", err)
	}
	files := max(1, min(clauses, maxSpillFiles))
	s := &spill{dir: own, clauses: max(1, (clauses+files-1)/files), files: make([]*spillFile, files)}
	for k := range s.files {
		s.files[k] = &spillFile{path: filepath.Join(own, strconv.Itoa(k))}
	}
	return s, nil
}

// write keeps an amendment whose extent starts at a clause.
func (s *spill) write(first int, a *amend.Amendment) error {
	f := s.files[min(first/s.clauses, len(s.files)-1)]
	if f.file == nil {
		file, err := os.Create(f.path)
		if err != nil {
			return fmt.Errorf("merge: spill amendments: %w", err)
		}
		f.file, f.buf = file, bufio.NewWriterSize(file, 1<<16)
		f.enc = gob.NewEncoder(f.buf)
	}
	f.n++
	if err := f.enc.Encode(a); err != nil {
		return fmt.Errorf("merge: spill amendment %s: %w", a.ID, err)
	}
	return nil
}

// read returns the amendments of a file, in the order in which they came, and
// takes the file away.
func (s *spill) read(k int) ([]amend.Amendment, error) {
	f := s.files[k]
	if f.file == nil {
		return nil, nil
	}
	if err := f.buf.Flush(); err != nil {
		return nil, fmt.Errorf("merge: spill amendments: %w", err)
	}
	if _, err := f.file.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("merge: read spilled amendments: %w", err)
	}
	out := make([]amend.Amendment, f.n)
	dec := gob.NewDecoder(bufio.NewReaderSize(f.file, 1<<16))
	for i := range out {
		if err := dec.Decode(&out[i]); err != nil {
			return nil, fmt.Errorf("merge: read spilled amendments: %w", err)
		}
	}
	err := errors.Join(f.file.Close(), os.Remove(f.path))
	f.file = nil
	return out, err
}

// remove takes all files away.
func (s *spill) remove() {
	for _, f := range s.files {
		if f.file != nil {
			f.file.Close()
		}
	}
	os.RemoveAll(s.dir)
}
