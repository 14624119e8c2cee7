/**
 * Every mutant there is.
 *
 * @module
 */
import { builtinSpecs } from "../../src/spec/mod.ts";
import { generatedMutants } from "./generated.ts";
import { type ByTopic, handWrittenByTopic, unseenByTopic } from "./hand_written.ts";
import type { Mutant } from "./mutant.ts";

/** Who made a mutant. */
export const sources = ["hand-written", "unseen", "generated"] as const;

/** Who made a mutant. */
export type Source = (typeof sources)[number];

/** A mutant, who made it, and what kind of mistake it is. */
export interface Entry {
  readonly mutant: Mutant;
  readonly source: Source;
  /** Of one written by hand its topic, of one generated the part of the loss that is another. */
  readonly topic: string;
}

/** Those that are written by hand, then those that are generated. */
export function allMutants(): readonly Entry[] {
  return [
    ...entriesOf("hand-written", handWrittenByTopic),
    ...entriesOf("unseen", unseenByTopic),
    ...[...builtinSpecs.values()].flatMap(generatedMutants)
      .map((mutant): Entry => ({ mutant, source: "generated", topic: mutant.id.split("/")[1] })),
  ];
}

function entriesOf(source: Source, topics: ByTopic): readonly Entry[] {
  return Object.entries(topics).flatMap(([topic, mutants]) =>
    mutants.map((mutant) => ({ mutant, source, topic }))
  );
}
