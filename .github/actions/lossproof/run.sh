#!/usr/bin/env bash
# One step of the action: check (or merge shards), annotate, summarise; the exit code is lossproof's.
# Reads ARGUMENTS, SHARD, MERGE, EVENTS and JUNIT; writes to GITHUB_STEP_SUMMARY and GITHUB_OUTPUT.
set -uo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)

# A module or a model runs in a child that Deno confines; only a program may be any.
programs=deno,sh,kill
if [[ " $ARGUMENTS " == *" -- "* ]] || grep -qs '"command"' lossproof.json; then programs=; fi
# Reports go where they were asked for, everything else below the working directory.
folders=.,$(dirname "${EVENTS:-.}"),$(dirname "${JUNIT:-.}")

lossproof() {
  deno run --quiet --no-prompt --config "$root/deno.json" \
    --allow-read --allow-env --allow-write="$folders" --allow-run${programs:+=$programs} \
    "$root/src/cli/main.ts" "$@"
}

end() {
  echo "exit-code=$1" >>"$GITHUB_OUTPUT"
  exit "$1"
}

if [ -n "$MERGE" ]; then
  # Unquoted: the pattern is expanded here.
  lossproof merge $MERGE --format events --output "$EVENTS"
  code=$?
else
  # As a shell reads it, quotes included, but nothing of it is run.
  words=()
  while IFS= read -r -d '' word; do words+=("$word"); done < <(xargs -r printf '%s\0' <<<"$ARGUMENTS")
  own=(--format events --output "$EVENTS")
  if [ -n "$SHARD" ]; then own+=(--shard "$SHARD"); fi
  rm -f "$EVENTS"
  lossproof check "${own[@]}" "${words[@]}"
  code=$?
fi
# Whatever else went wrong has been said; there may be no events, or a part of them.
if [ "$code" -gt 1 ] && [ "$code" -lt 128 ] && [ ! -s "$EVENTS" ]; then
  echo "::error title=Lossproof::It could not be checked (exit code $code), see the log"
  end "$code"
fi
# A shard's findings are told once, by the job that merges.
if [ -z "$SHARD" ] && [ -s "$EVENTS" ]; then
  lossproof merge "$EVENTS" --format github
  lossproof merge "$EVENTS" --format markdown >>"$GITHUB_STEP_SUMMARY"
  if [ -n "$JUNIT" ]; then lossproof merge "$EVENTS" --format junit --output "$JUNIT"; fi
fi
end "$code"
