/**
 * Memory of our process while a program answers a million calls: it must not grow with their number.
 *
 * Run with `deno task bench:pipe_memory [--calls=1000000]`.
 */
import { openProcess } from "../../src/adapters/internal.ts";
import { builtinSpecs, type Call, tensor } from "../../src/mod.ts";
import { numbersOf } from "../rigour/options.ts";
import { say } from "../rigour/reporting.ts";

const { calls: total } = numbersOf("bench:pipe_memory", { calls: 1_000_000 });
const program = new URL("../../src/adapters/testdata/program.py", import.meta.url).pathname;
const batchSize = 500;
const steps = 10;

const call: Call = {
  loss: "l1_loss",
  dtype: "f32",
  inputs: { pred: tensor("f32", [2], [1, 2]), target: tensor("f32", [2], [0, 0]) },
  params: {},
  reduction: "sum",
  gradients: true,
};
const batch = Array.from({ length: batchSize }, () => call);

async function measure(): Promise<void> {
  const adapter = await openProcess(["python3", "-S", program], builtinSpecs);
  say("    calls     RSS  JS heap in use, MB");
  for (let done = 0; done <= total; done += batchSize) {
    if (done % Math.ceil(total / steps / batchSize * batchSize) === 0) {
      const { rss, heapUsed } = Deno.memoryUsage();
      const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(0).padStart(7);
      say(`${String(done).padStart(9)} ${megabytes(rss)} ${megabytes(heapUsed)}`);
    }
    if (done === total) break;
    const results = await adapter.run(batch);
    if (!results.every((result) => "value" in result && result.value.data[0] === 3)) {
      throw new Error("Cannot measure: a wrong answer came");
    }
  }
  await adapter.close();
}

if (import.meta.main) await measure();
