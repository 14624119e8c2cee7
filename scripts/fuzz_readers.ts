/**
 * Holds whatever reads files and lines of others against spoiled ones:
 * `deno task fuzz:readers [--cases=1000] [--seed=1]`.
 *
 * A reader takes or refuses them; an exit code of a bug, an error that blames nobody, or more than ten seconds is
 * our bug. The seed of each is printed, and the bytes.
 *
 * @module
 */
import { mutateBytes } from "./fuzz/mutate_bytes.ts";
import { allReaders } from "./fuzz/readers.ts";
import { numbersOf } from "./rigour/options.ts";
import { randomFrom } from "./rigour/random.ts";
import { say } from "./rigour/reporting.ts";

const { cases, seed: first } = numbersOf("fuzz:readers", { cases: 1000, seed: 1 });
const patience = 10_000;
let bugs = 0;
for (const { name, valid, read } of await allReaders()) {
  let [slowest, taken] = [0, 0];
  const found = new Set<string>();
  for (let seed = first; seed < first + cases; seed++) {
    const random = randomFrom(seed);
    const bytes = mutateBytes(random, random.pick(valid));
    const begun = performance.now();
    const reading = await read(bytes);
    const took = performance.now() - begun;
    slowest = Math.max(slowest, took);
    if (reading === "taken") taken++;
    const late = took > patience ? `took ${Math.round(took)} ms` : undefined;
    const bug = typeof reading === "object" ? reading.bug : late;
    if (bug === undefined || found.has(bug)) continue;
    found.add(bug);
    bugs++;
    say(`${name} --seed=${seed}: ${bug}\n${new TextDecoder().decode(bytes).slice(0, 2000)}`);
  }
  const memory = Math.round(Deno.memoryUsage().rss / 2 ** 20);
  say(
    `${name}: ${cases} cases, ${taken} taken, the slowest took ${
      Math.round(slowest)
    } ms, ${memory} MiB`,
  );
}
Deno.exit(bugs === 0 ? 0 : 1);
