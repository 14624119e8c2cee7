/**
 * What the tests of this folder share: the losses that the adapters to begin with do not implement.
 *
 * @module
 */
import { assertStringIncludes } from "@std/assert";
import { builtinSpecs } from "../../spec/mod.ts";

/** Asserts that a report of an adapter that has smooth L1 alone names every other built-in loss. */
export function assertNamesTheOthers(report: string): void {
  const missing = [...builtinSpecs.keys()].filter((id) => id !== "smooth_l1_loss");
  const list = report.slice(report.indexOf("\nNot implemented: ")).replace(/\n(?=\w)/g, " ");
  assertStringIncludes(list, `Not implemented: ${missing.join(", ")}\n`);
}
