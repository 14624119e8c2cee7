/**
 * Layout: a row is worth the same alone and in a batch, in whatever shape it comes.
 *
 * @module
 */
import fc, { type Arbitrary } from "fast-check";
import type { Spec } from "../spec/mod.ts";
import type { Check } from "./check.ts";
import type { Trial } from "../judge/mod.ts";
import type { Setting } from "../judge/internal.ts";
import type { Law } from "./law.ts";
import { boxOf, layoutOf } from "./layout.ts";
import { makeLawCheck, relatedCalls, shareOfWholeCalls } from "./make_check.ts";
import { gradientOutputs, numerator, rowLaws } from "./row_laws.ts";
import { divisorOf, undivided } from "./denominator.ts";
import { foldedElements, foldRest, indices, pickRows, reshapeStar, rowCount } from "./rows.ts";
import { listOf } from "./batch.ts";
import type { InvariantOf } from "./builder.ts";

/**
 * A row alone has the term and gradient that it has in a batch; [n], [n, 1], [1, n] and [a, b]
 * are one list of elements; and [N, C, d] is [N·d, C].
 */
export function layoutIndependent(
  spec: Spec,
  invariant: InvariantOf<"layout_independent">,
  setting: Setting,
): Check {
  const trials = [aloneTrials(spec, setting)];
  const axes = Object.values(spec.inputs).flatMap((input) => input.shape);
  if (axes.includes("*")) trials.push(reshapedTrials(spec, setting));
  if (axes.includes("...")) trials.push(foldedTrials(spec, setting));
  return makeLawCheck(
    spec,
    setting,
    {
      kind: invariant.kind,
      level: invariant.level,
      share: shareOfWholeCalls,
      requirement:
        "A row alone is worth what it is worth in a batch, and the same elements in another shape are worth the same",
    },
    fc.oneof(...trials),
    (trial) => {
      if ("row" in trial.facts) {
        const rows = listOf(trial.facts.row);
        const why = "A row alone must be worth what it is worth in a batch";
        const [call] = trial.calls;
        const laws = rowLaws(spec, setting, trial, { of: 0, to: 1, rows }, why);
        return call.reduction === "none" ? laws : [...laws, ...loneLaws(spec, setting, trial, why)];
      }
      return "fold" in trial.facts
        ? foldedLaws(spec, setting, trial)
        : reshapedLaws(spec, setting, trial);
    },
  );
}

/** A batch, one of its rows alone, and (to be reduced) the batch without it. */
function aloneTrials(spec: Spec, setting: Setting): Arbitrary<Trial> {
  return fc.tuple(relatedCalls(spec, setting, { rows: { max: 8 } }), fc.nat(1000))
    .map(([call, pick]) => {
      const rows = indices(rowCount(spec, call));
      const row = pick % rows.length;
      const others = rows.filter((other) => other !== row);
      const picked = [[row], ...call.reduction !== "none" && others.length > 0 ? [others] : []];
      return {
        calls: [call, ...picked.map((list) => pickRows(spec, call, list))],
        facts: { row },
      };
    });
}

/** Reduced: the batch is worth the row alone and the rest. */
function loneLaws(spec: Spec, setting: Setting, trial: Trial, why: string): Law[] {
  const terms = trial.calls.flatMap((_, call) =>
    numerator(spec, setting, trial, call, call === 0 ? -1 : 1)
  );
  return terms.length > 0 ? [{ terms, sense: "=", why }] : [];
}

function reshapedTrials(spec: Spec, setting: Setting): Arbitrary<Trial> {
  return fc.tuple(relatedCalls(spec, setting, { rows: { max: 12 } }), fc.nat(1000))
    .map(([call, pick]) => {
      const shapes = shapesOf(rowCount(spec, call));
      const shape = shapes[pick % shapes.length];
      return { calls: [call, reshapeStar(spec, call, shape)], facts: { shape } };
    });
}

/** The shapes of one to three axes that hold so many elements. */
function shapesOf(count: number): readonly (readonly number[])[] {
  const divisors = indices(count - 1).map((i) => i + 1).filter((d) => d > 1 && count % d === 0);
  return [
    [count],
    [count, 1],
    [1, count],
    [1, count, 1],
    ...divisors.map((d) => [d, count / d]),
    ...divisors.map((d) => [count / d, 1, d]),
  ];
}

function reshapedLaws(spec: Spec, setting: Setting, trial: Trial): Law[] {
  const why = "The same elements in another shape must be worth the same";
  const [call] = trial.calls;
  const count = call.reduction === "none" ? rowCount(spec, call) : 1;
  const outputs = [
    { name: "value", count },
    ...gradientOutputs(spec, setting, trial, 0).map(({ name }) => ({
      name,
      count: call.inputs[name].data.length,
    })),
  ];
  return outputs.flatMap(({ name, count }) =>
    indices(count).map((element) => ({
      terms: [
        { call: 1, output: name, element, coefficient: 1 },
        { call: 0, output: name, element, coefficient: -1 },
      ],
      sense: "=" as const,
      why,
    }))
  );
}

function foldedTrials(spec: Spec, setting: Setting): Arbitrary<Trial> {
  return relatedCalls(spec, setting, { rows: { max: 12 } })
    .map((call) => ({ calls: [call, foldRest(spec, call)], facts: { fold: 1 } }));
}

function foldedLaws(spec: Spec, setting: Setting, trial: Trial): Law[] {
  const why = "Every place of the further axes must be worth what a row of its own is worth";
  const divisors = trial.calls.map((call) => divisorOf(spec, setting.capability, call));
  const layout = layoutOf(spec, trial.calls[0]);
  const terms = boxOf(spec.output, layout);
  const outputs = gradientOutputs(spec, setting, trial, 0).filter(({ name }) =>
    spec.inputs[name].shape.includes("...")
  );
  const linked = trial.calls[0].reduction === "none"
    ? [{ name: "value", box: terms }, ...outputs]
    : outputs;
  const laws: Law[] = linked.flatMap(({ name, box }) =>
    foldedElements(box, layout).map((from, element) => ({
      terms: [
        ...undivided(divisors[1], { call: 1, output: name, element, coefficient: 1 }),
        ...undivided(divisors[0], { call: 0, output: name, element: from, coefficient: -1 }),
      ],
      sense: "=" as const,
      why,
    }))
  );
  const sum: Law = {
    terms: [...numerator(spec, setting, trial, 1, 1), ...numerator(spec, setting, trial, 0, -1)],
    sense: "=",
    why,
  };
  return [sum, ...laws].filter((law) => law.terms.length > 0);
}
