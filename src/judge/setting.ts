/**
 * What a check is made for: a format, an implementation's abilities, and the world of the other
 * losses and their truth.
 *
 * @module
 */
import type { Oracle } from "../oracle/mod.ts";
import type { Capability, Spec } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";

/** What all checks of one run share. */
export interface World {
  /** Every spec, by its id. */
  readonly specs: ReadonlyMap<string, Spec>;
  /** An oracle of those specs. */
  readonly oracle: Oracle;
  /** The grade asked for: only this form and the better ones pass; absent = any listed form. */
  readonly form?: string;
  /** What the implementation has, by loss; for relations to other losses. */
  readonly capabilities: Readonly<Record<string, Capability>>;
  /** The formats that the implementation computes in, for calls in another; absent = one alone. */
  readonly dtypes?: readonly FloatDType[];
}

/** What one loss's checks are made for. */
export interface Setting {
  /** The format under test. */
  readonly dtype: FloatDType;
  /** What the implementation has of the loss. */
  readonly capability: Capability;
  /** The other losses and the truth. */
  readonly world: World;
}
