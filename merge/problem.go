package merge

import (
	"context"
	"encoding/binary"
	"fmt"
	"slices"
)

// problem is a search for the best choice of changes.
type problem struct {
	ctx     context.Context
	r       *Rolling
	o       OptimumOptions
	voices  []voice
	most    []int64 // by voice: the most that it could gain
	place   []int   // by change
	bundles []bundle
	byIf    []int   // by condition: its bundle
	touches [][]int // by place: the bundles that matter there
	open    []bool  // by place: no choice keeps all red lines
	stuck   []string
	nodes   int
	memo    map[string]choices
	inter   map[int]bool  // by place: whether its changes compete as intervals do
	met     map[int][]int // by change: what competes with it, found once
}

// rivals lists the changes that compete with one, in order.
func (p *problem) rivals(i int) []int {
	if list, ok := p.met[i]; ok {
		return list
	}
	if p.met == nil {
		p.met = map[int][]int{}
	}
	list := p.r.rivals.of(i)
	p.met[i] = list
	return list
}

// bundle is a set of changes that is adopted whole, or not.
type bundle struct {
	all    []int
	deal   bool // or none of it
	places []int
}

// state is what was decided of a bundle.
type state byte

const (
	undecided state = iota
	taken
	left
)

func newProblem(ctx context.Context, r *Rolling, o OptimumOptions) *problem {
	p := &problem{
		ctx: ctx, r: r, o: o, voices: r.stand.voices, place: r.placeOf(), memo: map[string]choices{},
		open: make([]bool, len(r.places)), touches: make([][]int, len(r.places)), inter: map[int]bool{},
	}
	seen := map[string]int{}
	for _, c := range r.stand.ifs {
		key := fmt.Sprint(c.needs)
		k, ok := seen[key]
		if !ok {
			k = len(p.bundles)
			seen[key] = k
			p.bundles = append(p.bundles, bundle{all: c.needs})
		}
		p.bundles[k].deal = p.bundles[k].deal || c.deal >= 0
		p.byIf = append(p.byIf, k)
		for _, i := range slices.Concat(c.needs, c.on) {
			if at := p.place[i]; at >= 0 && !slices.Contains(p.touches[at], k) {
				p.touches[at] = append(p.touches[at], k)
				p.bundles[k].places = append(p.bundles[k].places, at)
			}
		}
	}
	for at := range p.touches {
		slices.Sort(p.touches[at])
	}
	p.most = make([]int64, len(p.voices))
	for i := range r.changes {
		if p.place[i] < 0 {
			continue
		}
		for k, v := range p.voices {
			p.most[k] += max(0, p.scoreOf(v, i, func(int) bool { return true }))
		}
	}
	return p
}

func (p *problem) scoreOf(v voice, i int, met func(int) bool) int64 {
	return int64(p.o.Score(p.r.stance(v, i, p.place[i], met)))
}

// gainOf is what a change adds to the vector that is maximised: one number for
// the sum of weights, one for each voice otherwise.
func (p *problem) gainOf(i int, met func(int) bool) vector {
	out := make(vector, p.dims())
	for k, v := range p.voices {
		s := p.scoreOf(v, i, met)
		if p.o.Objective == SumOfWeights {
			out[0] += s * int64(v.weight)
		} else {
			out[k] = s
		}
	}
	return out
}

func (p *problem) dims() int {
	if p.o.Objective == SumOfWeights {
		return 1
	}
	return len(p.voices)
}

func (p *problem) metBy(adopted []bool) []bool {
	out := make([]bool, len(p.byIf))
	for k, c := range p.r.stand.ifs {
		out[k] = p.whole(c.needs, adopted)
	}
	return out
}

func (p *problem) whole(list []int, adopted []bool) bool {
	return !slices.ContainsFunc(list, func(i int) bool { return !adopted[i] })
}

// gains is the vector that a choice really has.
func (p *problem) gains(adopted []bool) vector {
	met := p.metBy(adopted)
	out := make(vector, p.dims())
	for i := range p.r.changes {
		if adopted[i] && p.place[i] >= 0 {
			out.add(p.gainOf(i, func(k int) bool { return met[k] }))
		}
	}
	return out
}

// score is what a choice really gives to each voice.
func (p *problem) score(adopted []bool) []int64 {
	met := p.metBy(adopted)
	out := make([]int64, len(p.voices))
	for i := range p.r.changes {
		if !adopted[i] || p.place[i] < 0 {
			continue
		}
		for k, v := range p.voices {
			out[k] += p.scoreOf(v, i, func(c int) bool { return met[c] })
		}
	}
	return out
}

// key names the choices at a place under what was decided.
func (p *problem) key(at int, states []state) string {
	b := binary.AppendUvarint(nil, uint64(at))
	for _, k := range p.touches[at] {
		b = append(b, byte(states[k]))
	}
	return string(b)
}

// bind says which changes of a place must be adopted and which must not, under
// what was decided. Ok is false if that cannot be.
func (p *problem) bind(at int, states []state) (in, out map[int]bool, change, ok bool) {
	in, out = map[int]bool{}, map[int]bool{}
	for _, k := range p.touches[at] {
		for _, i := range p.bundles[k].all {
			if p.place[i] != at {
				continue
			}
			if states[k] == taken {
				in[i] = true
			} else if states[k] == left && p.bundles[k].deal {
				out[i] = true
			}
		}
	}
	for _, l := range p.r.stand.lines {
		if l.place == at {
			change = change || !l.must
			for _, i := range p.r.places[at].Changes {
				if l.must {
					out[i] = true
				}
			}
		}
		for _, i := range l.changes {
			switch {
			case p.place[i] != at:
			case l.must:
				in[i] = true
			case !p.lifted(l.party, i, states):
				out[i] = true
			}
		}
	}
	for i := range in {
		for _, j := range p.rivals(i) {
			if in[j] {
				return nil, nil, change, false
			}
			out[j] = true
		}
	}
	for i := range in {
		if out[i] {
			return nil, nil, change, false
		}
	}
	return in, out, change, true
}

// lifted reports whether a party may accept a change in spite of its red line,
// since a condition of its own is met or may be.
func (p *problem) lifted(party string, i int, states []state) bool {
	return slices.ContainsFunc(p.r.stand.ifsOn[ifKey{party, i}], func(k int) bool { return states[p.byIf[k]] != left })
}
