/**
 * What a program answered to one call, held against what was asked.
 *
 * @module
 */
import type { Call, Result, Spec } from "../spec/mod.ts";
import { valueShape } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import { sameShape } from "../tensor/internal.ts";
import { shapeProblem } from "./about.ts";
import { decodeTensor, type WireTensor } from "./codec.ts";
import { valueResultSchema, wireResultSchema } from "./protocol.ts";

/**
 * Reads the answer to a call.
 *
 * @param raw what came over the wire, as JSON
 * @param call what was asked
 * @param spec the call's loss: it tells the value's shape
 * @param declared the inputs that the program has gradients by
 * @returns the result; `error` when it is no answer to this call
 */
export function readResult(
  raw: unknown,
  call: Call,
  spec: Spec,
  declared: readonly string[],
): Result {
  const parsed = wireResultSchema.safeParse(raw);
  if (!parsed.success) return { error: noResult(raw) };
  const { data } = parsed;
  if (!("value" in data)) return data;
  try {
    const value = readTensor("value", data.value, call, valueShape(spec, call));
    if (!call.gradients) return { value };
    return { value, gradients: readGradients(data.gradients ?? {}, declared, call) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: error.message };
  }
}

/** Says what is wrong with it as a value where it has one, as any result otherwise. */
function noResult(raw: unknown): string {
  if (typeof raw !== "object" || raw === null || !("value" in raw)) {
    const given = JSON.stringify(raw).slice(0, 80);
    return `answered no value, rejected, unsupported or error, but ${given}`;
  }
  const { error } = valueResultSchema.safeParse(raw);
  return `answered no result: ${error === undefined ? "unknown" : shapeProblem(error, raw)}`;
}

function readTensor(
  what: string,
  wire: WireTensor,
  { dtype }: Call,
  shape: readonly number[],
): Tensor {
  if (wire.dtype !== undefined && wire.dtype !== dtype) {
    throw new RangeError(`${what} has dtype ${wire.dtype}, expected ${dtype}`);
  }
  if (!sameShape(wire.shape, shape)) {
    throw new RangeError(`${what} has shape [${wire.shape}], expected [${shape}]`);
  }
  return decodeTensor(what, wire, dtype);
}

function readGradients(
  given: Readonly<Record<string, WireTensor>>,
  declared: readonly string[],
  call: Call,
): Record<string, Tensor> {
  const undeclared = Object.keys(given).find((name) => !declared.includes(name));
  if (undeclared !== undefined) {
    throw new RangeError(
      `answered a gradient by "${undeclared}" that it does not declare: ` +
        "add it to the loss's gradients",
    );
  }
  const wanted = declared.filter((name) => name in call.inputs);
  return Object.fromEntries(wanted.map((name) => {
    if (!Object.hasOwn(given, name)) throw new RangeError(`answered no gradient by "${name}"`);
    return [name, readTensor(`gradient by "${name}"`, given[name], call, call.inputs[name].shape)];
  }));
}
