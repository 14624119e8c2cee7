/**
 * Every mutant there is.
 *
 * @module
 */
import { builtinSpecs } from "../../src/spec/mod.ts";
import { generatedMutants } from "./generated.ts";
import { handWrittenByTopic } from "./hand_written.ts";
import type { Mutant } from "./mutant.ts";

/** A mutant, who made it, and what kind of mistake it is. */
export interface Entry {
  readonly mutant: Mutant;
  readonly source: "hand-written" | "generated";
  /** Of one written by hand its topic, of one generated the part of the loss that is another. */
  readonly topic: string;
}

/** Those that are written by hand, then those that are generated. */
export function allMutants(): readonly Entry[] {
  return [
    ...Object.entries(handWrittenByTopic).flatMap(([topic, mutants]) =>
      mutants.map((mutant): Entry => ({ mutant, source: "hand-written", topic }))
    ),
    ...[...builtinSpecs.values()].flatMap(generatedMutants)
      .map((mutant): Entry => ({ mutant, source: "generated", topic: mutant.id.split("/")[1] })),
  ];
}
