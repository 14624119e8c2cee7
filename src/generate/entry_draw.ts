/**
 * How one entry of an input is drawn, by the input's domain; labels stand for others until a call is known.
 *
 * @module
 */
import { labelCount } from "../spec/internal.ts";
import type { Input, Spec } from "../spec/mod.ts";
import type { FloatDType } from "../tensor/mod.ts";
import type { Plan } from "./blueprint.ts";
import { type Draw, oneOf, upTo } from "./draw.ts";
import {
  countDraw,
  type Mood,
  positionDraw,
  positiveDraw,
  realDraw,
  unitDraw,
  weightDraw,
} from "./float_draw.ts";
import { canIgnore } from "./ignored.ts";
import type { CallOptions } from "./options.ts";

/** Labels that stand for the ignored one, for the last class, and for none of the classes. */
const ignoredLabel = -1, lastLabel = -2, backgroundLabel = -3;

/**
 * The label that a drawn one stands for.
 *
 * @param drawn what was drawn
 * @param classes of the call
 * @param ignored labels that count for nothing
 */
export function labelOf(drawn: number, classes: number, ignored: readonly number[]): number {
  if (drawn === ignoredLabel && ignored.length > 0) return ignored[0];
  if (drawn === backgroundLabel) return classes;
  return drawn === lastLabel ? classes - 1 : Math.max(drawn, 0) % classes;
}

function entryDraw(
  input: Input,
  first: boolean,
  dtype: FloatDType,
  mood: Mood,
): Draw<number> {
  switch (input.domain) {
    case "unit_interval":
      return unitDraw(dtype, mood, first);
    case "binary":
      return oneOf([0, 1]);
    case "count":
      return countDraw(dtype, mood);
    case "positive":
      return positiveDraw(dtype, mood);
    case "nonnegative":
      return weightDraw(dtype, mood);
    default:
      return input.role === "data" ? realDraw(dtype, mood) : weightDraw(dtype, mood);
  }
}

/** Labels in 0 … C - 1; now and then the last one, the background, or the one that is ignored. */
function labelDraw(domain: Input["domain"], classes: number, ignored: boolean): Draw<number> {
  const any = upTo(classes - 1);
  const hasBackground = labelCount(domain, classes) > classes;
  return {
    draw(random) {
      const kind = random.nextInt(0, 15);
      if (kind < 2 && ignored) return ignoredLabel;
      if (kind > 11 && hasBackground) return backgroundLabel;
      return kind === 2 ? lastLabel : any.draw(random);
    },
    simpler: (label) => label < 0 ? [0] : any.simpler(label),
  };
}

/**
 * How the entries of each input are drawn.
 *
 * @param spec the loss
 * @param options what the calls have in common
 * @param mood how far the values go
 */
export function entryDraws(
  spec: Spec,
  { dtype, capability }: CallOptions,
  mood: Mood,
): (name: string, plan: Plan) => Draw<number> {
  const inputs = Object.entries(spec.inputs);
  const predicted = inputs.find(([, input]) => input.grad)?.[0];
  const floats = Object.fromEntries(
    inputs.map(([name, input]) => [name, entryDraw(input, name === predicted, dtype, mood)]),
  );
  const ignored = canIgnore(spec, capability);
  return (name, plan) => {
    const { kind, domain } = spec.inputs[name];
    const classes = plan.lengths.C ?? 1;
    if (domain === "class_position") return positionDraw(dtype, mood, classes);
    return kind === "label" ? labelDraw(domain, classes, ignored) : floats[name];
  };
}
