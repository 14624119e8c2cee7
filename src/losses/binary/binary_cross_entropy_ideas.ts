/**
 * Ideas for binary cross entropy of probabilities.
 *
 * @module
 */
import type { Idea } from "../idea.ts";
import { probabilityDialects } from "./probability_dialect_ideas.ts";
import { probabilities } from "./probability_ideas.ts";

/** Binary cross entropy of probabilities, in all its dialects. */
export const probabilityCrossEntropyIdeas: readonly Idea[] = [
  ...probabilities,
  ...probabilityDialects,
];
