/**
 * The losses that come with Lossproof.
 *
 * @module
 */
import losses from "./builtin.json" with { type: "json" };
import type { Spec } from "./spec.ts";

/**
 * The losses that come with Lossproof, by id: regression, then binary, multiclass, distributions, segmentation.
 *
 * They are read from `builtin.json`, which `deno task spec:builtin` makes of the spec files: extensions merged, defaults
 * filled in. So nobody who wants a loss needs the schema, its kernel or its graph.
 *
 * @example
 * ```ts
 * import { builtinSpecs } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(builtinSpecs.get("smooth_l1_loss")?.params.beta.default, 1);
 * ```
 */
export const builtinSpecs: ReadonlyMap<string, Spec> = new Map(
  Object.entries(losses as unknown as Readonly<Record<string, Spec>>),
);
