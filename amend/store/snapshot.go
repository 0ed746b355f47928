package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/rollingtext/rollingtext/amend/history"
	"github.com/rollingtext/rollingtext/clause"
)

// where says to which place of a log a snapshot belongs; it is the first line
// of the snapshot's file.
type where struct {
	Chain  clause.Hash `json:"chain"`
	Events int         `json:"events"`
	Seal   int64       `json:"seal"` // offset, bytes
}

// ErrNoFile says that a log has no file of its own beside which a snapshot
// could be.
var ErrNoFile = errors.New("store: a log without a name keeps no snapshot")

func snapshotName(log string) string { return log + ".snapshot" }

// Snapshot keeps what the history amounts to in a file beside the log, so that
// the next [Open] need not read the events before it. A snapshot that is
// damaged or does not belong to the log is not used.
func (l *Log) Snapshot() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case l.file == nil:
		return ErrClosed
	case l.name == "":
		return ErrNoFile
	}
	state, err := l.tip.Snapshot()
	if err != nil {
		return err
	}
	head, err := json.Marshal(where{l.chain.Sum(), l.chain.Events(), l.seal})
	if err != nil {
		return fmt.Errorf("store: snapshot: %w", err)
	}
	name := snapshotName(l.name)
	if err := keep(name+".new", string(head)+"\n"+string(state)); err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil {
		return fmt.Errorf("store: snapshot: %w", err)
	}
	return syncDir(name)
}

// resume opens a log from its snapshot, or returns nil if that cannot be: then
// the whole file says what is wrong with it.
func resume(f File, name string, opt Options) *Log {
	data, err := os.ReadFile(snapshotName(name))
	if err != nil || opt.Whole {
		return nil
	}
	head, state, _ := strings.Cut(string(data), "\n")
	var at where
	if json.Unmarshal([]byte(head), &at) != nil {
		return nil
	}
	tip, err := history.ReadSnapshot([]byte(state), opt.History)
	if err != nil {
		return nil
	}
	rest, err := readAll(f, at.Seal)
	if err != nil {
		return nil
	}
	l := &Log{file: f, name: name, opt: opt.History, tip: tip, chain: history.ResumeChain(at.Chain, at.Events), seal: at.Seal}
	for {
		line, after, ok := strings.Cut(rest, "\n")
		switch {
		case !ok:
			return nil
		case line+"\n" == l.chain.Seal() && after == "":
			return l
		}
		if l.tip, l.chain, err = l.tip.Follow(l.chain, line); err != nil {
			return nil
		}
		l.seal += int64(len(line) + 1)
		rest = after
	}
}
