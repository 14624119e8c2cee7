/**
 * Reading an answer: is it one at all, and is it complete?
 *
 * @module
 */
import type { Call, Result, Spec } from "../spec/mod.ts";
import { gradientInputsOf, valueShape } from "../spec/internal.ts";
import type { Tensor } from "../tensor/mod.ts";
import { filled, isWellFormed, sameShape } from "../tensor/internal.ts";
import { fail } from "./fail.ts";
import type { Fault, Judgement, Trial } from "./judgement.ts";
import type { Setting } from "./setting.ts";

/** A complete answer: the value, and every gradient that was asked for. */
export interface CompleteAnswer {
  readonly value: Tensor;
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** Whether the call leaves every answer open; a refusal is read as NaN then. */
  readonly open: boolean;
}

/** The outputs of an answer: the value, then the gradients. */
export function outputsOf({ gradients }: CompleteAnswer): readonly string[] {
  return ["value", ...Object.keys(gradients)];
}

/** One output of an answer: `"value"`, or an input's name for its gradient. */
export function outputOf(answer: CompleteAnswer, output: string): Tensor {
  return output === "value" ? answer.value : answer.gradients[output];
}

/**
 * Reads the answers to calls that are valid, or left open.
 *
 * @param trial the case
 * @param results one answer for each call of the case
 * @param setting what the check was made for
 * @returns the answers; or `skipped` when a call is not supported, `fail` when one is no answer
 */
export function readAnswers(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
): readonly CompleteAnswer[] | Judgement {
  const unsupported = results.find((result) => "unsupported" in result);
  if (unsupported !== undefined && "unsupported" in unsupported) {
    return { status: "skipped", why: unsupported.unsupported };
  }
  const answers: CompleteAnswer[] = [];
  for (const [i, call] of trial.calls.entries()) {
    const spec = setting.world.specs.get(call.loss);
    if (spec === undefined) {
      throw new RangeError(`Cannot read an answer: there is no loss "${call.loss}"`);
    }
    const capability = call.loss in setting.world.capabilities
      ? setting.world.capabilities[call.loss]
      : setting.capability;
    const wanted = call.gradients ? gradientInputsOf(spec, capability) : [];
    const open = setting.world.oracle.leavesOpen(call);
    const refused = open && results[i] !== undefined && "rejected" in results[i];
    const result = refused ? notANumber(spec, call, wanted) : results[i];
    const answer = readAnswer(spec, call, result, wanted);
    if ("why" in answer) return fail({ ...answer, call: i });
    answers.push({ ...answer, open });
  }
  return answers;
}

/** What a refusal says where it says as much as NaN. */
function notANumber(spec: Spec, call: Call, wanted: readonly string[]): Result {
  const filledAs = (shape: readonly number[]) => filled(call.dtype, shape, NaN);
  return {
    value: filledAs(valueShape(spec, call)),
    gradients: Object.fromEntries(
      wanted.map((name) => [name, filledAs(call.inputs[name]?.shape ?? [])]),
    ),
  };
}

function readAnswer(
  spec: Spec,
  call: Call,
  result: Result | undefined,
  wanted: readonly string[],
): Omit<CompleteAnswer, "open"> | Omit<Fault, "call"> {
  if (result === undefined) return { why: "The call was not answered" };
  if ("rejected" in result) return { why: `A valid call was refused: ${result.rejected}` };
  if ("error" in result) return { why: `The call failed: ${result.error}` };
  if ("unsupported" in result) return { why: `The call is not supported: ${result.unsupported}` };
  const problem = problemOf(result.value, valueShape(spec, call), call);
  if (problem !== undefined) return { why: `The value ${problem}`, output: "value" };
  const gradients: Record<string, Tensor> = {};
  for (const name of wanted) {
    const gradient = result.gradients?.[name];
    if (gradient === undefined) {
      return { why: `The gradient by "${name}" is missing`, output: name };
    }
    const problem = problemOf(gradient, call.inputs[name].shape, call);
    if (problem !== undefined) {
      return { why: `The gradient by "${name}" ${problem}`, output: name };
    }
    gradients[name] = gradient;
  }
  return { value: result.value, gradients };
}

/** What is wrong with a tensor's form, as the rest of a sentence. */
function problemOf(
  tensor: Tensor,
  shape: readonly number[],
  call: Call,
): string | undefined {
  if (tensor.dtype !== call.dtype) {
    return `has dtype ${tensor.dtype}; it must have the call's, ${call.dtype}`;
  }
  if (!sameShape(tensor.shape, shape)) {
    return `has shape [${tensor.shape}]; it must have shape [${shape}]`;
  }
  if (!isWellFormed(tensor)) {
    return `has ${tensor.data.length} elements that are not all ${call.dtype} of shape [${shape}]`;
  }
  return undefined;
}
