/**
 * Witnesses of labels that are no class.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Ask, Convention, Given, Witness } from "../convention.ts";
import { filledWith, gives, reads, refuses, row } from "../given.ts";
import { refusal } from "../stance.ts";

/**
 * The witnesses of labels that are no class.
 *
 * @param spec a loss with labels
 */
export function labelWitnesses(spec: Spec): Witness[] {
  const stance = refusal(spec, "label_out_of_range", "label");
  // The background is no class, but a label.
  const isBackground = spec.inputs.label.domain === "classes_or_background";
  const pred: Given = { shape: [1, 3], data: [1, 2, 4] };
  const beside = Object.entries(spec.inputs)
    .filter(([name, { optional }]) => !optional && name !== "pred" && name !== "label")
    .map(([name, { shape }]) =>
      [name, filledWith(shape.map((axis) => axis === "C" ? 3 : 1), 1)] as const
    );
  const ask = (label: number): Ask => ({
    inputs: { pred, label: row(label), ...Object.fromEntries(beside) },
    params: "gamma" in spec.params ? { gamma: 0 } : {},
  });
  const taken = (id: string, says: string, label: number, by?: string): Convention =>
    reads(id, says, { inputs: { label: row(label) } }, by === undefined ? {} : { by });
  return [
    {
      id: "label_below",
      asks: "label −1",
      calls: [ask(-1)],
      reads: "value",
      stance,
      conventions: [
        refuses("PyTorch on a CPU, burn, candle"),
        taken("wraps", "wraps to the last class", 2, "optax"),
        taken("clamped", "taken for class 0", 0),
        gives("zero", "worth 0: ignored, or a one-hot row of zeros", 0, "Keras on JAX"),
        gives("nan", "NaN", NaN),
      ],
    },
    {
      id: "label_above",
      asks: isBackground ? "label C + 1" : "label C",
      calls: [ask(isBackground ? 4 : 3)],
      reads: "value",
      stance,
      conventions: [
        refuses("PyTorch on a CPU, burn, candle"),
        taken("clamped", "taken for the last class", 2),
        taken("wraps", "wraps to class 0", 0),
        gives("zero", "worth 0: ignored, or a one-hot row of zeros", 0, "Keras on JAX"),
        gives("nan", "NaN", NaN, "optax"),
      ],
    },
  ];
}
