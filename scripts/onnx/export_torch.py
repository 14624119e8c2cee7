"""Exports losses of PyTorch as ONNX models, as its users do: python scripts/onnx/export_torch.py FOLDER

Then have each judged: deno task lossproof check --onnx FOLDER/smooth_l1_loss.onnx --loss smooth_l1_loss
The shapes are those of the examples: nothing says that they are dynamic. Needs torch and onnxscript.
"""

import pathlib
import sys

import torch
from torch.nn import functional

BOXES = torch.randn(8, 4)
TARGETS = torch.rand(8, 4)
ROWS, LABELS = torch.randn(6, 5), torch.tensor([0, 1, 2, 3, 4, 0])

LOSSES = {
    "l1_loss": (functional.l1_loss, (BOXES, TARGETS)),
    "smooth_l1_loss": (functional.smooth_l1_loss, (BOXES, TARGETS)),
    "huber_loss": (functional.huber_loss, (BOXES, TARGETS)),
    "binary_cross_entropy_with_logits": (
        functional.binary_cross_entropy_with_logits,
        (BOXES, TARGETS),
    ),
    "cross_entropy": (functional.cross_entropy, (ROWS, LABELS)),
}


class Loss(torch.nn.Module):
    """A function as a module, with its defaults."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, pred, target):
        return self.function(pred, target)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (function, example) in LOSSES.items():
        path = folder / f"{name}.onnx"
        torch.onnx.export(Loss(function), example, dynamo=True, verbose=False).save(path)
        print(path)


if __name__ == "__main__":
    main()
