/**
 * What the pipe costs: focal losses of PyTorch (value and gradient, float32) through the process
 * adapter, beside PyTorch alone in a Python loop, and beside Hypothesis with a NumPy formula.
 *
 * All are measured in turn on the same calls, so that whatever else the machine does falls on all alike;
 * printed are the medians of each round's ratios.
 *
 * Run with `deno task bench:pipe [--python=python3] [--rounds=7]`; the Python has torch, torchvision, hypothesis.
 */
import process from "node:process";
import { createLineSplitter, openProcess, runLine } from "../../src/adapters/internal.ts";
import { type Check, checksFor } from "../../src/checks/mod.ts";
import { answersTo } from "../../src/runner/internal.ts";
import { createOracle } from "../../src/oracle/mod.ts";
import { inDialect } from "../../src/spec/mod.ts";
import { builtinSpecs, type Call, tensor } from "../../src/mod.ts";
import { taskCommand } from "../rigour/command.ts";
import { say } from "../rigour/reporting.ts";
import { whole } from "../rigour/words.ts";

const { python, rounds } = taskCommand("bench:pipe")
  .option("--python <path>", "an interpreter that has torch, torchvision and hypothesis", "python3")
  .option("--rounds <n>", "a whole number", whole, 7)
  .parse(Deno.args, { from: "user" })
  .opts<{ readonly python: string; readonly rounds: number }>();
const adapterPath = new URL("../implementations/pytorch/adapter.py", import.meta.url).pathname;
const loss = "sigmoid_focal_loss";

/** Focal losses of random logits: the same in every run. */
function callsOf(count: number, size: number): Call[] {
  let state = 1;
  const next = () => (state = Math.imul(state, 1664525) + 1013904223 | 0) / 2 ** 31;
  return Array.from({ length: count }, () => ({
    loss,
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [size], Array.from({ length: size }, () => Math.fround(8 * next()))),
      target: tensor("f32", [size], Array.from({ length: size }, () => next() > 0.5 ? 1 : 0)),
    },
    params: { gamma: 2, alpha: 0.25 },
    reduction: "sum",
    gradients: true,
    upstream: tensor("f32", [], [1]),
  }));
}

/** The Python process that does without us, fed with the same calls. */
async function startAlone(calls: readonly Call[]) {
  const script = new URL("./pipe_alone.py", import.meta.url).pathname;
  const child = new Deno.Command(python, { args: [script], stdin: "piped", stdout: "piped" })
    .spawn();
  const input = child.stdin.getWriter();
  const chunks = child.stdout.getReader();
  const splitter = createLineSplitter(() => 2 ** 20);
  const answer = async () => {
    while (true) {
      const { value } = await chunks.read();
      if (value === undefined) throw new Error("Cannot measure: Python ended, see its message");
      const [line] = splitter.push(value);
      if (line !== undefined) return JSON.parse(line);
    }
  };
  const send = (text: string) => input.write(new TextEncoder().encode(text));
  for (let i = 0; i < calls.length; i += 100) await send(runLine(i, calls.slice(i, i + 100)));
  await send("\n");
  return {
    versions: String(await answer()),
    async seconds(what: string): Promise<number> {
      await send(`${what}\n`);
      return Number(await answer());
    },
    async close() {
      await input.close();
      await child.status;
    },
  };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const ratio = (a: readonly number[], b: readonly number[]) =>
  median(a.map((x, i) => x / b[i])).toFixed(2);

async function measure(): Promise<void> {
  const adapter = await openProcess([python, adapterPath], builtinSpecs);
  const specs = inDialect(builtinSpecs, adapter.about.losses);
  const oracle = await createOracle(specs.values());
  const world = { specs, oracle, capabilities: adapter.about.losses };
  const all = checksFor(specs.get(loss)!, "f32", adapter.about.losses[loss], world);
  const checkOf = (id: string) => all.find((check) => check.id === `${loss}/${id}`)!;
  const [value, gradient] = [checkOf("agreement/sum"), checkOf("gradient/pred")];

  const calls = callsOf(4096, 20);
  const size = 32;
  const batches = Array.from(
    { length: calls.length / size },
    (_, i) => calls.slice(i * size, (i + 1) * size).map((call) => ({ calls: [call], facts: {} })),
  );
  const alone = await startAlone(calls);

  /** Asks for all calls in batches as a run does, and judges the answers by some checks. */
  async function throughPipe(checks: readonly Check[]): Promise<number> {
    const start = performance.now();
    for await (const { trial, results } of answersTo(adapter, batches)) {
      for (const check of checks) {
        const { status } = check.judge(trial, results);
        if (status !== "pass") throw new Error(`Cannot measure: ${check.id} ${status}`);
      }
    }
    return (performance.now() - start) / 1000;
  }

  const examples = 100;
  const rates = { alone: [], pipe: [], judged: [], both: [], hypothesis: [] } as Record<
    string,
    number[]
  >;
  for (let round = -2; round < rounds; round++) {
    const measured = {
      alone: calls.length / await alone.seconds("alone"),
      pipe: calls.length / await throughPipe([]),
      judged: calls.length / await throughPipe([gradient]),
      both: calls.length / await throughPipe([value, gradient]),
      hypothesis: examples / await alone.seconds(`hypothesis ${examples}`),
    };
    if (round < 0) continue;
    for (const [name, rate] of Object.entries(measured)) rates[name].push(rate);
  }
  await alone.close();

  say(`Focal loss, value and gradient of 20 float32 logits, calls a second, ${rounds} rounds`);
  say(`(${alone.versions})`);
  const row = (title: string, name: string, to: string) =>
    say(`  ${title.padEnd(34)}${median(rates[name]).toFixed(0).padStart(7)}  ${to}`);
  row("PyTorch alone in a loop", "alone", "1");
  row("through the pipe", "pipe", `${ratio(rates.pipe, rates.alone)} of it`);
  row("… and its gradient judged", "judged", `${ratio(rates.judged, rates.alone)} of it`);
  row("… and its value, too", "both", `${ratio(rates.both, rates.alone)} of it`);
  row(
    "Hypothesis, NumPy, assert_allclose",
    "hypothesis",
    `the pipe, both judged, is ${ratio(rates.both, rates.hypothesis)} times as fast`,
  );

  const large = callsOf(32, 100_000);
  const shares: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = -1; round < rounds; round++) {
    const start = performance.now();
    const before = process.cpuUsage();
    await adapter.run(large);
    const { user, system } = process.cpuUsage(before);
    const ours = (user + system) / 1000;
    if (round >= 0) shares.push({ ours, theirs: performance.now() - start - ours });
  }
  await adapter.close();
  const each = (name: "ours" | "theirs") => median(shares.map((s) => s[name])) / large.length;
  say(`Focal loss of 100000 logits, milliseconds a call`);
  say(`  in our process (CPU)  ${each("ours").toFixed(2)}`);
  say(`  waiting for theirs    ${each("theirs").toFixed(2)}`);
}

if (import.meta.main) await measure();
