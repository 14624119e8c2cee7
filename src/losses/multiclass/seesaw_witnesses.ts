/**
 * Witnesses of seesaw loss: which classes are spared, which are pushed down, and what is a constant.
 *
 * @module
 */
import type { Spec } from "../../spec/mod.ts";
import type { Witness } from "../convention.ts";
import { computes, row, rows } from "../given.ts";
import { labelWitnesses } from "./label_witnesses.ts";

const entropyOf = (logits: string) => `-take(log_softmax(${logits}), label)`;

/** The witnesses of seesaw loss. */
export function seesawWitnesses(spec: Spec): Witness[] {
  const inputs = { pred: rows([1, 0, 2]), label: row(0), counts: row(100, 10, 1) };
  const unlikely = { pred: rows([0, 6]), label: row(0), counts: row(5, 5) };
  return [
    {
      id: "function",
      asks: "function",
      calls: [{ inputs }],
      reads: "value",
      stance: "computes",
      settles: true,
      conventions: [
        computes("both", "rarer classes are spared, likelier ones pushed down", undefined, {
          by: "mmDetection",
        }),
        computes("entropy", "cross entropy", { forms: { entropy: entropyOf("pred") } }),
        computes("spared", "rarer classes are spared alone", { params: { q: 0 } }),
        computes("pushed", "likelier classes are pushed down alone", { params: { p: 0 } }),
      ],
    },
    {
      id: "detached",
      asks: "gradient",
      calls: [{ inputs }],
      reads: "pred",
      stance: "computes",
      conventions: [
        computes("constant", "probabilities are constants", undefined, { by: "mmDetection" }),
        computes("differentiated", "probabilities are differentiated", {
          forms: {
            differentiated: entropyOf(
              "pred + where(onehot(label) == 1, 0, spared + q * max(ahead, 0))",
            ),
          },
        }),
      ],
    },
    {
      id: "unlikely",
      asks: "a label of a probability below eps",
      calls: [{ inputs: unlikely }],
      reads: "value",
      stance: "computes",
      conventions: [
        computes("bounded", "counts as eps", undefined, { by: "mmDetection" }),
        computes("unbounded", "counts as it is", {
          forms: {
            unbounded: entropyOf(
              "pred + where(onehot(label) == 1, 0, spared + q * max(pred - take(pred, label), 0))",
            ),
          },
        }),
      ],
    },
    ...labelWitnesses(spec),
  ];
}
