/**
 * How linting a spec tells what is wrong.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { didYouMean } from "../spec/internal.ts";

/** Notes one problem of the spec: where, and what, as the end of a sentence. */
export type Complain = (path: string, what: string) => void;

/** Reads the formulas of specs; each throws an error with one sentence. */
export interface FormulaReader {
  /**
   * Parses a formula: it must be sound, and use no name that is not among `names`, nor one of `absent`
   * unless it is guarded.
   */
  readonly parse: (
    text: string,
    names: ReadonlySet<string>,
    spec: Spec,
    absent?: ReadonlySet<string>,
  ) => void;
  /** Puts a loss together, whose formulas are all sound: terms must have the output's axes. */
  readonly compile: (spec: Spec) => void;
}

/** What is said of a name that is not there. */
export function unknown(kind: string, name: string, known: readonly string[]): string {
  return `names an unknown ${kind} "${name}"${didYouMean(name, known)}`;
}
