/**
 * One call, answered by a model.
 *
 * @module
 */
import { tellsOfFullMemory } from "../full_memory.ts";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { axisLengths, isSharedScalar, shapeOf, valueShape } from "../spec/internal.ts";
import { roundTo, type Tensor } from "../tensor/mod.ts";
import { filled, sameShape } from "../tensor/internal.ts";
import type { Binding } from "./binding.ts";
import type { ModelFace, ModelPort } from "./model.ts";
import type { RuntimeSession, RuntimeTensor } from "./runtime.ts";
import { fromRuntime, scalarTensor, shapeForRank, toRuntime } from "./tensors.ts";

/** A model that is loaded, and what it is. */
export interface LoadedModel {
  readonly spec: Spec;
  readonly face: ModelFace;
  readonly binding: Binding;
  readonly session: RuntimeSession;
  /** Whether NaN stands for an absent parameter. */
  readonly takesAbsent: boolean;
}

/** What the model is not made for; no fault of it. */
class Unsupported extends Error {}
/** What makes the call invalid, found before the model sees it. */
class Rejected extends Error {}

/**
 * Answers a call of the model's loss and reduction.
 *
 * @param model the model
 * @param call its loss, format and reduction are the model's
 * @returns the result; `rejected` where the model's operators refuse the call
 */
export async function evaluateModel(model: LoadedModel, call: Call): Promise<Result> {
  const { session, face, binding, spec } = model;
  let outputs: Readonly<Record<string, RuntimeTensor>>;
  try {
    outputs = await session.run(feedsOf(model, call));
  } catch (error) {
    if (error instanceof Unsupported) return { unsupported: error.message };
    if (isCrash(error)) return { error: `threw ${error}` };
    return { rejected: refusalOf(error, face) };
  }
  try {
    const read = (port: ModelPort, shape: readonly number[]) =>
      fromRuntime(`output "${port.name}"`, outputs[port.name], call.dtype, shape);
    const value = read(binding.value, valueShape(spec, call));
    if (!call.gradients) return { value };
    const gradients = [...binding.gradients].map(([name, port]) =>
      [name, read(port, call.inputs[name].shape)] as const
    );
    return { value, gradients: Object.fromEntries(gradients) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { error: error.message };
  }
}

/** What of a model says how it is fed. */
export type Feedable = Pick<LoadedModel, "spec" | "binding" | "takesAbsent">;

/**
 * The inputs of a model that ask a call.
 *
 * @param model the model, loaded or not
 * @param call of its loss, format and reduction
 * @returns tensors by the model's names
 */
export function feedsOf(model: Feedable, call: Call): Record<string, RuntimeTensor> {
  const { spec, binding } = model;
  const isPlain = call.upstream?.data.every((u) => u === 1) ?? true;
  if (call.gradients && !isPlain && !binding.inputs.has("upstream")) {
    throw new Unsupported("takes no gradient from above");
  }
  const other = Object.keys(call.params).find((name) =>
    !binding.inputs.has(name) && !isDefault(spec, call, name)
  );
  if (other !== undefined) throw new Unsupported(`takes no ${other}`);
  const lengths = axisLengths(spec, call);
  const feeds: Record<string, RuntimeTensor> = {};
  for (const [name, port] of binding.inputs) {
    const input = spec.inputs[name];
    if (name === "upstream") {
      const shape = valueShape(spec, call);
      const axes = call.reduction === "none" ? spec.output : [];
      feeds[port.name] = fed(port, call.upstream ?? filled(call.dtype, shape, 1), axes);
    } else if (input === undefined) {
      feeds[port.name] = fed(port, paramTensor(model, call, name), []);
    } else {
      const shape = shapeOf(input.shape, lengths);
      const given = call.inputs[name] ?? filled(call.dtype, shape, input.absent ?? 1);
      requireShape(name, given, shape, isSharedScalar(input, given.shape));
      feeds[port.name] = fed(port, given, input.shape);
    }
  }
  return feeds;
}

function isDefault({ params }: Spec, call: Call, name: string): boolean {
  const { default: usual } = params[name];
  const value = call.params[name];
  return value === usual || usual !== null && value === roundTo(usual, call.dtype);
}

/** Shapes are flattened for the model, so that it would not see that they differ. */
function requireShape(
  name: string,
  { shape }: Tensor,
  wanted: readonly number[],
  isShared: boolean,
): void {
  if (isShared || sameShape(shape, wanted)) return;
  throw new Rejected(`${name} has shape [${shape}], expected [${wanted}]`);
}

function paramTensor({ spec, takesAbsent }: Feedable, call: Call, name: string): Tensor {
  const value = call.params[name];
  if (value === null && !takesAbsent) throw new Unsupported(`does not take an absent ${name}`);
  // To the model NaN would say that it is absent.
  if (Number.isNaN(value) && spec.params[name].nullable) {
    throw new Rejected(`${name} must be a number or null, got NaN`);
  }
  if (spec.params[name].type === "integer") return wholeTensor(name, value ?? NaN);
  return scalarTensor(call.dtype, value ?? NaN);
}

function wholeTensor(name: string, value: number): Tensor {
  if (Number.isInteger(value)) return scalarTensor("i32", value);
  throw new Rejected(`${name} must be a whole number, got ${value}`);
}

function fed(port: ModelPort, given: Tensor, axes: readonly string[]): RuntimeTensor {
  const { dims, name, type } = port;
  const shape = dims === undefined ? given.shape : shapeForRank(axes, given.shape, dims.length);
  if (shape === undefined) {
    throw new Unsupported(
      `input "${name}" has ${dims?.length} axes, into which not every shape fits`,
    );
  }
  const fixed = dims?.find((dim, i) => typeof dim === "number" && dim !== shape[i]);
  if (fixed !== undefined) {
    throw new Unsupported(`input "${name}" has the fixed shape [${dims}]`);
  }
  return toRuntime(given, type ?? "", shape);
}

/** What no operator says of its inputs: a mistake in the program, or memory that is full. */
function isCrash(error: unknown): boolean {
  return error instanceof TypeError || error instanceof ReferenceError ||
    error instanceof WebAssembly.RuntimeError || tellsOfFullMemory(String(error));
}

/** What the failing node demands, where its documentation says it. */
function refusalOf(error: unknown, { docs }: ModelFace): string {
  const message = error instanceof Error ? error.message : String(error);
  const node = /Name:'([^']*)'/.exec(message)?.[1];
  return docs.get(node ?? "") || message;
}
