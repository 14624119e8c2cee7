/**
 * Ideas for losses that have a number for each class beside logits and labels.
 *
 * @module
 */
import type { GivenTensors, Idea } from "../idea.ts";

/**
 * The same ideas, with an input of as many numbers as there are classes.
 *
 * @param ideas with logits `pred`, [N, C]
 * @param name the input
 * @param values its numbers, over and over
 */
export function withPerClass(
  ideas: readonly Idea[],
  name: string,
  values: readonly number[],
): readonly Idea[] {
  return ideas.map(({ inputs: given, ...idea }) => ({
    ...idea,
    inputs: (ends) => {
      const tensors: GivenTensors = typeof given === "function" ? given(ends) : given;
      const { pred } = tensors;
      const classes = Array.isArray(pred)
        ? (pred[0] as readonly unknown[]).length
        : (pred as { readonly shape: readonly number[] }).shape[1];
      const numbers = Array.from({ length: classes }, (_, c) => values[c % values.length]);
      return { ...tensors, [name]: numbers };
    },
  }));
}
