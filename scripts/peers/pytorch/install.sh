#!/bin/sh
# Installs PyTorch and torchvision from PyPI into a virtual environment, or use Debian's python3-torch:
#   scripts/peers/pytorch/install.sh /tmp/torch
#   npx -y deno@2.9.6 task lossproof:process check -- /tmp/torch/bin/python scripts/peers/pytorch/adapter.py
# pytorch/adapter.py has the losses of PyTorch and torchvision, pytorch/detection.py those that users of
# mmDetection write in PyTorch.
set -eu
python3 -m venv "$1"
"$1/bin/pip" install torch==2.5.1 torchvision==0.20.1 "numpy>=1.24"
