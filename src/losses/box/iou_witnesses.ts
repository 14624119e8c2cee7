/**
 * Witnesses of losses of the IoU: which function of it, whether sides are counted in pixels, what small boxes
 * cost, and whether the mean is one of losses.
 *
 * @module
 */
import type { Convention, Witness, Witnesses } from "../convention.ts";
import { computes, gives, rows } from "../given.ts";

const pixels = "(overlap_x + 1) * (overlap_y + 1)";
const pixelUnion =
  `((width + 1) * (height + 1) + (target_width + 1) * (target_height + 1) - ${pixels})`;

/** Functions of the share that libraries have, by what they are called. */
const functions: Readonly<Record<string, { says: string; form: string; by: string }>> = {
  log: { says: "−log IoU", form: "-log(overlap / union)", by: "UnitBox, mmDetection" },
  linear: { says: "1 − IoU", form: "1 - overlap / union", by: "mmDetection mode linear" },
  square: {
    says: "1 − IoU²",
    form: "1 - (overlap / union)^2",
    by: "YOLOX, mmDetection mode square",
  },
  smoothed: {
    says: "−log((I + 1)/(U + 1))",
    form: "-log((overlap + 1) / (union + 1))",
    by: "FCOS of AdelaiDet",
  },
};

/** Pairs of 6/22 in common, none of which is 6/22 in another unit. */
const boxes = { pred: rows([0, 0, 4, 3]), target: rows([1, 1, 5, 5]) };

/**
 * The witnesses of one of these losses.
 *
 * @param own which function it is
 */
export function iouWitnesses(own: "log" | "linear" | "square"): Witnesses {
  const others = Object.entries(functions).filter(([id]) => id !== own);
  const inPixels = functions[own].form.replace("overlap", pixels).replace("union", pixelUnion);
  return () => [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs: boxes }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes(own, functions[own].says, undefined, { by: functions[own].by }),
        ...others.map(([id, { says, form, by }]) =>
          computes(id, says, { forms: { [id]: form } }, { by })
        ),
        computes("pixels", "sides are counted in pixels, one longer", {
          forms: { pixels: inPixels },
        }),
      ],
    },
    {
      id: "small_boxes",
      asks: "a perfect box of an area below 1e-6",
      calls: [{
        inputs: {
          pred: rows([0, 0, 2 ** -11, 2 ** -11]),
          target: rows([0, 0, 2 ** -11, 2 ** -11]),
        },
      }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("least", "the overlap is divided by 1e-6 at least", undefined, {
          by: "mmDetection",
        }),
        gives("perfect", "0: no epsilon", 0),
        computes("added", "the union and 1e-6", {
          forms: { added: functions[own].form.replace("union", "(union + union_eps)") },
        }, { by: "YOLOX, with 1e-16" }),
      ],
    },
    ...own === "log" ? [meanOfLogarithms()] : [],
  ];
}

/** KerasCV takes the logarithm of the mean share: 5/8 of these two boxes. */
function meanOfLogarithms(): Witness {
  const conventions: readonly Convention[] = [
    computes("mean_of_losses", "the mean of the boxes' losses", undefined, { by: "mmDetection" }),
    computes("loss_of_mean", "the loss of the boxes' mean share", {
      forms: { loss_of_mean: "-log(0.625)" },
    }, { by: "KerasCV" }),
  ];
  return {
    id: "mean_of_shares",
    asks: "mean of shares 1 and 1/4",
    calls: [{
      inputs: { pred: rows([0, 0, 4, 4], [0, 0, 2, 2]), target: rows([0, 0, 4, 4], [0, 0, 4, 4]) },
      reduction: "mean",
    }],
    reads: "value",
    stance: "computes",
    conventions,
  };
}
