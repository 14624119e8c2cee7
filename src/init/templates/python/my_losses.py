"""Your losses, as Lossproof asks for them. One is filled in; add yours beside it.

A loss is a function from a call to its value and gradients. `lossproof spec show huber_loss` says
which inputs, parameters and reductions a loss has, and what it must refuse.

This file needs nothing but Python. To test a loss written in NumPy or PyTorch, turn `tensor.data`, a
list of floats in row-major order, into an array of the call's dtype, and the answer back into a list.
"""

import math

from lossproof_protocol import Refused, serve


def smooth_l1_loss(call):
    """0.5 d^2 / beta where |d| < beta, |d| - 0.5 beta elsewhere; d = pred - target."""
    pred, target = call.inputs["pred"], call.inputs["target"]
    beta = call.params["beta"]
    # What a loss has to refuse is part of the loss; a ValueError or an assert refuses, too.
    if not (beta > 0 and math.isfinite(beta)):
        raise Refused(f"beta must be > 0, got {beta}")
    if pred.shape != target.shape:
        raise Refused(f"pred has shape {pred.shape}, target has {target.shape}")
    if len(pred.data) == 0:
        raise Refused("pred has no elements")

    terms, slopes = [], []
    for p, t in zip(pred.data, target.data):
        d = p - t
        if abs(d) < beta:
            terms.append(0.5 * d * (d / beta))  # d * d alone could overflow
            slopes.append(d / beta)
        else:
            terms.append(abs(d) - 0.5 * beta)
            slopes.append(math.copysign(1.0, d) if d == d else d)  # NaN stays NaN

    # The gradient from above has the value's shape: one number a term for "none", else one.
    above = call.upstream
    if call.reduction == "none":
        value = (pred.shape, terms)
        by_pred = [u * s for u, s in zip(above, slopes)]
    else:
        n = len(terms) if call.reduction == "mean" else 1
        value = ([], [sum(terms) / n])
        by_pred = [above[0] * s / n for s in slopes]
    return {
        "value": value,
        "gradients": {
            "pred": (pred.shape, by_pred),
            "target": (target.shape, [-g for g in by_pred]),
        },
    }


# What is declared is what is asked for: no other loss, gradient, reduction, input or parameter.
LOSSES = {
    "smooth_l1_loss": {
        "function": smooth_l1_loss,
        "gradients": ["pred", "target"],
        "reductions": ["none", "mean", "sum"],
        "optional": [],
        "params": ["beta"],
    },
}

if __name__ == "__main__":
    serve("my losses", ["f64", "f32"], LOSSES)
