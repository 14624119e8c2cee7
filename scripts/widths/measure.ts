/**
 * How wide the honest enclosures are: against FPTaylor's bounds, against themselves in a tensor of one element,
 * and against what intervals alone say.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../../src/generate/mod.ts";
import { enclosuresOf } from "../../src/oracle/internal.ts";
import type { FormEnclosure, Oracle, OutputEnclosures } from "../../src/oracle/mod.ts";
import type { Call, Spec } from "../../src/spec/mod.ts";
import { floatDTypes, formats, roundTo, tensor } from "../../src/tensor/mod.ts";
import type { Random } from "../rigour/random.ts";
import type { Yardstick } from "./yardsticks.ts";

/** Points that are enclosed together. */
const SIZE = 512;

/** Points of a box: its corners, the ends of binades, and others by chance, as float32 numbers. */
function pointsOf([lo, hi]: readonly [number, number], random: Random): number {
  const among = (x: number) => Math.min(hi, Math.max(lo, Math.fround(x)));
  if (random.chance(0.05)) return random.pick([lo, hi]);
  const x = random.between(lo, hi);
  if (random.chance(0.9) || x === 0) return among(x);
  const edge = Math.sign(x) * 2 ** Math.round(Math.log2(Math.abs(x)));
  return among(random.pick([edge, edge * (1 + 2 ** -23), edge * (1 - 2 ** -24)]));
}

function elementwise({ loss, params, output }: Yardstick, points: readonly (readonly number[])[]) {
  const [pred, target] = points;
  return {
    loss,
    dtype: "f32",
    inputs: {
      pred: tensor("f32", [pred.length], pred),
      target: tensor("f32", [target.length], target),
    },
    params,
    reduction: "none",
    gradients: output !== "value",
  } satisfies Call;
}

function formIn(oracle: Oracle, call: Call, { output, form: name }: Yardstick) {
  const known = enclosuresOf(oracle.enclose(call), output);
  const form = known.forms.find((form) => form.name === name);
  if (form === undefined) throw new RangeError(`${call.loss} has no form "${name}" of ${output}`);
  return { known, form };
}

function middle({ truth }: OutputEnclosures, i: number): number {
  return truth.lo[i] / 2 + truth.hi[i] / 2;
}

function widthAt(known: OutputEnclosures, form: FormEnclosure, i: number): number {
  const [lo, hi] = form.at(i);
  return Math.max(hi - middle(known, i), middle(known, i) - lo);
}

/** What was found in a yardstick's box. */
export interface Width {
  /** The largest distance of an end from the truth. */
  readonly width: number;
  /** The same, of what is left when what the licence allows besides is taken off. */
  readonly comparable: number;
  /** The largest ratio of an element's width in a tensor to its width alone. */
  readonly besides: number;
}

/** Looks for the widest enclosure of a yardstick. */
export function widest(
  oracle: Oracle,
  yardstick: Yardstick,
  count: number,
  random: Random,
): Width {
  let [width, comparable, besides] = [0, 0, 0];
  for (let done = 0; done < count; done += SIZE) {
    oracle.recycling(() => {
      const points = [yardstick.pred, yardstick.target].map((box) =>
        Array.from({ length: SIZE }, () => pointsOf(box, random))
      );
      const { known, form } = formIn(oracle, elementwise(yardstick, points), yardstick);
      for (let i = 0; i < SIZE; i++) {
        const own = widthAt(known, form, i);
        width = Math.max(width, own);
        const excess = yardstick.excess?.at(Math.abs(middle(known, i))) ?? 0;
        comparable = Math.max(comparable, own - excess);
        if (i % 64 > 0) continue;
        const alone = formIn(
          oracle,
          elementwise(yardstick, points.map((all) => [all[i]])),
          yardstick,
        );
        besides = Math.max(besides, own / widthAt(alone.known, alone.form, 0));
      }
    });
  }
  return { width, comparable, besides };
}

/** Counts the numbers of random calls of which rounding errors say no more than intervals. */
export function fallen(oracle: Oracle, spec: Spec, calls: number, seed: number) {
  let [elements, wide] = [0, 0];
  for (const dtype of floatDTypes) {
    for (const call of fc.sample(callArbitrary(spec, { dtype }), { numRuns: calls, seed })) {
      oracle.recycling(() => {
        const enclosures = oracle.enclose(call);
        for (const known of [enclosures.value, ...Object.values(enclosures.gradients)]) {
          const { truth: { lo, hi }, forms } = known;
          for (const form of forms) {
            for (let i = 0; i < lo.length; i++) {
              const ends = form.at(i);
              // A point says all, and among the subnormals an underflow does.
              const isPlain = ends[0] < ends[1] && Math.abs(lo[i]) >= formats[dtype].smallestNormal;
              if (!isPlain || roundTo(lo[i], dtype) !== roundTo(hi[i], dtype)) continue;
              elements++;
              if (!(form.reach(i) < Math.max(ends[1] - lo[i], hi[i] - ends[0]))) wide++;
            }
          }
        }
      });
    }
  }
  return { elements, wide };
}
