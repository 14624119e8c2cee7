/**
 * Programs whose value is another where gradients are asked for, too, as where one kernel computes both.
 *
 * @module
 */
import { builtinSpecs } from "../../../src/spec/mod.ts";
import type { Mutant } from "../mutant.ts";
import { answers, mutant } from "../write.ts";

/** A value times a factor where the gradients come with it. */
function scaled(factor: number) {
  return answers(({ value }, { gradients }) =>
    gradients ? { value: value.map((x) => factor * x) } : {}
  );
}

/** The losses that have a gradient. */
const losses = [...builtinSpecs].flatMap(([loss, { inputs }]) =>
  Object.values(inputs).some(({ grad }) => grad) ? [loss] : []
);

/** All of them. */
export const mutants: readonly Mutant[] = losses.flatMap((loss) => [
  mutant(
    `${loss}/no_value_with_gradients`,
    "The fused kernel of value and gradients leaves the value at 0",
    scaled(0),
  ),
  mutant(
    `${loss}/half_the_value_with_gradients`,
    "The fused kernel of value and gradients halves the value",
    scaled(0.5),
  ),
]);
