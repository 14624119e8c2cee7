"""Losses whose mean is divided by avg_factor where that is given."""

from dataclasses import replace

from mpmath import mpf

from losses import divisors


def over_avg_factor(loss, count):
    """The mean divides by avg_factor, of which a dialect makes something else, or by a count."""

    def divisor(call):
        if call.reduction != "mean":
            return mpf(1)
        if call.params.get("avg_factor") is None:
            return count(call)
        return call.params["avg_factor"] if call.convention is None else divisors.of_dialect(call.convention)(call)

    return replace(loss, divisor=divisor)
