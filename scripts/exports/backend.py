"""Runs the exported tests with ONNX's own backend test runner on onnxruntime: python backend.py FOLDER

Then runs them once more with one expected number changed, which must fail.
"""
import pathlib
import shutil
import sys
import tempfile
import unittest

import numpy as np
import onnx
import onnxruntime.backend
from onnx import numpy_helper
from onnx.backend.test import runner as onnx_runner
from onnx.backend.test.loader import load_model_tests


def run(folder, verbosity):
    """The runner with the tests of a folder in place of ONNX's own."""
    def tests(kind):
        return load_model_tests(data_dir=folder, kind="lossproof") if kind == "simple" else []
    onnx_runner.load_model_tests = tests
    suite = onnx_runner.Runner(onnxruntime.backend, __name__).include("_cpu$").test_suite
    return unittest.TextTestRunner(verbosity=verbosity, stream=sys.stdout).run(suite)


folder = pathlib.Path(sys.argv[1])
result = run(str(folder), 0)
sets = len(list(folder.glob("lossproof/*/test_data_set_*")))
ran = result.testsRun - len(result.skipped)
print(f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}: {ran} tests, {sets} data sets")
if not result.wasSuccessful() or ran == 0:
    sys.exit("the tests fail")

with tempfile.TemporaryDirectory() as spoiled:
    test = sorted(folder.glob("lossproof/test_smooth_l1_loss_none_f32"))[0]
    copy = pathlib.Path(spoiled) / "lossproof" / test.name
    shutil.copytree(test, copy)
    path = copy / "test_data_set_0" / "output_0.pb"
    proto = onnx.TensorProto.FromString(path.read_bytes())
    numbers = numpy_helper.to_array(proto) * np.float32(1.001)
    path.write_bytes(numpy_helper.from_array(numbers, proto.name).SerializeToString())
    with open("/dev/null", "w", encoding="utf-8") as sys.stdout:
        failed = not run(spoiled, 0).wasSuccessful()
    sys.stdout = sys.__stdout__
if not failed:
    sys.exit("a changed number passes")
print("one expected number changed: fails, as it must")
