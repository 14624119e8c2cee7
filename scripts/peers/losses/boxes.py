"""Losses of two boxes by their corners (x1, y1, x2, y2)."""

from mpmath import log, mpf

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.kinds import Loss, rows_of


def boxwise(term):
    """A loss of boxes [N, 4]: `term(box, right, params)` of each pair, times its weight."""

    def terms(call):
        boxes = (rows_of(call.inputs[name], call.shape) for name in ("pred", "target"))
        weights = call.inputs.get("weight")
        for i, (box, right) in enumerate(zip(*boxes)):
            value = mpf("nan") if any(x != x for x in box + right) else term(box, right, call.params)
            yield (weights[i] if weights else 1) * value

    return over_avg_factor(Loss(terms, None), divisors.rows)


def area(box):
    return (box[2] - box[0]) * (box[3] - box[1])


def overlap(box, right):
    lengths = [min(box[k + 2], right[k + 2]) - max(box[k], right[k]) for k in (0, 1)]
    return lengths[0] * lengths[1] if min(lengths) > 0 else mpf(0)


def share(box, right, p):
    common = overlap(box, right)
    divisor = max(area(box) + area(right) - common, p["union_eps"])
    return max(common / divisor if common > 0 else mpf(0), p["eps"])


@boxwise
def iou_loss(box, right, p):
    return -log(share(box, right, p))


@boxwise
def linear_iou_loss(box, right, p):
    return 1 - share(box, right, p)


@boxwise
def square_iou_loss(box, right, p):
    return 1 - share(box, right, p) ** 2


def around(box, right):
    return [max(box[k + 2], right[k + 2]) - min(box[k], right[k]) for k in (0, 1)]


def over(above, below):
    return above / below if below != 0 else mpf("nan")


@boxwise
def giou_loss(box, right, p):
    common = overlap(box, right)
    union = area(box) + area(right) - common
    width, height = around(box, right)
    hull = width * height
    if p["eps_added"]:
        return 1 - (over(common, union + p["eps"]) - over(hull - union, hull + p["eps"]))
    union, hull = max(union, p["eps"]), max(hull, p["eps"])
    return 1 - (over(common, union) - over(hull - union, hull))


@boxwise
def diou_loss(box, right, p):
    common = overlap(box, right)
    union = area(box) + area(right) - common
    shifts = [(right[k] + right[k + 2] - box[k] - box[k + 2]) / 2 for k in (0, 1)]
    distance = sum(x * x for x in shifts)
    diagonal = sum(x * x for x in around(box, right))
    return 1 - (over(common, union + p["eps"]) - over(distance, diagonal + p["eps"]))
