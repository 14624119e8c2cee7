/**
 * Witnesses of binary cross entropy of rows of classes: those of a logit, and whose pos_weight is whose.
 *
 * @module
 */
import type { Reduction, Spec } from "../../spec/mod.ts";
import type { Ask, Witness } from "../convention.ts";
import { computes, reads, refuses, row, rows } from "../given.ts";
import { refusal } from "../stance.ts";
import { logitWitnesses } from "./binary_cross_entropy_with_logits_witnesses.ts";

/**
 * The witnesses of binary cross entropy by class.
 *
 * @param spec the loss
 */
export function logitByClassWitnesses(spec: Spec): Witness[] {
  const ofLogits = logitWitnesses(spec).map((witness) => ({
    ...witness,
    calls: witness.calls.map((ask) => inRowsOfOne(spec, ask)),
  }));
  return [...ofLogits, axisWitness(), sharedWitness(spec)];
}

/** The call with its vectors as rows of one class. */
function inRowsOfOne({ inputs: known }: Spec, ask: Ask): Ask {
  const inputs = Object.entries(ask.inputs).map(([name, { shape, data }]) =>
    [name, {
      shape: shape.length < known[name].shape.length ? [...shape, 1] : shape,
      data,
    }] as const
  );
  return { ...ask, inputs: Object.fromEntries(inputs) };
}

/** Along which axis pos_weight goes, where both have its length: summed, a transposed call shows it. */
function axisWitness(): Witness {
  const inputs = { pred: rows([1, 2], [4, 8]), target: rows([1, 1], [1, 1]) };
  const ask = (reduction: Reduction): Ask => ({
    inputs: { ...inputs, pos_weight: row(3, 1) },
    reduction,
  });
  return {
    id: "pos_weight_axis",
    asks: "pos_weight [2] of [2, 2]",
    calls: [ask("sum"), ask("mean")],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("classes", "goes along the classes", undefined, { by: "PyTorch, mmSegmentation" }),
      reads("rows", "goes along the rows", { inputs: { pred: rows([1, 4], [2, 8]) } }),
      reads("first", "is that of the first class for all", { inputs: { pos_weight: row(3, 3) } }),
    ],
  };
}

/** What becomes of a pos_weight of one element. */
function sharedWitness(spec: Spec): Witness {
  return {
    id: "pos_weight_of_one",
    asks: "pos_weight [1] of two classes",
    calls: [{
      inputs: { pred: rows([1, 2]), target: rows([1, 1]), pos_weight: row(3) },
    }],
    reads: "value",
    stance: refusal(spec, "shapes_differ", "pos_weight"),
    conventions: [
      refuses(),
      reads("shared", "stands for all classes", { inputs: { pos_weight: row(3, 3) } }, {
        by: "PyTorch",
      }),
    ],
  };
}
