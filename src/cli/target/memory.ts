/**
 * Amounts of memory as people write them.
 *
 * @module
 */

const units: Readonly<Record<string, number>> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };
const least = 2 ** 20;

/**
 * Reads an amount of memory.
 *
 * @param text e.g. `512m`, `2g`, `1.5GiB`; without a unit, bytes
 * @returns bytes, at least 1 MiB and at most 1 PiB
 * @throws {RangeError} when it is none
 *
 * @example
 * ```ts
 * import { parseMemory } from "./memory.ts";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(parseMemory("1.5g"), 1.5 * 2 ** 30);
 * ```
 */
export function parseMemory(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)\s*([kmgt])?(?:i?b)?$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(number) * (unit === undefined ? 1 : units[unit.toLowerCase()]));
  if (bytes >= least && bytes <= 2 ** 50) return bytes;
  throw new RangeError("It must be an amount of memory, e.g. 512m or 2g, at least 1m.");
}

/** An amount of memory for a command line, such that {@linkcode parseMemory} reads it back. */
export function memoryText(bytes: number): string {
  const unit = Object.entries(units).toReversed().find(([, size]) => bytes % size === 0);
  return unit === undefined ? String(bytes) : `${bytes / unit[1]}${unit[0]}`;
}
