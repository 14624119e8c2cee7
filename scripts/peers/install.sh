#!/bin/sh
# Installs the libraries of scripts/implementations that are programs in Python, once:
#   scripts/peers/install.sh .venv            into a virtual environment, pinned versions from PyPI
#   scripts/peers/install.sh --debian         Debian's python3-torch and python3-torchvision instead
# PyPI has no CPU build of PyTorch for Linux on x86-64: with CUDA's libraries it comes to 6 GB, which took
# 8 minutes. PyTorch's own index has one; what follows the folder goes to pip:
#   scripts/peers/install.sh .venv --extra-index-url https://download.pytorch.org/whl/cpu
# Then:
#   npx -y deno@2.9.6 task lossproof:process check -- .venv/bin/python scripts/implementations/pytorch/adapter.py
#   npx -y deno@2.9.6 task peers
set -eu
here=$(dirname "$0")
if [ "${1:-}" = --debian ]; then
  apt-get install --yes python3-torch python3-torchvision python3-mpmath
elif [ $# -ge 1 ]; then
  folder=$1
  shift
  python3 -m venv "$folder"
  for file in "$here/requirements.txt" "$here"/../implementations/*/requirements.txt; do
    set -- "$@" --requirement "$file"
  done
  "$folder/bin/pip" install "$@"
else
  sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
