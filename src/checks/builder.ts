/**
 * What makes the checks of one entry of a spec.
 *
 * @module
 */
import type { Setting } from "../judge/internal.ts";
import type { Invariant, Reject, Spec } from "../spec/mod.ts";
import type { Check } from "./check.ts";

/** The entry of a spec's `invariants` with this kind. */
export type InvariantOf<K extends Invariant["kind"]> = Extract<Invariant, { readonly kind: K }>;

/** The entry of a spec's `rejects` with this kind. */
export type RejectOf<K extends Reject["kind"]> = Extract<Reject, { readonly kind: K }>;

/**
 * Makes the check of one invariant, or its checks.
 *
 * @returns the check, or `undefined` when the implementation lacks what it would ask for
 */
export type InvariantBuilder<K extends Invariant["kind"]> = (
  spec: Spec,
  invariant: InvariantOf<K>,
  setting: Setting,
) => Check | readonly Check[] | undefined;

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
