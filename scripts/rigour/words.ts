/**
 * What words of a command line stand for: whole numbers, and parts of a list.
 *
 * @module
 */
import { InvalidArgumentError, Option } from "commander";

/** The `index`-th of `count` parts, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** A whole number, at least 1. */
export function whole(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError("must be a whole number >= 1");
}

/** A part, as `1/2`. */
function shardOf(text: string): Shard {
  const [index, count] = text.split("/").map(Number);
  if (Number.isInteger(index) && Number.isInteger(count) && 1 <= index && index <= count) {
    return { index, count };
  }
  throw new InvalidArgumentError("must be I/N with 1 <= I <= N, e.g. 1/2");
}

/** The option of a task that can do a part of its work: all of it, unless it is told which. */
export function shardOption(of: string): Option {
  return new Option("--shard <i/n>", `only the i-th of n parts of the ${of}`)
    .argParser(shardOf)
    .default({ index: 1, count: 1 }, "1/1");
}

/** Whether the i-th of a list, from 0, is in a part. */
export function isInShard(i: number, { index, count }: Shard): boolean {
  return i % count === index - 1;
}
