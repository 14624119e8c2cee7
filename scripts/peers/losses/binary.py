"""Losses of a logit, or of a probability, against a target in [0, 1]."""

from mpmath import exp, inf, log, mpf

from losses.divisors import positive_boxes_plus
from losses.kinds import elementwise, weighted


def floored_slope(call, element, above):
    """The slope of a dialect: the true one, but for a floor under its denominator."""
    floor = call.params.get("slope_floor")
    x, t = call.inputs["pred"][element], call.inputs["target"][element]
    return above * (x - t) / max(x * (1 - x), floor) if floor else None


@elementwise(slope=floored_slope)
def binary_cross_entropy(x, t, p):
    q, epsilon, floor = clipped(x, p.get("clip")), p.get("epsilon") or 0, p.get("log_floor")
    floor = -inf if floor is None else floor
    return -x_log_y(t, q + epsilon, floor) - x_log_y(1 - t, 1 - q + epsilon, floor)


@elementwise()
def binary_cross_entropy_with_logits(x, t, p, pos_weight=1):
    smoothing = p.get("label_smoothing") or 0
    return entropy(x, t * (1 - smoothing) + smoothing / 2, pos_weight)


# [C] is repeated for each row of [N, C], as elementwise repeats what is shorter.
binary_cross_entropy_by_class = binary_cross_entropy_with_logits


@elementwise()
def smoothed_bce(x, t, p):
    a = p["smoothing"]
    share = (1 - t) * a if p.get("flip") else a / p["classes"]
    rest = t * a if p.get("flip") else a - share
    return (t * (1 - a) + share) * softplus(-x) + ((1 - t) * (1 - a) + rest) * softplus(x)


@elementwise()
def sigmoid_focal_loss(x, t, p):
    clip = p.get("clip")
    return focus(x, t, p) * (entropy(x, t) if clip is None else clipped_entropy(x, t, clip))


weighted_sigmoid_focal_loss = weighted(sigmoid_focal_loss, positive_boxes_plus)


@elementwise()
def poly_focal_loss(x, t, p):
    return focus(x, t, p) * (entropy(x, t) + p["epsilon"] * miss(x, t))


def focus(x, t, p):
    """The balance, and the power that turns easy examples down."""
    alpha = p["alpha"]
    balance = 1 if alpha is None else alpha * t + (1 - alpha) * (1 - t)
    return balance * miss(x, t) ** p["gamma"]


def miss(x, t):
    """What the right answer's probability lacks of 1."""
    return sigmoid(-x) * t + sigmoid(x) * (1 - t)


def entropy(x, t, pos_weight=1):
    return pos_weight * t * softplus(-x) + (1 - t) * softplus(x)


def clipped_entropy(x, t, clip):
    q = clipped(sigmoid(x), clip)
    return -x_log_y(t, q) - x_log_y(1 - t, 1 - q)


def clipped(p, clip):
    return p if clip is None else min(max(p, clip), 1 - clip)


def x_log_y(x, y, floor=-inf):
    """0 where x is 0, whatever y is."""
    return mpf(0) if x == 0 else x * max(log(y) if y > 0 else -inf, floor)


def softplus(x):
    return max(x, 0) + log(1 + exp(-abs(x)))


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x > 0 else exp(x) / (1 + exp(x))
