/**
 * Easy examples: logits that lead on their target's side already, so that their slopes are tiny.
 *
 * @module
 */
import type { Call } from "../../src/spec/mod.ts";
import { slopesBy, termsOf } from "./other_calls.ts";
import { answers, type How } from "./write.ts";

const { abs, exp, log1p } = Math;

/** What a logit says of a hard target. */
export interface Outcome {
  /** How far the logit is on the side of its target; NaN of a soft one, which nothing leads to. */
  readonly lead: number;
  /** The probability of what is right. */
  readonly p: number;
  /** 1 - p, without cancelling. */
  readonly q: number;
  /** -log p. */
  readonly nll: number;
}

/** One logit of a row, and what the row says of its label. */
export interface Entry extends Outcome {
  readonly row: number;
  /** Its class. */
  readonly of: number;
  readonly label: number;
  readonly isLabel: boolean;
  /** What the class has of the softmax over all but the label; nothing of the label's. */
  readonly share: number;
  /** The highest class but the label: the first of them. */
  readonly rival: number;
  /** How far the logit is from the label's. */
  readonly gap: number;
}

/** The outcome of a lead. */
export function outcomeOf(lead: number): Outcome {
  const e = exp(-abs(lead));
  const [large, small] = [1 / (1 + e), e / (1 + e)];
  return lead > 0
    ? { lead, p: large, q: small, nll: log1p(e) }
    : { lead, p: small, q: large, nll: log1p(e) - lead };
}

/** The outcome of an element of a loss of logits. */
export function outcomeAt({ inputs: { pred, target } }: Call, i: number): Outcome {
  const [x, t] = [pred.data[i], target.data[i]];
  return outcomeOf(t === 1 ? x : t === 0 ? -x : NaN);
}

/** What a slope becomes where another factor stands for the right one. */
export function instead(slope: number, wrong: number, right: number): number {
  const ratio = wrong / right;
  return Number.isFinite(ratio) ? slope * ratio : slope;
}

/** gamma. */
export function gammaOf({ params }: Call): number {
  return params.gamma ?? 2;
}

/** The magnitude of a focal loss's slope, before balance and weight. */
export function focalSlope({ p, q, nll }: Omit<Outcome, "lead">, gamma: number): number {
  return q ** gamma * (gamma * p * nll + q);
}

/** The right answer, but for slopes by logits whose target is hard. */
export function hardSlopes(
  slope: (g: number, outcome: Outcome, call: Call, i: number) => number,
): How {
  return slopesBy("pred", (g, i, call) => slope(g, outcomeAt(call, i), call, i));
}

/** The same, where the slope of the focal loss is another one. */
export function focalSlopes(
  slope: (outcome: Outcome, gamma: number, call: Call, i: number) => number | undefined,
): How {
  return hardSlopes((g, outcome, call, i) => {
    const gamma = gammaOf(call);
    const wrong = slope(outcome, gamma, call, i);
    return wrong === undefined ? g : instead(g, wrong, focalSlope(outcome, gamma));
  });
}

/** The right answer, but for slopes by logits of rows that count. */
export function rowSlopes(slope: (g: number, entry: Entry, call: Call) => number): How {
  return answers(({ gradients }, call) => {
    if (gradients.pred === undefined) return {};
    const pred = [...gradients.pred];
    for (const { place, entry } of entriesOf(call)) pred[place] = slope(pred[place], entry, call);
    return { gradients: { ...gradients, pred } };
  });
}

/** The outcome of each row; of an ignored one nothing leads. */
export function rowOutcomes(call: Call): readonly Outcome[] {
  const outcomes = Array.from(call.inputs.label.data, () => outcomeOf(NaN));
  for (const { entry } of entriesOf(call)) outcomes[entry.row] = entry;
  return outcomes;
}

/** The right answer, but for some terms and what is summed of them. */
export function termsBy(
  change: (terms: readonly number[], call: Call) => readonly number[],
): How {
  return answers(({ value }, call) => {
    if (call.reduction === "none") return { value: change(value, call) };
    const terms = termsOf(call);
    const others = change(terms, call);
    if (others.every((x, i) => Object.is(x, terms[i]))) return {};
    return { value: [instead(value[0], sumOf(others), sumOf(terms))] };
  });
}

function sumOf(list: readonly number[]): number {
  return list.reduce((a, b) => a + b, 0);
}

/** The logits of rows that count, and where they stand. */
function* entriesOf(call: Call): Generator<{ readonly place: number; readonly entry: Entry }> {
  const { pred, label } = call.inputs;
  const classes = pred.shape[1];
  const inner = pred.shape.slice(2).reduce((a, b) => a * b, 1);
  for (const [row, k] of label.data.entries()) {
    if (k === call.params.ignore_index) continue;
    const places = Array.from(
      { length: classes },
      (_, c) => (Math.floor(row / inner) * classes + c) * inner + row % inner,
    );
    const logits = places.map((place) => pred.data[place]);
    const others = logits.map((x, c) => c === k ? -Infinity : x);
    const rival = others.indexOf(others.reduce((a, b) => Math.max(a, b), -Infinity));
    const exps = others.map((x) => exp(x - others[rival]));
    const sum = sumOf(exps);
    const outcome = outcomeOf(logits[k] - others[rival] - Math.log(sum));
    for (const [of, place] of places.entries()) {
      const share = exps[of] / sum;
      const gap = logits[of] - logits[k];
      yield {
        place,
        entry: { ...outcome, row, of, label: k, isLabel: of === k, share, rival, gap },
      };
    }
  }
}
