/**
 * Witnesses of cross entropy over classes: smoothing, and labels that are no class.
 *
 * @module
 */
import type { Capability, Spec } from "../../spec/mod.ts";
import { hasInput } from "../../spec/internal.ts";
import type { Given, Witness } from "../convention.ts";
import { computes, reads, row } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

const nll = "-log_softmax(pred)";
const own = `take(${nll}, label)`;

/** Smoothed targets, from how much the label and every class get. */
function smoothed(label: string, everyone: string): Readonly<Record<string, string>> {
  return { smoothed: `(${label}) * ${own} + (${everyone}) * sum(${nll})` };
}

/**
 * The witnesses of label smoothing in cross entropy.
 *
 * @param spec a loss that smooths labels
 * @param capability what the implementation has of it
 */
function smoothingWitnesses(spec: Spec, capability: Capability): Witness[] {
  if (!("label_smoothing" in spec.params)) return [];
  const pred: Given = { shape: [1, 4], data: [2, 0, 1, 0] };
  const a = "label_smoothing";
  const share: Witness = {
    id: "label_smoothing",
    asks: "label smoothing a",
    calls: [{ inputs: { pred, label: row(0) }, params: { label_smoothing: 0.5 } }],
    reads: "value",
    stance: "computes",
    settles: true,
    conventions: [
      computes("classes", "every class gets a/C", undefined, {
        by: "PyTorch, Keras, TensorFlow.js, burn",
      }),
      computes("others", "every other class gets a/(C − 1)", {
        forms: smoothed(`1 - ${a} - ${a} / (C - 1)`, `${a} / (C - 1)`),
      }, { by: "sockeye" }),
      computes("half", "every class gets a/2", { forms: smoothed(`1 - ${a}`, `${a} / 2`) }),
      computes("two_less", "every other class gets a/(C − 2)", {
        forms: smoothed(`1 - ${a} - ${a} / (C - 2)`, `${a} / (C - 2)`),
      }, { by: "OpenNMT" }),
      computes("whole", "every class gets a", { forms: smoothed(`1 - ${a}`, a) }),
      computes("none", "does nothing", { forms: { none: own } }),
    ],
  };
  const weighted: Witness = {
    id: "smoothing_weights",
    asks: "smoothing, class weights",
    calls: [{
      inputs: {
        pred: { shape: [1, 3], data: [2, 0, 1] },
        label: row(1),
        class_weight: { shape: [3], data: [0.5, 2, 8] },
      },
      params: { label_smoothing: 0.5 },
      reduction: "sum",
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("each", "each class's share has its own weight", undefined, { by: "PyTorch" }),
      reads("label", "the label's weight holds for all shares", {
        change: {
          forms: { label: `w * ((1 - ${a}) * ${own} + ${a} / C * sum(${nll}))` },
        },
      }),
      reads("unweighted", "the other shares have no weight", {
        change: { forms: { bare: `w * (1 - ${a}) * ${own} + ${a} / C * sum(${nll})` } },
      }),
    ],
  };
  const ignored: Witness = {
    id: "smoothing_ignored",
    asks: "smoothing of ignored rows",
    calls: [{
      inputs: { pred: { shape: [2, 3], data: [2, 0, 1, 0, 1, 0] }, label: row(0, 2) },
      params: { label_smoothing: 0.5, ignore_index: 0 },
      reduction: "sum",
    }],
    reads: "value",
    stance: "computes",
    conventions: [
      computes("dropped", "dropped with the row", undefined, { by: "PyTorch" }),
      reads("kept", "their smoothed share counts", {
        change: {
          counts_ignored: true,
          forms: {
            kept: `where(label == ignore_index, 0, (1 - ${a}) * ${own}) + ${a} / C * sum(${nll})`,
          },
        },
      }),
    ],
  };
  return [
    share,
    ...(hasInput(spec, capability, "class_weight") ? [weighted] : []),
    ...(spec.ignore === undefined ? [] : [ignored]),
  ];
}

/**
 * The witnesses of cross entropy over classes.
 *
 * @param spec the loss, with weights of rows or not
 * @param capability what the implementation has of it
 */
export function crossEntropyWitnesses(spec: Spec, capability: Capability): Witness[] {
  return [...smoothingWitnesses(spec, capability), ...labelWitnesses(spec)];
}
