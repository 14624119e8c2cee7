"""The losses of Keras 3 on its PyTorch backend; with KERAS_BACKEND=jax on JAX, which takes far longer."""

import os
import sys
from pathlib import Path

BACKEND = os.environ.setdefault("KERAS_BACKEND", "torch")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
if BACKEND == "jax":
    from lossproof_jax import FLUSHES, serve_eagerly as serve
else:
    from lossproof_pytorch import serve
    FLUSHES = []
import keras
from lossproof_adapter import loss

# No float64: Keras promotes it to float32 (BIT64_TO_BIT32_DTYPE).
DTYPES = {"f32": "float32", "f16": "float16", "bf16": "bfloat16"}
BOTH = ["pred", "target"]


def reduced(make, pred, target, dtype, reduction, weight=None, **options):
    """A loss of elements: Keras means over the last axis, so each is its own last axis."""
    of = make(reduction=reduction, dtype=DTYPES[dtype], **options)
    return of(target[..., None], pred[..., None], weight)


@loss("l1_loss", gradients=BOTH)
def l1_loss(pred, target, *, dtype, reduction):
    return reduced(keras.losses.MeanAbsoluteError, pred, target, dtype, reduction)


@loss("huber_loss", gradients=BOTH)
def huber_loss(pred, target, *, delta, dtype, reduction):
    return reduced(keras.losses.Huber, pred, target, dtype, reduction, delta=delta)


@loss("binary_cross_entropy", gradients=BOTH, dialect={"params": {"clip": 1e-7}})
def binary_cross_entropy(pred, target, *, dtype, reduction):
    return reduced(keras.losses.BinaryCrossentropy, pred, target, dtype, reduction)


@loss("binary_cross_entropy_with_logits", gradients=BOTH)
def binary_cross_entropy_with_logits(
        pred, target, weight=None, *, label_smoothing, dtype, reduction):
    return reduced(keras.losses.BinaryCrossentropy, pred, target, dtype, reduction, weight,
                   from_logits=True, label_smoothing=label_smoothing)


@loss("cross_entropy", gradients=["pred"])
def cross_entropy(pred, label, *, ignore_index, dtype, reduction):
    if pred.shape[1] == 1:
        raise NotImplementedError("takes an axis of length 1 for no axis")
    of = keras.losses.SparseCategoricalCrossentropy(
        from_logits=True, ignore_class=ignore_index, reduction=reduction, dtype=DTYPES[dtype])
    return of(label, keras.ops.moveaxis(pred, 1, -1))


@loss("sigmoid_focal_loss", gradients=["pred"],
      dialect={"params": {"clip": 1e-7}})
def sigmoid_focal_loss(pred, target, weight=None, *, gamma, alpha, dtype, reduction):
    balance = {} if alpha is None else {"apply_class_balancing": True, "alpha": alpha}
    return reduced(keras.losses.BinaryFocalCrossentropy, pred, target, dtype, reduction, weight,
                   from_logits=True, gamma=gamma, **balance)


serve("Keras", f"{keras.__version__} on {keras.backend.backend()}", list(DTYPES),
      homepage="https://keras.io", flushes=[dtype for dtype in FLUSHES if dtype in DTYPES])
