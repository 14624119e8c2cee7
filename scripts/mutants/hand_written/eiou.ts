/**
 * Mistakes in extended IoU loss: the overlap of boxes that are apart, and where the parabola ends.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { formula, hears, mutant, withParam } from "../write.ts";

const loss = "eiou_loss";
const smoothed = (q: string) =>
  `where(${q} < smooth_point, (${q})^2 / (2 * smooth_point), ${q} - smooth_point / 2)`;
const ofOverlap = (area: string) =>
  formula({ value: smoothed(`(1 - ${area} / (areas - ${area} + eps))`) });

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/no_signed_overlap`,
    "Boxes apart have nothing in common",
    ofOverlap("(max(overlap_x, 0) * max(overlap_y, 0))"),
  ),
  mutant(
    `${loss}/product_of_signs`,
    "Boxes apart along both axes have a positive overlap",
    ofOverlap("(overlap_x * overlap_y)"),
  ),
  mutant(
    `${loss}/corner_once`,
    "Apart along both axes, the overlap is half of what it is",
    formula({
      value: smoothed(
        "where(overlap_x < 0 && overlap_y < 0, 1 + gap / 2 / (areas + gap / 2 + eps), lost)",
      ),
    }),
  ),
  mutant(
    `${loss}/strip_alone`,
    "Apart along one axis, the rectangle between the boxes is as high as what they have in common",
    formula({
      value: smoothed(
        "where(overlap_x < 0 && overlap_y > 0, 1 - overlap_x * overlap_y / (areas - overlap_x * overlap_y + eps), lost)",
      ),
    }),
  ),
  mutant(
    `${loss}/not_smoothed`,
    "1 - IoU as it is",
    formula({ value: "lost" }),
  ),
  mutant(
    `${loss}/parabola_not_halved`,
    "The parabola is twice as steep",
    formula({
      value: "where(lost < smooth_point, lost^2 / smooth_point, lost - smooth_point / 2)",
    }),
  ),
  mutant(
    `${loss}/line_not_lowered`,
    "The line is not lowered to where the parabola ends",
    formula({ value: "where(lost < smooth_point, lost^2 / (2 * smooth_point), lost)" }),
  ),
  mutant(
    `${loss}/parabola_at_perfect_boxes`,
    "The parabola is left below half the smooth point alone",
    formula({
      value: "where(lost < smooth_point / 2, lost^2 / (2 * smooth_point), lost - smooth_point / 2)",
    }),
  ),
  mutant(
    `${loss}/smooth_point_fixed`,
    "The smooth point is 0.1, whatever is asked",
    hears((call) => withParam(call, "smooth_point", 0.1)),
  ),
  mutant(
    `${loss}/union_without_the_gap`,
    "The union does not know of the negative overlap",
    formula({
      value: smoothed(
        "where(overlap_x > 0 && overlap_y > 0, lost, 1 + gap / (areas + eps))",
      ),
    }),
  ),
  mutant(
    `${loss}/eps_left_out`,
    "Nothing is added to the union",
    hears((call) => withParam(call, "eps", 0)),
  ),
];
