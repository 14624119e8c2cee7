/**
 * What a check is made for: a format, an implementation's abilities, and the world of the other
 * losses and their truth.
 *
 * @module
 */
import type { Oracle } from "../oracle/enclosure.ts";
import type { Capability, Invariant, Reject, Spec } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";
import type { Check } from "./check.ts";

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

/** The entry of a spec's `invariants` with this kind. */
export type InvariantOf<K extends Invariant["kind"]> = Extract<Invariant, { readonly kind: K }>;

/** The entry of a spec's `rejects` with this kind. */
export type RejectOf<K extends Reject["kind"]> = Extract<Reject, { readonly kind: K }>;

/**
 * Makes the check of one invariant.
 *
 * @returns the check, or `undefined` when the implementation lacks what it would ask for
 */
export type InvariantBuilder<K extends Invariant["kind"]> = (
  spec: Spec,
  invariant: InvariantOf<K>,
  setting: Setting,
) => Check | undefined;

/**
 * Makes the check of one input that must be refused.
 *
 * @returns the check, or `undefined` when the implementation lacks what it would ask for
 */
export type RejectBuilder<K extends Reject["kind"]> = (
  spec: Spec,
  reject: RejectOf<K>,
  setting: Setting,
) => Check | undefined;
