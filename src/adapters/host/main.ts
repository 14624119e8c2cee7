/**
 * A child process that runs strangers' code for the judge: the only one that does.
 *
 * Whatever that code does to this process, it does to itself alone: what it answers is judged elsewhere.
 *
 * @module
 */
import { createLineSplitter } from "../lines.ts";
import { divertConsole } from "./divert_console.ts";
import { openHosted } from "./open_hosted.ts";
import { serve } from "./serve.ts";

/** The lines of standard input; a call's numbers make long ones. */
async function* inputLines(): AsyncGenerator<string> {
  const splitter = createLineSplitter(() => Infinity);
  for await (const chunk of Deno.stdin.readable) yield* splitter.push(chunk);
}

/** Longer than any budget: the judge's clock ends a call. */
const patience = { patience: 2 ** 31 - 1, importPatience: 2 ** 31 - 1 };

if (import.meta.main) {
  const encode = TextEncoder.prototype.encode.bind(new TextEncoder());
  const { stringify } = JSON;
  const { exit } = Deno;
  const writeSync = Deno.stdout.writeSync.bind(Deno.stdout);
  divertConsole();
  // They would outlive the process, and need no permission.
  for (const store of ["localStorage", "caches"]) Reflect.deleteProperty(globalThis, store);
  await serve((hosted, specs) => openHosted(hosted, specs, patience), inputLines(), (message) => {
    const bytes = encode(stringify(message) + "\n");
    for (let written = 0; written < bytes.length;) written += writeSync(bytes.subarray(written));
  });
  // Timers and servers of the stranger's would keep it alive.
  exit(0);
}
