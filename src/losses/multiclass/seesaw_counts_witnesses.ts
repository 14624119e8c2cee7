/**
 * Witnesses of the update of seesaw loss's counts: what is added, and where the background goes.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, reads, refuses, row } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

const batch = "sum(onehot(label), N)";

/** The witnesses of the update. */
export function seesawCountsWitnesses(spec: Spec): Witness[] {
  const counts = row(5, 9);
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: { label: row(0, 0, 0, 1), counts } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("added", "each row is counted once", undefined, { by: "mmDetection" }),
        computes("forgets", "the counts before are dropped", { forms: { form: batch } }),
        computes("unchanged", "the batch is not counted", { forms: { form: "counts" } }),
        computes("shares", "the share of rows is added", {
          forms: { form: `counts + ${batch} / N` },
        }),
        computes("present", "each class that is there is counted once", {
          forms: { form: "counts + max(onehot(label), N)" },
        }),
      ],
    },
    {
      id: "background",
      asks: "rows of the background",
      calls: [{ inputs: { label: row(0, 2, 2), counts } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("no_class", "are counted in no class", undefined, { by: "mmDetection" }),
        reads("last", "are counted in the last class", { inputs: { label: row(0, 1, 1) } }),
        refuses(),
      ],
    },
    ...labelWitnesses(spec),
  ];
}
