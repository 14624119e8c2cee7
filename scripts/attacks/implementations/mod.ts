/**
 * All attacks by modules.
 *
 * @module
 */
import type { Attack } from "../attack.ts";
import { answering } from "./answers.ts";
import { exhausting } from "./exhaust.ts";
import { forging } from "./forge.ts";
import { hanging } from "./hang.ts";
import { honest } from "./honest.ts";
import { reaching } from "./reach.ts";
import { telling } from "./text.ts";

export const implementations: readonly Attack[] = [
  ...forging,
  ...reaching,
  ...hanging,
  ...exhausting,
  ...answering,
  ...telling,
  ...honest,
];
