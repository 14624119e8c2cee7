/**
 * A counterexample's call as code that can be pasted, in the implementation's language.
 *
 * @module
 */
import { columnLayoutOf } from "../../oracle/internal.ts";
import type { Counterexample } from "../../runner/mod.ts";
import type { Call, Spec } from "../../spec/mod.ts";
import type { Tensor } from "../../tensor/mod.ts";
import { filled } from "../../tensor/internal.ts";
import { cpp } from "./cpp.ts";
import { go } from "./go.ts";
import { java } from "./java.ts";
import { javascript, typescript } from "./javascript.ts";
import { numpy } from "./numpy.ts";
import { python } from "./python.ts";
import { rust } from "./rust.ts";
import { toldText, type Writer } from "./writer.ts";

/** Elements of all tensors together, beyond which code is too long to be of use. */
const mostElements = 64;

/** The writers by what an implementation says that it is written in, in small letters. */
const writers: Readonly<Record<string, Writer>> = {
  python,
  "python with numpy": numpy,
  javascript,
  typescript,
  rust,
  go,
  "c++": cpp,
  java,
};

/**
 * Writes the call at fault as code that calls the loss and prints what is at fault.
 *
 * Which language that is says the implementation: the `language` of its answer to `start`, whatever its
 * case; a module is JavaScript or TypeScript by its file's name. In each the code fits the adapter that
 * `lossproof init` begins; for `Python with NumPy` it calls a function of the loss's name, with arrays.
 *
 * @param counterexample whose call
 * @param language what the implementation is written in, as it says of itself
 * @param spec the loss, for the shape of its terms
 * @returns lines of code; nothing in a language that is not known here, or where the tensors are large
 */
export function snippetLines(
  { trial, fault }: Pick<Counterexample, "trial" | "fault">,
  language: string | undefined,
  spec?: Spec,
): string[] {
  const key = language?.toLowerCase() ?? "";
  const writer = Object.hasOwn(writers, key) ? writers[key] : undefined;
  const call = trial.calls[fault.call];
  if (writer === undefined || call === undefined) return [];
  const upstream = call.upstream ?? onesFor(call, spec);
  const tensors = [...Object.values(call.inputs), upstream];
  if (tensors.reduce((sum, { data }) => sum + data.length, 0) > mostElements) return [];
  const output = fault.output ?? "value";
  const told = toldText(output, fault.expected, fault.got);
  return [
    ...writer.lines({ call, upstream, output }),
    ...(told === undefined ? [] : [writer.comment(told)]),
    ...writer.end ?? [],
  ];
}

/** The upstream of a call that has none: ones, of the value's shape where that is known. */
function onesFor(call: Call, spec: Spec | undefined): Tensor {
  return filled(call.dtype, call.reduction === "none" ? termsShape(call, spec) : [], 1);
}

function termsShape(call: Call, spec: Spec | undefined): readonly number[] {
  try {
    return spec === undefined ? [] : columnLayoutOf(spec, call).shape;
  } catch (error) {
    // A call that is to be refused has no terms.
    if (error instanceof RangeError) return [];
    throw error;
  }
}
