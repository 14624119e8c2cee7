/**
 * What the other rooms of Lossproof take from here besides `mod.ts`.
 *
 * @module
 */
export { holdsIn, knownWhatever } from "./condition.ts";
export { explainCheck } from "./explain.ts";
export type { Explanation } from "./explanations.ts";
export { entriesOf, termCount, termScope } from "./scope.ts";
