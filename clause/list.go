package clause

import (
	"crypto/sha256"
	"encoding/binary"
	"iter"
	"slices"
	"sort"
)

// list is an immutable sequence of children, cut into chunks.
//
// A chunk ends after a child whose id says so (one in cutEvery on average),
// so the cuts depend on the ids in sequence and on nothing else: not on the
// edits that led there, hence neither does the hash. Replacing, inserting or
// removing one child copies and hashes one chunk, about cutEvery entries, and
// the row of chunks, n/cutEvery entries.
type list struct {
	chunks []*chunk
	ends   []int // children up to the end of each chunk; nil if there is only one
	n      int   // children
	bytes  int   // in the children and all under them
	count  int   // clauses, the children and all under them
}

type chunk struct {
	kids  []*Clause
	bytes int
	count int
	hash  Hash
}

const cutEvery = 256

// cutsAfter reports whether a chunk ends after the clause.
func cutsAfter(id ID) bool {
	// The last bytes of an id are the random ones in every UUID version that
	// is in use; mixing guards against ids counted up by hand.
	x := binary.BigEndian.Uint64(id[8:]) ^ binary.BigEndian.Uint64(id[:8])
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x%cutEvery == 0
}

func newList(kids []*Clause) list {
	return joinChunks(cut(kids))
}

// cut splits kids into chunks. The last one may be open, that is, not end at
// a cut.
func cut(kids []*Clause) []*chunk {
	var chunks []*chunk
	start := 0
	for i, k := range kids {
		if cutsAfter(k.id) {
			chunks = append(chunks, newChunk(kids[start:i+1]))
			start = i + 1
		}
	}
	if start < len(kids) {
		chunks = append(chunks, newChunk(kids[start:]))
	}
	return chunks
}

func newChunk(kids []*Clause) *chunk {
	c := &chunk{kids: slices.Clone(kids)}
	sums := make([]byte, 0, len(kids)*sha256.Size)
	for _, k := range c.kids {
		c.bytes += k.Size()
		c.count += k.Count()
		h := k.Hash()
		sums = append(sums, h[:]...)
	}
	c.hash = sha256.Sum256(sums)
	return c
}

func joinChunks(chunks []*chunk) list {
	l := list{chunks: chunks}
	if len(chunks) > 1 {
		l.ends = make([]int, len(chunks))
	}
	for i, c := range chunks {
		l.n += len(c.kids)
		if l.ends != nil {
			l.ends[i] = l.n
		}
		l.bytes += c.bytes
		l.count += c.count
	}
	return l
}

func (l list) sum() Hash {
	switch len(l.chunks) {
	case 0:
		return Hash{}
	case 1:
		return l.chunks[0].hash
	}
	sums := make([]byte, 0, len(l.chunks)*sha256.Size)
	for _, c := range l.chunks {
		sums = append(sums, c.hash[:]...)
	}
	return sha256.Sum256(sums)
}

// find returns the chunk of index i and the index within it. i == n is the
// end of the last chunk.
func (l list) find(i int) (chunk, within int) {
	if l.ends == nil {
		return 0, i
	}
	c := min(sort.SearchInts(l.ends, i+1), len(l.ends)-1)
	return c, i - l.ends[c] + len(l.chunks[c].kids)
}

func (l list) at(i int) *Clause {
	if i < 0 || i >= l.n {
		return nil
	}
	c, w := l.find(i)
	return l.chunks[c].kids[w]
}

func (l list) all() iter.Seq2[int, *Clause] {
	return func(yield func(int, *Clause) bool) {
		i := 0
		for _, c := range l.chunks {
			for _, k := range c.kids {
				if !yield(i, k) {
					return
				}
				i++
			}
		}
	}
}

// indexOf returns the index of the child with an id, -1 if there is none. It
// looks first near hint, in O(cutEvery) if the child is there.
func (l list) indexOf(id ID, hint int) int {
	if l.n == 0 {
		return -1
	}
	hint = max(0, min(hint, l.n-1))
	c, within := l.find(hint)
	before := hint - within // children before chunk c
	up, down := before, before
	for k := 0; c-k >= 0 || c+k < len(l.chunks); k++ {
		if i := c + k; i < len(l.chunks) {
			if at := l.chunks[i].indexOf(id); at >= 0 {
				return up + at
			}
			up += len(l.chunks[i].kids)
		}
		if i := c - k; k > 0 && i >= 0 {
			down -= len(l.chunks[i].kids)
			if at := l.chunks[i].indexOf(id); at >= 0 {
				return down + at
			}
		}
	}
	return -1
}

func (c *chunk) indexOf(id ID) int {
	for i, k := range c.kids {
		if k.id == id {
			return i
		}
	}
	return -1
}

// splice returns the list with kids [i, j) replaced by with.
func (l list) splice(i, j int, with ...*Clause) list {
	if len(l.chunks) == 0 {
		return newList(with)
	}
	ci, wi := l.find(i)
	cj, wj := l.find(j)
	kids := slices.Concat(l.chunks[ci].kids[:wi], with, l.chunks[cj].kids[wj:])
	// Child j, if there is one, is in chunk cj, so what is put together here ends
	// as that chunk does; and what comes before it starts after a cut.
	return joinChunks(slices.Concat(l.chunks[:ci], cut(kids), l.chunks[cj+1:]))
}

// locate returns the child that holds byte offset of the list, and where that
// child starts. The offset must lie within the list's bytes.
func (l list) locate(offset int) (index, start int) {
	for _, c := range l.chunks {
		if offset >= start+c.bytes {
			start += c.bytes
			index += len(c.kids)
			continue
		}
		for _, k := range c.kids {
			if offset < start+k.Size() {
				return index, start
			}
			start += k.Size()
			index++
		}
	}
	return index, start
}

// before returns the number of bytes in the children before index i.
func (l list) before(i int) int {
	bytes := 0
	for _, c := range l.chunks {
		if i >= len(c.kids) {
			bytes += c.bytes
			i -= len(c.kids)
			continue
		}
		for _, k := range c.kids[:i] {
			bytes += k.Size()
		}
		break
	}
	return bytes
}
