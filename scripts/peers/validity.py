"""Which calls are invalid: what the specs allow, held against a call by hand."""

import json
from operator import ge, gt, le, lt
from pathlib import Path

SPECS = json.loads((Path(__file__).parents[2] / "src/spec/builtin.json").read_text(encoding="utf8"))
BOUNDS = {"minimum": ge, "exclusiveMinimum": gt, "maximum": le, "exclusiveMaximum": lt}


def problem(call, number):
    """Why a call is invalid; None for a valid one. `number` reads a stored number."""
    spec = SPECS[call["loss"]]
    for name, value in call["params"].items():
        if not in_range(spec["params"][name], None if value is None else number(value)):
            return f"{name} out of range"
    given = [(name, rule, call["inputs"][name]) for name, rule in spec["inputs"].items()
             if name in call["inputs"]]
    lengths = {}
    for name, rule, tensor in given:
        shape = tensor["shape"]
        if shape == [] and rule["scalar_allowed"]:
            continue
        measured = measure(rule["shape"], shape)
        if measured is None or any(lengths.setdefault(axis, n) != n for axis, n in measured.items()):
            return f"{name} has shape {shape}"
    if any(0 in length for length in lengths.values()):
        return "no elements"
    for name, rule, tensor in given:
        if rule["domain"] == "unit_interval" and any(x < 0 or x > 1 for x in map(number, tensor["data"])):
            return f"{name} outside [0, 1]"
        if rule["domain"] == "classes":
            for label in tensor["data"]:
                if label != call["params"].get("ignore_index") and not 0 <= label < lengths["C"][0]:
                    return f"{name} {label} is no class"
    return None


def in_range(rule, value):
    """Whether a parameter may have a value; NaN is in no range."""
    if value is None:
        return rule["nullable"]
    if value != value or (rule["type"] == "integer" and value % 1 != 0):
        return False
    return all(holds(value, rule[bound]) for bound, holds in BOUNDS.items() if bound in rule)


def measure(axes, shape):
    """The lengths that a shape has along each axis: one for a letter, any number for `*` and `...`.

    None where the rank is wrong.
    """
    further = len(shape) - len(axes) + 1
    is_open = [axis in ("*", "...") for axis in axes]
    if further < 0 or (further != 1 and not any(is_open)):
        return None
    measured, at = {}, 0
    for axis, takes_rest in zip(axes, is_open):
        length = further if takes_rest else 1
        measured[axis], at = shape[at:at + length], at + length
    return measured
