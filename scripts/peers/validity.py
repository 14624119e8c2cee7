"""Which calls are invalid: what the specs allow, held against a call by hand."""

import json
from operator import ge, gt, le, lt
from pathlib import Path

SPECS = json.loads((Path(__file__).parents[2] / "src/spec/builtin.json").read_text(encoding="utf8"))
BOUNDS = {"minimum": ge, "exclusiveMinimum": gt, "maximum": le, "exclusiveMaximum": lt}


# What each domain lacks of the numbers, where there are so many classes; NaN is in all of them.
LACKS = {
    "unit_interval": lambda x, classes: x < 0 or x > 1,
    "binary": lambda x, classes: x == x and x not in (0, 1),
    "nonnegative": lambda x, classes: x < 0,
    "positive": lambda x, classes: x <= 0,
    "count": lambda x, classes: x < 0 or x % 1 > 0,
    "class_position": lambda x, classes: x < 0 or x > classes - 1,
}


def problem(call, number):
    """Why a call is invalid; None for a valid one. `number` reads a stored number."""
    spec = SPECS[call["loss"]]
    for name, value in call["params"].items():
        if not in_range(spec["params"][name], None if value is None else number(value)):
            return f"{name} out of range"
    for reject in spec["rejects"]:
        if reject["kind"] == "param_with_reduction" and reject["reduction"] == call["reduction"] and \
                call["params"].get(reject["param"]) is not None:
            return f"{reject['param']} with {reject['reduction']}"
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
    for axis, said in spec.get("axes", {}).items():
        length = said if isinstance(said, int) else len(said)
        if lengths.get(axis, [length]) != [length]:
            return f"{axis} has length {lengths[axis]}"
    held = {reject["input"] for reject in spec["rejects"] if reject["kind"] == "outside_domain"}
    classes = lengths.get("C", [0])[0]
    for name, rule, tensor in given:
        if rule["kind"] == "label":
            last = classes if rule["domain"] == "classes_or_background" else classes - 1
            for label in tensor["data"]:
                if label != call["params"].get("ignore_index") and not 0 <= label <= last:
                    return f"{name} {label} is no class"
            continue
        if rule["domain"] == "box" and is_inverted([number(x) for x in tensor["data"]]):
            return f"{name} has corners out of order"
        lacks = LACKS.get(rule["domain"])
        if lacks is None or (rule["domain"] == "nonnegative" and name not in held):
            continue
        if any(lacks(x, classes) for x in map(number, tensor["data"])):
            return f"{name} is not {rule['domain']}"
    return None


def is_inverted(numbers):
    """Whether a box of four numbers has a first corner beyond its second one."""
    return any(numbers[i] > numbers[i + 2] for i in range(len(numbers)) if i % 4 < 2)


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
