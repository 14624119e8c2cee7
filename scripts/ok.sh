#!/usr/bin/env bash
# Everything that must hold before a change lands, as CI runs it: `deno task ok`. Formatting, lint, structure,
# types, docs; the suite on its own implementations, and where its cases lie; then the README's test command and the tests that run
# the command line, programs, hostile ones too, ONNX graphs, mutants and a browser.
set -euo pipefail
cd "$(dirname "$0")/.."
export NO_COLOR=1
command -v deno >/dev/null || deno() { npx -y deno@2.9.6 "$@"; }

deno fmt --check
deno lint
deno task lint:structure
deno task types
deno task doc
deno task conform >/dev/null
deno task coverage >/dev/null
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
suites=0
suite() {
  suites=$((suites + 1))
  deno task "$@" 2>&1 | tee -a "$log" || status=$?
}
suite test
suite test:cli
suite test:process
suite test:hostile
# Of the adapters those that need no network; all of them: deno task test:init
suite test:init --filter '/in (python|go|cpp) /'
suite test:onnx
suite test:cross
suite test:golden
suite test:mutants
suite test:contributing
suite test:github
# Where there is no Chromium, what needs it is skipped.
suite test:browser
deno task consumers || status=$?
summaries=$(grep -E '^(ok|FAILED) \| [0-9]+ passed' "$log" || true)
sum() { grep -oE "[0-9]+ $1" <<<"$summaries" | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
# A suite that did not come to its summary has failed.
summed=$(grep -c . <<<"$summaries" || true)
failed=$((failed + suites - summed))
echo "$passed passed, $failed failed"
exit "$status"
