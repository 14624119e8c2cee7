/**
 * Ideas for Huber.
 *
 * @module
 */
import type { Idea } from "../idea.ts";
import { breakpoint, positive } from "./breakpoint_ideas.ts";
import { difference } from "./difference_ideas.ts";

/** Huber. */
export const huberIdeas: readonly Idea[] = [
  ...difference,
  ...breakpoint("delta"),
  ...positive("delta", "should"),
];
