/**
 * The attack table: every attack, by area.
 *
 * @module
 */
import type { Attack } from "./attack.ts";
import { implementations } from "./implementations/mod.ts";
import { kills } from "./kills.ts";
import { onnx } from "./onnx/mod.ts";
import { commandLines } from "./command_lines/mod.ts";
import { files } from "./files/mod.ts";
import { programs } from "./programs/mod.ts";
import { specs } from "./specs/mod.ts";

/**
 * Every attack, by area.
 *
 * @param seed where the random moments of signals begin
 */
export function allAttacks(seed: number): Readonly<Record<string, readonly Attack[]>> {
  return { implementations, programs, specs, files, commandLines, onnx, kills: kills(seed) };
}
