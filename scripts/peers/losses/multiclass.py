"""Losses of a row of logits, or of logarithms, against the class that is right."""

from mpmath import exp, log, log1p, mpf

from losses.avg_factor import over_avg_factor
from losses.divisors import mean_over_valid_rows, places, positive_weights_or_one, rows, sum_of_label_weights
from losses.kinds import by_class, by_row, rowwise, weighted


@rowwise(mean_over=sum_of_label_weights)
def cross_entropy(row, k, p, class_weight=(1,)):
    top, total = scaled(row)
    surprises = [log(total) + top - z for z in row]
    scale, smoothing = per_class(class_weight, row), p.get("label_smoothing") or 0
    spread = sum(v * z for v, z in zip(scale, surprises)) / len(row)
    return (1 - smoothing) * scale[k] * surprises[k] + smoothing * spread


@rowwise(mean_over=sum_of_label_weights)
def nll_loss(row, k, p, class_weight=(1,)):
    return -per_class(class_weight, row)[k] * row[k]


@by_row("pred", "target", mean_over=places)
def soft_cross_entropy(p, pred, target, class_weight=(1,)):
    top, total = scaled(pred)
    smoothing = p.get("label_smoothing") or 0
    masses = [w * ((1 - smoothing) * t + smoothing / len(pred)) for w, t in zip(per_class(class_weight, pred), target)]
    return sum((mass * (log(total) + top - z) for mass, z in zip(masses, pred)), mpf(0))


@by_row("pred")
def between_classes(p, pred, target):
    """The cross entropies of the two classes that the position lies between, the nearer one more."""
    top, total = scaled(pred)
    shares = [max(1 - abs(target - c), mpf(0)) for c in range(len(pred))]
    return sum((share * (log(total) + top - z) for share, z in zip(shares, pred)), mpf(0))


distribution_focal_loss = over_avg_factor(between_classes, rows)

weighted_cross_entropy = weighted(cross_entropy, positive_weights_or_one)


@rowwise(mean_over=mean_over_valid_rows)
def softmax_focal_loss(row, k, p, alpha=(1,)):
    top, total = scaled(row)
    # 1 - p as the sum of the other classes' shares: nothing cancels.
    miss = sum((exp(z - top) for c, z in enumerate(row) if c != k), mpf(0)) / total
    return per_class(alpha, row)[k] * miss ** p["gamma"] * (log(total) + top - row[k])


@by_row("pred")
def poly_cross_entropy(p, pred, label):
    top, total = scaled(pred)
    shares = [exp(z - top) / total for z in pred]
    s, classes = p["label_smoothing"], len(pred)
    smoothed = [(1 - s) * (c == label) + s / classes for c in range(classes)]
    target = smoothed if p.get("smoothed_p") else [mpf(c == label) for c in range(classes)]
    # What each lacks of 1, as the sum of the others' shares.
    lacking = sum((t * (sum(shares[:c]) + sum(shares[c + 1:])) for c, t in enumerate(target)), mpf(0))
    entropy = sum((t * (log(total) + top - z) for t, z in zip(smoothed, pred)), mpf(0))
    return entropy + p["epsilon"] * lacking


@by_row("pred", "label")
def of_pairs(p, pred, label):
    """log(1 + sum of exp(n - p)) over all pairs of a negative and a positive."""
    gaps = [n - x for n, y in zip(pred, label) if y == 0 for x, z in zip(pred, label) if z == 1]
    top = max([mpf(0), *gaps])
    # The term of the top is 1, so that nothing is lost of what is small beside it.
    rest = sum((exp(gap - top) for gap in sorted([mpf(0), *gaps])[:-1]), mpf(0))
    return top + log1p(rest)


multipos_cross_entropy = over_avg_factor(of_pairs, rows)


def pushed(p, pred, label, counts):
    """What seesaw loss adds to each logit: constants to its gradient."""
    top, total = scaled(pred)
    own, least = log(total) + top - pred[int(label)], -log(p["eps"])
    for c, z in enumerate(pred):
        ahead = z - pred[int(label)] if own <= least else least - (log(total) + top - z)
        rarer = log(max(counts[c], mpf(1)) / max(counts[int(label)], mpf(1)))
        yield p["p"] * min(rarer, mpf(0)) + p["q"] * max(ahead, mpf(0))


@by_row("pred", constant=lambda p, **inputs: list(pushed(p, **inputs)))
def seesaw(p, pred, label, counts, still):
    label = int(label)
    changed = [z if c == label else z + added for c, (z, added) in enumerate(zip(pred, still))]
    top = max(changed)
    others = sum((exp(z - top) for c, z in enumerate(changed) if c != label), mpf(0))
    own = exp(changed[label] - top)
    return log1p(others / own) if changed[label] == top else top - changed[label] + log(own + others)


seesaw_loss = over_avg_factor(seesaw, rows)


@by_class
def seesaw_counts(p, own, counts):
    return counts + sum(own)


@by_row("pred")
def eqlv2_loss(p, pred, label, ratio):
    total = mpf(0)
    for c, z in enumerate(pred):
        negative = 1 if c == len(pred) - 1 else 1 / (1 + exp(-p["gamma"] * (ratio[c] - p["mu"])))
        if c == label:
            total += (1 + p["alpha"] * (1 - negative)) * log1p(exp(-z))
        else:
            total += negative * log1p(exp(z))
    return total


@by_class
def eqlv2_update(p, own, pred, ratio, pos_grad, neg_grad):
    negative = 1 / (1 + exp(-p["gamma"] * (ratio - p["mu"])))
    for z, is_own in zip(pred, own):
        if is_own:
            pos_grad += (1 + p["alpha"] * (1 - negative)) / (1 + exp(z))
        else:
            neg_grad += negative / (1 + exp(-z))
    return pos_grad / (neg_grad + p["eps"])


def scaled(row):
    """The largest logit, and the sum of e^(z - largest)."""
    top = max(row)
    return top, sum(exp(z - top) for z in row)


def per_class(given, row):
    """A number for each class, where one may stand for all."""
    return given if len(given) > 1 else list(given) * len(row)
