package history

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/rollingtext/rollingtext/amend/sign"
	"github.com/rollingtext/rollingtext/clause"
)

// Header is the first line of a stored history.
const Header = `{"format":"rollingtext-history","v":1}`

// Chain writes and checks the lines of a stored history, one after the other.
// It is a value; start with [NewChain].
//
// The stored form is JSON Lines: the header, a line for each event, and a seal
// that says how many there are:
//
//	{"chain":"<64 hex>","event":{…}}
//	{"chain":"<64 hex>","event":{…},"key":"<16 hex>","sig":"<128 hex>"}
//	{"seal":{"chain":"<64 hex>","events":2}}
//
// chain is the SHA-256 hash of the chain before, the hash of the event, and
// the key and signature if there are any; before the first event it is the
// hash of the header. So every line vouches for the order of all before it,
// also where events of several branches stand in one file, and the seal for
// the end.
type Chain struct {
	sum    clause.Hash
	events int
}

// NewChain returns the chain after the header.
func NewChain() Chain { return Chain{sum: sha256.Sum256([]byte(Header))} }

// Events returns how many events are in the chain.
func (c Chain) Events() int { return c.events }

// Sum returns the hash of all lines so far.
func (c Chain) Sum() clause.Hash { return c.sum }

// ResumeChain returns the chain as it was after some events.
func ResumeChain(sum clause.Hash, events int) Chain { return Chain{sum, events} }

// ChainAt returns the chain after a line that was checked before, which is that
// of the nth event.
func ChainAt(line string, n int) Chain {
	c := Chain{events: n}
	if len(line) > bodyAt {
		decodeHex(c.sum[:], line[len(chainOpen):len(chainOpen)+hexLen])
	}
	return c
}

func (c Chain) with(hash clause.Hash, sig sign.Signature) Chain {
	b := make([]byte, 0, sha256.Size*2+16+64)
	b = append(append(b, c.sum[:]...), hash[:]...)
	if !sig.IsZero() {
		b = append(append(b, sig.Key...), sig.Bytes...)
	}
	return Chain{sha256.Sum256(b), c.events + 1}
}

// Append appends the line of a sealed event, with its line end.
func (c Chain) Append(dst []byte, e Event) ([]byte, Chain) {
	next := c.with(e.hash, e.Sig)
	dst = append(dst, chainOpen...)
	dst = hex.AppendEncode(dst, next.sum[:])
	dst = append(dst, eventOpen...)
	dst = append(dst, e.raw...)
	if !e.Sig.IsZero() {
		dst = append(dst, keyOpen...)
		dst = append(dst, e.Sig.Key...)
		dst = append(dst, sigOpen...)
		dst = hex.AppendEncode(dst, []byte(e.Sig.Bytes))
		dst = append(dst, '"')
	}
	return append(dst, "}\n"...), next
}

const (
	chainOpen = `{"chain":"`
	eventOpen = `","event":`
	keyOpen   = `,"key":"`
	sigOpen   = `","sig":"`
	// lengths of parts of a line
	hexLen  = 2 * sha256.Size
	bodyAt  = len(chainOpen) + hexLen + len(eventOpen)
	keyLen  = 16
	sigLen  = 128
	tailLen = len(keyOpen) + keyLen + len(sigOpen) + sigLen + len(`"}`)
)

// Seal returns the last line of a stored history, with its line end.
func (c Chain) Seal() string {
	return `{"seal":{"chain":"` + c.sum.String() + `","events":` + strconv.Itoa(c.events) + "}}\n"
}

// Causes of a [DamageError].
var (
	ErrHeader  = errors.New("expected the header " + Header)
	ErrLine    = errors.New("expected a line with a chain and an event")
	ErrChain   = errors.New("the line does not follow from the lines before it: it was changed, or one before it was dropped, added or moved")
	ErrMissing = errors.New("it comes after an event that is not there before it: one was dropped or moved")
	ErrDouble  = errors.New("the same event stands there before")
	ErrUnseal  = errors.New("expected the seal after the last event: the end was changed or is missing")
	ErrAfter   = errors.New("expected nothing after the seal")
	ErrClock   = errors.New("its time is before that of what it comes after")
)

// DamageError says where a stored history is not what was written.
type DamageError struct {
	File   string
	Line   int   // from 1
	Event  int   // which event it is in the file, from 1
	Offset int64 // of the start of the line, in bytes
	Err    error
}

func (e *DamageError) Error() string {
	at := fmt.Sprintf("%d:1", e.Line)
	if e.File != "" {
		at = e.File + ":" + at
	}
	return fmt.Sprintf("history: %s: event %d, byte %d: %v", at, e.Event, e.Offset, e.Err)
}

// Unwrap returns the cause.
func (e *DamageError) Unwrap() error { return e.Err }

// Next checks the line of the next event, without its line end, and reads it.
// O(length of the line).
func (c Chain) Next(line string) (Event, Chain, error) { return c.next(line, new(scratch)) }

// next does what Next does with memory that is used for many lines.
func (c Chain) next(line string, mem *scratch) (Event, Chain, error) {
	if len(line) < bodyAt+3 || line[:len(chainOpen)] != chainOpen || line[bodyAt-len(eventOpen):bodyAt] != eventOpen {
		return Event{}, c, ErrLine
	}
	e := Event{}
	end := len(line) - 1
	if tail := len(line) - tailLen; line[end-1] == '"' && tail > bodyAt {
		key := tail + len(keyOpen)
		sig := key + keyLen + len(sigOpen)
		bytes := make([]byte, sigLen/2)
		if line[tail:key] != keyOpen || line[key+keyLen:sig] != sigOpen || !decodeHex(bytes, line[sig:sig+sigLen]) {
			return Event{}, c, ErrLine
		}
		e.Sig = sign.Signature{Key: sign.KeyID(line[key : key+keyLen]), Bytes: string(bytes)}
		end = tail
	}
	if line[len(line)-1] != '}' {
		return Event{}, c, ErrLine
	}
	e.raw = line[bodyAt:end]
	mem.text = append(mem.text[:0], e.raw...)
	e.hash = sha256.Sum256(mem.text)
	next := c.with(e.hash, e.Sig)
	var want [hexLen]byte
	hex.Encode(want[:], next.sum[:])
	if line[len(chainOpen):len(chainOpen)+hexLen] != string(want[:]) {
		return Event{}, c, ErrChain
	}
	return e, next, e.parse(mem)
}

// Write writes a history in its stored form.
func (h *History) Write(w io.Writer) error {
	buf := append(make([]byte, 0, 1<<16), Header+"\n"...)
	c := NewChain()
	for _, e := range h.All() {
		buf, c = c.Append(buf, e)
		if len(buf) >= 1<<16 {
			if _, err := w.Write(buf); err != nil {
				return fmt.Errorf("history: write: %w", err)
			}
			buf = buf[:0]
		}
	}
	if _, err := w.Write(append(buf, c.Seal()...)); err != nil {
		return fmt.Errorf("history: write: %w", err)
	}
	return nil
}

// Read reads a stored history and checks all of it: the chain, the seal, that
// every event comes after those that it names, and what [Options] say of
// signatures. The first thing that is wrong is a *[DamageError]. O(len(data)).
//
// The events keep data alive.
func Read(data string, opt Options) (*History, error) {
	l := newLoader(opt, strings.Count(data, "\n"))
	damage := func(line int, at int, err error) error {
		return &DamageError{File: opt.File, Line: line, Event: l.chain.events + 1, Offset: int64(at), Err: err}
	}
	head, rest, ok := strings.Cut(data, "\n")
	if head != Header || !ok {
		return nil, damage(1, 0, ErrHeader)
	}
	at := len(head) + 1
	for line := 2; ; line++ {
		text, after, ok := strings.Cut(rest, "\n")
		if strings.HasPrefix(text, `{"seal"`) || rest == "" {
			switch {
			case !ok || text+"\n" != l.chain.Seal():
				return nil, damage(line, at, ErrUnseal)
			case after != "":
				return nil, damage(line+1, at+len(text)+1, ErrAfter)
			}
			h, err := l.done()
			var unsigned *unsignedError
			if errors.As(err, &unsigned) {
				n := unsigned.event
				return nil, &DamageError{opt.File, n + 2, n + 1, lineStart(data, n+1), unsigned.err}
			}
			return h, err
		}
		if opt.Progress != nil && line%256 == 0 {
			opt.Progress(line)
		}
		if err := l.line(text); err != nil {
			return nil, damage(line, at, err)
		}
		if !ok {
			return nil, damage(line, at, ErrUnseal)
		}
		rest, at = after, at+len(text)+1
	}
}

// lineStart returns where a line starts, counted from 0.
func lineStart(data string, line int) int64 {
	at := 0
	for range line {
		at += strings.IndexByte(data[at:], '\n') + 1
	}
	return int64(at)
}
