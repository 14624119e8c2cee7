/**
 * Mistakes in generalized and in distance IoU loss: the penalty, where eps stands, and what is differentiated.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, formula, hears, mutant, withParam } from "../write.ts";

const hull =
  "(max(pred.x2, target.x2) - min(pred.x1, target.x1)) * (max(pred.y2, target.y2) - min(pred.y1, target.y1))";
const unions = "(width * height + target_width * target_height - overlap)";
const shares = `(overlap / (${unions} + eps))`;

/** Of both losses. */
const shared = ["giou_loss", "diou_loss"].flatMap((id) => [
  mutant(
    `${id}/no_penalty`,
    "The penalty is left out",
    formula({ value: `1 - overlap / max(${unions}, eps)` }),
  ),
  mutant(
    `${id}/penalty_where_apart_alone`,
    "Boxes that overlap have no penalty",
    answers(({ value, gradients }, { reduction }) => ({
      value: reduction === "none" ? value.map((x) => x > 1 ? x : Math.min(x, 0.5)) : value,
      gradients,
    })),
  ),
  mutant(
    `${id}/halved`,
    "Half of it, so that it is at most 1",
    answers(({ value, gradients }) => ({
      value: value.map((x) => x / 2),
      gradients: Object.fromEntries(
        Object.entries(gradients).map(([name, list]) => [name, list.map((x) => x / 2)]),
      ),
    })),
  ),
  mutant(
    `${id}/no_slope_apart`,
    "Boxes apart have no slope, as those of plain IoU",
    answers(({ value, gradients }, { reduction }) =>
      reduction === "none"
        ? {
          gradients: Object.fromEntries(
            Object.entries(gradients).map((
              [name, list],
            ) => [name, list.map((x, i) => value[Math.floor(i / 4)] > 1 ? 0 : x)]),
          ),
        }
        : { gradients }
    ),
  ),
  mutant(
    `${id}/eps_fixed`,
    "eps is a constant",
    hears((call) => withParam(call, "eps", 2 ** -23)),
  ),
]);

/** All of them. */
export const mutants: readonly Mutant[] = [
  ...shared,
  mutant(
    "giou_loss/over_union",
    "The part that neither covers is divided by the union",
    formula({ value: `1 - ${shares} + (${hull} - ${unions}) / (${unions} + eps)` }),
  ),
  mutant(
    "giou_loss/overlap_of_hull",
    "The overlap, not the union, is taken from the box around both",
    formula({ value: `1 - ${shares} + (${hull} - overlap) / (${hull} + eps)` }),
  ),
  mutant(
    "giou_loss/intersection_as_hull",
    "The box around both has the smaller corners",
    formula({
      value: `1 - ${shares} + where(overlap > 0, 0, (${hull} - ${unions}) / (${hull} + eps))`,
    }),
  ),
  mutant(
    "giou_loss/eps_added_undeclared",
    "eps is added to areas by who declares that they are taken for eps at least",
    hears((call) => withParam(call, "eps_added", 1)),
  ),
  mutant(
    "giou_loss/eps_in_share_alone",
    "eps is added to the union alone",
    formula({
      value:
        `1 - (where(eps_added == 1, overlap / (${unions} + eps), overlap / max(${unions}, eps)) - (${hull} - ${unions}) / (${hull}))`,
    }),
  ),
  mutant(
    "giou_loss/hull_detached",
    "The box around both is no part of the gradient",
    formula({
      value:
        `where(eps_added == 1, 1 - (overlap / (${unions} + eps) - (stop_gradient(${hull}) - ${unions}) / (stop_gradient(${hull}) + eps)), textbook)`,
    }),
  ),
  mutant(
    "diou_loss/not_squared",
    "The distance over the diagonal, not their squares",
    formula({ value: "1 - share + sqrt(distance) / sqrt(norm)" }),
  ),
  mutant(
    "diou_loss/whole_shift",
    "The shift of the centres is twice what it is: halves are forgotten",
    formula({ value: "1 - share + 4 * distance / norm" }),
  ),
  mutant(
    "diou_loss/corners",
    "The distance of the first corners, not of the centres",
    formula({
      value: "1 - share + ((target.x1 - pred.x1)^2 + (target.y1 - pred.y1)^2) / norm",
    }),
  ),
  mutant(
    "diou_loss/over_hull_area",
    "The squared distance is divided by the area of the box around both",
    formula({ value: `1 - share + distance / (${hull} + eps)` }),
  ),
  mutant(
    "diou_loss/eps_above",
    "eps is added to the squared distance, too, as PaddleDetection does",
    formula({ value: "1 - share + (distance + eps) / norm" }),
  ),
  mutant(
    "diou_loss/eps_max",
    "The union is taken for eps at least",
    formula({ value: `1 - overlap / max(${unions}, eps) + distance / norm` }),
  ),
  mutant(
    "diou_loss/diagonal_detached",
    "The diagonal is no part of the gradient",
    formula({ value: "1 - share + distance / stop_gradient(norm)" }),
  ),
  mutant(
    "diou_loss/distance_detached",
    "The distance is no part of the gradient",
    formula({ value: "1 - share + stop_gradient(distance) / norm" }),
  ),
  mutant(
    "diou_loss/x_alone",
    "The distance is that along x",
    formula({ value: "1 - share + shift_x^2 / norm" }),
  ),
];
