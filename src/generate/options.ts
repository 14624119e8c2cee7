/**
 * What may be asked of the generated calls.
 *
 * @module
 */
import type { Capability, ParamValue, Reduction, Spec } from "../spec/mod.ts";
import { hasInput, hasReduction, reductionsOf } from "../spec/internal.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** What the generated calls have in common. */
export interface CallOptions {
  /** The format of every float. */
  readonly dtype: FloatDType;
  /**
   * What the implementation has: no other optional input, parameter or reduction is used; dialect
   * parameters have its values. Absent = everything.
   */
  readonly capability?: Capability;
  /** The reduction; absent = any that the spec and the capability have. */
  readonly reduction?: Reduction;
  /** Fixed parameters, rounded to the format; they may be out of range. */
  readonly params?: Readonly<Record<string, ParamValue>>;
  /** Optional inputs that must be there. */
  readonly present?: readonly string[];
  /** Optional inputs that must not be there. */
  readonly absent?: readonly string[];
  /** Only ordinary magnitudes (2^-6 to 2^6, less in narrow formats) on a coarse dyadic grid. */
  readonly ordinary?: boolean;
  /** Mostly the ends of the format: the largest floats of both signs, subnormals, the logit ladder. */
  readonly extreme?: boolean;
  /** `"nan"`: one element of one float data input is NaN. */
  readonly special?: "nan";
  /** Number of elements ("*") or rows ("N"); absent = 1 to about 1000. */
  readonly rows?: { readonly min?: number; readonly max?: number };
  /** Number of classes ("C"); absent = 1 to 1203. */
  readonly classes?: { readonly min?: number; readonly max?: number };
  /**
   * Sizes that every call is drawn with, whatever it costs; they shrink to fewer. The values are
   * moderate, unless something else is asked for, so that no single one outweighs all others.
   */
  readonly first?: { readonly rows?: number; readonly classes?: number };
  /** Whether gradients are asked for (where the capability has any). Default true. */
  readonly gradients?: boolean;
  /**
   * The gradient from above: `"ones"` = absent; `"vector"` = random numbers, one for each element of
   * the value; `"any"` (the default) = either.
   */
  readonly upstream?: "ones" | "vector" | "any";
}

/**
 * Refuses options that the spec, or the capability, cannot meet.
 *
 * @throws {RangeError} naming the option
 */
export function checkOptions(spec: Spec, options: CallOptions): void {
  const { capability, reduction } = options;
  const refuse = (why: string) => {
    throw new RangeError(`Cannot make calls of "${spec.id}": ${why}`);
  };
  if (reduction !== undefined && !hasReduction(spec, capability, reduction)) {
    refuse(`reduction must be one that the spec and the capability have, got "${reduction}"`);
  }
  if (reductionsOf(spec, capability).length === 0) {
    refuse(`the capability leaves no reduction of ${spec.reduction.modes.join(", ")}`);
  }
  for (const name of Object.keys(options.params ?? {})) {
    if (!Object.hasOwn(spec.params, name)) refuse(`it has no parameter "${name}"`);
  }
  for (const name of options.present ?? []) {
    if (!hasInput(spec, capability, name)) refuse(`input "${name}" cannot be given`);
  }
  for (const name of options.absent ?? []) {
    if (spec.inputs[name]?.optional !== true) refuse(`it has no optional input "${name}"`);
  }
  for (const key of ["rows", "classes"] as const) {
    const { min = 1, max = Infinity } = options[key] ?? {};
    if (min < 1 || max < min) refuse(`${key} must be 1 <= min <= max, got ${min} and ${max}`);
  }
}
