/**
 * Narrowing: what an implementation does not declare, and so is not asked.
 *
 * @module
 */
import type { Capability, Spec } from "../spec/mod.ts";
import { gradientInputsOf, hasInput, hasParam, reductionsOf } from "../spec/internal.ts";
import type { Summary } from "./summary.ts";

/**
 * Names what the implementation's declaration leaves out of the specs that were judged. It is no evidence
 * that is missing: nobody says that it is there.
 *
 * @param summary the run, folded
 * @param specs every spec by its id; those that are not known are passed over
 * @returns a sentence, or none where all is declared
 */
export function narrowingNotes(
  { header, judged }: Summary,
  specs: ReadonlyMap<string, Spec> | undefined,
): readonly string[] {
  const losses = [...new Set(judged.map(({ loss }) => loss))];
  const left = losses.flatMap((loss) => {
    const spec = specs?.get(loss);
    const capability = header.implementation.losses[loss];
    if (spec === undefined || capability === undefined) return [];
    return leftOut(spec, capability).map((what) => ({ what, loss }));
  });
  const groups = [...Map.groupBy(left, ({ what }) => what)]
    .map(([what, all]) => `${what} (${all.map(({ loss }) => loss).join(", ")})`);
  return groups.length === 0 ? [] : [`Not declared, and so not asked: ${groups.join("; ")}`];
}

function leftOut(spec: Spec, capability: Capability): string[] {
  const { inputs, params, reduction } = spec;
  const names = Object.keys(inputs);
  const gradients = gradientInputsOf(spec, capability);
  const reductions = reductionsOf(spec, capability);
  return [
    ...names.filter((name) => inputs[name].grad && !gradients.includes(name))
      .map((name) => `the gradient by ${name}`),
    ...reduction.modes.filter((mode) => !reductions.includes(mode)).map((mode) =>
      `reduction ${mode}`
    ),
    ...names.filter((name) => !hasInput(spec, capability, name)),
    // A dialect is a choice, and not something to have.
    ...Object.keys(params).filter((name) =>
      !params[name].dialect && !hasParam(spec, capability, name)
    ),
  ];
}
