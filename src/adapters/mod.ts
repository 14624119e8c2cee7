/**
 * Ways to reach an implementation.
 *
 * @module
 */
export * from "./implementation.ts";
export { CannotRun } from "./cannot_run.ts";
export * from "./define.ts";
export { moduleAdapter, type ModuleOptions } from "./module.ts";
