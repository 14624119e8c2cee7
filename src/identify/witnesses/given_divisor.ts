/**
 * What a divisor that the caller gives becomes.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Reading, Witness } from "../../losses/mod.ts";
import {
  computes,
  filledWith,
  lengthsOf,
  plainInputs,
  reads,
  refuses,
} from "../../losses/internal.ts";
import { shapeOf } from "../../spec/internal.ts";

/** So small that an epsilon beside it shows in every format. */
const tiny = 2 ** -20;
const float32Epsilon = 2 ** -23;

/**
 * The witnesses of `avg_factor`.
 *
 * @param spec a loss whose mean it may divide
 */
export function givenDivisorWitnesses(spec: Spec): Witness[] {
  const { mean } = spec.reduction.denominators;
  const param = mean?.given_by;
  if (mean === undefined || param === undefined) return [];
  const axes = { "*": [2], N: [2], C: [3] };
  const inputs = plainInputs(spec, axes);
  const [weight] = Object.keys(spec.inputs).filter((name) => spec.inputs[name].role === "weight");
  const terms = filledWith(shapeOf(spec.output, lengthsOf(spec, axes)), 2 ** -8);
  const light = { ...inputs, [weight]: terms };
  const params = { [param]: tiny };
  // So many elements over 2^20 times as many are 2^-20, to which a spec can add something.
  const plus = (epsilon: number): Reading => ({
    params: { [param]: terms.data.length / tiny },
    change: { mean: { of: "elements", divided_by: param, plus: epsilon, given_by: undefined } },
  });
  const named = Object.entries(spec.reduction.dialects)
    .find(([, dialect]) => dialect.mean?.given_plus === float32Epsilon)?.[0];
  return [{
    id: "given_divisor",
    asks: param,
    calls: [{
      inputs: light,
      params,
      reduction: "mean",
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("exact", "divides as it is", { mean }, {
        by: "mmDetection up to 2.x",
        ...named !== undefined && { dialect: { reduction: null } },
      }),
      reads("plus_float32_epsilon", "has float32's epsilon added", plus(float32Epsilon), {
        by: "mmDetection 3.x",
        ...named !== undefined && { dialect: { reduction: named } },
      }),
      reads("plus_1e_6", "has 1e-6 added", plus(1e-6)),
      reads("at_least_1", "is at least 1", {
        change: { mean: { of: "nothing" } },
      }),
      reads("ignored", "is ignored", { params: { [param]: null } }),
      refuses(),
    ],
  }];
}
