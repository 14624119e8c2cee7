/**
 * Focal loss of a softmax, as libraries compute it.
 *
 * @module
 */
import { counts, weight } from "./rows.ts";
import type { RowSequence } from "./sequence.ts";
import { softmax } from "./softmax.ts";

const loss = "softmax_focal_loss";
const file = "mmcv/ops/csrc/common/cuda/softmax_focal_loss_cuda_kernel.cuh";

/** All of them. */
export const sequences: readonly RowSequence[] = [
  {
    of: "row",
    loss,
    output: "value",
    library: "mmcv",
    file,
    form: "direct",
    where: counts,
    compute: (on, given) => {
      const p = softmax(on, given)[given.label];
      if (p === 0) return [NaN];
      return [-on.mul(weight(given), on.pow(on.sub(1, p), given.params.gamma!), on.log(p))];
    },
  },
  {
    of: "row",
    loss,
    output: "pred",
    library: "mmcv",
    file,
    form: "softmax",
    where: counts,
    compute: (on, given) => {
      const all = softmax(on, given);
      const p = all[given.label];
      const n = on.sub(1, p);
      const γ = given.params.gamma!;
      if (p === 0 || n === 0) return all.map(() => NaN);
      const whole = on.add(
        -on.pow(n, γ),
        on.mul(γ, on.pow(n, on.round(γ - 1)), p, on.log(p)),
      );
      const share = on.mul(weight(given), whole);
      return all.map((q, c) => on.mul(share, on.sub(c === given.label ? 1 : 0, q), given.upstream));
    },
  },
];
