/**
 * Holds the suite against random specs: `deno task fuzz:specs [--specs=1000] [--seed=1] [--runs=4]`.
 *
 * Each is validated, and honest implementations of it are checked. What is accused, what ends with the exit code
 * of a bug, and where a plain reading disagrees is our bug: the seed is printed, with the smallest spec found.
 *
 * @module
 */
import { examineSpec } from "./fuzz/examine_spec.ts";
import { randomSpec } from "./fuzz/random_spec.ts";
import { shrinkSpec } from "./fuzz/shrink_spec.ts";
import { numbersOf } from "./rigour/options.ts";
import { randomFrom } from "./rigour/random.ts";
import { progress, say } from "./rigour/reporting.ts";

const { specs: count, seed: first, runs } = numbersOf("fuzz:specs", {
  specs: 1000,
  seed: 1,
  runs: 4,
});
const tell = progress(count, "specs");
let [cases, refused, bugs] = [0, 0, 0];
for (let i = 0; i < count; i++) {
  const seed = first + i;
  const random = randomFrom(seed);
  const spec = randomSpec(random, 1 + random.below(12));
  const examined = await examineSpec(JSON.stringify(spec), runs, seed);
  cases += examined.cases;
  if (examined.refused !== undefined) refused++;
  if (examined.bug !== undefined) {
    bugs++;
    const kind = examined.bug.replace(/f\d+:.*/s, "");
    const smallest = await shrinkSpec(spec, async (smaller) => {
      const { bug } = await examineSpec(JSON.stringify(smaller), runs, seed);
      return bug?.startsWith(kind) === true;
    });
    const { bug } = await examineSpec(JSON.stringify(smallest), runs, seed);
    say(`--seed=${seed}: ${bug}\n${JSON.stringify(smallest)}`);
  }
  tell(i + 1);
}
say(`${count} specs, ${refused} refused for their formulas, ${cases} cases judged, ${bugs} bugs`);
Deno.exit(bugs === 0 ? 0 : 1);
