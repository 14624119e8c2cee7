/**
 * The update of seesaw loss's counts: the rows of a batch, added to those before it.
 *
 * @module
 */
import { ratio } from "../../reference/internal.ts";
import type { Kernel } from "../../reference/mod.ts";

/**
 * The counts after a batch, with labels k_i, of which C stands for the background:
 *
 *     n′_c = n_c + #{i : k_i = c}
 *
 * Sources: arXiv:2008.10032, N_i of the mitigation factor; mmdet/models/losses/seesaw_loss.py, cum_samples.
 *
 * @param labels [N], each in 0…C
 * @param counts n [C]
 * @returns n′ [C]
 *
 * @example
 * ```ts
 * import { seesawCounts } from "./seesaw_counts.ts";
 * import { assertEquals } from "@std/assert";
 *
 * const after = seesawCounts(Int32Array.of(1, 1, 3, 0), Float64Array.of(5, 0, 2));
 * assertEquals(after, Float64Array.of(6, 2, 2));
 * ```
 */
export function seesawCounts(labels: Int32Array, counts: Float64Array): Float64Array {
  const rows = new Uint32Array(counts.length + 1);
  for (const k of labels) rows[k]++;
  return counts.map((n, c) => n + rows[c]);
}

/** The update of seesaw loss's counts in the reference. */
export const seesawCountsKernel: Kernel = {
  denominators: {},
  terms({ labels, floats: { counts } }) {
    if (!counts) throw new TypeError("Cannot evaluate: counts must be checked first");
    const value = seesawCounts(labels, counts);
    return {
      value,
      gradients: {},
      scaled: (c, over, under) => ratio([value[c], ...over], under),
    };
  },
};
