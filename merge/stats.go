package merge

import (
	"slices"
)

// Stats counts what became of proposals.
type Stats struct {
	Proposed int `json:"proposed"`
	Adopted  int `json:"adopted"`
	Rejected int `json:"rejected"`
	Open     int `json:"open"`
	// Words are those of the open proposals, with the base wording of each place
	// counted once.
	Words int `json:"wordsInBrackets"`
}

// NamedStats are those of a party, or of a clause by its label path.
type NamedStats struct {
	Name string `json:"name"`
	Stats
}

// Statistics are those of a whole outcome.
type Statistics struct {
	Brackets int          `json:"openBrackets"`
	Words    int          `json:"wordsInBrackets"`
	Total    Stats        `json:"total"`
	Parties  []NamedStats `json:"parties"`
	Clauses  []NamedStats `json:"clauses"`
}

// Stats counts by party, in the order of names, and by clause, in the order of
// the base. A change of several parties counts for each of them, and once in
// the total.
func (o *Outcome) Stats() Statistics {
	r := o.rolling
	var out Statistics
	for _, p := range r.parties {
		out.Parties = append(out.Parties, NamedStats{Name: p})
	}
	for p, place := range r.places {
		if len(out.Clauses) == 0 || out.Clauses[len(out.Clauses)-1].Name != place.Label {
			out.Clauses = append(out.Clauses, NamedStats{Name: place.Label})
		}
		c := &out.Clauses[len(out.Clauses)-1].Stats
		if slices.ContainsFunc(place.Changes, func(i int) bool { return o.verdicts[i] == Open }) {
			out.Brackets++
			n := countWords(place.Base)
			c.Words += n
			out.Total.Words += n
		}
		for _, i := range r.places[p].Changes {
			words := countWords(r.changes[i].Text)
			c.count(o.verdicts[i], words)
			out.Total.count(o.verdicts[i], words)
			for k := range out.Parties {
				if slices.Contains(r.changes[i].Sponsors, out.Parties[k].Name) {
					out.Parties[k].count(o.verdicts[i], words)
				}
			}
		}
	}
	out.Words = out.Total.Words
	return out
}

func (s *Stats) count(v Verdict, words int) {
	s.Proposed++
	switch v {
	case Adopted:
		s.Adopted++
	case Rejected:
		s.Rejected++
	default:
		s.Open++
		s.Words += words
	}
}

// Rolling returns what was decided on.
func (o *Outcome) Rolling() *Rolling { return o.rolling }
