/**
 * The oracle against mpmath on the same float32 inputs: rigorous enclosures of the focal loss and of
 * its gradient, against mpmath's value alone at 128 bits.
 *
 * Needs a `python3` with mpmath; runs alternate, the median ratio counts.
 *
 * @module
 */
import { builtinSpecs, createOracle, tensor } from "lossproof";
import { say } from "../rigour/reporting.ts";

const ROUNDS = 5;
const OURS = 200_000;
const THEIRS = 10_000;

/** A small deterministic generator: Park and Miller's, seeded by 1. */
function* uniform(): Generator<number, never> {
  for (let state = 1;;) {
    state = state * 48271 % 2147483647;
    yield state / 2147483647;
  }
}

const random = uniform();
const pred = Float32Array.from({ length: OURS }, () => (random.next().value - 0.5) * 30);
const target = Float32Array.from({ length: OURS }, () => random.next().value < 0.5 ? 0 : 1);
const oracle = await createOracle(builtinSpecs.values());

function ours(): number {
  const start = performance.now();
  const { value, gradients } = oracle.enclose({
    loss: "sigmoid_focal_loss",
    dtype: "f32",
    inputs: { pred: tensor("f32", [OURS], pred), target: tensor("f32", [OURS], target) },
    params: { gamma: 2, alpha: 0.25 },
    reduction: "none",
    gradients: true,
  });
  const widest = Math.max(value.truth.hi[0] - value.truth.lo[0], gradients.pred.truth.hi[0]);
  if (Number.isNaN(widest)) throw new Error("The oracle answered NaN");
  return OURS / ((performance.now() - start) / 1000);
}

async function theirs(): Promise<number> {
  const child = new Deno.Command("python3", {
    args: [new URL("oracle_mpmath.py", import.meta.url).pathname],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  const input = { pred: [...pred.subarray(0, THEIRS)], target: [...target.subarray(0, THEIRS)] };
  await writer.write(new TextEncoder().encode(`${JSON.stringify(input)}\n`));
  await writer.close();
  const { stdout } = await child.output();
  return Number(new TextDecoder().decode(stdout));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

ours();
const runs: { readonly ours: number; readonly theirs: number }[] = [];
for (let round = 0; round < ROUNDS; round++) runs.push({ ours: ours(), theirs: await theirs() });
const rate = (x: number) => `${Math.round(x / 1000)} thousand elements a second`;
const report = [
  `oracle (value and gradient, enclosed): ${rate(median(runs.map((run) => run.ours)))}`,
  `mpmath (value, 128 bits):              ${rate(median(runs.map((run) => run.theirs)))}`,
  `ratio: ${median(runs.map((run) => run.ours / run.theirs)).toFixed(1)}`,
];
report.forEach(say);
