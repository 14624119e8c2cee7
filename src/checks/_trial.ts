/**
 * For tests of checks: the world of the built-in losses, a right implementation, wrong ones, and what a
 * check says of them.
 *
 * @module
 */
import fc from "fast-check";
import { casesOf } from "../depth.ts";
import { type CallEnclosures, createOracle, type Oracle } from "../oracle/mod.ts";
import {
  builtinSpecs,
  type Call,
  type Capability,
  type Invariant,
  type Result,
  type Spec,
} from "../spec/mod.ts";
import { valueShape } from "../spec/internal.ts";
import { type FloatDType, roundTo, type Tensor, tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import { columnLayoutOf, compile, enclosuresOf } from "../oracle/internal.ts";
import type { Check } from "./check.ts";
import type { Fault, Judgement } from "../judge/mod.ts";
import { checksFor } from "./registry.ts";
import { entriesOf, termCount, termScope } from "./scope.ts";
import type { Setting, World } from "../judge/internal.ts";

/** Answers one call. */
export type Evaluate = (call: Call) => Result;

/** The spec of a built-in loss. */
export function specOf(loss: string): Spec {
  const spec = builtinSpecs.get(loss);
  if (spec === undefined) throw new RangeError(`Cannot test "${loss}": no such loss`);
  return spec;
}

/** Everything that a spec has, every gradient included. */
export function complete(spec: Spec): Capability {
  return { gradients: Object.keys(spec.inputs).filter((name) => spec.inputs[name].grad) };
}

/** A world in which the implementation has every loss in full. */
export const world: World = {
  specs: builtinSpecs,
  oracle: await createOracle(builtinSpecs.values()),
  capabilities: Object.fromEntries(
    [...builtinSpecs].map(([loss, spec]) => [loss, complete(spec)]),
  ),
};

/** The setting of a loss whose implementation is complete. */
export function settingOf(loss: string, dtype: FloatDType = "f32"): Setting {
  return { dtype, capability: complete(specOf(loss)), world };
}

/** The check of a built-in loss whose id ends so. */
export function checkOf(loss: string, id: string, dtype: FloatDType = "f32"): Check {
  const checks = checksFor(specOf(loss), dtype, complete(specOf(loss)), world);
  const found = checks.find((check) => check.id === `${loss}/${id}`);
  if (found === undefined) throw new RangeError(`Cannot test "${loss}": no check "${id}"`);
  return found;
}

/** An invariant of a spec in full, from what tells it from the defaults. */
export function invariantOf<K extends Invariant["kind"]>(
  loss: string,
  kind: K,
): Extract<Invariant, { kind: K }> {
  const found = specOf(loss).invariants.find((invariant) => invariant.kind === kind);
  if (found === undefined) throw new RangeError(`Cannot test "${loss}": no invariant ${kind}`);
  return found as Extract<Invariant, { kind: K }>;
}

/** Every invariant of a kind that a built-in spec has, with its loss. */
export function invariantsOf<K extends Invariant["kind"]>(
  kind: K,
): readonly { readonly loss: string; readonly invariant: Extract<Invariant, { kind: K }> }[] {
  return [...builtinSpecs.values()].flatMap(({ id, invariants }) =>
    invariants.filter((one) => one.kind === kind).map((one) => ({
      loss: id,
      invariant: one as Extract<Invariant, { kind: K }>,
    }))
  );
}

/** The built-in losses that have an invariant of a kind. */
export function lossesWith(kind: Invariant["kind"]): readonly string[] {
  return [...new Set(invariantsOf(kind).map(({ loss }) => loss))];
}

const efforts = new Map<string, number>();

/** Of so many cases that a test tries where every loss is tried, the share that one with long formulas has. */
export function effortFor(loss: string): number {
  const found = efforts.get(loss);
  if (found !== undefined) return found;
  const { inputs, params } = specOf(loss);
  const given = Object.entries(inputs).map(([name, { kind, shape }]) =>
    [name, filled(kind === "label" ? "i32" : "f64", shape.map(() => 1), 0)] as const
  );
  const named = Object.keys(params).map((name) => [name, 1] as const);
  const call = { inputs: Object.fromEntries(given), params: Object.fromEntries(named) };
  const effort = Math.min(1, 400 / compile(specOf(loss), call).graph.nodes.length);
  efforts.set(loss, effort);
  return effort;
}

/** What a check says of an implementation: the first judgement that is no pass, or a pass. */
export function verdict(check: Check, evaluate: Evaluate, runs = 60): Judgement {
  // A right one is tried with every loss: those with long formulas have fewer cases.
  const numRuns = evaluate === truth ? casesOf(runs / 3 * effortFor(check.id.split("/")[0])) : runs;
  for (const trial of fc.sample(check.trials, { numRuns, seed: 7 })) {
    const judgement = check.judge(trial, trial.calls.map(evaluate));
    if (judgement.status !== "pass") return judgement;
  }
  return { status: "pass" };
}

/** The fault that a check finds in a wrong implementation: one of the relation itself. */
export function faultOf(check: Check, evaluate: Evaluate, runs = 60): Fault {
  return faultLike(check, evaluate, (why) => why.startsWith(check.requirement), runs);
}

/** The first fault of a kind that a check finds in a wrong implementation, among any others. */
export function faultLike(
  check: Check,
  evaluate: Evaluate,
  isMeant: (why: string) => boolean,
  runs = 60,
): Fault {
  let other: Judgement | undefined;
  for (const trial of fc.sample(check.trials, { numRuns: runs, seed: 7 })) {
    const judgement = check.judge(trial, trial.calls.map(evaluate));
    if (judgement.status === "fail" && isMeant(judgement.why)) return judgement;
    if (judgement.status !== "pass") other = judgement;
  }
  throw new Error(`Nothing is wrong with "${check.requirement}": ${JSON.stringify(other)}`);
}

/** The right implementation: the exact values, rounded to the format; shapes that do not fit are refused. */
export function truth(call: Call): Result {
  return shapeFault(call) ?? truthIn(call, world.oracle.enclose(call));
}

/** The refusal of a call whose shapes do not fit, for implementations that are made of enclosures. */
export function shapeFault(call: Call): Result | undefined {
  try {
    columnLayoutOf(specOf(call.loss), call);
    return undefined;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { rejected: error.message };
  }
}

/**
 * As {@linkcode truth}, where the call's enclosures are at hand. Next to the middle of two floats that are not
 * float64's, either is taken: to tell which is nearer takes many digits.
 */
export function truthIn(
  call: Call,
  enclosures: CallEnclosures,
  oracle: Oracle = world.oracle,
): Result {
  const rounded = (output: string): number[] => {
    const { lo, hi } = enclosuresOf(enclosures, output).truth;
    return Array.from(lo, (low, i) => {
      if (low === hi[i]) return low;
      const isTie = call.dtype !== "f64" && hi[i] - low < 2 ** -40 * Math.abs(low);
      const isOpen = !isTie && roundTo(low, call.dtype) !== roundTo(hi[i], call.dtype);
      const exact = isOpen ? oracle.rounded(enclosures, output, i) : undefined;
      return exact ?? low / 2 + hi[i] / 2;
    });
  };
  const spec = specOf(call.loss);
  return {
    value: tensor(call.dtype, valueShape(spec, call), rounded("value")),
    gradients: Object.fromEntries(
      (complete(spec).gradients ?? []).filter(() => call.gradients)
        .map((name) => [name, tensor(call.dtype, call.inputs[name].shape, rounded(name))]),
    ),
  };
}

/** The numbers of one term, by the names of the inputs and parameters. */
export type Numbers = Readonly<Record<string, number>>;

/** An elementwise loss: the value of a term, and its derivative by `pred`. */
export type Elementwise = (term: Numbers) => readonly [value: number, slope: number];

/**
 * An implementation of one elementwise loss in float64, rounded at the end; the gradient by `target`
 * is minus that by `pred`. Other losses are answered rightly.
 */
export function elementwise(loss: string, f: Elementwise): Evaluate {
  const spec = specOf(loss);
  return (call) => {
    if (call.loss !== loss) return truth(call);
    const count = termCount(spec, call);
    const terms = Array.from(
      { length: count },
      (_, i) => f(termScope(spec, call, i).names as Numbers),
    );
    const sum = terms.reduce((total, [value]) => total + value, 0);
    const divisor = call.reduction === "mean" ? count : 1;
    const none = call.reduction === "none";
    const values = none ? terms.map(([value]) => value) : [sum / divisor];
    const slope = (i: number): number => {
      const upstream = call.upstream?.data[none ? i : 0] ?? 1;
      return upstream * terms[i][1] / divisor;
    };
    const slopes = terms.map((_, i) => slope(i));
    const { pred, target } = call.inputs;
    return {
      value: tensor(call.dtype, valueShape(spec, call), values),
      gradients: {
        pred: tensor(call.dtype, pred.shape, slopes),
        target: tensor(call.dtype, target.shape, slopes.map((x) => -x)),
      },
    };
  };
}

/** The right implementation with the answers to one loss changed; terms by their row-major index. */
export function changed(
  loss: string,
  change: {
    readonly value?: (x: number, i: number, call: Call) => number;
    readonly gradients?: (x: number, i: number, call: Call, input: string) => number;
  },
): Evaluate {
  return (call) => {
    const right = truth(call);
    if (call.loss !== loss || !("value" in right)) return right;
    const mapped = (given: Tensor, f: (x: number, i: number) => number): Tensor =>
      tensor(
        given.dtype,
        given.shape,
        Array.from(given.data, f).map((x) => roundTo(x, call.dtype)),
      );
    const { value = (x) => x, gradients = (x) => x } = change;
    return {
      value: mapped(right.value, (x, i) => value(x, i, call)),
      gradients: Object.fromEntries(
        Object.entries(right.gradients ?? {}).map(([name, given]) => [
          name,
          mapped(given, (x, i) => gradients(x, i, call, name)),
        ]),
      ),
    };
  };
}

/** The right implementation, asked of other inputs or parameters than it was given. */
export function mistaken(loss: string, hear: (call: Call) => Call): Evaluate {
  return (call) => truth(call.loss === loss ? hear(call) : call);
}

/** The row-major index of the entry of a term's label in an input with a class axis. */
export function labelEntry(call: Call, input: string, i: number): number | undefined {
  const label = call.inputs.label.data[i];
  return entriesOf(specOf(call.loss), call, input, i)[label];
}
