/**
 * The laws of losses that are sums over rows: what the answers to two calls on the same rows have
 * in common.
 *
 * All are stated of D·answer, with D the reduction's divisor, so that one law serves every
 * reduction.
 *
 * @module
 */
import type { Spec } from "../spec/mod.ts";
import { gradientInputsOf } from "../spec/internal.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import { divisorOf, undivided } from "./denominator.ts";
import type { Law } from "./law.ts";
import { type Box, boxOf, inputBox, layoutOf } from "./layout.ts";
import { indices, pickedElements, rowCount } from "./rows.ts";

/** An output of a call, and the box of its elements. */
export interface Output {
  readonly name: string;
  readonly box: Box;
}

/** The gradients that were asked for with a call. */
export function gradientOutputs(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  call: number,
): readonly Output[] {
  const asked = trial.calls[call];
  if (!asked.gradients) return [];
  const layout = layoutOf(spec, asked);
  return gradientInputsOf(spec, setting.capability)
    .filter((name) => asked.inputs[name] !== undefined)
    .map((name) => ({ name, box: inputBox(spec, asked, name, layout) }));
}

/** The outputs of a call that have an entry for each row: the terms, and gradients of row inputs. */
export function rowOutputs(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  call: number,
): readonly Output[] {
  const asked = trial.calls[call];
  const gradients = gradientOutputs(spec, setting, trial, call).filter(({ box }) => box.byRow);
  return asked.reduction === "none"
    ? [{ name: "value", box: boxOf(spec.output, layoutOf(spec, asked)) }, ...gradients]
    : gradients;
}

/** How a call's rows come from another's. */
export interface RowLink {
  /** The call that has the rows. */
  readonly of: number;
  /** The call made of them. */
  readonly to: number;
  /** By row of `to`: the row of `of`. */
  readonly rows: readonly number[];
  /** By row of `to`: `of`'s answer = factor · `to`'s; absent = 1. */
  readonly factors?: readonly number[];
}

/**
 * Row by row, terms and gradients are the same in both calls, but for the divisors.
 *
 * @param why the sentence of a failure
 */
export function rowLaws(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  link: RowLink,
  why: string,
): Law[] {
  const { of, to, rows, factors } = link;
  const divisors = [of, to].map((i) => divisorOf(spec, setting.capability, trial.calls[i]));
  const shared = new Set(rowOutputs(spec, setting, trial, to).map(({ name }) => name));
  const laws = rowOutputs(spec, setting, trial, of)
    .filter(({ name }) => shared.has(name))
    .flatMap(({ name, box }) =>
      pickedElements(box, rows).map((from, element): Law => {
        const factor = factors?.[Math.floor(element / (box.entries * box.rest))] ?? 1;
        return {
          terms: [
            ...undivided(divisors[1], { call: to, output: name, element, coefficient: factor }),
            ...undivided(divisors[0], { call: of, output: name, element: from, coefficient: -1 }),
          ],
          sense: "=",
          why,
        };
      })
    );
  return laws.filter(({ terms }) => terms.length > 0);
}

/**
 * The reduced values, and the gradients of shared inputs, add up: Σ coefficient·D·answer = 0.
 *
 * @param coefficients one a call, 0 for a call that takes no part
 * @param why the sentence of a failure
 */
export function sumLaws(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  coefficients: readonly number[],
  why: string,
): Law[] {
  const names = gradientOutputs(spec, setting, trial, 0).filter(({ box }) => !box.byRow);
  const gradients = names.flatMap(({ name, box }) =>
    indices(box.entries * box.rest).map((element): Law => ({
      terms: trial.calls.flatMap((call, i) =>
        undivided(divisorOf(spec, setting.capability, call), {
          call: i,
          output: name,
          element,
          coefficient: coefficients[i],
        })
      ),
      sense: "=",
      why,
    }))
  );
  const value: Law = {
    terms: trial.calls.flatMap((_, i) => numerator(spec, setting, trial, i, coefficients[i])),
    sense: "=",
    why,
  };
  return [value, ...gradients].filter(({ terms }) => terms.length > 0);
}

/** The terms of a law that stand for coefficient times the sum over all rows of a call. */
export function numerator(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  call: number,
  coefficient: number,
): Law["terms"] {
  if (coefficient === 0) return [];
  const asked = trial.calls[call];
  const divisor = divisorOf(spec, setting.capability, asked);
  const box = boxOf(spec.output, layoutOf(spec, asked));
  const count = asked.reduction === "none" ? box.rows * box.entries * box.rest : 1;
  return indices(count).flatMap((element) =>
    undivided(divisor, { call, output: "value", element, coefficient })
  );
}

/**
 * Element by element over all outputs: Σ coefficient·D·answer = 0. All calls have one layout and
 * one reduction.
 *
 * @param coefficients one a call
 * @param without an input whose gradient the law does not hold for
 * @param why the sentence of a failure
 */
export function elementLaws(
  spec: Spec,
  setting: Setting,
  trial: Trial,
  coefficients: readonly number[],
  without: string | undefined,
  why: string,
): Law[] {
  const divisors = trial.calls.map((call) => divisorOf(spec, setting.capability, call));
  const [first] = trial.calls;
  const value = { name: "value", box: boxOf(spec.output, layoutOf(spec, first)) };
  const outputs = [value, ...gradientOutputs(spec, setting, trial, 0)]
    .filter(({ name }) => name !== without);
  const laws = outputs.flatMap(({ name, box }) => {
    const scalar = name === "value" && first.reduction !== "none";
    const count = scalar ? 1 : box.rows * box.entries * box.rest;
    return indices(count).map((element): Law => ({
      terms: divisors.flatMap((divisor, call) =>
        undivided(divisor, { call, output: name, element, coefficient: coefficients[call] })
      ),
      sense: "=",
      why,
    }));
  });
  return laws.filter(({ terms }) => terms.length > 0);
}

/** All rows of a call, in order. */
export function allRows(spec: Spec, trial: Trial, call: number): number[] {
  return indices(rowCount(spec, trial.calls[call]));
}
