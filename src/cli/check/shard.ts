/**
 * Which shard this is: as the command says, else as the engine that runs it does.
 *
 * @module
 */
import type { Shard } from "../../runner/mod.ts";
import { WrongCommand } from "../failure.ts";
import type { Io } from "../world/io.ts";

/** How an engine numbers its workers. */
interface Engine {
  readonly index: string;
  readonly count: string;
  /** Number of the first worker. */
  readonly first: 0 | 1;
}

/** Bazel, GitLab CI (`parallel`), Kubernetes (indexed jobs, which do not tell their number). */
const engines: readonly Engine[] = [
  { index: "TEST_SHARD_INDEX", count: "TEST_TOTAL_SHARDS", first: 0 },
  { index: "CI_NODE_INDEX", count: "CI_NODE_TOTAL", first: 1 },
  { index: "JOB_COMPLETION_INDEX", count: "LOSSPROOF_SHARD_COUNT", first: 0 },
];

/** The file that Bazel looks for: a test that makes it knows of shards. */
const statusFile = "TEST_SHARD_STATUS_FILE";

/**
 * Reads `--shard`.
 *
 * @param text e.g. `2/8`
 * @throws {RangeError} when it is none
 */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,9})\/(\d{1,9})$/.exec(text)?.map(Number) ?? [];
  if (!(index >= 1 && index <= count)) {
    throw new RangeError("It must be i/n with 1 <= i <= n, e.g. 2/8.");
  }
  return { index, count };
}

/**
 * Finds out which shard this is.
 *
 * @param given what `--shard` says; it goes before the environment
 * @param io the environment; is told when that decides
 * @returns nothing where all is to be checked
 * @throws {WrongCommand} when the environment holds no numbers, or an index that is out of range
 */
export async function chooseShard(given: Shard | undefined, io: Io): Promise<Shard | undefined> {
  const touched = io.env(statusFile);
  if (touched !== undefined && touched !== "") await io.writeText(touched, "");
  if (given !== undefined) return given.count === 1 ? undefined : given;
  const engine = engines.find(({ index }) => (io.env(index) ?? "") !== "");
  if (engine === undefined) return undefined;
  const { index, count, first } = engine;
  const total = io.env(count) ?? "";
  if (total === "") {
    io.err(`${index} is set, but ${count} is not: this is no shard, everything is checked\n`);
    return undefined;
  }
  const [i, n] = [Number(io.env(index)) - first + 1, Number(total)];
  if (!Number.isSafeInteger(i) || !Number.isSafeInteger(n) || i < 1 || i > n) {
    throw new WrongCommand(
      `Cannot tell which shard this is: ${index} is "${io.env(index)}", ${count} is "${total}"`,
    );
  }
  if (n === 1) return undefined;
  io.err(`Shard ${i} of ${n}, by ${index} and ${count}\n`);
  return { index: i, count: n };
}
