"""What the pipe is measured against: PyTorch alone in a loop, and Hypothesis with a NumPy formula.

Reads the lines of the protocol that ask for focal losses, up to an empty one. Then, for each line on
standard input, does one of the two and answers the seconds that it took:
  alone: value and gradient of every call, with tensors that are there already
  hypothesis N: N examples of 20 logits, each held against float64 with assert_allclose
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "implementations/python"))
from lossproof_adapter import number, read
from lossproof_pytorch import to_torch

import hypothesis.extra.numpy as hnp
import hypothesis.strategies as st
import numpy as np
import torch
from hypothesis import HealthCheck, Phase, given, settings
from torchvision.ops import sigmoid_focal_loss


def tensors(call):
    read_as = lambda t: to_torch(read(t, call["dtype"]), call["dtype"])
    pred, target = (read_as(call["inputs"][name]) for name in ("pred", "target"))
    params = {name: number(call["params"][name]) for name in ("alpha", "gamma")}
    return pred, target, params, call["reduction"], read_as(call["upstream"])


def evaluate(pred, target, params, reduction, upstream):
    pred = pred.detach().requires_grad_()
    value = sigmoid_focal_loss(pred, target, reduction=reduction, **params)
    return value, torch.autograd.grad(value, pred, upstream)[0]


def alone(calls):
    start = time.perf_counter()
    for call in calls:
        evaluate(*call)
    return time.perf_counter() - start


def exact(x, t, alpha, gamma):
    """The sum of the focal losses and its gradient, in float64."""
    p = 1 / (1 + np.exp(-x))
    p_t = p * t + (1 - p) * (1 - t)
    a = alpha * t + (1 - alpha) * (1 - t)
    s = 2 * t - 1
    slope = a * s * (1 - p_t) ** gamma * (gamma * p_t * np.log(p_t) - (1 - p_t))
    return np.sum(-a * (1 - p_t) ** gamma * np.log(p_t)), slope


def by_hypothesis(count):
    logits = hnp.arrays(np.float32, 20, elements=st.floats(-10, 10, width=32))
    labels = hnp.arrays(np.float32, 20, elements=st.sampled_from([0.0, 1.0]))
    ones = torch.ones([])

    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))
    @given(logits, labels)
    def test(x, t):
        params = {"alpha": 0.25, "gamma": 2.0}
        value, slope = evaluate(torch.from_numpy(x), torch.from_numpy(t), params, "sum", ones)
        expected, slopes = exact(x.astype(np.float64), t.astype(np.float64), **params)
        np.testing.assert_allclose(value.item(), expected, rtol=1e-3, atol=1e-5)
        np.testing.assert_allclose(slope.numpy(), slopes, rtol=1e-3, atol=1e-5)

    start = time.perf_counter()
    test()
    return time.perf_counter() - start


def main():
    calls = []
    for line in iter(sys.stdin.readline, "\n"):
        calls += [tensors(call) for call in json.loads(line)["calls"]]
    versions = f"PyTorch {torch.__version__}, Hypothesis {__import__('hypothesis').__version__}"
    print(json.dumps(versions), flush=True)
    for line in sys.stdin:
        what, *count = line.split()
        seconds = alone(calls) if what == "alone" else by_hypothesis(int(count[0]))
        print(json.dumps(seconds), flush=True)


main()
