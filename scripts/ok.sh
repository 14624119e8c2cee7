#!/usr/bin/env bash
# Everything that must hold before a change lands, as CI runs it: `deno task ok`. Formatting, lint, structure,
# types, docs; the suite on its own implementations, and where its cases lie; then the README's test
# command and the tests that run the command line, programs, hostile ones too, ONNX graphs, mutants and
# a browser. What uses one core runs beside something else that does.
set -euo pipefail
cd "$(dirname "$0")/.."
export NO_COLOR=1
command -v deno >/dev/null || deno() { npx -y deno@2.9.6 "$@"; }

logs=$(mktemp -d)
trap 'rm -rf "$logs"; kill $(jobs -p) 2>/dev/null || true' EXIT
# Packages are fetched once, before two tasks ask for them.
deno task types
deno task conform --shard 1/4 >"$logs/conform" 2>&1 &
conform=$!
deno fmt --check
deno lint
deno task lint:structure
deno task doc
deno task coverage >/dev/null

# Runs suites one after the other, words within a suite split; its log is $logs/<name>.
lane() {
  local name=$1 status=0
  shift
  for suite in "$@"; do
    # shellcheck disable=SC2086
    deno task $suite 2>&1 | tee -a "$logs/$name" || status=$?
  done
  return "$status"
}
status=0
lane all test || status=$?
unfit=0
wait "$conform" || { status=$? unfit=1 && cat "$logs/conform"; }
# These wait for programs more than they compute.
waiting=(test:hostile test:process)
# Of the adapters those that need no network; all of them: deno task test:init
adapters="python|go|cpp"
if ! g++ -x c++ -fsyntax-only -include nlohmann/json.hpp /dev/null 2>/dev/null; then
  adapters="python|go"
  echo "Skipped: the adapter in cpp, for there is no g++ with nlohmann/json.hpp (nlohmann-json3-dev)"
fi
beside=("test:init --filter /in\s($adapters)\s/" test:onnx test:cross test:cli test:golden)
alone=(test:mutants test:contributing test:github)
browser=(test:browser)
lane waiting "${waiting[@]}" >/dev/null &
waits=$!
{
  lane beside "${beside[@]}" >/dev/null || status=$?
  lane browser "${browser[@]}" >/dev/null || status=$?
  exit "$status"
} &
pid=$!
lane alone "${alone[@]}" || status=$?
wait "$pid" || status=$?
wait "$waits" || status=$?
cat "$logs"/{waiting,beside,browser}
deno task consumers || status=$?
suites=$((1 + ${#waiting[@]} + ${#beside[@]} + ${#alone[@]} + ${#browser[@]}))
summaries=$(cat "$logs"/{all,waiting,beside,alone,browser} | grep -E '^(ok|FAILED) \| [0-9]+ passed' || true)
sum() { grep -oE "[0-9]+ $1" <<<"$summaries" | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(sum passed)
failed=$(sum failed)
# A suite that did not come to its summary has failed.
summed=$(grep -c . <<<"$summaries" || true)
failed=$((failed + suites - summed + unfit))
# These suites are where their tests run: what is ignored here runs nowhere. Only Chromium may be missing.
ignored=$(cat "$logs"/{waiting,beside,alone} | grep -E '\.\.\. ignored \(' || true)
if [ -n "$ignored" ]; then
  printf 'Ignored, although they run nowhere else:\n%s\n' "$ignored"
  failed=$((failed + $(wc -l <<<"$ignored")))
  status=1
fi
echo "$passed passed, $failed failed"
exit "$status"
