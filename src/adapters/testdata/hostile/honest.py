"""What the hostile programs have in common: l1_loss and huber_loss, sums in float64, answered rightly.

Each of them changes one thing, and only for calls of l1_loss with three elements or more, so that huber_loss
can be judged and the smallest call that shows the fault has three elements.
"""

import base64
import json
import os
import struct
import sys

ABOUT = {"name": "hostile", "dtypes": ["f64"],
         "losses": {"l1_loss": {"reductions": ["sum"]}, "huber_loss": {"reductions": ["sum"]}}}


def read(tensor):
    data = base64.b64decode(tensor["data"])
    return struct.unpack(f"<{len(data) // 8}d", data)


def scalar(x):
    return {"shape": [], "data": base64.b64encode(struct.pack("<d", x)).decode()}


def answer(call):
    """The right result."""
    pred, target = call["inputs"]["pred"], call["inputs"]["target"]
    if pred["shape"] != target["shape"] or not pred["data"]:
        return {"rejected": "pred and target must have one shape, and elements"}
    d = [abs(p - t) for p, t in zip(read(pred), read(target))]
    if call["loss"] == "huber_loss":
        delta = call["params"]["delta"]
        if not (isinstance(delta, (int, float)) and delta > 0):
            return {"rejected": "delta must be > 0"}
        d = [0.5 * x * x if x <= delta else delta * (x - 0.5 * delta) for x in d]
    return {"value": scalar(sum(d))}


def is_marked(call):
    """Whether it is one of the calls that bring out the worst."""
    return call["loss"] == "l1_loss" and len(read(call["inputs"]["target"])) >= 3


def write(data):
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(message):
    write(json.dumps(message).encode() + b"\n")


def log(text):
    """For tests that wait until something has happened."""
    if "HOSTILE_LOG" in os.environ:
        with open(os.environ["HOSTILE_LOG"], "a") as file:
            file.write(text + "\n")


def serve(start=lambda: None, call=answer, marked=None, reply=say, marked_reply=None,
          stop=lambda: None):
    """Speaks the protocol; `marked` answers the marked calls, `marked_reply` says what has one in it."""
    start()
    for line in sys.stdin:
        message = json.loads(line)
        if message["cmd"] == "start":
            say(ABOUT)
        elif message["cmd"] == "stop":
            stop()
            break
        else:
            calls = message["calls"]
            results = [(marked if marked and is_marked(c) else call)(c) for c in calls]
            any_marked = marked_reply is not None and any(map(is_marked, calls))
            (marked_reply if any_marked else reply)({"id": message["id"], "results": results})
