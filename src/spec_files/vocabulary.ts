/**
 * The words that spec files are made of: names, formulas, axes, levels, and records that name a
 * mistyped key.
 *
 * @module
 */
import { z } from "zod";
import { foreignLine } from "../foreign_text.ts";
import { didYouMean } from "../spec/internal.ts";

/** What every JavaScript object has already: a record by name would find it where nobody said it. */
const isTaken = (text: string): boolean => text in Object.prototype;

/** Refuses names that every object has. */
const notTaken = {
  error: ({ input }: { readonly input: unknown }) =>
    `must not be "${input}": every object of JavaScript has that name already`,
};

/** Characters of a name or an id. */
const longestName = 200;

const notTooLong = {
  error: ({ input }: { readonly input?: unknown }) =>
    `has ${String(input).length} characters, and ${longestName} are the limit`,
};

/** The name of an input, a parameter, a part or a form. */
export const name: z.ZodString = z.string()
  .max(longestName, notTooLong)
  .regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "must be an identifier")
  .refine((text) => !isTaken(text), notTaken);

/** The id of a loss. */
export const id: z.ZodString = z.string()
  .max(longestName, notTooLong)
  .regex(/^[a-z][a-z0-9_]*$/, "must be lower_snake_case")
  .refine((text) => !isTaken(text), notTaken);

/** Words for people, on one line and safe to print. */
export const words: z.ZodString = z.string().overwrite((text) => foreignLine(text));

/** A formula as text; the oracle parses it. */
export const formula: z.ZodString = z.string().min(1, "must not be empty")
  .describe("A formula: arithmetic, comparisons and named functions");

/** Names that a record of a spec may have. */
const mostNames = 1000;

/** A record by name, of no more than can be looked through. */
export function named<T extends z.ZodType>(
  value: T,
  most = mostNames,
): z.ZodRecord<z.ZodString, T> {
  return z.record(name, value).refine((record) => Object.keys(record).length <= most, {
    error: ({ input }) =>
      `has ${Object.keys(Object(input)).length} names, and ${most} are the limit`,
  });
}

/** One axis of a shape. */
export const dimension: z.ZodString = z.string()
  .max(longestName, notTooLong)
  .regex(
    /^(\*|\.\.\.|[a-zA-Z_][a-zA-Z0-9_]*)$/,
    'must be an axis name ("N", "C"), "*" (any axes), or "..." (further axes)',
  )
  .refine((text) => !isTaken(text), notTaken)
  .describe('An axis name ("N", "C"), "*" (any axes), or "..." (further axes)');

/** How much an obligation binds: `must` decides conformance, `should` is reported, `may` documents. */
export const levelSchema = z.enum(["must", "should", "may"]);

/** The keys that every obligation has. */
export const obligation = {
  level: levelSchema.default("must")
    .describe("must decides conformance, should is reported, may documents what is left open"),
  note: words.optional().describe("Why, or where from"),
};

/**
 * A record that has these keys and no other; an unknown key is answered with the one that was
 * probably meant.
 *
 * @param shape the schemas of the keys
 * @returns the schema of the record
 */
export function strict<S extends z.core.$ZodLooseShape>(
  shape: S,
): z.ZodObject<S, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) =>
          `has an unknown key "${foreignLine(key)}"${didYouMean(key, known)}`
        ).join("; ")
        : undefined,
  });
}

/**
 * A list in which nothing comes twice.
 *
 * @param element the schema of what is listed: text, numbers or null
 * @param least how many there are at least
 */
export function distinct<T extends z.ZodType>(element: T, least = 0): z.ZodArray<T> {
  return z.array(element).min(least).superRefine((list, context) => {
    const again = list.find((one, i) => list.indexOf(one) < i);
    if (again === undefined) return;
    context.addIssue({ code: "custom", message: `must not name ${JSON.stringify(again)} twice` });
  }).meta({ uniqueItems: true });
}
