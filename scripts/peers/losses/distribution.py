"""Losses of a distribution against another one."""

from mpmath import exp, log, mpf

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.kinds import by_row, elementwise


@elementwise()
def kl_div_loss(x, t, p):
    return mpf(0) if t == 0 else t * (log(t) - x)


@by_row("pred", "soft")
def divergence(p, pred, soft):
    """T^2 KL(q, p) / C, with q and p the softmaxes of both over T."""
    t = p["temperature"]
    student, teacher = log_softmax([x / t for x in pred]), log_softmax([x / t for x in soft])
    return t * t * sum(exp(b) * (b - a) for a, b in zip(student, teacher)) / len(pred)


kd_kl_div_loss = over_avg_factor(divergence, divisors.rows)


def log_softmax(row):
    top = max(row)
    total = log(sum(exp(z - top) for z in row))
    return [z - top - total for z in row]
