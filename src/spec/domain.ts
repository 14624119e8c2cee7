/**
 * Domains: what values the elements of an input may have, each said once.
 *
 * @module
 */
import type { DeclaredRange } from "./declared_domain.ts";

/** What a domain takes, and how that is said. */
interface Domain {
  /** What it takes; of labels it says nothing, since their classes differ from call to call. */
  readonly range: ValueRange;
  /** In words, as a specification has it. */
  readonly says: string;
}

/** What values are taken, and whether only whole ones are. */
export interface ValueRange extends DeclaredRange {
  /** Whether values are whole numbers. */
  readonly whole?: boolean;
}

/** The name of a domain. */
export type DomainName =
  | "real"
  | "unit_interval"
  | "binary"
  | "nonnegative"
  | "positive"
  | "count"
  | "class_position"
  | "box"
  | "classes"
  | "classes_or_background";

/** The domains by their names. */
const domains: Readonly<Record<DomainName, Domain>> = {
  real: { range: {}, says: "any value" },
  unit_interval: { range: { minimum: 0, maximum: 1 }, says: "0 to 1" },
  binary: { range: { values: [0, 1] }, says: "0 or 1" },
  nonnegative: { range: { minimum: 0 }, says: "0 or more" },
  positive: { range: { exclusiveMinimum: 0 }, says: "more than 0" },
  count: { range: { minimum: 0, whole: true }, says: "whole numbers, 0 or more" },
  class_position: {
    range: { minimum: 0 },
    says: "0 to C - 1, whole or between two classes",
  },
  box: {
    range: {},
    says: "corners along an axis of x1, y1, x2, y2, with x1 <= x2 and y1 <= y2",
  },
  classes: { range: {}, says: "0 to C - 1, or the ignored label" },
  classes_or_background: {
    range: {},
    says: "0 to C, where C stands for the background: none of the classes",
  },
};

/** The names of all domains. */
export const domainNamesOfInputs = Object.keys(domains) as readonly DomainName[];

/** What all domains are, in words, for the schema. */
export const domainHelp: string = Object.entries(domains)
  .map(([name, { says }]) => `${name}: ${says}`).join("; ");

/**
 * What a domain takes.
 *
 * @param domain its name
 * @param classes how many there are, where that is known: a position ends at the last one
 */
export function rangeOfDomain(domain: DomainName, classes?: number): ValueRange {
  const { range } = domains[domain];
  const ends = domain === "class_position" && classes !== undefined;
  return ends ? { ...range, maximum: classes - 1 } : range;
}

/** What the entries of a box are called, in their order. */
export const corners: readonly string[] = ["x1", "y1", "x2", "y2"];

/** Where in some boxes, one after the other, a corner is not in order; -1 where all are. NaN is in order. */
export function unorderedCorner(data: ArrayLike<number>): number {
  for (let i = 0; i < data.length; i++) if (i % 4 < 2 && data[i] > data[i + 2]) return i;
  return -1;
}

/** Whether a domain is one of labels. */
export function isOfLabels(domain: DomainName): boolean {
  return domain === "classes" || domain === "classes_or_background";
}

/**
 * How many values a label may have besides those that are ignored.
 *
 * @param domain of the label
 * @param classes how many there are
 * @returns one more than the classes where the background is a label, too
 */
export function labelCount(domain: DomainName, classes: number): number {
  return domain === "classes_or_background" ? classes + 1 : classes;
}
