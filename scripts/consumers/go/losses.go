package main

import (
	"math"
	"slices"
)

type tensor struct {
	shape []float32
	data  []float32
}

// question is a call; no upstream stands for ones.
type question struct {
	inputs    map[string]tensor
	params    map[string]any
	reduction string
	upstream  []float32
}

// param is a parameter's value; false where it is not given.
func (q question) param(name string) (float32, bool) {
	x, given := q.params[name].(float64)
	return float32(x), given
}

// answer has the value, and its gradients by input.
type answer struct {
	value     []float32
	gradients map[string][]float32
}

// losses are the implementations that are checked, in float32; false where a call is not valid.
var losses = map[string]func(question) (answer, bool){
	"smooth_l1_loss":     smoothL1,
	"sigmoid_focal_loss": sigmoidFocal,
}

func smoothL1(q question) (answer, bool) {
	pred, target := q.inputs["pred"], q.inputs["target"]
	beta, _ := q.param("beta")
	if !(beta > 0) || !slices.Equal(pred.shape, target.shape) || len(pred.data) == 0 {
		return answer{}, false
	}
	a := reduced(q, func(i int) (float32, float32) {
		d := pred.data[i] - target.data[i]
		size := abs(d)
		if size < beta {
			return d / 2 * (d / beta), d / beta
		}
		return size - beta/2, float32(math.Copysign(1, float64(d)))
	})
	for _, x := range a.gradients["pred"] {
		a.gradients["target"] = append(a.gradients["target"], -x)
	}
	return a, true
}

func sigmoidFocal(q question) (answer, bool) {
	pred, target := q.inputs["pred"], q.inputs["target"]
	weight, weighted := q.inputs["weight"]
	gamma, _ := q.param("gamma")
	alpha, balanced := q.param("alpha")
	outside := func(x float32) bool { return x < 0 || x > 1 }
	if !slices.Equal(pred.shape, target.shape) || len(pred.data) == 0 || gamma < 0 || outside(alpha) ||
		slices.ContainsFunc(target.data, outside) ||
		weighted && len(weight.shape) > 0 && !slices.Equal(weight.shape, pred.shape) {
		return answer{}, false
	}
	least, most := float32(0), float32(math.Inf(1))
	if clip, given := q.param("clip"); given {
		least, most = -log1p(-clip), -float32(math.Log(float64(clip)))
	}
	return reduced(q, func(i int) (float32, float32) {
		x, t := pred.data[i], target.data[i]
		f, e := 1-t, exp(-abs(x))
		p, n := 1/(1+e), e/(1+e)
		if x < 0 {
			p, n = n, p
		}
		nll, fall := clipped(max(-x, 0)+log1p(e), n, least, most)
		nllNot, rise := clipped(max(x, 0)+log1p(e), p, least, most)
		wrong, bce := n*t+p*f, t*nll+f*nllNot
		turn := p * n * (1 - 2*t) / wrong
		if t == 1 {
			turn = -p
		} else if t == 0 {
			turn = n
		}
		factor := float32(math.Pow(float64(wrong), float64(gamma)))
		if balanced {
			factor *= alpha*t + (1-alpha)*f
		}
		if weighted {
			factor *= weight.data[i%len(weight.data)]
		}
		return factor * bce, factor * (gamma*turn*bce + (f*rise - t*fall))
	}), true
}

// reduced is the answer from each term and its slope by pred.
func reduced(q question, term func(i int) (float32, float32)) answer {
	n, divisor := len(q.inputs["pred"].data), float32(1)
	if q.reduction == "mean" {
		divisor = float32(n)
	}
	loss, byPred, sum := make([]float32, n), make([]float32, n), float32(0)
	for i := range loss {
		loss[i], byPred[i] = term(i)
		sum += loss[i]
		if len(q.upstream) > 0 {
			byPred[i] *= q.upstream[i%len(q.upstream)]
		}
		byPred[i] /= divisor
	}
	if q.reduction != "none" {
		loss = []float32{sum / divisor}
	}
	return answer{loss, map[string][]float32{"pred": byPred}}
}

// clipped keeps a logarithm within bounds; what is clipped has no slope.
func clipped(nll, slope, least, most float32) (float32, float32) {
	if nll < least || nll > most {
		return min(max(nll, least), most), 0
	}
	return nll, slope
}

func abs(x float32) float32   { return float32(math.Abs(float64(x))) }
func exp(x float32) float32   { return float32(math.Exp(float64(x))) }
func log1p(x float32) float32 { return float32(math.Log1p(float64(x))) }
