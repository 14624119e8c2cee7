"""What a call comes to: values and gradients in mpmath with 1000 digits.

Nothing is shared with the oracle: the formulas stand in losses, by hand, gradients are difference
quotients.
"""

from mpmath import inf, mp, mpf, nan

from losses import definition
from losses.kinds import Call

# The step is below float64's smallest number; 300 digits of a quotient remain at its largest.
H = mpf(10) ** -350
mp.dps = 1000


def truth(call, output, element, convention=None):
    """The interval of the truth: a point, or the subgradients at a kink.

    `convention` is the name of a reduction dialect.
    """
    loss = definition(call["loss"])
    exact = Call(
        inputs={name: numbers(tensor) for name, tensor in call["inputs"].items()},
        params={name: None if x is None else number(x) for name, x in call["params"].items()},
        shapes={name: tensor["shape"] for name, tensor in call["inputs"].items()},
        reduction=call["reduction"],
        convention=convention,
    )
    if output == "value":
        return [value(loss, exact)[element]] * 2
    upstream = call.get("upstream")
    return sorted(gradient(loss, exact, output, element, numbers(upstream) if upstream else None))


def value(loss, call):
    terms = list(loss.terms(call))
    by = loss.divisor(call)
    parts = terms if call.reduction == "none" else [sum(terms, mpf(0))]
    return [part / by if by != 0 else nan for part in parts]


def gradient(loss, call, name, element, above):
    """The difference quotients from the left and from the right of Σ upstream · value.

    Terms are subtracted one by one: beside a huge one, what a small one changes by would be lost.
    """
    by = loss.divisor(call)
    if name == "pred" and loss.slope:
        u = 1 if above is None else above[element if len(above) > 1 else 0]
        slope = loss.slope(call, element, u)
        if slope is not None:
            return [slope / by] * 2

    def terms(shift):
        moved = list(call.inputs[name])
        moved[element] += shift
        return list(loss.terms(call._replace(inputs={**call.inputs, name: moved}, still=call.inputs)))

    def quotient(start, end):
        factors = above if above and call.reduction == "none" else (above or [1]) * len(start)
        rise = sum((u * (y - x) for u, x, y in zip(factors, start, end)), mpf(0))
        return rise / by / H if by != 0 else nan

    left, here, right = terms(-H), terms(0), terms(H)
    return [quotient(left, here), quotient(here, right)]


def numbers(tensor):
    return [number(x) for x in tensor["data"]]


def number(json_number):
    """A stored number, exactly."""
    if isinstance(json_number, (int, float)):
        return mpf(json_number)
    return {"NaN": nan, "Infinity": inf, "-Infinity": -inf, "-0": mpf(0)}[json_number]
