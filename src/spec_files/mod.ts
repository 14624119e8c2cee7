/**
 * Spec files: from text to data, from data to losses. Runs in browsers.
 *
 * @module
 */
export type { FormulaReader } from "./complain.ts";
export { callFromJson, callToJson, type JsonCall } from "./call_json.ts";
export { parseSpec, type ResolveOptions, resolveSpecs } from "./load.ts";
export type { LoadedSpec } from "./loaded_spec.ts";
export { type Problem, SpecError } from "./problem.ts";
