"""python3 -m unittest discover -s scripts/implementations/python -p '*_test.py'"""

import base64
import json
import subprocess
import sys
import unittest
from pathlib import Path

import numpy as np

import lossproof_adapter as adapter

PROGRAM = """
import numpy as np
from lossproof_adapter import loss, serve

@loss("l1_loss", gradients=["pred"], reductions=["none"])
def l1_loss(pred, target, weight=None, *, beta, reduction, upstream):
    print("not protocol")
    if pred.size == 0:
        raise ValueError("no elements")
    if beta == np.inf:
        raise ZeroDivisionError("beta")
    if beta == 2:
        raise NotImplementedError("beta 2")
    if beta == 3:
        pred[0] = 7
    d = pred - target
    return np.abs(d), {"pred": np.sign(d) * (1 if upstream is None else upstream)}

serve("test", "1", dtypes=["f32", "bf16"])
"""


def wire(values, dtype="f32"):
    return adapter.write(np.array(values, np.float64), dtype)


def call(**changes):
    inputs = {"pred": wire([1, -3]), "target": wire([2, -5])}
    return {"loss": "l1_loss", "dtype": "f32", "inputs": inputs, "params": {"beta": 1, "other": 5},
            "reduction": "none", "gradients": True, **changes}


FRAMEWORK = """
from lossproof_adapter import loss, serve

@loss("l1_loss", gradients=["pred"])
def l1_loss(pred, target):
    return abs(pred[0] - target[0])

def to_tensor(array, dtype):
    print("to", dtype)
    return array.tolist()

def evaluate(function, inputs, rest, gradients, upstream, dtype):
    print("evaluate", upstream)
    return [function(**inputs)], {name: upstream for name in gradients}

def to_array(tensor):
    print("from")
    return tensor

serve("test", "1", ["f32"], evaluate, to_tensor, to_array)
"""


def talk(*calls, program=PROGRAM):
    lines = [{"cmd": "start", "protocol": 1}, {"cmd": "run", "id": 9, "calls": calls}, {"cmd": "stop"}]
    run = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parent, text=True,
                         input="".join(json.dumps(line) + "\n" for line in lines),
                         capture_output=True, check=True)
    start, answer = map(json.loads, run.stdout.splitlines())
    return start, answer, run.stderr


class Adapter(unittest.TestCase):
    def test_declares_what_the_signature_says(self):
        start, _, _ = talk(call())
        self.assertEqual(start["losses"], {"l1_loss": {
            "gradients": ["pred"], "optional": ["weight"], "params": ["beta"], "reductions": ["none"]}})

    def test_answers_values_and_gradients_and_keeps_prints_off_the_protocol(self):
        _, answer, errors = talk(call(), call(gradients=False), call(upstream=wire([3, 5])))
        value = wire([1, 2])
        self.assertEqual(answer, {"id": 9, "results": [
            {"value": value, "gradients": {"pred": wire([-1, 1])}},
            {"value": value},
            {"value": value, "gradients": {"pred": wire([-3, 5])}}]})
        self.assertEqual(errors.splitlines(), ["not protocol"] * 3)

    def test_reads_evaluates_and_writes_in_turn_with_a_frameworks_tensors(self):
        one = call(upstream=wire([7]))
        _, answer, errors = talk(one, one, program=FRAMEWORK)
        result = {"value": wire([1]), "gradients": {"pred": wire([7])}}
        self.assertEqual(answer["results"], [result, result])
        self.assertEqual(errors.splitlines(),
                         ["to f32"] * 6 + ["evaluate [7.0]"] * 2 + ["from"] * 4)

    def test_tells_exceptions_with_their_classes_from_lacks(self):
        empty = {"pred": wire([]), "target": wire([])}
        _, answer, _ = talk(
            call(inputs=empty), call(params={"beta": "Infinity"}), call(params={"beta": 2}),
            call(params={"beta": 3}), call(loss="l2_loss"),
            call(inputs={**call()["inputs"], "extra": wire([1])}))
        self.assertEqual(answer["results"], [
            {"error": "no elements", "classes": ["ValueError", "Exception"]},
            {"error": "beta", "classes": ["ZeroDivisionError", "ArithmeticError", "Exception"]},
            {"unsupported": "beta 2"}, {"error": 'changed its input "pred"'},
            {"unsupported": 'has no loss "l2_loss"'}, {"unsupported": 'takes no input "extra"'}])

    def test_reads_and_writes_every_format(self):
        values = [0.5, -0.0, 2.0**-24, np.inf, -np.inf]
        for dtype in ["f64", "f32", "f16"]:
            self.assertEqual(adapter.read(wire(values, dtype), dtype).tolist(), values)
        self.assertTrue(np.isnan(adapter.read(wire([np.nan], "bf16"), "bf16")).all())
        labels = {"dtype": "i32", **wire([-100, 7], "i32")}
        self.assertEqual(adapter.read(labels, "f32").tolist(), [-100, 7])

    def test_rounds_to_bfloat16_ties_to_even(self):
        ulp = 2.0**-7
        given = [1 + ulp / 2, 1 + 1.5 * ulp, 1 + 0.51 * ulp, -(1 + 0.49 * ulp), 3.4e38]
        nearest = [1, 1 + 2 * ulp, 1 + ulp, -1, np.inf]
        self.assertEqual(adapter.read(wire(given, "bf16"), "bf16").tolist(), nearest)
        self.assertEqual(base64.b64decode(wire([-2], "bf16")["data"]), b"\x00\xc0")


if __name__ == "__main__":
    unittest.main()
