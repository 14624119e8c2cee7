"""Lets Lossproof test losses written in Python; needs NumPy and the standard library.

    from lossproof_adapter import loss, serve

    @loss("l1_loss", gradients=["pred"])
    def l1_loss(pred, target, *, reduction, upstream):
        d = pred - target
        ...
        return value, {"pred": upstream * np.sign(d)}

    serve("mine", "1.0", dtypes=["f32", "f64"])

A signature declares what a loss has: positional arguments are its inputs (optional ones default to
None), keyword-only arguments its parameters, by the spec's names; besides it may ask for `reduction`,
`dtype`, and `upstream`, the gradient from above (None: ones). Arrays are float64, float32, float16 and,
for bf16, float32 whose values bfloat16 has; labels are int32.

The calls of a message are all read, then all evaluated, then all answered: give each its own arrays,
one that is used again would answer with the last call's numbers.

A NotImplementedError says that a call is unsupported. Any other exception is told with its classes:
ValueError, AssertionError, IndexError and RuntimeError refuse the call, others are crashes; `refuses`
in `serve` or `loss` says otherwise. What the code prints goes to standard error.
"""

import base64
import inspect
import json
import os
import sys

import numpy as np

PROTOCOL = 2
LANGUAGE = "python with NumPy"  # so that reports show a call as code with arrays
GIVEN = {"reduction", "dtype", "upstream"}  # of every call, not parameters of a loss
WIRE = {"f64": "<f8", "f32": "<f4", "f16": "<f2", "bf16": "<u2", "i32": "<i4"}
losses = {}


def loss(id, gradients=(), **capability):
    """Declares a loss by its spec's id; `reductions`, `dialect` and others as in spec/PROTOCOL.md."""

    def declare(function):
        arguments = inspect.signature(function).parameters.values()
        keywords = [a.name for a in arguments if a.kind is a.KEYWORD_ONLY]
        positional = [a for a in arguments if a.kind is a.POSITIONAL_OR_KEYWORD]
        losses[id] = {
            "function": function,
            "arguments": {a.name for a in positional} | set(keywords),
            "capability": {
                "gradients": list(gradients),
                "optional": [a.name for a in positional if a.default is not a.empty],
                "params": [name for name in keywords if name not in GIVEN],
                **capability,
            },
        }
        return function

    return declare


def plain(function, inputs, rest, gradients, upstream, dtype):
    """Calls a function that answers the value, or the value and its gradients by input."""
    answer = function(**inputs, **rest)
    return answer if isinstance(answer, tuple) else (answer, {})


def serve(name, version, dtypes, evaluate=plain, to_tensor=None, to_array=None, **about):
    """Speaks the protocol until it is told to stop.

    `evaluate(function, inputs, rest, gradients, upstream, dtype)` answers `(value, gradients by name)`
    as arrays; a framework differentiates there. What it takes and gives may be its own tensors, then
    `to_tensor(array, dtype)` makes those of `inputs` and `upstream`, and `to_array(tensor)` the answers'.
    """
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # also what native code prints
    to_tensor, to_array = to_tensor or (lambda array, dtype: array), to_array or (lambda tensor: tensor)
    for line in requests:
        request = json.loads(line)
        if request["cmd"] == "stop":
            return
        if request["cmd"] == "start":
            declared = {id: entry["capability"] for id, entry in losses.items()}
            answer = {"name": name, "version": version, "language": LANGUAGE, "protocol": PROTOCOL,
                      "dtypes": dtypes, "losses": declared, **about}
        else:
            calls = [steps(call, evaluate, to_tensor, to_array) for call in request["calls"]]
            # A framework is faster when nothing else drives its code out of the processor's caches.
            for _ in ["read all calls", "evaluate them", "write their answers"]:
                results = [next(call) for call in calls]
            answer = {"id": request["id"], "results": results}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def steps(call, evaluate, to_tensor, to_array):
    """Reads a call, evaluates it and yields its answer, a value with gradients or why there is none."""
    try:
        entry, dtype = losses.get(call["loss"]), call["dtype"]
        if entry is None:
            raise NotImplementedError(f'has no loss "{call["loss"]}"')
        arrays = {key: read(t, dtype) for key, t in call["inputs"].items()}
        spare = arrays.keys() - entry["arguments"]
        if spare:
            raise NotImplementedError(f'takes no input "{min(spare)}"')
        before = {key: array.tobytes() for key, array in arrays.items()}
        inputs = {key: to_tensor(array, dtype) for key, array in arrays.items()}
        upstream = to_tensor(read(call["upstream"], dtype), dtype) if "upstream" in call else None
        rest = {key: number(x) for key, x in call["params"].items()}
        rest.update(reduction=call["reduction"], dtype=dtype, upstream=upstream)
        rest = {key: x for key, x in rest.items() if key in entry["arguments"]}
        declared = entry["capability"]["gradients"] if call["gradients"] else []
        wanted = [key for key in declared if key in inputs]
        yield
        value, by = evaluate(entry["function"], inputs, rest, wanted, upstream, dtype)
        yield
        changed = [key for key, array in arrays.items() if array.tobytes() != before[key]]
        answer = {"value": write(to_array(value), dtype)}
        if wanted:
            answer["gradients"] = {key: write(to_array(by[key]), dtype) for key in wanted}
        if changed:
            answer = {"error": f'changed its input "{changed[0]}"'}
    except NotImplementedError as error:
        answer = {"unsupported": str(error)}
    except Exception as error:
        answer = {"error": str(error), "classes": [cls.__name__ for cls in type(error).__mro__[:-2]]}
    while True:
        yield answer


def number(x):
    """A parameter: JSON has no NaN and no infinity, they are strings."""
    return float(x) if isinstance(x, str) else x


def read(tensor, dtype):
    """A tensor of the protocol as a writable array."""
    dtype = tensor.get("dtype", dtype)
    array = np.frombuffer(bytearray(base64.b64decode(tensor["data"])), WIRE[dtype])
    if dtype == "bf16":
        array = (array.astype("<u4") << 16).view("<f4")
    return array.reshape(tensor["shape"])


def write(array, dtype):
    """An array as a tensor of the protocol, rounded to nearest."""
    array = np.asarray(array)
    if dtype == "bf16":
        data = upper_half(np.ascontiguousarray(array, "<f4").view("<u4"))
    else:
        data = np.ascontiguousarray(array, WIRE[dtype])
    return {"shape": list(array.shape), "data": base64.b64encode(data.tobytes()).decode()}


def upper_half(bits):
    """The bfloat16 nearest to each float32, ties to even; a NaN stays one."""
    rounded = (bits + 0x7FFF + (bits >> 16 & 1)) >> 16
    is_nan = (bits & 0x7FFFFFFF) > 0x7F800000
    return np.where(is_nan, bits >> 16 | 0x40, rounded).astype("<u2")
