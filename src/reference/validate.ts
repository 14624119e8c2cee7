/**
 * Which calls are refused, and the words for it.
 *
 * @module
 */
import {
  type AxisLengths,
  axisLengths,
  classAxis,
  shapeOf,
  splitShape,
  unorderedCorner,
} from "../spec/internal.ts";
import type { Call, DomainName, Spec } from "../spec/mod.ts";
import type { Tensor, TensorData } from "../tensor/mod.ts";
import { sameShape, sizeOf } from "../tensor/internal.ts";
import { paramOf } from "./operands.ts";
import { type InputRule, type ParamRule, type Signature, signatureOf } from "./signature.ts";

/**
 * Says why a call is invalid.
 *
 * NaN is a value like any other in float inputs; a parameter must be finite.
 *
 * @param call the call
 * @param spec its loss
 * @returns what is wrong, where, and what would be right; `null` for a valid call
 */
export function findFault(call: Call, spec: Spec): string | null {
  const signature = signatureOf(spec);
  const lengths = axisLengths(spec, call);
  const fault = paramFault(call, signature) ?? presenceFault(call, signature) ??
    shapeFault(call, signature, lengths) ?? valueFault(call, signature, lengths);
  return fault === null ? null : `Cannot evaluate "${call.loss}": ${fault}`;
}

function paramFault(call: Call, { params, idle }: Signature): string | null {
  for (const [name, rule] of Object.entries(params)) {
    const value = paramOf(call, name, rule);
    if (value === null ? rule.nullable : isAllowed(value, rule)) continue;
    return `${name} must be ${rangeOf(rule)}, got ${value}`;
  }
  for (const { param, reduction } of idle) {
    if (call.reduction !== reduction || call.params[param] == null) continue;
    return `${param} must be null with the reduction "${reduction}", got ${call.params[param]}`;
  }
  const unknown = Object.keys(call.params).find((name) => !Object.hasOwn(params, name));
  return unknown === undefined ? null : `there is no parameter "${unknown}"`;
}

function isAllowed(value: number, rule: ParamRule): boolean {
  return Number.isFinite(value) && value > rule.above && value < rule.below &&
    value >= rule.atLeast && value <= rule.atMost && (!rule.integer || Number.isInteger(value));
}

function rangeOf({ above, below, atLeast, atMost, integer, nullable }: ParamRule): string {
  const bounds = [
    ...(above === -Infinity ? [] : [`> ${above}`]),
    ...(atLeast === -Infinity ? [] : [`>= ${atLeast}`]),
    ...(atMost === Infinity ? [] : [`<= ${atMost}`]),
    ...(below === Infinity ? [] : [`< ${below}`]),
  ].join(" and ");
  const range = [integer ? "an integer" : "", bounds].filter((part) => part !== "").join(" ");
  return `${range || "finite"}${nullable ? ", or null" : ""}`;
}

function presenceFault(call: Call, { inputs }: Signature): string | null {
  for (const [name, rule] of Object.entries(inputs)) {
    if (!rule.optional && !call.inputs[name]) return `input "${name}" is missing`;
  }
  const unknown = Object.keys(call.inputs).find((name) => !Object.hasOwn(inputs, name));
  return unknown === undefined ? null : `there is no input "${unknown}"`;
}

function shapeFault(call: Call, signature: Signature, lengths: AxisLengths): string | null {
  const known = new Set<string>();
  for (const [name, rule] of Object.entries(signature.inputs)) {
    const input = call.inputs[name];
    if (!input || (rule.scalarAllowed && isScalar(input))) continue;
    const added = rule.shape.filter((axis) => !known.has(axis));
    if (added.length > 0 && splitShape(rule.shape, input.shape) === undefined) {
      return `${name} must have shape ${axesOf(rule)}, got [${input.shape}]`;
    }
    for (const axis of added) {
      const fixed = signature.fixed[axis];
      const [given] = lengths[axis];
      if (fixed !== undefined && given !== fixed) {
        return `the axis "${axis}" of ${name} must have length ${fixed}, got ${given}`;
      }
      known.add(axis);
    }
    const wanted = shapeOf(rule.shape, lengths);
    if (sameShape(input.shape, wanted)) continue;
    const scalar = rule.scalarAllowed ? " or be a scalar" : "";
    return `${name} must have shape [${wanted}]${scalar}, got [${input.shape}]`;
  }
  if (call.upstream) {
    const wanted = call.reduction === "none" ? shapeOf(signature.output, lengths) : [];
    if (!sameShape(call.upstream.shape, wanted)) {
      return `upstream must have shape [${wanted}], got [${call.upstream.shape}]`;
    }
  }
  const empty = Object.keys(signature.inputs).find((name) =>
    call.inputs[name] && sizeOf(call.inputs[name].shape) === 0
  );
  return empty === undefined
    ? null
    : `${empty} must have elements, got shape [${call.inputs[empty].shape}]`;
}

/** The shapes that an input may have, in words. */
function axesOf({ shape }: InputRule): string {
  const short = shape.filter((axis) => axis !== "...").join(", ");
  return shape.includes("...") ? `[${short}] or [${shape.join(", ")}]` : `[${short}]`;
}

function isScalar({ shape }: Tensor): boolean {
  return sameShape(shape, []);
}

function valueFault(
  call: Call,
  { inputs, params }: Signature,
  lengths: AxisLengths,
): string | null {
  const [classes = 0] = lengths[classAxis] ?? [];
  for (const [name, rule] of Object.entries(inputs)) {
    const input = call.inputs[name];
    if (!input) continue;
    const corner = rule.domain === "box" ? unorderedCorner(input.data) : -1;
    if (corner >= 0) {
      const opposite = input.data[corner + 2];
      return `${name} must have x1 <= x2 and y1 <= y2, got ${
        input.data[corner]
      } before ${opposite} at ${corner}`;
    }
    const values = rule.domain === "class_position" ? positions(classes) : valuesOf[rule.domain];
    const stray = values === undefined ? -1 : input.data.findIndex((x) => values.lack(x));
    if (stray >= 0) return `${name} must ${values!.be}, got ${input.data[stray]} at ${stray}`;
    if (rule.label) {
      if (input.dtype !== "i32") return `${name} must be i32, got ${input.dtype}`;
      const ignored = params.ignore_index && paramOf(call, "ignore_index", params.ignore_index);
      const last = rule.domain === "classes_or_background" ? classes : classes - 1;
      const at = indexOutside(input.data, 0, last, ignored ?? null);
      if (at >= 0) {
        const besides = ignored === undefined ? "" : ` or ${ignored}`;
        return `${name} must be in 0...${last}${besides}, got ${input.data[at]} at ${at}`;
      }
    }
  }
  return null;
}

/** What values must be, and which numbers they lack: never NaN. */
interface Values {
  readonly be: string;
  readonly lack: (x: number) => boolean;
}

/** Positions from the first class to the last. */
function positions(classes: number): Values {
  return { be: `lie in [0, ${classes - 1}]`, lack: (x) => x < 0 || x > classes - 1 };
}

/** The values of domains that are the same in every call. */
const valuesOf: Partial<Readonly<Record<DomainName, Values>>> = {
  unit_interval: { be: "lie in [0, 1]", lack: (x) => x < 0 || x > 1 },
  binary: { be: "be 0 or 1", lack: (x) => x === x && x !== 0 && x !== 1 },
  nonnegative: { be: "be >= 0", lack: (x) => x < 0 },
  positive: { be: "be > 0", lack: (x) => x <= 0 },
  count: { be: "be a whole number >= 0", lack: (x) => x < 0 || Math.floor(x) < x },
};

/** The first value outside [from, to] that is not the excepted one, or −1; NaN is never outside. */
function indexOutside(
  values: TensorData,
  from: number,
  to: number,
  except: number | null,
): number {
  for (let i = 0; i < values.length; i++) {
    if ((values[i] < from || values[i] > to) && values[i] !== except) return i;
  }
  return -1;
}
