"""Confirms counterexamples by a road of its own: textbook formulas in mpmath.

    lossproof check … --save found
    python3 scripts/peers/confirm.py found/*.json

Nothing is shared with the oracle: formulas, reductions and dialects' defaults are written by hand from
the catalogue, gradients are difference quotients. A counterexample is CONFIRMED when the truth found
here agrees with what the oracle expected, and the answer lies outside of what was allowed while the
truth lies inside. Refusals and laws between answers hold no expected truth; for laws the truth of each
call is shown. Exits with 1 when the truth disagrees with the oracle's.
"""

import json
import sys

from mpmath import exp, inf, isfinite, log, mp, mpf, nan, nstr

# The step is below float64's smallest number; 300 digits of a quotient remain at its largest.
H = mpf(10) ** -350
mp.dps = 1000
# Of each format: the gap above 1, the smallest subnormal.
UNIT = {"f64": 2.0**-52, "f32": 2.0**-23, "f16": 2.0**-10, "bf16": 2.0**-7}
TINY = {"f64": mpf(2) ** -1074, "f32": 2.0**-149, "f16": 2.0**-24, "bf16": 2.0**-133}


def number(json_number):
    """A stored number, exactly."""
    if isinstance(json_number, (int, float)):
        return mpf(json_number)
    return {"NaN": nan, "Infinity": inf, "-Infinity": -inf, "-0": mpf(0)}[json_number]


def x_log_y(x, y):
    return mpf(0) if x == 0 else x * (log(y) if y > 0 else -inf)


def softplus(x):
    return max(x, 0) + log(1 + exp(-abs(x)))


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x > 0 else exp(x) / (1 + exp(x))


def smooth_l1(d, beta):
    return d * d / (2 * beta) if d < beta else d - beta / 2


def bce(x, t, q):
    return q * t * softplus(-x) + (1 - t) * softplus(x)


def focal(x, t, gamma, alpha):
    balance = 1 if alpha is None else alpha * t + (1 - alpha) * (1 - t)
    q = sigmoid(-x) * t + sigmoid(x) * (1 - t)
    return balance * q**gamma * bce(x, t, 1)


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
    smoothing, epsilon = p.get("label_smoothing") or 0, p.get("epsilon") or 0
    for i, w in enumerate(weight):
        d = abs(x[i] - t[i])
        if loss == "l1_loss":
            yield d
        elif loss.endswith("smooth_l1_loss"):
            yield w * smooth_l1(d, p["beta"])
        elif loss == "huber_loss":
            yield p["delta"] * smooth_l1(d, p["delta"])
        elif loss == "binary_cross_entropy":
            yield -x_log_y(t[i], x[i] + epsilon) - x_log_y(1 - t[i], 1 - x[i] + epsilon)
        elif loss == "binary_cross_entropy_with_logits":
            yield w * bce(x[i], t[i] * (1 - smoothing) + smoothing / 2, q[i])
        else:
            yield w * focal(x[i], t[i], p["gamma"], p["alpha"])


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


def divisor(call, inputs):
    loss, p = call["loss"], call["params"]
    counted = range(len(inputs["label"] if "label" in inputs else inputs["pred"]))
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
    if loss == "cross_entropy" and "class_weight" in inputs:
        return sum((inputs["class_weight"][int(inputs["label"][i])] for i in counted), mpf(0))
    return mpf(len(counted))


def value(call, inputs):
    terms = list((by_class if "label" in inputs else elementwise)(call, inputs))
    by = divisor(call, inputs)
    parts = terms if call["reduction"] == "none" else [sum(terms, mpf(0))]
    return [part / by if by != 0 else nan for part in parts]


def gradient(call, inputs, name, element):
    """The difference quotients from the left and from the right of Σ upstream · value."""
    upstream = call.get("upstream")
    above = [number(u) for u in upstream["data"]] if upstream else None

    def at(shift):
        moved = list(inputs[name])
        moved[element] += shift
        parts = value(call, {**inputs, name: moved})
        return sum((u * v for u, v in zip(above or [1] * len(parts), parts)), mpf(0))

    here = at(0)
    return [(here - at(-H)) / H, (at(H) - here) / H]


def truth(call, output, element):
    """The interval of the truth: a point, or the subgradients at a kink."""
    inputs = {k: [number(x) for x in t["data"]] for k, t in call["inputs"].items()}
    given = {k: None if x is None else number(x) for k, x in call["params"].items()}
    call = {**call, "params": given}
    if output == "value":
        return [value(call, inputs)[element]] * 2
    return sorted(gradient(call, inputs, output, element))


def interval(low, high):
    ends = nstr(low, 17), nstr(high, 17)
    return ends[0] if ends[0] == ends[1] else " … ".join(ends)


def confirm(path):
    with open(path, encoding="utf8") as file:
        found = json.load(file)
    fault, calls = found["fault"], found["trial"]["calls"]
    output, element = fault.get("output", "value"), fault.get("element", 0)
    print(f"{found['check']} {found['dtype']}: {fault['why']}")
    got, expected = (number(fault[k]) if k in fault else None for k in ("got", "expected"))
    kind = found["check"].split("/")[1]
    if kind not in ("agreement", "gradient", "finite_for_finite"):
        if kind == "rejects" or "element" not in fault:
            print("  no number is claimed")
            return True
        for i, call in enumerate(calls):
            try:
                low, high = truth(call, output, element)
            except (IndexError, KeyError):
                continue  # this call has no such element
            print(f"  call {i}: truth {interval(low, high)}")
        print(f"  the answer was {nstr(got, 17) if got is not None else 'none'}")
        return True
    low, high = truth(calls[fault["call"]], output, element)
    slack = abs(high) * UNIT[found["dtype"]] + TINY[found["dtype"]]
    unbounded = not isfinite(low) or not isfinite(high)
    agrees = expected == high if unbounded else low - slack <= expected <= high + slack
    lo, hi = (number(x) for x in fault["allowed"])
    outside = not isfinite(got) or not lo <= got <= hi
    inside = unbounded or (lo <= high + H and low - H <= hi)
    verdict = "CONFIRMED" if agrees and outside and inside else "NOT CONFIRMED"
    print(f"  {verdict}: truth {interval(low, high)}, "
          f"expected {nstr(expected, 17)}, got {nstr(got, 17)}")
    return verdict == "CONFIRMED"


if __name__ == "__main__":
    sys.exit(0 if all([confirm(path) for path in sys.argv[1:]]) else 1)
