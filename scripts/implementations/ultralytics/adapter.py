"""The losses of boxes of Ultralytics: 1 - bbox_iou, as its BboxLoss takes it of every box."""

import sys
from pathlib import Path

import ultralytics
from ultralytics.utils.metrics import bbox_iou

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve

BOTH = ["pred", "target"]
GUARDED = {"eps": {"minimum": 1e-7}}  # eps is there to keep boxes without an area from 0/0


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


serve("Ultralytics", ultralytics.__version__, ["f32", "f64", "f16", "bf16"],
      homepage="https://docs.ultralytics.com")
