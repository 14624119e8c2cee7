/**
 * What a model says of itself.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { version } from "../version.ts";
import type { GraphOptions } from "./frame.ts";
import type { ModelWords } from "./graph_builder.ts";

/**
 * Name, documentation and metadata of a loss's model.
 *
 * @param spec the loss
 * @param options format and reduction
 * @param how a sentence on how it is made
 */
export function wordsOf(
  { id, title, summary, sources }: Spec,
  { dtype, reduction }: GraphOptions,
  how: string,
): ModelWords {
  return {
    name: id,
    doc: `${title}, reduction ${reduction}. ${summary} ${how}`,
    metadata: {
      "lossproof.loss": id,
      "lossproof.version": version,
      "lossproof.dtype": dtype,
      "lossproof.reduction": reduction,
      "lossproof.source": sources.map(({ title, ref }) => `${title}: ${ref}`).join("; "),
    },
  };
}
