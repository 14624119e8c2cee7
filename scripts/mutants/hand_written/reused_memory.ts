/**
 * Programs that answer in memory that they use again.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Result } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { computes, mutant } from "../write.ts";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    "smooth_l1_loss/one_buffer_a_shape",
    "Every answer of a shape is the same buffer, which later calls write to",
    computes(() => {
      const buffers = new Map<string, Extract<Result, { readonly value: unknown }>>();
      return (call) => {
        const right = evaluateReference(call);
        if (!("value" in right)) return right;
        const key = `${call.dtype} ${right.value.shape}`;
        const kept = buffers.get(key);
        if (kept === undefined) {
          buffers.set(key, right);
          return right;
        }
        kept.value.data.set(right.value.data);
        return { ...right, value: kept.value };
      };
    }),
    { level: "should" },
  ),
];
