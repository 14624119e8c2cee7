/**
 * The report as one JSON document.
 *
 * @module
 */
import { z } from "zod";
import type { Event, Footer, Header, Judged } from "../runner/mod.ts";
import { footerSchema, headerSchema, judgedSchema, layOut } from "../runner/internal.ts";
import { summarize } from "./summary.ts";
import { wordOf } from "./verdict.ts";

/** The document; a codec: `decode` reads a report, NaN, ±∞ and -0 included. */
export const reportSchema = z.strictObject({
  format: z.literal(1).describe("Version of this document's format"),
  complete: z.boolean().describe("Whether every planned check was judged"),
  verdict: z.string().describe("In words: conforms, does not conform, not judged …"),
  conforms: z.boolean()
    .describe("Whether the run is complete, every `must` holds, and every check was judged"),
  accepted: z.boolean().describe("Whether the run is complete and nothing came unexpected"),
  ...headerSchema.omit({ type: true, format: true, checks: true }).shape,
  ...footerSchema.omit({ type: true, conforms: true, accepted: true }).shape,
  planned: z.int().nonnegative().describe("Checks in the plan"),
  checks: z.array(judgedSchema.omit({ type: true })).readonly(),
});

/** The document as JSON Schema, draft 2020-12. */
export function reportJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(reportSchema, { target: "draft-2020-12", io: "input" });
  const { $schema, ...rest } = schema;
  return {
    $schema,
    title: "Lossproof report",
    description: "What lossproof check --format json writes",
    ...rest,
  };
}

/** The report as data: what was planned, its outcomes, and the counts. */
export interface Report extends Omit<Header, "type" | "checks">, Omit<Footer, "type"> {
  /** Whether every planned check was judged. */
  readonly complete: boolean;
  /** In words: `conforms`, `does not conform`, `conforms on 3 of 11 checks`, `not judged` … */
  readonly verdict: string;
  /** Whether the run is complete, every `must` holds, and every check was judged. */
  readonly conforms: boolean;
  /** Whether the run is complete and nothing came unexpected; so is the exit code 0. */
  readonly accepted: boolean;
  /** Number of checks in the plan. */
  readonly planned: number;
  /** The outcomes, in the order of the run. */
  readonly checks: readonly Omit<Judged, "type">[];
}

/**
 * Makes the report as data.
 *
 * @param events the run; may be incomplete
 * @returns the counts made anew from the outcomes, and the outcomes themselves
 */
export function reportOf(events: Iterable<Event>): Report {
  const summary = summarize(events);
  const { header, judged, totals, complete, conforms, accepted } = summary;
  const { type: _, format, checks, ...plan } = header;
  const { type: __, conforms: ___, accepted: ____, ...counts } = totals;
  return {
    format,
    complete,
    verdict: wordOf(summary),
    conforms,
    accepted,
    ...plan,
    ...counts,
    planned: checks.length,
    checks: judged.map(({ type: _, ...outcome }) => outcome),
  };
}

/**
 * Renders a run as one JSON document, a {@linkcode Report}.
 *
 * @param events the run; may be incomplete
 * @returns the text, with a line feed at the end
 */
export function renderJson(events: Iterable<Event>): string {
  return layOut(reportSchema.encode(reportOf(events))) + "\n";
}
