"""The losses of timm for several labels, and its cross entropies."""

import sys
from pathlib import Path

import timm
from timm.loss import (AsymmetricLossMultiLabel, BinaryCrossEntropy, LabelSmoothingCrossEntropy,
                       PolyBinaryCrossEntropy, PolyCrossEntropy, SoftTargetCrossEntropy)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve

WIDE = ["f32"]  # it computes, and answers, in float32 whatever it is given


# Of soft targets it mixes logarithms, where the loss takes the logarithm of what is mixed; without its
# eps, the logarithm of 0 is weighted by 0.
@loss("asymmetric_loss", gradients=["pred"], dtypes=WIDE,
      domain={"target": {"values": [0, 1]}, "eps": {"exclusiveMinimum": 0}})
def asymmetric_loss(pred, target, *, gamma_pos, gamma_neg, clip, eps, reduction):
    return AsymmetricLossMultiLabel(gamma_neg, gamma_pos, clip, eps, reduction=reduction)(
        pred, target)


@loss("smoothed_bce", gradients=["pred"])
def smoothed_bce(pred, target, *, smoothing, reduction):
    if pred.ndim == 0:
        raise NotImplementedError("takes a batch")
    return BinaryCrossEntropy(smoothing, reduction=reduction, smooth_dense=True)(pred, target)


@loss("poly_cross_entropy", gradients=["pred"], dtypes=WIDE, dialect={"params": {"smoothed_p": 1}})
def poly_cross_entropy(pred, label, *, epsilon, label_smoothing, reduction):
    return PolyCrossEntropy(epsilon, label_smoothing, reduction)(pred, label)


@loss("poly_focal_loss", gradients=["pred"], dtypes=WIDE)
def poly_focal_loss(pred, target, *, epsilon, gamma, alpha, reduction):
    return PolyBinaryCrossEntropy(epsilon, gamma, alpha, reduction=reduction)(pred, target)


@loss("cross_entropy", gradients=["pred"], reductions=["mean"],
      domain={"label_smoothing": {"maximum": 0.9}})
def cross_entropy(pred, label, *, label_smoothing):
    if pred.ndim > 2 or (label == -100).any():
        raise NotImplementedError("takes rows alone, and ignores none")
    return LabelSmoothingCrossEntropy(label_smoothing)(pred, label)


@loss("soft_cross_entropy", gradients=["pred"], reductions=["mean"])
def soft_cross_entropy(pred, target):
    if pred.ndim > 2:
        raise NotImplementedError("takes the last axis for the classes")
    return SoftTargetCrossEntropy()(pred, target)


serve("timm", timm.__version__, ["f32", "f64", "f16", "bf16"],
      homepage="https://huggingface.co/docs/timm")
