/**
 * Mutants that take what must be refused: one for each obligation of a spec to refuse.
 *
 * @module
 */
import { evaluateReference } from "../../src/losses/mod.ts";
import { columnLayoutOf } from "../../src/oracle/internal.ts";
import type { Call, Reject, Spec } from "../../src/spec/mod.ts";
import {
  axisLengths,
  classAxis,
  inRange,
  labelCount,
  ownRange,
  takes,
  unorderedCorner,
} from "../../src/spec/internal.ts";
import type { Mutant } from "./mutant.ts";
import { onesFor } from "./write.ts";

/**
 * Every mutant of a spec that takes one kind of invalid call, and answers ones.
 *
 * @param spec the loss
 * @returns a mutant for each entry of its `rejects`
 */
export function acceptingMutants(spec: Spec): readonly Mutant[] {
  return spec.rejects.map((reject): Mutant => ({
    id: `${spec.id}/takes/${nameOf(reject)}`,
    loss: spec.id,
    sentence: `A call is answered that must be refused: ${nameOf(reject)}`,
    dtypes: ["f32"],
    level: reject.level,
    make: () => (call) => {
      const right = evaluateReference(call);
      const isTaken = reject.kind === "all_ignored" || "rejected" in right;
      if (!isTaken || !isAtFault(spec, reject, call)) return right;
      return onesFor(spec, call);
    },
  }));
}

function nameOf(reject: Reject): string {
  switch (reject.kind) {
    case "param_out_of_range":
      return `${reject.param} out of range`;
    case "param_not_finite":
      return `${reject.param} not finite`;
    case "param_with_reduction":
      return `${reject.param} with ${reject.reduction}`;
    case "shapes_differ":
      return `${reject.of.join(" and ")} that differ in shape`;
    case "empty":
      return "no elements";
    case "outside_domain":
      return `${reject.input} outside its domain`;
    case "label_out_of_range":
      return `${reject.input} out of range`;
    case "all_ignored":
      return "all rows ignored";
  }
}

/** Whether a call breaks what an obligation is about. */
function isAtFault(spec: Spec, reject: Reject, call: Call): boolean {
  switch (reject.kind) {
    case "param_out_of_range": {
      const value = call.params[reject.param];
      return value !== null && !inRange(value, spec.params[reject.param]);
    }
    case "param_not_finite": {
      const value = call.params[reject.param];
      return value !== null && !Number.isFinite(value);
    }
    case "param_with_reduction":
      return call.reduction === reject.reduction && call.params[reject.param] !== null;
    case "shapes_differ":
      return !fit(spec, reject.of, call);
    case "empty":
      return Object.values(call.inputs).some(({ data }) => data.length === 0);
    case "outside_domain": {
      const { data } = call.inputs[reject.input];
      return spec.inputs[reject.input].domain === "box"
        ? unorderedCorner(data) >= 0
        : data.some((x: number) => !takes(ownRange(spec, reject.input), x, call.dtype));
    }
    case "label_out_of_range": {
      const [classes = 0] = axisLengths(spec, call)[classAxis] ?? [];
      const labels = labelCount(spec.inputs[reject.input].domain, classes);
      return call.inputs[reject.input].data.some((k: number) =>
        k !== call.params.ignore_index && (k < 0 || k >= labels)
      );
    }
    case "all_ignored":
      return call.reduction === "mean" &&
        call.inputs.label.data.length > 0 &&
        call.inputs.label.data.every((k: number) => k === call.params.ignore_index);
  }
}

/** Whether two inputs fit each other, whatever the others are. */
function fit(spec: Spec, names: readonly string[], call: Call): boolean {
  if (!names.every((name) => name in call.inputs)) return true;
  const inputs = Object.fromEntries(names.map((name) => [name, spec.inputs[name]]));
  try {
    columnLayoutOf({ ...spec, inputs }, call);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
