/**
 * The judge of single answers: does every number stand inside a listed form?
 *
 * @module
 */
import type { CallEnclosures, Oracle, Standing } from "../oracle/mod.ts";
import { enclosuresOf } from "../oracle/internal.ts";
import type { Result } from "../spec/mod.ts";
import { outputOf, readAnswers } from "./answer.ts";
import { fail } from "./fail.ts";
import type { Accuracy, Fault, Judgement, Trial } from "./judgement.ts";
import { overflowOnTheWay } from "./overflow.ts";
import type { Setting } from "./setting.ts";

/** A number outside the forms that may be used, and how far. */
interface Outside {
  readonly distance: number;
  readonly fault: Omit<Fault, "call">;
}

/** One output of one call, answered. */
export interface Answered {
  readonly enclosures: CallEnclosures;
  /** Index of the call. */
  readonly call: number;
  /** `"value"` or an input's name. */
  readonly output: string;
  readonly data: ArrayLike<number>;
}

/** Whether a fault tells more than another: it shows within the range of the format, or is farther out. */
function tellsMore(one: Outside, other: Outside): boolean {
  const isInside = ({ fault }: Outside) => fault.overflow === undefined;
  if (isInside(one) !== isInside(other)) return isInside(one);
  return one.distance > other.distance;
}

/**
 * Judges outputs of a case with one call, element by element, against the honest enclosures.
 *
 * @param trial a case with one call
 * @param results the answer
 * @param setting what the check was made for; its world's form bounds the forms that pass
 * @param outputs `"value"` or an input's name: the first is the one that it is about
 * @returns fail for the first output with a number outside, with the element that is
 * farthest out, one where nothing can overflow before all others; a pass has the first output's accuracy, and is weak when no element's enclosure of it says much
 */
export function judgeOutputs(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  outputs: readonly string[],
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const [answer] = answers;
  if (answer.open) return { status: "pass", weak: true };
  const { oracle, form } = setting.world;
  const enclosures = oracle.enclose(trial.calls[0]);
  const [first, ...others] = outputs.map((output) => () =>
    judgeNumbers(oracle, { enclosures, call: 0, output, data: outputOf(answer, output).data }, {
      ...form !== undefined && { form },
      measured: output === outputs[0],
    })
  );
  const judged = first();
  if (judged.status !== "pass") return judged;
  for (const judge of others) {
    const other = judge();
    if (other.status !== "pass") return other;
  }
  return judged;
}

/** How numbers are judged. */
export interface Manner {
  /** Only this form and better ones pass; absent = any. */
  readonly form?: string;
  /** Which elements need no judging; absent = none. */
  readonly isRead?: (element: number) => boolean;
  /** Whether a pass has the accuracy, which costs more than the judgement. */
  readonly measured: boolean;
}

/**
 * Judges the numbers of one output against the honest enclosures.
 *
 * @param oracle knows the loss
 * @param answered the numbers
 * @param manner which forms, which elements, and whether the accuracy is wanted
 * @returns as {@linkcode judgeOutputs}
 */
export function judgeNumbers(
  oracle: Oracle,
  { enclosures, call, output, data }: Answered,
  { form, isRead = () => false, measured }: Manner,
): Judgement {
  const names = enclosuresOf(enclosures, output).forms.map(({ name }) => name);
  const last = form !== undefined && names.includes(form) ? names.indexOf(form) : names.length - 1;
  let outside: Outside | undefined;
  let accuracy: Accuracy | undefined;
  let rank = 0;
  let strong = false;
  const zeros: (Standing & { readonly inside: true })[] = [];
  for (let element = 0; element < data.length; element++) {
    if (isRead(element)) continue;
    const got = data[element];
    const standing = oracle.stand(enclosures, output, element, got);
    if (!standing.inside || standing.rank > last) {
      const allowed = names.slice(0, last + 1);
      const found = measure(oracle, enclosures, output, element, got, standing, allowed);
      if (outside === undefined || tellsMore(found, outside)) outside = found;
      continue;
    }
    // Of a 0 it costs most to tell how much it says.
    if (got === 0) zeros.push(standing);
    else strong ||= !standing.weak;
    rank = Math.max(rank, standing.rank);
    if (!measured) continue;
    const { multiple } = standing;
    if (!Number.isNaN(multiple) && (accuracy === undefined || multiple > accuracy.multiple)) {
      accuracy = { output, multiple, form: names[rank], call, element };
    }
  }
  if (outside !== undefined) return fail({ ...outside.fault, call });
  strong ||= zeros.some(({ weak }) => !weak);
  return {
    status: "pass",
    ...accuracy !== undefined && { accuracy: [{ ...accuracy, form: names[rank] }] },
    ...!strong && { weak: true },
  };
}

/** How far a number lies outside, in widths and magnitudes of what is allowed. */
function measure(
  oracle: Oracle,
  enclosures: CallEnclosures,
  output: string,
  element: number,
  got: number,
  standing: Standing,
  names: readonly string[],
): Outside {
  const known = enclosuresOf(enclosures, output);
  const ends = known.forms.slice(0, names.length).map((form) => form.at(element));
  const lo = Math.min(...ends.map((end) => end[0]));
  const hi = Math.max(...ends.map((end) => end[1]));
  const expected = standing.inside
    ? known.truth.lo[element] / 2 + known.truth.hi[element] / 2
    : standing.truth;
  const what = output === "value" ? "The value" : `The gradient by "${output}"`;
  const list = names.map((name) => `"${name}"`).join(", ");
  const { words, mark } = overflowOnTheWay(oracle, enclosures, output, element, got);
  const inRange = words === "" ? "" : ` that stays in the range of ${enclosures.dtype}`;
  const why = standing.inside
    ? `${what} is an honest answer of the form "${standing.form}" only, not of ${list}`
    : `${what} is outside every honest evaluation of ${list}${inRange}${words}`;
  const allowed = standing.inside ? [lo, hi] as const : standing.allowed;
  const gap = Math.max(allowed[0] - got, got - allowed[1]);
  const scale = Math.max(allowed[1] - allowed[0], Math.abs(expected), Number.MIN_VALUE);
  const distance = Number.isNaN(gap / scale) ? Infinity : gap / scale;
  const fault = { why, output, element, expected, got, allowed };
  return { distance, fault: standing.inside ? fault : { ...fault, ...mark } };
}
