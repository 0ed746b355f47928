package merge

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// Weight is how much a voice counts, in millionths, so that sums are exact on
// every machine. [One] is a single vote.
type Weight int64

// One is the weight of a single vote.
const One Weight = 1_000_000

// MaxWeight is the greatest weight of one party.
const MaxWeight = 1_000_000 * One

// ErrWeight says that a number cannot be a weight.
var ErrWeight = errors.New("expected a number from 0 to 1000000 with at most 6 decimals")

// ParseWeight reads a decimal number.
func ParseWeight(s string) (Weight, error) {
	r, ok := new(big.Rat).SetString(s)
	if !ok || len(s) > 40 || strings.ContainsAny(s, "/_xX") {
		return 0, fmt.Errorf("merge: weight %q: %w", s, ErrWeight)
	}
	r.Mul(r, new(big.Rat).SetInt64(int64(One)))
	if !r.IsInt() || r.Sign() < 0 || r.Num().Cmp(big.NewInt(int64(MaxWeight))) > 0 {
		return 0, fmt.Errorf("merge: weight %q: %w", s, ErrWeight)
	}
	return Weight(r.Num().Int64()), nil
}

// String returns the number without needless decimals.
func (w Weight) String() string {
	sign := ""
	if w < 0 {
		sign, w = "-", -w
	}
	s := strconv.FormatInt(int64(w/One), 10)
	if rest := int64(w % One); rest != 0 {
		s += "." + strings.TrimRight(fmt.Sprintf("%06d", rest), "0")
	}
	return sign + s
}

// MarshalJSON writes the number.
func (w Weight) MarshalJSON() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalJSON reads a number.
func (w *Weight) UnmarshalJSON(b []byte) error {
	var err error
	*w, err = ParseWeight(string(bytes.TrimSpace(b)))
	return err
}

// Party takes part: a state, or a group with members. A group speaks for its
// members; one that takes a position of its own dissents, and speaks and votes
// for itself. A member of several groups that differ is silent.
type Party struct {
	Name string `json:"name"`
	// Weight is what the party counts for under [Weighted] and in an optimum;
	// 0 is the sum of the members' weights, or 1 without members. What a group
	// weighs beyond those of its members that are listed always speaks as the
	// group.
	Weight  Weight   `json:"weight,omitempty"`
	Members []string `json:"members,omitempty"`
}

// voice is one that is counted: a party with all members that do not speak for
// themselves.
type voice struct {
	name   string
	weight Weight
	votes  int      // under rules of one member, one vote
	groups []string // that it belongs to
}

// findVoices tells who is counted, and with what weight, sorted by name.
// Outspoken are those who take a position of their own.
func findVoices(names []string, parties []Party, outspoken map[string]bool) []voice {
	by := map[string]Party{}
	groups := map[string][]string{}
	for _, p := range parties {
		by[p.Name] = p
		for _, m := range p.Members {
			groups[m] = append(groups[m], p.Name)
		}
	}
	var weigh func(name string, depth int) Weight
	weigh = func(name string, depth int) Weight {
		p := by[name]
		if p.Weight > 0 || len(p.Members) == 0 || depth > len(parties) {
			if p.Weight > 0 {
				return p.Weight
			}
			return One
		}
		var sum Weight
		for _, m := range p.Members {
			sum += weigh(m, depth+1)
		}
		return sum
	}
	var leaves func(name string, top bool, depth int) (n int, w Weight) // spoken for by this voice
	leaves = func(name string, top bool, depth int) (int, Weight) {
		p := by[name]
		if !top && outspoken[name] || depth > len(parties) {
			return 0, 0
		}
		if len(p.Members) == 0 {
			return 1, weigh(name, 0)
		}
		n, w, all := 0, Weight(0), Weight(0)
		for _, m := range p.Members {
			k, v := leaves(m, false, depth+1)
			n, w, all = n+k, w+v, all+weigh(m, 0)
		}
		return n, w + max(0, weigh(name, 0)-all)
	}
	var out []voice
	for _, name := range names {
		if len(groups[name]) > 0 && !outspoken[name] {
			continue // its group speaks
		}
		v := voice{name: name, groups: sorted(groups[name])}
		v.votes, v.weight = leaves(name, true, 0)
		out = append(out, v)
	}
	return out
}

// spokenFor lists the groups that speak for a voice, nearest first.
func spokenFor(v voice, parties []Party) []string {
	out := slices.Clone(v.groups)
	for k := 0; k < len(out); k++ {
		for _, p := range parties {
			if slices.Contains(p.Members, out[k]) && !slices.Contains(out, p.Name) {
				out = append(out, p.Name)
			}
		}
	}
	return out
}
