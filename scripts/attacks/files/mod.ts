/**
 * All attacks by files: what is read, and where it is written.
 *
 * @module
 */
import type { Attack } from "../attack.ts";
import { configurations } from "./configs.ts";
import { counterexamples } from "./counterexamples.ts";
import { events } from "./events.ts";
import { goldenFiles } from "./golden_files.ts";
import { evaluations } from "./inputs.ts";
import { destinations } from "./outputs.ts";

/** All attacks by files. */
export const files: readonly Attack[] = [
  ...configurations,
  ...evaluations,
  ...destinations,
  ...counterexamples,
  ...events,
  ...goldenFiles,
];
