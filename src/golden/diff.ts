/**
 * What is different between two golden files, in the reader's terms.
 *
 * @module
 */
import { figure, inFull } from "../report/internal.ts";
import { type FloatDType, roundTo, type Tensor } from "../tensor/mod.ts";
import { type Fixture, type GoldenCase, isRejection, type Numbers } from "./fixture.ts";
import { floatsBetween, outputsOf } from "./judge.ts";

/** What is different about one case. */
export interface Change {
  readonly name: string;
  /** Sentences without a full stop, at least one. */
  readonly what: readonly string[];
}

/**
 * Compares two versions of a file's cases.
 *
 * @param before the older version
 * @param after the newer version
 * @returns the cases that differ, in the newer order; then those that are gone
 */
export function diffFixtures(before: Fixture, after: Fixture): Change[] {
  const old = new Map(before.cases.map((golden) => [golden.name, golden]));
  const changes: Change[] = [];
  for (const golden of after.cases) {
    const twin = old.get(golden.name);
    old.delete(golden.name);
    const what = twin === undefined ? ["is new"] : caseChanges(twin, golden);
    if (what.length > 0) changes.push({ name: golden.name, what });
  }
  return [...changes, ...[...old.keys()].map((name) => ({ name, what: ["is gone"] }))];
}

function caseChanges(before: GoldenCase, after: GoldenCase): string[] {
  const what: string[] = [];
  if (before.purpose !== after.purpose) what.push(`${before.purpose} became ${after.purpose}`);
  if (before.why !== after.why) what.push("its reason is worded otherwise");
  what.push(...callChanges(before, after));
  if (isRejection(before) || isRejection(after)) {
    const level = (golden: GoldenCase) => isRejection(golden) ? golden.level : "no refusal";
    if (level(before) !== level(after)) {
      what.push(`level ${level(before)} became ${level(after)}`);
    }
    return what;
  }
  const old = new Map(outputsOf(before));
  for (const [output, numbers] of outputsOf(after)) {
    const twin = old.get(output);
    old.delete(output);
    const label = output === "value" ? "value" : `gradient by ${output}`;
    if (twin === undefined) what.push(`${label} is new`);
    else what.push(...numberChanges(label, twin, numbers, after.call.dtype));
  }
  return [...what, ...[...old.keys()].map((output) => `gradient by ${output} is gone`)];
}

function callChanges({ call: before }: GoldenCase, { call: after }: GoldenCase): string[] {
  const tensors = ({ inputs, upstream }: GoldenCase["call"]): Record<string, Tensor> => ({
    ...inputs,
    ...upstream && { upstream },
  });
  const a = tensors(before);
  const b = tensors(after);
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  const params = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])];
  return [
    ...names.filter((name) => !sameTensor(a[name], b[name])).map((name) => `${name} is another`),
    ...params.filter((name) => !Object.is(before.params[name], after.params[name])).map((name) =>
      `${name} was ${before.params[name]}, is ${after.params[name]}`
    ),
    ...before.reduction === after.reduction
      ? []
      : [`reduction was ${before.reduction}, is ${after.reduction}`],
  ];
}

function sameTensor(a: Tensor | undefined, b: Tensor | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.dtype === b.dtype && String(a.shape) === String(b.shape) &&
    a.data.every((x, i) => Object.is(x, b.data[i]));
}

function numberChanges(
  label: string,
  before: Numbers,
  after: Numbers,
  dtype: FloatDType,
): string[] {
  if (String(before.shape) !== String(after.shape)) {
    return [`${label} had shape [${before.shape}], has [${after.shape}]`];
  }
  const old = new Map(before.forms.map((form) => [form.name, form]));
  const known = new Set(after.forms.map(({ name }) => name));
  const names = before.forms.map((form) => form.name);
  const bounds = after.forms.flatMap(({ name, rank, lo, hi }) => {
    const place = before.forms.findIndex((form) => form.rank === rank);
    const former = before.forms[place]?.name;
    const isRenamed = !old.has(name) && former !== undefined && !known.has(former);
    const twin = old.get(isRenamed ? former : name);
    old.delete(isRenamed ? former : name);
    if (twin === undefined) return [`${label} has a new form ${name}`];
    if (isRenamed) names[place] = name;
    return [
      ...isRenamed ? [`${label}: the form ${former} is called ${name}`] : [],
      ...listChanges(`${label}, least of ${name}`, twin.lo, lo, dtype),
      ...listChanges(`${label}, greatest of ${name}`, twin.hi, hi, dtype),
    ];
  });
  const sameForms = before.forms.length === after.forms.length && old.size === 0;
  return [
    ...listChanges(label, before.expected, after.expected, dtype),
    ...dtype === "f64"
      ? []
      : listChanges(`${label} in float64`, wideOf(before), wideOf(after), "f64"),
    ...bounds,
    ...[...old.keys()].map((name) => `${label} has no form ${name} any more`),
    ...sameForms && names.join() !== after.forms.map((form) => form.name).join()
      ? [`${label}: its forms are in another order`]
      : [],
    ...JSON.stringify(before.nonfinite) === JSON.stringify(after.nonfinite)
      ? []
      : [`${label}: other answers that are not finite are honest`],
    ...openText(before) === openText(after) ? [] : [`${label}: other elements are open`],
  ];
}

function wideOf({ expected, expected_f64 }: Numbers): readonly (number | null)[] {
  return expected_f64 ?? expected;
}

function openText({ open = [] }: Numbers): string {
  return open.map(({ element, why, lo, hi }) => `${element} ${why} ${lo} ${hi}`).join();
}

function listChanges(
  label: string,
  before: readonly (number | null)[],
  after: readonly (number | null)[],
  dtype: FloatDType,
): string[] {
  const changed = after.flatMap((x, i) => Object.is(x, before[i]) ? [] : [i]);
  if (changed.length === 0) return [];
  const distance = (i: number) => ulpsBetween(before[i], after[i], dtype);
  const worst = changed.reduce((w, i) => distance(i) > distance(w) ? i : w);
  const text = (x: number | null) => x === null ? "none" : inFull(x);
  const size = distance(worst);
  const ulps = size === Infinity ? "" : size === 1 ? " (1 ulp)" : ` (${figure(size)} ulps)`;
  const others = changed.length === 1 ? "" : `, and ${changed.length - 1} more`;
  return [
    `${label}[${worst}] was ${text(before[worst])}, is ${text(after[worst])}${ulps}${others}`,
  ];
}

/** ∞ where they are not both numbers of the format. */
function ulpsBetween(a: number | null, b: number | null, dtype: FloatDType): number {
  if (a === null || b === null) return Infinity;
  return floatsBetween(roundTo(a, dtype), roundTo(b, dtype), dtype) ?? Infinity;
}
