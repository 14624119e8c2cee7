"""The losses of optax, differentiated and compiled by JAX."""

import functools
import sys
from pathlib import Path

import jax
import optax

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))
from lossproof_adapter import loss
from lossproof_jax import serve

terms = functools.partial(loss, reductions=["none"])  # optax reduces nothing


@terms("huber_loss", gradients=["pred", "target"])
def huber_loss(pred, target, *, delta):
    return optax.losses.huber_loss(pred, target, delta=delta)


@terms("binary_cross_entropy_with_logits", gradients=["pred", "target"])
def binary_cross_entropy_with_logits(pred, target):
    return optax.losses.sigmoid_binary_cross_entropy(pred, target)


@terms("cross_entropy", gradients=["pred"])
def cross_entropy(pred, label):
    return optax.losses.softmax_cross_entropy_with_integer_labels(pred, label)


@terms("sigmoid_focal_loss", gradients=["pred"])
def sigmoid_focal_loss(pred, target, *, gamma, alpha):
    return optax.losses.sigmoid_focal_loss(pred, target, alpha=alpha, gamma=gamma)


serve("optax", f"{optax.__version__} with JAX {jax.__version__}", ["f32", "f64", "f16", "bf16"],
      homepage="https://optax.readthedocs.io")
