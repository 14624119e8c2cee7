"""The losses of segmentation_models.pytorch: a row is a class of one image, and the mean is over classes."""

import functools
import sys
from pathlib import Path

import segmentation_models_pytorch as smp
from segmentation_models_pytorch.losses import (DiceLoss, FocalLoss, JaccardLoss,
                                                SoftBCEWithLogitsLoss, SoftCrossEntropyLoss,
                                                TverskyLoss)

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve

HARD = {"target": {"values": [0, 1]}}
# What masks share is by |p - t|: the products of hard masks alone, and their slopes between 0 and 1.
INSIDE = {**HARD, "pred": {"exclusiveMinimum": 0, "exclusiveMaximum": 1}}
NAIVE = {"naive": {"values": [1]}}
masks = functools.partial(loss, gradients=["pred"], reductions=["mean"])


def pooled(criterion, pred, target):
    return criterion(pred[None], target[None])


# Its smoothing is added to half of both sides.
@masks("dice_loss", domain={**INSIDE, **NAIVE})
def dice_loss(pred, target, *, eps, naive):
    return pooled(DiceLoss("multilabel", from_logits=False, smooth=eps / 2), pred, target)


@masks("dice_with_logits_loss", domain={**HARD, **NAIVE})
def dice_with_logits_loss(pred, target, *, eps, naive):
    return pooled(DiceLoss("multilabel", smooth=eps / 2), pred, target)


@masks("jaccard_loss", domain=INSIDE)
def jaccard_loss(pred, target, *, smooth):
    return pooled(JaccardLoss("multilabel", from_logits=False, smooth=smooth), pred, target)


# Its gamma is the exponent of the mean.
@masks("tversky_loss", domain=INSIDE)
def tversky_loss(pred, target, *, alpha, beta, smooth):
    return pooled(TverskyLoss("multilabel", from_logits=False, smooth=smooth, alpha=alpha, beta=beta),
                  pred, target)


# Its p_t is the exponential of minus cross entropy: the probability of a hard target alone.
@loss("sigmoid_focal_loss", gradients=["pred"], reductions=["mean", "sum"], domain=HARD)
def sigmoid_focal_loss(pred, target, *, gamma, alpha, reduction):
    return FocalLoss("binary", alpha, gamma, reduction=reduction)(pred, target)


@loss("smoothed_bce", gradients=["pred"], dialect={"params": {"flip": 1}})
def smoothed_bce(pred, target, *, smoothing, reduction):
    return SoftBCEWithLogitsLoss(smooth_factor=smoothing, reduction=reduction)(pred, target)


# Not reduced it keeps the axis of classes, with one place.
@loss("cross_entropy", gradients=["pred"], reductions=["mean", "sum"],
      dialect={"reduction": "mean_over_rows"})
def cross_entropy(pred, label, *, ignore_index, label_smoothing, reduction):
    return SoftCrossEntropyLoss(reduction, label_smoothing, ignore_index)(pred, label)


serve("segmentation_models.pytorch", smp.__version__, ["f32", "f64", "f16", "bf16"],
      homepage="https://smp.readthedocs.io")
