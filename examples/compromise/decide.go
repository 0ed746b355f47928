package main

import (
	"cmp"
	"context"
	"io"
	"os"
	"slices"

	"github.com/rollingtext/rollingtext/merge"
)

// verdict is what the rule makes of the rolling text.
type verdict struct {
	outcome *merge.Outcome
	best    *merge.Optimum // of -rule optimum, else nil
}

func decide(o options, r *merge.Rolling) (verdict, error) {
	switch o.rule {
	case optimum:
		best := r.Optimum(context.Background(), merge.OptimumOptions{Objective: o.goal, Nodes: o.steps})
		return verdict{best.Outcome, best}, nil
	case chair:
		rule, err := r.Choose()
		if err != nil {
			return verdict{}, err
		}
		return verdict{outcome: r.Decide(rule)}, nil
	}
	return verdict{outcome: r.Decide(ruleNamed(o.rule))}, nil
}

// takePositions adds the positions and weights of the files, or of the
// embedded example.
func takePositions(o options, r *merge.Rolling) (*merge.Rolling, error) {
	var p merge.Positions
	var err error
	switch {
	case o.stances != "":
		p, err = fromFile(o.stances, merge.DecodePositions)
	case o.base == "" && o.from == "" && o.wantsPositions():
		p, err = embeddedPositions(o.lang)
	}
	if err != nil {
		return nil, err
	}
	if o.weights != "" {
		known := slices.Clone(r.Parties())
		for _, party := range p.Parties {
			known = append(append(known, party.Name), party.Members...)
		}
		weights, err := fromFile(o.weights, func(f io.Reader, name string) ([]merge.Party, error) {
			return merge.DecodeWeights(f, name, known)
		})
		if err != nil {
			return nil, err
		}
		p.Parties = weigh(p.Parties, weights)
	}
	return r.With(p)
}

// wantsPositions reports whether the embedded example shows its positions.
func (o options) wantsPositions() bool {
	return slices.Contains([]string{"unanimity", "weighted", chair, optimum}, o.rule) ||
		len(o.show) == 1 && slices.Contains([]string{"table", "stats", "balance"}, o.show[0])
}

// weigh gives parties the weights of a file.
func weigh(parties, weights []merge.Party) []merge.Party {
	out := slices.Clone(parties)
	for _, w := range weights {
		k := slices.IndexFunc(out, func(p merge.Party) bool { return p.Name == w.Name })
		if k < 0 {
			out = append(out, w)
		} else {
			out[k].Weight = w.Weight
		}
	}
	slices.SortStableFunc(out, func(x, y merge.Party) int { return cmp.Compare(x.Name, y.Name) })
	return out
}

func fromFile[T any](name string, decode func(io.Reader, string) (T, error)) (T, error) {
	var none T
	f, err := os.Open(name)
	if err != nil {
		return none, unreadable(name, err)
	}
	defer f.Close()
	return decode(f, name)
}

// embeddedPositions are those of the groups of an embedded text: illustrative;
// nobody's position.
func embeddedPositions(lang string) (merge.Positions, error) {
	name := "texts/" + lang + "-positions.json"
	f, err := texts.Open(name)
	if err != nil {
		return merge.Positions{}, err
	}
	defer f.Close()
	return merge.DecodePositions(f, name)
}
