/**
 * Which lengths of a loss's axes a model fixes.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { splitShape } from "../spec/internal.ts";
import type { Binding } from "./binding.ts";

/** The most elements of an input of fixed shape: of more, one call takes seconds to judge. */
const mostElements = 2 ** 16;

/** By axis of the spec, its lengths; `null` where the model leaves one open. */
export type FixedLengths = Readonly<Record<string, readonly (number | null)[]>>;

/**
 * Reads the lengths off the shapes of a model's inputs.
 *
 * @param binding the model's inputs
 * @param spec the loss
 * @returns the lengths of those axes that have a fixed one; `undefined` where all are open
 * @throws {RangeError} when an input has other axes than the spec's, two do not fit together, or one has
 * too many elements
 */
export function fixedLengths({ inputs }: Binding, spec: Spec): FixedLengths | undefined {
  const known = new Map<string, { readonly lengths: (number | null)[]; readonly of: string }>();
  for (const [name, input] of Object.entries(spec.inputs)) {
    const { dims, name: of } = inputs.get(name) ?? {};
    // One element stands for all.
    if (dims === undefined || of === undefined || (input.optional && dims.every(isOne))) continue;
    const lengths = dims.map((length) => typeof length === "number" ? length : null);
    const elements = lengths.reduce<number>((product, length) => product * (length ?? 1), 1);
    if (elements > mostElements) {
      throw new RangeError(
        `its input "${of}" has the shape [${dims}]: export it with at most ${mostElements} ` +
          "elements, or with lengths that are open (dynamic axes)",
      );
    }
    const split = splitShape(input.shape, lengths);
    if (split === undefined) {
      throw new RangeError(
        `its input "${of}", as ${name}, has the shape [${dims}], expected the axes [${input.shape}]`,
      );
    }
    for (const [axis, measured] of split) {
      const other = known.get(axis);
      if (other === undefined) known.set(axis, { lengths: [...measured], of });
      else if (other.lengths.length === measured.length) {
        measured.forEach((length, i) => {
          other.lengths[i] ??= length;
          if (length === null || length === other.lengths[i]) return;
          throw new RangeError(
            `its inputs "${other.of}" and "${of}" do not fit together: ` +
              `"${axis}" is ${other.lengths[i]} in one, and ${length} in the other`,
          );
        });
      }
    }
  }
  const all = [...known].map(([axis, { lengths }]) => [axis, lengths] as const);
  // What has no axes cannot be flattened into one either.
  const isOpen = ([, lengths]: (typeof all)[number]) =>
    lengths.length > 0 && lengths.every((length) => length === null);
  return all.every(isOpen) ? undefined : Object.fromEntries(all);
}

const isOne = (length: number | string) => length === 1;
