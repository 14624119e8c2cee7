/**
 * Witnesses of losses of a difference: which function it is, and what a breakpoint of 0 means.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Convention, Witness } from "../convention.ts";
import { computes, gives, reads, refuses, row } from "../given.ts";
import { refusal } from "../stance.ts";

/** Inside and outside a breakpoint of 2: 0.5 · 1.5² and beyond. */
export const bothSides = { pred: row(1.5, 3), target: row(0, 0) };

/** Functions that go by the names of smooth L1 and Huber, of `d` and of the breakpoint `b`. */
function functions(
  b: string,
): readonly (readonly [id: string, says: string, text: string, by?: string])[] {
  return [
    [
      "smooth_l1",
      `smooth L1: 0.5 d²/${b}, then d − 0.5 ${b}`,
      `where(d < ${b}, 0.5 * d^2 / ${b}, d - 0.5 * ${b})`,
      "PyTorch, mmDetection, fvcore, burn",
    ],
    [
      "huber",
      `Huber: 0.5 d², then ${b} (d − 0.5 ${b})`,
      `where(d <= ${b}, 0.5 * d^2, ${b} * (d - 0.5 * ${b}))`,
      "PyTorch, optax, Keras, TensorFlow.js; Paddle calls it smooth L1",
    ],
    [
      "discontinuous",
      `0.5 d² up to ${b}, then d − 0.5: it jumps`,
      `where(d < ${b}, 0.5 * d^2, d - 0.5)`,
      "KerasCV",
    ],
    [
      "sigma",
      `${b} taken for σ, the breakpoint is 1/σ²`,
      `where(d < 1 / ${b}^2, 0.5 * (${b} * d)^2, d - 0.5 / ${b}^2)`,
      "keras-retinanet",
    ],
    ["without_breakpoint", `as with ${b} = 1`, "where(d < 1, 0.5 * d^2, d - 0.5)"],
    [
      "without_half",
      `d²/${b} without the half, then d − 0.5 ${b}`,
      `where(d < ${b}, d^2 / ${b}, d - 0.5 * ${b})`,
    ],
    ["absolute", "|d|: L1", "d"],
    ["half_squared", "0.5 d²", "0.5 * d^2"],
    ["squared", "d²", "d^2"],
  ];
}

/** Which function of the difference it is, of those that go by one name. */
export function functionWitness(own: string, breakpoint: string): Witness {
  const all = functions(breakpoint).map(([id, says, text, by]): Convention => {
    const known = by === undefined ? {} : { by };
    return id === own
      ? computes(id, says, undefined, known)
      : computes(id, says, { forms: { [id]: text } }, known);
  });
  return {
    id: "function",
    asks: "function",
    calls: [{ inputs: bothSides, params: { [breakpoint]: 2 } }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [...all.filter(({ id }) => id === own), ...all.filter(({ id }) => id !== own)],
  };
}

/** Whether only the size of the difference matters. */
export function evenness(params: Readonly<Record<string, number>>, signed: string): Witness {
  return {
    id: "evenness",
    asks: "sign of the difference",
    calls: [{ inputs: { pred: row(-3), target: row(0) }, params }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("even", "does not matter"),
      reads("signed", "matters: no absolute value is taken", { change: { forms: { signed } } }),
      gives("clipped", "matters: 0 below the target", 0),
    ],
  };
}

/** What a breakpoint of 0, and one below, stands for. */
export function vanishingBreakpoint(spec: Spec, name: string, literal: string): Witness[] {
  const stance = refusal(spec, "param_out_of_range", name);
  const l1 = reads("l1", "L1", { change: { forms: { l1: "d" } } }, {
    by: name === "beta" ? "PyTorch, fvcore" : undefined,
  });
  return [
    {
      id: "zero_breakpoint",
      asks: `${name} = 0`,
      calls: [{ inputs: { pred: row(1.5), target: row(0) }, params: { [name]: 0 } }],
      reads: "value",
      stance,
      conventions: [
        refuses(name === "beta" ? "mmDetection, burn" : "PyTorch"),
        l1,
        gives("zero", "0", 0, name === "beta" ? undefined : "optax, Keras, TensorFlow.js, burn"),
        gives("nan", "NaN", NaN),
        gives("infinite", "∞", Infinity),
      ],
    },
    {
      id: "negative_breakpoint",
      asks: `${name} = −1`,
      calls: [{ inputs: { pred: row(2), target: row(0) }, params: { [name]: -1 } }],
      reads: "value",
      stance,
      conventions: [
        refuses("PyTorch, mmDetection, burn"),
        { ...l1, by: name === "beta" ? "fvcore" : undefined },
        reads(
          "literal",
          "accepted, the formula taken as it is",
          { change: { forms: { literal } } },
          {
            by: name === "beta" ? undefined : "optax, Keras, TensorFlow.js",
          },
        ),
        gives("nan", "NaN", NaN),
      ],
    },
  ];
}
