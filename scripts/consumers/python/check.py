"""Checks implementations against golden files: python check.py smooth_l1_loss.json canary.json"""
import json
import sys

import numpy as np
from losses import sigmoid_focal, smooth_l1

LOSSES = {"smooth_l1_loss": smooth_l1, "sigmoid_focal_loss": sigmoid_focal}
DTYPES = {"f64": np.float64, "f32": np.float32, "f16": np.float16}


def tensor(given, dtype):
    return np.array([float(x) for x in given["data"]], dtype).reshape(given["shape"])


def fits(numbers, got):
    def fits_one(i, x):
        honest = numbers.get("nonfinite", ["none"] * got.size)[i]
        if not np.isfinite(x):
            return honest in ("any", "nan" if np.isnan(x) else "infinite")
        return any(float(f["lo"][i]) <= x <= float(f["hi"][i]) for f in numbers["forms"])
    return list(got.shape) == numbers["shape"] and all(map(fits_one, range(got.size), got.ravel()))


def holds(case):
    dtype = DTYPES[case["dtype"]]
    inputs = {name: tensor(given, dtype) for name, given in case["inputs"].items()}
    params = {name: x if x is None else float(x) for name, x in case["params"].items()}
    upstream = tensor(case["upstream"], dtype) if "upstream" in case else dtype(1)
    try:
        value, gradients = LOSSES[case["loss"]](
            **inputs, **params, reduction=case["reduction"], upstream=upstream)
    except ValueError:
        return case["purpose"] == "rejection"
    return "value" in case and fits(case["value"], np.asarray(value)) and all(
        fits(numbers, np.asarray(gradients[name])) for name, numbers in case["gradients"].items())


for path in sys.argv[1:]:
    golden = json.load(open(path, encoding="utf-8"))
    cases = [c for c in golden["cases"] if c["loss"] in LOSSES and c["dtype"] in DTYPES]
    wrong = [c["name"] for c in cases if holds(c) == ("wrong_on_purpose" in golden)]
    sys.exit(f"{path}: {len(wrong)} wrong: {wrong}") if wrong or not cases else print(f"{path}: {len(cases)} as they must be")
