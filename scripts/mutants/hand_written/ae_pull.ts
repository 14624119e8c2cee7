/**
 * Mistakes in the pull of associative embedding.
 *
 * @module
 */
import type { Mutant } from "../mutant.ts";
import { answers, each, formula, hears, mutant, withParam } from "../write.ts";

const loss = "ae_pull_loss";

/** All of them. */
export const mutants: readonly Mutant[] = [
  mutant(`${loss}/not_halved`, "The squared difference is not halved", formula({ value: "d^2" })),
  mutant(
    `${loss}/one_tag`,
    "One of the tags is pulled to the middle alone",
    formula({ value: "(pred - middle)^2" }),
  ),
  mutant(
    `${loss}/slope_of_the_square`,
    "The slope is that of the squared difference, not of its half",
    formula({ gradient: { pred: "2 * d", target: "-2 * d" } }),
  ),
  mutant(
    `${loss}/distance`,
    "The distance of the tags, not its square",
    formula({ value: "abs(d)" }),
  ),
  mutant(
    `${loss}/middle_not_halved`,
    "The middle is the sum of the tags",
    formula({ value: "(pred - 2 * middle)^2 + (target - 2 * middle)^2" }),
  ),
  mutant(
    `${loss}/weight_fixed`,
    "The weight is 0.25, whatever is asked",
    hears((call) => withParam(call, "pull_weight", 0.25)),
  ),
  mutant(
    `${loss}/weight_in_the_value_alone`,
    "The weight does not reach the gradient",
    answers(({ gradients }, { params }) => ({
      gradients:
        each((x) => x / Number(params.pull_weight || 1))({ value: [], gradients }).gradients,
    })),
  ),
  mutant(
    `${loss}/mean_over_tags`,
    "The mean is over both tags of each object",
    answers((numbers, { reduction }) =>
      reduction === "mean" ? each((x) => x / 2)(numbers) : numbers
    ),
  ),
];
