"""Losses of a difference."""

from losses.divisors import positive_weights_plus
from losses.kinds import elementwise, weighted


@elementwise()
def l1_loss(x, t, p):
    return abs(x - t)


@elementwise()
def mse_loss(x, t, p):
    return (x - t) ** 2


@elementwise()
def smooth_l1_loss(x, t, p):
    return rounded_l1(abs(x - t), p["beta"])


@elementwise()
def huber_loss(x, t, p):
    return p["delta"] * rounded_l1(abs(x - t), p["delta"])


weighted_smooth_l1_loss = weighted(smooth_l1_loss, positive_weights_plus)


def rounded_l1(d, beta):
    """Square up to beta, straight from there: Fast R-CNN, eq. 3."""
    return d * d / (2 * beta) if d < beta else d - beta / 2
