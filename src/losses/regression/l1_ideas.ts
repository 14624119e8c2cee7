/**
 * Ideas for L1.
 *
 * @module
 */
import type { Idea } from "../idea.ts";
import { difference } from "./difference_ideas.ts";

/** L1: those of any difference. */
export const l1Ideas: readonly Idea[] = difference;
