/**
 * Calls with many elements, where formulas part: full precision, logits of every size, saturated ones,
 * soft and hard targets, and what lies beside breakpoints.
 *
 * @module
 */
import fc from "fast-check";
import { callArbitrary } from "../../src/generate/mod.ts";
import type { Call, Input, Spec } from "../../src/spec/mod.ts";
import { roundTo, stepFloat, type Tensor, tensor } from "../../src/tensor/mod.ts";
import type { Random } from "../rigour/random.ts";

/** Elements or rows of a call. */
const length = 192;

/**
 * Calls of a spec in float32, not reduced; half of them have no optional input.
 *
 * @param count how many
 * @param random what they are drawn from
 * @param params those that are fixed
 */
export function denseCalls(
  spec: Spec,
  count: number,
  random: Random,
  params: Readonly<Record<string, number>> = {},
): readonly Call[] {
  const optional = Object.keys(spec.inputs).filter((name) => spec.inputs[name].optional);
  return [[], optional].flatMap((absent) => {
    const sizes = { rows: { max: 2 }, classes: { max: 12 } };
    const small = callArbitrary(spec, { dtype: "f32", ...sizes, params, absent });
    const options = { numRuns: Math.ceil(count / 2), seed: random.below(2 ** 31) };
    return fc.sample(small, options).map((call) => filled(spec, call, random));
  });
}

/** The call with as many elements, and other numbers in them. */
function filled(spec: Spec, call: Call, random: Random): Call {
  const classes = call.inputs.pred.shape[1];
  const inputs = Object.fromEntries(
    Object.entries(call.inputs).map(([name, given]): [string, Tensor] => {
      if (given.shape.length === 0) return [name, given];
      const input = spec.inputs[name];
      const shape = input.shape.flatMap((axis) =>
        axis === "C" ? [classes] : axis === "..." ? [] : [length]
      );
      const numbers = Array.from(
        { length: shape.reduce((a, b) => a * b, 1) },
        () => input.kind === "label" ? random.below(classes) : roundTo(draw(input, random), "f32"),
      );
      return [name, tensor(given.dtype, shape, numbers)];
    }),
  );
  const width = call.params.beta ?? call.params.delta;
  if (inputs.target !== undefined && width !== undefined) {
    moveToBreakpoints(inputs.pred, inputs.target, width!, random);
  }
  const slopes = Array.from(
    { length },
    () => random.pick([1, roundTo(random.between(-3, 3), "f32")]),
  );
  const upstream = tensor("f32", [length], slopes);
  return { ...call, inputs, reduction: "none", gradients: true, upstream };
}

/** Every third prediction to 0 or the width from its target, or a few floats beside. */
function moveToBreakpoints(pred: Tensor, target: Tensor, width: number, random: Random): void {
  for (let i = 0; i < length; i += 3) {
    const at = Math.fround(target.data[i] + random.pick([-1, 0, 1]) * width);
    pred.data[i] = stepFloat(at, random.below(9) - 4, "f32");
  }
}

function draw({ role, domain }: Input, random: Random): number {
  if (role !== "data") return random.pick([1, 0, random.between(0, 3)]);
  return domain === "unit_interval" ? drawShare(random) : drawReal(random);
}

function drawReal(random: Random): number {
  const sign = random.pick([-1, 1]);
  switch (random.below(4)) {
    case 0:
      return sign * random.between(0, 4);
    case 1:
      return sign * random.between(0, 40);
    case 2:
      return sign * 2 ** random.between(-20, 7);
    default:
      return random.below(33) / 4 - 4;
  }
}

function drawShare(random: Random): number {
  switch (random.below(4)) {
    case 0:
      return random.pick([0, 1]);
    case 1:
      return random.pick([0.5, 0.25, 0.1, 0.9, 2 ** -24, 1 - 2 ** -24]);
    case 2:
      return 2 ** random.between(-30, 0);
    default:
      return random.between(0, 1);
  }
}
