/**
 * Binary cross entropy: targets, soft labels, pos_weight, smoothing, clipping, the slope at logit 0.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
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

/** Conventions of keeping a logarithm finite, of a probability as a formula. */
function clippings(p: string): Convention[] {
  return [
    reads("log_clamp", "each logarithm at least −100", {
      change: {
        forms: { clamped: crossEntropy(`max(log(${p}), -100)`, `max(log(1 - ${p}), -100)`) },
      },
    }, { by: "PyTorch, burn" }),
    ...bounds.map(([bound, id, by]) => {
      const clipped = `min(max(${p}, ${bound}), 1 - ${bound})`;
      return reads(`clip_${id}`, `probabilities kept ${nameOf(id, bound)} away from 0 and 1`, {
        change: { forms: { clipped: crossEntropy(`log(${clipped})`, `log(1 - ${clipped})`) } },
      }, by === undefined ? {} : { by });
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
  const logClamp = clampDialect(spec);
  const inside = (["1e-7", "1e-8", "1e-12"] as const).map((epsilon): Convention =>
    computes(
      `inside_${epsilon.replace("-", "_")}`,
      `${epsilon} added inside both logarithms`,
      { forms: { inside: crossEntropy(`log(pred + ${epsilon})`, `log(1 - pred + ${epsilon})`) } },
      {
        dialect: { params: { epsilon: Number(epsilon) } },
        ...(epsilon === "1e-7" && { by: "TensorFlow.js" }),
      },
    )
  );
  const settled = clippings("pred").map((one): Convention => ({
    ...one,
    answers: one.answers.kind === "computes" && one.answers.reading?.change
      ? { kind: "computes", change: one.answers.reading.change }
      : one.answers,
    ...(one.id === "log_clamp" && logClamp),
  }));
  const conventions: readonly Convention[] = [
    computes("none", "no: it is −∞", {
      forms: { exact: crossEntropy("log(pred)", "log(1 - pred)") },
    }, { dialect: { params: { epsilon: 0 } } }),
    ...settled,
    ...inside,
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
    ...softTargets("pred", 0.25, [
      "-log(pred)",
      "-log(1 - pred)",
    ]),
  ];
}

/** The dialect that clamps both logarithms, where the spec has one. */
function clampDialect({ params }: Spec): Pick<Convention, "dialect"> {
  const name = Object.keys(params).find((one) => params[one].dialect && one.includes("clamp"));
  return name === undefined ? {} : { dialect: { params: { [name]: -100 } } };
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
    saturationWitness(),
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
 * @returns whether it is exact, or goes through a probability that is kept from 0
 */
export function saturationWitness(): Witness {
  return {
    id: "saturation",
    asks: "logit −128, target 1",
    calls: [{ inputs: { pred: row(-128), target: row(1) } }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("exact", "128: no probability is clipped"),
      ...clippings("sigmoid(pred)"),
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
