/**
 * Checks: what to ask of an implementation, and how to judge what it answers. Runs in browsers.
 *
 * @module
 */
export * from "./check.ts";
export { checksFor } from "./registry.ts";
export type { World } from "../judge/internal.ts";
