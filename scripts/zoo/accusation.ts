/**
 * An accusation in words: everything that is needed to follow it to the bit.
 *
 * @module
 */
import type { Judged } from "../../src/runner/mod.ts";
import { callText, numberText } from "../peers/call_text.ts";

/** The lines that tell which check accuses, of what, and by which case. */
export function accusationLines({ check, dtype, level, why, counterexample }: Judged): string[] {
  const head = `  ${level} ${check} ${dtype}: ${why}`;
  if (counterexample === undefined) return [head];
  const { seed, path, trial: { calls }, fault } = counterexample;
  const [lo, hi] = fault.allowed ?? [];
  const number = (x: number | undefined) => numberText(x, "f64");
  return [
    head,
    `    expected ${number(fault.expected)} [${number(lo)}, ${number(hi)}], got ${fault.got}`,
    ...calls.map((call, i) => `    call ${i}: ${callText(call, i === fault.call ? fault : {})}`),
    `    seed ${seed}, path ${path}`,
  ];
}
