"""Kinds of losses: how the terms of a call come from the formula of one term.

A formula is decorated by its kind, and so becomes a Loss of its name.
"""

from dataclasses import dataclass, replace
from typing import Callable, NamedTuple, Optional

from mpmath import mpf

from losses import divisors


class Call(NamedTuple):
    """A call of a loss, in exact numbers."""

    inputs: dict  # lists of numbers by name
    params: dict  # numbers by name, None where there is none
    shapes: dict  # lists of lengths by name
    reduction: str
    convention: Optional[str]  # the name of a reduction dialect
    still: Optional[dict] = None  # inputs that are not moved, for what a gradient takes for a constant

    @property
    def shape(self):
        """That of the predictions."""
        return self.shapes["pred"]


@dataclass(frozen=True)
class Loss:
    """One loss: its terms, what they are divided by, and where a dialect has another slope than the true one."""

    terms: Callable  # (call) -> the terms in their order
    divisor: Callable  # (call) -> a number
    slope: Optional[Callable] = None  # (call, element, above) -> above * d term / d pred; None: the true one


def elementwise(slope=None):
    """A loss of pairs: `term(x, t, params)` of each element, times its weight; the mean is over elements.

    Inputs besides pred, target and weight come by name: an element's number, the one of its last axis,
    or the one for all.
    """

    def kind(term):
        def terms(call):
            own = {"pred", "target", "weight"}
            others = {name: given for name, given in call.inputs.items() if name not in own}
            weights = call.inputs.get("weight")
            for i, (x, t) in enumerate(zip(call.inputs["pred"], call.inputs["target"])):
                by_name = {name: given[i % len(given)] for name, given in others.items()}
                yield (weights[i] if weights else 1) * term(x, t, call.params, **by_name)

        return Loss(terms, in_mean(divisors.elements), slope)

    return kind


def rowwise(mean_over):
    """A loss of rows: `term(logits, label, params)` of each, times its weight; 0 for an ignored one.

    Inputs besides pred, label and weight come by name, whole.
    """

    def kind(term):
        def terms(call):
            own = {"pred", "label", "weight"}
            by_name = {name: given for name, given in call.inputs.items() if name not in own}
            weights = call.inputs.get("weight")
            rows = rows_of(call.inputs["pred"], call.shape)
            for i, (row, label) in enumerate(zip(rows, call.inputs["label"])):
                if label == call.params["ignore_index"]:
                    yield mpf(0)
                else:
                    yield (weights[i] if weights else 1) * term(row, int(label), call.params, **by_name)

        return Loss(terms, in_mean(mean_over))

    return kind


def by_row(*wide, mean_over=divisors.rows, constant=None):
    """A loss of rows: `term(params, **inputs)` of each, times its weight; the mean is over rows.

    Of the inputs that are named here a row has one number a class, of the others one; class_weight, counts
    and ratio come whole. What `constant(params, **inputs)` is before a gradient moves anything comes as `still`.
    """

    def kind(term):
        def rows(call, given_inputs):
            by_name = {name: rows_of(given, call.shape) if name in wide else given
                       for name, given in given_inputs.items() if name != "weight"}
            for i in range(len(rows_of(call.inputs["pred"], call.shape))):
                yield {name: given if name in ("class_weight", "counts", "ratio") else given[i]
                       for name, given in by_name.items()}

        def terms(call):
            weights = call.inputs.get("weight")
            still = rows(call, call.still or call.inputs)
            for i, (inputs, before) in enumerate(zip(rows(call, call.inputs), still)):
                if constant:
                    inputs["still"] = constant(call.params, **before)
                yield (weights[i] if weights else 1) * term(call.params, **inputs)

        return Loss(terms, in_mean(mean_over))

    return kind


def by_class(term):
    """A number of each class, of all rows, never reduced: `term(params, own, **inputs)` of each.

    `own` says which rows are of the class; of inputs with rows of classes come those of the class, of
    other inputs its one number.
    """

    def terms(call):
        inputs = {name: list(zip(*rows_of(given, call.shapes[name]))) if len(call.shapes[name]) > 1 else given
                  for name, given in call.inputs.items() if name != "label"}
        for c in range(len(next(iter(inputs.values())))):
            own = [label == c for label in call.inputs["label"]]
            yield term(call.params, own, **{name: given[c] for name, given in inputs.items()})

    return Loss(terms, lambda call: mpf(1))


def weighted(loss, count):
    """A loss whose weighted terms are divided by avg_factor, or by a count where none is given."""

    def divisor(call):
        given = call.params["avg_factor"]
        return count(call) if given is None else given

    return replace(loss, divisor=divisor)


def in_mean(count):
    """Divides in the mean alone, by a count or by what a dialect has instead."""

    def divisor(call):
        if call.reduction != "mean":
            return mpf(1)
        return (count if call.convention is None else divisors.of_dialect(call.convention))(call)

    return divisor


def rows_of(data, shape):
    """Logits [N, C, …] as rows of C, in the order of labels [N, …]."""
    n, classes = shape[:2]
    inner = 1
    for length in shape[2:]:
        inner *= length
    return [[data[(i * classes + c) * inner + j] for c in range(classes)]
            for i in range(n) for j in range(inner)]
