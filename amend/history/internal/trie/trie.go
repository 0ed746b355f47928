// Package trie is a map from ids to values of which old versions stay as they
// were: versions share what did not change. Making a version costs nothing;
// the first change of a path after that copies it.
package trie

import (
	"encoding/binary"
	"math/bits"

	"github.com/google/uuid"
)

// Map is a persistent map. The zero value is empty. Set changes the map that
// it is called on; a copy that was made by Freeze before is not affected.
type Map[V any] struct {
	root *node[V]
	n    int
	edit *byte // whoever holds it may change nodes that bear it
}

const (
	width = 5
	fan   = 1 << width
)

type node[V any] struct {
	edit *byte
	bits uint32
	kids []kid[V] // one for each bit, in order
}

// kid is a node, or a leaf with the entries of one hash.
type kid[V any] struct {
	node *node[V]
	key  uuid.UUID
	val  V
	next *kid[V] // same hash, another key
}

// hash spreads ids that were made by counting as well as random ones.
func hash(id uuid.UUID) uint64 {
	h := binary.LittleEndian.Uint64(id[:8]) ^ bits.RotateLeft64(binary.LittleEndian.Uint64(id[8:]), 29)
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	h ^= h >> 32
	h *= 0xd6e8feb86659fd93
	return h ^ h>>32
}

// Len returns the number of entries.
func (m *Map[V]) Len() int { return m.n }

// Freeze returns the map as it is now; later changes of m do not reach it.
func (m *Map[V]) Freeze() Map[V] {
	m.edit = nil
	return Map[V]{root: m.root, n: m.n}
}

// Copy returns a map that starts as a frozen one is.
func (m *Map[V]) Copy() Map[V] { return Map[V]{root: m.root, n: m.n} }

// Get returns the value of a key.
func (m *Map[V]) Get(key uuid.UUID) (v V, ok bool) {
	n, h := m.root, hash(key)
	for ; n != nil; h >>= width {
		bit := uint32(1) << (h % fan)
		if n.bits&bit == 0 {
			return v, false
		}
		k := &n.kids[bits.OnesCount32(n.bits&(bit-1))]
		if k.node == nil {
			for ; k != nil; k = k.next {
				if k.key == key {
					return k.val, true
				}
			}
			return v, false
		}
		n = k.node
	}
	return v, false
}

// Set puts a value under a key.
func (m *Map[V]) Set(key uuid.UUID, v V) {
	if m.edit == nil {
		m.edit = new(byte)
	}
	m.root = m.set(m.root, hash(key), 0, key, v)
}

func (m *Map[V]) own(n *node[V]) *node[V] {
	if n == nil {
		return &node[V]{edit: m.edit}
	}
	if n.edit == m.edit {
		return n
	}
	kids := make([]kid[V], len(n.kids))
	copy(kids, n.kids)
	return &node[V]{m.edit, n.bits, kids}
}

func (m *Map[V]) set(n *node[V], h uint64, depth int, key uuid.UUID, v V) *node[V] {
	n = m.own(n)
	at := h >> (depth * width)
	bit := uint32(1) << (at % fan)
	i := bits.OnesCount32(n.bits & (bit - 1))
	if n.bits&bit == 0 {
		n.bits |= bit
		n.kids = append(n.kids, kid[V]{})
		copy(n.kids[i+1:], n.kids[i:])
		n.kids[i] = kid[V]{key: key, val: v}
		m.n++
		return n
	}
	k := &n.kids[i]
	switch {
	case k.node != nil:
		k.node = m.set(k.node, h, depth+1, key, v)
	case k.key == key:
		k.val = v
	case hash(k.key) == h:
		m.chain(k, key, v)
	default: // two leaves: one level down
		old := *k
		down := &node[V]{edit: m.edit}
		down.bits = 1 << (hash(old.key) >> ((depth + 1) * width) % fan)
		down.kids = []kid[V]{old}
		*k = kid[V]{node: m.set(down, h, depth+1, key, v)}
	}
	return n
}

// chain puts a value under a key whose hash is that of the leaf k.
func (m *Map[V]) chain(k *kid[V], key uuid.UUID, v V) {
	link := &k.next
	for *link != nil {
		fresh := **link
		*link = &fresh
		if fresh.key == key {
			fresh.val = v
			*link = &fresh
			return
		}
		link = &fresh.next
	}
	*link = &kid[V]{key: key, val: v}
	m.n++
}

// All yields every entry, in no order that means anything.
func (m *Map[V]) All(yield func(uuid.UUID, V) bool) { m.root.all(yield) }

func (n *node[V]) all(yield func(uuid.UUID, V) bool) bool {
	if n == nil {
		return true
	}
	for i := range n.kids {
		k := &n.kids[i]
		if k.node != nil {
			if !k.node.all(yield) {
				return false
			}
			continue
		}
		for ; k != nil; k = k.next {
			if !yield(k.key, k.val) {
				return false
			}
		}
	}
	return true
}
