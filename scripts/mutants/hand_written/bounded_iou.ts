/**
 * Mistakes in bounded IoU loss: what eps is, which side is divided by, and what of a term an end moves.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, formula, hears, mutant, withParam } from "../write.ts";

const loss = "bounded_iou_loss";
const bent = (q: string) => `where((${q}) < beta, 0.5 * (${q})^2 / beta, (${q}) - 0.5 * beta)`;
const terms = (x: string, y: string, w: string, h: string) =>
  formula({
    value: bent(
      `where(index(box) == 0, ${x}, where(index(box) == 1, ${y}, where(index(box) == 2, ${w}, ${h})))`,
    ),
  });

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(
    `${loss}/not_bent`,
    "What the shares lack is the loss, without smooth L1",
    formula({ value: "q" }),
  ),
  mutant(
    `${loss}/huber`,
    "Smooth L1 is multiplied by beta",
    formula({ value: "where(q < beta, 0.5 * q^2, beta * (q - 0.5 * beta))" }),
  ),
  mutant(
    `${loss}/over_the_predicted_side`,
    "A shift is compared with the predicted side, not with the right one's",
    terms(
      "where(away_x < width, (2 * away_x + eps) / (width + away_x + eps), 1)",
      "where(away_y < height, (2 * away_y + eps) / (height + away_y + eps), 1)",
      "resized_x",
      "resized_y",
    ),
  ),
  mutant(
    `${loss}/once_the_shift`,
    "The shift counts once where twice of it is missing from the share",
    terms(
      "where(abs(shift_x) < target_width, (away_x + eps) / (target_width + abs(shift_x) + eps), 1)",
      "where(abs(shift_y) < target_height, (away_y + eps) / (target_height + abs(shift_y) + eps), 1)",
      "resized_x",
      "resized_y",
    ),
  ),
  mutant(
    `${loss}/one_ratio`,
    "A side that is too long costs nothing: the ratio is of the predicted side over the right one",
    terms(
      "shifted_x",
      "shifted_y",
      "max((eps - stretch_x) / (target_width + eps), 0)",
      "max((eps - stretch_y) / (target_height + eps), 0)",
    ),
  ),
  mutant(
    `${loss}/axes_exchanged`,
    "The terms of x stand where those of y belong",
    terms("shifted_y", "shifted_x", "resized_y", "resized_x"),
  ),
  mutant(
    `${loss}/box_by_box`,
    "Terms come as x, width, y, height",
    terms("shifted_x", "resized_x", "shifted_y", "resized_y"),
  ),
  mutant(
    `${loss}/unbounded`,
    "Beyond half a side the shift goes on to cost more",
    terms(
      "(2 * away_x + eps) / (target_width + away_x + eps)",
      "(2 * away_y + eps) / (target_height + away_y + eps)",
      "resized_x",
      "resized_y",
    ),
  ),
  mutant(
    `${loss}/eps_below_alone`,
    "eps keeps quotients from 0/0 alone, and is not a part of what is missing",
    terms(
      "where(away_x < target_width, 2 * away_x / (target_width + away_x + eps), 1)",
      "where(away_y < target_height, 2 * away_y / (target_height + away_y + eps), 1)",
      "abs(stretch_x) / (max(width, target_width) + eps)",
      "abs(stretch_y) / (max(height, target_height) + eps)",
    ),
  ),
  mutant(
    `${loss}/beta_fixed`,
    "beta is 0.2, whatever is asked",
    hears((call) => withParam(call, "beta", 0.2)),
  ),
  mutant(
    `${loss}/eps_fixed`,
    "eps is 0.001, whatever is asked",
    hears((call) => withParam(call, "eps", 0.001)),
  ),
  mutant(
    `${loss}/pulled_when_apart`,
    "Boxes that are far apart are pulled together, though the loss is flat there",
    formula({
      gradient: {
        pred: "derivative + where(index(box) == 0 && away_x > target_width, shift_x, 0)",
      },
    }),
  ),
  mutant(
    `${loss}/one_end`,
    "The slope by the shift goes to the lower ends alone",
    answers(({ gradients }) => ({
      gradients: {
        ...gradients,
        ...gradients.pred && {
          pred: gradients.pred.map((x, i, all) => {
            const shift = (all[i - i % 4 + i % 2] + all[i - i % 4 + i % 2 + 2]) / 2;
            return i % 4 < 2 ? x + shift : x - shift;
          }),
        },
      },
    })),
  ),
  mutant(
    `${loss}/over_boxes`,
    "The mean is over boxes, not over terms",
    formula({ denominators: { mean: { of: "rows", given_by: "avg_factor" } } }),
  ),
  mutant(
    `${loss}/avg_factor_ignored`,
    "avg_factor is ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
];
