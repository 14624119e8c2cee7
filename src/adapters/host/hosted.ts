/**
 * What is opened in a child process in place of ours, and how it is said there.
 *
 * @module
 */
import type { Reduction, Spec } from "../../spec/mod.ts";

/** Something that strangers wrote and that has no process of its own. */
export type Hosted =
  | {
    readonly kind: "module";
    /** Its URL. */
    readonly url: string;
  }
  | {
    /** Lossproof's own graphs, on a runtime that is not ours. */
    readonly kind: "graphs";
    readonly graphs: "composed" | "operators";
  }
  | {
    readonly kind: "model";
    /** The file. */
    readonly path: string;
    /** The loss that it computes. */
    readonly loss: string;
    /** The model's names by the spec's. */
    readonly map: Readonly<Record<string, string>>;
    /** The reduction that it has; absent: by the rank of its loss. */
    readonly reduction?: Reduction;
  };

/** The first line that a child is told. */
export interface HostOrder {
  readonly cmd: "host";
  readonly hosted: Hosted;
  /** Every spec of the run. */
  readonly specs: readonly Spec[];
}

/** Writes the first line. */
export function hostLine(hosted: Hosted, specs: ReadonlyMap<string, Spec>): string {
  return JSON.stringify(
    { cmd: "host", hosted, specs: [...specs.values()] } satisfies HostOrder,
  ) + "\n";
}
