/**
 * Laws: linear relations between the answers of one case, judged with derived slack.
 *
 * A law is a theorem about the exact values, Σ c·t + k = 0 (or ≤ 0). An honest answer y differs from
 * its exact value t by at most slack(y), the farthest that any honest evaluation of any listed form
 * can be from the truth; and every answer is a number of the format, so that its own last rounding is
 * never held against it. So honest answers satisfy |Σ c·y + k| ≤ Σ |c|·slack(y), and an
 * answer that does not is proved wrong. No tolerance is chosen anywhere.
 *
 * @module
 */
import type { CallEnclosures, OutputEnclosures } from "../oracle/mod.ts";
import { enclosuresOf, mayBe } from "../oracle/internal.ts";
import type { Result } from "../spec/mod.ts";
import type { Fault, Judgement, Trial } from "../judge/mod.ts";
import {
  type CompleteAnswer,
  fail,
  judgeNumbers,
  outputOf,
  outputsOf,
  overflowOnTheWay,
  readAnswers,
  type Setting,
} from "../judge/internal.ts";
import { type FloatDType, formats } from "../tensor/mod.ts";

/** One answered number, times a coefficient (exact, or after at most two roundings to float64). */
export interface Term {
  /** Index of the call. */
  readonly call: number;
  /** `"value"` or the input's name whose gradient it is. */
  readonly output: string;
  /** Row-major index into that output. */
  readonly element: number;
  readonly coefficient: number;
  /** An element of a call that costs less, of which the oracle says the same. */
  readonly like?: { readonly call: number; readonly element: number };
}

/** Σ coefficient·answer + constant = 0, or ≤ 0: true of the exact values. */
export interface Law {
  readonly terms: readonly Term[];
  /** 0 when absent. */
  readonly constant?: number;
  readonly sense: "=" | "<=";
  /** What must hold, in one sentence; it begins the failure's. */
  readonly why: string;
}

/**
 * The farthest that an honest answer can be from the truth.
 *
 * @param enclosures what the oracle says of the output
 * @param element row-major index into that output
 * @param count so many of the forms count; absent = all
 * @returns the distance; ∞ or NaN where nothing can be said
 */
export function slackOf({ forms }: OutputEnclosures, element: number, count?: number): number {
  return Math.max(...forms.slice(0, count).map((form) => form.reach(element)));
}

/**
 * What an answer may be off by: the farthest that an honest one can be from the truth, and no less than
 * the rounding of the answer itself to its format.
 *
 * @param enclosures what the oracle says of the output
 * @param element row-major index into that output
 * @param answer what was answered there
 * @param dtype the format under test
 * @param count so many of the forms count; absent = all
 */
export function slackOfAnswer(
  enclosures: OutputEnclosures,
  element: number,
  answer: number,
  dtype: FloatDType,
  count?: number,
): number {
  const { unitRoundoff, smallestSubnormal } = formats[dtype];
  const own = unitRoundoff * Math.abs(answer) + smallestSubnormal;
  const slack = slackOf(enclosures, element, count);
  return slack < own && own < Infinity ? own : slack;
}

/** Enclosures of the calls of one case, each computed at most once and only when asked for. */
export function lazyEnclosures(
  trial: Trial,
  setting: Setting,
): (call: number) => CallEnclosures {
  const known: CallEnclosures[] = [];
  return (call) => known[call] ??= setting.world.oracle.enclose(trial.calls[call]);
}

/**
 * Judges the answers of one case by the laws that relate them; numbers that no law speaks of are held
 * against their enclosures, so that none goes unread.
 *
 * @param trial the case
 * @param results one answer for each call of the case
 * @param setting what the check was made for
 * @param laws theorems about the exact values of these calls
 * @returns fail with the law that is broken worst; a pass is weak when no law could have failed
 */
export function judgeLaws(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  laws: readonly Law[],
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const enclose = lazyEnclosures(trial, setting);
  const judged = judgeByLaws(answers, setting, laws, enclose);
  return judged.status === "pass" ? judgeUnread(answers, setting, laws, enclose) ?? judged : judged;
}

/** The judgement of laws alone, of answers that were read. */
export function judgeByLaws(
  answers: readonly CompleteAnswer[],
  setting: Setting,
  laws: readonly Law[],
  enclose: (call: number) => CallEnclosures,
): Judgement {
  let worst: { readonly excess: number; readonly fault: Fault; readonly law: Law } | undefined;
  let strong = laws.length === 0;
  for (const law of laws) {
    const verdict = judgeLaw(law, answers, enclose, setting.dtype);
    if (verdict === "weak") continue;
    strong = true;
    if (verdict !== "holds" && (worst === undefined || verdict.excess > worst.excess)) {
      worst = { ...verdict, law };
    }
  }
  if (worst !== undefined) return fail(marked(worst.fault, worst.law, answers, setting, enclose));
  return strong ? { status: "pass" } : { status: "pass", weak: true };
}

/** The fault, told as one of overflow where something on the way to an answer can. */
function marked(
  fault: Fault,
  { terms }: Law,
  answers: readonly CompleteAnswer[],
  setting: Setting,
  enclose: (call: number) => CallEnclosures,
): Fault {
  for (const { call, output, element } of terms) {
    const { oracle } = setting.world;
    const got = outputOf(answers[call], output).data[element];
    const { words, mark } = overflowOnTheWay(oracle, enclose(call), output, element, got);
    if (words !== "") return { ...fault, why: fault.why + words, ...mark };
  }
  return fault;
}

/** The first fault among the numbers that no law speaks of. */
function judgeUnread(
  answers: readonly CompleteAnswer[],
  { world: { oracle } }: Setting,
  laws: readonly Law[],
  enclose: (call: number) => CallEnclosures,
): Judgement | undefined {
  const read = answers.map((answer) =>
    new Map(
      outputsOf(answer).map((name) => [name, new Uint8Array(outputOf(answer, name).data.length)]),
    )
  );
  for (const { terms } of laws) {
    for (const { call, output, element } of terms) {
      const marks = read[call].get(output);
      if (marks !== undefined) marks[element] = 1;
    }
  }
  for (const [call, answer] of answers.entries()) {
    if (answer.open) continue;
    for (const [output, marks] of read[call]) {
      if (!marks.includes(0)) continue;
      const { data } = outputOf(answer, output);
      const judged = judgeNumbers(oracle, { enclosures: enclose(call), call, output, data }, {
        isRead: (element) => marks[element] === 1,
        measured: false,
      });
      if (judged.status !== "fail") continue;
      const why = judged.why.replace(/^The/, "the");
      return laws.length === 0
        ? judged
        : { ...judged, why: `The relation itself holds, but ${why}` };
    }
  }
  return undefined;
}

type Verdict = "holds" | "weak" | { readonly excess: number; readonly fault: Fault };

function judgeLaw(
  law: Law,
  answers: readonly CompleteAnswer[],
  enclose: (call: number) => CallEnclosures,
  dtype: FloatDType,
): Verdict {
  if (law.terms.some(({ call }) => answers[call].open)) return "weak";
  const constant = law.constant ?? 0;
  const values = law.terms.map((t) => outputOf(answers[t.call], t.output).data[t.element]);
  const residual = values.reduce((sum, y, i) => sum + law.terms[i].coefficient * y, constant);
  if (law.sense === "=" ? residual === 0 : residual <= 0) return "holds";
  const least = values.reduce(
    (sum, y, i) => sum + Math.abs(law.terms[i].coefficient * y) * formats[dtype].unitRoundoff,
    0,
  );
  // No less is allowed: each answer may be rounded.
  if (Math.abs(residual) <= least && least < Infinity) return "holds";

  const places = law.terms.map((t) => t.like ?? t);
  const known = law.terms.map((t, i) => enclosuresOf(enclose(places[i].call), t.output));
  const slackOfTerm = ({ coefficient }: Term, i: number, count?: number) =>
    Math.abs(coefficient) * slackOfAnswer(known[i], places[i].element, values[i], dtype, count);
  const slackBy = (count?: number) =>
    law.terms.reduce((sum, t, i) => sum + slackOfTerm(t, i, count), 0);
  const infinite = values.findIndex((y) => !Number.isFinite(y));
  if (infinite >= 0) {
    const { call, output, element } = law.terms[infinite];
    const got = values[infinite];
    const mayHold = mayBe(known[infinite], places[infinite].element, got) ||
      !Number.isFinite(slackBy());
    return mayHold ? "weak" : {
      excess: Infinity,
      fault: { why: `${law.why}, but an answer is ${got}`, call, output, element, got },
    };
  }
  const magnitude = values.reduce(
    (sum, y, i) => sum + Math.abs(law.terms[i].coefficient * y),
    Math.abs(constant),
  );
  if (!Number.isFinite(magnitude)) return "weak";
  // The judge's own rounding: two for each coefficient, one for each product and sum, of the answers as
  // of the slack; and an underflow for each product.
  const n = law.terms.length;
  const allowedBy = (slack: number) =>
    slack + (n + 3) * 2 ** -52 * (magnitude + slack) + n * Number.MIN_VALUE;
  const excess = law.sense === "=" ? Math.abs(residual) : residual;
  const across = law.terms.reduce(
    (sum, { coefficient }, i) => sum + Math.abs(coefficient) * known[i].across(places[i].element),
    0,
  );
  // At a kink each answer is on any side, and that is known without an evaluation with roundings.
  if (excess <= across) {
    return across < magnitude ? "holds" : "weak";
  }
  // Mostly what the first form may be off by is enough, and each form costs time.
  const first = slackBy(1);
  if (excess <= allowedBy(first) && first < magnitude) return "holds";
  const slack = slackBy();
  if (!Number.isFinite(slack)) return "weak";
  const allowed = allowedBy(slack);
  if (excess <= allowed) return slack < magnitude ? "holds" : "weak";
  return { excess: excess / allowed, fault: faultOf(law, values, residual, allowed) };
}

/** Blames the first term that counts: what it would have to be, given the others. */
function faultOf(
  law: Law,
  values: readonly number[],
  residual: number,
  allowed: number,
): Fault {
  const blamed = Math.max(0, law.terms.findIndex(({ coefficient }) => coefficient !== 0));
  const { call, output, element, coefficient } = law.terms[blamed];
  const got = values[blamed];
  const expected = got - residual / coefficient;
  const width = allowed / Math.abs(coefficient);
  const lo = law.sense === "<=" && coefficient > 0 ? -Infinity : expected - width;
  const hi = law.sense === "<=" && coefficient < 0 ? Infinity : expected + width;
  const rounding = `honest rounding explains at most ${allowed.toPrecision(3)}`;
  return {
    why: `${law.why}, but it is off by ${Math.abs(residual).toPrecision(6)} where ${rounding}`,
    call,
    output,
    element,
    expected,
    got,
    allowed: [lo, hi],
    law: {
      terms: law.terms.map(({ like: _, ...term }, i) => ({ ...term, got: values[i] })),
      constant: law.constant ?? 0,
      sense: law.sense,
    },
  };
}
