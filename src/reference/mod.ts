/**
 * The reference: an engine that evaluates a call by a kernel, and the words that kernels are written in.
 *
 * @module
 */
export { evaluate } from "./evaluate.ts";
export type { Kernel } from "./kernel.ts";
