/**
 * One form: a single listed formula explains all answers.
 *
 * Each number may be an honest evaluation of another form than its neighbour, so that 0 stands beside what
 * only an accurate form gives. An implementation that does evaluate one form is held to it.
 *
 * @module
 */
import fc from "fast-check";
import type { Call, Result, Spec } from "../spec/mod.ts";
import { gradientInputsOf, hasReduction } from "../spec/internal.ts";
import { enclosuresOf } from "../oracle/internal.ts";
import type { Judgement, Trial } from "../judge/mod.ts";
import { fail, outputOf, readAnswers, type Setting } from "../judge/internal.ts";
import type { Check } from "./check.ts";
import { calls, makeCheck } from "./make_check.ts";

/** One form holds every number of an output, one check an output that has several forms. */
export function oneForm(spec: Spec, setting: Setting): Check[] {
  const { capability } = setting;
  const { forms, gradient_forms } = spec.formula;
  const outputs = ["value", ...gradientInputsOf(spec, capability)].filter((output) =>
    Object.keys(forms).length + Object.keys(gradient_forms[output] ?? {}).length > 1
  );
  return outputs.map((output) => {
    const drawn = calls(spec, setting, {
      ...hasReduction(spec, capability, "none") && { reduction: "none" },
      ...output === "value" ? { gradients: false } : {},
      rows: { max: 8 },
      classes: { max: 8 },
    });
    return makeCheck(
      spec,
      setting,
      {
        kind: "one_form",
        detail: output,
        level: "should",
        requirement: requirementOf(output),
        share: 0.25,
      },
      fc.array(drawn, { minLength: 2, maxLength: 4 }).map((calls) => ({ calls, facts: {} })),
      (trial, results) => judgeForms(trial, results, setting, output),
    );
  });
}

function requirementOf(output: string): string {
  const what = output === "value" ? "value" : `gradient by "${output}"`;
  return `One listed form explains every number of the ${what}`;
}

/** An answered number, and the forms that hold it. */
interface Held {
  readonly call: number;
  readonly element: number;
  readonly got: number;
  readonly forms: readonly string[];
}

function judgeForms(
  trial: Trial,
  results: readonly Result[],
  setting: Setting,
  output: string,
): Judgement {
  const answers = readAnswers(trial, results, setting);
  if ("status" in answers) return answers;
  const held = trial.calls.flatMap((call, i) =>
    answers[i].open ? [] : heldIn(call, i, outputOf(answers[i], output).data, setting, output)
  );
  if (held.length === 0) return { status: "pass", weak: true };
  const common = held.reduce<readonly string[]>(
    (names, { forms }) => names.filter((name) => forms.includes(name)),
    held[0].forms,
  );
  const [form] = common;
  if (form !== undefined) {
    const { call, element } = held[0];
    const accuracy = [{ output, multiple: NaN, form, forms: common, call, element }];
    return { status: "pass", accuracy };
  }
  const [one, other] = excluding(held);
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
  const { oracle } = setting.world;
  const enclosures = oracle.enclose(trial.calls[other.call]);
  // At a kink the truth is an interval, of which no number is due; and the answer may be the truth itself.
  const expected = oracle.rounded(enclosures, output, other.element);
  const nearest = enclosuresOf(enclosures, output).forms.find(({ name }) =>
    one.forms.includes(name)
  )!;
  return fail({
    why: `${requirementOf(output)}, but ${one.got} at element ${one.element} of call ${
      one.call + 1
    } is honest for ${list(one.forms)} only, and this one for ${list(other.forms)}`,
    call: other.call,
    output,
    element: other.element,
    ...expected !== undefined && !Object.is(expected, other.got) && { expected },
    got: other.got,
    allowed: nearest.at(other.element),
  });
}

/** The finite numbers of an answer that some form holds; what none holds is told by other checks. */
function heldIn(
  call: Call,
  index: number,
  data: ArrayLike<number>,
  setting: Setting,
  output: string,
): readonly Held[] {
  const { oracle } = setting.world;
  const enclosures = oracle.enclose(call);
  const names = enclosuresOf(enclosures, output).forms.map(({ name }) => name);
  return Array.from(data, (got, element) => ({
    call: index,
    element,
    got,
    forms: Number.isFinite(got)
      ? names.filter((_, form) => oracle.holds(enclosures, output, form, element, got))
      : [],
  })).filter(({ forms }) => forms.length > 0);
}

/** Two numbers that no form holds both; the first that leave none, where no two do. */
function excluding(held: readonly Held[]): readonly [Held, Held] {
  for (const [i, other] of held.entries()) {
    const one = held.slice(0, i).find(({ forms }) => !forms.some((f) => other.forms.includes(f)));
    if (one !== undefined) return [one, other];
  }
  let left = held[0].forms;
  for (const other of held) {
    const now = left.filter((name) => other.forms.includes(name));
    if (now.length === 0) return [{ ...held[0], forms: left }, other];
    left = now;
  }
  throw new RangeError("Cannot tell numbers apart that one form holds");
}
