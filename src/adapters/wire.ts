/**
 * Calls and results on their way through a pipe: what each side writes, and how the other reads it.
 *
 * @module
 */
import type { Call, ParamValue, Result } from "../spec/mod.ts";
import type { JsonNumber, Tensor } from "../tensor/mod.ts";
import { numberFromJson, numberToJson } from "../tensor/internal.ts";
import { decodeTensor, encodeData, type WireTensor } from "./codec.ts";

/** An input on the wire: a tensor, or the name of the input that it is one with. */
type WireInput = WireTensor | { readonly same: string };

/** A call on the wire. */
export interface WireCall extends Omit<Call, "inputs" | "params" | "upstream"> {
  readonly inputs: Readonly<Record<string, WireInput>>;
  readonly params: Readonly<Record<string, JsonNumber | null>>;
  readonly upstream?: WireTensor;
}

/**
 * Writes the line that asks a program to answer calls.
 *
 * @param id to be echoed
 * @param calls what to ask
 * @param shares whether inputs that are one tensor are written once, and the others name it
 * @returns JSON, with a line feed at its end
 */
export function runLine(id: number, calls: readonly Call[], shares = false): string {
  return JSON.stringify({ cmd: "run", id, calls: calls.map((call) => writeCall(call, shares)) }) +
    "\n";
}

function writeCall({ inputs, params, upstream, dtype, ...call }: Call, shares: boolean): WireCall {
  const write = (t: Tensor): WireTensor => ({
    ...(t.dtype !== dtype && { dtype: t.dtype }),
    shape: t.shape,
    data: encodeData(t),
  });
  const names = new Map<Tensor, string>();
  const writeInput = (t: Tensor, name: string): WireInput => {
    const same = shares ? names.get(t) : undefined;
    if (same !== undefined) return { same };
    names.set(t, name);
    return write(t);
  };
  return {
    ...call,
    dtype,
    inputs: mapped(inputs, writeInput),
    params: mapped(params, (value) => value === null ? null : numberToJson(value)),
    ...(upstream !== undefined && { upstream: write(upstream) }),
  };
}

/**
 * Reads a call as {@linkcode runLine} writes it.
 *
 * @param wire a call of that line
 * @returns the call, with new tensors; an input that is the same as another is so again
 * @throws {RangeError} when a tensor's bytes do not fit its shape
 */
export function readCall({ inputs, params, upstream, ...call }: WireCall): Call {
  const read = (t: WireTensor, name: string): Tensor =>
    decodeTensor(name, t, t.dtype ?? call.dtype);
  const tensors = new Map<string, Tensor>();
  for (const [name, input] of Object.entries(inputs)) {
    tensors.set(name, "same" in input ? tensors.get(input.same)! : read(input, name));
  }
  return {
    ...call,
    inputs: Object.fromEntries(tensors),
    params: mapped(params, (value): ParamValue => value === null ? null : numberFromJson(value)),
    ...(upstream !== undefined && { upstream: read(upstream, "upstream") }),
  };
}

/** Writes a result as `readResult` reads it. */
export function writeResult(result: Result): unknown {
  if (!("value" in result)) return result;
  const write = (t: Tensor): WireTensor => ({
    dtype: t.dtype,
    shape: t.shape,
    data: encodeData(t),
  });
  return {
    ...result,
    value: write(result.value),
    ...result.gradients && { gradients: mapped(result.gradients, write) },
  };
}

function mapped<T, U>(
  record: Readonly<Record<string, T>>,
  f: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, f(value, name)]));
}
