"""Varifocal loss of a logit against a quality in [0, 1]."""

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.binary import entropy, sigmoid
from losses.kinds import elementwise


@elementwise()
def each(x, q, p):
    if q > 0:
        return (q if p["iou_weighted"] else 1) * entropy(x, q)
    return p["alpha"] * sigmoid(x) ** p["gamma"] * entropy(x, q)


varifocal_loss = over_avg_factor(each, divisors.elements)
