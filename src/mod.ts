/**
 * Lossproof: a conformance suite and reference oracle for the loss functions of object detection.
 *
 * Runs in Deno and in browsers: no files, no processes, no environment. To judge answers and nothing more,
 * `lossproof/judge` is smaller; inside of `Deno.test`, `lossproof/testing` is shorter.
 *
 * @module
 */
export * from "./tensor/mod.ts";
export * from "./spec/mod.ts";
export * from "./spec_files/mod.ts";
export * from "./losses/mod.ts";
export * from "./oracle/mod.ts";
export * from "./judge/mod.ts";
export * from "./generate/mod.ts";
export * from "./checks/mod.ts";
export * from "./adapters/mod.ts";
export * from "./identify/mod.ts";
export * from "./runner/mod.ts";
export * from "./report/mod.ts";
export { version } from "./version.ts";
