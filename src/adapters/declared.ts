/**
 * The shapes of what may be declared of a whole implementation, of one loss, or of both.
 *
 * @module
 */
import { z } from "zod";
import { distinct, maybe, strict } from "../spec_files/internal.ts";
import type { ArithmeticProfile } from "../spec/mod.ts";
import { arithmeticProfiles, elementaryFunctions, flushings, roundings } from "../spec/internal.ts";
import { floatDTypes } from "../tensor/mod.ts";

const dtype = z.enum(floatDTypes);
const word = z.string().min(1);
const ulps = z.number().min(0.5);

/** Exceptions by class, by words of their message, or by both. */
const exceptionPatternSchema = z.union([
  word.describe("The name of a class"),
  strict({
    class: maybe(word).describe("The name of a class; absent = any"),
    message: maybe(word).describe("Text that is in the message; absent = any"),
  }).refine(
    (pattern) => pattern.class !== undefined || pattern.message !== undefined,
    'must have a "class", a "message" or both',
  ),
]).meta({ id: "exception" });

const profiles = Object.keys(arithmeticProfiles) as ArithmeticProfile[];
const byFunction = strict(recordOf(elementaryFunctions, () => maybe(ulps)))
  .meta({ id: "ulps_by_function" });

/** A record with one value for each name. */
function recordOf<K extends string, T>(names: readonly K[], value: () => T): Record<K, T> {
  return Object.fromEntries(names.map((name) => [name, value()])) as Record<K, T>;
}

const steps = {
  profile: maybe(z.enum(profiles)).describe("A named arithmetic, from which the rest departs"),
  compute: maybe(dtype).describe("What operations round to; absent = the call's dtype"),
  accumulate: maybe(dtype).describe("What sums are carried in; absent = that of compute"),
  output: maybe(dtype).describe("What an answer is rounded to; absent = the call's dtype"),
  elementary: maybe(z.union([ulps, byFunction]))
    .describe("The error of elementary functions in ulps, of all or by function"),
  rounding: maybe(z.enum(roundings)).describe("How results are rounded"),
  flush: maybe(z.enum(flushings)).describe("Which subnormal numbers count as 0"),
};

const stepsSchema = strict(steps).meta({ id: "arithmetic_steps" });
const arithmeticSchema = strict({
  ...steps,
  ...recordOf(floatDTypes, () => maybe(stepsSchema).describe("Where this format differs")),
}).meta({ id: "arithmetic" });

const rangeSchema = strict({
  values: maybe(distinct(z.number().nullable(), 1).readonly())
    .describe("The only values taken; null: a parameter that is not given"),
  minimum: maybe(z.number()).describe("The least value taken"),
  exclusiveMinimum: maybe(z.number()).describe("Values are greater than this"),
  maximum: maybe(z.number()).describe("The greatest value taken"),
  exclusiveMaximum: maybe(z.number()).describe("Values are less than this"),
}).refine((range) => Object.keys(range).length > 0, "must have values or a bound")
  .refine(
    ({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }) => {
      const least = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
      const greatest = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
      const isPoint = least === minimum && greatest === maximum &&
        least !== exclusiveMinimum && greatest !== exclusiveMaximum;
      return least < greatest || (least === greatest && isPoint);
    },
    "must leave a value between its bounds",
  ).meta({ id: "range" });

/** What a declaration may say of an implementation as a whole, and of each loss. */
export const sharedShape = {
  reproducible: maybe(z.boolean())
    .describe("Whether equal calls give equal answers to the last bit; absent = they do"),
  refuses: maybe(z.array(exceptionPatternSchema).readonly())
    .describe("Which exceptions refuse an input; absent = those of the language"),
  arithmetic: maybe(arithmeticSchema).describe("How it rounds"),
  domain: maybe(z.record(z.string(), rangeSchema))
    .describe(
      "What it takes of inputs, parameters and lengths of axes, by name; absent = all of the spec",
    ),
};
