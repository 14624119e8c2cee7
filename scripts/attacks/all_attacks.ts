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

/** The attacks of each area, by the seed from which the random moments of signals begin. */
export const attacksByArea: Readonly<Record<string, (seed: number) => readonly Attack[]>> = {
  implementations: () => implementations,
  programs: () => programs,
  specs: () => specs,
  files: () => files,
  commandLines: () => commandLines,
  onnx: () => onnx,
  kills,
};
