"""Smooth L1 and sigmoid focal loss in NumPy: the implementations that are checked.

Each gives the value, and its gradients by input, in the inputs' dtype.
"""
import numpy as np


def smooth_l1(pred, target, *, beta, reduction, upstream):
    if not beta > 0 or pred.shape != target.shape or pred.size == 0:
        raise ValueError("beta must be > 0, shapes must be equal and not empty")
    with np.errstate(all="ignore"):
        d = pred - target
        beta, half = pred.dtype.type(beta), pred.dtype.type(0.5)
        near = abs(d) < beta
        loss = np.where(near, half * d * (d / beta), abs(d) - half * beta)
        slope = np.where(near, d / beta, np.sign(d))
        value, slope = reduced(loss, slope, reduction, upstream)
    return value, {"pred": slope, "target": -slope}


def sigmoid_focal(pred, target, weight=1, *, gamma, alpha, clip, reduction, upstream):
    if pred.shape != target.shape or pred.size == 0 or np.shape(weight) not in ((), pred.shape):
        raise ValueError("shapes must be equal and not empty")
    if ((target < 0) | (target > 1)).any() or gamma < 0 or not 0 <= (alpha or 0) <= 1:
        raise ValueError("target and alpha must lie in [0, 1], gamma must be >= 0")
    one, t, f = pred.dtype.type(1), target, 1 - target
    with np.errstate(all="ignore"):
        e = np.exp(-abs(pred))
        p, n = np.where(pred < 0, e, one) / (1 + e), np.where(pred < 0, one, e) / (1 + e)
        nll, nll_not = np.maximum(-pred, 0) + np.log1p(e), np.maximum(pred, 0) + np.log1p(e)
        fall, rise = n, p  # the slopes of -nll and nll_not
        if clip is not None:
            least, most = -np.log1p(-one * clip), -np.log(one * clip)
            fall = np.where((least <= nll) & (nll <= most), n, 0)
            rise = np.where((least <= nll_not) & (nll_not <= most), p, 0)
            nll, nll_not = np.clip(nll, least, most), np.clip(nll_not, least, most)
        q, bce = n * t + p * f, t * nll + f * nll_not
        turn = np.where(t == 1, -p, np.where(t == 0, n, p * n * (1 - 2 * t) / q))
        balance = one if alpha is None else one * alpha * t + (1 - one * alpha) * f
        factor = weight * balance * q ** (one * gamma)
        slope = factor * (one * gamma * turn * bce + (f * rise - t * fall))
        value, slope = reduced(factor * bce, slope, reduction, upstream)
    return value, {"pred": slope}


def reduced(loss, slope, reduction, upstream):
    slope = slope * upstream
    if reduction == "mean":
        slope = slope / loss.dtype.type(loss.size)
    return {"none": loss, "sum": loss.sum(), "mean": loss.mean()}[reduction], slope
