/**
 * The text of specs that take part in attacks: an absolute difference, with what an attack puts in.
 *
 * @module
 */

/** A spec as JSON would have it. */
export type Json = Readonly<Record<string, unknown>>;

/** A valid spec. */
export const plainSpec: Json = {
  id: "attacked_loss",
  title: "Attacked loss",
  family: "regression",
  summary: "The absolute difference.",
  sources: [{ title: "nobody", ref: "nowhere" }],
  inputs: {
    pred: { shape: ["*"], grad: true },
    target: { shape: ["*"], grad: true },
  },
  output: ["*"],
  reduction: {
    modes: ["mean", "none", "sum"],
    denominators: { mean: { of: "elements" } },
  },
  formula: { let: { d: "pred - target" }, forms: { textbook: "abs(d)" } },
  boundaries: [],
  invariants: [{ kind: "nonnegative" }],
  rejects: [{ kind: "shapes_differ", of: ["pred", "target"] }],
};

/** Its text, with other fields in the place of its own. */
export function specText(fields: Json = {}): string {
  return JSON.stringify({ ...plainSpec, ...fields });
}

/** Its text, with another formula. */
export function formulaText(form: string, lets: Readonly<Record<string, string>> = {}): string {
  return specText({ formula: { let: { d: "pred - target", ...lets }, forms: { textbook: form } } });
}
