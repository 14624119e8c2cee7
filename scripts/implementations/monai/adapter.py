"""The losses of MONAI: of masks, where a row is an image with one channel, of focus, and of boxes."""

import sys
from pathlib import Path

import monai
from monai.losses import BoxGIoULoss, DiceLoss, FocalLoss, TverskyLoss

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve

BOTH = ["pred", "target"]

# The smoothing of the denominator is there to keep empty masks from 0/0.
EPS, SMOOTH = ({name: {"minimum": 1e-7}} for name in ["eps", "smooth"])


def by_image(criterion, pred, target):
    value = criterion(pred[:, None], target[:, None])
    return value.flatten() if value.ndim else value


def dice(pred, target, eps, naive, reduction, **options):
    smooth = {"smooth_nr": eps, "smooth_dr": eps} if naive == 1 else {
        "squared_pred": True, "smooth_nr": 0, "smooth_dr": 2 * eps}
    return by_image(DiceLoss(reduction=reduction, **smooth, **options), pred, target)


@loss("dice_loss", gradients=["pred"], domain=EPS)
def dice_loss(pred, target, *, eps, naive, reduction):
    return dice(pred, target, eps, naive, reduction)


@loss("dice_with_logits_loss", gradients=["pred"], domain=EPS)
def dice_with_logits_loss(pred, target, *, eps, naive, reduction):
    return dice(pred, target, eps, naive, reduction, sigmoid=True)


# Its smoothing is added to twice both sides.
@loss("jaccard_loss", gradients=["pred"], domain=SMOOTH)
def jaccard_loss(pred, target, *, smooth, reduction):
    return by_image(DiceLoss(jaccard=True, reduction=reduction, smooth_nr=2 * smooth,
                             smooth_dr=2 * smooth), pred, target)


@loss("tversky_loss", gradients=["pred"], domain=SMOOTH)
def tversky_loss(pred, target, *, alpha, beta, smooth, reduction):
    return by_image(TverskyLoss(alpha=alpha, beta=beta, reduction=reduction, smooth_nr=smooth,
                                smooth_dr=smooth), pred, target)


# Of soft targets it has another rule; it computes, and answers, in float32.
@loss("sigmoid_focal_loss", gradients=["pred"], dtypes=["f32"], domain={"target": {"values": [0, 1]}})
def sigmoid_focal_loss(pred, target, *, gamma, alpha, reduction):
    if pred.ndim < 2:
        raise NotImplementedError("takes a batch of channels")
    return FocalLoss(gamma=gamma, alpha=alpha, reduction=reduction)(pred, target)


# Its mean is over the classes, too, and none is a map of all classes.
@loss("softmax_focal_loss", gradients=["pred"], reductions=["sum"], dtypes=["f32"],
      domain={"C": {"minimum": 2}})
def softmax_focal_loss(pred, label, alpha=None, *, gamma):
    if (label == -100).any():
        raise NotImplementedError("ignores none")
    if alpha is not None and alpha.ndim == 0:
        raise NotImplementedError("takes a weight for each class")
    return FocalLoss(to_onehot_y=True, gamma=gamma, alpha=alpha, reduction="sum", use_softmax=True)(
        pred[:, :, None], label[:, None, None])


# It computes in float32; its eps is that of float32, and cannot be given.
@loss("giou_loss", gradients=BOTH, dtypes=["f32"], dialect={"params": {"eps_added": 1}},
      domain={"eps": {"values": [1.1920928955078125e-7]}})
def giou_loss(pred, target, *, eps, reduction):
    return BoxGIoULoss(reduction)(pred, target)


serve("MONAI", monai.__version__, ["f32", "f64", "f16", "bf16"], homepage="https://monai.readthedocs.io")
