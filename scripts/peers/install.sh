#!/bin/sh
# Installs the libraries that scripts/peers has adapters of, once:
#   scripts/peers/install.sh .venv            into a virtual environment, pinned versions from PyPI
#   scripts/peers/install.sh --debian         Debian's python3-torch and python3-torchvision instead
# PyPI has no CPU build of PyTorch for Linux on x86-64: with CUDA's libraries it comes to 6 GB, which took
# 8 minutes. PyTorch's own index has one; what follows the folder goes to pip:
#   scripts/peers/install.sh .venv --extra-index-url https://download.pytorch.org/whl/cpu
# Then:
#   npx -y deno@2.9.6 task lossproof:process check -- .venv/bin/python scripts/peers/pytorch/adapter.py
#   npx -y deno@2.9.6 task peers
set -eu
if [ "${1:-}" = --debian ]; then
  apt-get install --yes python3-torch python3-torchvision python3-mpmath
elif [ $# -ge 1 ]; then
  folder=$1
  shift
  python3 -m venv "$folder"
  "$folder/bin/pip" install --requirement "$(dirname "$0")/requirements.txt" "$@"
else
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
