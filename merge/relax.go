package merge

import "math"

// rounds is how often the weights of the relaxation are set anew.
const rounds = 16

// relax tightens the bound of a search for leximin or Nash that ended early,
// and may find something better on the way. It gives the parties weights and
// solves for the weighted sum, which nothing but deals couples: the worst-off
// party has at most the weighted mean of the shares, and the geometric mean is
// at most the weighted arithmetic one. Weights of those who got little then
// rise. Only whole numbers are computed with until the bound is written down.
func (p *problem) relax(best []bool, bound float64) ([]bool, float64) {
	weights := make([]int64, len(p.voices))
	for k := range weights {
		weights[k] = 1_000_000 / max(1, p.most[k])
	}
	for range rounds {
		if p.nodes >= p.o.Nodes || p.ctx.Err() != nil {
			break
		}
		found, top := p.weighted(weights)
		if p.valueOf(p.gains(found)).compare(p.valueOf(p.gains(best))) > 0 {
			best = found
		}
		bound = min(bound, p.mean(weights, top))
		p.reweigh(weights, p.score(found), p.score(best))
	}
	return best, bound
}

// weighted solves for a weighted sum of the gains.
func (p *problem) weighted(weights []int64) (found []bool, top int64) {
	o := p.o
	o.Objective, o.Nodes = SumOfWeights, p.o.Nodes-p.nodes
	q := newProblem(p.ctx, p.r, o)
	q.voices = append([]voice(nil), p.voices...)
	for k := range q.voices {
		q.voices[k].weight = Weight(weights[k])
	}
	found, _, bound := q.solve()
	p.nodes += q.nodes
	return found, bound.sum
}

// mean is the bound that follows from that on a weighted sum.
func (p *problem) mean(weights []int64, top int64) float64 {
	if p.o.Objective == Leximin {
		all := int64(0)
		for k, w := range weights {
			all += w * max(1, p.most[k])
		}
		return float64(top) / float64(all)
	}
	sum, logs := float64(top), 0.0
	for _, w := range weights {
		sum += float64(w)
		logs += math.Log(float64(w))
	}
	n := float64(len(weights))
	return max(0, sum/n/math.Exp(logs/n)*(1+1e-9)) // below 0 somebody always loses
}

// reweigh raises the weights of those who got less than the others.
func (p *problem) reweigh(weights, got, best []int64) {
	if p.o.Objective == Nash {
		for k := range weights {
			weights[k] = max(1, (weights[k]+1_000_000/max(1, 1+max(got[k], 0))+2_000_000/max(1, 1+max(best[k], 0)))/4)
		}
		return
	}
	n := int64(len(weights))
	mean := int64(0) // of the shares, in thousandths
	for k := range got {
		mean += got[k] * 1000 / max(1, p.most[k])
	}
	for k := range weights {
		if got[k]*1000/max(1, p.most[k])*n < mean {
			weights[k] = min(1<<40, weights[k]*6/5+1)
		} else {
			weights[k] = max(1, weights[k]*5/6)
		}
	}
}
