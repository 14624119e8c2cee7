/**
 * Holds what is known of one call against a plain reading of it.
 *
 * Every number is computed a few times with operations rounded up or down at random, so that their spread tells
 * what rounding did to it; slopes are difference quotients of two widths, which tell where there is none.
 *
 * @module
 */
import type { Call, Spec } from "../spec/mod.ts";
import { tensor } from "../tensor/mod.ts";
import { type PlainCall, plainCall } from "./call.ts";
import { randomFrom } from "./random.ts";

/** What is held to be known of an output: the ends of where each element lies, row-major. */
export interface Known {
  readonly lo: ArrayLike<number>;
  readonly hi: ArrayLike<number>;
}

/** A number that is not what a plain reading gives. */
export interface Disagreement {
  /** `"value"`, or the input's name whose gradient it is. */
  readonly output: string;
  readonly element: number;
  readonly known: readonly [lo: number, hi: number];
  /** What a plain reading gives. */
  readonly plain: number;
}

/** What came of a comparison. */
export interface Comparison {
  readonly disagreement?: Disagreement;
  /** How many numbers both sides had. */
  readonly compared: number;
  /** Whether some number of the value is finite, by either reading. */
  readonly isFinite: boolean;
}

/** Evaluations of a number, whose spread tells how far rounding carries it. */
const times = 4;

/** So many spreads are explained by rounding. */
const spreads = 64;

/** How far a quotient goes to both sides, of the size of the number. */
const steps = { wide: 2 ** -12, narrow: 2 ** -17 };

/**
 * Compares one call.
 *
 * @param spec the loss
 * @param call a float64 call that fits it
 * @param known what is known of a call's output, `"value"` or an input's name
 * @param slopes elements of each input whose slopes are compared, at most
 */
export function compareCall(
  spec: Spec,
  call: Call,
  known: (call: Call, output: string) => Known,
  slopes: number,
): Comparison {
  const random = randomFrom(1);
  const exact = plainCall(spec, call);
  const rounded = Array.from(
    { length: times },
    () =>
      plainCall(spec, call, (x, ulps) => x + sizeOfRounding(x) * ulps * (random() < 0.5 ? -1 : 1)),
  );
  let compared = 0;
  let isFinite = false;
  const differs = (
    output: string,
    element: number,
    [lo, hi]: readonly [number, number],
    plain: number,
    leeway: number,
  ): Disagreement | undefined => {
    if (
      !Number.isFinite(plain) || !(leeway < Infinity) ||
      !(Math.abs(lo) < Infinity && Math.abs(hi) < Infinity)
    ) {
      return undefined;
    }
    compared++;
    return plain >= lo - leeway && plain <= hi + leeway
      ? undefined
      : { output, element, known: [lo, hi], plain };
  };

  const { lo, hi } = known(call, "value");
  const values = [exact, ...rounded].map((plain) => plain.value());
  for (const [element, plain] of values[0].entries()) {
    isFinite ||= Number.isFinite(plain) || Number.isFinite(lo[element]);
    const disagreement = differs(
      "value",
      element,
      [lo[element], hi[element]],
      plain,
      spreads * spreadOf(values.map((all) => all[element])) + floor(plain),
    );
    if (disagreement !== undefined) return { disagreement, compared, isFinite };
  }
  for (const [input, { grad }] of Object.entries(spec.inputs)) {
    const given = call.inputs[input];
    if (!grad || given === undefined || !call.gradients || slopes === 0) continue;
    const ends = known(call, input);
    const step = Math.ceil(given.data.length / slopes);
    for (let element = 0; element < given.data.length; element += step) {
      const [plain, leeway] = slopeAt(exact, rounded, input, element, given.data[element]);
      const disagreement = differs(
        input,
        element,
        [ends.lo[element], ends.hi[element]],
        plain,
        leeway,
      );
      if (disagreement === undefined) continue;
      if (isExplained(call, input, element, plain, (moved) => known(moved, input))) continue;
      return { disagreement, compared, isFinite };
    }
  }
  return { compared, isFinite };
}

/** About half an ulp: of subnormal numbers a whole one, since half of it is no number. */
function sizeOfRounding(x: number): number {
  return Math.abs(x) < 2 ** -1022 ? (x === 0 ? 0 : 2 ** -1074) : x * 2 ** -53;
}

/** What is no difference: a few ulps, and what underflow takes. */
const floor = (x: number): number => 2 ** -48 * Math.abs(x) + 2 ** -900;

/**
 * Whether the slopes that a quotient is the mean of explain it: one that is steep in a narrower place is none that
 * it can see, and where it lies among them it says nothing of the one in the middle.
 */
function isExplained(
  call: Call,
  input: string,
  element: number,
  plain: number,
  known: (moved: Call) => Known,
): boolean {
  const { shape, data } = call.inputs[input];
  const slopeOf = (x: number): number => {
    const moved = tensor(call.dtype, shape, Float64Array.from(data).with(element, x));
    const { lo, hi } = known({ ...call, inputs: { ...call.inputs, [input]: moved } });
    return lo[element] / 2 + hi[element] / 2;
  };
  const x = data[element];
  const [slope, ...others] = [0, 1, -1, 2 ** -6, -(2 ** -6), 2 ** -20, -(2 ** -20)]
    .map((share) => slopeOf(x + share * widthAt(x) * steps.narrow));
  if (others.some((other) => Math.abs(other - slope) > 0.1 * Math.abs(slope))) return true;
  return Math.min(...others) <= plain && plain <= Math.max(...others);
}

function widthAt(x: number): number {
  return 2 ** Math.floor(Math.log2(Math.max(Math.abs(x), 2 ** -6)));
}

function spreadOf(numbers: readonly number[]): number {
  return Math.max(...numbers) - Math.min(...numbers);
}

/** A slope, and how far it may be off; infinite where quotients do not settle. */
function slopeAt(
  exact: PlainCall,
  rounded: readonly PlainCall[],
  input: string,
  element: number,
  x: number,
): readonly [slope: number, leeway: number] {
  const denominator = exact.denominator();
  const written = exact.written(input, element);
  if (written !== undefined) {
    const all = rounded.map((plain) => plain.written(input, element)! / denominator);
    const plain = written / denominator;
    return [plain, spreads * spreadOf([plain, ...all]) + 1e-6 * Math.abs(plain) + floor(plain)];
  }
  const width = widthAt(x);
  const at = (to: number) => exact.pull(input, element, to);
  const here = at(x);
  /** What rounding may do to the numbers that are subtracted, the one in the middle first. */
  const noises = [x, x + width * steps.narrow, x - width * steps.narrow].map((to) => {
    const pulled = at(to);
    const all = rounded.map((plain) => plain.pull(input, element, to));
    return spreads * spreadOf([pulled, ...all]) + 2 ** -50 * Math.abs(pulled);
  });
  const noise = Math.max(...noises);
  // What rounding carries far in the middle alone is steep there, in a place that quotients step over.
  const isSpike = noises[0] > 2 ** 10 * Math.max(noises[1], noises[2]);
  const sidesOf = (step: number) => {
    const [more, less] = [x + width * step, x - width * step];
    const [ahead, behind] = [more - x, x - less];
    const [right, left] = [(at(more) - here) / ahead, (here - at(less)) / behind];
    const middle = (right + left) / 2;
    return { middle, apart: Math.abs(right - left), uneven: Math.abs(ahead - behind) / ahead };
  };
  const [wide, narrow] = [sidesOf(steps.wide), sidesOf(steps.narrow)];
  const unsure = noise / (width * steps.narrow) + narrow.uneven * narrow.apart;
  // Where the quotients of both sides draw no nearer, there is a kink.
  const isSmooth = narrow.apart <= wide.apart / 8 + unsure;
  const change = Math.abs(wide.middle - narrow.middle);
  const second = narrow.middle;
  const isSettled = isSmooth && !isSpike &&
    (change <= 1e-3 * Math.abs(second) || change <= unsure);
  const leeway = 2 * change + unsure + floor(second);
  return [second / denominator, isSettled ? leeway / Math.abs(denominator) : Infinity];
}
