/**
 * All attacks by programs, which speak the protocol or do not.
 *
 * @module
 */
import type { Attack } from "../attack.ts";
import { answering } from "./answers.ts";
import { memory, reach, verdicts } from "./budgets.ts";
import { commands } from "./commands.ts";
import { honest } from "./honest.ts";
import { processes } from "./processes.ts";
import { rows } from "./row.ts";
import { streams } from "./streams.ts";
import { telling } from "./text.ts";

/** All attacks by programs. */
export const programs: readonly Attack[] = [
  ...rows("processes", processes),
  ...rows("streams", streams),
  ...rows("memory", memory),
  ...rows("reach", reach),
  ...rows("verdict", verdicts),
  ...answering,
  ...commands,
  ...telling,
  ...honest,
];
