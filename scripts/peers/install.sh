#!/bin/sh
# Installs the libraries that scripts/peers has adapters of, once:
#   scripts/peers/install.sh .venv            into a virtual environment, pinned versions from PyPI
#   scripts/peers/install.sh --debian         Debian's python3-torch and python3-torchvision instead
# PyPI's PyTorch for Linux on x86-64 brings CUDA's libraries, 6 GB in all. Where its CPU builds can be
# had, their index makes that 2 GB: PIP_EXTRA_INDEX_URL=… scripts/peers/install.sh .venv
# Then:
#   npx -y deno@2.9.6 task lossproof:process check -- .venv/bin/python scripts/peers/pytorch/adapter.py
#   npx -y deno@2.9.6 task peers .venv/bin/python
set -eu
if [ "${1:-}" = --debian ]; then
  apt-get install --yes python3-torch python3-torchvision python3-mpmath
elif [ $# -eq 1 ]; then
  python3 -m venv "$1"
  "$1/bin/pip" install --requirement "$(dirname "$0")/requirements.txt"
else
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
