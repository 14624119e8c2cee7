"""Losses of a difference."""

from dataclasses import replace

from mpmath import exp, log, mpf

from losses.avg_factor import over_avg_factor
from losses.divisors import elements, positive_weights_plus, weights
from losses.kinds import elementwise, in_mean, weighted


@elementwise()
def l1_loss(x, t, p):
    return abs(x - t)


@elementwise()
def mse_loss(x, t, p):
    return (x - t) ** 2


@elementwise()
def ae_pull_loss(a, b, p):
    middle = (a + b) / 2
    return p["pull_weight"] * ((a - middle) ** 2 + (b - middle) ** 2)


@elementwise()
def smooth_l1_loss(x, t, p):
    return rounded_l1(abs(x - t), p["beta"])


@elementwise()
def huber_loss(x, t, p):
    return p["delta"] * rounded_l1(abs(x - t), p["delta"])


weighted_smooth_l1_loss = weighted(smooth_l1_loss, positive_weights_plus)


@elementwise()
def balanced_l1(x, t, p):
    """Libra R-CNN, eqs. 7 to 10, with mmDetection's beta."""
    d, alpha, beta = abs(x - t), p["alpha"], p["beta"]
    b = exp(p["gamma"] / alpha) - 1
    if d < beta:
        return alpha / b * (b * d + 1) * log(b * d / beta + 1) - alpha * d
    return p["gamma"] * d + p["gamma"] / b - alpha * beta


detr_l1_loss = over_avg_factor(l1_loss, elements)
balanced_l1_loss = over_avg_factor(balanced_l1, elements)


def weights_that_count(call):
    """mmDetection counts them whatever avg_factor it is given, and adds float32's epsilon."""
    return mpf(sum(w > 0 for w in weights(call))) + mpf(2) ** -23


@elementwise()
def margin_l2(x, t, p):
    margin = p["pos_margin"] if t == 1 else p["neg_margin"]
    lowered = x - margin if margin > 0 else x
    return (min(max(lowered, 0), 1) - t) ** 2


margin_l2_loss = replace(margin_l2, divisor=in_mean(weights_that_count))


def rounded_l1(d, beta):
    """Square up to beta, straight from there: Fast R-CNN, eq. 3."""
    return d * d / (2 * beta) if d < beta else d - beta / 2
