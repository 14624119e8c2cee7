/**
 * Implementations that live in this process: a module's default export, as an adapter.
 *
 * @module
 */
import type { Call, Capability, Result, Spec } from "../spec/mod.ts";
import { computesIn, valueShape } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import { cloneTensor, filled } from "../tensor/internal.ts";
import type { Answer, Implementation, LossDefinition, Question } from "./define.ts";
import type { About, Adapter } from "./implementation.ts";
import { inherited } from "./inherited.ts";
import { inPlainWords } from "./plain_words.ts";
import { exceptionOf, isRefusal } from "./refusal.ts";
import { describeThrown, messageOf, readThrown } from "./thrown.ts";
import { readValues } from "./values.ts";

/** How a module is run. */
export interface ModuleOptions {
  /**
   * Longest wait for one answer that is a promise, in milliseconds. After an answer that did not come
   * the rest of its batch is not asked, after four nothing is: an implementation that hangs would keep
   * a run for days.
   *
   * @default {20000}
   */
  readonly patience?: number;
  /**
   * What the implementation is written in: reports show a call as code of that.
   *
   * @default {"javascript"}
   */
  readonly language?: string;
}

/**
 * Reach an implementation that lives in this process.
 *
 * Each call gets fresh copies of its inputs and each answer is copied at once, so that neither side
 * can disturb the other later. Inputs that are one and the same tensor are so in the copy, too; an
 * answer whose own memory the next call of the batch changes is marked as `overwritten`. What is wrong
 * with an answer is the `error` of that call.
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
  const { patience = 20_000, language = "javascript" } = options;
  const seconds = patience / 1000;
  const about = aboutOf(implementation, language, specs);
  let silences = 0;
  return inPlainWords({
    about,
    async run(calls) {
      const results: Result[] = [];
      let before: Held | undefined;
      // What was not asked cannot be held against anyone, so it is no error.
      let unasked = silences < mostSilences ? undefined : {
        unsupported: `was not asked: ${silences} calls got no answer within ${seconds} s each`,
      };
      for (const call of calls) {
        if (unasked !== undefined) {
          results.push(unasked);
          continue;
        }
        const reply = await answer(implementation, about, specs, call, patience);
        if (before !== undefined && isOverwritten(before)) {
          results[results.length - 1] = { ...before.result, overwritten: true };
        }
        before = reply === silence ? undefined : reply.held;
        if (reply === silence) {
          silences++;
          results.push({ error: `did not answer within ${seconds} s (TIMEOUT)` });
          unasked = { unsupported: "was not asked: the call before it got no answer" };
        } else {
          results.push(reply.result);
        }
      }
      return results;
    },
    close: () => Promise.resolve(),
  });
}

/** Two for each of two checks: one is to find a case, the other to see it again. */
const mostSilences = 4;

/** An answer that was read, and how to read it once more from the memory that it came in. */
interface Held {
  readonly result: Extract<Result, { readonly value: Tensor }>;
  again(): Result;
}

/** What became of a call. */
interface Reply {
  readonly result: Result;
  readonly held?: Held;
}

/** Stands for an answer that took too long. */
const silence = Symbol("silence");

function aboutOf(
  implementation: Implementation,
  language: string,
  specs: ReadonlyMap<string, Spec>,
): About {
  const { losses, ...rest } = implementation;
  const capabilities = Object.entries(losses).map(([id, definition]) => {
    const { compute: _, ...capability } = definition;
    return [id, capability satisfies Capability] as const;
  });
  return inherited({ ...rest, language, losses: Object.fromEntries(capabilities) }, specs);
}

async function answer(
  implementation: Implementation,
  { language, losses }: About,
  specs: ReadonlyMap<string, Spec>,
  call: Call,
  patience: number,
): Promise<Reply | typeof silence> {
  const definition = implementation.losses[call.loss];
  const spec = specs.get(call.loss);
  const lack = lackFor(implementation, definition, call);
  if (lack || !spec) {
    return { result: { unsupported: lack ?? `no spec defines "${call.loss}"` } };
  }

  const shape = valueShape(spec, call);
  const given = copyOf(call, shape);
  let answered: unknown;
  try {
    answered = await within(definition.compute(given), patience);
  } catch (error) {
    const { refuses } = losses[call.loss];
    return {
      result: isRefusal(exceptionOf(error, messageOf(error)), { refuses, language })
        ? { rejected: refusalOf(error) }
        : { error: `threw ${describeThrown(error)}` },
    };
  }
  if (answered === silence) return silence;
  const changed = changedInput(call, given);
  if (changed) return { result: { error: `changed its input ${changed}` } };
  const again = () => readAnswer(answered, definition, call, shape);
  const result = again();
  return { result, ..."value" in result && { held: { result, again } } };
}

/** Whether what was handed over now reads as something else. */
function isOverwritten({ result, again }: Held): boolean {
  const now = again();
  if (!("value" in now) || !sameBytes(result.value, now.value)) return true;
  return Object.entries(result.gradients ?? {})
    .some(([name, gradient]) => !sameBytes(gradient, now.gradients?.[name]));
}

function lackFor(
  implementation: Implementation,
  definition: LossDefinition | undefined,
  call: Call,
): string | undefined {
  if (!definition) return `has no loss "${call.loss}"`;
  if (!implementation.dtypes.includes(call.dtype) || !computesIn(definition, call.dtype)) {
    return `does not compute in ${call.dtype}`;
  }
  if (definition.reductions && !definition.reductions.includes(call.reduction)) {
    return `has no reduction "${call.reduction}"`;
  }
  return undefined;
}

function copyOf(call: Call, shape: readonly number[]): Question {
  // Inputs that are one tensor stay one.
  const copies = new Map(Object.values(call.inputs).map((t) => [t, cloneTensor(t)]));
  const inputs = Object.entries(call.inputs).map(([name, t]) => [name, copies.get(t)!] as const);
  return {
    ...call,
    params: { ...call.params },
    inputs: Object.fromEntries(inputs),
    upstream: call.upstream ? cloneTensor(call.upstream) : filled(call.dtype, shape, 1),
  };
}

/** Why a call was refused, and where: what was thrown by mistake is seen at once. */
function refusalOf(error: unknown): string {
  const { message, name, place } = readThrown(error);
  const from = [name, place].filter((part) => part !== undefined).join(" at ");
  return from === "" ? message : `${message} (${from})`;
}

/** The answer, or `silence` when it is a promise that takes too long. */
async function within(
  answer: Answer | Promise<Answer>,
  milliseconds: number,
): Promise<Answer | typeof silence> {
  if (!isThenable(answer)) return answer;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const bell = new Promise<typeof silence>((resolve) => {
    timer = setTimeout(() => resolve(silence), milliseconds);
  });
  return await Promise.race([answer, bell]).finally(() => clearTimeout(timer));
}

function isThenable(answer: unknown): answer is PromiseLike<Answer> {
  return typeof answer === "object" && answer !== null && "then" in answer &&
    typeof answer.then === "function";
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
    return { error: `answered ${messageOf(answered)}, expected { value, gradients }` };
  }
  if ("rejected" in answered) return { rejected: readThrown(answered.rejected).message };
  if ("unsupported" in answered) return { unsupported: readThrown(answered.unsupported).message };
  if (!("value" in answered)) return { error: "answered no value" };
  try {
    const value = readValues("value", answered.value, call.dtype, shape);
    if (!call.gradients) return { value };
    const given = "gradients" in answered ? answered.gradients : undefined;
    return { value, gradients: readGradients(given, definition, call) };
  } catch (error) {
    return { error: readThrown(error).message };
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
