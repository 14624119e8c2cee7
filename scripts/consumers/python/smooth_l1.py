"""Smooth L1 in NumPy: the implementation that is checked."""
import numpy as np


def smooth_l1(pred, target, beta, reduction, upstream):
    """Value, and its gradients by pred and target, in the inputs' dtype."""
    if not beta > 0 or pred.shape != target.shape or pred.size == 0:
        raise ValueError("beta must be > 0, shapes must be equal and not empty")
    with np.errstate(all="ignore"):
        d = pred - target
        beta, half = pred.dtype.type(beta), pred.dtype.type(0.5)
        near = abs(d) < beta
        loss = np.where(near, half * d * (d / beta), abs(d) - half * beta)
        slope = np.where(near, d / beta, np.sign(d)) * upstream
        if reduction == "mean":
            slope = slope / pred.dtype.type(d.size)
        value = {"none": loss, "sum": loss.sum(), "mean": loss.mean()}[reduction]
    return value, {"pred": slope, "target": -slope}
