"""Losses of two boxes by their corners (x1, y1, x2, y2)."""

from mpmath import atan, expm1, log, mpf, pi

from losses import divisors
from losses.avg_factor import over_avg_factor
from losses.kinds import Loss, rows_of


def boxwise(term):
    """A loss of boxes [N, 4]: `term(box, right, params)` of each pair, times its weight."""
    return boxwise_with(lambda *_: None)(lambda box, right, params, _: term(box, right, params))


def boxwise_with(constant):
    """A loss of boxes as above, whose `term(box, right, params, c)` has c = constant(box, right, params), which
    a gradient takes for a constant."""

    def kind(term):
        def terms(call):
            moved, still = pairs(call.inputs, call.shape), pairs(call.still or call.inputs, call.shape)
            weights = call.inputs.get("weight")
            for i, (pair, before) in enumerate(zip(moved, still)):
                value = mpf("nan")
                if is_known(pair):
                    value = term(*pair, call.params, constant(*before, call.params))
                yield (weights[i] if weights else 1) * value

        return over_avg_factor(Loss(terms, None), divisors.rows)

    return kind


def pairs(inputs, shape):
    return zip(*(rows_of(inputs[name], shape) for name in ("pred", "target")))


def is_known(pair):
    return all(x == x for box in pair for x in box)


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


def distance(box, right, p):
    shifts = [(right[k] + right[k + 2] - box[k] - box[k + 2]) / 2 for k in (0, 1)]
    diagonal = sum(x * x for x in around(box, right))
    return over(sum(x * x for x in shifts), diagonal + p["eps"])


def common_share(box, right, p):
    common = overlap(box, right)
    return over(common, area(box) + area(right) - common + p["eps"])


@boxwise
def diou_loss(box, right, p):
    return 1 - (common_share(box, right, p) - distance(box, right, p))


def angle(box, eps):
    width, height = box[2] - box[0], box[3] - box[1] + eps
    return atan(width / height) if height > 0 else pi / 2 if width > 0 else mpf("nan")


def aspect(box, right, p):
    return (2 * (angle(right, p["height_eps"]) - angle(box, p["height_eps"])) / pi) ** 2


def alpha(box, right, p):
    share, v = common_share(box, right, p), aspect(box, right, p)
    return v / (1 - share + v + p["alpha_eps"]) if share > p["gate"] and v != 0 else mpf(0)


@boxwise_with(alpha)
def ciou_loss(box, right, p, factor):
    value = 1 - (common_share(box, right, p) - distance(box, right, p) - factor * aspect(box, right, p))
    return min(value, 2) if p["clamped"] else value


@boxwise
def alpha_iou_loss(box, right, p):
    return 1 - common_share(box, right, p) ** p["alpha"]


def signed_overlap(box, right):
    lengths = [min(box[k + 2], right[k + 2]) - max(box[k], right[k]) for k in (0, 1)]
    if min(lengths) >= 0:
        return lengths[0] * lengths[1]
    lower, upper, first = ([f(a, b) for a, b in zip(one, other)] for f, one, other in (
        (max, box[:2], right[:2]), (min, box[2:], right[2:]), (min, box[:2], right[:2])))
    if max(lengths) < 0:
        reaches, offsets = ([end[k] - first[k] for k in (0, 1)] for end in (upper, lower))
        return 2 * (reaches[0] * reaches[1] - offsets[0] * offsets[1])
    apart, other = (0, 1) if lengths[0] < 0 else (1, 0)
    return lengths[apart] * (lower[other] + upper[other] - 2 * first[other])


def smooth(q, beta):
    return q * q / (2 * beta) if q < beta else q - beta / 2


@boxwise
def eiou_loss(box, right, p):
    common = signed_overlap(box, right)
    q = 1 - over(common, area(box) + area(right) - common + p["eps"])
    return smooth(q, p["smooth_point"])


@boxwise
def siou_loss(box, right, p):
    shifts = [(right[k] + right[k + 2] - box[k] - box[k + 2]) / 2 + p["eps"] for k in (0, 1)]
    angle = over(2 * abs(shifts[0] * shifts[1]), shifts[0] ** 2 + shifts[1] ** 2)
    gamma = angle - 2 if p["neg_gamma"] else 2 - angle
    sides = [max(side, p["eps"]) for side in around(box, right)]
    far = -sum(expm1(gamma * over(shift, side) ** 2) for shift, side in zip(shifts, sides))
    lengths = [(box[k + 2] - box[k], right[k + 2] - right[k]) for k in (0, 1)]
    parts = [over(abs(a - b), max(a, b) + eps) for (a, b), eps in zip(lengths, (0, p["eps"]))]
    shape = sum((-expm1(-part)) ** p["theta"] for part in parts)
    value = 1 - common_share(box, right, p) + (far + shape) / 2
    return min(max(value, mpf(0)), mpf(2)) if p["clamped"] else value


def bounded_iou_terms(call):
    p, weights = call.params, call.inputs.get("weight")
    for i, pair in enumerate(pairs(call.inputs, call.shape)):
        terms = [mpf("nan")] * 4
        if is_known(pair):
            terms = [smooth(q, p["beta"]) for q in bounded_shares(*pair, p["eps"])]
        for k, term in enumerate(terms):
            yield (weights[4 * i + k] if weights else 1) * term


def bounded_shares(box, right, eps):
    """What the shares lack to 1: by the shifts along x and y, then by the width and the height."""
    for k in (0, 1):
        side = right[k + 2] - right[k]
        away = abs(right[k] + right[k + 2] - box[k] - box[k + 2])
        yield 1 - max(over(side - away, side + away + eps), mpf(0)) if away < side else mpf(1)
    for k in (0, 1):
        own, side = box[k + 2] - box[k], right[k + 2] - right[k]
        yield 1 - min(over(side, own + eps), over(own, side + eps))


bounded_iou_loss = over_avg_factor(Loss(bounded_iou_terms, None), divisors.elements)
