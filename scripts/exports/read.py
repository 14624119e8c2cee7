"""Reads every exported tensor with safetensors and with NumPy, and compares with the golden JSON.

python read.py GOLDEN SAFETENSORS NPZ
"""
import json
import pathlib
import sys

import ml_dtypes
import numpy as np
from safetensors.numpy import load_file

DTYPES = {"f64": np.float64, "f32": np.float32, "f16": np.float16, "i32": np.int32,
          "bf16": ml_dtypes.bfloat16}


def array(numbers, dtype, shape):
    values = [float("nan") if x is None else float(x) for x in numbers]
    return np.array(values, np.float64).astype(DTYPES[dtype]).reshape(shape)


def tensors(case):
    """The tensors of a case by their names, from the golden JSON."""
    dtype, name = case["dtype"], case["name"]
    for key, t in case["inputs"].items():
        yield f"{name}/inputs/{key}", array(t["data"], t.get("dtype", dtype), t["shape"])
    if "upstream" in case:
        yield f"{name}/upstream", array(case["upstream"]["data"], dtype, case["upstream"]["shape"])
    if case["purpose"] == "rejection":
        return
    outputs = {"value": case["value"], **{f"gradients/{k}": g for k, g in case["gradients"].items()}}
    for path, numbers in outputs.items():
        shape = numbers["shape"]
        yield f"{name}/{path}/expected", array(numbers["expected"], dtype, shape)
        if "expected_f64" in numbers:
            yield f"{name}/{path}/expected_f64", array(numbers["expected_f64"], "f64", shape)
        for form in numbers["forms"]:
            for end in ("lo", "hi"):
                yield f"{name}/{path}/{end}/{form['name']}", array(form[end], dtype, shape)


def same(a, b):
    """Equal to the bit; any NaN is as good as any other."""
    if a.dtype != b.dtype or a.shape != b.shape:
        return False
    nan = np.isnan(a)
    equal = np.where(nan, np.isnan(b), (a == b) & (np.signbit(a) == np.signbit(b)))
    return bool(np.all(equal))


golden, safetensors, npz = map(pathlib.Path, sys.argv[1:])
counts = {"safetensors": 0, "numpy": 0}
for file in sorted(golden.glob("*.json")):
    if file.name in ("manifest.json", "schema.json"):
        continue
    cases = json.loads(file.read_text(encoding="utf-8"))["cases"]
    expected = dict(entry for case in cases for entry in tensors(case))
    read = load_file(safetensors / f"{file.stem}.safetensors")
    assert read.keys() == expected.keys(), file.name
    with np.load(npz / f"{file.stem}.npz") as archive:
        described = json.loads(archive["cases.json"])
        assert [d["name"] for d in described] == [c["name"] for c in cases], file.name
        for name, tensor in expected.items():
            assert same(read[name], tensor), f"safetensors: {file.name} {name}"
            wide = tensor.astype(np.float32) if tensor.dtype == ml_dtypes.bfloat16 else tensor
            assert same(archive[name], wide), f"npz: {file.name} {name}"
    counts = {reader: count + len(expected) for reader, count in counts.items()}
for reader, count in counts.items():
    print(f"{reader}: {count} tensors are those of the golden files, to the bit")
