/**
 * Mistakes in losses of the IoU: what is divided by what, and where epsilons stand.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, changed, computes, formula, mutant } from "../write.ts";

/** The losses as functions of the share, and how one is read of what they are worth. */
const losses = [
  {
    id: "iou_loss",
    of: (share: string) => `-log(max(${share}, eps))`,
    shareOf: (loss: number) => Math.exp(-loss),
    lossOf: (share: number) => -Math.log(share),
  },
  {
    id: "linear_iou_loss",
    of: (share: string) => `1 - max(${share}, eps)`,
    shareOf: (loss: number) => 1 - loss,
    lossOf: (share: number) => 1 - share,
  },
  {
    id: "square_iou_loss",
    of: (share: string) => `1 - max(${share}, eps)^2`,
    shareOf: (loss: number) => Math.sqrt(1 - loss),
    lossOf: (share: number) => 1 - share * share,
  },
];

const least = "max(union, union_eps)";
const pixels = "(max(overlap_x + 1, 0) * max(overlap_y + 1, 0))";

/** All of them. */
export const mutants: readonly Mutant[] = losses.flatMap(({ id, of, shareOf, lossOf }) => [
  mutant(
    `${id}/over_pred`,
    "The overlap is divided by the area of the prediction",
    formula({ value: of("overlap / max(width * height, union_eps)") }),
  ),
  mutant(
    `${id}/over_target`,
    "The overlap is divided by the area of the target",
    formula({ value: of("overlap / max(target_width * target_height, union_eps)") }),
  ),
  mutant(
    `${id}/union_with_overlap_twice`,
    "The overlap is not taken from the sum of both areas",
    formula({
      value: of("overlap / max(width * height + target_width * target_height, union_eps)"),
    }),
  ),
  mutant(
    `${id}/signed_overlap`,
    "Boxes apart along both axes have a positive overlap of two negative lengths",
    formula({
      value: of(
        `(overlap_x * overlap_y) / max(width * height + target_width * target_height - overlap_x * overlap_y, union_eps)`,
      ),
    }),
  ),
  mutant(
    `${id}/pixels`,
    "Sides are counted in pixels, one longer",
    formula({
      value: of(
        `${pixels} / ((width + 1) * (height + 1) + (target_width + 1) * (target_height + 1) - ${pixels})`,
      ),
    }),
  ),
  mutant(
    `${id}/areas_held`,
    "Areas are held at the greatest number of float16: a box of side 300 has no more than one of 256",
    formula({
      value: of(
        "overlap / max(min(width * height, 65504) + min(target_width * target_height, 65504) - overlap, union_eps)",
      ),
    }),
    { dtypes: ["f16"] },
  ),
  mutant(
    `${id}/smoothed`,
    "1 is added to both areas, as FCOS does",
    formula({ value: of("(overlap + 1) / (union + 1)") }),
  ),
  mutant(
    `${id}/union_eps_added`,
    "union_eps is added, not the least",
    formula({ value: of("overlap / (union + union_eps)") }),
  ),
  mutant(
    `${id}/eps_added`,
    "eps is added to the share",
    formula({ value: of(`(overlap / ${least} + eps)`) }),
  ),
  mutant(
    `${id}/eps_for_union`,
    "eps is the least union, too: union_eps is not read",
    formula({ value: of("overlap / max(union, eps)") }),
  ),
  mutant(
    `${id}/union_detached`,
    "The union is no part of the gradient",
    formula({ value: of(`overlap / stop_gradient(${least})`) }),
  ),
  mutant(
    `${id}/loss_of_mean`,
    "The loss of the mean share, where the mean of losses is asked, as in KerasCV",
    computes(() => (call) => {
      const right = evaluateReference(call);
      if (call.reduction !== "mean" || call.params.avg_factor !== null || call.inputs.weight) {
        return right;
      }
      const { upstream: _, ...asked } = call;
      const terms = evaluateReference({ ...asked, reduction: "none", gradients: false });

      if (!("value" in terms)) return right;
      const shares = Array.from(terms.value.data, shareOf);
      const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
      return changed(right, call, () => ({ value: [lossOf(mean)] }));
    }),
  ),
  mutant(
    `${id}/nan_is_apart`,
    "A box with a NaN coordinate is taken for one that is apart",
    answers(({ value }, { reduction, params }) => ({
      value: reduction === "none"
        ? value.map((x) => Number.isNaN(x) ? lossOf(Number(params.eps ?? 1e-6)) : x)
        : value,
    })),
  ),
]).filter(({ id }) => id !== "linear_iou_loss/loss_of_mean");
