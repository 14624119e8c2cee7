/**
 * Holds Lossproof's own reference and its ONNX graphs to the specs, and shows what the suite says of
 * TensorFlow.js.
 *
 * What is found in TensorFlow.js is printed, not held against us: the exit code is that of our own.
 *
 * @module
 */
import { checkImplementation } from "../src/cli/check/action.ts";
import { denoIo } from "../src/cli/world/deno_io.ts";
import { reportFailure } from "../src/cli/failure.ts";

const io = denoIo("deno task lossproof");
const common = { seed: 1, format: "terminal", spec: [] } as const;

async function conform(): Promise<number> {
  const reference = await checkImplementation({ name: "reference" }, { ...common, runs: 15 }, io);
  io.out("\n");
  const onnx = await checkImplementation({ name: "onnx" }, { ...common, runs: 15 }, io);
  io.out("\n");
  await checkImplementation({ name: "tfjs" }, { ...common, runs: 100 }, io);
  return Math.max(reference, onnx);
}

if (import.meta.main) {
  Deno.exit(await conform().catch((error) => reportFailure(error, io)));
}
