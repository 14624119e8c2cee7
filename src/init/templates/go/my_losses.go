// Your losses, as Lossproof asks for them. One is filled in; add yours beside it.
//
// A loss is a function from a call to its value and gradients. `lossproof spec show huber_loss` says
// which inputs, parameters and reductions a loss has, and what it must refuse.
package main

import (
	"fmt"
	"math"
	"slices"
)

// smoothL1Loss is 0.5 d²/beta where |d| < beta, |d| - 0.5 beta elsewhere; d = pred - target.
func smoothL1Loss[F Float](call Call[F]) (Answer[F], error) {
	pred, target := call.Inputs["pred"], call.Inputs["target"]
	// What a loss has to refuse is part of the loss.
	given, ok := call.Params["beta"]
	if !ok || !(given > 0) || math.IsInf(given, 0) {
		return Answer[F]{}, Refused(fmt.Sprintf("beta must be > 0, got %v", given))
	}
	if !slices.Equal(pred.Shape, target.Shape) {
		return Answer[F]{}, Refused(fmt.Sprintf("pred has shape %v, target has %v", pred.Shape, target.Shape))
	}
	n := len(pred.Data)
	if n == 0 {
		return Answer[F]{}, Refused("pred has no elements")
	}

	beta := F(given)
	terms, byPred, byTarget := make([]F, n), make([]F, n), make([]F, n)
	var sum F
	for i := range pred.Data {
		d := pred.Data[i] - target.Data[i]
		size := F(math.Abs(float64(d)))
		var slope F
		switch {
		case size < beta:
			terms[i], slope = 0.5*d*(d/beta), d/beta // d * d alone could overflow
		case d == d:
			terms[i], slope = size-0.5*beta, F(math.Copysign(1, float64(d)))
		default:
			terms[i], slope = d, d // NaN stays NaN
		}
		sum += terms[i]
		// The gradient from above has the value's shape: one number a term for "none", else one.
		above := call.Above(i)
		if call.Reduction == "mean" {
			above /= F(n)
		}
		byPred[i], byTarget[i] = above*slope, -above*slope
	}

	value := Tensor[F]{Shape: pred.Shape, Data: terms}
	switch call.Reduction {
	case "mean":
		value = Tensor[F]{Shape: []int{}, Data: []F{sum / F(n)}}
	case "sum":
		value = Tensor[F]{Shape: []int{}, Data: []F{sum}}
	}
	return Answer[F]{
		Value: value,
		Gradients: map[string]Tensor[F]{
			"pred":   {Shape: pred.Shape, Data: byPred},
			"target": {Shape: target.Shape, Data: byTarget},
		},
	}, nil
}

// losses is what is declared, and so what is asked for: no other loss, gradient, reduction, input or
// parameter.
var losses = map[string]Loss{
	"smooth_l1_loss": {
		Capability: Capability{
			Gradients:  []string{"pred", "target"},
			Reductions: []string{"none", "mean", "sum"},
			Optional:   []string{},
			Params:     []string{"beta"},
		},
		F64: smoothL1Loss[float64],
		F32: smoothL1Loss[float32],
	},
}

func main() {
	serve("my losses", losses)
}
