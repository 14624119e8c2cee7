/**
 * Witnesses of the update of equalization loss v2: what is collected, by which weights, and what is kept.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, row, rows } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

const taken = "sum(where(own == 1, 0, sigmoid(pred)), N)";
const missed = "sum(where(own == 1, sigmoid(-pred), 0), N)";

/** The ratio after, of what is added to both sums. */
const form = (above: string, below: string) => ({ forms: { form: `(${above}) / (${below})` } });

/** The witnesses of the update. */
export function eqlv2UpdateWitnesses(spec: Spec): Witness[] {
  const weighed = [`positive * ${missed}`, `negative * ${taken}`];
  const inputs = {
    pred: rows([0, 1], [-1, 0.5], [2, -0.5]),
    label: row(0, 1, 2),
    ratio: row(0.75, 1),
    pos_grad: row(1, 2),
    neg_grad: row(4, 1),
  };
  const params = { gamma: 4, eps: 0.25 };
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs, params }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("weighed", "what the loss has weighed is added to both sums", undefined, {
          by: "mmDetection",
        }),
        computes(
          "plain",
          "gradients are added without their weights",
          form(`pos_grad + ${missed}`, `neg_grad + ${taken} + eps`),
        ),
        computes(
          "averaged",
          "the mean over the rows is added",
          form(`pos_grad + ${weighed[0]} / N`, `neg_grad + ${weighed[1]} / N + eps`),
        ),
        computes("forgets", "the sums before are dropped", form(weighed[0], `${weighed[1]} + eps`)),
        computes(
          "unchanged",
          "the ratio is that of the sums before",
          form("pos_grad", "neg_grad + eps"),
        ),
      ],
    },
    {
      id: "background",
      asks: "rows of the background",
      calls: [{ inputs: { ...inputs, label: row(2, 2, 2) }, params }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("negatives", "are negatives of every class", undefined, { by: "mmDetection" }),
        computes("left_out", "are left out", form("pos_grad", "neg_grad + eps")),
      ],
    },
    {
      id: "epsilon",
      asks: "sums below eps",
      calls: [{ inputs: { ...inputs, neg_grad: row(0, 0) }, params: { ...params, eps: 1 } }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("added", "eps is added to the gradient of negatives", undefined, {
          by: "mmDetection",
        }),
        computes(
          "greater",
          "the gradient of negatives is at least eps",
          form(`pos_grad + ${weighed[0]}`, `max(neg_grad + ${weighed[1]}, eps)`),
        ),
        computes(
          "both",
          "eps is added to both gradients",
          form(`pos_grad + ${weighed[0]} + eps`, `neg_grad + ${weighed[1]} + eps`),
        ),
      ],
    },
    ...labelWitnesses(spec),
  ];
}
