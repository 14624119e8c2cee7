package main

import "math"

// smoothL1 is the implementation that is checked: the value, its gradients, and whether the call is
// valid. No upstream stands for ones.
func smoothL1(pred, target []float32, beta float32, reduction string, upstream []float32) ([]float32, map[string][]float32) {
	n := len(pred)
	loss, byPred, byTarget := make([]float32, n), make([]float32, n), make([]float32, n)
	var sum float32
	for i := range loss {
		d := pred[i] - target[i]
		size, slope := float32(math.Abs(float64(d))), float32(math.Copysign(1, float64(d)))
		loss[i] = size - beta/2
		if size < beta {
			slope = d / beta
			loss[i] = d / 2 * slope
		}
		sum += loss[i]
		if len(upstream) > 0 {
			slope *= upstream[i%len(upstream)]
		}
		if reduction == "mean" {
			slope /= float32(n)
		}
		byPred[i], byTarget[i] = slope, -slope
	}
	switch reduction {
	case "sum":
		loss = []float32{sum}
	case "mean":
		loss = []float32{sum / float32(n)}
	}
	return loss, map[string][]float32{"pred": byPred, "target": byTarget}
}

// valid tells whether smoothL1 takes a call.
func valid(size int, sameShape bool, beta float32) bool {
	return beta > 0 && sameShape && size > 0
}
