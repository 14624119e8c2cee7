"""The focal loss of logits in plain PyTorch operations, timed on request.

Reads a line "count threads", then the logits and the targets as little-endian float64. Then, for each
line on standard input, evaluates the mean and its gradient once and answers one line of JSON:
{"seconds": ..., "value": ..., "gradient": sum of |gradient|}.
"""

import json
import sys
import time

import torch
import torch.nn.functional as F


def sigmoid_focal_loss(x, t, gamma=2.0, alpha=0.25):
    """arXiv:1708.02002 eq. 5 through p_t, operation by operation, as detection libraries write it."""
    p = torch.sigmoid(x)
    entropy = F.binary_cross_entropy_with_logits(x, t, reduction="none")
    p_t = p * t + (1 - p) * (1 - t)
    alpha_t = alpha * t + (1 - alpha) * (1 - t)
    return (alpha_t * (1 - p_t) ** gamma * entropy).mean()


def answer(**fields):
    print(json.dumps(fields), flush=True)


def main():
    count, threads = (int(part) for part in sys.stdin.buffer.readline().split())
    torch.set_num_threads(threads)
    numbers = bytearray(sys.stdin.buffer.read(16 * count))
    x, t = (half.clone() for half in torch.frombuffer(numbers, dtype=torch.float64).view(2, count))
    x.requires_grad_()
    answer(version=torch.__version__, threads=torch.get_num_threads())
    for _ in sys.stdin.buffer:
        x.grad = None
        start = time.perf_counter()
        loss = sigmoid_focal_loss(x, t)
        loss.backward()
        seconds = time.perf_counter() - start
        answer(seconds=seconds, value=loss.item(), gradient=x.grad.abs().sum().item())


main()
