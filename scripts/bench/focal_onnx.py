"""Focal loss of a million float32 logits: our graph on onnxruntime beside PyTorch in eager mode.

Both have one thread and the same numbers, and run in turn, so that whatever else the machine does falls
on both alike; printed are the medians and the median of the ratios. Needs numpy, onnx, onnxruntime and
torch from PyPI:

    PATH=venv/bin:$PATH deno task bench:onnx [rounds]
"""

import pathlib
import statistics
import sys
import time

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from onnx.utils import Extractor

COUNT = 1_000_000
WARM_UPS = 5
MODEL = pathlib.Path(__file__).parents[2] / "golden/onnx/sigmoid_focal_loss.mean.f32.onnx"


def sigmoid_focal_loss(x, t, gamma=2.0, alpha=0.25):
    """arXiv:1708.02002 eq. 5 through p_t, operation by operation, as detection libraries write it."""
    p = torch.sigmoid(x)
    entropy = F.binary_cross_entropy_with_logits(x, t, reduction="none")
    p_t = p * t + (1 - p) * (1 - t)
    alpha_t = alpha * t + (1 - alpha) * (1 - t)
    return (alpha_t * (1 - p_t) ** gamma * entropy).mean()


def session(model):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(model.SerializeToString(), options)


def contenders():
    """Each returns the mean loss, and the gradient where it has one."""
    random = np.random.default_rng(1)
    x = (4 * random.standard_normal(COUNT)).astype(np.float32)
    t = (random.random(COUNT) > 0.75).astype(np.float32)
    scalars = {"gamma": 2, "alpha": 0.25, "upstream": 1}
    feeds = {name: np.array(value, np.float32) for name, value in scalars.items()}
    feeds |= {"pred": x, "target": t, "weight": np.ones(1, np.float32)}

    whole = onnx.load(MODEL)
    names = [name for name in feeds if name != "upstream"]
    value_alone = session(Extractor(whole).extract_model(names, ["loss"]))
    both = session(whole)

    plain, target = torch.from_numpy(x.copy()), torch.from_numpy(t)
    leaf = torch.from_numpy(x.copy()).requires_grad_()

    def torch_value():
        with torch.no_grad():
            return sigmoid_focal_loss(plain, target).item(), None

    def torch_both():
        leaf.grad = None
        loss = sigmoid_focal_loss(leaf, target)
        loss.backward()
        return loss.item(), leaf.grad.numpy()

    def onnx_value():
        return value_alone.run(None, {name: feeds[name] for name in names})[0], None

    def onnx_both():
        return tuple(both.run(["loss", "grad_pred"], feeds))

    return {"value": (torch_value, onnx_value), "value and gradient": (torch_both, onnx_both)}


def require_agreement(theirs, ours):
    for name, a, b in zip(("loss", "gradient"), theirs, ours):
        if a is not None and not np.allclose(a, b, rtol=1e-4, atol=1e-10):
            sys.exit(f"Cannot compare: the {name} differs between PyTorch and onnxruntime")


def timed(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 31
    torch.set_num_threads(1)
    print(f"Focal loss, mean, {COUNT} float32 logits, one thread, {rounds} rounds")
    for what, (theirs, ours) in contenders().items():
        require_agreement(theirs(), ours())
        times = [(timed(theirs), timed(ours)) for _ in range(WARM_UPS + rounds)][WARM_UPS:]
        a, b = (statistics.median(column) * 1000 for column in zip(*times))
        ratio = statistics.median(x / y for x, y in times)
        print(
            f"  {what:20}  PyTorch {torch.__version__} {a:6.1f} ms"
            f"  onnxruntime {onnxruntime.__version__} {b:6.1f} ms  {ratio:.2f}x"
        )


main()
