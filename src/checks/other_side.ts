/**
 * The other side of a relation: the call of another loss (or of the same one elsewhere) that a call
 * is compared with.
 *
 * @module
 */
import type { Call, Capability, ParamValue, Reduction, Spec } from "../spec/mod.ts";
import {
  canHave,
  hasInput,
  hasReduction,
  isSharedScalar,
  shapeOf,
  valueShape,
} from "../spec/internal.ts";
import { roundParam } from "../generate/internal.ts";
import { evaluateEntries, evaluateNumber } from "../oracle/internal.ts";
import { type Tensor, tensor } from "../tensor/mod.ts";
import { filled } from "../tensor/internal.ts";
import { ignoredLabel } from "./ignored.ts";
import { layoutOf } from "./layout.ts";
import { indices, withElements, withInput } from "./rows.ts";
import { namesIn, termCount, termScope } from "./scope.ts";

/** How to get the other side's call from this side's. */
export interface OtherSide {
  /** The other loss. */
  readonly spec: Spec;
  /** What the implementation has of it; absent = it lacks it, and the oracle answers instead. */
  readonly capability?: Capability | undefined;
  /** Its inputs as formulas; inputs of the same name are passed on. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Its parameters as formulas; parameters of the same name are passed on. */
  readonly params: Readonly<Record<string, string>>;
  /** Its parameters that neither have a formula nor are passed on; the others keep their defaults. */
  readonly settled: Readonly<Record<string, ParamValue>>;
  /** Its reduction; absent = the same as this side's. */
  readonly reduction?: Reduction | undefined;
  /** Whether the sides are not equal but near: a limit that is not reached. */
  readonly near?: boolean;
}

/** The formula of one of the other side's inputs; `undefined` = it is absent. */
export function inputFormula(spec: Spec, side: OtherSide, name: string): string | undefined {
  return side.inputs[name] ?? (Object.hasOwn(spec.inputs, name) ? name : undefined);
}

/** Whether one of the other side's inputs is one of this side's, as it is. */
export function isPassedOn(spec: Spec, side: OtherSide, name: string): boolean {
  const formula = inputFormula(spec, side, name);
  return formula !== undefined && Object.hasOwn(spec.inputs, formula) &&
    spec.inputs[formula].kind === side.spec.inputs[name].kind &&
    hasOneForEachTerm(spec, formula) === hasOneForEachTerm(side.spec, name);
}

/** Whether an input has numbers of its own for each term; otherwise terms share them. */
function hasOneForEachTerm({ inputs, output }: Spec, name: string): boolean {
  return output.every((axis) => inputs[name].shape.includes(axis));
}

/** Whether the sides are equal: no limit, and nothing is computed, and so rounded, in between. */
export function isExact(spec: Spec, side: OtherSide): boolean {
  return !side.near &&
    Object.keys(side.inputs).every((name) => isPassedOn(spec, side, name)) &&
    Object.values(side.params).every((formula) => Object.hasOwn(spec.params, formula));
}

/** This side's optional inputs that the other side has no use for. */
export function unusedInputs(
  spec: Spec,
  side: OtherSide,
  factors: readonly string[],
): readonly string[] {
  const formulas = Object.keys(side.spec.inputs).map((name) =>
    inputFormula(spec, side, name) ?? ""
  );
  const used = new Set([...formulas, ...factors].flatMap(namesIn));
  return Object.keys(spec.inputs).filter((name) => spec.inputs[name].optional && !used.has(name));
}

/** This side's optional inputs that a formula computes with, which therefore must be present. */
export function neededInputs(
  spec: Spec,
  side: OtherSide,
  factors: readonly string[],
): readonly string[] {
  const computed = Object.keys(side.inputs).filter((name) => !isPassedOn(spec, side, name))
    .map((name) => side.inputs[name]);
  const used = new Set([...computed, ...factors].flatMap(namesIn));
  return Object.keys(spec.inputs).filter((name) => spec.inputs[name].optional && used.has(name));
}

/**
 * This side's call, with a class in place of the ignored label wherever labels are computed with.
 *
 * @param spec this side's loss
 * @param call this side's call
 * @param side the other side
 */
export function countingLabels(spec: Spec, call: Call, side: OtherSide): Call {
  const ignored = ignoredLabel(spec, call);
  if (ignored === undefined) return call;
  const { input, label } = ignored;
  const computed = Object.keys(side.inputs).some((name) =>
    !isPassedOn(spec, side, name) && namesIn(side.inputs[name]).includes(input)
  );
  if (!computed) return call;
  const given = call.inputs[input];
  const changes = indices(given.data.length).filter((i) => given.data[i] === label)
    .map((i): [number, number] => [i, label === 0 ? 1 : 0]);
  return withInput(call, input, withElements(given, changes));
}

/**
 * The other side's call; numbers that are computed are rounded to the format.
 *
 * @param spec this side's loss
 * @param call this side's call
 * @param side the other side
 * @returns the call of the other loss
 */
export function otherCall(spec: Spec, call: Call, side: OtherSide): Call {
  const inputs: Record<string, Tensor> = {};
  for (const name of Object.keys(side.spec.inputs)) {
    const given = otherInput(spec, call, side, name);
    if (given !== undefined) inputs[name] = given;
  }
  const params: Record<string, ParamValue> = {};
  for (const name of Object.keys(side.spec.params)) {
    params[name] = otherParam(spec, call, side, name);
  }
  const { dtype, gradients } = call;
  const reduction = side.reduction ?? call.reduction;
  const made: Call = { loss: side.spec.id, dtype, inputs, params, reduction, gradients };
  return call.upstream === undefined
    ? made
    : { ...made, upstream: { ...call.upstream, shape: valueShape(side.spec, made) } };
}

function otherParam(spec: Spec, call: Call, side: OtherSide, name: string): ParamValue {
  const param = side.spec.params[name];
  const usual = Object.hasOwn(side.settled, name) ? side.settled[name] : param.default;
  const formula = side.params[name] ?? (Object.hasOwn(spec.params, name) ? name : undefined);
  if (formula === undefined) return usual;
  if (Object.hasOwn(spec.params, formula)) {
    const value = call.params[formula];
    return value === null && !param.nullable ? usual : value;
  }
  if (namesIn(formula).some((part) => call.params[part] === null)) return usual;
  return roundParam(param, evaluateNumber(formula, { names: call.params }), call.dtype);
}

function otherInput(spec: Spec, call: Call, side: OtherSide, name: string): Tensor | undefined {
  const formula = inputFormula(spec, side, name);
  if (formula === undefined) return undefined;
  const input = side.spec.inputs[name];
  const layout = layoutOf(spec, call);
  const terms = shapeOf(spec.output, layout.axes);
  if (isPassedOn(spec, side, name)) {
    const given = call.inputs[formula];
    return given !== undefined && isSharedScalar(spec.inputs[formula], given.shape) &&
        !input.scalar_allowed
      ? filled(given.dtype, terms, given.data[0])
      : given;
  }
  const isOwn = Object.hasOwn(spec.inputs, formula);
  if (isOwn && call.inputs[formula] === undefined && input.optional) return undefined;
  const dtype = input.kind === "label" ? "i32" : call.dtype;
  const lanes = indices(termCount(spec, call)).map((i) =>
    evaluateEntries(formula, termScope(spec, call, i))
  );
  const hasEntries = lanes.some((lane) => lane.axes.length > 0);
  if (!hasEntries) return tensor(dtype, terms, lanes.map(({ values: [x] }) => x));
  const width = lanes[0].values.length;
  const { rows, rest, axes } = layout;
  const values = indices(rows).flatMap((row) =>
    indices(width).flatMap((c) => indices(rest).map((r) => lanes[row * rest + r].values[c]))
  );
  return tensor(dtype, [rows, width, ...axes["..."] ?? []], values);
}

/** Whether the implementation can be asked the other side's call. */
export function canAsk(side: OtherSide, call: Call): boolean {
  const { spec, capability } = side;
  if (capability === undefined) return false;
  return hasReduction(spec, capability, call.reduction) &&
    Object.keys(call.inputs).every((name) => hasInput(spec, capability, name)) &&
    Object.entries(call.params).every(([name, value]) => canHave(spec, capability, name, value));
}
