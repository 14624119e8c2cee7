/**
 * Programs that are right about every valid call, and crash where they should refuse.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Call } from "../../../src/spec/mod.ts";
import { sizeOf } from "../../../src/tensor/internal.ts";
import type { Mutant } from "../mutant.ts";
import { computes, mutant } from "../write.ts";

/** Fails on the refused calls that are chosen, as an engine does that runs on without a check. */
function crashing(isChosen: (call: Call) => boolean, error: string) {
  return computes(() => (call) => {
    const result = evaluateReference(call);
    return "rejected" in result && isChosen(call) ? { error } : result;
  });
}

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "l1_loss/recursion_without_an_end",
    "The sum recurses over halves, which never get smaller where there are no elements",
    crashing(
      ({ inputs }) => sizeOf(inputs.pred.shape) === 0,
      "threw RangeError: Maximum call stack size exceeded",
    ),
    { level: "should" },
  ),
  mutant(
    "huber_loss/reads_behind_the_end",
    "Shapes are never compared: the shorter input gives undefined, whose methods are missing",
    crashing(
      ({ inputs }) => String(inputs.pred.shape) !== String(inputs.target.shape),
      "threw TypeError: Cannot read properties of undefined (reading 'toFixed')",
    ),
  ),
  mutant(
    "cross_entropy/label_into_nowhere",
    "A label that is no class reads another allocation's memory, and the process dies",
    crashing(
      ({ inputs: { pred, label } }) =>
        Array.from(label.data).some((k) => k >= pred.shape[1] || k < 0),
      "died with signal SIGSEGV",
    ),
  ),
];
