"""Losses of the overlap of a mask and its target: rows of entries."""

from mpmath import mpf

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.binary import sigmoid
from losses.kinds import Loss, rows_of


def maskwise(term):
    """A loss of masks [N, P]: `term(row, target, params)` of each row, times its weight."""

    def terms(call):
        masks = (rows_of(call.inputs[name], call.shape) for name in ("pred", "target"))
        weights = call.inputs.get("weight")
        for i, (row, target) in enumerate(zip(*masks)):
            yield (weights[i] if weights else 1) * term(row, target, call.params)

    return over_avg_factor(Loss(terms, None), divisors.rows)


def total(numbers):
    return sum(numbers, mpf(0))


def over(above, below):
    return above / below if below != 0 else mpf("nan")


def dice(row, target, p):
    overlap = total(x * t for x, t in zip(row, target))
    eps = p["eps"]
    if p["naive"]:
        return 1 - over(2 * overlap + eps, total(row) + total(target) + eps)
    return 1 - over(2 * overlap, total(x * x for x in row) + total(t * t for t in target) + 2 * eps)


dice_loss = maskwise(dice)


@maskwise
def dice_with_logits_loss(row, target, p):
    if p["eps"] == 0 and not any(target):
        return mpf(1)
    return dice([sigmoid(x) for x in row], target, p)


@maskwise
def tversky_loss(row, target, p):
    found = total(x * t for x, t in zip(row, target))
    wrong = total(x * (1 - t) for x, t in zip(row, target))
    missed = total((1 - x) * t for x, t in zip(row, target))
    lost = p["alpha"] * wrong + p["beta"] * missed
    return over(lost, found + lost + p["smooth"]) ** p["gamma"]


@maskwise
def jaccard_loss(row, target, p):
    found = total(x * t for x, t in zip(row, target))
    union = total(row) + total(target) - found
    return over(union - found, union + p["smooth"])
