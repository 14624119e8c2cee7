"""ONNX's SoftmaxCrossEntropyLoss by the reference evaluator of the onnx package."""

import functools
import sys
from pathlib import Path

import ml_dtypes
import numpy as np
import onnx
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss, serve

TYPES = {"f32": TensorProto.FLOAT, "f64": TensorProto.DOUBLE, "f16": TensorProto.FLOAT16,
         "bf16": TensorProto.BFLOAT16}


@functools.lru_cache
def evaluator(names, dtype, reduction, ignore_index):
    """A graph of one node; shapes are left open."""
    types = {"label": TensorProto.INT64}
    inputs = [helper.make_tensor_value_info(name, types.get(name, TYPES[dtype]), None)
              for name in names]
    output = helper.make_tensor_value_info("loss", TYPES[dtype], None)
    node = helper.make_node("SoftmaxCrossEntropyLoss", names, ["loss"], reduction=reduction,
                            ignore_index=ignore_index)
    graph = helper.make_graph([node], "cross_entropy", inputs, [output])
    return ReferenceEvaluator(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)]))


@loss("cross_entropy")
def cross_entropy(pred, label, class_weight=None, *, ignore_index, dtype, reduction):
    inputs = {"pred": pred, "label": label.astype(np.int64), "weight": class_weight}
    given = {name: array for name, array in inputs.items() if array is not None}
    if dtype == "bf16":
        given = {name: array.astype(ml_dtypes.bfloat16) if array.dtype.kind == "f" else array
                 for name, array in given.items()}
    [value] = evaluator(tuple(given), dtype, reduction, ignore_index).run(None, given)
    if value.dtype != given["pred"].dtype:
        raise TypeError(f"answered in {value.dtype}")
    return value.astype(np.float32) if dtype == "bf16" else value


serve("ONNX reference evaluator", onnx.__version__, list(TYPES), homepage="https://onnx.ai")
