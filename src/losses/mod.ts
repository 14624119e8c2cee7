/**
 * The built-in losses: the reference, and what else is known of each. Runs in browsers.
 *
 * @module
 */
export { evaluateReference } from "./reference.ts";
export { builtinWitnesses } from "./catalogue.ts";
