"""The losses of Ultralytics: those of boxes are 1 - bbox_iou, as its BboxLoss takes it of every box.

Its focal losses add up the means of rows: of rows with one class each, so that they are sums.
"""

import sys
from pathlib import Path

import ultralytics
from ultralytics.utils.loss import DFLoss, FocalLoss, VarifocalLoss
from ultralytics.utils.metrics import bbox_iou

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve

BOTH = ["pred", "target"]
GUARDED = {"eps": {"minimum": 1e-7}}  # eps is there to keep boxes without an area from 0/0


def of_one_class(*tensors):
    if any(x.ndim != 1 for x in tensors):
        raise NotImplementedError("takes rows of classes: here of one")
    return [x[:, None] for x in tensors]


def lost(pred, target, **options):
    return (1 - bbox_iou(pred, target, xywh=False, **options)).squeeze(-1)


@loss("giou_loss", gradients=BOTH, reductions=["none"], dialect={"params": {"eps_added": 1}},
      domain=GUARDED)
def giou_loss(pred, target, *, eps):
    return lost(pred, target, GIoU=True, eps=eps)


@loss("diou_loss", gradients=BOTH, reductions=["none"], domain=GUARDED)
def diou_loss(pred, target, *, eps):
    return lost(pred, target, DIoU=True, eps=eps)


@loss("ciou_loss", gradients=BOTH, reductions=["none"], dialect={"params": {"clamped": 0}},
      domain={name: {"values": [value]} for name, value in
              {"eps": 1e-7, "gate": -1, "height_eps": 1e-7, "alpha_eps": 1e-7}.items()})
def ciou_loss(pred, target, *, eps, gate, height_eps, alpha_eps):
    return lost(pred, target, CIoU=True, eps=eps)


@loss("sigmoid_focal_loss", gradients=["pred"], reductions=["sum"],
      domain={"alpha": {"exclusiveMinimum": 0}})  # 0 is how it is told not to balance
def sigmoid_focal_loss(pred, target, *, gamma, alpha):
    alpha = 0 if alpha is None else alpha
    return FocalLoss(gamma, alpha)(*of_one_class(pred, target))


# It computes cross entropy in float32.
@loss("varifocal_loss", gradients=["pred"], reductions=["sum"], dtypes=["f32"],
      domain={"iou_weighted": {"values": [1]}})
def varifocal_loss(pred, target, *, alpha, gamma, iou_weighted):
    pred, target = of_one_class(pred, target)
    return VarifocalLoss(gamma, alpha)(pred, target, (target > 0).to(target))


# Its target is of rows of sides: here a row is one side. One class is not asked of it: then it has L1.
@loss("distribution_focal_loss", gradients=["pred"], reductions=["none"],
      domain={"C": {"minimum": 2}})
def distribution_focal_loss(pred, target):
    return DFLoss(pred.size(-1))(pred, target[:, None])[:, 0]


serve("Ultralytics", ultralytics.__version__, ["f32", "f64", "f16", "bf16"],
      homepage="https://docs.ultralytics.com")
