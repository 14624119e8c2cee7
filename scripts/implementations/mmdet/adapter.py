"""The losses of detection written in PyTorch, as users of mmDetection 0.x write them."""

import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_pytorch import serve


def reduced(terms, reduction):
    return {"none": lambda: terms, "mean": terms.mean, "sum": terms.sum}[reduction]()


def positives(weight):
    return (weight > 0).sum().item()


def same_shape(*tensors):
    if any(t.shape != tensors[0].shape or t.numel() == 0 for t in tensors):
        raise ValueError(f"Shapes must be the same and not empty: {[list(t.shape) for t in tensors]}")


@loss("weighted_smooth_l1_loss", gradients=["pred", "target"])
def weighted_smooth_l1_loss(pred, target, weight, *, beta, avg_factor):
    same_shape(pred, target, weight)
    if not beta > 0:
        raise ValueError(f"beta must be > 0, got {beta}")
    if avg_factor is None:
        avg_factor = positives(weight) + 1e-6
    d = torch.abs(pred - target)
    terms = torch.where(d < beta, 0.5 * d * d / beta, d - 0.5 * beta)
    return torch.sum(terms * weight)[None] / avg_factor


@loss("weighted_cross_entropy", gradients=["pred"])
def weighted_cross_entropy(pred, label, weight, *, avg_factor, reduction):
    same_shape(label, weight)
    if avg_factor is None:
        avg_factor = max(positives(weight), 1)
    terms = F.cross_entropy(pred, label, reduction="none") * weight
    return (terms if reduction == "none" else terms.sum()[None]) / avg_factor


def focal_terms(pred, target, weight, gamma, alpha):
    same_shape(pred, target, *([] if weight is None else [weight]))
    p = pred.sigmoid()
    q = (1 - p) * target + p * (1 - target)
    balance = 1 if alpha is None else alpha * target + (1 - alpha) * (1 - target)
    focus = balance * q.pow(gamma)
    focus = focus if weight is None else focus * weight
    return F.binary_cross_entropy_with_logits(pred, target, reduction="none") * focus


@loss("sigmoid_focal_loss", gradients=["pred"])
def sigmoid_focal_loss(pred, target, weight=None, *, gamma, alpha, reduction):
    return reduced(focal_terms(pred, target, weight, gamma, alpha), reduction)


@loss("weighted_sigmoid_focal_loss", gradients=["pred"])
def weighted_sigmoid_focal_loss(pred, target, weight, *, gamma, alpha, num_classes, avg_factor):
    if avg_factor is None:
        avg_factor = positives(weight) / num_classes + 1e-6
    return focal_terms(pred, target, weight, gamma, alpha).sum()[None] / avg_factor


@loss("softmax_focal_loss", gradients=["pred"])
def softmax_focal_loss(pred, label, alpha=None, *, gamma, ignore_index, reduction):
    same_shape(label, pred[:, 0])
    counts = label != ignore_index
    k = torch.where(counts, label, 0)
    log_p = F.log_softmax(pred, dim=1).gather(1, k[:, None])[:, 0]
    balance = 1 if alpha is None else alpha.expand(pred.shape[1])[k]
    terms = torch.where(counts, -balance * (1 - log_p.exp()) ** gamma * log_p, 0)
    return terms.sum() / counts.sum() if reduction == "mean" else reduced(terms, reduction)


serve("mmDetection style", f"PyTorch {torch.__version__}", ["f32", "f64", "f16", "bf16"])
