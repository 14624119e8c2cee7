"""The losses of mmDetection 3 itself, by the modules that its configurations name.

L1Loss, GIoULoss and DIoULoss answer a scalar where all weights are 0, without reduction, too: where
weights are given, their functions are asked instead, so that it does not hide what else there is.
"""

import functools
import sys
from pathlib import Path
from types import ModuleType
from unittest.mock import MagicMock

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve

import mmdet
import torch


def import_losses_alone():
    """Leaves out mmcv's compiled operations, and the detectors, which need them."""
    for name in ["mmcv.ops", "mmcv.ops.roi_align"]:
        sys.modules[name] = MagicMock()
    for name in ["models", "models/losses"]:
        package = ModuleType("mmdet." + name.replace("/", "."))
        package.__path__ = [f"{mmdet.__path__[0]}/{name}"]
        sys.modules[package.__name__] = package


import_losses_alone()
from mmdet.models.losses.ae_loss import AssociativeEmbeddingLoss
from mmdet.models.losses.balanced_l1_loss import BalancedL1Loss
from mmdet.models.losses.cross_entropy_loss import CrossEntropyLoss
from mmdet.models.losses.dice_loss import DiceLoss
from mmdet.models.losses.eqlv2_loss import EQLV2Loss
from mmdet.models.losses.focal_loss import FocalLoss
from mmdet.models.losses.gaussian_focal_loss import GaussianFocalLoss
from mmdet.models.losses.gfocal_loss import DistributionFocalLoss, QualityFocalLoss
from mmdet.models.losses.iou_loss import IoULoss
from mmdet.models.losses.iou_loss import bounded_iou_loss as bounded_iou
from mmdet.models.losses.iou_loss import ciou_loss as ciou
from mmdet.models.losses.iou_loss import diou_loss as diou
from mmdet.models.losses.iou_loss import eiou_loss as eiou
from mmdet.models.losses.iou_loss import giou_loss as giou
from mmdet.models.losses.iou_loss import siou_loss as siou
from mmdet.models.losses.kd_loss import KnowledgeDistillationKLDivLoss
from mmdet.models.losses.margin_loss import MarginL2Loss
from mmdet.models.losses.mse_loss import MSELoss
from mmdet.models.losses.multipos_cross_entropy_loss import MultiPosCrossEntropyLoss
from mmdet.models.losses.seesaw_loss import SeesawLoss, seesaw_ce_loss
from mmdet.models.losses.smooth_l1_loss import L1Loss, SmoothL1Loss
from mmdet.models.losses.smooth_l1_loss import l1_loss as l1
from mmdet.models.losses.varifocal_loss import VarifocalLoss

BOTH = ["pred", "target"]
GUARDED = {"eps": {"minimum": 1e-7}}  # eps is there to keep boxes without an area from 0/0
# weight_reduce_loss: every loss with an avg_factor adds float32's epsilon to it.
averaged = functools.partial(loss, dialect={"reduction": "avg_factor_epsilon"})
PAIRS = {"C": {"maximum": 2048}}  # they make matrices of all pairs of classes
WIDE = ["f32", "f64"]  # what .float() touches is answered in float32 where half precision is given


@loss("l1_loss", gradients=BOTH)
def l1_loss(pred, target, *, reduction):
    return L1Loss(reduction)(pred, target)


@loss("smooth_l1_loss", gradients=BOTH)
def smooth_l1_loss(pred, target, *, beta, reduction):
    return SmoothL1Loss(beta, reduction)(pred, target)


@loss("mse_loss", gradients=BOTH)
def mse_loss(pred, target, weight=None, *, reduction):
    return MSELoss(reduction)(pred, target, weight)


@averaged("weighted_smooth_l1_loss", gradients=BOTH)
def weighted_smooth_l1_loss(pred, target, weight, *, beta, avg_factor):
    return SmoothL1Loss(beta, "mean")(pred, target, weight, avg_factor)


@averaged("balanced_l1_loss", gradients=BOTH)
def balanced_l1_loss(pred, target, weight=None, *, alpha, gamma, beta, avg_factor, reduction):
    return BalancedL1Loss(alpha, gamma, beta, reduction)(pred, target, weight, avg_factor)


@averaged("detr_l1_loss", gradients=BOTH)
def detr_l1_loss(pred, target, weight=None, *, avg_factor, reduction):
    return l1(pred, target, weight, reduction=reduction, avg_factor=avg_factor)


@loss("margin_l2_loss", gradients=["pred"], dtypes=WIDE)
def margin_l2_loss(pred, target, weight=None, *, pos_margin, neg_margin, reduction):
    margins = MarginL2Loss(pos_margin=pos_margin, neg_margin=neg_margin, reduction=reduction)
    return margins(pred, target, weight)


def iou(mode):
    def iou_loss(pred, target, weight=None, *, eps, avg_factor, reduction):
        return IoULoss(mode=mode, eps=eps, reduction=reduction)(pred, target, weight, avg_factor)

    return iou_loss


averaged("iou_loss", gradients=BOTH)(iou("log"))
averaged("linear_iou_loss", gradients=BOTH)(iou("linear"))
averaged("square_iou_loss", gradients=BOTH)(iou("square"))


@averaged("giou_loss", gradients=BOTH, domain=GUARDED)
def giou_loss(pred, target, weight=None, *, eps, avg_factor, reduction):
    return giou(pred, target, weight, eps=eps, reduction=reduction, avg_factor=avg_factor)


@averaged("diou_loss", gradients=BOTH, domain=GUARDED)
def diou_loss(pred, target, weight=None, *, eps, avg_factor, reduction):
    return diou(pred, target, weight, eps=eps, reduction=reduction, avg_factor=avg_factor)


# One eps stands for those of the union and of the heights: it is taken at its default.
@averaged("ciou_loss", gradients=BOTH, dtypes=WIDE)
def ciou_loss(pred, target, weight=None, *, avg_factor, reduction):
    return ciou(pred, target, weight, reduction=reduction, avg_factor=avg_factor)


@averaged("eiou_loss", gradients=BOTH, dtypes=WIDE, domain=GUARDED)
def eiou_loss(pred, target, weight=None, *, eps, smooth_point, avg_factor, reduction):
    return eiou(pred, target, weight, eps=eps, smooth_point=smooth_point, reduction=reduction,
                avg_factor=avg_factor)


@averaged("siou_loss", gradients=BOTH, domain=GUARDED)
def siou_loss(pred, target, weight=None, *, eps, neg_gamma, avg_factor, reduction):
    return siou(pred, target, weight, eps=eps, neg_gamma=neg_gamma == 1, reduction=reduction,
                avg_factor=avg_factor)


@averaged("bounded_iou_loss", gradients=["pred"], domain=GUARDED)
def bounded_iou_loss(pred, target, weight=None, *, beta, eps, avg_factor, reduction):
    return bounded_iou(pred, target, weight, beta=beta, eps=eps, reduction=reduction,
                       avg_factor=avg_factor)


# The tags are those of corners in a map: of two maps, each with a place for each object.
@loss("ae_pull_loss", gradients=BOTH, reductions=["mean"])
def ae_pull_loss(pred, target, *, pull_weight):
    if pred.shape != target.shape:
        raise NotImplementedError("takes pairs of corners")
    maps = [x.reshape(1, 1, 1, -1) for x in (pred, target)]
    pairs = [[[0, i], [0, i]] for i in range(pred.numel())]
    return AssociativeEmbeddingLoss(pull_weight)(*maps, [pairs])[0]


@averaged("seesaw_loss", gradients=["pred"], dtypes=WIDE, domain=PAIRS)
def seesaw_loss(pred, label, counts, weight=None, *, p, q, eps, avg_factor, reduction):
    return seesaw_ce_loss(pred, label, weight, counts, pred.size(-1), p, q, eps, reduction,
                          avg_factor)


# The module has C + 2 logits, and counts the background, too, behind the classes.
@loss("seesaw_counts", reductions=["none"], domain=PAIRS)
def seesaw_counts(label, counts):
    module = SeesawLoss(num_classes=counts.numel())
    module.cum_samples = torch.cat([counts, counts.new_zeros(1)])
    module(counts.new_zeros(label.numel(), counts.numel() + 2), label)
    return module.cum_samples[:-1]


@loss("eqlv2_loss", gradients=["pred"], reductions=["mean"])
def eqlv2_loss(pred, label, ratio, *, gamma, mu, alpha):
    module = EQLV2Loss(num_classes=pred.size(-1) - 1, gamma=gamma, mu=mu, alpha=alpha)
    module.pos_neg = ratio[:-1]
    module.pos_grad, module.neg_grad = (pred.new_zeros(pred.size(-1) - 1) for _ in range(2))
    return module(pred, label)


# The state after a batch, of which the background's logit is no part.
@loss("eqlv2_update", reductions=["none"])
def eqlv2_update(pred, label, ratio, pos_grad, neg_grad, *, gamma, mu, alpha):
    module = EQLV2Loss(num_classes=pred.size(-1), gamma=gamma, mu=mu, alpha=alpha)
    module.pos_neg = ratio
    module.pos_grad, module.neg_grad = pos_grad.clone(), neg_grad.clone()
    module(torch.cat([pred, pred.new_zeros(pred.size(0), 1)], dim=1), label)
    return module.pos_neg


@loss("cross_entropy", gradients=["pred"], dialect={"reduction": "mean_over_rows"})
def cross_entropy(pred, label, class_weight=None, *, ignore_index, reduction):
    class_weight = None if class_weight is None else class_weight.tolist()
    return CrossEntropyLoss(reduction=reduction, class_weight=class_weight,
                            ignore_index=ignore_index)(pred, label)


# Without reduction it divides by nothing, where the spec's own reading divides by avg_factor; its weights
# are float32, and so are its answers to float64.
@averaged("weighted_cross_entropy", gradients=["pred"], reductions=["mean"], dtypes=["f32"])
def weighted_cross_entropy(pred, label, weight, *, ignore_index, avg_factor):
    return CrossEntropyLoss(ignore_index=ignore_index)(pred, label, weight, avg_factor)


# Its labels are float32, and so are its answers to float64.
@loss("binary_cross_entropy_with_logits", gradients=["pred"], dtypes=["f32"])
def binary_cross_entropy_with_logits(pred, target, weight=None, pos_weight=None, *, reduction):
    pos_weight = None if pos_weight is None else pos_weight.tolist()
    return CrossEntropyLoss(use_sigmoid=True, reduction=reduction,
                            class_weight=pos_weight)(pred, target, weight)


# As above; its class weights are the weights of positives, of one class each.
@loss("binary_cross_entropy_by_class", gradients=["pred"], dtypes=["f32"])
def binary_cross_entropy_by_class(pred, target, weight=None, pos_weight=None, *, reduction):
    pos_weight = None if pos_weight is None else pos_weight.tolist()
    return CrossEntropyLoss(use_sigmoid=True, reduction=reduction,
                            class_weight=pos_weight)(pred, target, weight)


@loss("sigmoid_focal_loss", gradients=["pred"])
def sigmoid_focal_loss(pred, target, weight=None, *, gamma, alpha, reduction):
    if alpha is None:
        raise NotImplementedError("balances always")
    return FocalLoss(gamma=gamma, alpha=alpha, reduction=reduction)(pred, target, weight)


@averaged("weighted_sigmoid_focal_loss", gradients=["pred"])
def weighted_sigmoid_focal_loss(pred, target, weight, *, gamma, alpha, avg_factor):
    if alpha is None:
        raise NotImplementedError("balances always")
    return FocalLoss(gamma=gamma, alpha=alpha)(pred, target, weight, avg_factor)


@averaged("quality_focal_loss", gradients=["pred"])
def quality_focal_loss(pred, label, score, weight=None, *, beta, avg_factor, reduction):
    return QualityFocalLoss(beta=beta, reduction=reduction)(
        pred, (label, score), weight, avg_factor)


@averaged("distribution_focal_loss", gradients=["pred"], dtypes=WIDE)
def distribution_focal_loss(pred, target, weight=None, *, avg_factor, reduction):
    return DistributionFocalLoss(reduction)(pred, target, weight, avg_factor)


@averaged("varifocal_loss", gradients=["pred"], dtypes=WIDE)
def varifocal_loss(
        pred, target, weight=None, *, alpha, gamma, iou_weighted, avg_factor, reduction):
    return VarifocalLoss(alpha=alpha, gamma=gamma, iou_weighted=iou_weighted == 1,
                         reduction=reduction)(pred, target, weight, avg_factor)


@averaged("gaussian_focal_loss", gradients=["pred"])
def gaussian_focal_loss(
        pred, target, weight=None, *, alpha, gamma, pos_weight, neg_weight, avg_factor, reduction):
    return GaussianFocalLoss(alpha, gamma, reduction, pos_weight=pos_weight, neg_weight=neg_weight)(
        pred, target, weight=weight, avg_factor=avg_factor)


@averaged("kd_kl_div_loss", gradients=["pred"], domain={"temperature": {"minimum": 1}})
def kd_kl_div_loss(pred, soft, weight=None, *, temperature, avg_factor, reduction):
    return KnowledgeDistillationKLDivLoss(reduction, T=temperature)(pred, soft, weight, avg_factor)


@averaged("multipos_cross_entropy", gradients=["pred"], dtypes=WIDE, domain=PAIRS)
def multipos_cross_entropy(pred, label, weight=None, *, avg_factor, reduction):
    return MultiPosCrossEntropyLoss(reduction)(pred, label, weight, avg_factor)


def dice(activate):
    def dice_loss(pred, target, weight=None, *, eps, naive, avg_factor, reduction):
        return DiceLoss(activate=activate, naive_dice=naive == 1, eps=eps, reduction=reduction)(
            pred, target, weight, avg_factor=avg_factor)

    return dice_loss


averaged("dice_loss", gradients=["pred"], dtypes=WIDE)(dice(activate=False))
averaged("dice_with_logits_loss", gradients=["pred"], dtypes=WIDE)(dice(activate=True))

serve("mmDetection", mmdet.__version__, ["f32", "f64", "f16", "bf16"],
      homepage="https://mmdetection.readthedocs.io")
