"""The losses of PyTorch itself, and torchvision's of focus and of boxes where it is installed."""

import functools
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve

try:
    import torchvision.ops
except ImportError:
    torchvision = None

BOTH = ["pred", "target"]


@loss("l1_loss", gradients=BOTH)
def l1_loss(pred, target, *, reduction):
    return F.l1_loss(pred, target, reduction=reduction)


@loss("smooth_l1_loss", gradients=BOTH)
def smooth_l1_loss(pred, target, *, beta, reduction):
    return F.smooth_l1_loss(pred, target, beta=beta, reduction=reduction)


@loss("mse_loss", gradients=BOTH)
def mse_loss(pred, target, *, reduction):
    return F.mse_loss(pred, target, reduction=reduction)


@loss("huber_loss", gradients=BOTH)
def huber_loss(pred, target, *, delta, reduction):
    return F.huber_loss(pred, target, delta=delta, reduction=reduction)


@loss("binary_cross_entropy", gradients=BOTH,  # its 1e-12 is a float32, also in float64
      dialect={"params": {"log_floor": -100, "slope_floor": 9.999999960041972e-13}})
def binary_cross_entropy(pred, target, *, reduction):
    return F.binary_cross_entropy(pred, target, reduction=reduction)


@loss("binary_cross_entropy_with_logits", gradients=BOTH)
def binary_cross_entropy_with_logits(pred, target, weight=None, pos_weight=None, *, reduction):
    return F.binary_cross_entropy_with_logits(
        pred, target, weight, pos_weight=pos_weight, reduction=reduction)


@loss("cross_entropy", gradients=["pred"])
def cross_entropy(pred, label, class_weight=None, *, ignore_index, label_smoothing, reduction):
    return F.cross_entropy(pred, label, class_weight, ignore_index=ignore_index,
                           label_smoothing=label_smoothing, reduction=reduction)


@loss("binary_cross_entropy_by_class", gradients=BOTH)
def binary_cross_entropy_by_class(pred, target, weight=None, pos_weight=None, *, reduction):
    return F.binary_cross_entropy_with_logits(
        pred, target, weight, pos_weight=pos_weight, reduction=reduction)


@loss("soft_cross_entropy", gradients=["pred"])
def soft_cross_entropy(pred, target, class_weight=None, *, label_smoothing, reduction):
    return F.cross_entropy(pred, target, class_weight, label_smoothing=label_smoothing,
                           reduction=reduction)


@loss("nll_loss", gradients=["pred"])
def nll_loss(pred, label, class_weight=None, *, ignore_index, reduction):
    return F.nll_loss(pred, label, class_weight, ignore_index=ignore_index, reduction=reduction)


@loss("kl_div_loss", gradients=["pred"])
def kl_div_loss(pred, target, *, reduction):
    return F.kl_div(pred, target, reduction=reduction)


if torchvision:

    # Half precision is computed, and answered, in float32; eps keeps boxes without an area from 0/0.
    boxes = functools.partial(loss, gradients=BOTH, dtypes=["f32", "f64"],
                              domain={"eps": {"minimum": 1e-7}})

    @loss("sigmoid_focal_loss", gradients=["pred"])
    def sigmoid_focal_loss(pred, target, *, gamma, alpha, reduction):
        alpha = -1 if alpha is None else alpha
        return torchvision.ops.sigmoid_focal_loss(pred, target, alpha, gamma, reduction)

    @boxes("giou_loss", dialect={"params": {"eps_added": 1}})
    def giou_loss(pred, target, *, eps, reduction):
        return torchvision.ops.generalized_box_iou_loss(pred, target, reduction, eps)

    @boxes("diou_loss")
    def diou_loss(pred, target, *, eps, reduction):
        return torchvision.ops.distance_box_iou_loss(pred, target, reduction, eps)

    # Its eps does not reach the union, nor the diagonal: these have 1e-7 whatever is asked.
    @loss("ciou_loss", gradients=BOTH, dtypes=["f32", "f64"], dialect={"params": {"clamped": 0}},
          domain={"gate": {"values": [-1]}, "height_eps": {"values": [0]},
                  "alpha_eps": {"values": [1e-7]}})
    def ciou_loss(pred, target, *, gate, height_eps, alpha_eps, reduction):
        return torchvision.ops.complete_box_iou_loss(pred, target, reduction, alpha_eps)


version = torch.__version__ + (f" with torchvision {torchvision.__version__}" if torchvision else "")
serve("PyTorch", version, ["f32", "f64", "f16", "bf16"], homepage="https://pytorch.org")
