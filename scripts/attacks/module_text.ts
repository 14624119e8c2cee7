/**
 * The text of modules that take part in attacks: an L1 loss, with what an attack puts in.
 *
 * @module
 */

/** What is put into the text of a module, each as code. */
export interface Parts {
  /** At the top level, before everything. */
  readonly before?: string;
  /** First in each call; `q` is the question. */
  readonly inCall?: string;
  /** The answer of a call; `value` and `slopes` are right. */
  readonly answer?: string;
  /** The name that it declares. */
  readonly name?: string;
  /** At the top level, after everything. */
  readonly after?: string;
}

/** An L1 loss in f64, reduction sum, gradient by pred. */
export function moduleText(parts: Parts = {}): string {
  const { before = "", inCall = "", answer = "{ value, gradients: { pred: slopes } }" } = parts;
  return `${before}
export default {
  name: ${parts.name ?? '"attacker"'},
  dtypes: ["f64"],
  losses: {
    l1_loss: {
      reductions: ["sum"],
      gradients: ["pred"],
      async compute(q: any): Promise<any> {
        ${inCall}
        const { pred, target } = q.inputs;
        if (String(pred.shape) !== String(target.shape)) throw new RangeError("shapes differ");
        if (pred.data.length === 0) throw new RangeError("nothing to compare");
        let value = 0;
        const slopes = new Array(pred.data.length);
        for (let i = 0; i < pred.data.length; i++) {
          const d = pred.data[i] - target.data[i];
          value += d < 0 ? -d : d;
          slopes[i] = (d > 0 ? 1 : d < 0 ? -1 : 0) * q.upstream.data[0];
        }
        return ${answer};
      },
    },
  },
};
${parts.after ?? ""}
`;
}

/** An answer that is never right: 7 everywhere. */
export const seven = "{ value: 7, gradients: { pred: slopes.fill(7) } }";

/** What binary cross entropy with logits needs of Math, right in every number. */
export function logisticText(before: string, softplus: string): string {
  return `${before}
export default {
  name: "logistic",
  dtypes: ["f64"],
  losses: {
    binary_cross_entropy_with_logits: {
      reductions: ["none"],
      optional: [],
      params: [],
      compute({ inputs: { pred, target } }: any) {
        if (String(pred.shape) !== String(target.shape)) throw new RangeError("shapes differ");
        const softplus = (x: number) => ${softplus};
        const terms = [];
        for (let i = 0; i < pred.data.length; i++) {
          const x = pred.data[i], t = target.data[i];
          terms[i] = (x > 0 ? x : 0) - x * t + softplus(x < 0 ? x : -x);
        }
        return { value: terms };
      },
    },
  },
};
`;
}

/** The words that check values and gradients of such a module. */
export const checkL1 = [
  ...["check", "module.ts", "--check", "l1_loss/agreement/sum", "l1_loss/gradient/pred"],
  ...["--runs", "3"],
];
