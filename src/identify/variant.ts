/**
 * A loss as a convention reads it: a spec and a call that the oracle can evaluate.
 *
 * @module
 */
import type { Call, Denominator, Input, Spec } from "../spec/mod.ts";
import { filled, sizeOf } from "../tensor/internal.ts";
import { tensorOf } from "./ask.ts";
import type { Change, Divides, Reading } from "../losses/mod.ts";

/** A loss and a call of it, changed. */
export interface Variant {
  readonly spec: Spec;
  readonly call: Call;
}

/** The name of a divisor that no spec has. */
const DIVISOR = "divisor of the mean";

/**
 * Applies conventions to a loss and one of its calls.
 *
 * @param spec the loss
 * @param call what was asked
 * @param changes how the loss is changed, one after the other
 * @param reading what the call is taken for
 * @returns the loss and the call as the oracle is to evaluate them
 */
export function variantOf(
  spec: Spec,
  call: Call,
  changes: readonly Change[],
  { inputs = {}, params = {}, upstream, change }: Reading = {},
): Variant {
  const all = change === undefined ? changes : [...changes, change];
  const { upstream: above, ...asked } = call;
  const read = upstream === undefined
    ? above
    : upstream === null
    ? undefined
    : above && filled(above.dtype, above.shape, upstream);
  const taken: Call = {
    ...asked,
    inputs: {
      ...call.inputs,
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, given]) => [name, tensorOf(spec, name, given, call)]),
      ),
    },
    params: { ...call.params, ...params },
    ...(read !== undefined && { upstream: read }),
  };
  return all.reduce(applied, { spec, call: taken });
}

function applied({ spec, call: asked }: Variant, change: Change): Variant {
  const { forms, wrap, mean, counts_ignored, params } = change;
  const call = { ...asked, params: { ...asked.params, ...params } };
  const { ignore, ...rest } = spec;
  const changed: Spec = {
    ...rest,
    ...(ignore !== undefined && !counts_ignored && { ignore }),
    formula: {
      ...spec.formula,
      // Gradients that are written out are the spec's own, so they go with its formulas.
      ...(forms !== undefined && { forms, gradient_forms: {} }),
      ...(wrap !== undefined && { wrap }),
    },
  };
  return mean === undefined ? { spec: changed, call } : dividedBy(changed, call, mean);
}

function dividedBy(spec: Spec, call: Call, divides: Divides): Variant {
  const { mean: own, ...others } = spec.reduction.denominators;
  const withMean = (mean: Spec["reduction"]["denominators"]) => ({
    ...spec,
    reduction: { ...spec.reduction, denominators: { ...others, ...mean } },
  });
  if (divides.of === "nothing") return { spec: withMean({}), call };
  // A divisor that the caller gives stays one, whatever stands for it where none is given.
  const given = own?.given_by;
  const divisor = otherDivisor(divides.of, spec, call);
  if (divisor === undefined) {
    return { spec: withMean({ mean: { given_by: given, ...divides as Denominator } }), call };
  }
  const params = { ...call.params, [DIVISOR]: call.params[given ?? ""] ?? divisor };
  return {
    spec: withMean({ mean: { of: "elements", given_by: DIVISOR } }),
    call: { ...call, params },
  };
}

/** Divisors that the oracle does not know, of a witness's few numbers. */
function otherDivisor(of: Divides["of"], spec: Spec, { inputs }: Call): number | undefined {
  const dataOf = (is: (input: Input) => boolean): number[] => {
    const name = Object.keys(spec.inputs).find((one) => is(spec.inputs[one]));
    return Array.from(inputs[name ?? ""]?.data ?? []);
  };
  const positive = () => dataOf(({ role }) => role === "weight").filter((w) => w > 0).length;
  const { shape } = inputs[Object.keys(spec.inputs)[0]];
  switch (of) {
    case "first_axis":
      return shape[0] ?? 1;
    case "entries":
      return sizeOf(shape);
    case "sum_of_all_label_weights": {
      const weights = dataOf(({ role }) => role === "class_weight");
      return dataOf(({ kind }) => kind === "label").reduce((sum, k) => sum + (weights[k] ?? 1), 0);
    }
    case "count_of_all_positive_weights":
      return positive();
    case "positive_boxes":
      return positive() / 4 + 1e-6;
    default:
      return undefined;
  }
}
