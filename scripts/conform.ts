/**
 * Holds Lossproof's own reference to the specs, and shows what the suite says of TensorFlow.js.
 *
 * What is found in TensorFlow.js is printed, not held against us: the exit code is the reference's.
 *
 * @module
 */
import { checkImplementation } from "../src/cli/check_command.ts";
import { denoIo } from "../src/cli/deno_io.ts";
import { reportFailure } from "../src/cli/failure.ts";

const io = denoIo("deno task lossproof");
const common = { seed: 1, format: "terminal", spec: [] } as const;

try {
  const code = await checkImplementation("reference", { ...common, runs: 20 }, io);
  io.out("\n");
  await checkImplementation("tfjs", { ...common, runs: 100 }, io);
  Deno.exit(code);
} catch (error) {
  Deno.exit(reportFailure(error, io));
}
