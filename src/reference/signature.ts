/**
 * What a call of a loss must be, as far as the reference needs it: derived from the spec.
 *
 * @module
 */
import { type Axes, axesOf, fixedLength } from "../spec/internal.ts";
import type { DomainName, Input, Param, Reduction, Spec } from "../spec/mod.ts";

/** What one input must be. */
export interface InputRule {
  /** Its axes. */
  readonly shape: readonly string[];
  /** Whether it holds class indices. */
  readonly label: boolean;
  /** What every value must be, as far as it is refused; of labels: how many there are besides the classes. */
  readonly domain: DomainName;
  /** Whether it may be absent. */
  readonly optional: boolean;
  /** Whether one value may stand for all. */
  readonly scalarAllowed: boolean;
}

/** What one parameter must be. */
export interface ParamRule {
  /** Its value where the call has none. */
  readonly absent: number | null;
  /** Whether `null` is a value too. */
  readonly nullable: boolean;
  readonly integer: boolean;
  /** Values must be greater than this. */
  readonly above: number;
  /** Values must be less than this. */
  readonly below: number;
  /** Values must be at least this. */
  readonly atLeast: number;
  /** Values must be at most this. */
  readonly atMost: number;
}

/** What a call of one loss must be. */
export interface Signature {
  readonly reductions: readonly Reduction[];
  readonly inputs: Readonly<Record<string, InputRule>>;
  readonly params: Readonly<Record<string, ParamRule>>;
  /** Parameters that are refused where they are given with a reduction. */
  readonly idle: readonly { readonly param: string; readonly reduction: Reduction }[];
  /** The axes of the loss, by what they do. */
  readonly axes: Axes;
  /** By name, how long axes must be that the spec says the length of. */
  readonly fixed: Readonly<Record<string, number>>;
  /** The axes of the terms. */
  readonly output: readonly string[];
}

const known = new WeakMap<Spec, Signature>();

/**
 * The signature of a loss.
 *
 * @param spec the loss
 * @returns the same object whenever it is asked for
 */
export function signatureOf(spec: Spec): Signature {
  const found = known.get(spec);
  if (found !== undefined) return found;
  const signature: Signature = {
    reductions: spec.reduction.modes,
    inputs: mapped(spec.inputs, (input, name) => inputRule(input, isHeld(spec, name))),
    params: mapped(spec.params, paramRule),
    idle: spec.rejects.filter((reject) => reject.kind === "param_with_reduction"),
    axes: axesOf(spec),
    fixed: fixedLengths(spec),
    output: spec.output,
  };
  known.set(spec, signature);
  return signature;
}

function fixedLengths(spec: Spec): Record<string, number> {
  return Object.fromEntries(
    Object.keys(spec.axes ?? {}).flatMap((axis) => {
      const length = fixedLength(spec, axis);
      return length === undefined ? [] : [[axis, length]];
    }),
  );
}

function mapped<From, To>(
  record: Readonly<Record<string, From>>,
  rule: (value: From, name: string) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, rule(value, name)]),
  );
}

/** Whether values outside an input's domain are refused: negative ones only where the spec says so. */
function isHeld({ inputs, rejects }: Spec, name: string): boolean {
  return inputs[name].domain !== "nonnegative" ||
    rejects.some((reject) => reject.kind === "outside_domain" && reject.input === name);
}

function inputRule(
  { kind, shape, domain, optional, scalar_allowed }: Input,
  held: boolean,
): InputRule {
  return {
    shape,
    label: kind === "label",
    domain: held ? domain : "real",
    optional,
    scalarAllowed: scalar_allowed,
  };
}

function paramRule(param: Param): ParamRule {
  return {
    absent: param.default,
    nullable: param.nullable,
    integer: param.type === "integer",
    above: param.exclusiveMinimum ?? -Infinity,
    below: param.exclusiveMaximum ?? Infinity,
    atLeast: param.minimum ?? -Infinity,
    atMost: param.maximum ?? Infinity,
  };
}
