"""Which calls are invalid, written by hand from the catalogue."""

RANGES = {
    "beta": lambda x: x > 0,
    "delta": lambda x: x > 0,
    "gamma": lambda x: x >= 0,
    "alpha": lambda x: x is None or 0 <= x <= 1,
    "label_smoothing": lambda x: 0 <= x <= 1,
    "avg_factor": lambda x: x is None or x > 0,
    "num_classes": lambda x: x >= 1,
    "epsilon": lambda x: x >= 0,
}
PROBABILITIES = {"binary_cross_entropy": ["pred", "target"],
                 "binary_cross_entropy_with_logits": ["target"],
                 "sigmoid_focal_loss": ["target"], "weighted_sigmoid_focal_loss": ["target"]}


def problem(call, number):
    """Why a call is invalid; None for a valid one. `number` reads a stored number."""
    inputs = call["inputs"]
    shapes = {name: t["shape"] for name, t in inputs.items()}
    pred = shapes["pred"]
    for name, value in call["params"].items():
        if name in RANGES and not RANGES[name](None if value is None else number(value)):
            return f"{name} out of range"
    rows = [pred[0], *pred[2:]] if "label" in inputs else pred
    for name, shape in shapes.items():
        per_class = name == "class_weight" or (name == "alpha" and "label" in inputs)
        wanted = pred if name == "pred" else pred[1:2] if per_class else rows
        if shape != wanted and not (shape == [] and name in ("pos_weight", "alpha")):
            return f"{name} has shape {shape}"
    if 0 in pred:
        return "no elements"
    for name in PROBABILITIES.get(call["loss"], []):
        if any(not 0 <= number(x) <= 1 for x in inputs[name]["data"]):
            return f"{name} outside [0, 1]"
    for label in inputs.get("label", {"data": []})["data"]:
        if label != call["params"]["ignore_index"] and not 0 <= label < pred[1]:
            return f"label {label} is no class"
    return None
