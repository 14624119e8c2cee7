/**
 * The judge of single answers: does every number stand inside a listed form?
 *
 * @module
 */
import type { CallEnclosures, Oracle, Standing } from "../oracle/mod.ts";
import { enclosuresOf } from "../oracle/internal.ts";
import type { Result } from "../spec/mod.ts";
import { outputOf, readAnswers } from "./answer.ts";
import type { Accuracy, Fault, Judgement, Trial } from "./judgement.ts";
import { overflowOnTheWay } from "./overflow.ts";
import type { Setting } from "./setting.ts";

/** A number outside the forms that may be used, and how far. */
interface Outside {
  readonly distance: number;
  readonly fault: Fault;
}

/** Whether a fault tells more than another: it shows within the range of the format, or is farther out. */
function tellsMore(one: Outside, other: Outside): boolean {
  const isInside = ({ fault }: Outside) => fault.overflow === undefined;
  if (isInside(one) !== isInside(other)) return isInside(one);
  return one.distance > other.distance;
}

/**
 * Judges one output of a case with one call, element by element, against the honest enclosures.
 *
 * @param trial a case with one call
 * @param results the answer
 * @param setting what the check was made for; its world's form bounds the forms that pass
 * @param output `"value"` or an input's name
 * @returns fail with the element that is farthest out, those where nothing can overflow first; a pass has the accuracy, and is weak when no
 * element's enclosure says much
 */
export function judgeOutput(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  output: string,
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const { oracle, form } = setting.world;
  const enclosures = oracle.enclose(trial.calls[0]);
  const names = enclosuresOf(enclosures, output).forms.map(({ name }) => name);
  const last = form !== undefined && names.includes(form) ? names.indexOf(form) : names.length - 1;
  const { data } = outputOf(answers[0], output);

  let outside: Outside | undefined;
  let accuracy: Accuracy | undefined;
  let rank = 0;
  let strong = false;
  for (const [element, got] of data.entries()) {
    const standing = oracle.stand(enclosures, output, element, got);
    if (!standing.inside || standing.rank > last) {
      const allowed = names.slice(0, last + 1);
      const found = measure(oracle, enclosures, output, element, got, standing, allowed);
      if (outside === undefined || tellsMore(found, outside)) outside = found;
      continue;
    }
    strong ||= !standing.weak;
    rank = Math.max(rank, standing.rank);
    const { multiple } = standing;
    if (!Number.isNaN(multiple) && (accuracy === undefined || multiple > accuracy.multiple)) {
      accuracy = { output, multiple, form: names[rank], call: 0, element };
    }
  }
  if (outside !== undefined) return { status: "fail", ...outside.fault };
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
  const forms = known.forms.slice(0, names.length);
  const lo = Math.min(...forms.map((form) => form.lo[element]));
  const hi = Math.max(...forms.map((form) => form.hi[element]));
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
  const fault = { why, call: 0, output, element, expected, got, allowed };
  return { distance, fault: standing.inside ? fault : { ...fault, ...mark } };
}
