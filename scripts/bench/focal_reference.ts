/**
 * Focal loss of a million float64 logits, mean and gradient on one thread: the reference beside
 * PyTorch in eager mode.
 *
 * Both run in turn, on the same numbers, so that whatever else the machine does falls on both alike;
 * printed are the medians and the median of the ratios.
 *
 * Run with `deno task bench:focal [--rounds=31]`.
 */
import { sigmoidFocalLoss } from "../../src/losses/internal.ts";
import { evaluateReference } from "../../src/losses/mod.ts";
import { sum } from "../../src/reference/internal.ts";
import type { Call } from "../../src/spec/mod.ts";
import type { TensorData } from "../../src/tensor/mod.ts";
import { numbersOf } from "../rigour/options.ts";
import { say } from "../rigour/reporting.ts";

const count = 1_000_000;
const gamma = 2;
const alpha = 0.25;

interface Measurement {
  readonly seconds: number;
  /** The mean loss. */
  readonly value: number;
  /** Σ|gradient|. */
  readonly gradient: number;
}

/** Logits of ±12 or so, one target in eight positive: the same numbers in every run. */
function makeData(): { readonly x: Float64Array; readonly t: Float64Array } {
  let state = 1;
  const next = () => (state = Math.imul(state, 1664525) + 1013904223 | 0) / 2 ** 31;
  const x = Float64Array.from({ length: count }, () => 4 * (next() + next() + next()));
  return { x, t: Float64Array.from({ length: count }, () => next() > 0.75 ? 1 : 0) };
}

function sumOfMagnitudes(values: TensorData): number {
  let total = 0;
  for (const x of values) total += Math.abs(x);
  return total;
}

function measure(
  evaluate: () => { readonly value: number; readonly gradient: TensorData },
): Measurement {
  const start = performance.now();
  const { value, gradient } = evaluate();
  const seconds = (performance.now() - start) / 1000;
  return {
    seconds,
    value,
    gradient: sumOfMagnitudes(gradient),
  };
}

/** The kernel, the mean, and the gradient of the mean, into arrays that the caller owns. */
function runKernel(
  x: Float64Array,
  t: Float64Array,
  { value, gradient }: { readonly value: Float64Array; readonly gradient: Float64Array },
) {
  sigmoidFocalLoss(x, t, { gamma, alpha }, { value, gradient });
  for (let i = 0; i < count; i++) gradient[i] *= 1 / count;
  return { value: sum(value) / count, gradient };
}

/** The same as a call, checked and packed. */
function runCall(x: Float64Array, t: Float64Array) {
  const call: Call = {
    loss: "sigmoid_focal_loss",
    dtype: "f64",
    inputs: {
      pred: { dtype: "f64", shape: [count], data: x },
      target: { dtype: "f64", shape: [count], data: t },
    },
    params: { gamma, alpha },
    reduction: "mean",
    gradients: true,
  };
  const result = evaluateReference(call);
  if (!("value" in result) || !result.gradients) throw new Error(JSON.stringify(result));
  return {
    value: result.value.data[0],
    gradient: result.gradients.pred.data,
  };
}

/** Lines of a stream of UTF-8. */
async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

/** PyTorch in a process of its own, which evaluates once whenever it is asked. */
async function startTorch(x: Float64Array, t: Float64Array) {
  const script = new URL("./focal_torch.py", import.meta.url).pathname;
  const child = new Deno.Command("/usr/bin/python3", {
    args: [script],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const input = child.stdin.getWriter();
  const output = linesOf(child.stdout);
  const answer = async () => {
    const { value, done } = await output.next();
    if (done) throw new Error("Cannot measure PyTorch: its process ended, see its message above");
    return JSON.parse(value);
  };
  await input.write(new TextEncoder().encode(`${count} 1\n`));
  for (const { buffer } of [x, t]) await input.write(new Uint8Array(buffer as ArrayBuffer));
  const { version } = await answer();
  return {
    version: String(version),
    async measure(): Promise<Measurement> {
      await input.write(new TextEncoder().encode("run\n"));
      return await answer();
    },
    async close() {
      await input.close();
      await child.status;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function assertAgreement(ours: Measurement, theirs: Measurement): void {
  for (const output of ["value", "gradient"] as const) {
    const [a, b] = [ours[output], theirs[output]];
    if (!(Math.abs(a - b) <= 1e-9 * Math.abs(b))) {
      throw new Error(`Cannot compare: ${output} is ${a} here and ${b} in PyTorch`);
    }
  }
}

const { rounds } = numbersOf("bench:focal", { rounds: 31 });
const warmUps = 5;
const { x, t } = makeData();
const torch = await startTorch(x, t);
const allocate = () => ({ value: new Float64Array(count), gradient: new Float64Array(count) });
const kept = allocate();
const contenders = {
  "kernel, same arrays": () => measure(() => runKernel(x, t, kept)),
  "kernel, new arrays": () => measure(() => runKernel(x, t, allocate())),
  "evaluateReference": () => measure(() => runCall(x, t)),
};
const times: Record<string, number[]> = { torch: [] };
for (const name of Object.keys(contenders)) times[name] = [];
for (let round = -warmUps; round < rounds; round++) {
  const theirs = await torch.measure();
  for (const [name, run] of Object.entries(contenders)) {
    const ours = run();
    assertAgreement(ours, theirs);
    if (round >= 0) times[name].push(ours.seconds);
  }
  if (round >= 0) times.torch.push(theirs.seconds);
}
await torch.close();

const milliseconds = (values: readonly number[]) => `${(1000 * median(values)).toFixed(1)} ms`;
const ratioTo = (values: readonly number[]) =>
  `${median(values.map((seconds, i) => times.torch[i] / seconds)).toFixed(2)}x`;
say(`Focal loss, mean and gradient, ${count} float64 logits, one thread, ${rounds} rounds`);
say(`  PyTorch ${torch.version} eager`.padEnd(32) + milliseconds(times.torch).padStart(10));
for (const name of Object.keys(contenders)) {
  say(
    `  ${name}`.padEnd(32) + milliseconds(times[name]).padStart(10) +
      ratioTo(times[name]).padStart(9),
  );
}
