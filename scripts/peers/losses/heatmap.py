"""Focal loss of a heatmap's probabilities against Gaussians around centres."""

from mpmath import inf, log, mpf

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.kinds import elementwise


@elementwise()
def each(x, t, p):
    threshold = p.get("threshold")
    is_centre = t == 1 if threshold is None else t > threshold
    positive = p["pos_weight"] if is_centre else mpf(0)
    negative = mpf(0) if threshold is not None and is_centre else p["neg_weight"] * (1 - t) ** p["gamma"]
    return part(positive, x, p) + part(negative, 1 - x, p)


gaussian_focal_loss = over_avg_factor(each, divisors.elements)


def part(share, x, p):
    """0 where it counts for nothing, whatever the logarithm is."""
    if share == 0:
        return mpf(0)
    y = x + p["eps"]
    return -share * (log(y) if y > 0 else -inf) * (1 - x) ** p["alpha"]
