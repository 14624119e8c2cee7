/**
 * Random calls of a loss, made from its spec alone.
 *
 * @module
 */
import fc from "fast-check";
import type { Call, Spec } from "../spec/mod.ts";
import type { Arbitrary } from "./arbitrary.ts";
import { assembler } from "./assemble.ts";
import { blueprintDraw } from "./blueprint.ts";
import { arbitraryOf } from "./draw.ts";
import { fittedOptions } from "./fixed_lengths.ts";
import type { Mood } from "./float_draw.ts";
import { type CallOptions, checkOptions } from "./options.ts";
import { partsOf } from "./parts.ts";

export type { CallOptions } from "./options.ts";

/**
 * The calls of a loss: shapes, values, parameters and reductions that its spec allows.
 *
 * Half of them have moderate values in full precision; the other half goes to the edges of the
 * format, and one in 15 stays among its smallest numbers. A quarter of the records lies on a boundary
 * that the spec names, or a few floats beside it. Two thirds have one to six records; once in ten there
 * are 13 to 768, once in 64 three hundred to a thousand. They shrink to one record, the default
 * parameters, and short numbers. No call is invalid, and no mean divides by 0.
 *
 * @param spec the loss
 * @param given what the calls have in common
 * @returns the arbitrary
 * @throws {RangeError} when the spec, or the capability, cannot meet the options
 *
 * @example
 * ```ts
 * import { builtinSpecs, callArbitrary, evaluateReference } from "lossproof";
 * import { assert } from "@std/assert";
 * import fc from "fast-check";
 *
 * const spec = builtinSpecs.get("sigmoid_focal_loss")!;
 * const calls = callArbitrary(spec, { dtype: "f32", reduction: "sum" });
 * fc.assert(
 *   fc.property(calls, (call) => {
 *     const result = evaluateReference(call);
 *     assert("value" in result && result.value.data[0] >= 0);
 *   }),
 *   { numRuns: 20, seed: 1 },
 * );
 * ```
 */
export function callArbitrary(spec: Spec, given: CallOptions): Arbitrary<Call> {
  checkOptions(spec, given);
  const options = fittedOptions(spec, given);
  const drawn = (mood: Mood) => {
    const parts = partsOf(spec, options, mood);
    return arbitraryOf(blueprintDraw(parts)).map(assembler(spec, options, parts));
  };
  if (options.ordinary) return drawn("ordinary");
  if (options.extreme) return drawn("extreme");
  if (options.first) return drawn("calm");
  return fc.oneof(
    { weight: 6, arbitrary: drawn("tame") },
    { weight: 6, arbitrary: drawn("wild") },
    { weight: 2, arbitrary: drawn("calm") },
    { weight: 1, arbitrary: drawn("tiny") },
  );
}
