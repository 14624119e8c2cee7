/**
 * Regions: kinds of cases that a default run must draw, since implementations break there.
 *
 * @module
 */
import type { Trial } from "../../src/judge/mod.ts";
import type { Call, Spec } from "../../src/spec/mod.ts";

/** A case as a check draws it. */
export interface Drawn {
  readonly spec: Spec;
  /** The check's id. */
  readonly check: string;
  readonly trial: Trial;
  /** The calls of this loss that must be answered. */
  readonly valid: readonly Call[];
  /** Those that must be refused. */
  readonly refused: readonly Call[];
}

/** A kind of cases. */
export interface Region {
  /** What its cases have in common, within the topic. */
  readonly name: string;
  /** Whether a case lies in it. */
  readonly seen: (drawn: Drawn) => boolean;
}

/** The regions of a topic that a loss has: by its axes, its parameters, its obligations. */
export interface Topic {
  readonly name: string;
  readonly regionsOf: (spec: Spec) => readonly Region[];
}

/** A region that a case lies in when one of its valid calls does. */
export function ofCalls(name: string, has: (call: Call, spec: Spec) => boolean): Region {
  return { name, seen: ({ valid, spec }) => valid.some((call) => has(call, spec)) };
}
