/**
 * How logarithms are kept finite: clipped probabilities, floors, an epsilon inside.
 *
 * @module
 */
import type { ParamValue, Spec } from "../../spec/mod.ts";
import type { Convention, Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";

/** Bounds that libraries keep probabilities from 0 and 1 by. */
const bounds: readonly (readonly [text: string, id: string, by?: string])[] = [
  ["1e-7", "1e_7", "Keras"],
  ["1.1920928955078125e-7", "float32_epsilon"],
  ["1e-8", "1e_8"],
  ["1e-12", "1e_12"],
  ["1e-15", "1e_15"],
  ["1e-4", "1e_4", "CenterNet"],
  ["1.1754943508222875e-38", "float32_minimum", "mmcv"],
];

/** −(t log p + (1 − t) log(1 − p)), with its two logarithms written as given. */
function crossEntropy(logP: string, logQ: string): string {
  return `-(target * ${logP} + (1 - target) * ${logQ})`;
}

/** The parameters of dialects that keep a logarithm finite, none of which is followed. */
function unkept(spec: Spec): Readonly<Record<string, ParamValue>> {
  const neutral = { epsilon: 0, clip: null, log_floor: null, slope_floor: null };
  return Object.fromEntries(Object.entries(neutral).filter(([name]) => name in spec.params));
}

/** A convention that the spec has a parameter for; without one a formula of the terms says it. */
function kept(
  spec: Spec,
  [id, says, by]: readonly [id: string, says: string, by?: string | undefined],
  [name, value]: readonly [param: string, value: number],
  formula: string,
): Convention {
  if (!(name in spec.params)) {
    return reads(id, says, { change: { forms: { kept: formula } } }, { by });
  }
  const params = { ...unkept(spec), [name]: value };
  return computes(id, says, { params }, { by, dialect: { params } });
}

/** Conventions of keeping a logarithm finite, of a probability as a formula. */
function clippings(spec: Spec, p: string): Convention[] {
  const floored = crossEntropy(`max(log(${p}), -100)`, `max(log(1 - ${p}), -100)`);
  return [
    kept(
      spec,
      ["log_floor", "each logarithm is at least −100", "PyTorch, burn"],
      ["log_floor", -100],
      floored,
    ),
    ...bounds.map(([bound, id, by]) => {
      const clipped = `min(max(${p}, ${bound}), 1 - ${bound})`;
      return kept(
        spec,
        [`clip_${id}`, `probabilities are kept ${nameOf(id, bound)} away from 0 and 1`, by],
        ["clip", Number(bound)],
        crossEntropy(`log(${clipped})`, `log(1 - ${clipped})`),
      );
    }),
  ];
}

function nameOf(id: string, bound: string): string {
  return id.startsWith("float32") ? `float32's ${id.slice(8)}` : bound;
}

/**
 * How probabilities are kept from log 0, in the value and in the gradient.
 *
 * @param spec binary cross entropy on probabilities
 */
export function clippingWitnesses(spec: Spec): Witness[] {
  const params = unkept(spec);
  const conventions: readonly Convention[] = [
    computes("none", "no: it is −∞", { params }, { dialect: { params } }),
    ...clippings(spec, "pred"),
    ...([[1e-7, "TensorFlow.js"], [1e-8], [1e-12]] as const).map(([epsilon, by]) =>
      kept(
        spec,
        [`inside_${epsilon}`.replace("-", "_"), `${epsilon} is added inside both logarithms`, by],
        ["epsilon", epsilon],
        crossEntropy(`log(pred + ${epsilon})`, `log(1 - pred + ${epsilon})`),
      )
    ),
  ];
  return [
    {
      id: "clipping",
      asks: "kept from log 0",
      calls: [{ inputs: { pred: row(0), target: row(1) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [...conventions, refuses()],
    },
    {
      id: "clipping_at_one",
      asks: "kept from log 0, sure of 1",
      calls: [{ inputs: { pred: row(1), target: row(1) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      narrows: "clipping",
      conventions,
    },
    ...slopeWitness(spec),
  ];
}

/** The gradient where p is 0: a quotient by p (1 − p), which some libraries keep from 0. */
function slopeWitness(spec: Spec): Witness[] {
  if (!("slope_floor" in spec.params)) return [];
  const floored = (id: string, slope_floor: number, says: string) =>
    computes(id, `(p − t) / max(p (1 − p), ${says})`, { params: { slope_floor } }, {
      by: "PyTorch",
      dialect: { params: { slope_floor } },
    });
  // Below 1e-12; float16 rounds it to 0, where a floor shows, too.
  return [{
    id: "slope",
    asks: "gradient near log 0",
    calls: [{ inputs: { pred: row(2 ** -42), target: row(1) } }],
    reads: "pred",
    stance: "computes",
    settles: true,
    conventions: [
      computes("derivative", "the value's derivative", {
        params: { slope_floor: null },
      }, { dialect: { params: { slope_floor: null } } }),
      floored("floor_1e_12", 1e-12, "1e-12"),
      floored("floor_float32_1e_12", Math.fround(1e-12), "the float32 nearest to 1e-12"),
      gives("zero", "0: clipped", 0),
    ],
  }];
}

/**
 * What an implementation makes of a logit far on the wrong side.
 *
 * @param spec the loss; one that has clipping as a dialect has it told
 * @returns whether it is exact, or goes through a probability that is kept from 0
 */
export function saturationWitness(spec: Spec): Witness {
  const params = unkept(spec);
  return {
    id: "saturation",
    asks: "logit −128, target 1",
    calls: [{ inputs: { pred: row(-128), target: row(1) } }],
    reads: "value",
    stance: "computes",
    settles: "clip" in spec.params,
    conventions: [
      computes("exact", "128: no probability is clipped", { params }, { dialect: { params } }),
      ...clippings(spec, "sigmoid(pred)"),
      gives("infinite", "∞: log 0", Infinity, "candle"),
      gives("nan", "NaN", NaN),
    ],
  };
}
