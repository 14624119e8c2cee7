/**
 * The reference's float64 accuracy: every value and gradient is an honest evaluation of the first,
 * most accurate form of its loss, and this far from the truth at worst:
 * `deno task accuracy [--calls=2000] [--seed=1] [loss …]`.
 *
 * For each loss there are so many calls in any reduction, and as many without one. What stands outside
 * the first form is printed, and the exit code is then 1.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../src/generate/mod.ts";
import { evaluateReference } from "../src/losses/mod.ts";
import { createOracle, type Oracle } from "../src/oracle/mod.ts";
import { elide, figure, tableLines } from "../src/report/internal.ts";
import { checkSeed } from "../src/runner/internal.ts";
import type { Call, Spec } from "../src/spec/mod.ts";
import { callToJson } from "../src/spec_files/mod.ts";
import { type Accuracy, measure, type Stray } from "./accuracy/measure.ts";
import { describePlace } from "./accuracy/place.ts";
import { numbersAndLossesOf } from "./rigour/options.ts";
import { progress, say } from "./rigour/reporting.ts";

/** Calls that are drawn together; a longer run begins with the calls of a shorter one. */
const batch = 100;

/** The calls of a loss: in any reduction, then without one, dialect parameters varied as well. */
function* callsOf(spec: Spec, count: number, seed: number): Iterable<Call> {
  const gradients = Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad);
  const options = {
    dtype: "f64",
    capability: { gradients, params: Object.keys(spec.params) },
  } as const;
  const any = callArbitrary(spec, options);
  const bare = spec.reduction.modes.includes("none")
    ? callArbitrary(spec, { ...options, reduction: "none" })
    : undefined;
  for (let from = 0; from < count; from += batch) {
    const numRuns = Math.min(batch, count - from);
    for (const [name, calls] of Object.entries({ any, none: bare })) {
      if (calls === undefined) continue;
      const drawn = checkSeed(seed, `${spec.id}/accuracy/${name}/${from}`, "f64");
      yield* fc.sample(calls, { numRuns, seed: drawn });
    }
  }
}

function* counted<T>(all: Iterable<T>, tell: (done: number) => void): Iterable<T> {
  let done = 0;
  for (const one of all) {
    yield one;
    tell(++done);
  }
}

const head = ["loss", "output", "numbers", "worst", "dominated by", "where"];

function rowOf(spec: Spec, { output, judged, worst }: Accuracy, oracle: Oracle): string[] {
  const named = output === "value" ? output : `∂ ${output}`;
  const row = [spec.id, named, String(judged)];
  if (worst === undefined) return [...row, "–", "–", "–"];
  const { call, element, multiple } = worst;
  const dominant = multiple === 0 ? "–" : oracle.dominant(oracle.enclose(call), output, element);
  return [...row, `${figure(multiple)} A`, elide(dominant, 48), describePlace(spec, worst)];
}

function strayLines(stray: Stray): string[] {
  const { call, output, element, answer, form } = stray;
  const what = form === undefined ? "no form can give it" : `only the form "${form}" can give it`;
  return [
    `${call.loss}: ${output}[${element}] = ${answer}: ${what}`,
    JSON.stringify(callToJson(call)),
  ];
}

async function main(): Promise<number> {
  const { numbers: { calls, seed }, specs } = numbersAndLossesOf("accuracy", {
    calls: 2000,
    seed: 1,
  });
  const oracle = await createOracle(specs);
  const rows: string[][] = [];
  const strays: Stray[] = [];
  for (const spec of specs) {
    const kinds = spec.reduction.modes.includes("none") ? 2 : 1;
    const tell = progress(calls * kinds, spec.id);
    const drawn = counted(callsOf(spec, calls, seed), tell);
    for (const accuracy of measure(spec, drawn, evaluateReference, oracle)) {
      const row = rowOf(spec, accuracy, oracle);
      rows.push(accuracy.output === "value" ? row : ["", ...row.slice(1)]);
      strays.push(...accuracy.strays);
    }
  }
  const cells = [head, ...rows].map((row) => row.map((text) => ({ text })));
  tableLines(cells, Infinity).forEach(say);
  say(`seed ${seed}, ${calls} calls: ${strays.length} outside the first form`);
  strays.flatMap(strayLines).forEach(say);
  return strays.length === 0 ? 0 : 1;
}

if (import.meta.main) Deno.exit(await main());
