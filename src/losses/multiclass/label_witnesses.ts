/**
 * Witnesses of labels that are no class.
 *
 * @module
 */
import { classAxis } from "../../spec/internal.ts";
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
  const beside = Object.entries(spec.inputs)
    .filter(([, { kind, optional }]) => kind !== "label" && !optional)
    .map(([name, { shape }]) => [name, besideLabel(shape)] as const);
  const ask = (label: number): Ask => ({
    inputs: { ...Object.fromEntries(beside), label: row(label) },
    params: "gamma" in spec.params ? { gamma: 0 } : {},
  });
  const taken = (id: string, says: string, label: number, by?: string): Convention =>
    reads(id, says, { inputs: { label: row(label) } }, by === undefined ? {} : { by });
  const ignored = isBackground
    ? [
      gives("zero", "worth 0: ignored", 0),
      taken("background", "taken for the background: a one-hot row of zeros", 3),
    ]
    : [gives("zero", "worth 0: ignored, or a one-hot row of zeros", 0, "Keras on JAX")];
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
        ...ignored,
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
        ...ignored,
        gives("nan", "NaN", NaN, "optax"),
      ],
    },
  ];
}

/**
 * What stands beside the one label, without further axes: of three classes three numbers, which differ where
 * they are a row's.
 */
function besideLabel(shape: readonly string[]): Given {
  const lengths = shape.filter((axis) => axis !== "...")
    .map((axis) => axis === classAxis ? 3 : 1);
  const isRow = lengths.length > 1 && lengths.includes(3);
  return isRow ? { shape: lengths, data: [1, 2, 4] } : filledWith(lengths, 1);
}
