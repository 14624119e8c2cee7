"""A program that speaks the protocol, and misbehaves in the way that its first argument names.

l1_loss in f32 and f64, reduction sum, gradient by pred. A call whose first target is 13 is the one that
does it; `wide:` in front of the name makes it any call of three elements or more, `always:` any call,
`start:` the first answer, `stop:` the end.
"""

import base64
import json
import os
import signal
import struct
import subprocess
import sys
import time

when, _, how = sys.argv[1].rpartition(":") if len(sys.argv) > 1 else ("", "", "")
codes = {"f64": "d", "f32": "f"}
out = sys.stdout.buffer


def read(tensor, dtype):
    data = base64.b64decode(tensor["data"])
    code = codes[dtype]
    return struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)


def write(values, shape, dtype):
    data = struct.pack(f"<{len(values)}{codes[dtype]}", *values)
    return {"shape": shape, "data": base64.b64encode(data).decode()}


def answer(call):
    inputs, dtype = call["inputs"], call["dtype"]
    if inputs["pred"]["shape"] != inputs["target"]["shape"]:
        return {"rejected": "pred and target must have one shape"}
    pred, target = (read(inputs[name], dtype) for name in ("pred", "target"))
    up = read(call["upstream"], dtype)[0] if "upstream" in call else 1.0
    signs = [(p > t) - (p < t) for p, t in zip(pred, target)]
    return {
        "value": write([sum(abs(p - t) for p, t in zip(pred, target))], [], dtype),
        "gradients": {"pred": write([s * up for s in signs], inputs["pred"]["shape"], dtype)},
    }


def say(message):
    line = json.dumps(message).encode() + b"\n"
    if how == "bytewise":
        for i in range(len(line)):
            out.write(line[i : i + 1])
            out.flush()
    else:
        out.write(line)
        out.flush()


def misbehave(message):
    """Does it; what it returns is then said."""
    if how == "die":
        print("Traceback: index 13 is out of range", file=sys.stderr, flush=True)
        os._exit(7)
    elif how == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif how == "hang":
        time.sleep(600)
    elif how == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    elif how == "fork":
        child = subprocess.Popen(["sleep", "600"])
        print(f"child {child.pid}", file=sys.stderr, flush=True)
        os._exit(3)
    elif how == "junk":
        print("WARNING: 13 is an unlucky number", flush=True)
    elif how == "utf8":
        out.write(b"\xff\xfe\n")
        out.flush()
    elif how == "huge":
        out.write(b"x" * 3_000_000)
        out.flush()
    elif how == "close":
        os.close(1)
        time.sleep(600)
    elif how == "loud":
        sys.stderr.write("complaint\n" * 1_000_000)
    elif how == "twice":
        say(message)
    elif how == "twice_later":
        say(message)
        time.sleep(0.15)
    elif how == "junk_later":
        say(message)
        time.sleep(0.15)
        print("13 is done", flush=True)
    elif how == "die_later":
        say(message)
        time.sleep(0.15)
        print("13 was too much", file=sys.stderr, flush=True)
        os._exit(8)
    elif how == "wrong_id":
        return {**message, "id": message["id"] + 100}
    elif how == "text_id":
        return {**message, "id": str(message["id"])}
    elif how == "fewer":
        return {**message, "results": message["results"][1:]}
    elif how == "no_results":
        return {"id": message["id"]}
    elif how == "array":
        return [message]
    elif how == "protocol":
        return {**about, "protocol": 3}
    elif how == "version_2_in_1":
        return {**about, "protocol": 1, "reproducible": False}
    elif how == "version_1":
        return {**about, "protocol": 1}
    elif how == "version_2":
        refuses = ["UnequalShapes", {"class": "ZeroDivisionError", "message": "weights"}]
        return {**about, "protocol": 2, "language": "python", "refuses": refuses, "reproducible": False}
    elif how == "unknown_loss":
        return {**about, "losses": {"l1_los": {}}}
    elif how == "unknown_dtype":
        return {**about, "dtypes": ["float32"]}
    elif how == "no_about":
        return {"name": "program"}
    return message


def spoil(result):
    """One result that does not fit, in place of the right one."""
    value = result["value"]
    if how == "shape":
        return {**result, "value": {**value, "shape": [2]}}
    if how == "dtype":
        return {**result, "value": {**value, "dtype": "f64"}}
    if how == "base64":
        return {**result, "value": {**value, "data": "#" + value["data"][1:]}}
    if how == "bytes":
        return {**result, "value": {**value, "data": value["data"] + value["data"]}}
    if how == "missing_gradient":
        return {"value": value}
    if how == "undeclared_gradient":
        return {**result, "gradients": {**result["gradients"], "target": value}}
    if how == "gradient_shape":
        return {**result, "gradients": {"pred": value}}
    if how == "null":
        return None
    if how == "two_outcomes":
        return {**result, "rejected": "and yet it has a value"}
    if how == "error":
        return {"error": "ZeroDivisionError: division by zero"}
    return result


about = {
    "name": "program",
    "dtypes": ["f32", "f64"],
    "losses": {"l1_loss": {"gradients": ["pred"], "reductions": ["sum"]}},
}

for line in sys.stdin:
    message = json.loads(line)
    if message["cmd"] == "start":
        say(misbehave(about) if when == "start" else about)
    elif message["cmd"] == "stop":
        if when == "stop":
            misbehave({})
        break
    else:
        results, guilty = [], when == "always"
        for call in message["calls"]:
            result = answer(call)
            target = call["inputs"]["target"]
            values = read(target, call["dtype"])
            if len(values) >= 3 if when == "wide" else when == "" and 13 in values[:1]:
                result, guilty = spoil(result), True
            results.append(result)
        full = {"id": message["id"], "results": results}
        say(misbehave(full) if guilty else full)
