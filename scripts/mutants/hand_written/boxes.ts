/**
 * Mistakes that every loss of two boxes can have: how corners are read, what has a gradient, and the mean.
 *
 * @module
 */
import { evaluateReference } from "../../../src/losses/mod.ts";
import { builtinSpecs, type Call } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import {
  answers,
  computes,
  each,
  formula,
  hears,
  mutant,
  withNumbers,
  withParam,
} from "../write.ts";

const ids = [...builtinSpecs.values()]
  .filter(({ inputs: { pred, target } }) =>
    pred?.domain === "box" && target?.domain === "box" && target.grad
  )
  .map(({ id }) => id);

/** All of them. */
export const mutants: readonly Mutant[] = ids.flatMap((id) => [
  mutant(
    `${id}/centres`,
    "The corners are read as centre, width and height",
    hears((call) => asCorners(asCorners(call, "pred"), "target")),
  ),
  mutant(
    `${id}/pred_turned`,
    "x and y of the prediction are exchanged",
    computes(() => (call) => {
      const { data } = call.inputs.pred;
      return evaluateReference(withNumbers(call, "pred", (_, i) => Number(data[i ^ 1])));
    }),
  ),
  mutant(
    `${id}/gradient_of_one_corner`,
    "The slopes by the lower corners have the sign of the upper ones",
    answers(({ gradients }) => ({
      gradients: {
        ...gradients,
        ...gradients.pred && { pred: gradients.pred.map((x, i) => i % 4 < 2 ? -x : x) },
      },
    })),
  ),
  mutant(
    `${id}/target_detached`,
    "The target has no gradient",
    answers(({ gradients }) => ({
      gradients: { ...gradients, ...gradients.target && { target: gradients.target.map(() => 0) } },
    })),
  ),
  mutant(
    `${id}/mean_over_coordinates`,
    "The mean is over four coordinates a box",
    answers((numbers, { reduction, params }) =>
      reduction === "mean" && params.avg_factor === null ? each((x) => x / 4)(numbers) : numbers
    ),
  ),
  mutant(
    `${id}/avg_factor_epsilon`,
    "float32's epsilon is added to an avg_factor that is given, undeclared",
    formula({
      denominators: { mean: { of: "rows", given_by: "avg_factor", given_plus: 2 ** -23 } },
    }),
    { dtypes: ["f64"] },
  ),
  mutant(
    `${id}/avg_factor_ignored`,
    "avg_factor is ignored",
    hears((call) => withParam(call, "avg_factor", null)),
  ),
  mutant(
    `${id}/inverted_taken`,
    "Corners out of order are put in order, instead of refused",
    hears((call) => inOrder(inOrder(call, "pred"), "target")),
    { level: "should" },
  ),
]);

/** Boxes (x1, y1, x2, y2) of an input, taken for centre, width and height. */
function asCorners(call: Call, name: string): Call {
  const { data } = call.inputs[name];
  return withNumbers(call, name, (x, i) => {
    const first = i - i % 4 + i % 2;
    const half = Number(data[first + 2]) / 2;
    return Number(data[first]) + (i % 4 < 2 ? -half : half) + 0 * x;
  });
}

/** The corners of an input's boxes in order. */
function inOrder(call: Call, name: string): Call {
  const given = call.inputs[name];
  if (given === undefined) return call;
  const { data } = given;
  return withNumbers(call, name, (x, i) => {
    const other = Number(data[i % 4 < 2 ? i + 2 : i - 2]);
    if (Number.isNaN(x) || Number.isNaN(other)) return x;
    return i % 4 < 2 ? Math.min(x, other) : Math.max(x, other);
  });
}
