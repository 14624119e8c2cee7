"""The losses of the specs, written by hand from their papers, in mpmath with 1000 digits.

Nothing is shared with the oracle: formulas, reductions and dialects' defaults are as the catalogue has
them, gradients are difference quotients.
"""

from mpmath import exp, inf, log, mp, mpf, nan

# The step is below float64's smallest number; 300 digits of a quotient remain at its largest.
H = mpf(10) ** -350
mp.dps = 1000


def number(json_number):
    """A stored number, exactly."""
    if isinstance(json_number, (int, float)):
        return mpf(json_number)
    return {"NaN": nan, "Infinity": inf, "-Infinity": -inf, "-0": mpf(0)}[json_number]


def x_log_y(x, y, floor=-inf):
    return mpf(0) if x == 0 else x * max(log(y) if y > 0 else -inf, floor)


def clipped(p, clip):
    return p if clip is None else min(max(p, clip), 1 - clip)


def probability_bce(x, t, p):
    q, epsilon, floor = clipped(x, p.get("clip")), p.get("epsilon") or 0, p.get("log_floor")
    floor = -inf if floor is None else floor
    return -x_log_y(t, q + epsilon, floor) - x_log_y(1 - t, 1 - q + epsilon, floor)


def softplus(x):
    return max(x, 0) + log(1 + exp(-abs(x)))


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x > 0 else exp(x) / (1 + exp(x))


def smooth_l1(d, beta):
    return d * d / (2 * beta) if d < beta else d - beta / 2


def bce(x, t, q):
    return q * t * softplus(-x) + (1 - t) * softplus(x)


def focal(x, t, gamma, alpha, clip):
    balance = 1 if alpha is None else alpha * t + (1 - alpha) * (1 - t)
    q = sigmoid(-x) * t + sigmoid(x) * (1 - t)
    entropy = bce(x, t, 1)
    if clip is not None:
        entropy = probability_bce(sigmoid(x), t, {"clip": clip})
    return balance * q**gamma * entropy


def rows_of(data, shape):
    """Logits [N, C, …] as rows of C, in the order of labels [N, …]."""
    n, classes = shape[:2]
    inner = 1
    for length in shape[2:]:
        inner *= length
    return [[data[(i * classes + c) * inner + j] for c in range(classes)]
            for i in range(n) for j in range(inner)]


def elementwise(call, inputs):
    loss, p = call["loss"], call["params"]
    x, t = inputs["pred"], inputs["target"]
    weight = inputs.get("weight") or [mpf(1)] * len(x)
    q = inputs.get("pos_weight") or [mpf(1)]
    q = q * len(x) if len(q) == 1 else q
    smoothing, clip = p.get("label_smoothing") or 0, p.get("clip")
    for i, w in enumerate(weight):
        d = abs(x[i] - t[i])
        if loss == "l1_loss":
            yield d
        elif loss.endswith("smooth_l1_loss"):
            yield w * smooth_l1(d, p["beta"])
        elif loss == "huber_loss":
            yield p["delta"] * smooth_l1(d, p["delta"])
        elif loss == "binary_cross_entropy":
            yield probability_bce(x[i], t[i], p)
        elif loss == "binary_cross_entropy_with_logits":
            yield w * bce(x[i], t[i] * (1 - smoothing) + smoothing / 2, q[i])
        else:
            yield w * focal(x[i], t[i], p["gamma"], p["alpha"], clip)


def by_class(call, inputs):
    loss, p = call["loss"], call["params"]
    labels = [int(k) for k in inputs["label"]]
    rows = rows_of(inputs["pred"], call["inputs"]["pred"]["shape"])
    weight = inputs.get("weight") or [mpf(1)] * len(rows)
    scale = inputs.get("class_weight") or inputs.get("alpha") or [mpf(1)]
    scale = scale * len(rows[0]) if len(scale) == 1 else scale
    s = p.get("label_smoothing") or 0
    for row, k, w in zip(rows, labels, weight):
        top = max(row)
        total = sum(exp(z - top) for z in row)
        nll = [log(total) + top - z for z in row]
        if k == p["ignore_index"]:
            yield mpf(0)
        elif loss == "softmax_focal_loss":
            # 1 - p as the sum of the other classes' shares: nothing cancels.
            miss = sum((exp(z - top) for c, z in enumerate(row) if c != k), mpf(0)) / total
            yield scale[k] * miss ** p["gamma"] * nll[k]
        else:
            spread = sum(v * z for v, z in zip(scale, nll)) / len(row)
            yield w * ((1 - s) * scale[k] * nll[k] + s * spread)


BY_WEIGHTS = {
    "mean_over_sum_of_weights": sum,
    "mean_over_count_of_nonzero_weights": lambda weights: mpf(sum(w != 0 for w in weights)),
}


def divisor(call, inputs, convention):
    loss, p = call["loss"], call["params"]
    rows = len(inputs["label"] if "label" in inputs else inputs["pred"])
    counted = range(rows)
    if "label" in inputs:
        counted = [i for i in counted if int(inputs["label"][i]) != p["ignore_index"]]
    if loss.startswith("weighted_"):
        if p["avg_factor"] is not None:
            return p["avg_factor"]
        positive = mpf(sum(1 for i in counted if inputs["weight"][i] > 0))
        if loss == "weighted_cross_entropy":
            return max(positive, 1)
        return positive / (p["num_classes"] if "num_classes" in p else 1) + mpf("1e-6")
    if call["reduction"] != "mean":
        return mpf(1)
    if convention in BY_WEIGHTS:
        return BY_WEIGHTS[convention](inputs.get("weight") or [mpf(1)] * rows)
    if convention is not None:
        return mpf(rows if convention == "mean_over_rows" else len(counted))
    if loss == "cross_entropy" and "class_weight" in inputs:
        return sum((inputs["class_weight"][int(inputs["label"][i])] for i in counted), mpf(0))
    return mpf(len(counted))


def value(call, inputs, convention):
    terms = list((by_class if "label" in inputs else elementwise)(call, inputs))
    by = divisor(call, inputs, convention)
    parts = terms if call["reduction"] == "none" else [sum(terms, mpf(0))]
    return [part / by if by != 0 else nan for part in parts]


def gradient(call, inputs, name, element, convention):
    """The difference quotients from the left and from the right of Σ upstream · value."""
    upstream = call.get("upstream")
    above = [number(u) for u in upstream["data"]] if upstream else None
    floor = call["params"].get("slope_floor")
    if floor and name == "pred":
        x, t = inputs["pred"][element], inputs["target"][element]
        u = 1 if above is None else above[element if len(above) > 1 else 0]
        return [u * (x - t) / max(x * (1 - x), floor) / divisor(call, inputs, convention)] * 2

    def at(shift):
        moved = list(inputs[name])
        moved[element] += shift
        parts = value(call, {**inputs, name: moved}, convention)
        return sum((u * v for u, v in zip(above or [1] * len(parts), parts)), mpf(0))

    here = at(0)
    return [(here - at(-H)) / H, (at(H) - here) / H]


def truth(call, output, element, convention=None):
    """The interval of the truth: a point, or the subgradients at a kink.

    `convention` is the name of a reduction dialect.
    """
    inputs = {k: [number(x) for x in t["data"]] for k, t in call["inputs"].items()}
    given = {k: None if x is None else number(x) for k, x in call["params"].items()}
    call = {**call, "params": given}
    if output == "value":
        return [value(call, inputs, convention)[element]] * 2
    return sorted(gradient(call, inputs, output, element, convention))
