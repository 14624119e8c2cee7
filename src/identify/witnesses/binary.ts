/**
 * Binary cross entropy: targets, soft labels, pos_weight, smoothing, clipping, the slope at logit 0.
 *
 * @module
 */
import type { ParamValue, Spec } from "../../spec/mod.ts";
import type { Convention, Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row, rows } from "../given.ts";

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
 * The witnesses of binary cross entropy on probabilities.
 *
 * @param spec the loss
 */
export function probabilityWitnesses(spec: Spec): Witness[] {
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
    ...softTargets("pred", 0.25, ["-log(pred)", "-log(1 - pred)"]),
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

/** What becomes of a target that is neither 0 nor 1. */
function softTargets(pred: string, at: number, [whenOne, whenZero]: readonly string[]): Witness[] {
  const hard = (condition: string) => `where(${condition}, ${whenOne}, ${whenZero})`;
  return [{
    id: "soft_targets",
    asks: "target 1/4",
    calls: [{ inputs: { [pred]: row(at), target: row(0.25) } }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("mixed", "weighs both outcomes: t for 1, 1 − t for 0"),
      reads("thresholded", "counts as 0: below 1/2", {
        change: { forms: { hard: hard("target > 0.5") } },
      }),
      reads("positive", "counts as 1: above 0", {
        change: { forms: { hard: hard("target > 0") } },
      }),
      refuses("burn"),
    ],
  }];
}

/**
 * The witnesses of binary cross entropy with logits.
 *
 * @param spec the loss
 */
export function logitWitnesses(spec: Spec): Witness[] {
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: { pred: row(1, 1), target: row(1, 0) } }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("logits", "of logits, targets 0 and 1"),
        computes("signs", "of logits, targets −1 and 1", {
          forms: { signs: "softplus(-target * pred)" },
        }),
        computes("base_2", "in bits: base-2 logarithms", {
          forms: { bits: "(target * softplus(-pred) + (1 - target) * softplus(pred)) / log(2)" },
        }),
      ],
    },
    ...softTargets("pred", 1, ["softplus(-pred)", "softplus(pred)"]),
    ...("pos_weight" in spec.inputs ? [posWeightWitness()] : []),
    ...("label_smoothing" in spec.params ? [smoothingWitness()] : []),
    saturationWitness(spec),
    originWitness(),
  ];
}

/** What pos_weight multiplies. */
function posWeightWitness(): Witness {
  const bce = "(target * softplus(-pred) + (1 - target) * softplus(pred))";
  return {
    id: "pos_weight",
    asks: "pos_weight, target 1/4",
    calls: [{ inputs: { pred: row(1), target: row(0.25), pos_weight: row(3) } }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("positive_part", "multiplies t log p alone", undefined, {
        by: "PyTorch, TensorFlow",
      }),
      reads("interpolated", "multiplies the whole term by 1 + (w − 1) t", {
        change: { forms: { whole: `(1 + (pos_weight - 1) * target) * ${bce}` } },
      }),
      reads("whole", "multiplies the whole term", {
        change: { forms: { whole: `pos_weight * ${bce}` } },
      }),
      reads("hard", "multiplies nothing unless t = 1", { change: { forms: { whole: bce } } }),
      reads("negative_part", "multiplies (1 − t) log(1 − p)", {
        change: {
          forms: {
            other: "target * softplus(-pred) + (1 - target) * pos_weight * softplus(pred)",
          },
        },
      }),
    ],
  };
}

/** Where label smoothing moves the targets to. */
function smoothingWitness(): Witness {
  const smoothed = (t: string) => `(${t}) * softplus(-pred) + (1 - (${t})) * softplus(pred)`;
  const keep = "target * (1 - label_smoothing)";
  // The last axis has four elements: the classes of those who smooth by them.
  return {
    id: "label_smoothing",
    asks: "label smoothing a",
    calls: [{
      inputs: { pred: rows([2, 0, 2, 4]), target: rows([1, 0, 0, 1]) },
      params: { label_smoothing: 0.5 },
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("half", "t (1 − a) + a/2", undefined, { by: "Keras, TensorFlow.js" }),
      reads("classes", "t (1 − a) + a/C, C the last axis", {
        change: { forms: { classes: smoothed(`${keep} + label_smoothing / 4`) } },
      }, { by: "burn" }),
      reads("others", "t (1 − a) + (1 − t) a: the label is flipped", {
        change: { forms: { flipped: smoothed(`${keep} + (1 - target) * label_smoothing`) } },
      }),
      reads("none", "does nothing", { change: { forms: { none: smoothed("target") } } }),
    ],
  };
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

/**
 * The gradient at logit 0, where max(x, 0) and |x| have kinks that cancel.
 *
 * @returns whether a framework's choice at the kinks shows
 */
export function originWitness(params: Readonly<Record<string, number>> = {}): Witness {
  const sloped = (by: string) => ({
    change: { forms: { kinks: { value: "softplus(pred)", gradient: { pred: by } } } },
  });
  return {
    id: "gradient_at_zero",
    asks: "gradient at logit 0",
    calls: [{ inputs: { pred: row(0), target: row(1) }, params }],
    reads: "pred",
    // The forms of frameworks have kinks there, at which the oracle allows any slope between.
    stance: "open",
    conventions: [
      reads("exact", "1/2 − t", sloped("0.5 - target")),
      reads("no_relu", "−t: max(x, 0) has slope 0 there", sloped("-target")),
      reads("relu", "1 − t: max(x, 0) has slope 1 there", sloped("1 - target")),
      reads("abs_and_relu", "−1/2 − t: |x| has slope 1, max(x, 0) has 0", sloped("-0.5 - target")),
      gives("nan", "NaN", NaN),
    ],
  };
}
