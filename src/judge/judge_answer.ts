/**
 * The judge of one answer: is every number of it what an honest evaluation can give?
 *
 * @module
 */
import type { Oracle } from "../oracle/mod.ts";
import type { Call, Result, Spec } from "../spec/mod.ts";
import type { Judgement } from "./judgement.ts";
import { judgeOutputs } from "./standing.ts";

/**
 * Judges the answer to one call, value and gradients, whatever asked for it.
 *
 * @param oracle knows the loss
 * @param spec the loss, in the dialect that the answer is to be judged in
 * @param call a valid call of it, whose floats are values of its dtype
 * @param result what was answered; gradients that are not there are not asked for
 * @returns `fail` for the first output with a number outside every listed form; a pass has the accuracy
 * of each output, and is weak where no enclosure says much
 *
 * @example
 * ```ts
 * import { builtinSpecs, createOracle, judgeAnswer, tensor } from "lossproof/judge";
 * import { assertEquals } from "@std/assert";
 *
 * const spec = builtinSpecs.get("l1_loss")!;
 * const oracle = await createOracle([spec]);
 * const call = {
 *   loss: "l1_loss",
 *   dtype: "f32",
 *   inputs: { pred: tensor("f32", [2], [0.5, 3]), target: tensor("f32", [2], [0, 1]) },
 *   params: {},
 *   reduction: "mean",
 *   gradients: false,
 * } as const;
 * const judge = (value: number) =>
 *   judgeAnswer(oracle, spec, call, { value: tensor("f32", [], [value]) }).status;
 * assertEquals(judge(1.25), "pass");
 * assertEquals(judge(2.5), "fail");
 * ```
 */
export function judgeAnswer(oracle: Oracle, spec: Spec, call: Call, result: Result): Judgement {
  const gradients = "value" in result && call.gradients ? Object.keys(result.gradients ?? {}) : [];
  const capability = { gradients };
  const world = {
    specs: new Map([[spec.id, spec]]),
    oracle,
    capabilities: { [spec.id]: capability },
  };
  const trial = { calls: [call], facts: {} };
  const judged = ["value", ...gradients].map((output) =>
    judgeOutputs(trial, [result], { dtype: call.dtype, capability, world }, [output])
  );
  const wrong = judged.find(({ status }) => status !== "pass");
  if (wrong !== undefined) return wrong;
  const passes = judged.filter((one) => one.status === "pass");
  return {
    status: "pass",
    accuracy: passes.flatMap(({ accuracy = [] }) => accuracy),
    ...passes.every(({ weak }) => weak) && { weak: true },
  };
}
