package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/rollingtext/rollingtext/amend/history"
)

// Options say how a log is opened. The zero value follows the rules of UN
// bodies and refuses damaged files.
type Options struct {
	History history.Options
	// Cut cuts a damaged file off at the first line that is wrong, as if it
	// were a torn tail. Acknowledged events may be among what is cut; the bytes
	// are kept beside.
	Cut bool
	// Whole reads and checks the whole file even if there is a snapshot.
	Whole bool
}

// File is what a log needs of a file. *[os.File] is one.
type File interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
	Truncate(size int64) error
	Sync() error
	Stat() (os.FileInfo, error)
}

// Log is a history in a file. It is safe for concurrent use by one process;
// others are kept out.
type Log struct {
	mu     sync.Mutex
	file   File
	name   string
	unlock func() error
	opt    history.Options
	tip    history.Tip
	h      *history.History // nil after opening from a snapshot, until it is asked for
	chain  history.Chain
	seal   int64 // where the seal starts
	torn   *Torn
	broken error // why nothing can be written any more
}

// Torn is what a write that was never acknowledged left at the end of a log.
type Torn struct {
	Offset int64  // where it started, in bytes
	Line   int    // from 1
	Bytes  int    // how many
	Events int    // whole events before it
	Kept   string // name of the file that has the bytes now; empty if there were none
	Err    error  // what was wrong: a *[history.DamageError]
}

func (t *Torn) Error() string {
	return fmt.Sprintf("store: torn tail at line %d, byte %d: %d bytes after %d whole events: %v", t.Line, t.Offset, t.Bytes, t.Events, t.Err)
}

// Unwrap returns what was wrong.
func (t *Torn) Unwrap() error { return t.Err }

// Causes of errors of a [Log].
var (
	ErrLocked = errors.New("store: another writer has the log open")
	ErrClosed = errors.New("store: the log is closed")
	ErrBroken = errors.New("store: an earlier write failed; open the log again to see what is safe")
)

// Open opens the log in a file, or makes a new one. A torn tail is repaired,
// see [Log.Torn]; other damage is an error that wraps a
// *[history.DamageError].
//
// It costs reading the file, or where there is a snapshot ([Log.Snapshot])
// that and what was written since; all before is then not checked until
// [Log.Load] asks for it.
func Open(name string, opt Options) (*Log, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	unlock, err := lock(f, name)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if opt.History.File == "" {
		opt.History.File = name
	}
	l := resume(f, name, opt)
	if l == nil {
		l, err = openFile(f, name, opt)
	}
	if err != nil {
		return nil, errors.Join(err, unlock(), f.Close())
	}
	l.unlock = unlock
	return l, syncDir(name)
}

// OpenFile opens a log in a file that nobody else writes to. Bytes of a torn
// tail are dropped.
func OpenFile(f File, opt Options) (*Log, error) { return openFile(f, "", opt) }

func openFile(f File, name string, opt Options) (*Log, error) {
	text, err := readAll(f, 0)
	if err != nil {
		return nil, err
	}
	l := &Log{file: f, name: name, opt: opt.History, unlock: func() error { return nil }}
	if l.h, err = history.Read(text, opt.History); err == nil {
		l.tip, l.chain = l.h.Tip(), chainOf(l.h, text)
		l.seal = int64(len(text) - len(l.chain.Seal()))
		return l, nil
	}
	var damage *history.DamageError
	if !errors.As(err, &damage) {
		return nil, fmt.Errorf("store: %w", err)
	}
	if !opt.Cut && !isTorn(text, damage) {
		return nil, fmt.Errorf("store: damaged, and not at its end: %w", err)
	}
	return l, l.repair(text, damage, opt)
}

// readAll reads a file from an offset on.
func readAll(f File, from int64) (string, error) {
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	if info.Size() < from {
		return "", fmt.Errorf("store: read: %w", io.ErrUnexpectedEOF)
	}
	data := make([]byte, info.Size()-from)
	if n, err := f.ReadAt(data, from); n < len(data) {
		return "", fmt.Errorf("store: read: %w", err)
	}
	return string(data), nil
}

// chainOf returns the chain at the end of a text that was read.
func chainOf(h *history.History, text string) history.Chain {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	c := history.NewChain()
	if n := len(lines); n > 2 {
		c = history.ChainAt(lines[n-2], h.Len())
	}
	return c
}

// isTorn reports whether nothing that was written as a whole comes after the
// first thing that is wrong: the seal is written last, so after a write that
// was cut short there is no whole line.
func isTorn(text string, damage *history.DamageError) bool {
	switch {
	case damage.Line == 1:
		return strings.HasPrefix(history.Header+"\n", text)
	case errors.Is(damage, history.ErrAfter):
		return false
	}
	rest := text[min(int(damage.Offset)+1, len(text)):]
	return !strings.Contains(rest, `{"seal":{`) && !strings.Contains(rest, "\n"+`{"chain":"`)
}

// repair cuts a torn tail off and seals what is whole.
func (l *Log) repair(text string, damage *history.DamageError, opt Options) error {
	at := min(int(damage.Offset), len(text))
	whole, c := text[:at], history.NewChain()
	switch {
	case damage.Line == 1:
		whole = history.Header + "\n"
	case errors.Is(damage, history.ErrAfter): // what is after the seal goes, with the seal
		at = strings.LastIndexByte(strings.TrimSuffix(whole, "\n"), '\n') + 1
		whole = text[:at]
	}
	lines := strings.Split(strings.TrimSuffix(whole, "\n"), "\n")
	if n := len(lines); n > 1 {
		c = history.ChainAt(lines[n-1], n-1)
	}
	tail := text[at:]
	// A last event that lacks nothing but its line end is whole.
	if _, next, err := c.Next(tail); err == nil {
		whole, c, tail = whole+tail+"\n", next, ""
	}
	h, err := history.Read(whole+c.Seal(), opt.History)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if len(text) > 0 {
		l.torn = &Torn{Offset: damage.Offset, Line: damage.Line, Bytes: len(tail), Events: h.Len(), Err: damage}
	}
	if tail != "" && l.name != "" {
		l.torn.Kept = fmt.Sprintf("%s.torn-%d", l.name, damage.Offset)
		if err := keep(l.torn.Kept, tail); err != nil {
			return err
		}
	}
	l.h, l.tip, l.chain, l.seal = h, h.Tip(), c, int64(len(whole))
	from := 0
	if damage.Line > 1 {
		from = at
	}
	end := whole[from:] + c.Seal()
	if _, err := l.file.WriteAt([]byte(end), int64(from)); err != nil {
		return fmt.Errorf("store: repair: %w", err)
	}
	if err := l.file.Truncate(int64(from + len(end))); err != nil {
		return fmt.Errorf("store: repair: %w", err)
	}
	if err := l.file.Sync(); err != nil {
		return fmt.Errorf("store: repair: %w", err)
	}
	return nil
}

// keep writes bytes to a new file beside the log.
func keep(name, tail string) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("store: keep the torn tail: %w", err)
	}
	_, err = f.WriteString(tail)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("store: keep the torn tail: %w", err)
	}
	return nil
}

// syncDir makes the name of a file safe.
func syncDir(name string) error {
	d, err := os.Open(filepath.Dir(name))
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	_ = d.Sync() // some systems cannot
	return d.Close()
}

// Torn returns what was wrong with the end of the file when it was opened, nil
// if nothing was. It has been repaired.
func (l *Log) Torn() *Torn { return l.torn }

// State returns what the history amounts to, also where it was opened from a
// snapshot.
func (l *Log) State() *history.State {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.tip.State()
}

// Load returns the history. After opening from a snapshot the first call reads
// and checks the whole file.
func (l *Log) Load(ctx context.Context) (*history.History, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.load(ctx)
}

func (l *Log) load(ctx context.Context) (*history.History, error) {
	if err := l.ready(ctx); err != nil && !errors.Is(err, ErrBroken) {
		return nil, err
	}
	if l.h != nil {
		return l.h, nil
	}
	text, err := readAll(l.file, 0)
	if err != nil {
		return nil, err
	}
	h, err := history.Read(text, l.opt)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	l.h = h
	return h, nil
}

// ready says whether the log can be used.
func (l *Log) ready(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case l.file == nil:
		return ErrClosed
	case l.broken != nil:
		return fmt.Errorf("%w: %w", ErrBroken, l.broken)
	}
	return nil
}

// Save writes the events that the log has not got yet. If it fails the log
// holds what it held, on disk too as far as the disk answers; if it does not
// answer, the log must be opened again.
func (l *Log) Save(ctx context.Context, h *history.History) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return err
	}
	var events []history.Event
	var err error
	if _, ok := h.Index(l.tip.Version()); ok {
		events, err = h.Between(l.tip.Version(), h.Version())
	} else {
		var saved *history.History
		if saved, err = l.load(ctx); err == nil {
			events, err = fresh(saved, h)
		}
	}
	if err != nil || len(events) == 0 {
		return err
	}
	if err := l.write(events); err != nil {
		return err
	}
	l.h, l.tip = h, h.Tip()
	return nil
}

// Append makes an event of a draft after all others and writes it. Errors are
// those of [history.History.Append] and of [Log.Save]. It costs what the event
// touches, however long the history.
func (l *Log) Append(ctx context.Context, d history.Draft) (history.Event, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.ready(ctx); err != nil {
		return history.Event{}, err
	}
	tip, e, err := l.tip.Append(d)
	if err != nil {
		return e, err
	}
	if err := l.write([]history.Event{e}); err != nil {
		return e, err
	}
	l.tip = tip
	if l.h != nil {
		l.h, err = l.h.Add(e)
	}
	return e, err
}

// write puts events and a new seal in the place of the old seal.
func (l *Log) write(events []history.Event) error {
	var buf []byte
	c := l.chain
	for _, e := range events {
		buf, c = c.Append(buf, e)
	}
	seal := l.seal + int64(len(buf))
	buf = append(buf, c.Seal()...)
	if _, err := l.file.WriteAt(buf, l.seal); err != nil {
		return l.undo(err)
	}
	if err := l.file.Sync(); err != nil {
		l.broken = err // nobody knows what is on the disk now
		return fmt.Errorf("store: sync: %w", err)
	}
	l.chain, l.seal = c, seal
	return nil
}

// undo puts the old seal back after a write that failed.
func (l *Log) undo(cause error) error {
	seal := l.chain.Seal()
	_, err := l.file.WriteAt([]byte(seal), l.seal)
	if err == nil {
		err = l.file.Truncate(l.seal + int64(len(seal)))
	}
	if err == nil {
		err = l.file.Sync()
	}
	if err != nil {
		l.broken = cause
	}
	return fmt.Errorf("store: write: %w", cause)
}

// Close closes the file and lets other writers in. Closing twice is harmless.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil
	}
	err := errors.Join(l.unlock(), l.file.Close())
	l.file = nil
	return err
}
