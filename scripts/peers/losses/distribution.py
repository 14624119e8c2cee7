"""Losses of a distribution against another one."""

from mpmath import log, mpf

from losses.kinds import elementwise


@elementwise()
def kl_div_loss(x, t, p):
    return t * (log(t) - x) if t > 0 else mpf(0)
