/**
 * Implementations that live in this process: a module's default export, as an adapter.
 *
 * @module
 */
import { valueShape } from "../spec/axes.ts";
import type { Call, Capability, Result, Spec } from "../spec/mod.ts";
import { cloneTensor, filled, type Tensor } from "../tensor/mod.ts";
import type { Answer, Implementation, LossDefinition, Question } from "./define.ts";
import type { About, Adapter } from "./implementation.ts";
import { readValues } from "./values.ts";

/** How a module is run. */
export interface ModuleOptions {
  /**
   * Longest wait for one answer that is a promise, in milliseconds.
   *
   * @default {60000}
   */
  readonly patience?: number;
}

/**
 * Reach an implementation that lives in this process.
 *
 * Each call gets fresh copies of its inputs and each answer is copied at once, so that neither side
 * can disturb the other later. What is wrong with an answer is the `error` of that call.
 *
 * @param implementation the implementation, as defined by its author
 * @param specs every spec by its id: they tell the shape of an answer
 * @param options how long to wait
 * @returns an adapter that answers in order, one call after the other
 *
 * @example
 * ```ts
 * import { builtinSpecs, defineImplementation, moduleAdapter, tensor } from "lossproof";
 * import { assertEquals } from "@std/assert";
 *
 * const mine = defineImplementation({
 *   name: "my losses",
 *   dtypes: ["f64"],
 *   losses: {
 *     l1_loss: {
 *       reductions: ["none"],
 *       compute: ({ inputs: { pred, target } }) => ({
 *         value: Array.from(pred.data, (p, i) => Math.abs(p - target.data[i])),
 *       }),
 *     },
 *   },
 * });
 * const adapter = moduleAdapter(mine, builtinSpecs);
 * const [result] = await adapter.run([{
 *   loss: "l1_loss",
 *   dtype: "f64",
 *   inputs: { pred: tensor("f64", [2], [3, 1]), target: tensor("f64", [2], [1, 1]) },
 *   params: {},
 *   reduction: "none",
 *   gradients: false,
 * }]);
 * assertEquals(result, { value: tensor("f64", [2], [2, 0]) });
 * await adapter.close();
 * ```
 */
export function moduleAdapter(
  implementation: Implementation,
  specs: ReadonlyMap<string, Spec>,
  options: ModuleOptions = {},
): Adapter {
  const { patience = 60_000 } = options;
  return {
    about: aboutOf(implementation),
    async run(calls) {
      const results: Result[] = [];
      for (const call of calls) results.push(await answer(implementation, specs, call, patience));
      return results;
    },
    close: () => Promise.resolve(),
  };
}

function aboutOf({ name, version, homepage, dtypes, losses }: Implementation): About {
  const capabilities = Object.entries(losses).map(([id, definition]) => {
    const { compute: _, ...capability } = definition;
    return [id, capability satisfies Capability] as const;
  });
  return {
    name,
    ...(version === undefined ? {} : { version }),
    ...(homepage === undefined ? {} : { homepage }),
    language: "javascript",
    dtypes,
    losses: Object.fromEntries(capabilities),
  };
}

async function answer(
  implementation: Implementation,
  specs: ReadonlyMap<string, Spec>,
  call: Call,
  patience: number,
): Promise<Result> {
  const definition = implementation.losses[call.loss];
  const spec = specs.get(call.loss);
  const lack = lackFor(implementation, definition, call);
  if (lack || !spec) return { unsupported: lack ?? `no spec defines "${call.loss}"` };

  const shape = valueShape(spec, call);
  const given = copyOf(call, shape);
  let answered: unknown;
  try {
    answered = await within(definition.compute(given), patience);
  } catch (error) {
    const rejects = implementation.rejects ?? isRefusal;
    return rejects(error) ? { rejected: messageOf(error) } : { error: `threw ${nameOf(error)}` };
  }
  if (answered === late) return { error: `did not answer within ${patience / 1000} s` };
  const changed = changedInput(call, given);
  if (changed) return { error: `changed its input ${changed}` };
  return readAnswer(answered, definition, call, shape);
}

function lackFor(
  implementation: Implementation,
  definition: LossDefinition | undefined,
  call: Call,
): string | undefined {
  if (!definition) return `has no loss "${call.loss}"`;
  if (!implementation.dtypes.includes(call.dtype)) return `does not compute in ${call.dtype}`;
  if (definition.reductions && !definition.reductions.includes(call.reduction)) {
    return `has no reduction "${call.reduction}"`;
  }
  return undefined;
}

function copyOf(call: Call, shape: readonly number[]): Question {
  const inputs = Object.entries(call.inputs).map(([name, t]) => [name, cloneTensor(t)]);
  return {
    ...call,
    params: { ...call.params },
    inputs: Object.fromEntries(inputs),
    upstream: call.upstream ? cloneTensor(call.upstream) : filled(call.dtype, shape, 1),
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof RangeError || error instanceof TypeError;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

const late = Symbol("late");

/** The answer, or `late` when it is a promise that takes too long. */
async function within(
  answer: Answer | Promise<Answer>,
  milliseconds: number,
): Promise<Answer | typeof late> {
  if (!(answer instanceof Promise)) return answer;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bell = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), milliseconds);
  });
  return await Promise.race([answer, bell]).finally(() => clearTimeout(timer));
}

/** The input whose bytes are no longer those that were handed over. */
function changedInput(call: Call, given: Question): string | undefined {
  const changed = Object.keys(call.inputs).find((name) =>
    !sameBytes(call.inputs[name], given.inputs[name])
  );
  if (changed) return `"${changed}"`;
  return call.upstream && !sameBytes(call.upstream, given.upstream) ? `"upstream"` : undefined;
}

function sameBytes(before: Tensor, after: Tensor | undefined): boolean {
  if (!after || String(before.shape) !== String(after.shape)) return false;
  if (before.data.byteLength !== after.data.byteLength) return false;
  const a = bytesOf(before);
  const b = bytesOf(after);
  return a.every((byte, i) => byte === b[i]);
}

function bytesOf({ data }: Tensor): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

function readAnswer(
  answered: unknown,
  definition: LossDefinition,
  call: Call,
  shape: readonly number[],
): Result {
  if (typeof answered !== "object" || answered === null) {
    return { error: `answered ${String(answered)}, expected { value, gradients }` };
  }
  if ("rejected" in answered) return { rejected: String(answered.rejected) };
  if ("unsupported" in answered) return { unsupported: String(answered.unsupported) };
  if (!("value" in answered)) return { error: "answered no value" };
  try {
    const value = readValues("value", answered.value, call.dtype, shape);
    if (!call.gradients) return { value };
    const given = "gradients" in answered ? answered.gradients : undefined;
    return { value, gradients: readGradients(given, definition, call) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}

function readGradients(
  given: unknown,
  definition: LossDefinition,
  call: Call,
): Record<string, Tensor> {
  const answered = new Map<string, unknown>(Object.entries(given ?? {}));
  const declared = (definition.gradients ?? []).filter((name) => name in call.inputs);
  for (const name of answered.keys()) {
    if (!definition.gradients?.includes(name)) {
      throw new Error(
        `answered a gradient by "${name}" that it does not declare: add it to the loss's gradients`,
      );
    }
  }
  return Object.fromEntries(declared.map((name) => {
    if (!answered.has(name)) throw new Error(`answered no gradient by "${name}"`);
    const { shape } = call.inputs[name];
    return [
      name,
      readValues(`gradient by "${name}"`, answered.get(name), call.dtype, shape),
    ];
  }));
}
