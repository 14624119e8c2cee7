/**
 * Losses that are, are bounded by, or tend to, another loss.
 *
 * Both sides are asked of the implementation. Where it lacks the other loss, the oracle's
 * exact value stands in.
 *
 * @module
 */
import fc from "fast-check";
import type { Spec } from "../spec/mod.ts";
import { canHave } from "../spec/internal.ts";
import { callArbitrary, type CallOptions } from "../generate/mod.ts";
import { formats } from "../tensor/mod.ts";
import type { Check } from "./check.ts";
import { bothSides, commonReductions, dividesAlike, inTerms, presence, sideOf } from "./compare.ts";
import { satisfied } from "./condition.ts";
import { atFixed, fixedParams } from "./fixed_params.ts";
import { isExact, type OtherSide } from "./other_side.ts";
import { boundedBySide, equalSides } from "./other_side_laws.ts";
import { orthodoxParams } from "./orthodox.ts";
import { detailOf, relationCheck, shortSlug } from "./relation.ts";
import type { Setting } from "../judge/internal.ts";
import type { InvariantOf } from "./builder.ts";
import { callsToTheEnds, smallCalls } from "./term_calls.ts";

/**
 * The check that a loss, at some parameters, is a multiple of another, in every reduction that both
 * do alike.
 *
 * @param spec the loss
 * @param invariant the spec's entry; `when` may also fix `"C"`, the number of classes, and say null
 *   of an optional input that the other loss lacks
 * @param setting what the check is made for
 * @returns the check; `undefined` when a parameter cannot be fixed so, no reduction compares, or
 *   either loss is declared in a dialect
 */
export function reducesTo(
  spec: Spec,
  invariant: InvariantOf<"reduces_to">,
  setting: Setting,
): Check | undefined {
  const { loss, when, inputs, params, factor, reductions, where } = invariant;
  const { capability, dtype } = setting;
  const { C: classes } = when;
  const fixed = fixedParams(spec, when, setting);
  if (fixed === undefined) return undefined;
  const side = sideOf(setting, loss, inputs, params);
  const orthodox = orthodoxSides(spec, side, setting);
  if (orthodox === undefined) return undefined;
  const alike = reductions && where === undefined ? commonReductions(spec, side, setting) : [];
  const chosen = alike.length > 0
    ? { side, reductions: alike, options: { dtype, capability, ...smallCalls } }
    : inTerms(spec, side, setting);
  if (chosen === undefined) return undefined;
  const times = factor === "1" ? "" : `${factor} times `;
  const requirement = `${spec.id}${atFixed(when)} equals ${times}${loss}${
    where === undefined ? "" : ` where ${where}`
  }`;
  const options: CallOptions = {
    ...chosen.options,
    ...presence(spec, side, [factor, where ?? "1"]),
    ...classes === undefined ? {} : { classes: { min: Number(classes), max: Number(classes) } },
    ...isExact(spec, side) ? {} : { ordinary: true },
  };
  const factors = { own: "1", other: factor, where };
  const settled = { ...orthodox, ...chosen.options.params, ...fixed };
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(spec, invariant, ({ loss }) => loss, detailOfWhen),
    requirement,
    trials: fc.constantFrom(...chosen.reductions).chain((reduction) =>
      callArbitrary(spec, { ...options, reduction, params: settled })
        .map((call) => bothSides(spec, satisfied(spec, call, where ?? ""), chosen.side))
    ),
    laws: (trial) =>
      dividesAlike(spec, trial, chosen.side, setting)
        ? equalSides(requirement, trial, spec, chosen.side, setting, factors)
        : [],
  });
}

function detailOfWhen({ when, factor, where }: InvariantOf<"reduces_to">): string {
  const ways = [
    ...Object.entries(when).map(([name, value]) => `${name}_${value}`),
    ...where === undefined ? [] : [`where ${shortSlug(where)}`],
  ];
  return ways.length > 0 ? ways.join("_") : `times ${factor}`;
}

/** This side's dialect parameters at their defaults; `undefined` where either side has others. */
function orthodoxSides(
  spec: Spec,
  side: OtherSide,
  { capability }: Setting,
): ReturnType<typeof orthodoxParams> {
  const other = orthodoxParams(side.spec, side.capability);
  return other === undefined ? undefined : orthodoxParams(spec, capability);
}

/**
 * The check that a term is at most a multiple of another loss's term: in half of the calls at the ends of
 * the format, where most losses come near their bounds.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` when the terms of either cannot be had, or are in a dialect
 */
export function boundedBy(
  spec: Spec,
  invariant: InvariantOf<"bounded_by">,
  setting: Setting,
): Check | undefined {
  const { loss, factor, params } = invariant;
  const chosen = inTerms(spec, sideOf(setting, loss, {}, params), setting);
  if (chosen === undefined) return undefined;
  const { side } = chosen;
  const orthodox = orthodoxSides(spec, side, setting);
  if (orthodox === undefined) return undefined;
  const times = factor === "1" ? "" : `${factor} times `;
  const requirement = `${spec.id} is at most ${times}${loss}`;
  const options = {
    ...chosen.options,
    ...presence(spec, side, [factor]),
    params: { ...orthodox, ...chosen.options.params },
    gradients: false,
  };
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(spec, invariant, ({ loss }) => loss, ({ factor }) => `times ${factor}`),
    requirement,
    trials: callsToTheEnds(spec, options).map((call) => bothSides(spec, call, side)),
    laws: (trial) => boundedBySide(requirement, trial, spec, side, setting, factor),
  });
}

/**
 * The check of a limit, at a parameter as far towards it as a format's squares can bear.
 *
 * How close the loss must have come is the exact difference of the two sides, which the oracle
 * knows.
 *
 * @param spec the loss
 * @param invariant the spec's entry
 * @param setting what the check is made for
 * @returns the check; `undefined` when the parameter is fixed or the terms of either cannot be had
 */
export function limit(
  spec: Spec,
  invariant: InvariantOf<"limit">,
  setting: Setting,
): Check | undefined {
  const { param, to, loss, scale, other_scale: otherScale, other_inputs: inputs } = invariant;
  const { dtype, capability } = setting;
  const exponent = Math.floor(Math.log2(formats[dtype].largest) / 2);
  const value = 2 ** (to === "0+" ? -exponent : exponent);
  const chosen = inTerms(spec, sideOf(setting, loss, inputs, {}), setting);
  if (chosen === undefined || !canHave(spec, capability, param, value)) return undefined;
  const side: OtherSide = { ...chosen.side, near: true };
  const times = (formula: string): string => formula === "1" ? "" : `${formula} times `;
  const requirement = `${times(scale)}${spec.id} tends to ${times(otherScale)}${loss} as ${param} ${
    to === "0+" ? "falls to 0" : "grows"
  }`;
  const factors = { own: scale, other: otherScale };
  return relationCheck(spec, invariant, setting, {
    detail: detailOf(spec, invariant, ({ loss }) => loss, ({ param, to }) => `${param} to ${to}`),
    requirement,
    trials: callArbitrary(spec, {
      ...chosen.options,
      ...presence(spec, side, [scale, otherScale]),
      ordinary: true,
      params: { ...chosen.options.params, [param]: value },
    }).map((call) => bothSides(spec, call, side)),
    laws: (trial) => equalSides(requirement, trial, spec, side, setting, factors),
  });
}
