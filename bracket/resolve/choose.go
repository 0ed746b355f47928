package resolve

import (
	"fmt"
	"strings"

	"github.com/rollingtext/rollingtext/bracket"
)

// Nth picks the option with this index, from 0, where a group has so many;
// other groups are kept. An optional phrase is taken by 0.
func Nth(i int) Chooser {
	return func(g bracket.Node) Choice {
		if i < 0 || i >= len(g.Options()) {
			return Choice{Keep, "it has no such option"}
		}
		return Choice{i, fmt.Sprintf("option %d", i+1)}
	}
}

// AsItStands picks the wording that nobody proposed: the first option without
// sponsors, or one that some want to retain or delete. What is only proposed
// is out.
func AsItStands() Chooser { return asItStands }

func asItStands(g bracket.Node) Choice {
	options := g.Options()
	for i, o := range options {
		if len(o.Positions) == 0 && o.Stance != bracket.Open && len(o.Content()) > 0 {
			return Choice{i, "as it stands"}
		}
	}
	for i, o := range options {
		if len(o.Content()) > 0 && onlyJudged(o) {
			return Choice{i, "as it stands"}
		}
	}
	for i, o := range options {
		if len(o.Positions) == 0 && o.Stance == bracket.Delete {
			return Choice{i, "no text, as it stands"}
		}
	}
	return Choice{Out, "only proposed by others"}
}

// onlyJudged reports whether an option is old text that parties want kept or
// gone, not text that somebody proposes.
func onlyJudged(o bracket.Node) bool {
	for _, p := range o.Positions {
		if p.Stance == "" || p.Stance == bracket.Propose || p.Stance == bracket.Support || p.Stance == bracket.Oppose {
			return false
		}
	}
	return true
}

// For gives the reading of one party: its own wording where it has one, out
// where it opposes or wants to delete, and elsewhere the text as it stands,
// for silence neither supports nor opposes.
func For(party string) Chooser {
	return func(g bracket.Node) Choice {
		against := map[int]bracket.Stance{}
		for i, o := range g.Options() {
			for _, p := range o.Positions {
				if !holds(p, party) {
					continue
				}
				switch {
				case p.Stance.Against() && len(o.Content()) > 0:
					against[i] = p.Stance
				case p.Stance == bracket.Reserve:
				case p.Stance == bracket.Oppose || p.Stance == bracket.Retain && len(o.Content()) == 0:
				case p.Stance == bracket.Delete && !hasWords(g):
					return Choice{i, party + " wants out what stands here outside the bracket; decide that by hand"}
				case p.Stance == "" || len(o.Content()) == 0:
					return Choice{i, party + " stands by it"}
				default:
					return Choice{i, fmt.Sprintf("%s: %s", party, p.Stance)}
				}
			}
		}
		if len(against) == 0 {
			c := asItStands(g)
			c.Why = party + " is silent: " + c.Why
			return c
		}
		for i, o := range g.Options() {
			if _, no := against[i]; !no && len(o.Positions) == 0 && o.Stance != bracket.Open {
				return Choice{i, party + " opposes the other"}
			}
		}
		return Choice{Out, party + " wants it out"}
	}
}

// hasWords reports whether any option of a group has words.
func hasWords(g bracket.Node) bool {
	for _, o := range g.Options() {
		if len(o.Content()) > 0 {
			return true
		}
	}
	return false
}

func holds(p bracket.Position, party string) bool {
	for _, name := range p.Parties {
		if same(name, party) {
			return true
		}
	}
	return false
}

// same compares names in any case; "G77" is "G77 and China".
func same(a, b string) bool {
	short := func(s string) string {
		s = strings.ToLower(strings.TrimSpace(s))
		for _, tail := range []string{" and china", " et la chine", " y china", " и китай", " والصين", "和中国"} {
			s = strings.TrimSuffix(s, tail)
		}
		return strings.ReplaceAll(s, "g-77", "g77")
	}
	return short(a) == short(b)
}
