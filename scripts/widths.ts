/**
 * Measures how wide the honest enclosures are: `deno task widths [--points=100000] [--seed=1]`.
 *
 * Five float32 formulas are held against FPTaylor's bounds; the exit code is 1 where one is more than 1.1 times
 * as wide, what our licence allows besides taken off.
 *
 * @module
 */
import { createOracle } from "../src/oracle/mod.ts";
import { builtinSpecs } from "../src/spec/mod.ts";
import { numbersOf } from "./rigour/options.ts";
import { randomFrom } from "./rigour/random.ts";
import { say } from "./rigour/reporting.ts";
import { fallen, widest } from "./widths/measure.ts";
import { yardsticks } from "./widths/yardsticks.ts";

/** So many times FPTaylor's bound, and so many times what an element has alone, are the most. */
const MOST = 1.1, MOST_BESIDES = 1.05;

async function main(): Promise<number> {
  const { points, seed } = numbersOf("widths", { points: 100_000, seed: 1 });
  const oracle = await createOracle(builtinSpecs.values());
  const random = randomFrom(seed);
  let isNarrow = true;
  say(`${points} points each, seed ${seed}`);
  say("");
  say("ours / FPTaylor   beside others / alone   formula");
  for (const yardstick of yardsticks) {
    const { width, comparable, besides } = widest(oracle, yardstick, points, random);
    const ratio = comparable / yardstick.fptaylor;
    const { excess } = yardstick;
    say(
      `${ratio.toFixed(2).padStart(15)}   ${besides.toFixed(3).padStart(21)}   ${yardstick.says}`,
    );
    if (excess !== undefined) {
      say(`${" ".repeat(42)}${(width / yardstick.fptaylor).toFixed(2)} with ${excess.says}`);
    }
    isNarrow &&= ratio <= MOST && besides <= MOST_BESIDES;
  }
  say("");
  say("of numbers of random calls, intervals alone say as much as rounding errors:");
  for (const spec of builtinSpecs.values()) {
    const { elements, wide } = fallen(oracle, spec, 20, seed);
    const share = (100 * wide / Math.max(1, elements)).toFixed(1);
    say(`${share.padStart(6)} % of ${elements}  ${spec.id}`);
  }
  return isNarrow ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
