/**
 * A counterexample for people: what was asked, what came back, how far off it is.
 *
 * @module
 */
import type { Fault, Trial } from "../judge/mod.ts";
import type { Counterexample } from "../runner/mod.ts";
import type { Call, Spec } from "../spec/mod.ts";
import { type FloatDType, formats, ulp } from "../tensor/mod.ts";
import { clauseText, sourceText } from "./clause_text.ts";
import { figure, inFull, kindOf, placeText, shortest, tensorLines } from "./number_text.ts";
import { snippetLines } from "./snippet/snippet.ts";
import { widthOf, wrap } from "./table.ts";

/** What the words are made with. */
export interface FailureSettings {
  /** Of a line. */
  readonly width: number;
  /** Every spec by its id: parameters at their defaults are left out. */
  readonly specs?: ReadonlyMap<string, Spec>;
  /** What the implementation is written in: the call is shown as code of that, too. */
  readonly language?: string;
}

/** A label and what it stands for, on one or several lines. */
interface Entry {
  readonly label: string;
  readonly lines: readonly string[];
}

const callsShown = 3;
/** Of the other answers that a law relates to the one at fault. */
const othersShown = 4;

/**
 * Describes a counterexample.
 *
 * @param counterexample what to describe
 * @param settings the width, and what else is known
 * @returns lines without colours: the requirement, the input, the answer, how to replay it
 */
export function failureLines(counterexample: Counterexample, settings: FailureSettings): string[] {
  const { check, requirement, trial, fault } = counterexample;
  const { width, specs, language } = settings;
  const inner = { ...settings, width: Math.max(width - 12, 20) };
  const code = snippetLines(counterexample, language, specs?.get(check.split("/")[0]));
  const blocks: Entry[][] = [
    ...callBlocks(trial, fault, inner),
    [...factEntries(trial), ...answerEntries(counterexample, inner.width)],
    [...clauseEntries(counterexample, inner), replayEntry(counterexample)],
    code.length === 0 ? [] : [{ label: "as code", lines: code }],
  ].filter((block) => block.length > 0);
  const column = Math.max(...blocks.flat().map(({ label }) => widthOf(label)));
  return [
    ...(fault.why.startsWith(requirement) ? [] : wrap(requirement, width)),
    ...whyLines(fault.why, width),
    ...blocks.flatMap((block) => ["", ...block.flatMap((entry) => entryLines(entry, column))]),
  ];
}

/**
 * Why a check did not hold. A stranger's words may have several lines: of these only the first begins where
 * our lines do.
 *
 * @param why the words
 * @param width of a line
 */
export function whyLines(why: string, width: number): string[] {
  const [first, ...rest] = why.split("\n");
  const further = rest.flatMap((line) => wrap(line, width - 2));
  return [...wrap(first, width), ...further.map((line) => `  ${line}`.trimEnd())];
}

/** What is asked by one call, in aligned lines. */
export function callLines(call: Call, settings: FailureSettings): string[] {
  const entries = callEntries(call, { ...settings, width: Math.max(settings.width - 12, 20) });
  const column = Math.max(...entries.map(({ label }) => widthOf(label)));
  return entries.flatMap((entry) => entryLines(entry, column));
}

function clauseEntries(
  { check, clause }: Counterexample,
  { width, specs }: FailureSettings,
): Entry[] {
  const [loss] = check.split("/");
  const spec = specs?.get(loss);
  const source = sourceText(spec);
  return [
    ...(clause === undefined
      ? []
      : [{ label: "clause", lines: wrap(clauseText(clause, loss, spec), width) }]),
    ...(source === undefined ? [] : [{ label: "source", lines: wrap(source, width) }]),
  ];
}

function replayEntry({ seed, path, replay }: Counterexample): Entry {
  return replay === undefined
    ? { label: "found with", lines: [`seed ${seed}, path ${path}`] }
    : { label: "replay", lines: [replay] };
}

function entryLines({ label, lines }: Entry, column: number): string[] {
  return lines.map((line, i) => {
    const left = i === 0 ? label : "";
    return `${left}${" ".repeat(column - widthOf(left))}  ${line}`.trimEnd();
  });
}

/** One block of entries a call; later calls show only what differs from the first. */
function callBlocks(trial: Trial, fault: Fault, settings: FailureSettings): Entry[][] {
  const { calls } = trial;
  const first = calls.length > 0 ? callEntries(calls[0], settings) : [];
  if (calls.length <= 1) return [first];
  const shown = [...new Set([0, fault.call, ...calls.keys()])].slice(0, callsShown);
  const blocks = shown.toSorted((a, b) => a - b).map((index) => {
    const place = `${index + 1} of ${calls.length}`;
    const mark = index === fault.call ? ", at fault" : "";
    if (index === 0) return [{ label: "call", lines: [place + mark] }, ...first];
    const entries = callEntries(calls[index], settings);
    const changed = entries.filter((entry) => !first.some((other) => same(entry, other)));
    const lost = first.filter(({ label }) => !entries.some((entry) => entry.label === label))
      .map(({ label }) => ({ label, lines: ["absent or at its default"] }));
    const relation = changed.length + lost.length === 0 ? ", the same as 1" : ", as 1 but for";
    return [{ label: "call", lines: [place + mark + relation] }, ...changed, ...lost];
  });
  const left = calls.length - shown.length;
  return left > 0
    ? [...blocks, [{ label: "", lines: [`… ${left} more ${left === 1 ? "call" : "calls"}`] }]]
    : blocks;
}

function same(a: Entry, b: Entry): boolean {
  return a.label === b.label && a.lines.join("\n") === b.lines.join("\n");
}

function callEntries(call: Call, { width, specs }: FailureSettings): Entry[] {
  const spec = specs?.get(call.loss);
  const tensors = call.upstream === undefined
    ? Object.entries(call.inputs)
    : [...Object.entries(call.inputs), ["upstream", call.upstream] as const];
  const params = Object.entries(call.params).filter(([name, value]) =>
    spec === undefined || !Object.is(spec.params[name]?.default, value)
  );
  return [
    ...tensors.map(([label, t]) => {
      const kind = kindOf(t);
      const lines = tensorLines(t, width - widthOf(kind) - 2);
      const [head, ...rest] = lines.length === 1 ? lines : ["", ...tensorLines(t, width)];
      return { label, lines: [`${kind}  ${head}`.trimEnd(), ...rest] };
    }),
    ...params.map(([label, value]) => ({
      label,
      lines: [value === null ? "null" : shortest(value, call.dtype)],
    })),
    { label: "reduction", lines: [call.reduction] },
  ];
}

function factEntries({ facts }: Trial): Entry[] {
  return Object.entries(facts).map(([label, fact]) => ({
    label,
    lines: [typeof fact === "number" ? inFull(fact) : `[${fact.map(inFull).join(", ")}]`],
  }));
}

function answerEntries({ trial, fault, dtype }: Counterexample, width: number): Entry[] {
  const { output, expected, got, allowed, law, overflow } = fault;
  const entries: Entry[] = [];
  const add = (label: string, text: string) => entries.push({ label, lines: wrap(text, width) });
  if (output !== undefined) add("of", placeOf(trial.calls[fault.call], output, fault.element));
  const others = law?.terms.slice(1) ?? [];
  for (const { call, output, element, got } of others.slice(0, othersShown)) {
    const place = placeOf(trial.calls[call], output, element);
    add("given", `${inFull(got)}, the ${place} of call ${call + 1}`);
  }
  if (others.length > othersShown) add("", `… ${others.length - othersShown} more answers`);
  if (expected !== undefined) add("expected", inFull(expected));
  if (got !== undefined) add("got", inFull(got));
  if (allowed !== undefined) add("allowed", rangeText(allowed));
  if (expected !== undefined && got !== undefined) {
    const sizes = errorSizes(Math.abs(got - expected), fault, dtype);
    if (sizes.length > 0) add("error", sizes.join(", "));
  }
  if (overflow !== undefined) {
    add("far end", `${overflow} can leave the range of ${dtype} with these numbers`);
  }
  return entries;
}

function rangeText([lo, hi]: readonly [number, number]): string {
  if (lo === hi) return inFull(lo);
  if (lo === -Infinity && hi < Infinity) return `at most ${inFull(hi)}`;
  if (hi === Infinity && lo > -Infinity) return `at least ${inFull(lo)}`;
  return `[${inFull(lo)}, ${inFull(hi)}]`;
}

/** Which number is at fault; a gradient's by its place in its input's shape. */
function placeOf(call: Call | undefined, output: string, element: number | undefined): string {
  const name = output === "value" ? "value" : `gradient by ${output}`;
  if (element === undefined) return name;
  const shape = call?.inputs[output]?.shape;
  if (shape === undefined) return call?.reduction === "none" ? `${name}, element ${element}` : name;
  return `${name} at ${placeText(element, shape)}`;
}

/** An error: itself, in u and ulps of what was expected, and in what an honest answer may be off by. */
function errorSizes(error: number, { expected = 0, allowed }: Fault, dtype: FloatDType): string[] {
  if (!Number.isFinite(error) || error === 0) return [];
  const halfWidth = allowed === undefined ? 0 : (allowed[1] - allowed[0]) / 2;
  return [
    figure(error),
    ...(expected === 0 ? [] : [
      `${figure(error / (formats[dtype].unitRoundoff * Math.abs(expected)))} u`,
      `${figure(error / ulp(expected, dtype))} ulp`,
    ]),
    ...(halfWidth > 0 && Number.isFinite(halfWidth)
      ? [`${figure(error / halfWidth)} times the allowed half-width`]
      : []),
  ];
}
