"""Lossproof's protocol: one JSON object a line, in from standard input and out to standard output.

Nothing here has to be changed. The protocol is described in spec/PROTOCOL.md.
"""

import base64
import json
import math
import os
import struct
import sys
from dataclasses import dataclass

CODES = {"f64": "d", "f32": "f", "i32": "i"}


class Refused(Exception):
    """The input is invalid: raise it with the reason; a ValueError or an assert does so, too."""


class Unsupported(Exception):
    """This implementation has no such case: raise it with what is missing."""


@dataclass(frozen=True)
class Tensor:
    """Row-major numbers and their shape; [] is a scalar."""

    shape: list
    data: list


@dataclass(frozen=True)
class Call:
    """One question: `params` are floats, or None where a parameter is not given."""

    loss: str
    dtype: str
    inputs: dict
    params: dict
    reduction: str
    upstream: list


def serve(name, dtypes, losses):
    """Answers until it is told to stop."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what the losses print must not get among the answers
    for line in requests:
        request = json.loads(line)
        if request["cmd"] == "stop":
            break
        if request["cmd"] == "start":
            declared = {
                loss: {key: x for key, x in entry.items() if key != "function"}
                for loss, entry in losses.items()
            }
            answer = {"name": name, "language": "python", "protocol": 2, "dtypes": dtypes,
                      "losses": declared}
        else:
            results = [answer_to(call, losses) for call in request["calls"]]
            answer = {"id": request["id"], "results": results}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def answer_to(wire, losses):
    """One call's answer: a value with gradients, or why there is none."""
    try:
        entry = losses[wire["loss"]]
        answer = entry["function"](read_call(wire))
        result = {"value": write(*answer["value"], wire["dtype"])}
        if wire["gradients"]:
            by = answer["gradients"]
            given = [key for key in entry["gradients"] if key in wire["inputs"]]
            result["gradients"] = {key: write(*by[key], wire["dtype"]) for key in given}
        return result
    except Refused as error:
        return {"rejected": str(error)}
    except Unsupported as error:
        return {"unsupported": str(error)}
    except NotImplementedError as error:
        return {"unsupported": str(error)}
    except Exception as error:
        # Which of them refuse, Lossproof knows: ValueError, AssertionError, RuntimeError and the like.
        classes = [cls.__name__ for cls in type(error).__mro__[:-2]]
        return {"error": str(error), "classes": classes}


def read_call(wire):
    dtype, reduction = wire["dtype"], wire["reduction"]
    inputs = {key: read(tensor, dtype) for key, tensor in wire["inputs"].items()}
    # JSON has no NaN and no infinity: they come as text.
    params = {key: None if x is None else float(x) for key, x in wire["params"].items()}
    if "upstream" in wire:
        upstream = read(wire["upstream"], dtype).data
    else:
        size = max(len(tensor.data) for tensor in inputs.values())
        upstream = [1.0] * (size if reduction == "none" else 1)
    return Call(wire["loss"], dtype, inputs, params, reduction, upstream)


def read(tensor, dtype):
    code = CODES[tensor.get("dtype", dtype)]
    data = base64.b64decode(tensor["data"])
    numbers = struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)
    return Tensor(tensor["shape"], list(numbers))


def write(shape, numbers, dtype):
    code = CODES[dtype]
    try:
        data = struct.pack(f"<{len(numbers)}{code}", *numbers)
    except OverflowError:  # beyond float32: rounds to an infinity
        largest = struct.unpack("<f", b"\xff\xff\x7f\x7f")[0]
        rounded = (math.copysign(math.inf, x) if abs(x) > largest else x for x in numbers)
        data = struct.pack(f"<{len(numbers)}{code}", *rounded)
    return {"shape": shape, "data": base64.b64encode(data).decode()}
