"""Sigmoid focal loss by mpmath at 128 bits: value only, not rigorous.

Reads one line, {"pred": [...], "target": [...]}; prints the elements per second.
"""

import json
import sys
import time

import mpmath

mpmath.mp.prec = 128
GAMMA = mpmath.mpf(2)
ALPHA = mpmath.mpf("0.25")


def focal(x, t):
    x, t = mpmath.mpf(x), mpmath.mpf(t)
    p = 1 / (1 + mpmath.exp(-x))
    q = (1 - p) * t + p * (1 - t)
    bce = -mpmath.log(p if t == 1 else 1 - p)
    return (ALPHA * t + (1 - ALPHA) * (1 - t)) * q**GAMMA * bce


data = json.loads(sys.stdin.readline())
start = time.perf_counter()
for x, t in zip(data["pred"], data["target"]):
    focal(x, t)
print(len(data["pred"]) / (time.perf_counter() - start))
