#!/usr/bin/env bash
# Exports the golden cases and reads them with the formats' own readers: `deno task exports`.
# Needs cargo, and a Python (LOSSPROOF_PYTHON) that has numpy, ml_dtypes, safetensors, onnx and onnxruntime.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${LOSSPROOF_PYTHON:-python3}
deno() { npx -y deno@2.9.6 "$@"; }
out=exports.tmp
trap 'rm -rf "$out"' EXIT
for format in safetensors npz onnx-backend-test; do
  deno run --no-prompt --allow-read --allow-env --allow-write=. src/cli/main.ts \
    golden export --format "$format" --output "$out/$format" --force
done
"$python" scripts/exports/read.py golden "$out/safetensors" "$out/npz"
"$python" scripts/exports/backend.py "$out/onnx-backend-test"
CARGO_TARGET_DIR="$out/target" cargo run --quiet --manifest-path scripts/exports/rust/Cargo.toml -- \
  "$out/safetensors"
