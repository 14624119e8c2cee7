/**
 * Regions of shapes and sizes.
 *
 * @module
 */
import {
  axesOf,
  axisLengths,
  denominatorsOf,
  pooledAxis,
  recordsOf,
} from "../../src/spec/internal.ts";
import type { Call, Spec } from "../../src/spec/mod.ts";
import { ofCalls, type Region, type Topic } from "./region.ts";

function axisNames(spec: Spec): ReadonlySet<string> {
  return new Set(Object.values(spec.inputs).flatMap(({ shape }) => shape));
}

/** The name of the first input, which has all axes. */
function firstOf(spec: Spec): string {
  return Object.keys(spec.inputs)[0];
}

const lengthsOf = (call: Call, spec: Spec) => call.inputs[firstOf(spec)].shape;

/** How many rows a call has: its terms, but for those of further classes of a row; or what a formula sums over. */
function rowsOf(call: Call, spec: Spec): number {
  const lengths = axisLengths(spec, call);
  const pooled = pooledAxis(spec);
  return pooled === undefined ? recordsOf(axesOf(spec), lengths) : lengths[pooled]?.[0] ?? 1;
}

function classesOf(call: Call, spec: Spec): number {
  return axisLengths(spec, call).C?.[0] ?? 1;
}

/** Whether the last two axes are those of an image whose sides differ. */
function endsInImage(lengths: readonly number[]): boolean {
  const [height, width] = lengths.slice(-2);
  return height > 1 && width > 1 && height !== width;
}

/** Whether no short piece of the numbers, repeated, gives all of them. */
export function isFree(values: ArrayLike<number>): boolean {
  const half = Math.floor(values.length / 2);
  for (let period = 1; period <= half; period++) {
    let i = period;
    while (i < values.length && Object.is(values[i], values[i - period])) i++;
    if (i === values.length) return false;
  }
  return true;
}

/** Four axes and five, images of two different sides. */
export const shapes: Topic = {
  name: "shapes",
  regionsOf(spec) {
    const axes = axisNames(spec);
    const image = (rank: number) =>
      ofCalls(`${rank} axes`, (call, spec) => {
        const lengths = lengthsOf(call, spec);
        return lengths.length === rank && endsInImage(lengths);
      });
    const open = axes.has("*") || axes.has("...");
    return open ? [image(4), image(5)] : [];
  },
};

const blocks = [32, 64, 256];

function sizeRegions(
  letter: string,
  sizeOf: (call: Call, spec: Spec) => number,
  ranges: readonly (readonly [least: number, most: number])[],
): readonly Region[] {
  return ranges.map(([least, most]) =>
    ofCalls(
      least === most ? `${letter} = ${least}` : `${letter} ${least} to ${most}`,
      (call, spec) => {
        const size = sizeOf(call, spec);
        return size >= least && size <= most;
      },
    )
  );
}

/** Vectors, blocks, one more and one less, thousands; and numbers that do not repeat. */
export const rows: Topic = {
  name: "n",
  regionsOf: (spec) => [
    ...sizeRegions("n", rowsOf, [[13, 16], [40, 256], [300, 1000]]),
    ...blocks.flatMap((block) =>
      [-1, 0, 1].map((beside) =>
        ofCalls(`${block}k${beside === 0 ? "" : beside > 0 ? " + 1" : " - 1"}`, (call, spec) => {
          const size = rowsOf(call, spec) - beside;
          return size > 0 && size % block === 0;
        })
      )
    ),
    ...spec.reduction.modes.includes("mean")
      ? [
        ofCalls("mean of > 4100", (call, spec) =>
          call.reduction === "mean" && rowsOf(call, spec) > 4100),
      ]
      : [],
    ...spec.reduction.modes.includes("none") && pooledAxis(spec) === undefined &&
        denominatorsOf(spec, undefined).none === undefined
      ? [ofCalls("more than 16 bits count", (call, spec) => rowsOf(call, spec) > 2 ** 16)]
      : [],
    ofCalls(
      "without a period",
      (call, spec) => rowsOf(call, spec) > 40 && isFree(call.inputs[firstOf(spec)].data),
    ),
  ],
};

/** Blocks, one class more, a vocabulary. */
export const classes: Topic = {
  name: "C",
  regionsOf(spec) {
    if (!axisNames(spec).has("C")) return [];
    const one = [16, 32, 64, 96, 97, 128, 256, 4096, 32000].map((n) => [n, n] as const);
    return [
      ...sizeRegions("C", classesOf, [...one, [512, 513], [1000, 1203]]),
      ofCalls(
        "without a period",
        (call, spec) =>
          rowsOf(call, spec) === 1 && classesOf(call, spec) > 24 &&
          isFree(call.inputs[firstOf(spec)].data),
      ),
    ];
  },
};
