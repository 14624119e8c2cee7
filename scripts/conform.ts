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
import { taskCommand } from "./rigour/command.ts";
import { type Shard, shardOption, whole } from "./rigour/words.ts";

interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly shard: Shard;
}

const command = taskCommand("conform")
  .description("Holds our reference and our graphs to the specs, and TensorFlow.js beside them")
  .option("--runs <n>", "cases for each check of ours", whole, 4)
  .option("--seed <n>", "the run's seed", whole, 1)
  .addOption(shardOption("checks"));

const io = denoIo("deno task lossproof");

async function conform(): Promise<number> {
  const { runs, seed, shard: part } = command.parse(Deno.args, { from: "user" }).opts<Options>();
  const common = {
    seed,
    format: "terminal",
    spec: [],
    ...part.count > 1 && { shard: part },
  } as const;
  const codes: number[] = [];
  for (const name of ["reference", "onnx"]) {
    codes.push(await checkImplementation({ name }, { ...common, runs, jobs: 2 }, io));
    io.out("\n");
  }
  await checkImplementation({ name: "tfjs" }, { ...common, runs: 100 }, io);
  return Math.max(...codes);
}

if (import.meta.main) {
  Deno.exit(await conform().catch((error) => reportFailure(error, io)));
}
