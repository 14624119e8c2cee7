/**
 * What a program answered to one call, held against what was asked.
 *
 * @module
 */
import type { Call, Capability, Result, Spec } from "../spec/mod.ts";
import { valueShape } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import { sameShape } from "../tensor/internal.ts";
import { shapeProblem } from "./about.ts";
import { decodeTensor, type WireTensor } from "./codec.ts";
import type { About } from "./implementation.ts";
import { valueResultSchema, wireResultSchema } from "./protocol.ts";
import { type ExceptionDeclaration, isRefusal } from "./refusal.ts";
import { tellsOfFullMemory } from "../full_memory.ts";
import { fillingCost } from "./memory_limit.ts";

/**
 * Reads the answer to a call.
 *
 * @param raw what came over the wire, as JSON
 * @param call what was asked
 * @param spec the call's loss: it tells the value's shape
 * @param about what the program says of itself: its gradients, and which of its exceptions refuse
 * @returns the result; `error` when it is no answer to this call
 */
export function readResult(
  raw: unknown,
  call: Call,
  spec: Spec,
  about: Pick<About, "language" | "losses">,
): Result {
  const capability = Object.hasOwn(about.losses, call.loss) ? about.losses[call.loss] : {};
  const parsed = wireResultSchema.safeParse(raw);
  if (!parsed.success) return { error: noResult(raw) };
  const { data } = parsed;
  if ("error" in data) return ofException(data, { ...capability, language: about.language });
  if (!("value" in data)) return data;
  try {
    const value = readTensor("value", data.value, call, valueShape(spec, call));
    const { overwritten } = data;
    return {
      value,
      ...call.gradients && { gradients: readGradients(data.gradients ?? {}, capability, call) },
      ...overwritten && { overwritten },
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: error.message };
  }
}

/** A failure that is a refusal by the exception that caused it, or else is one. */
function ofException(
  { error, classes = [] }: {
    readonly error: string;
    readonly classes?: readonly string[] | undefined;
  },
  declared: ExceptionDeclaration,
): Result {
  const [name] = classes;
  if (tellsOfFullMemory([...classes, error].join(" "))) {
    return { error: `${told(name, error)} (OUT OF MEMORY)`, cost: fillingCost };
  }
  if (!isRefusal({ classes, message: error }, declared)) return { error: told(name, error) };
  return { rejected: name === undefined ? error : `${error} (${name})`.trim() };
}

/** What went wrong, with the exception's class where the words do not name it. */
function told(name: string | undefined, error: string): string {
  return name === undefined || error.includes(name) ? error : `${name}: ${error}`;
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
  { gradients: declared = [] }: Capability,
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
