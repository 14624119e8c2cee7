"""Focal loss of a logit with an exponent for each outcome, and a margin for negatives."""

from mpmath import log

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.binary import sigmoid
from losses.kinds import elementwise


@elementwise()
def each(x, t, p):
    # Both by their own sums: 1 - likely would lose a small miss, and 1 - miss a small likelihood.
    likely = t * sigmoid(x) + (1 - t) * min(sigmoid(-x) + p["clip"], 1)
    miss = t * sigmoid(-x) + (1 - t) * max(sigmoid(x) - p["clip"], 0)
    exponent = p["gamma_pos"] * t + p["gamma_neg"] * (1 - t)
    return -log(max(likely, p["eps"])) * miss ** exponent


asymmetric_loss = over_avg_factor(each, divisors.elements)
