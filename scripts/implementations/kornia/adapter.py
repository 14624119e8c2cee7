"""The focal losses of kornia."""

import sys
from pathlib import Path

import kornia
from kornia.losses import binary_focal_loss_with_logits, focal_loss

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve


# Of soft targets it mixes the focal losses of both classes.
@loss("sigmoid_focal_loss", gradients=["pred"], domain={"target": {"values": [0, 1]}})
def sigmoid_focal_loss(pred, target, *, gamma, alpha, reduction):
    if pred.ndim < 2:
        raise NotImplementedError("takes rows of classes")
    return binary_focal_loss_with_logits(pred, target, alpha, gamma, reduction)


# Its mean is over the classes, too, and none is a map of all classes.
@loss("softmax_focal_loss", gradients=["pred"], reductions=["sum"])
def softmax_focal_loss(pred, label, alpha=None, *, gamma, ignore_index):
    if alpha is not None and alpha.ndim == 0:
        raise NotImplementedError("takes a weight for each class")
    return focal_loss(pred, label, None, gamma, "sum", alpha, ignore_index)


serve("kornia", kornia.__version__, ["f32", "f64", "f16", "bf16"],
      refuses=["BaseError", "ValueError", "IndexError", "RuntimeError"],  # the first are its checks
      homepage="https://kornia.readthedocs.io")
